"""What was learned from labelled pages: how surely each block belongs to the article.

The model is a forest of oblivious decision trees (Kohavi and Li 1995; the form that CatBoost
grows) over the signals of a block and its neighbours, and over how often the words of its
elements' names, of its links' paths and of short lines stood in articles of other sites. It is a
plain data file, `learned.json`, made by `benchmarks/normaliser/train.py`; here it is only read.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from publish.normaliser.learning import Rows
from publish.normaliser.learning.signals import NAMES, signals
from publish.normaliser.learning.trails import TRAIL_NAMES, Ways, ways_of
from publish.normaliser.learning.wordings import line_words, link_words, step_words
from publish.normaliser.page.page import Page

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


def features(page: Page, words: WordScores) -> Rows:
    """One row of COLUMNS for each block; what a page without trails lacks is -1."""
    ways = ways_of(page)
    own = signals(page, ways)
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


@dataclass(frozen=True)
class Forest:
    """Oblivious trees of one depth: every node of a level asks the same question.

    `columns` and `borders` are trees × depth. `nodes` are trees × (2^(depth+1) - 1): the mean
    outcome at each node, level by level; the last level are the leaves.
    """

    columns: NDArray[np.int16]
    borders: NDArray[np.float32]
    nodes: NDArray[np.float32]
    bias: float

    @cached_property
    def depth(self) -> int:
        """The questions of a tree."""
        return int(self.columns.shape[1])

    def answers(self, rows: Rows) -> NDArray[np.bool_]:
        """Depth × trees × rows: whether the signal is over the border."""
        columns = np.ascontiguousarray(rows.T)
        over: NDArray[np.bool_] = columns[self.columns.T] > self.borders.T[:, :, None]
        return over

    @cached_property
    def _leaves(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.nodes[:, 2**self.depth - 1 :]).ravel()

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        return np.arange(len(self.columns)).reshape(-1, 1) << self.depth

    def logits(self, answers: NDArray[np.bool_]) -> Rows:
        """How surely each row is a part of the article: above 0 likely, below unlikely."""
        leaf = np.zeros(answers.shape[1:], np.uint8)
        for level, over in enumerate(answers.view(np.uint8)):
            leaf |= over << level
        found = self._leaves.take(leaf + self._starts)
        # Row by row, so that the sum does not hang on how many rows there are.
        sums: Rows = np.ascontiguousarray(found.T).sum(axis=1) + np.float32(self.bias)
        return sums

    @cached_property
    def _roots(self) -> NDArray[np.intp]:
        """Where each tree begins in `_steps`."""
        roots: NDArray[np.intp] = np.arange(len(self.nodes)) * self.nodes.shape[1]
        return roots

    @cached_property
    def _steps(self) -> NDArray[np.float32]:
        """What each node adds to the outcome of the one above it."""
        steps = np.zeros_like(self.nodes)
        for level in range(self.depth):
            first, wide = 2**level - 1, 2**level
            above = self.nodes[:, first : first + wide]
            below = self.nodes[:, first + wide : first + 3 * wide]
            steps[:, first + wide : first + 3 * wide] = below - np.hstack([above, above])
        return steps.ravel()

    def gains(self, answers: NDArray[np.bool_]) -> Rows:
        """Rows × COLUMNS: what each signal added to the outcome, on the way down every tree.

        `answers` are depth × trees × rows.

        Source: Saabas, "Interpreting random forests" (2014).
        """
        number = answers.shape[2]
        rows = np.arange(number)[:, None] * len(COLUMNS)
        at = np.broadcast_to(self._roots, (number, len(self.columns)))
        found = np.zeros(number * len(COLUMNS))
        for level in range(self.depth):
            at = at + 2**level + (answers[level].T << level)
            asked = (rows + self.columns[:, level]).ravel()
            found += np.bincount(asked, self._steps.take(at).ravel(), len(found))
        return found.reshape(number, len(COLUMNS)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: a forest for pages with trails ("html") and one for texts ("text")."""

    forests: Mapping[str, Forest]
    words: Mapping[str, WordScores]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How surely each block is a part of the article (0 to 1), and what speaks for it."""

    rows: Rows
    answers: NDArray[np.bool_]
    forest: Forest
    words: WordScores
    keep: Rows

    def gains(self, indices: Sequence[int]) -> Rows:
        """What each signal of COLUMNS added, for the blocks asked about."""
        return self.forest.gains(self.answers[:, :, list(indices)])


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


def judge(page: Page, model: Model) -> Judgement | None:
    """The model's judgement of a page's blocks; None of what an author marked up."""
    form = form_of(page)
    if not form or not len(page):
        return None
    forest = model.forests[form]
    rows = features(page, model.words[form])
    answers = forest.answers(rows)
    keep = (1 / (1 + np.exp(-forest.logits(answers)))).astype(np.float32)
    return Judgement(rows, answers, forest, model.words[form], keep)


@cache
def learned() -> Model:
    """The model that is shipped."""
    document = json.loads(
        files("publish.normaliser.learning").joinpath("learned.json").read_text("utf-8")
    )
    return model_from(document)


def model_from(document: Mapping[str, Mapping[str, object]]) -> Model:
    """A model from its data file's content."""
    forests, words = {}, {}
    for form, table in document["forms"].items():
        assert isinstance(table, dict)
        if table["columns"] != list(COLUMNS):
            raise AssertionError("learned.json was trained for other signals: train it again")
        forests[form] = _forest(table)
        words[form] = WordScores(
            *(_scores(table["words"][kind]) for kind in ("trail", "link", "line"))
        )
    return Model(forests, words)


def _forest(table: Mapping[str, object]) -> Forest:
    depth = int(str(table["depth"]))
    nodes = np.frombuffer(b64decode(str(table["nodes"])), np.int8).reshape(-1, 2 ** (depth + 1) - 1)
    borders = np.frombuffer(b64decode(str(table["borders"])), "<f4")
    columns = np.frombuffer(b64decode(str(table["asked"])), "<i2")
    return Forest(
        columns.reshape(-1, depth),
        borders.reshape(-1, depth),
        nodes.astype(np.float32) * np.float32(str(table["scale"])),
        float(str(table["bias"])),
    )


def _scores(table: Mapping[str, str]) -> dict[str, float]:
    """WordScores by score: {"-3.5": "nav menu …"} → {"nav": -3.5, "menu": -3.5}."""
    return {word: float(score) for score, words in table.items() for word in words.split("\t")}
