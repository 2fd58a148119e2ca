"""Cookie walls, with their buttons."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import point_at_bars


@rule(
    "chrome.consent",
    "Cookie walls and other requests for consent.",
    example=f"We use cookies to improve your visit.\n\nAccept all\n\nRents rise again\n\n"
    f"{PARAGRAPH}",
)
def consent(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks about this site's cookies, and at the buttons beside them."""
    yield from point_at_asks(page, left, "consent", "asks for consent")
    yield from point_at_bars(page, left, ("consent",), "a button of a request for consent")
