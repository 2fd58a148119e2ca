"""Appeals for donations."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH


@rule(
    "chrome.support",
    "Appeals for donations.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nSupport our journalism: donate now",
)
def support(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that ask for money for the site."""
    yield from point_at_asks(page, left, "support", "asks for support")
