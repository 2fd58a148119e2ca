"""How large a draft may be: its blocks, characters and paragraphs against the limits."""

from __future__ import annotations

from publish.errors import OverLimit
from publish.model.limits import Limits
from publish.model.tree import Blocks
from publish.model.walk import blocks_inside, text_of

DEEPEST_MODEL = 32
"""Blocks inside blocks that a draft may have; deeper ones are laid flat (threat 1)."""


def check_blocks(blocks: Blocks, limits: Limits, where: str) -> None:
    """Raises OverLimit when a draft has too many blocks, characters, or a paragraph too long."""
    count = sum(1 for _ in blocks_inside(blocks))
    if count > limits.blocks:
        raise OverLimit("blocks", count, limits.blocks, where=where)
    total = 0
    for block in blocks:
        length = len(text_of(block))
        total += length
        if length > limits.paragraph_characters:
            _check_leaves((block,), limits.paragraph_characters, where)
    if total > limits.characters:
        raise OverLimit("characters", total, limits.characters, where=where)


def _check_leaves(blocks: Blocks, allowed: int, where: str) -> None:
    """A list or table may be longer than a paragraph; what it holds may not."""
    for block in blocks_inside(blocks):
        inner = len(tuple(blocks_inside((block,)))) > 1
        length = 0 if inner else len(text_of(block))
        if length > allowed:
            raise OverLimit("paragraph-characters", length, allowed, where=where)
