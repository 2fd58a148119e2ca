"""Whole containers of comments, consent, offers of mails, and dialogues over the page."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.containing import point_at_containers

_CALLED = {
    "consent": "a request for consent",
    "comments": "readers' comments",
    "newsletter": "an offer of mails",
    "modal": "a dialogue over the page",
}


@rule(
    "chrome.container",
    "Whole elements that hold comments, requests for consent, offers of mails, or dialogues.",
)
def container(page: Page, left: Left) -> Iterator[Finding]:
    """Point at elements by what they are named for.

    What holds the headline, or what the page would be without prose without, is no such element.
    """
    yield from point_at_containers(page, left, _CALLED)
