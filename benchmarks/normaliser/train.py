"""Train the model of `publish.normaliser.learning`: `python -m benchmarks.normaliser.train DATA`.

The same data and the same versions give the same bytes: order, seeds and threads are fixed, and
what is learned is rounded to bytes. CatBoost grows the trees; who only runs publish needs nothing
of it.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from base64 import b64encode
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, CatBoostRegressor, Pool
from numpy.typing import NDArray

from benchmarks.normaliser.labels import FOLDS, KEEP, STRIP, Labelled, fold_of, labelled
from benchmarks.normaliser.words import Example, WordTable, scores_for, tables_of
from publish.model.tree import CodeBlock, Figure
from publish.normaliser.learning import Rows
from publish.normaliser.learning.forest import Forest
from publish.normaliser.learning.learned import LOOKED_AT, features, first_look
from publish.normaliser.learning.regions import candidates, chosen, run_of
from publish.normaliser.learning.second import second_signals
from publish.normaliser.learning.signals import Amounts
from publish.normaliser.learning.trails import ways_of
from publish.normaliser.page.page import Page

DEPTH = 6
TREES = {"html": 400, "text": 300}
REGION_DEPTH = 5
REGION_TREES = 200
REGION_RATE = 0.06
SEED = 1
THREADS = 2
RATE = 0.1
FAR_LEFTOVERS = {"html": 1.0, "text": 0.4}
"""The share of a whole text's menus and footers that is learned from: they are all alike."""

FORMS = ("html", "text")

_NEAR = 12  # blocks from the article's own paragraphs

_GROWING = {
    "l2_leaf_reg": 5,
    "border_count": 32,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "boost_from_average": False,
    "random_seed": SEED,
    "thread_count": THREADS,
    "allow_writing_files": False,
    "verbose": 0,
}
_LARGEST = 60  # blocks; a page of more weighs no more

_MODEL = Path(__file__).parents[2] / "publish" / "normaliser" / "learning" / "learned.json"


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


class Training:
    """Models of one form, all from the same examples: one of all, and one a fold without it.

    The second look must learn from first looks at pages that the first forest has not seen. Those
    are taken from the folds' forests, once: the second forest of a fold has learned from first
    looks by forests that have seen that fold. Its own pages and labels it has not.
    """

    def __init__(self, form: str, examples: Sequence[Example]) -> None:
        self._form = form
        self._examples = examples
        self._folds = [fold_of(each.site) for each in examples]
        self._weights = [self._weighed(index) for index in range(len(examples))]
        self._amounts = [Amounts.of(each.page) for each in examples]
        self._ways = [ways_of(each.page) for each in examples]
        self._known = [self._first(fold) for fold in range(FOLDS)]
        self._looks = [self._look(index) for index in range(len(examples))]
        self._elements = [self._candidates(index) for index in range(len(examples))]
        self._scored = [self._region_forest(fold) for fold in range(FOLDS)]
        self._second = [self._second_rows(index) for index in range(len(examples))]

    def of(self, fold: int | None = None) -> dict[str, object]:
        """The model for the sites of a fold, or the one of all examples, as its file keeps it."""
        seen = self._but(fold)
        first = self._first(None) if fold is None else self._known[fold]
        rows = [np.hstack([first.rows[index], self._second[index]]) for index in seen]
        region = self._region_forest(fold)
        return {
            "columns": list(LOOKED_AT),
            "first": first.table,
            "second": self._grown(rows, seen),
            **({"region": region} if region else {}),
            "words": {kind: table.file() for kind, table in first.tables.items()},
        }

    def _but(self, fold: int | None) -> list[int]:
        return [index for index, own in enumerate(self._folds) if own != fold]

    def _weighed(self, index: int) -> NDArray[np.float32]:
        """The weights of a page's blocks; of its far leftovers some speak for all."""
        example = self._examples[index]
        weights = example.weights.copy()
        far = _far_leftovers(example)
        draw = np.random.default_rng([SEED, index])
        share = FAR_LEFTOVERS[self._form]
        left_out = far & (draw.random(len(far)) > share)
        weights[far] /= share
        weights[left_out] = 0
        return weights

    def _first(self, fold: int | None) -> _First:
        seen = self._but(fold)
        tables = tables_of([self._examples[index] for index in seen])
        rows = [
            features(each.page, ways, amounts, scores_for(tables, each.site))
            for each, ways, amounts in zip(self._examples, self._ways, self._amounts, strict=True)
        ]
        return _First(tables, rows, self._grown([rows[index] for index in seen], seen))

    def _grown(self, rows: Sequence[Rows], seen: Sequence[int]) -> dict[str, object]:
        """A forest that tells what is a part of the article."""
        used = [self._weights[index] > 0 for index in seen]
        labels = [self._examples[index].labels for index in seen]
        weights = [self._weights[index] for index in seen]
        chosen = (
            [each[u] for each, u in zip(some, used, strict=True)]
            for some in (rows, labels, weights)
        )
        data, target, weight = map(np.concatenate, chosen)
        model = CatBoostClassifier(
            depth=DEPTH, iterations=TREES[self._form], learning_rate=RATE, rsm=0.3, **_GROWING
        )
        model.fit(Pool(data, target, weight=weight))
        return _trees(model, DEPTH)

    def _look(self, index: int) -> Rows:
        """The first look at a page by the forest that has not seen its site."""
        known = self._known[self._folds[index]]
        forest = Forest.of(known.table)
        return first_look(self._examples[index].page, forest, known.rows[index])

    def _candidates(self, index: int) -> tuple[NDArray[np.intp], Rows]:
        rows = self._known[self._folds[index]].rows[index]
        given = (self._ways[index], self._amounts[index], rows, self._looks[index])
        return candidates(self._examples[index].page, *given)

    def _region_forest(self, fold: int | None) -> dict[str, object]:
        """A forest that tells how well an element holds the article: the F1 of its words."""
        if self._form != "html":
            return {}
        rows, target, weight = [], [], []
        for index in self._but(fold):
            at, found = self._elements[index]
            worth = self._worth(index)
            if worth is not None:
                rows.append(found)
                target.append(worth[at])
                weight.append(np.full(len(at), 1 / len(at)))
        model = CatBoostRegressor(
            depth=REGION_DEPTH,
            iterations=REGION_TREES,
            learning_rate=REGION_RATE,
            rsm=0.5,
            **_GROWING,
        )
        model.fit(Pool(*map(np.concatenate, (rows, target)), weight=np.concatenate(weight)))
        return _trees(model, REGION_DEPTH)

    def _worth(self, index: int) -> NDArray[np.float64] | None:
        """The F1 of the words in each place of a page; None of a page without an article."""
        labels, words = self._examples[index].labels, self._amounts[index].words
        kept, rest = self._ways[index].summed(words * (labels == KEEP), words * (labels == STRIP)).T
        return 2 * kept / np.maximum(1, kept + rest + kept[0]) if kept[0] else None

    def _second_rows(self, index: int) -> Rows:
        page, ways, words = (
            self._examples[index].page,
            self._ways[index],
            self._amounts[index].words,
        )
        look, table = self._looks[index], self._scored[self._folds[index]]
        if table:
            (at, found), forest = self._elements[index], Forest.of(table)
            scores = forest.outcomes(forest.answers(found))
            region = chosen(ways, at, scores, look, words)
        else:
            region = run_of(look, words)
        return second_signals(page, ways, look, region, words)


@dataclass(frozen=True, slots=True)
class _First:
    """The words counted for a first forest, the rows of all pages by them, and the forest."""

    tables: dict[str, WordTable]
    rows: list[Rows]
    table: dict[str, object]


def _far_leftovers(example: Example) -> NDArray[np.bool_]:
    """The leftovers of a whole page that stand far from its article."""
    core, place = example.page.prose_run, np.arange(len(example.labels))
    if not core:
        return np.zeros(len(place), np.bool_)
    far = (place < min(core) - _NEAR) | (place > max(core) + _NEAR)
    return (example.labels == STRIP) & far


def _trees(model: CatBoostClassifier | CatBoostRegressor, depth: int) -> dict[str, object]:
    """The trees as bytes: questions, borders, and the mean outcome at every node."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        document = json.loads(path.read_text("utf-8"))
    asked, borders, nodes = [], [], []
    for tree in document["oblivious_trees"]:
        splits = tree["splits"]
        spare = depth - len(splits)
        asked.append([split["float_feature_index"] for split in splits] + [0] * spare)
        borders.append([split["border"] for split in splits] + [math.inf] * spare)
        leaves = np.zeros((2, 2**depth))
        leaves[0, : len(tree["leaf_values"])] = tree["leaf_values"]
        leaves[1, : len(tree["leaf_weights"])] = tree["leaf_weights"]
        nodes.append(_means(*leaves, depth))
    scale = max(abs(value) for tree in nodes for value in tree) / 127
    rounded = np.rint(np.array(nodes) / scale).astype(np.int8)
    factor, (bias,) = document["scale_and_bias"]
    assert factor == 1, "a scaled model; the file has no place for it"
    return {
        "depth": depth,
        "bias": bias,
        "scale": scale,
        "asked": b64encode(np.array(asked, "<i2").tobytes()).decode(),
        "borders": b64encode(np.array(borders, "<f4").tobytes()).decode(),
        "nodes": b64encode(rounded.tobytes()).decode(),
    }


def _means(values: NDArray[np.float64], weights: NDArray[np.float64], depth: int) -> list[float]:
    """The mean outcome at every node of a tree, level by level; question k is bit k of a leaf."""
    found: list[float] = []
    for level in range(depth):
        # Leaves that agree in the first questions: the lower bits of their numbers.
        own = values.reshape(-1, 2**level), weights.reshape(-1, 2**level)
        total = own[1].sum(axis=0)
        mean = (own[0] * own[1]).sum(axis=0) / np.maximum(total, 1e-9)
        found += np.where(total > 0, mean, own[0].mean(axis=0)).tolist()
    return found + values.tolist()


def train(data: Path) -> str:
    """The model's file from all labelled pages that are not set aside."""
    return written({form: training_of(data, form).of() for form in FORMS})


def training_of(data: Path, form: str, sites: Set[str] | None = None) -> Training:
    """The training of one form, of some sites only, if given."""
    found = [example_of(each) for each in labelled(data, form, sites) if each.draft.blocks]
    return Training(form, found)


def written(forms: Mapping[str, Mapping[str, object]]) -> str:
    """The file: one line a form and a kind of words, so that a change can be seen."""
    return json.dumps({"forms": forms}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    _MODEL.write_text(train(Path(sys.argv[1])), "utf-8")
    print(f"{_MODEL.name}: {_MODEL.stat().st_size:,} bytes")
