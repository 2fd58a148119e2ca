"""Section breaks part two passages; those that have none left on one side go."""

from __future__ import annotations

from itertools import chain
from operator import is_

from publish.model.tree import Block, Blocks, Origin, SectionBreak
from publish.model.walk import rebuilt

__all__ = ["with_breaks_between", "without_breaks_of_boxes"]


def without_breaks_of_boxes(drafted: Blocks, left: Blocks) -> Blocks:
    """The blocks without the breaks that stood in a box of which nothing else is left.

    A box is the run of a draft's blocks in the element that holds the break. No word goes.
    """
    breaks = {each.origin for each in left if isinstance(each, SectionBreak) and each.origin.trail}
    if not breaks:
        return left
    said = [each.origin for each in left if not isinstance(each, SectionBreak)]
    alive = frozenset(chain.from_iterable(range(each.first, each.last + 1) for each in said))
    gone: set[Origin] = set()
    ends: dict[tuple[str, ...], int] = {}  # where the last box of a trail ends: each is seen once
    for index, block in enumerate(drafted):
        trail = block.origin.trail
        if block.origin not in breaks or index < ends.get(trail, 0):
            continue
        first, end = _box(drafted, index)
        ends[trail] = end
        words = [each for each in drafted[first:end] if not isinstance(each, SectionBreak)]
        if words and alive.isdisjoint(each.origin.first for each in words):
            gone.update(each.origin for each in drafted[first:end])
    return tuple(
        each for each in left if not (isinstance(each, SectionBreak) and each.origin in gone)
    )


def _box(drafted: Blocks, index: int) -> tuple[int, int]:
    """The run of blocks in the element that a block stands in: the first, and behind the last."""
    trail = drafted[index].origin.trail
    first, end = index, index + 1
    while first and drafted[first - 1].origin.trail[: len(trail)] == trail:
        first -= 1
    while end < len(drafted) and drafted[end].origin.trail[: len(trail)] == trail:
        end += 1
    return first, end


def with_breaks_between(blocks: Blocks) -> Blocks:
    """The blocks without breaks first, last or two in a row, in what they hold as well.

    Boxes that were cut leave the lines that were drawn around them. No word goes.
    """
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, SectionBreak) and (not made or isinstance(made[-1], SectionBreak)):
            continue
        made.append(rebuilt(block, blocks=with_breaks_between))
    if made and isinstance(made[-1], SectionBreak):
        made.pop()
    kept = tuple(made)
    same = len(kept) == len(blocks) and all(map(is_, kept, blocks))
    return blocks if same else kept
