"""Offers of the site's app."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH


@rule(
    "chrome.app",
    "Offers of the site's app.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nDownload our app for iOS and Android",
)
def app(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that ask to install the site's app."""
    yield from point_at_asks(page, left, "app", "offers the site's app")
