"""Boxes that ask to subscribe to mails."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH


@rule(
    "chrome.newsletter",
    "Boxes that ask to subscribe to mails.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nSign up for our newsletter and get the best of "
    f"the city in your inbox.\n\n{PARAGRAPH}",
)
def newsletter(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks that offer mails or say how to end them."""
    yield from point_at_asks(page, left, "newsletter", "offers mails")
