"""How much of one line's words is in another, rare words before common ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

from publish.revision.sequences import common

_SHARED_BY = 24  # lines: a word or a pair of words that stands in more tells nothing
_ASKED = 16  # of a line's rarest words and pairs of words
_KEPT = 6  # lines that a line is compared with word by word
_LONGEST = 4_000_000  # cells: longer lines are compared without the order of their words


class Likeness:
    """Compares the lines of two texts, given as words."""

    def __init__(self, before: Sequence[list[str]], after: Sequence[list[str]]) -> None:
        self.before, self.after = before, after
        found = Counter(word for line in (*before, *after) for word in set(line))
        total = len(before) + len(after) + 1
        self._weights = {word: log(1 + total / count) for word, count in found.items()}
        self._before = [self.weight(line) for line in before]
        self._after = [self.weight(line) for line in after]

    def weight(self, line: Iterable[str]) -> float:
        """What the words of a line weigh, the rarer the more."""
        return sum(self._weights[word] for word in line)

    def shared(self, i: int, j: int) -> float:
        """The weight of the words that both lines have, in one order."""
        return self._shared(self.before[i], self.after[j])

    def of(self, i: int, j: int, shared: float) -> float:
        """How alike two lines are, 0 to 1: twice what they share, of the weight of both."""
        both = self._before[i] + self._after[j]
        return 2 * shared / both if both else 0.0

    def inside(self, i: int, j: int, shared: float) -> float:
        """How much of the shorter line is in the longer one, 0 to 1."""
        less = min(self._before[i], self._after[j])
        return shared / less if less else 0.0

    def rest_after(self, partners: Sequence[int], i: int, j: int) -> float:
        """How much of line `i` stands in what `partners` leave of line `j`, 0 to 1."""
        rest = self.after[j]
        for partner in partners:
            rest = _without(rest, self.before[partner])
        return self._part(self.before[i], self._before[i], rest)

    def rest_before(self, partners: Sequence[int], i: int, j: int) -> float:
        """How much of line `j` stands in what `partners` leave of line `i`, 0 to 1."""
        rest = self.before[i]
        for partner in partners:
            rest = _without(rest, self.after[partner])
        return self._part(self.after[j], self._after[j], rest)

    def candidates(
        self, there: Sequence[Sequence[int]], back: Sequence[Sequence[int]]
    ) -> Iterator[tuple[int, int]]:
        """Pairs of lines that share rare words, one of them without a partner."""
        ours, theirs = [_marks(line) for line in self.before], [_marks(line) for line in self.after]
        for j, i in self._near(theirs, ours, back):
            yield i, j
        yield from self._near(ours, theirs, there)

    def _near(
        self,
        asking: Sequence[set[str]],
        asked: Sequence[set[str]],
        partners: Sequence[Sequence[int]],
    ) -> Iterator[tuple[int, int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, marks in enumerate(asked):
            for mark in marks:
                places[mark].append(at)
        for at, marks in enumerate(asking):
            if partners[at]:
                continue
            known = sorted((len(places[mark]), mark) for mark in marks if mark in places)
            votes: Counter[int] = Counter()
            for count, mark in known[:_ASKED]:
                if count > _SHARED_BY:
                    break
                for place in places[mark]:
                    votes[place] += 1.0 / count  # type: ignore[assignment]  # a sum of weights
            for place, _ in votes.most_common(_KEPT):
                yield at, place

    def _shared(self, one: Sequence[str], other: Sequence[str]) -> float:
        if len(one) * len(other) > _LONGEST:
            both = Counter(one) & Counter(other)
            return self.weight(both.elements())
        return self.weight(one[i] for i, _ in common(one, other))

    def _part(self, line: Sequence[str], weight: float, rest: Sequence[str]) -> float:
        return self._shared(line, rest) / weight if weight and rest else 0.0


def _marks(line: Sequence[str]) -> set[str]:
    """The words of a line and each two that follow each other."""
    return {*line, *(f"{a} {b}" for a, b in pairwise(line))}


def _without(line: list[str], taken: Sequence[str]) -> list[str]:
    """The words of a line that another does not have in this order."""
    gone = {i for i, _ in common(line, taken)}
    return [word for at, word in enumerate(line) if at not in gone]
