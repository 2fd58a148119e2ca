"""Safety limits of the readers: each is passed down as a number, none is read from settings."""

from __future__ import annotations

from collections.abc import Mapping

from publish.errors import OverLimit
from publish.model.tree import Blocks
from publish.model.walk import blocks_inside, text_of

__all__ = ["DEEPEST_MODEL", "LIMITS", "check_blocks", "full_limits"]

LIMITS: Mapping[str, int] = {
    "characters": 1_000_000,
    "paragraph-characters": 200_000,
    "blocks": 20_000,
    "nesting": 250,
    "images": 500,
    "image-bytes": 10_000_000,
    "pixels": 25_000_000,
    "table-cells": 10_000,
}
"""Defaults for whoever calls a reader without settings. Source: docs/reliability.md."""

DEEPEST_MODEL = 32
"""Blocks inside blocks that a draft may have; deeper ones are laid flat (threat 1)."""


def full_limits(limits: Mapping[str, int]) -> Mapping[str, int]:
    """The limits given over the defaults."""
    return {**LIMITS, **limits}


def check_blocks(blocks: Blocks, limits: Mapping[str, int], where: str) -> None:
    """Raises OverLimit when a draft has too many blocks, characters, or a paragraph too long."""
    count = sum(1 for _ in blocks_inside(blocks))
    if count > limits["blocks"]:
        raise OverLimit("blocks", count, limits["blocks"], where=where)
    total = 0
    for block in blocks:
        length = len(text_of(block))
        total += length
        if length > limits["paragraph-characters"]:
            _check_leaves((block,), limits["paragraph-characters"], where)
    if total > limits["characters"]:
        raise OverLimit("characters", total, limits["characters"], where=where)


def _check_leaves(blocks: Blocks, allowed: int, where: str) -> None:
    """A list or table may be longer than a paragraph; what it holds may not."""
    for block in blocks_inside(blocks):
        inner = len(tuple(blocks_inside((block,)))) > 1
        length = 0 if inner else len(text_of(block))
        if length > allowed:
            raise OverLimit("paragraph-characters", length, allowed, where=where)
