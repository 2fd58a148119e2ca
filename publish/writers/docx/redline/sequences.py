"""What two sequences share, in order: the longest run of changes costs no more than it may.

Source: Myers, An O(ND) Difference Algorithm and Its Variations (1986).
"""

from __future__ import annotations

from collections.abc import Sequence

_MOST_CHANGES = 400  # keys in one text and not in the other; beyond, all between the ends is new
_MOST_STEPS = 2_000_000  # comparisons; a second


def shared(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The places of what stands in both, as pairs, each rising; nearly always as many as can be.

    Of texts that differ in too much only what they begin and end with.
    """
    first = 0
    most = min(len(before), len(after))
    while first < most and before[first] == after[first]:
        first += 1
    tail = 0
    while tail < most - first and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    inner = _shared(before[first : len(before) - tail], after[first : len(after) - tail])
    made = [(at, at) for at in range(first)]
    made += [(first + one, first + other) for one, other in inner]
    made += [(len(before) - at, len(after) - at) for at in range(tail, 0, -1)]
    return made


def _shared(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    if not before or not after:
        return []
    reached: dict[int, int] = {1: 0}
    trace: list[dict[int, int]] = []
    steps = 0
    for changes in range(min(len(before) + len(after), _MOST_CHANGES) + 1):
        trace.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            at, _ = _entered(reached, diagonal, changes)
            start = at
            while (
                at < len(before)
                and at - diagonal < len(after)
                and before[at] == after[at - diagonal]
            ):
                at += 1
            steps += at - start + 1
            reached[diagonal] = at
            if at >= len(before) and at - diagonal >= len(after):
                return _way_back(trace, len(before), len(after))
        if steps > _MOST_STEPS:
            break
    return []


def _entered(reached: dict[int, int], diagonal: int, changes: int) -> tuple[int, bool]:
    """Where a diagonal is entered, and whether by an insertion, not by a deletion."""
    if diagonal == -changes or (
        diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1]
    ):
        return reached[diagonal + 1], True
    return reached[diagonal - 1] + 1, False


def _way_back(trace: list[dict[int, int]], at: int, other: int) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for changes in range(len(trace) - 1, -1, -1):
        diagonal = at - other
        start, by_insertion = _entered(trace[changes], diagonal, changes)
        while at > start:
            at, other = at - 1, other - 1
            made.append((at, other))
        if by_insertion:
            other -= 1
        else:
            at -= 1
    return made[::-1]
