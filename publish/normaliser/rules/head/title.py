"""The headline, and its repetitions above the text."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.cuts import cut
from publish.model.forms import is_line
from publish.model.tree import Heading, Strong
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.headlines import headline_of, label_in
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import SENTENCE

_CARD = 3  # words of a heading that says the headline again, as over the card of a recipe. # guess
_NEAR = 8  # open blocks from the first in which a headline is repeated; 120 of 1,338


@rule(
    "head.title",
    "The headline becomes the title, and is not printed twice.",
    example=f"Rents rise again\n\n{SENTENCE}",
)
def title(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the block that is the headline, and at its repetitions.

    Above the first paragraph these are lines of any kind, in the text headings of some words.
    """
    index, why = headline_of(page, left)
    if index is None:
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
    for at, other in enumerate(left.indices):
        if other == index or not said or page.bares[other] != said:
            continue
        named = isinstance(page.blocks[other], Heading) and page.words[other] >= _CARD
        if at < _NEAR or named:
            yield Finding(other, other, "the headline again", moved_to="title")
