"""How far the article reaches: its paragraphs, what stands among them, and what follows in line.

The core ends with the last long paragraph. Answers, items, sources and sign-offs stand behind it:
on a page of HTML in the same column or set like blocks among the paragraphs, in a text in one run,
until a line names itself a leftover ("Related stories", "Share this").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from publish.model.tree import Figure, Heading
from publish.normaliser.page.page import Page, once_a_page
from publish.normaliser.page.phrases import cues
from publish.normaliser.page.sentences import FULL_STOPS, SENTENCE_WORDS

_COLUMN = 0.1  # of the core's words stand in an element that is a column
_ENDING_WORDS = 8  # of a line that may end the article
_ENDING = frozenset(
    {
        *("account", "advert", "app", "comments", "consent", "legal", "menu", "newsletter"),
        *("pager", "paywall", "related", "share", "shop", "support", "tags", "tools"),
    }
)
"""Kinds of wording (phrases.toml) that no article goes on behind."""

_FACTS = frozenset({"address", "byline", "credit", "date", "keep", "price"})
"""Kinds of wording that an article's own lines have as well."""

_BUTTONS = frozenset({"account", "menu", "pager", "share", "tools"})
"""Those of them that are labels: with a full stop they are something else."""

_HEAD = 12  # blocks between a headline and the first paragraph
_LINKED = 0.5  # share of links from which a block of a page without prose is a menu's
_LEAST = 30  # words of a page without prose that may be an article
_UNSEEN = (
    *("[hidden]", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader", "offscreen"),
    *("print-only", "printonly", "d-print-block"),
)
"""Parts of the names of elements that a reader of the page never sees."""


@dataclass(frozen=True, eq=False)
class Extent:
    """Where the article stands: `among` from its first paragraph to its last, `head` and `tail`.

    `head` are the headline and the blocks below it, `tail` those behind the last paragraph. All are
    empty of a page without anything to read. `counted` are the words of each block of them that a
    reader sees: of these no rule may take too many.
    """

    among: range
    head: frozenset[int]
    tail: frozenset[int]
    counted: dict[int, int]

    @property
    def words(self) -> int:
        """How long the article is."""
        return sum(self.counted.values())

    def words_in(self, indices: Iterable[int]) -> int:
        """How many of the article's words stand in some blocks."""
        return sum(self.counted.get(index, 0) for index in indices)


@once_a_page
def extent_of(page: Page) -> Extent:
    """How far a page's article reaches, by what stands on the page alone."""
    seed = page.core or _sentences(page)
    if not seed:
        return Extent(range(0), frozenset(), frozenset(), {})
    among = range(min(seed), max(seed) + 1)
    column = _Column(page, seed, among)
    head, tail = _head(page, among, column), _tail(page, among, column)
    return Extent(among, head, tail, _counted(page, (*head, *among, *tail)))


def ends_article(page: Page, index: int) -> bool:
    """Whether a line says what no article goes on behind."""
    if not 0 < page.words[index] <= _ENDING_WORDS:
        return False
    said = cues(page.bares[index]) & _ENDING
    # “No.” is a word of menus and of answers.
    return bool(said - _BUTTONS if page.texts[index].endswith(FULL_STOPS) else said)


class _Column:
    """The elements that hold the article's paragraphs, and what stands in them."""

    def __init__(self, page: Page, seed: frozenset[int], among: range) -> None:
        self._page = page
        parents: Counter[tuple[str, ...]] = Counter()
        for index in seed:
            parents[page.blocks[index].origin.trail[:-1]] += page.words[index]
        least = _COLUMN * parents.total()
        self._parents = {each for each, words in parents.items() if words >= least}
        self._depths = {len(each) for each in self._parents}
        self._alike = {page.blocks[index].origin.trail for index in among}
        self._known: dict[tuple[str, ...], bool] = {}

    def holds(self, index: int) -> bool:
        """Whether a block stands in the column, or is set like one among the paragraphs."""
        trail = self._page.blocks[index].origin.trail
        if trail not in self._known:
            within = any(trail[:depth] in self._parents for depth in self._depths)
            self._known[trail] = within or trail in self._alike
        return self._known[trail]


def _head(page: Page, among: range, column: _Column) -> frozenset[int]:
    """The headline above the first paragraph, and the blocks in the column between the two."""
    found: list[int] = []
    for index in range(among.start - 1, max(-1, among.start - 1 - _HEAD), -1):
        block = page.blocks[index]
        is_headline = isinstance(block, Heading) and block.level == 1
        if is_headline or column.holds(index):
            found.append(index)
        if is_headline:
            return frozenset(found)
    return frozenset()


def _tail(page: Page, among: range, column: _Column) -> frozenset[int]:
    """The blocks behind the last paragraph in the column, until one ends the article."""
    found: list[int] = []
    for index in range(among.stop, len(page)):
        if not column.holds(index):
            continue
        if ends_article(page, index):
            break
        found.append(index)
    return frozenset(found)


def _is_named(page: Page, index: int) -> bool:
    return not page.is_prose(index) and bool(cues(page.bares[index]) - _FACTS)


def _sentences(page: Page) -> frozenset[int]:
    """What a page without prose is about: the sentences and stanzas of the element with most.

    Of a text these are those above the first line that ends an article.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    weights: Counter[tuple[str, ...]] = Counter()
    for index, block in enumerate(page.blocks):
        trail = block.origin.trail
        if not trail and found and ends_article(page, index):
            break
        is_stanza = "\n" in page.raws[index] and page.words[index] >= SENTENCE_WORDS
        if (is_stanza or page.is_sentence(index)) and page.link_share[index] <= _LINKED:
            found.setdefault(trail[:-1], []).append(index)
            weights[trail[:-1]] += page.words[index]
    if not weights:
        return frozenset()
    ((heaviest, words),) = weights.most_common(1)
    return frozenset(found[heaviest]) if words >= _LEAST else frozenset()


def _is_missing(page: Page, index: int) -> bool:
    """Whether a block is a picture that no reader found: it cannot be printed."""
    block = page.blocks[index]
    return isinstance(block, Figure) and block.asset not in page.draft.assets


def _counted(page: Page, indices: Iterable[int]) -> dict[int, int]:
    """The words of blocks that a reader sees; of all when most are said to be hidden.

    A short line that is worded like a leftover is not counted, nor what is said of a picture that
    is not there.
    """
    every = {
        index: page.words[index]
        for index in indices
        if not (_is_named(page, index) or _is_missing(page, index))
    }
    unseen: dict[tuple[str, ...], bool] = {}
    seen: dict[int, int] = {}
    for index, words in every.items():
        trail = page.blocks[index].origin.trail
        if trail not in unseen:
            unseen[trail] = any(name in step.lower() for step in trail for name in _UNSEEN)
        if not unseen[trail]:
            seen[index] = words
    return seen if 2 * sum(seen.values()) > sum(every.values()) else every
