"""What the elements around a block of an HTML page say, as numbers.

The names they bear, how much of the page's prose they hold, and how far they stand from the column
that holds most of it. Its numbers are a part of what was learned: to change one is to train again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from publish.normaliser.learning import Rows
from publish.normaliser.page.elements import USES, element_of
from publish.normaliser.page.page import Page

_UPS = 6  # a block's own element and five around it
_NEAR = 5  # the own one and four, of which more is told
_LOOKED_AT = 12  # elements of a trail, from its end, whose names are looked at
_MOST_OF_THE_PROSE = 0.6  # what the column holds; of two side by side neither does

_TAGS = (
    "nav",
    "aside",
    "footer",
    "header",
    "form",
    "figure",
    "figcaption",
    "blockquote",
    "main",
    "article",
    "section",
    "li",
    "td",
    "button",
    "a",
    "dl",
    "details",
)

TRAIL_NAMES: tuple[str, ...] = (
    *(f"in {use}" for use in USES),
    *(f"<{tag}>" for tag in _TAGS),
    "depth",
    *(f"prose {up} up" for up in range(1, _UPS)),
    *(f"density {up} up" for up in range(1, _NEAR)),
    *(f"links {up} up" for up in range(1, _NEAR)),
    "like siblings",
    "steps to the column",
    "steps below the column",
    "branch words",
    "branch prose",
    "branch links",
    "branch blocks",
    "share of the column",
)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways down to a page's blocks: its different trails, in the order they are met.

    `of_block` is the way of each block. `steps` are the different elements on the ways' last parts,
    the first of them none; `ends` are ways × _LOOKED_AT: which of them stand at a way's end, the
    blocks' own element first.
    """

    trails: list[tuple[str, ...]]
    of_block: list[int]
    steps: list[str]
    ends: NDArray[np.intp]


def ways_of(page: Page) -> Ways:
    """The ways of a page's blocks."""
    numbers: dict[tuple[str, ...], int] = {}
    of_block = [numbers.setdefault(block.origin.trail, len(numbers)) for block in page.blocks]
    steps: dict[str, int] = {"": 0}
    ends = np.zeros((len(numbers), _LOOKED_AT), np.intp)
    for way, trail in enumerate(numbers):
        end = [steps.setdefault(step, len(steps)) for step in trail[: -_LOOKED_AT - 1 : -1]]
        ends[way, : len(end)] = end
    return Ways(list(numbers), of_block, list(steps), ends)


def trail_signals(ways: Ways, words: Rows, prose: Rows, links: Rows) -> Rows:
    """What the elements around each block say, and what else stands in them."""
    found = np.hstack([_named(ways), _around(ways, words, prose, links)])
    return found[ways.of_block]


def _named(ways: Ways) -> Rows:
    """The uses and tags of each way, 1 for the block's own element, less for those farther up."""
    rows: list[int] = []
    columns: list[int] = []
    for row, step in enumerate(ways.steps):
        if found := _shown(step):
            rows += [row] * len(found)
            columns += found
    shows = np.zeros((len(ways.steps), _FIRST), np.float32)
    shows[rows, columns] = 1
    near: Rows = (shows[ways.ends] * _LESS).max(axis=1)
    return near


class _Places:
    """The tree of elements that hold blocks, and what stands in each; the first is the page."""

    def __init__(self) -> None:
        self.above = [0]
        self.below: list[dict[str, int]] = [{}]

    def way(self, trail: tuple[str, ...]) -> list[int]:
        """The places on the way down a trail, new ones made."""
        place = 0
        path = [0]
        for step in trail:
            below = self.below[place]
            if (inner := below.get(step)) is None:
                inner = below[step] = len(self.above)
                self.above.append(place)
                self.below.append({})
            path.append(inner)
            place = inner
        return path

    def summed(self, own: Sequence[int], values: Rows) -> NDArray[np.float64]:
        """What the blocks in each place come to; `own` is the place of each block's value."""
        above = self.above
        sums: list[float] = np.bincount(own, values, len(above)).tolist()
        for place in range(len(sums) - 1, 0, -1):  # what was made later stands farther down
            sums[above[place]] += sums[place]
        return np.array(sums)

    def column(self, prose: list[float]) -> list[int]:
        """The way down to the element that holds most of the page's prose."""
        column = [0]
        while below := self.below[column[-1]]:
            place = max(below.values(), key=prose.__getitem__)
            if prose[place] < _MOST_OF_THE_PROSE * prose[0] or not prose[place]:
                break
            column.append(place)
        # A block's own element is no column: an article of one paragraph would lose its list.
        if len(column) > 1 and not self.below[column[-1]]:
            column.pop()
        return column


def _around(ways: Ways, words: Rows, prose: Rows, links: Rows) -> Rows:
    """How much of the page's prose the elements around hold, and how they lie to the column."""
    places = _Places()
    paths = [places.way(trail) for trail in ways.trails]
    own = [paths[way][-1] for way in ways.of_block]
    told = places.summed(own, prose)
    column = places.column(told.tolist())
    lies = np.array([_lie(path, column) for path in paths], np.intp)
    near, ups, branch = lies[:, 1:_NEAR], lies[:, 1:_UPS], lies[:, _UPS]
    last, common = lies[:, -2], lies[:, -1]
    blocks = places.summed(own, np.ones(len(own), np.float32))
    weight = places.summed(own, words)
    share = told / max(1.0, told[0])
    least = np.maximum(1.0, weight)
    density, linked = told / least, places.summed(own, links * words) / least
    found = np.column_stack(
        [
            *(last, share[ups], density[near], linked[near]),
            *(blocks[lies[:, 0]], len(column) - 1 - common, last - common),
            *(weight[branch], share[branch], linked[branch], blocks[branch]),
            np.full(len(lies), share[column[-1]]),
        ]
    ).astype(np.float32)
    found[:, _LOGARITHMIC] = np.log1p(found[:, _LOGARITHMIC])
    return found


def _lie(path: Sequence[int], column: Sequence[int]) -> tuple[int, ...]:
    """A way's own place and five above it, the place where it leaves the column, and two depths.

    Its own depth, and how far down the column it goes along.
    """
    common = 0
    for one, other in zip(path[1:], column[1:], strict=False):
        if one != other:
            break
        common += 1
    last = len(path) - 1
    ups = path[: -_UPS - 1 : -1]
    return (*ups, *(0,) * (_UPS - len(ups)), path[min(common + 1, last)], last, common)


_LESS = (1 / np.arange(1, _LOOKED_AT + 1, dtype=np.float32))[:, None]
_FIRST = len(USES) + len(_TAGS)
_LOGARITHMIC = [
    TRAIL_NAMES.index(name) - _FIRST for name in ("like siblings", "branch words", "branch blocks")
]
_USE_COLUMNS = {use: number for number, use in enumerate(USES)}
_TAG_COLUMNS = {tag: number for number, tag in enumerate(_TAGS, len(USES))}


@lru_cache(maxsize=20_000)
def _shown(step: str) -> tuple[int, ...]:
    """Which uses and tags a step of a trail shows, as places in its row."""
    element = element_of(step)
    found = {_USE_COLUMNS[use] for use in element.uses}
    if element.tag in _TAG_COLUMNS:
        found.add(_TAG_COLUMNS[element.tag])
    return tuple(found)
