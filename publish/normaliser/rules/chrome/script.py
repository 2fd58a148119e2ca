"""What a page says to browsers that cannot show it."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH


@rule(
    "chrome.script",
    "What a page says to browsers that cannot show it.",
    example=f"Please enable JavaScript to view this page.\n\nRents rise again\n\n{PARAGRAPH}",
)
def script(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks about JavaScript, old browsers and blockers of adverts."""
    yield from point_at_asks(page, left, "script", "speaks to the browser, not to a reader")
