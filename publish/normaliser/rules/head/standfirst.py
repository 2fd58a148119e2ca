"""The paragraph that the source declares as its summary."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.forms import is_line
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare
from publish.normaliser.page.styled import STANDFIRST, styled

_HEAD = 60  # open blocks that may stand above an article, menus and all; 8 of 1,338


@rule(
    "head.standfirst",
    "The paragraph that the source declares as its summary becomes the standfirst.",
)
def standfirst(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the block near the top that says what is declared as description or dek."""
    if styled(page).of(STANDFIRST):
        return
    declared = {bare(each.value) for each in page.draft.hints.standfirst} - {""}
    for index in left.indices[:_HEAD] if declared else ():
        block = page.blocks[index]
        if is_line(block) and bare(page.texts[index]) in declared:
            if not _has_prose_below(page, left, index) or _is_opening(page, left, index):
                return
            lifts = Lifts(standfirst=block.inlines)
            why = "the words that the source declares as its summary"
            yield Finding(index, index, why, lifts=lifts, moved_to="standfirst")
            return


def _is_opening(page: Page, left: Left, index: int) -> bool:
    """Whether a block stands as the paragraphs below it do: many sites declare the first one."""
    trail = page.blocks[index].origin.trail
    below = (i for i in left.indices if i > index and page.is_sentence(i))
    following = next(below, None)
    return bool(trail) and following is not None and (page.blocks[following].origin.trail == trail)


def _has_prose_below(page: Page, left: Left, index: int) -> bool:
    """Whether an article is left below a block: of a single paragraph the summary is the text."""
    return any(page.is_sentence(other) for other in left.indices if other > index)
