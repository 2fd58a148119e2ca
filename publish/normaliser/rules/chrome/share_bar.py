"""Buttons for sharing, and names of services."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Heading, Listing, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.page.sentences import ends_as_no_title
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, shown

_LONGEST_NAMED = 24  # words of a button that holds the headline. # guess
_SHORTEST_NAME = 4  # characters of an outlet's name that is no word of a bar itself. # guess
_PARTICLES = "をで을를"  # behind a name, before the word for sharing


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
    yield from _named(page, left)


def _named(page: Page, left: Left) -> Iterator[Finding]:
    """Lines that share words and the page's or the outlet's name make up: "Share Town Letter"."""
    hints = page.draft.hints
    declared = (*hints.outlet[:2], *hints.title[:2])
    names = {line for each in declared if len(line := bare(each.value)) >= _SHORTEST_NAME}
    for index in left if names else ():
        if page.words[index] > _LONGEST_NAMED or ends_as_no_title(page.texts[index]):
            continue
        line = page.bares[index]
        for name in names:
            if name in line and _words_around(line, name) in phrases("share", "strong"):
                yield Finding(index, index, f"nothing but share words and “{name}”")
                break


def _words_around(line: str, name: str) -> str:
    return bare(line.replace(name, " ", 1)).strip(_PARTICLES)


def _names_around(page: Page, index: int) -> bool:
    """Whether the block before or behind is the name of a service too."""
    bars = marks_of(page).bars
    return any(other in bars and bars[other].kind == "share" for other in (index - 1, index + 1))
