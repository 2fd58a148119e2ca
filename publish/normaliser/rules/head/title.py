"""The headline, and its repetitions above the text."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.cuts import cut
from publish.model.forms import is_line
from publish.model.tree import Strong
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.headlines import headline_of, label_in
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.styled import TITLE, styled
from publish.normaliser.rules.examples import SENTENCE

_NEAR = 8  # open blocks from the first in which a headline is repeated; 120 of 1,338


@rule(
    "head.title",
    "The headline becomes the title, and is not printed twice.",
    example=f"Rents rise again\n\n{SENTENCE}",
)
def title(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the block that is the headline, and at its repetitions above the first paragraph."""
    index, why = headline_of(page, left)
    if index is None or styled(page).of(TITLE):
        return
    headline, begin = page.blocks[index], label_in(page, index)
    span = None
    if begin:
        span = begin, len(page.raws[index])
        label = f"“{page.raws[index][:begin].strip()}” is a label in front of the headline"
        yield Finding(index, index, label, span=(0, begin))
        headline = cut(headline, [(0, begin)])
    assert is_line(headline)
    words = headline.inlines
    if len(words) == 1 and isinstance(words[0], Strong):
        words = words[0].inlines  # what is wholly bold stands out from nothing
    yield Finding(index, index, why, span, lifts=Lifts(title=words), moved_to="title")
    said = page.bares[index]
    for other in left.indices[:_NEAR]:
        if other != index and said and page.bares[other] == said:
            yield Finding(other, other, "the headline again", moved_to="title")
