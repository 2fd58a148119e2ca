"""Buttons of shops, and who earns by them."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_LONGEST_BUTTON = 8  # words of a line with a button of a shop; 3 of 1,338


@rule(
    "chrome.shop",
    "Buttons and notes of shops.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n$19.99 – Add to cart",
)
def shop(page: Page, left: Left) -> Iterator[Finding]:
    """Point at buttons of shops, and outside the article's own run at who earns by it."""
    marks = marks_of(page)
    for finding in point_at_asks(page, left, "shop", "sells something"):
        if page.words[finding.first] <= _LONGEST_BUTTON or not marks.is_inside(finding.first):
            yield finding
