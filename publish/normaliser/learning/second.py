"""The second look: what the first one said of the blocks around each, and where the region lies.

SECOND_NAMES are what the second forest asks besides the signals of the first. Its numbers are a
part of what was learned: to change one is to train again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from publish.model.tree import Heading
from publish.normaliser.learning import Rows
from publish.normaliser.learning.regions import Region, heaviest, weighed
from publish.normaliser.learning.signals import running, since
from publish.normaliser.learning.trails import Ways
from publish.normaliser.page.page import Page

_NEAR = (-3, -2, -1, 1, 2, 3)
_WINDOWS = (2, 5, 10)
_BESIDE = 5
_UPS = 7  # a block's own place and six around it
_COUNTED = 4  # of them, whose blocks are counted
_SURE = 0.7
_PARAGRAPH = 8  # words
_FAR = 40  # blocks; what is farther counts as nowhere
_NOWHERE = -1.0
_LEAST = 0.05  # weight below which nothing was seen

_OF_NEIGHBOURS = (
    "first look",
    *(f"first look {by:+d}" for by in _NEAR),
    *(f"first looks within {by}" for by in _WINDOWS),
    "first looks just above",
    "first looks just below",
    "kept above",
    "kept below",
    "to kept above",
    "to kept below",
)
_OF_PLACES = (
    *(f"kept {up} up" for up in range(_UPS)),
    *(f"first looks {up} up" for up in range(_UPS)),
    *(f"blocks {up} up" for up in range(_COUNTED)),
    "first looks of its like",
    "number of its like",
)
_OF_HEADINGS = ("first looks under it", "first look at its heading")
_OF_RUN = (
    *("in the run", "above the run", "below the run", "run of the page", "kept in the run"),
    *("kept words", "kept blocks", "highest first look"),
)
_OF_REGION = (
    *("in the region", "votes for it", "region's score", "above the region", "below the region"),
    *("place in the region", "steps to the region", "steps below the region"),
    *("kept in the region", "first looks in the region", "words in the region"),
    *("first looks of its branch", "kept in its branch", "words of its branch"),
)
SECOND_NAMES: tuple[str, ...] = (
    *(*_OF_NEIGHBOURS, *_OF_PLACES, *_OF_HEADINGS, *_OF_RUN, *_OF_REGION),
)

Column = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Look:
    """The first look at every block, what each weighs in a mean, and its words for and against."""

    keep: Column
    weight: Column
    kept: Column
    against: Column
    words: Rows

    def __len__(self) -> int:
        return len(self.keep)


def second_signals(page: Page, ways: Ways, keep: Rows, region: Region, words: Rows) -> Rows:
    """A row of SECOND_NAMES for each block; `keep` is what the first look said of each."""
    weight = np.log1p(words).astype(np.float64)
    look = _Look(keep.astype(np.float64), weight, *weighed(words, keep), words)
    columns = [
        *_of_neighbours(look),
        *_of_places(ways, look),
        *_of_headings(page, look),
        *_of_run(look),
        *_of_region(ways, look, region),
    ]
    return np.column_stack(columns).astype(np.float32)


def _of_neighbours(look: _Look) -> list[Column]:
    number, far = len(look), max(_NEAR)
    padded = np.full(number + 2 * far, _NOWHERE)
    padded[far : far + number] = look.keep
    place = np.arange(number)
    told, whole = running(look.weight * look.keep), running(look.weight)

    def mean(low: NDArray[np.intp], high: NDArray[np.intp]) -> Column:
        own = ((low <= place) & (place < high)) * look.weight
        return _mean(told[high] - told[low] - own * look.keep, whole[high] - whole[low] - own)

    mass = running(look.kept)
    total = max(float(mass[-1]), 1e-6)
    sure = (look.keep > _SURE) & (look.words >= _PARAGRAPH)
    ends = [(np.maximum(0, place - by), np.minimum(number, place + by + 1)) for by in _WINDOWS]
    return [
        look.keep,
        *(padded[far + by : far + by + number] for by in _NEAR),
        *(mean(low, high) for low, high in ends),
        mean(np.maximum(0, place - _BESIDE), place),
        mean(place + 1, np.minimum(number, place + _BESIDE + 1)),
        mass[:-1] / total,
        (mass[-1] - mass[1:]) / total,
        np.log1p(since(sure, far=_FAR)),
        np.log1p(since(sure[::-1], far=_FAR)[::-1]),
    ]


def _of_places(ways: Ways, look: _Look) -> list[Column]:
    """What the first look said of all that stands in each element around a block, and of its like.

    Blocks are alike whose own element and the one around it have the same names.
    """
    above = ways.places.above
    sums = ways.summed(look.kept, look.weight * look.keep, look.weight, np.ones(len(look)))
    mass, told, whole, blocks = sums.T
    ups = [ways.own]
    for _ in range(1, _UPS):
        ups.append(above[ups[-1]])
    known: dict[tuple[str, ...], int] = {}
    of_ways = [known.setdefault(trail[-2:], len(known)) for trail in ways.trails]
    like = np.array(of_ways, np.intp)[ways.of_block]
    rest = np.bincount(like, look.weight)[like] - look.weight
    looks = np.bincount(like, look.weight * look.keep)[like] - look.weight * look.keep
    return [
        *(mass[up] / max(float(mass[0]), 1e-6) for up in ups),
        *(_mean(told[up] - look.weight * look.keep, whole[up] - look.weight) for up in ups),
        *(np.log1p(blocks[up]) for up in ups[:_COUNTED]),
        _mean(looks, rest),
        np.log1p(np.bincount(like)[like] - 1),
    ]


def _of_headings(page: Page, look: _Look) -> list[Column]:
    """Of a heading what the first look said of what it opens, of the others of their heading."""
    under, over = np.full(len(look), _NOWHERE), np.full(len(look), _NOWHERE)
    told, whole = running(look.weight * look.keep), running(look.weight)
    heads = [index for index, block in enumerate(page.blocks) if isinstance(block, Heading)]
    for head, end in pairwise([*heads, len(look)]):
        if whole[end] - whole[head + 1] > _LEAST:
            under[head] = (told[end] - told[head + 1]) / (whole[end] - whole[head + 1])
        over[head + 1 : end] = look.keep[head]
    return [under, over]


def _of_run(look: _Look) -> list[Column]:
    first, end = heaviest(look.kept - look.against)
    place, number = np.arange(len(look)), len(look)
    whole = np.array(
        [
            (end - first) / number,
            look.kept[first:end].sum() / max(look.kept.sum(), 1e-6),
            np.log1p(look.kept.sum()),
            (look.keep > 0.5).mean(),
            look.keep.max(),
        ]
    )
    return [
        ((first <= place) & (place < end)).astype(np.float64),
        np.log1p(np.maximum(0, first - place)),
        np.log1p(np.maximum(0, place - end + 1)),
        *np.tile(whole[:, None], number),
    ]


def _of_region(ways: Ways, look: _Look, region: Region) -> list[Column]:
    places, number = ways.places, len(look)
    sums = ways.summed(look.kept, look.weight * look.keep, look.weight, look.words)
    mass, told, whole, words = sums.T
    total = max(float(mass[0]), 1e-6)
    place, inside = np.arange(number), np.nonzero(region.inside)[0]
    first, last = (inside[0], inside[-1]) if len(inside) else (0, number - 1)
    common, branch = _ways_to(ways, region.place)
    own = branch[ways.own]
    at = region.place
    looks, size = told[at] / max(whole[at], _LEAST), words[at] / max(words[0], 1)
    here = [region.score, mass[at] / total, looks, size]
    score, kept, looks, size = np.tile(np.array(here)[:, None], number)
    return [
        region.inside.astype(np.float64),
        region.vote.astype(np.float64),
        score,
        np.log1p(np.maximum(0, first - place)),
        np.log1p(np.maximum(0, place - last)),
        ((place - first) / max(1, last - first)).clip(-0.2, 1.2),
        (places.depth[at] - common[ways.own]).astype(np.float64),
        (places.depth[ways.own] - common[ways.own]).astype(np.float64),
        *(kept, looks, size),
        *(_mean(told[own], whole[own]), mass[own] / total, np.log1p(words[own])),
    ]


def _ways_to(ways: Ways, region: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each place how deep its way and the region's part, and the branch it stands in.

    A branch hangs on the region's way or in the region itself: the outermost place that does.
    """
    places = ways.places
    on_way = np.zeros(len(places), np.bool_)
    at = region
    while at:
        on_way[at] = True
        at = int(places.above[at])
    on_way[0] = True
    common, branch = places.depth.copy(), np.arange(len(places))
    for place in range(1, len(places)):
        around = places.above[place]
        if not on_way[place]:
            common[place] = common[around]
            if not on_way[around]:
                branch[place] = branch[around]
    return common, branch


def _mean(told: Column, whole: Column) -> Column:
    """A mean of first looks, _NOWHERE where there is nothing to look at."""
    found: Column = np.where(whole > _LEAST, told / np.maximum(whole, _LEAST), _NOWHERE)
    return found
