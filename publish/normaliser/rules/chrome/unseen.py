"""What a page holds and no reader of it sees: hidden words, copies, words for print or speech."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.styled import HIDDEN
from publish.normaliser.rules.containing import point_at_containers

_CALLED = {
    "hidden": "which is hidden",
    "spoken": "which only screen readers say",
    "printed": "which is shown in print alone",
    "unprinted": "which the page does not print either",
    "repeated": "a copy",
}


@rule(
    "chrome.unseen",
    "What nobody sees on the page: hidden words, copies for other screens, print or speech.",
)
def unseen(page: Page, left: Left) -> Iterator[Finding]:
    """Point at elements that are hidden, or that say again what stands elsewhere.

    Answers and notes that open when a reader presses a button are the article's.
    """
    yield from point_at_containers(page, left, _CALLED)
    for index in left:
        origin = page.blocks[index].origin
        if origin.unit == "paragraph" and HIDDEN in origin.trail:
            yield Finding(index, index, "hidden in the Word file")
