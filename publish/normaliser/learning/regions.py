"""Where a page's article stands: the element that holds it, chosen by a first look at every block.

The elements of a page compete (`candidates`). What each is judged by: how much of what reads like
the article it holds and how much of what does not, prose, links, headings, lists, words of the
title, its names and those around and in it. A text has no elements: there it is the heaviest run.
The names' numbers are a part of what was learned: to change one is to train again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publish.model.tree import Heading, Listing
from publish.normaliser.learning import Rows
from publish.normaliser.learning.signals import NAMES, Amounts
from publish.normaliser.learning.trails import Ways
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.page import Page

_FEWEST_WORDS = 20
"""Words from which on an element may be the article's."""

_OF_TEXT = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "b", "i", "em", "strong", "u", "dt"),
        *("small", "button"),
    )
)
"""Elements that hold a paragraph or a line and no article."""

_TITLE = NAMES.index("title in it")
_TITLE_TIMES = 3  # times the title's words are said; more of them say no more
_VOTES = 15.0
"""How much faster a vote falls than a score: one of 0.1 less weighs a quarter."""

_AS_GOOD = 0.03  # of a score
_AS_FULL = 0.98
"""How much of what the best holds another must hold to be as good, and tighter around it."""

_NAMED = (
    *("content", "navigation", "footer", "side", "related", "listing", "comment", "advert"),
    *("subscribe", "modal", "hidden", "tags", "reference", "form"),
)
_INNER = ("comment", "related", "side", "modal", "listing")

CANDIDATE_NAMES: tuple[str, ...] = (
    "words",
    "prose",
    "kept",
    "against",
    "kept of its words",
    "against of its words",
    "prose of its words",
    "links of its words",
    "lists of its words",
    "headings of its blocks",
    "run of prose",
    "title",
    "first",
    "last",
    "spread",
    "blocks of its spread",
    "log words",
    "log prose",
    "log blocks",
    "log paragraphs",
    "depth",
    "<article>",
    "<main>",
    *(f"in {use}" for use in _NAMED),
    *(f"around {use}" for use in _NAMED),
    *(f"inner {use}" for use in _INNER),
    "page blocks",
    "page words",
)


@dataclass(frozen=True, eq=False)
class Region:
    """The part of a page that the article stands in.

    `place` is its element in the tree of places and `element` that element's name, "" of a run of
    blocks. `inside` tells of each block whether it stands there, `vote` how much of all elements'
    scores speak for it (0 to 1), `score` how sure the choice is, `holds` the share of what reads
    like the article.
    """

    place: int
    element: str
    inside: NDArray[np.bool_]
    vote: Rows
    score: float
    holds: float


def weighed(words: Rows, keep: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The words of each block that speak for the article, and those that speak against it."""
    leaning = 2 * keep.astype(np.float64) - 1
    return words * leaning.clip(min=0), words * (-leaning).clip(min=0)


def heaviest(values: NDArray[np.float64]) -> tuple[int, int]:
    """The run whose values come to most: its first block and the one behind its last.

    Source: Kadane's scan (Bentley, "Programming pearls", 1984).
    """
    best, most, start, total = (0, 0), 0.0, 0, 0.0
    for index, value in enumerate(values.tolist()):
        if total <= 0:
            start, total = index, 0.0
        total += value
        if total > most:
            best, most = (start, index + 1), total
    return best


def run_of(keep: Rows, words: Rows) -> Region:
    """The region of a text: the heaviest run of what reads like the article."""
    kept, against = weighed(words, keep)
    first, end = heaviest(kept - against)
    inside = np.zeros(len(keep), np.bool_)
    inside[first:end] = True
    holds = float(kept[inside].sum() / max(kept.sum(), 1e-6))
    return Region(0, "", inside, inside.astype(np.float32), holds, holds)


def candidates(
    page: Page, ways: Ways, amounts: Amounts, rows: Rows, keep: Rows
) -> tuple[NDArray[np.intp], Rows]:
    """The places that may hold the article, and a row of CANDIDATE_NAMES for each.

    An element that holds the same blocks as the one around it is none, nor is one of text alone.
    """
    words, prose, links = amounts
    blocks = page.blocks
    listed = np.array([isinstance(block, Listing) for block in blocks])
    headed = np.array([isinstance(block, Heading) for block in blocks], np.float64)
    core = np.zeros(len(blocks))
    core[sorted(page.prose_run)] = 1
    kept, against = weighed(words, keep)
    told = np.where(listed, 0, prose)
    sums = ways.summed(
        *(words, told, kept, against, links * words, listed * words, headed, core),
        *(rows[:, _TITLE], np.ones(len(blocks)), (told > 0).astype(np.float64)),
    )
    places = ways.places
    number, above = sums[:, 9], places.above
    inner = np.zeros(len(places), np.bool_)
    inner[above] = True
    inner &= sums[:, 0] >= _FEWEST_WORDS
    inner &= [element_of(step).tag not in _OF_TEXT for step in places.steps]
    inner[1:] &= number[1:] != number[above[1:]]
    inner[0] = True
    at = np.nonzero(inner)[0]
    return at, np.hstack([_amounts(sums, at, ways), _named(ways, at, words)]).astype(np.float32)


def _amounts(sums: NDArray[np.float64], at: NDArray[np.intp], ways: Ways) -> NDArray[np.float64]:
    words, prose, kept, against, linked, listed, headed, core, title, blocks, long = sums[at].T
    whole = np.maximum(sums[0], 1e-6)
    ends = ways.places.first_and_last(ways.of_block)[at]
    total = len(ways.of_block)
    least = np.maximum(words, 1)
    spread = np.maximum(ends[:, 1] - ends[:, 0] + 1, 1)
    return np.column_stack(
        [
            *(words / whole[0], prose / whole[1], kept / whole[2], against / whole[3]),
            *(kept / least, against / least, prose / least, linked / least, listed / least),
            *(headed / np.maximum(blocks, 1), core / whole[7]),
            np.minimum(title, _TITLE_TIMES),
            *(ends[:, 0] / total, ends[:, 1] / total, spread / total, blocks / spread),
            *map(np.log1p, (words, prose, blocks, long)),
            ways.places.depth[at],
        ]
    )


def _named(ways: Ways, at: NDArray[np.intp], words: Rows) -> NDArray[np.float64]:
    """What the names of each candidate, of those around and of those in it say."""
    places = ways.places
    known: dict[str, int] = {}
    own, around = [0] * len(places), [0] * len(places)
    for place in range(1, len(places)):
        step = places.steps[place]
        if (said := known.get(step)) is None:
            uses = element_of(step).uses
            said = known[step] = sum(1 << bit for bit, use in enumerate(_NAMED) if use in uses)
        own[place] = said
        around[place] = said | around[places.above[place]]
    masks = np.array([own, around])[:, :, None] >> np.arange(len(_NAMED)) & 1
    of_block = masks[1][ways.own]
    inner = ways.summed(words, *(words * of_block[:, _NAMED.index(use)] for use in _INNER))[at]
    tags = [[places.steps[place].startswith(tag) for tag in ("article", "main")] for place in at]
    whole = np.tile([np.log1p(len(words)), np.log1p(words.sum())], (len(at), 1))
    shares = inner[:, 1:] / np.maximum(inner[:, :1], 1)
    return np.hstack([np.array(tags), masks[0][at], masks[1][at], shares, whole])


def chosen(ways: Ways, at: NDArray[np.intp], scores: Rows, keep: Rows, words: Rows) -> Region:
    """The candidate with the highest score, as a region; of several as good the smallest."""
    places = ways.places
    kept, _ = weighed(words, keep)
    mass, size = ways.summed(kept, words)[at].T
    best = int(scores.argmax())
    as_good = (scores >= scores[best] - _AS_GOOD) & (mass >= _AS_FULL * mass[best])
    best = int(np.where(as_good, size, np.inf).argmin())
    place = int(at[best])
    inside = places.inside(place)[ways.own]
    votes = np.zeros(len(places))
    votes[at] = np.exp((scores - scores[best]) * _VOTES)
    votes /= votes.sum()
    for inner in range(1, len(places)):
        votes[inner] += votes[places.above[inner]]
    holds = float(kept[inside].sum() / max(kept.sum(), 1e-6))
    vote = votes[ways.own].astype(np.float32)
    return Region(place, places.steps[place], inside, vote, float(scores[best]), holds)
