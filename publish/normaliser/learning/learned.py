"""What was learned from labelled pages: how surely each block belongs to the article.

Two looks, each a forest of decision trees. The first weighs the signals of a block and of its
neighbours, and how often the words of its elements' names, of its links' paths and of short lines
stood in articles of other sites. What it says tells where the article stands (`regions`), and the
second look weighs both besides. `learned.json` is a plain data file, made by
`benchmarks/normaliser/train.py`; here it is only read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from publish.normaliser.learning import Rows
from publish.normaliser.learning.forest import Forest
from publish.normaliser.learning.regions import (
    Region,
    candidates,
    chosen,
    heaviest,
    run_of,
    weighed,
)
from publish.normaliser.learning.second import SECOND_NAMES, second_signals
from publish.normaliser.learning.signals import NAMES, Amounts, signals
from publish.normaliser.learning.trails import TRAIL_NAMES, Ways, ways_of
from publish.normaliser.learning.wordings import line_words, link_words, step_words
from publish.normaliser.page.page import Page, Prose, Seen

_NEIGHBOURS = tuple(
    NAMES.index(name)
    for name in (
        *NAMES[: NAMES.index("list") + 1],
        "links",
        "any cue",
        "shares the article's words",
    )
)
"""The signals of a block that its two neighbours on each side are judged by as well."""

_REACH = 2
STEPS = 9
"""Elements of a trail, from its end, whose words are looked up."""

_NEAR = 3  # of them, whose worst and best word count by themselves

_SCORED = (
    *("own element, worst", "own element, best", "near elements, worst", "near elements, best"),
    *("all elements, worst", "all elements, best", "near elements", "all elements"),
    *("links, worst", "links, best", "links lead", "links known"),
    *("wording, worst", "wording, best", "wording", "wording known"),
)
_PLACES = {-2: "two above", -1: "above", 1: "below", 2: "two below"}

COLUMNS: tuple[str, ...] = (
    *NAMES,
    *TRAIL_NAMES,
    *(f"{_PLACES[by]}: {NAMES[each]}" for by in _PLACES for each in _NEIGHBOURS),
    *_SCORED,
)
"""What the first look asks."""

LOOKED_AT: tuple[str, ...] = (*COLUMNS, *SECOND_NAMES)
"""What the second look asks."""

_LIKELY = 0.5


class Scores(Protocol):
    """How much a word speaks for the article (above 0) or for a leftover (below); None unknown."""

    def get(self, word: str, /) -> float | None:
        """The score of a word."""
        ...


@dataclass(frozen=True, slots=True)
class WordScores:
    """The scores of words by where they stand: in elements' names, in links, in short lines."""

    trail: Scores
    link: Scores
    line: Scores


def features(page: Page, ways: Ways, amounts: Amounts, words: WordScores) -> Rows:
    """One row of COLUMNS for each block; what a page without trails lacks is -1."""
    own = signals(page, ways, amounts)
    number, width = own.shape
    if width < len(NAMES) + len(TRAIL_NAMES):
        lacking = np.full((number, len(NAMES) + len(TRAIL_NAMES) - width), -1, np.float32)
        own = np.hstack([own, lacking])
    return np.hstack(
        [own, *_neighbours(own), _of_trails(ways, words.trail), _of_lines(page, words)]
    )


def _neighbours(own: Rows) -> list[Rows]:
    """The signals of the blocks around each block; -1 beyond the ends."""
    number = len(own)
    padded = np.full((number + 2 * _REACH, len(_NEIGHBOURS)), -1, np.float32)
    padded[_REACH : _REACH + number] = own[:, _NEIGHBOURS]
    return [padded[_REACH + by : _REACH + by + number] for by in _PLACES]


def _of_trails(ways: Ways, scores: Scores) -> Rows:
    """What the names of the elements around each block say."""
    pairs = []
    for step in ways.steps:
        found = [score for word in step_words(step) if (score := scores.get(word)) is not None]
        pairs.append((min(0.0, *found), max(0.0, *found)) if found else (0.0, 0.0))
    pair = np.array(pairs)[ways.ends[:, :STEPS].T]  # steps × ways × (low, high)
    low, high = pair[..., 0], pair[..., 1]
    lows, highs = low.cumsum(axis=0), high.cumsum(axis=0)
    rows = [
        *(low[0], high[0], low[:_NEAR].min(axis=0), high[:_NEAR].max(axis=0)),
        *(low.min(axis=0), high.max(axis=0)),
        *(lows[_NEAR] + highs[_NEAR], lows[-1] + highs[-1]),
    ]
    found_by_way: Rows = np.column_stack(rows).astype(np.float32)
    return found_by_way[ways.of_block]


def _of_lines(page: Page, words: WordScores) -> Rows:
    """What the words of links and short lines say."""
    rows = []
    for links, bare, count in zip(page.links, page.bares, page.words, strict=True):
        linked = _of_words(link_words(links), words.link) if links else _SILENT
        line = _of_words(line_words(bare, count), words.line) if count else _SILENT
        rows.append(linked + line)
    return np.array(rows, np.float32).reshape(len(page), 2 * len(_SILENT))


_SILENT = (0.0, 0.0, 0.0, 0.0)


def _of_words(words: Sequence[str], scores: Scores) -> tuple[float, float, float, float]:
    found = [score for word in words if (score := scores.get(word)) is not None]
    if not found:
        return _SILENT
    return min(found), max(found), sum(found) / len(found), float(len(found))


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of one form of page.

    The forests of the first and the second look; of pages with trails one besides that scores the
    elements which may be the article's; and the scores of words.
    """

    first: Forest
    second: Forest
    region: Forest | None
    words: WordScores


Model = Mapping[str, Learned]
"""What was learned of pages with trails ("html") and of texts ("text")."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How surely each block is a part of the article (0 to 1), and what speaks for it.

    `first` is what the first look said and `keep` the second; `rows` are what the second looked at.
    """

    rows: Rows
    answers: NDArray[np.bool_]
    forest: Forest
    words: WordScores
    first: Rows
    keep: Rows
    region: Region
    core: frozenset[int]

    def gains(self, indices: Sequence[int]) -> Rows:
        """What each signal of LOOKED_AT added, for the blocks asked about."""
        return self.forest.gains(self.answers[:, :, list(indices)], len(LOOKED_AT))


def form_of(page: Page) -> str:
    """Which forest judges a page: "html" with trails, "text" without; "" for an author's own.

    Markdown and Word files hold what somebody wrote, not what a page was wrapped in; and so does
    a page of which all blocks stand in one element.
    """
    blocks = page.draft.blocks  # lists as they are: an item has an element more around it
    trails = (block.origin.trail for block in blocks if block.origin.trail)
    if first := next(trails, None):
        return "html" if any(trail[:-1] != first[:-1] for trail in trails) else ""
    return "" if page.authored else "text"


def judge(page: Page, model: Model | None = None) -> Judgement | None:
    """The judgement of a page's blocks by a model; None of what an author marked up.

    Twice: what the first look says of all blocks tells where the article stands, and both tell the
    second look what it looks at. Without a model it is the shipped one's.
    """
    form = form_of(page)
    if not form or not len(page):
        return None
    known = (model or learned())[form]
    ways, amounts = ways_of(page), Amounts.of(page)
    rows = features(page, ways, amounts, known.words)
    first = first_look(page, known.first, rows)
    region = region_of(page, ways, amounts, rows, first, known.region)
    rows = np.hstack([rows, second_signals(page, ways, first, region, amounts.words)])
    answers = known.second.answers(rows)
    keep = known.second.sureness(answers)
    core = core_of(page, first, region, amounts.words)
    return Judgement(rows, answers, known.second, known.words, first, keep, region, core)


def first_look(page: Page, forest: Forest, rows: Rows) -> Rows:
    """What the first look says of each block; nothing is said for what stands apart."""
    first = forest.sureness(forest.answers(rows))
    first[sorted(page.apart)] = 0
    return first


def region_of(
    page: Page, ways: Ways, amounts: Amounts, rows: Rows, first: Rows, forest: Forest | None
) -> Region:
    """Where the article stands: the element with the highest score, in a text the heaviest run."""
    if forest is None:
        return run_of(first, amounts.words)
    at, found = candidates(page, ways, amounts, rows, first)
    return chosen(ways, at, forest.outcomes(forest.answers(found)), first, amounts.words)


def core_of(page: Page, first: Rows, region: Region, words: Rows) -> frozenset[int]:
    """The paragraphs of the run that reads most like the article, inside the region."""
    kept, against = weighed(words, first)
    start, end = heaviest(np.where(region.inside, kept - against, -kept.sum() - 1))
    likely = (index for index in range(start, end) if first[index] > _LIKELY)
    return frozenset(index for index in likely if page.is_prose(index)) or page.prose_run


def looked(page: Page, model: Model | None = None) -> Seen:
    """The judgement of a page, or where its prose stands: what `Page.look` asks for."""
    return judge(page, model) or Prose(page.prose_run)


@cache
def learned() -> Model:
    """The model that is shipped."""
    document = json.loads(
        files("publish.normaliser.learning").joinpath("learned.json").read_text("utf-8")
    )
    return model_from(document)


def model_from(document: Mapping[str, Mapping[str, object]]) -> Model:
    """A model from its data file's content."""
    return {form: _learned(table) for form, table in document["forms"].items()}


def _learned(table: object) -> Learned:
    assert isinstance(table, dict)
    if table["columns"] != list(LOOKED_AT):
        raise AssertionError("learned.json was trained for other signals: train it again")
    region = Forest.of(table["region"]) if "region" in table else None
    words = WordScores(*(_scores(table["words"][kind]) for kind in ("trail", "link", "line")))
    return Learned(Forest.of(table["first"]), Forest.of(table["second"]), region, words)


def _scores(table: Mapping[str, str]) -> dict[str, float]:
    """WordScores by score: {"-3.5": "nav menu …"} → {"nav": -3.5, "menu": -3.5}."""
    return {word: float(score) for score, words in table.items() for word in words.split("\t")}
