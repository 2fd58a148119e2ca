"""Buttons for sharing, and names of services."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Heading, Listing, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, shown


@rule(
    "chrome.share-bar",
    "Buttons for sharing, and names of services to follow the site on.",
    example=f"Rents rise again\n\nShare Tweet Email\n\n{PARAGRAPH}",
)
def share_bar(page: Page, left: Left) -> Iterator[Finding]:
    """Point at blocks that consist of share words only, glued ones (ShareTweet) too.

    The name of a service alone is a bar only beside another bar.
    """
    marks = marks_of(page)
    for index, bar in marks.bars.items():
        if bar.kind != "share" or index not in left:
            continue
        if not isinstance(page.blocks[index], Paragraph | Listing | Heading):
            continue
        if bar.weak and not (marks.has_company(index) or _names_around(page, index)):
            continue
        yield Finding(index, index, f"nothing but share words ({shown(bar.phrases)})")


def _names_around(page: Page, index: int) -> bool:
    """Whether the block before or behind is the name of a service too."""
    bars = marks_of(page).bars
    return any(other in bars and bars[other].kind == "share" for other in (index - 1, index + 1))
