"""What tells a leftover: the signals of every block of a page, as numbers.

Sources: the shallow text features of Kohlschütter, Fankhauser and Nejdl (WSDM 2010), the context
features of jusText (Pomikálek 2011), and what the tree of an HTML page says. None of them is a
word of the text, so that what was learned on some sites holds on others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publish.model.tree import (
    CodeBlock,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from publish.normaliser.learning.trails import Ways, trail_signals
from publish.normaliser.page.page import Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.page.sentences import COLONS, ENDS, QUESTION_MARKS
from publish.normaliser.page.words import address_words, content_words, function_words

CUE_KINDS = (
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
_LISTS = ("related", "comments", "tags", "newsletter", "share", "pager")
"""Kinds of labels that open something that goes on in the blocks below them."""

_CUE_COLUMNS = {kind: column for column, kind in enumerate(CUE_KINDS)}
_ENDS = frozenset(ENDS)
_SHORT = 12  # words of a block that is no paragraph
_LOOKED_AT = 1200  # characters of a block that its shares are counted over
_FAR = 30  # blocks; what is farther counts as nowhere
Rows = NDArray[np.float32]
"""One row for each block of a page."""

NAMES: tuple[str, ...] = (
    # the block itself
    "words",
    "word length",
    "function words",
    "ends a sentence",
    "ends with a colon",
    "ends cut off",
    "asks",
    "digits",
    "capital words",
    "shouted words",
    "marks",
    "commas",
    "you and our",
    "clock",
    "year",
    "money",
    "address",
    "glued",
    "small start",
    "in brackets",
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
    "links",
    *(f"cue {kind}" for kind in CUE_KINDS),
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


def signals(page: Page, ways: Ways) -> Rows:
    """The signals of every block: NAMES, and TRAIL_NAMES when the page has trails."""
    number = len(page)
    words = np.array(page.words, np.float32)
    prose = np.array([w if page.is_prose(i) else 0 for i, w in enumerate(page.words)], np.float32)
    links = np.array(page.link_share, np.float32)
    found = [cues(bare) if bare else frozenset() for bare in page.bares]
    cued = np.zeros((number, len(CUE_KINDS)), np.float32)
    for row, kinds in enumerate(found):
        for kind in kinds:
            if (column := _CUE_COLUMNS.get(kind)) is not None:
                cued[row, column] = 1
    count = np.array([len(kinds) for kinds in found], np.float32)
    columns = [
        _characters(page, words),
        _forms(page, words),
        np.column_stack([links, cued, count]),
        _vocabulary(page),
        _context(page, words, prose, links, cued, count),
    ]
    if any(ways.trails):
        columns.append(trail_signals(ways, words, prose, links))
    return np.hstack(columns)


_UPPER, _LOWER, _FIGURE, _GAP, _MARK, _COMMA, _MONEY = (1 << bit for bit in range(7))
_TABLED = 0x2400  # characters below have a row in the table; those above have no case


@cache
def _classes() -> NDArray[np.uint8]:
    """What each character is, as bits; the last row is for all that are not in the table."""
    table = np.zeros(_TABLED + 1, np.uint8)
    for code in range(_TABLED):
        char = chr(code)
        table[code] = (
            _UPPER * char.isupper()
            + _LOWER * char.islower()
            + _FIGURE * char.isdigit()
            + _GAP * char.isspace()
            + _MARK * (char in "|·•»›>/→#@©")
            + _COMMA * (char == ",")
            + _MONEY * (char in "$€£¥₽₺")
        )
    return table


def _characters(page: Page, words: Rows) -> Rows:
    """What the characters of each block say, counted for the whole page at once."""
    grammar = function_words(page.language)
    texts = [text[:_LOOKED_AT] for text in page.texts]
    folded = [text.casefold().split() for text in texts]
    number = np.array([max(1, len(tokens)) for tokens in folded], np.float32)
    grammatical = np.array([sum(map(grammar.__contains__, each)) for each in folded], np.float32)
    grammatical /= number
    for index in np.nonzero(words > 2 * number)[0]:
        # A script without spaces: characters, two to a word.
        text = texts[index]
        grammatical[index] = 2 * sum(map(grammar.__contains__, text)) / max(1, len(text))
    you = address_words()
    yours = np.array([sum(map(you.__contains__, each)) for each in folded], np.float32)
    joined = "\n".join(texts) + "\n  "
    code = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kind = _classes()[np.minimum(code, _TABLED)]
    lengths = np.array([len(text) for text in texts])
    starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]]).astype(np.intp)

    def count(mask: NDArray[np.bool_]) -> Rows:
        """How many characters of each block are meant."""
        whole = np.zeros(len(code), np.int32)
        whole[: len(mask)] = mask
        sums: Rows = np.add.reduceat(whole[:-2], starts).astype(np.float32)
        return sums

    upper, lower = (kind & _UPPER) > 0, (kind & _LOWER) > 0
    figure, gap = (kind & _FIGURE) > 0, (kind & _GAP) > 0
    first = np.concatenate([[True], gap[:-1]])
    short = words <= 60
    length = np.maximum(1, lengths).astype(np.float32)
    ends = [text[-1:] for text in page.texts]
    bracketed = [text[:1] in "([" and text[-1:] in ")]" for text in page.texts]
    begun = (code[:-3] == 49) & (code[1:-2] == 57) | (code[:-3] == 50) & (code[1:-2] == 48)
    year = begun & ~np.concatenate([[False], figure[:-4]]) & figure[2:-1] & figure[3:]
    colon = (code[1:-2] == 58) | (code[1:-2] == 46) | (code[1:-2] == 104)
    clock = figure[:-3] & colon & figure[2:-1] & figure[3:]
    address = (code[:-2] == 58) & (code[1:-1] == 47) & (code[2:] == 47)
    address |= code[:-2] == 64
    return np.column_stack(
        [
            np.log1p(words),
            np.minimum(20, length / number),
            grammatical,
            [end != "" and end in _ENDS for end in ends] * (words > 3),
            [end != "" and end in COLONS for end in ends],
            [text.endswith(("…", "...", "[...]")) for text in page.texts],
            [end != "" and end in QUESTION_MARKS for end in ends],
            count(figure) / length,
            count(upper & first) / number,
            count(upper[:-1] & first[:-1] & upper[1:]) / number,
            short * count((kind & _MARK) > 0) / number,
            count((kind & _COMMA) > 0) / number,
            yours / number,
            short * (count(clock) > 0),
            short * (count(year) > 0),
            short * (count((kind & _MONEY) > 0) > 0),
            short * (count(address) > 0),
            short * (count(lower[:-1] & upper[1:]) > 0),
            lower[starts] & (lengths > 0),
            bracketed * (lengths > 0),
        ]
    ).astype(np.float32)


def _forms(page: Page, words: Rows) -> Rows:
    """What kind of block it is."""
    found = np.zeros((len(page), 11), np.float32)
    for index, block in enumerate(page.blocks):
        if (column := _FORMS.get(type(block))) is not None:
            found[index, column] = 1
        if isinstance(block, Heading):
            found[index, 2] = block.level
        elif isinstance(block, Listing):
            found[index, 4] = items = len(block.items)
            found[index, 5] = words[index] / items if items else 0
    found[:, 10] = [page.raws[index].count("\n") for index in range(len(page))]
    found[:, (4, 10)] = np.log1p(found[:, (4, 10)])
    return found


_FORMS: Mapping[type, int] = {
    Paragraph: 0,
    Heading: 1,
    Listing: 3,
    Figure: 6,
    Table: 7,
    Quote: 8,
    CodeBlock: 9,
}


def _vocabulary(page: Page) -> Rows:
    """How far a block talks about what the article talks about."""
    about = [content_words(text[:_LOOKED_AT]) for text in page.texts]
    known: Counter[str] = Counter()
    for index in page.core:
        known.update(about[index])
    once = set(known)
    twice = {word for word, times in known.items() if times > 1}
    declared = page.draft.hints.title
    title = content_words(declared[0].value) if declared else set()
    times = Counter(page.bares)
    prose = "\n".join(page.texts[index] for index in sorted(page.core))[:60_000]
    found = np.zeros((len(page), 5), np.float32)
    for index, words in enumerate(about):
        inside = index in page.core
        number = len(words)
        found[index, 0] = len(words & (twice if inside else once)) / number if number else -0.1
        if not inside and 4 <= page.words[index] <= 60 and page.texts[index] in prose:
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
    first, last = (min(page.core), max(page.core)) if page.core else (0, number - 1)
    total, whole = max(1.0, float(prose.sum())), max(1.0, float(words.sum()))
    core = float(words[sorted(page.core)].sum()) if page.core else 0.0
    inside = np.zeros(number)
    inside[sorted(page.core)] = 1
    told, weighed, linked = (_running(each) for each in (prose, words, links * words))
    low, high = np.maximum(0, place - 4), np.minimum(number, place + 5)
    around = np.maximum(1, weighed[high] - weighed[low])
    headed = np.array([isinstance(block, Heading) for block in page.blocks])
    label = words <= 6
    trailed = any(block.origin.trail for block in page.blocks)
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
            np.log1p(_since(prose > 0)),
            np.log1p(_since(prose[::-1] > 0)[::-1]),
            _runs(page, words, count),
            np.log1p(_since(headed)),
            *(
                1 / (1 + _since(label & (cued[:, CUE_KINDS.index(kind)] > 0), prose > 0))
                for kind in _LISTS
            ),
            (told[high] - told[low]) / around,
            (linked[high] - linked[low]) / around,
            np.log1p(around),
            np.full(number, np.log1p(number)),
            np.full(number, np.log1p(whole)),
            np.full(number, linked[-1] / whole),
            np.full(number, np.log1p(core)),
            np.full(number, core / whole),
            np.full(number, trailed),
        ]
    ).astype(np.float32)


def _running(values: Rows | NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def _since(marks: NDArray[np.bool_], ends: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
    """The blocks since the last mark above each block, at most _FAR; an end forgets the mark."""
    if not marks.any():
        return np.full(len(marks), _FAR)
    place = np.arange(len(marks))
    seen = np.maximum.accumulate(np.where(marks, place, -_FAR - 1))
    if ends is not None:
        ended = np.maximum.accumulate(np.where(ends & ~marks, place, -1))
        seen = np.where(ended > seen, -_FAR - 1, seen)
    above = np.concatenate([[-_FAR - 1], seen[:-1]])
    since: NDArray[np.intp] = np.minimum(_FAR, place - 1 - above)
    return since


def _runs(page: Page, words: Rows, count: Rows) -> Rows:
    """The run of short blocks that a block stands in: length, place, a colon before it, cues."""
    found = np.zeros((len(page), 4), np.float32)
    short = np.concatenate([[False], words <= _SHORT, [False]])
    edges = np.nonzero(short[1:] != short[:-1])[0]
    cued = _running(count > 0).tolist()
    for start, end in edges.reshape(-1, 2).tolist():
        length = end - start
        found[start:end, 0] = np.log1p(length)
        found[start:end, 1] = np.arange(length) / length
        found[start:end, 2] = start > 0 and page.texts[start - 1].endswith(COLONS)
        found[start:end, 3] = (cued[end] - cued[start]) / length
    return found
