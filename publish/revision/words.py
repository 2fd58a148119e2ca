"""What changed within a line, word by word, as a person would mark it with a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from publish.model.tree import Inlines
from publish.revision.equality import equal
from publish.revision.runs import Piece, inlines_of, pieces_of
from publish.revision.sequences import common

_READABLE = 0.3  # of the longer line's characters: with less kept, one is struck and one put in
_ISLAND = 4  # letters: fewer that stay between two changes are struck and put in with them


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a line that stays, or that the old one alone has, or the new one."""

    kind: Literal["kept", "struck", "inserted"]
    inlines: Inlines


def changes(a: Inlines, b: Inlines) -> tuple[Change, ...]:
    """The parts of both lines in reading order, what is struck before what is put in.

    Kept and struck are the words of `a` in their marks, kept and inserted those of `b`. Words are
    not parted, but for a mark that begins within one; a note, a picture, a formula is one. Lines
    that have little in common are struck and put in as wholes.
    """
    if equal(a, b):
        return (Change("kept", a),) if a else ()
    ours, theirs = pieces_of(a), pieces_of(b)
    kept = _readable(ours, theirs, common(ours, theirs))
    made: list[tuple[Literal["kept", "struck", "inserted"], list[Piece]]] = []
    i = j = 0
    for at, to in (*kept, (len(ours), len(theirs))):
        if at > i:
            made.append(("struck", list(ours[i:at])))
        if to > j:
            made.append(("inserted", list(theirs[j:to])))
        if at < len(ours):
            if made and made[-1][0] == "kept":
                made[-1][1].append(ours[at])
            else:
                made.append(("kept", [ours[at]]))
        i, j = at + 1, to + 1
    return tuple(Change(kind, inlines_of(run)) for kind, run in made)


def _readable(
    a: Sequence[Piece], b: Sequence[Piece], matches: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The matches without islands: a space, a comma, an article between two changes."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in matches:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    kept = [
        run
        for run in runs
        if run[0] == (0, 0)
        or run[-1] == (len(a) - 1, len(b) - 1)
        or sum(_letters(a[i]) for i, _ in run) >= _ISLAND
        or any(a[i].thing is not None for i, _ in run)
    ]
    size = max(sum(map(_letters, a)), sum(map(_letters, b)))
    stays = sum(_letters(a[i]) for run in kept for i, _ in run)
    if stays < _READABLE * size:
        return []
    return _to_words(a, b, [match for run in kept for match in run])


def _to_words(
    a: Sequence[Piece], b: Sequence[Piece], matches: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Changes moved left over white space, so that they begin at a word: `old word, new word`.

    Of `one two three` without `two ` the space behind is struck, not the one before.
    """
    shifted = list(matches)
    for at in range(1, len(shifted)):
        (i, j), (before_i, before_j) = shifted[at], shifted[at - 1]
        gap_a, gap_b = i - before_i - 1, j - before_j - 1
        if bool(gap_a) == bool(gap_b) or not a[i].is_space:
            continue
        # only one side has words here, and they begin with the space that stays behind them
        if gap_a and a[before_i + 1] == a[i]:
            shifted[at] = (before_i + 1, j)
        elif gap_b and b[before_j + 1] == b[j]:
            shifted[at] = (i, before_j + 1)
    return shifted


def _letters(piece: Piece) -> int:
    return 1 if piece.thing is not None else sum(map(str.isalnum, piece.text))
