"""The sign with which a note's words begin, which is its mark once more."""

from __future__ import annotations

import re

from publish.model.cuts import cut
from publish.model.tree import Blocks, Heading, Paragraph
from publish.model.walk import is_empty, text_of

_BEFORE = r"[\s\[({^（［【〔]*"
_BEHIND = r"(?:[\s\])}）］】〕.:\u200b]+|(?<=[^\w\s])|$)"
_LEFT_OVER = re.compile(r"(?:[\s^↑]|[.:)\]](?=\s))*")


def without_sign(blocks: Blocks, sign: str) -> Blocks:
    """A note's blocks less its sign, with brackets and points around it or left by a way back."""
    blocks = _closed(blocks)
    if not blocks or not isinstance(blocks[0], Paragraph | Heading):
        return blocks
    first, *rest = blocks
    words = text_of(first)
    found = re.match(_BEFORE + re.escape(sign) + _BEHIND, words) if sign else None
    found = found or _LEFT_OVER.match(words)
    if found is None or not found[0]:
        return blocks
    left = cut(first, [found.span()])
    return tuple(rest) if is_empty(left) else (left, *rest)


def _closed(blocks: Blocks) -> Blocks:
    """The blocks without the bracket that a way back has left open at their end."""
    if not blocks or not isinstance(last := blocks[-1], Paragraph):
        return blocks
    words = text_of(last)
    end = len(words.rstrip().rstrip("[("))
    return (
        (*blocks[:-1], cut(last, [(end, len(words))])) if 0 < end < len(words.rstrip()) else blocks
    )
