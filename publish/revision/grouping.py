"""How the parts of two groups go together: pairs put in order, numbers put in runs."""

from __future__ import annotations

from collections.abc import Sequence

from publish.model.tree import Block, Blocks, Footnote, Inlines
from publish.model.walk import mapped, rebuilt
from publish.revision.align import Pair
from publish.revision.lines import lines_in


def first_run(found: Sequence[int]) -> list[int]:
    """The first run of numbers that follow each other."""
    run = [found[0]]
    for number in found[1:]:
        if number != run[-1] + 1:
            break
        run.append(number)
    return run


def emptied(inlines: Inlines) -> Inlines:
    """The run with its notes, which hold nothing."""
    return mapped(
        inlines,
        lambda each: Footnote(()) if isinstance(each, Footnote) else rebuilt(each, inlines=emptied),
    )


def starts_of(parts: Sequence[Blocks], at: int) -> list[int]:
    """The number of each part's first line."""
    starts = []
    for blocks in parts:
        starts.append(at)
        at += len(lines_in(blocks))
    return starts


def grouped(pairs: Sequence[Pair], b: Blocks) -> tuple[dict[int, Blocks] | None, Blocks]:
    """What each block becomes, with the new ones behind it, and those that open the run.

    None where blocks stand in another order.
    """
    there: dict[int, list[int]] = {}
    back: dict[int, int] = {}
    for pair in pairs:
        if pair.moved:
            return None, ()
        for i in pair.before:
            there[i] = []
        for j in pair.after:
            if pair.before:
                back[j] = pair.before[0]
    last: int | None = None
    leading: list[Block] = []
    for j in range(len(b)):
        last = back.get(j, last)
        if last is None:
            leading.append(b[j])
        else:
            there[last].append(j)
    made = {i: tuple(b[j] for j in there[i]) for i in sorted(there)}
    return made, tuple(leading)


def by_place(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, with what is gone and what is new at the same place put together in order."""
    made: list[Pair] = []
    gone: list[int] = []
    new: list[int] = []

    def close() -> None:
        if len(gone) == len(new):
            made.extend(Pair((i,), (j,)) for i, j in zip(gone, new, strict=True))
        else:
            made.extend(Pair((i,), ()) for i in gone)
            made.extend(Pair((), (j,)) for j in new)
        gone.clear()
        new.clear()

    for pair in pairs:
        if pair.before and pair.after:
            close()
            made.append(pair)
        else:
            gone += pair.before
            new += pair.after
    close()
    return made


def runs_of(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
