"""Requests to subscribe or to log in."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH


@rule(
    "chrome.paywall",
    "Requests to subscribe or to log in before reading on.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nAlready a subscriber? Log in to continue reading",
)
def paywall(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that ask for a subscription or an account."""
    yield from point_at_asks(page, left, "paywall", "asks to subscribe or to log in")
