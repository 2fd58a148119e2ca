"""Lines of one text found again in another, by their words alone.

What is the same in both is found first: what stands once in each, wherever it went; then what
stands beside that; then the rest in order. What is left is compared word by word with the few
lines that share its rare words or its place. A line goes to the one it is most like. Where a line
is taken already, the words that are left of it may still be another's: it was split, or joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from publish.revision.likeness import Likeness
from publish.revision.sequences import common, heaviest
from publish.revision.tokens import words

_LONG = 4  # words: a line as long is found again where it stands alone
_SHORT = 8  # words: shorter lines are paired by their place alone
_REPEATS = 2_500  # pairs of a line that stands often: beyond, they go in order
_MOVED = 0.4  # and of lines in another place
_CLOSE = 2  # lines
_LIKE = 0.22  # of the weight of two lines, what must be in both
_PIECE = 3  # words: a shorter line is no part of another
_ALONE = 6  # words: nor is it all that is left of another
_INSIDE = 0.5  # of the weight of a piece, what must stand in the line that it was split from


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines, by index, that are the same text: one and one; one and several, where it was split.

    Several and one were joined; one and none is gone; none and one is new. `moved` says that it
    stands elsewhere among the others.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    moved: bool = False


def align(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs in the order of `after`; what is gone comes where it stood."""
    work = _Work([words(text) for text in before], [words(text) for text in after])
    work.exact()
    work.cut()
    work.alike()
    work.by_place()
    return tuple(work.pairs())


_Line = tuple[str, ...]


class _Work:
    """Who goes with whom: `there` has the lines after of each line before, `back` the reverse."""

    def __init__(self, before: list[list[str]], after: list[list[str]]) -> None:
        self.before, self.after = before, after
        self.there: list[list[int]] = [[] for _ in before]
        self.back: list[list[int]] = [[] for _ in after]

    def join(self, i: int, j: int) -> None:
        """Line `i` before is, or is a part of, line `j` after."""
        self.there[i].append(j)
        self.back[j].append(i)

    # What is the same

    def exact(self) -> None:
        """Pair the lines that have the same words."""
        ours, theirs = [tuple(line) for line in self.before], [tuple(line) for line in self.after]
        places: defaultdict[_Line, list[int]] = defaultdict(list)
        for i, line in enumerate(ours):
            places[line].append(i)
        counts = Counter(theirs)
        for j, line in enumerate(theirs):
            if line and counts[line] == 1 and len(places[line]) == 1:
                self.join(places[line][0], j)
        self._spread(ours, theirs, range(len(theirs)), 1)
        self._spread(ours, theirs, range(len(theirs) - 1, -1, -1), -1)
        self._repeats(ours, theirs)
        left, right = self._free()
        for at, to in common([ours[i] for i in left], [theirs[j] for j in right]):
            self.join(left[at], right[to])
        left, right = self._free()
        waiting: defaultdict[_Line, list[int]] = defaultdict(list)
        for i in reversed(left):
            waiting[ours[i]].append(i)
        for j in right:
            if len(theirs[j]) >= _LONG and waiting[theirs[j]]:
                self.join(waiting[theirs[j]].pop(), j)

    def _repeats(self, ours: list[_Line], theirs: list[_Line]) -> None:
        """Pair lines that stand several times with those at the place where they are expected."""
        groups: defaultdict[_Line, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        left, right = self._free()
        for i in left:
            groups[ours[i]][0].append(i)
        for j in right:
            groups[theirs[j]][1].append(j)
        expected = self._expected()
        for line, (some, others) in groups.items():
            if len(line) < _LONG or not 0 < len(some) * len(others) <= _REPEATS:
                continue
            costs = sorted((abs(i - at), i, j) for j in others for at in expected[j] for i in some)
            for _, i, j in costs:
                if not self.there[i] and not self.back[j]:
                    self.join(i, j)

    def _expected(self) -> list[list[int]]:
        """Where before each line after may have stood, by the pairs on both sides of it."""
        places: list[list[int]] = [[] for _ in self.back]
        for order, step in ((range(len(self.back)), 1), (range(len(self.back) - 1, -1, -1), -1)):
            at = -1 if step > 0 else len(self.there)
            for j in order:
                at = self.back[j][0] if self.back[j] else at + step
                places[j].append(at)
        return places

    def _spread(
        self,
        ours: list[_Line],
        theirs: list[_Line],
        order: range,
        step: int,
    ) -> None:
        """Pair what is the same beside a pair (Heckel 1978, "Isolating differences")."""
        for j in order:
            to = j + step
            if not self.back[j] or not 0 <= to < len(theirs) or self.back[to]:
                continue
            i = self.back[j][0] + step
            if 0 <= i < len(ours) and not self.there[i] and ours[i] == theirs[to]:
                self.join(i, to)

    def _free(self) -> tuple[list[int], list[int]]:
        return (
            [i for i, partners in enumerate(self.there) if not partners],
            [j for j, partners in enumerate(self.back) if not partners],
        )

    def cut(self) -> None:
        """Pair lines with two or three that follow each other and have the same words together."""
        for ours, theirs, there, back, join in (
            (self.before, self.after, self.there, self.back, self.join),
            (self.after, self.before, self.back, self.there, lambda j, i: self.join(i, j)),
        ):
            wholes = {tuple(line): at for at, line in enumerate(ours) if line and not there[at]}
            for at in range(len(theirs) - 1):
                for size in (2, 3):
                    pieces = range(at, min(at + size, len(theirs)))
                    if any(back[piece] or not theirs[piece] for piece in pieces):
                        break
                    whole = wholes.get(tuple(chain.from_iterable(theirs[p] for p in pieces)))
                    if whole is not None and not there[whole]:
                        for piece in pieces:
                            join(whole, piece)

    # What is alike

    def alike(self) -> None:
        """Pair the lines that share most of their words, splits and joins with them."""
        left, right = self._free()
        if not left and not right:
            return
        likeness = Likeness(self.before, self.after)
        edges = []
        for i, j in self._candidates(likeness):
            shared = likeness.shared(i, j)
            edges.append((likeness.of(i, j, shared), -abs(i - j), i, j, shared))
        edges.sort(reverse=True)
        bounds = self._bounds()
        for like, _, i, j, shared in edges:
            if not self.there[i] and not self.back[j]:
                inside = likeness.inside(i, j, shared)
                if like < _MOVED and not self._is_in_place(i, *bounds[j]):
                    continue
                if like >= _LIKE or (inside >= _INSIDE and self._is_piece(i, j, _ALONE)):
                    self.join(i, j)
            elif not self._is_piece(i, j):
                continue
            elif not self.there[i]:
                alone = len(self.there[self.back[j][0]]) == 1
                if alone and likeness.rest_after(self.back[j], i, j) >= _INSIDE:
                    self.join(i, j)
            elif not self.back[j]:
                alone = len(self.back[self.there[i][0]]) == 1
                if alone and likeness.rest_before(self.there[i], i, j) >= _INSIDE:
                    self.join(i, j)

    def _bounds(self) -> list[tuple[int, int]]:
        """Between which lines before each line after should be, by the pairs on both sides."""
        low: list[int] = []
        at = -1
        for partners in self.back:
            at = partners[0] if partners else at
            low.append(at)
        high: list[int] = []
        at = len(self.there)
        for partners in reversed(self.back):
            at = partners[0] if partners else at
            high.append(at)
        return list(zip(low, reversed(high), strict=True))

    def _is_in_place(self, i: int, low: int, high: int) -> bool:
        """Whether a line stands where it should, or close to one that does."""
        if low < i < high:
            return True
        return (low >= 0 and 0 < i - low <= _CLOSE) or (
            high < len(self.there) and 0 < high - i <= _CLOSE
        )

    def _is_piece(self, i: int, j: int, least: int = _PIECE) -> bool:
        """Whether the shorter of two lines is more than a word that may stand in any."""
        return min(len(self.before[i]), len(self.after[j])) >= least

    def _candidates(self, likeness: Likeness) -> Iterator[tuple[int, int]]:
        """The pairs of lines worth comparing, at least one of them free."""
        seen: set[tuple[int, int]] = set()
        for i, j in likeness.candidates(self.there, self.back):
            seen.add((i, j))
        for i, j in self._neighbours():
            seen.add((i, j))
        yield from sorted(seen)

    def _neighbours(self) -> Iterator[tuple[int, int]]:
        """Free lines and those beside the partners of their neighbours, taken or free."""
        for first, end, i_first, i_end in self._gaps():
            for j in range(first, end):
                near = i_first + (j - first)
                for i in range(max(i_first - 1, near - 3), min(i_end + 1, near + 4)):
                    if 0 <= i < len(self.before):
                        yield i, j
            for j in (first - 1, end):
                if 0 <= j < len(self.after):
                    for i in range(i_first, min(i_end, i_first + 4)):
                        yield i, j
        for i, partners in enumerate(self.there):
            if not partners:
                for side in (i - 1, i + 1):
                    if 0 <= side < len(self.there):
                        for j in self.there[side][:2]:
                            yield i, j

    def _gaps(self) -> Iterator[tuple[int, int, int, int]]:
        """Runs of free lines after, each with the free lines before at the same place."""
        j = 0
        while j < len(self.after):
            if self.back[j]:
                j += 1
                continue
            end = j
            while end < len(self.after) and not self.back[end]:
                end += 1
            i_first = self.back[j - 1][-1] + 1 if j else 0
            i_end = i_first
            while i_end < len(self.before) and not self.there[i_end]:
                i_end += 1
            if i_end == i_first and end < len(self.after):
                i_end = self.back[end][0]
                i_first = i_end
                while i_first and not self.there[i_first - 1]:
                    i_first -= 1
            yield j, end, i_first, i_end
            j = end

    # What stands at the same place

    def by_place(self) -> None:
        """Pair short lines that stand alone, in as many, where others stood."""
        for first, end, i_first, i_end in list(self._gaps()):
            if i_end - i_first != end - first:
                continue
            ours = self.before[i_first:i_end]
            theirs = self.after[first:end]
            if all(len(line) < _SHORT for line in (*ours, *theirs)):
                for at in range(end - first):
                    if bool(ours[at]) == bool(theirs[at]):
                        self.join(i_first + at, first + at)

    # The result

    def pairs(self) -> Iterator[Pair]:
        """All lines, each in one pair, in the order of those after."""
        groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        for j, partners in enumerate(self.back):
            if not partners:
                groups.append(((), (j,)))
            elif len(partners) > 1:
                groups.append((tuple(sorted(partners)), (j,)))
            elif self.there[partners[0]] and min(self.there[partners[0]]) == j:
                groups.append(((partners[0],), tuple(sorted(self.there[partners[0]]))))
        held = [(i[0], j[0]) for i, j in groups if i]
        weights = [1.0 + sum(len(self.before[at]) for at in i) for i, _ in groups if i]
        standing = set(heaviest(held, weights))
        gone = [i for i, partners in enumerate(self.there) if not partners]
        ends = [len(self.there)] * (len(groups) + 1)  # the line before at which each place ends
        for number in range(len(groups) - 1, -1, -1):
            ours, theirs = groups[number]
            stands = bool(ours) and (ours[0], theirs[0]) in standing
            ends[number] = ours[0] if stands else ends[number + 1]
        at = 0
        for number, (ours, theirs) in enumerate(groups):
            moved = bool(ours) and (ours[0], theirs[0]) not in standing
            while not moved and at < len(gone) and gone[at] < ends[number]:
                yield Pair((gone[at],), ())
                at += 1
            yield Pair(ours, theirs, moved)
        for i in gone[at:]:
            yield Pair((i,), ())
