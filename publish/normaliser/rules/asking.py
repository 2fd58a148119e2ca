"""What all boxes have that ask the reader for something: mails, consent, money, a purchase."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from publish.model.article import Finding, Span
from publish.model.tree import Listing
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import Said, phrases
from publish.normaliser.rules.marks import marks_of, tells

LONGEST_ASK = 45
"""Words of a block that asks for something: 96 % of those on 852 pages have no more."""

_FEWEST_OWN = 4  # different words of a sentence before one that asks, which the author says
_END = re.compile(r"[.!?…][\"”’»)]*\s+|[。！？][」”）]*")
_WORDS = re.compile(r"[^\W\d_]+")

_LONGEST_MENTION = 15  # words of one that says what an article may say too; 6 of 1,338


def point_at_asks(page: Page, left: Left, kind: str, what: str) -> Iterator[Finding]:
    """Short blocks that say a phrase of a kind, or two of those that an article may say too.

    A paragraph among paragraphs needs two phrases of any such kind: an article about newsletters
    speaks of them once at a time.
    """
    marks = marks_of(page)
    sure: dict[int, str] = {}
    maybe: dict[int, list[Said]] = {}
    for index, each in marks.said.get(kind, ()):
        if page.words[index] > LONGEST_ASK or index not in left:
            continue
        if isinstance(block := page.blocks[index], Listing) and len(block.items) > 1:
            continue  # one item of a list says it, not the list
        if each.phrase.endswith("?") and each.phrase not in page.texts[index].casefold():
            continue  # “already subscribed?” asks, “had already subscribed” tells
        if each.key == "contains":
            sure.setdefault(index, each.phrase)
        if each.key in ("contains", "mentions"):
            maybe.setdefault(index, []).append(each)
    for index, found in maybe.items():
        apart = sum(one.last <= two.first for one, two in itertools.pairwise(found)) + 1
        if index in page.core and apart < 2:
            continue
        if index not in sure:
            short = page.words[index] <= _LONGEST_MENTION and not page.is_sentence(index)
            if not short or not (apart > 1 or marks.has_company(index)):
                continue
        if found[0].first > 1 and _stands_between_sentences(page, index):
            continue
        if tells(page, index):
            continue
        if not page.texts[index].startswith(("“", "„", "«", '"')):
            phrase = sure.get(index, found[0].phrase)
            yield Finding(index, index, f"{what} (“{phrase}”)", _asking(page, index, phrase))


def _asking(page: Page, index: int, phrase: str) -> Span | None:
    """The last sentences of a block from the one that asks on; None when all of it does.

    What stands before is the author's own when it says what is, and speaks to nobody.
    """
    raw = page.raws[index]
    ends = [found.end() for found in _END.finditer(raw)]
    at = raw.casefold().find(phrase)
    first = max((end for end in ends if end <= at), default=0)
    words = frozenset(_WORDS.findall(raw[:first].casefold()))
    own = len(words) >= _FEWEST_OWN and not words & phrases("prose", "reader")
    if not own or not words & (phrases("prose", "is") | phrases("prose", "past")):
        return None
    return first, len(raw)


def _stands_between_sentences(page: Page, index: int) -> bool:
    """Whether a line that is no sentence stands right between two paragraphs."""
    if page.is_sentence(index) or not 0 < index < len(page) - 1:
        return False
    return page.is_sentence(index - 1) and page.is_sentence(index + 1)
