"""What tells a leftover: the signals of every block of a page, as numbers.

Sources: the shallow text features of Kohlschütter, Fankhauser and Nejdl (WSDM 2010), the context
features of jusText (Pomikálek 2011), and what the tree of an HTML page says. None of them is a
word of the text, so that what was learned on some sites holds on others.

Its numbers are a part of what was learned: to change one is to train again.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, assert_never

import numpy as np
from numpy.typing import NDArray

from publish.model.tree import (
    CodeBlock,
    DefinitionList,
    Figure,
    FormulaBlock,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.normaliser.learning import Rows
from publish.normaliser.learning.characters import CHARACTER_NAMES, LOOKED_AT, character_signals
from publish.normaliser.learning.trails import Ways, trail_signals
from publish.normaliser.page.page import Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.page.sentences import COLONS
from publish.normaliser.page.words import content_words

_CUE_KINDS = (
    "share",
    "tags",
    "related",
    "newsletter",
    "consent",
    "paywall",
    "app",
    "advert",
    "comments",
    "pager",
    "legal",
    "contact",
    "credit",
    "media",
    "author",
    "byline",
    "date",
    "price",
    "action",
    "reading-time",
)
FORMS = (
    "paragraph",
    "heading",
    "heading level",
    "list",
    "items",
    "words an item",
    "figure",
    "table",
    "quote",
    "code",
    "lines",
)
"""What kind of block it is, and how it is divided."""

_FORM = {name: column for column, name in enumerate(FORMS)}

_LISTS = ("related", "comments", "tags", "newsletter", "share", "pager")
"""Kinds of labels that open something that goes on in the blocks below them."""

_CUE_COLUMNS = {kind: column for column, kind in enumerate(_CUE_KINDS)}
_SHORT = 12  # words of a block that is no paragraph
_LABEL = 6  # words of a line that may open what stands below it
_REPEATED = range(4, 61)  # words of a block that is looked for in the article
_LOOKED_THROUGH = 60_000  # characters of the article in which it is looked for
_NO_WORDS = -0.1  # told apart from a block that has words and shares none
_FAR = 30  # blocks; what is farther counts as nowhere
_AROUND = 4  # blocks on either side

NAMES: tuple[str, ...] = (
    # the block itself
    *CHARACTER_NAMES,
    *FORMS,
    "links",
    *(f"cue {kind}" for kind in _CUE_KINDS),
    "any cue",
    # its words and the article's
    "shares the article's words",
    "said elsewhere",
    "twice on the page",
    "words of the title",
    "title in it",
    # where it stands
    "place",
    "blocks above",
    "blocks below",
    "inside the core",
    "above the core",
    "below the core",
    "prose above",
    "prose below",
    "to prose above",
    "to prose below",
    "run of short blocks",
    "place in the run",
    "a colon opens the run",
    "cues in the run",
    "to heading above",
    *(f"below {kind}" for kind in _LISTS),
    "prose around",
    "links around",
    "words around",
    # the page
    "page blocks",
    "page words",
    "page links",
    "core words",
    "core share",
    "marked up",
)


class Amounts(NamedTuple):
    """Of each block its words, those of prose, and the share of it that stands in links."""

    words: Rows
    prose: Rows
    links: Rows

    @staticmethod
    def of(page: Page) -> Amounts:
        """The amounts of a page's blocks."""
        prose = [w if page.is_prose(i) else 0 for i, w in enumerate(page.words)]
        amounts = (page.words, prose, page.link_share)
        return Amounts(*(np.array(each, np.float32) for each in amounts))


def signals(page: Page, ways: Ways, amounts: Amounts) -> Rows:
    """The signals of every block: NAMES, and TRAIL_NAMES when the page has trails."""
    number = len(page)
    words, prose, links = amounts
    found = [cues(bare) if bare else frozenset() for bare in page.bares]
    cued = np.zeros((number, len(_CUE_KINDS)), np.float32)
    for row, kinds in enumerate(found):
        for kind in kinds:
            if (column := _CUE_COLUMNS.get(kind)) is not None:
                cued[row, column] = 1
    count = np.array([len(kinds) for kinds in found], np.float32)
    columns = [
        character_signals(page, words),
        _forms(page, words),
        np.column_stack([links, cued, count]),
        _vocabulary(page),
        _context(page, words, prose, links, cued, count),
        _whole(page, words, links),
    ]
    if any(ways.trails):
        columns.append(trail_signals(ways, words, prose, links))
    return np.hstack(columns)


def _forms(page: Page, words: Rows) -> Rows:
    """What kind of block it is, and how it is divided; a break is of no kind."""
    found = np.zeros((len(page), len(FORMS)), np.float32)
    for index, block in enumerate(page.blocks):
        match block:
            case Paragraph():
                found[index, _FORM["paragraph"]] = 1
            case Heading():
                found[index, _FORM["heading"]] = 1
                found[index, _FORM["heading level"]] = block.level
            case Listing() | DefinitionList():
                items = len(block.items if isinstance(block, Listing) else block.entries)
                found[index, _FORM["list"]] = 1
                found[index, _FORM["items"]] = items
                found[index, _FORM["words an item"]] = words[index] / items if items else 0
            case Figure():
                found[index, _FORM["figure"]] = 1
            case Table():
                found[index, _FORM["table"]] = 1
            case Quote():
                found[index, _FORM["quote"]] = 1
            case CodeBlock() | FormulaBlock():
                found[index, _FORM["code"]] = 1
            case SectionBreak():
                pass
            case _:
                assert_never(block)
    found[:, _FORM["lines"]] = [raw.count("\n") for raw in page.raws]
    counted = [_FORM["items"], _FORM["lines"]]
    found[:, counted] = np.log1p(found[:, counted])
    return found


def _vocabulary(page: Page) -> Rows:
    """How far a block talks about what the article talks about."""
    about = [content_words(text[:LOOKED_AT]) for text in page.texts]
    known: Counter[str] = Counter()
    for index in page.prose_run:
        known.update(about[index])
    once = set(known)
    twice = {word for word, times in known.items() if times > 1}
    declared = page.draft.hints.title
    title = content_words(declared[0].value) if declared else set()
    times = Counter(page.bares)
    prose = "\n".join(page.texts[index] for index in sorted(page.prose_run))[:_LOOKED_THROUGH]
    found = np.zeros((len(page), 5), np.float32)
    for index, words in enumerate(about):
        inside = index in page.prose_run
        number = len(words)
        found[index, 0] = len(words & (twice if inside else once)) / number if number else _NO_WORDS
        if not inside and page.words[index] in _REPEATED and page.texts[index] in prose:
            found[index, 1] = 1
        if (same := times[page.bares[index]]) > 1 and page.bares[index]:
            found[index, 2] = same - 1
        if title and number and (both := len(words & title)):
            found[index, 3:] = both / number, both / len(title)
    found[:, 2] = np.log1p(found[:, 2])
    return found


def _context(page: Page, words: Rows, prose: Rows, links: Rows, cued: Rows, count: Rows) -> Rows:
    """Where a block stands among the others."""
    number = len(page)
    place = np.arange(number)
    first, last = (min(page.prose_run), max(page.prose_run)) if page.prose_run else (0, number - 1)
    total = max(1.0, float(prose.sum()))
    inside = np.zeros(number)
    inside[sorted(page.prose_run)] = 1
    told, weighed, linked = (running(each) for each in (prose, words, links * words))
    low, high = np.maximum(0, place - _AROUND), np.minimum(number, place + _AROUND + 1)
    around = np.maximum(1, weighed[high] - weighed[low])
    headed = np.array([isinstance(block, Heading) for block in page.blocks])
    label = words <= _LABEL
    return np.column_stack(
        [
            place / number,
            np.log1p(place),
            np.log1p(number - 1 - place),
            inside,
            np.log1p(np.maximum(0, first - place)),
            np.log1p(np.maximum(0, place - last)),
            told[:-1] / total,
            (told[-1] - told[1:]) / total,
            np.log1p(since(prose > 0)),
            np.log1p(since(prose[::-1] > 0)[::-1]),
            _runs(page, words, count),
            np.log1p(since(headed)),
            *(
                1 / (1 + since(label & (cued[:, _CUE_KINDS.index(kind)] > 0), prose > 0))
                for kind in _LISTS
            ),
            (told[high] - told[low]) / around,
            (linked[high] - linked[low]) / around,
            np.log1p(around),
        ]
    ).astype(np.float32)


def _whole(page: Page, words: Rows, links: Rows) -> Rows:
    """What is so of all blocks of a page alike."""
    number = len(page)
    whole = max(1.0, float(words.sum()))
    core = float(words[sorted(page.prose_run)].sum()) if page.prose_run else 0.0
    linked = running(links * words)[-1] / whole
    trailed = any(block.origin.trail for block in page.blocks)
    row = [np.log1p(number), np.log1p(whole), linked, np.log1p(core), core / whole, trailed]
    return np.tile(np.array(row, np.float32), (number, 1))


def running(values: Rows | NDArray[np.bool_] | NDArray[np.float64]) -> NDArray[np.float64]:
    """The sums of all values before each place, and of all of them at the end."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def since(
    marks: NDArray[np.bool_], ends: NDArray[np.bool_] | None = None, far: int = _FAR
) -> NDArray[np.intp]:
    """The blocks since the last mark above each block, at most `far`; an end forgets the mark."""
    if not marks.any():
        return np.full(len(marks), far)
    place = np.arange(len(marks))
    seen = np.maximum.accumulate(np.where(marks, place, -far - 1))
    if ends is not None:
        ended = np.maximum.accumulate(np.where(ends & ~marks, place, -1))
        seen = np.where(ended > seen, -far - 1, seen)
    above = np.concatenate([[-far - 1], seen[:-1]])
    found: NDArray[np.intp] = np.minimum(far, place - 1 - above)
    return found


def _runs(page: Page, words: Rows, count: Rows) -> Rows:
    """The run of short blocks that a block stands in: length, place, a colon before it, cues."""
    found = np.zeros((len(page), 4), np.float32)
    short = np.concatenate([[False], words <= _SHORT, [False]])
    edges = np.nonzero(short[1:] != short[:-1])[0]
    cued = running(count > 0).tolist()
    for start, end in edges.reshape(-1, 2).tolist():
        length = end - start
        found[start:end, 0] = np.log1p(length)
        found[start:end, 1] = np.arange(length) / length
        found[start:end, 2] = start > 0 and page.texts[start - 1].endswith(COLONS)
        found[start:end, 3] = (cued[end] - cued[start]) / length
    return found
