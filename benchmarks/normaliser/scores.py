"""How well a page was cleaned: figures of one document, and their means over many.

The definitions are those of the scorers that come with the data (its README): shingles as
article-extraction-benchmark counts them, lines aligned by a longest common subsequence of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.normaliser.labels import Record, tokens

__all__ = [
    "NEAR",
    "Figures",
    "LabelledLines",
    "Lines",
    "Means",
    "body_figures",
    "field_figures",
    "fold",
    "same_words",
    "shingles",
]

Figures = Mapping[str, float]
"""Of one document, by name; a name that is missing was not to be judged on it."""

PRESENT = 0.6
"""Share of a line's words that must be in the output for the line to be there."""
LOST_WORDS = 8
"""Words from which a line of the body is a paragraph."""
LEFT_WORDS = 4
"""Words from which a leftover line is seen."""
NEAR = 0.8
"""F1 of the words of two titles that say the same."""

_SHINGLE = 4
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s*(?:[;,|]|\band\b|&)\s*")
_BY = re.compile(r"^(?:by|von|par|por|di)\s+", re.IGNORECASE)
_FOLDS = (
    (re.compile("[\u2018\u2019\u201a\u201b\u2032`]"), "'"),
    (re.compile("[\u201c-\u201f\u00ab\u00bb]"), '"'),
    (re.compile("[\u2010-\u2015\u2212]"), "-"),
)


@dataclass(frozen=True, slots=True)
class Lines:
    """What became of a labelled text: its figures, and the numbers of lines lost and left."""

    figures: Figures
    lost: tuple[int, ...]
    left: tuple[int, ...]


class LabelledLines:
    """A text whose lines are labelled, ready to judge several outputs."""

    def __init__(self, record: Record) -> None:
        self.lines: list[str] = record["text"].split("\n")
        self.labels: list[str] = record["labels"]
        words = [tokens(line) for line in self.lines]
        self.sizes = [len(own) for own in words]
        self._flat = [word for own in words for word in own]
        self._owner = [number for number, own in enumerate(words) for _ in own]

    def judged(self, text: str) -> Lines:
        """How an output kept and dropped the lines."""
        found = [0] * len(self.lines)
        for place in _aligned(self._flat, tokens(text)):
            found[self._owner[place]] += 1
        lost, left = [], []
        right = missed = wrong = 0
        for number, (label, size) in enumerate(zip(self.labels, self.sizes, strict=True)):
            there = found[number] >= PRESENT * size
            if label == "keep" and size:
                right += found[number]
                missed += size - found[number]
                if not there:
                    lost.append(number)
            elif label == "strip" and size and there:
                # stray single matches of a dropped line are not charged
                wrong += found[number]
                left.append(number)
        paragraph = any(self.sizes[number] >= LOST_WORDS for number in lost)
        seen = any(self.sizes[number] >= LEFT_WORDS for number in left)
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        figures = {
            "tokF1": _harmonic(precision, recall),
            "lossP": float(paragraph),
            "leftW": float(seen),
            "clean": float(not paragraph and not left),
        }
        return Lines(figures, tuple(lost), tuple(left))


def _aligned(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """The places of `first` in one longest common subsequence with `second`.

    Bit-parallel: one integer holds a row (Hyyrö 2004). Among several longest ones the choice is
    that of the data's scorer.
    """
    where: defaultdict[str, int] = defaultdict(int)
    for place, word in enumerate(second):
        where[word] |= 1 << place
    full = row = (1 << len(second)) - 1
    rows = [row]
    for word in first:
        if mask := where.get(word):
            hit = row & mask
            row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    found = []
    at, place = len(first), len(second)
    while at and place:
        if rows[at] >> (place - 1) & 1:
            place -= 1
        elif at > 1 and not rows[at - 1] >> (place - 1) & 1:
            at -= 1
        else:
            at, place = at - 1, place - 1
            found.append(at)
    return found


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The bag of all four words in a row; a shorter text is one shingle."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    number = max(1, len(words) - _SHINGLE + 1)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(number))


_shingles_of_gold = lru_cache(maxsize=4)(shingles)  # one page's is asked for again and again


def body_figures(record: Record, text: str) -> Figures:
    """P, R and acc of a page with a body; seg_tp, seg_fn, seg_fp of one with passages."""
    if record.get("body"):
        gold = "\n\n".join(part for _, part in record["body"])
        wanted, given = _shingles_of_gold(gold), shingles(text)
        both = sum((wanted & given).values())
        figures = {"acc": float(_WORD.findall(gold) == _WORD.findall(text))}
        if given:
            figures["P"] = both / sum(given.values())
        if wanted:
            figures["R"] = both / sum(wanted.values())
        return figures
    if not record.get("with"):
        return {}
    flat = _words(text)  # of marks we set other ones than the page has
    there = sum(_words(passage) in flat for passage in record["with"])
    wrong = sum(_words(passage) in flat for passage in record.get("without") or ())
    return {"seg_tp": there, "seg_fn": len(record["with"]) - there, "seg_fp": wrong}


def field_figures(
    record: Record,
    title: str | None,
    authors: str | Sequence[str] | None,
    date: str | None,
    seen: Sequence[str] = (),
) -> Figures:
    """What is right of title, authors and date; ghosts where there is nothing to be found.

    What is None the tool never gives, and is not judged. `seen` are other wordings of the headline
    (`seen.titles_seen`), which count under "title seen".
    """
    figures: dict[str, float] = {}
    for name, given in (("title", title), ("authors", authors), ("date", date)):
        missing = not record.get(name)
        if given is not None and missing and name in record and record.get("has_meta", True):
            figures[f"ghost {name}"] = float(bool(given))
    if title is not None and record.get("title"):
        figures["title"] = float(same_words(record["title"], title) >= NEAR)
        wordings = (record["title"], *seen)
        figures["title seen"] = float(any(same_words(each, title) >= NEAR for each in wordings))
    if authors is not None and record.get("authors"):
        wanted, found = _names(record["authors"]), _names(authors)
        figures["authors"] = float(wanted == found)
        figures["author"] = float(any(_near(x, y) for x in wanted for y in found))
    if date is not None and record.get("date"):
        figures["date"] = float(date[:10] == record["date"][:10])
    return figures


def fold(text: str) -> str:
    """The text without differences of case, spaces, quotes and dashes."""
    text = unicodedata.normalize("NFKC", text).casefold()
    for pattern, plain in _FOLDS:
        text = pattern.sub(plain, text)
    return " ".join(text.split())


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} "


def _names(value: str | Sequence[str]) -> set[str]:
    listed = _SEPARATOR.split(value) if isinstance(value, str) else value
    return {fold(_BY.sub("", name.strip())) for name in listed if name.strip()}


def _near(one: str, other: str) -> bool:
    """Whether two names share the surname and the first letter."""
    x, y = one.split(), other.split()
    return bool(x and y) and x[-1] == y[-1] and x[0][0] == y[0][0]


def same_words(one: str, other: str) -> float:
    """F1 of the words of two titles."""
    x, y = Counter(tokens(one)), Counter(tokens(other))
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else 1.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Means:
    """Sums and counts of figures over documents."""

    def __init__(self) -> None:
        self.sums: defaultdict[str, float] = defaultdict(float)
        self.counts: defaultdict[str, int] = defaultdict(int)

    def add(self, figures: Figures) -> None:
        """Count one document."""
        for name, value in figures.items():
            self.sums[name] += value
            self.counts[name] += 1

    def but(self, changed: Iterable[tuple[Figures, Figures]]) -> Means:
        """The means if some documents had the second figures instead of the first."""
        means = Means()
        means.sums.update(self.sums)
        means.counts.update(self.counts)
        for before, after in changed:
            for name, value in before.items():
                means.sums[name] -= value
                means.counts[name] -= 1
            means.add(after)
        return means

    def of(self, name: str) -> float | None:
        """A mean; F1 is that of the mean P and R, `segments` that of all passages together."""
        if name == "F1":
            precision, recall = self.of("P"), self.of("R")
            if precision is None or recall is None:
                return None
            return _harmonic(precision, recall)
        if name == "segments":
            right = self.sums["seg_tp"]
            wrong = self.sums["seg_fp"] + self.sums["seg_fn"]
            return 2 * right / (2 * right + wrong) if self.counts["seg_tp"] else None
        return self.sums[name] / self.counts[name] if self.counts[name] else None
