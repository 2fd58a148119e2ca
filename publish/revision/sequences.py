"""Two sequences laid beside each other: the elements that stand in both, in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

_LARGEST = 40_000_000  # cells of the table of a longest common run: 0.1 s and 5 MB
_DEEPEST = 40
_WINDOW = 2_000

Match = tuple[int, int]


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Match]:
    """A longest run of elements that both sequences have in this order, as pairs of indices.

    Sequences too long for a table are parted at what stands once in each; the time stays near
    linear, and the run is then not always the longest.
    """
    found: list[Match] = []
    stack = [(0, len(a), 0, len(b), 0)]
    while stack:
        low, high, left, right, depth = stack.pop()
        while low < high and left < right and a[low] == b[left]:
            found.append((low, left))
            low, left = low + 1, left + 1
        while low < high and left < right and a[high - 1] == b[right - 1]:
            high, right = high - 1, right - 1
            found.append((high, right))
        if low == high or left == right:
            continue
        if (high - low) * (right - left) <= _LARGEST:
            found += [(low + i, left + j) for i, j in _longest(a[low:high], b[left:right])]
            continue
        parted = _once_in_each(a, b, (low, high, left, right)) if depth < _DEEPEST else []
        if not parted:
            found += _windowed(a, b, (low, high, left, right))
            continue
        found += parted
        for i, j in (*parted, (high, right)):
            stack.append((low, i, left, j, depth + 1))
            low, left = i + 1, j + 1
    found.sort()
    return found


def _longest(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Match]:
    """A longest common run, by bit vectors (Hyyrö 2004, "Bit-parallel LCS-length computation").

    Bit i of a row is 0 where a[i] makes the run one longer; rows are kept to walk back along.
    """
    places: dict[Hashable, int] = {}
    for i, element in enumerate(a):
        places[element] = places.get(element, 0) | 1 << i
    full = (1 << len(a)) - 1
    row, rows = full, []
    for element in b:
        here = places.get(element, 0)
        held = row & here
        row = ((row + held) | (row - held)) & full
        rows.append(row)
    found: list[Match] = []
    i, j = len(a), len(b)
    while i and j:
        bit = 1 << (i - 1)
        if rows[j - 1] & bit:
            i -= 1
            continue
        j -= 1
        if j and not rows[j - 1] & bit:
            continue
        i -= 1
        found.append((i, j))
    return found[::-1]


_Box = tuple[int, int, int, int]


def _once_in_each(a: Sequence[Hashable], b: Sequence[Hashable], box: _Box) -> list[Match]:
    """What stands once in each part, as far as the order is one: Bram Cohen's patience."""
    low, high, left, right = box
    counts, others = Counter(a[low:high]), Counter(b[left:right])
    once = {each for each, count in counts.items() if count == 1 and others[each] == 1}
    at = {a[i]: i for i in range(low, high) if a[i] in once}
    return heaviest([(at[b[j]], j) for j in range(left, right) if b[j] in once])


def _windowed(a: Sequence[Hashable], b: Sequence[Hashable], box: _Box) -> list[Match]:
    """Longest runs of one window after the other; of each the first half is kept."""
    low, high, left, right = box
    found: list[Match] = []
    while low < high and left < right:
        ends = min(low + _WINDOW, high), min(left + _WINDOW, right)
        last = ends == (high, right)
        run = _longest(a[low : ends[0]], b[left : ends[1]])
        limit = _WINDOW if last else _WINDOW // 2
        kept = [(low + i, left + j) for i, j in run if i < limit and j < limit]
        found += kept
        if last:
            break
        if kept:
            low, left = kept[-1][0] + 1, kept[-1][1] + 1
        else:
            low, left = low + limit, left + limit
    return found


def heaviest(matches: Sequence[Match], weights: Sequence[float] | None = None) -> list[Match]:
    """Of matches in the order of their second index those that rise in the first: the heaviest.

    Each weighs 1 unless weights are given.
    """
    if not matches:
        return []
    ranks = {i: rank for rank, i in enumerate(sorted({i for i, _ in matches}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)  # a Fenwick tree of maxima
    before = [-1] * len(matches)
    top = (0.0, -1)
    for at, (i, _) in enumerate(matches):
        total, last = 0.0, -1
        rank = ranks[i] - 1
        while rank:
            total, last = max((total, last), best[rank])
            rank &= rank - 1
        before[at] = last
        mine = (total + (weights[at] if weights else 1.0), at)
        top = max(top, mine)
        rank = ranks[i]
        while rank < len(best):
            best[rank] = max(best[rank], mine)
            rank += rank & -rank
    found: list[Match] = []
    at = top[1]
    while at >= 0:
        found.append(matches[at])
        at = before[at]
    return found[::-1]
