"""What all boxes have that ask the reader for something: mails, consent, money, a purchase."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Listing
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import Said
from publish.normaliser.rules.marks import marks_of

_LONGEST_ASK = 45
"""Words of a block that asks for something: 96 % of those on 852 pages have no more."""

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
        if page.words[index] > _LONGEST_ASK or index not in left:
            continue
        if isinstance(block := page.blocks[index], Listing) and len(block.items) > 1:
            continue  # one item of a list says it, not the list
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
        if not page.texts[index].startswith(("“", "„", "«", '"')):
            yield Finding(index, index, f"{what} (“{sure.get(index, found[0].phrase)}”)")


def _stands_between_sentences(page: Page, index: int) -> bool:
    """Whether a line that is no sentence stands right between two paragraphs."""
    if page.is_sentence(index) or not 0 < index < len(page) - 1:
        return False
    return page.is_sentence(index - 1) and page.is_sentence(index + 1)
