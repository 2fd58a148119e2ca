"""How often words stood with blocks of articles, counted over sites."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.normaliser.labels import KEEP, STRIP
from publish.normaliser.learning.learned import STEPS, WordScores
from publish.normaliser.learning.wordings import line_words, link_words, step_words
from publish.normaliser.page.page import Page

__all__ = ["FEWEST_SITES", "Example", "WordTable", "scores_for", "tables_of"]

FEWEST_SITES = {"trail": 4, "link": 4, "line": 5}
"""Sites from which on a word is more than one site's habit."""

_PRIOR = 0.4  # the share of blocks that belong to an article
_SHRINK = 3  # sites' worth of the prior that each word begins with


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled page, ready to learn from."""

    page: Page
    site: str
    labels: NDArray[np.int8]
    weights: NDArray[np.float32]


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


def scores_for(tables: dict[str, WordTable], site: str) -> WordScores:
    """The scores of words for a page of one site: as if it had never been seen."""
    return WordScores(*(_Without(tables[kind], site) for kind in FEWEST_SITES))
