"""Section breaks part two passages; those that have none left on one side go."""

from __future__ import annotations

from operator import is_

from publish.model.tree import Block, Blocks, SectionBreak
from publish.model.walk import rebuilt

__all__ = ["with_breaks_between"]


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
