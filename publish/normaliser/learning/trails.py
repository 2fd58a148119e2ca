"""What the elements around a block of an HTML page say, as numbers.

The names they bear, how much of the page's prose they hold, and how far they stand from the column
that holds most of it. Its numbers are a part of what was learned: to change one is to train again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

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


@dataclass(frozen=True)
class Ways:
    """The ways down to a page's blocks: its different trails, in the order they are met.

    `of_block` is the way of each block. `steps` are the different elements on the ways' last parts,
    the first of them none; `ends` are ways × _LOOKED_AT: which of them stand at a way's end, the
    blocks' own element first.
    """

    trails: list[tuple[str, ...]]
    of_block: NDArray[np.intp]
    steps: list[str]
    ends: NDArray[np.intp]

    @cached_property
    def places(self) -> Places:
        """The tree of elements that the ways lead through."""
        return Places.on(self.trails)

    @cached_property
    def own(self) -> NDArray[np.intp]:
        """The place of each block."""
        return self.places.own[self.of_block]

    def summed(self, *values: Rows | NDArray[np.float64]) -> NDArray[np.float64]:
        """What the blocks in each place come to: places × as many as there are values."""
        number = len(self.trails)
        of_ways = (np.bincount(self.of_block, each, number) for each in values)
        return np.column_stack([self.places.summed(each.astype(np.float64)) for each in of_ways])


def ways_of(page: Page) -> Ways:
    """The ways of a page's blocks."""
    numbers: dict[tuple[str, ...], int] = {}
    of_block = [numbers.setdefault(block.origin.trail, len(numbers)) for block in page.blocks]
    steps: dict[str, int] = {"": 0}
    ends = np.zeros((len(numbers), _LOOKED_AT), np.intp)
    for way, trail in enumerate(numbers):
        end = [steps.setdefault(step, len(steps)) for step in trail[: -_LOOKED_AT - 1 : -1]]
        ends[way, : len(end)] = end
    return Ways(list(numbers), np.array(of_block, np.intp), list(steps), ends)


@dataclass(frozen=True)
class Places:
    """The tree of elements that hold blocks; the first is the page.

    `above` is the place around each (the page's is the page), `steps` its element, `depth` how far
    down it stands. `paths` are the places on each way, from the page down, `own` the last of them.
    Elements of one name side by side are one place: a trail does not tell them apart.
    """

    above: NDArray[np.intp]
    steps: list[str]
    depth: NDArray[np.intp]
    paths: list[list[int]]
    own: NDArray[np.intp]

    @staticmethod
    def on(trails: Sequence[tuple[str, ...]]) -> Places:
        """The places on these ways."""
        above, depth, steps = [0], [0], [""]
        below: list[dict[str, int]] = [{}]
        paths = []
        for trail in trails:
            place, path = 0, [0]
            for step in trail:
                inner = below[place].get(step)
                if inner is None:
                    inner = below[place][step] = len(above)
                    above.append(place)
                    depth.append(depth[place] + 1)
                    steps.append(step)
                    below.append({})
                path.append(inner)
                place = inner
            paths.append(path)
        own = np.array([path[-1] for path in paths], np.intp)
        return Places(np.array(above), steps, np.array(depth), paths, own)

    def __len__(self) -> int:
        return len(self.steps)

    @cached_property
    def _on_ways(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Every place on every way, and the way it is on."""
        lengths = [len(path) for path in self.paths]
        places = np.fromiter(chain.from_iterable(self.paths), np.intp, sum(lengths))
        return places, np.repeat(np.arange(len(lengths)), lengths)

    def summed(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the ways through each place come to, one value a way."""
        places, ways = self._on_ways
        return np.bincount(places, values[ways], len(self)).astype(np.float64)

    def first_and_last(self, of_block: NDArray[np.intp]) -> NDArray[np.intp]:
        """The first and the last block in each place: places × 2."""
        number, ways = len(of_block), len(self.paths)
        ends = np.tile(np.array([number, -1]), (ways, 1))
        np.minimum.at(ends[:, 0], of_block, np.arange(number))
        np.maximum.at(ends[:, 1], of_block, np.arange(number))
        found = np.tile(np.array([number, -1]), (len(self), 1))
        places, on = self._on_ways
        np.minimum.at(found[:, 0], places, ends[on, 0])
        np.maximum.at(found[:, 1], places, ends[on, 1])
        return found

    def inside(self, place: int) -> NDArray[np.bool_]:
        """Which places stand in one, itself among them."""
        found = np.zeros(len(self), np.bool_)
        found[place] = True
        for inner in range(place + 1, len(self)):  # what stands farther down was made later
            found[inner] = found[self.above[inner]]
        return found

    def column(self, prose: NDArray[np.float64]) -> list[int]:
        """The way down to the element that holds most of the page's prose."""
        column = [0]
        fullest: dict[int, int] = {}
        for place in range(len(self) - 1, 0, -1):
            best = fullest.setdefault(int(self.above[place]), place)
            if prose[place] >= prose[best]:
                fullest[int(self.above[place])] = place
        while (place := fullest.get(column[-1], 0)) and prose[place]:
            if prose[place] < _MOST_OF_THE_PROSE * prose[0]:
                break
            column.append(place)
        # A block's own element is no column: an article of one paragraph would lose its list.
        if len(column) > 1 and column[-1] not in fullest:
            column.pop()
        return column


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


def _around(ways: Ways, words: Rows, prose: Rows, links: Rows) -> Rows:
    """How much of the page's prose the elements around hold, and how they lie to the column."""
    ones = np.ones(len(words), np.float32)
    told, blocks, weight, linked = ways.summed(prose, ones, words, links * words).T
    column = ways.places.column(told)
    lies = np.array([_lie(path, column) for path in ways.places.paths], np.intp)
    near, ups, branch = lies[:, 1:_NEAR], lies[:, 1:_UPS], lies[:, _UPS]
    last, common = lies[:, -2], lies[:, -1]
    share = told / max(1.0, told[0])
    least = np.maximum(1.0, weight)
    density, linked = told / least, linked / least
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
