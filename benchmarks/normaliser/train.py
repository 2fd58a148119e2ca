"""Train the model of `publish.normaliser.learning`: `python -m benchmarks.normaliser.train DATA`.

The same data and the same versions give the same bytes: order, seeds and threads are fixed, and
what is learned is rounded to bytes. CatBoost grows the trees; who only runs publish needs nothing
of it.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import tempfile
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray

from benchmarks.normaliser.labels import KEEP, STRIP, Labelled, labelled
from publish.model.tree import CodeBlock, Figure
from publish.normaliser.learning.learned import COLUMNS, STEPS, WordScores, features
from publish.normaliser.learning.wordings import line_words, link_words, step_words
from publish.normaliser.page.page import Page

FOLDS = 5
DEPTH = 6
TREES = {"html": 300, "text": 300}
SEED = 1
THREADS = 2
RATE = 0.1
FAR_LEFTOVERS = 0.4
"""The share of a whole page's menus and footers that is learned from: they are all alike."""

_NEAR = 12  # blocks from the article's own paragraphs

FEWEST_SITES = {"trail": 4, "link": 4, "line": 5}
"""Sites from which on a word is more than one site's habit."""

_PRIOR = 0.4  # the share of blocks that belong to an article
_SHRINK = 3  # sites' worth of the prior that each word begins with
_LARGEST = 60  # blocks; a page of more weighs no more

_MODEL = Path(__file__).parents[2] / "publish" / "normaliser" / "learning" / "learned.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled page, ready to learn from."""

    page: Page
    site: str
    labels: NDArray[np.int8]
    weights: NDArray[np.float32]


def fold_of(site: str) -> int:
    """The fold of a site, 0 to 4: all pages of a site are judged together."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


def example_of(each: Labelled) -> Example:
    """A labelled page with what its blocks weigh: long ones more, each page about the same."""
    page = Page.of(each.draft)
    labels = np.array(each.labels, np.int8)
    for index, block in enumerate(page.blocks):
        if isinstance(block, CodeBlock | Figure):
            labels[index] = -1  # the labels disagree on them, and neither is the model's to take
    weights = np.where(labels >= 0, np.log1p(page.words) + 0.3, 0)
    total = weights.sum()
    if total:
        weights *= min(_LARGEST, len(page)) / total
    return Example(page, each.site, labels, weights.astype(np.float32))


class WordTable:
    """How often each word stood with blocks of articles, by site."""

    def __init__(self, fewest: int) -> None:
        self._fewest = fewest
        self._counts: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(
            lambda: defaultdict(lambda: [0.0, 0.0])
        )
        self._sums: dict[str, tuple[float, float, dict[str, tuple[float, float]]]] = {}

    def add(self, site: str, words: Iterable[str], label: int, weight: float) -> None:
        """Count one block's words."""
        for word in words:
            self._counts[word][site][label] += weight

    def close(self) -> None:
        """Sum up over the sites; each counts once at most, one with few words for less."""
        for word, sites in sorted(self._counts.items()):
            of_site: dict[str, tuple[float, float]] = {}
            for site, (strip, keep) in sorted(sites.items()):
                share = min(1.0, (strip + keep) / 3)
                of_site[site] = share * keep / (strip + keep), share
            kept = math.fsum(kept for kept, _ in of_site.values())
            count = math.fsum(share for _, share in of_site.values())
            if count >= self._fewest:
                self._sums[word] = kept, count, of_site

    def score(self, word: str, but: str = "") -> float | None:
        """The log-odds of a word against the prior, one site's own habits left out."""
        if word not in self._sums:
            return None
        kept, count, of_site = self._sums[word]
        own = of_site.get(but, (0.0, 0.0))
        kept, count = kept - own[0], count - own[1]
        if count < self._fewest - 1:
            return None
        share = (kept + _SHRINK * _PRIOR) / (count + _SHRINK)
        return round(math.log(share / (1 - share)) - math.log(_PRIOR / (1 - _PRIOR)), 1)

    def file(self) -> dict[str, str]:
        """As the model's file keeps it: the words by their score."""
        by_score: defaultdict[float, list[str]] = defaultdict(list)
        for word in sorted(self._sums):
            score = self.score(word)
            if score is not None and abs(score) >= 0.1:
                by_score[score].append(word)
        return {f"{score:.1f}": "\t".join(by_score[score]) for score in sorted(by_score)}


class _Without:
    """The scores of a table for a page of one site: as if it had never been seen."""

    def __init__(self, table: WordTable, site: str) -> None:
        self._table = table
        self._site = site
        self._known: dict[str, float | None] = {}

    def get(self, word: str) -> float | None:
        if word not in self._known:
            score = self._table.score(word, self._site)
            self._known[word] = None if score is None or abs(score) < 0.1 else score
        return self._known[word]


def tables_of(examples: Sequence[Example]) -> dict[str, WordTable]:
    """The words of elements, links and lines, counted over examples."""
    tables = {kind: WordTable(fewest) for kind, fewest in FEWEST_SITES.items()}
    for example in examples:
        page = example.page
        for index, block in enumerate(page.blocks):
            label, weight = int(example.labels[index]), math.log1p(page.words[index])
            if label not in (KEEP, STRIP) or not weight:
                continue
            trail = {w for step in block.origin.trail[-STEPS:] for w in step_words(step)}
            said = line_words(page.bares[index], page.words[index])
            tables["trail"].add(example.site, sorted(trail), label, weight)
            tables["link"].add(example.site, set(link_words(page.links[index])), label, weight)
            tables["line"].add(example.site, set(said), label, weight)
    for table in tables.values():
        table.close()
    return tables


def grown(form: str, examples: Sequence[Example]) -> dict[str, object]:
    """What is learned of one form, as the model's file keeps it."""
    tables = tables_of(examples)
    rows, labels, weights = [], [], []
    draw = np.random.default_rng(SEED)
    for example in examples:
        words = WordScores(*(_Without(tables[kind], example.site) for kind in FEWEST_SITES))
        own = example.weights.copy()
        if form == "text":
            far = _far_leftovers(example)
            left_out = far & (draw.random(len(far)) > FAR_LEFTOVERS)
            own[far] /= FAR_LEFTOVERS  # those that stay speak for the others
            own[left_out] = 0
        used = own > 0
        rows.append(features(example.page, words)[used])
        labels.append(example.labels[used])
        weights.append(own[used])
    model = CatBoostClassifier(
        depth=DEPTH,
        iterations=TREES[form],
        learning_rate=RATE,
        l2_leaf_reg=5,
        rsm=0.3,
        border_count=32,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        boost_from_average=False,
        random_seed=SEED,
        thread_count=THREADS,
        allow_writing_files=False,
        verbose=0,
    )
    model.fit(Pool(np.vstack(rows), np.concatenate(labels), weight=np.concatenate(weights)))
    return {
        "columns": list(COLUMNS),
        **_trees(model),
        "words": {kind: table.file() for kind, table in tables.items()},
    }


def _far_leftovers(example: Example) -> NDArray[np.bool_]:
    """The leftovers of a whole page that stand far from its article."""
    core, place = example.page.core, np.arange(len(example.labels))
    if not core:
        return np.zeros(len(place), np.bool_)
    far = (place < min(core) - _NEAR) | (place > max(core) + _NEAR)
    return (example.labels == STRIP) & far


def _trees(model: CatBoostClassifier) -> dict[str, object]:
    """The trees as bytes: questions, borders, and the mean outcome at every node."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        document = json.loads(path.read_text("utf-8"))
    asked, borders, nodes = [], [], []
    for tree in document["oblivious_trees"]:
        splits = tree["splits"]
        spare = DEPTH - len(splits)
        asked.append([split["float_feature_index"] for split in splits] + [0] * spare)
        borders.append([split["border"] for split in splits] + [math.inf] * spare)
        leaves = np.zeros((2, 2**DEPTH))
        leaves[0, : len(tree["leaf_values"])] = tree["leaf_values"]
        leaves[1, : len(tree["leaf_weights"])] = tree["leaf_weights"]
        nodes.append(_means(*leaves))
    scale = max(abs(value) for tree in nodes for value in tree) / 127
    rounded = np.rint(np.array(nodes) / scale).astype(np.int8)
    factor, (bias,) = document["scale_and_bias"]
    assert factor == 1, "a scaled model; the file has no place for it"
    return {
        "depth": DEPTH,
        "bias": bias,
        "scale": scale,
        "asked": b64encode(np.array(asked, "<i2").tobytes()).decode(),
        "borders": b64encode(np.array(borders, "<f4").tobytes()).decode(),
        "nodes": b64encode(rounded.tobytes()).decode(),
    }


def _means(values: NDArray[np.float64], weights: NDArray[np.float64]) -> list[float]:
    """The mean outcome at every node of a tree, level by level; question k is bit k of a leaf."""
    found: list[float] = []
    for level in range(DEPTH):
        # Leaves that agree in the first questions: the lower bits of their numbers.
        own = values.reshape(-1, 2**level), weights.reshape(-1, 2**level)
        total = own[1].sum(axis=0)
        mean = (own[0] * own[1]).sum(axis=0) / np.maximum(total, 1e-9)
        found += np.where(total > 0, mean, own[0].mean(axis=0)).tolist()
    return found + values.tolist()


def train(data: Path) -> str:
    """The model's file from all labelled pages."""
    examples: dict[str, list[Example]] = {"html": [], "text": []}
    for each in labelled(data):
        if each.draft.blocks:
            examples[each.form].append(example_of(each))
    return written({form: grown(form, found) for form, found in examples.items()})


def written(forms: Mapping[str, Mapping[str, object]]) -> str:
    """The file: one line a form and a kind of words, so that a change can be seen."""
    return json.dumps({"forms": forms}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    _MODEL.write_text(train(Path(sys.argv[1])), "utf-8")
    print(f"{_MODEL.name}: {_MODEL.stat().st_size:,} bytes")
