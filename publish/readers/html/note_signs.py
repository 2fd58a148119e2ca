"""The sign with which a note's words begin, which is its mark once more."""

from __future__ import annotations

import re

from publish.model.cuts import cut
from publish.model.tree import Blocks, Paragraph
from publish.model.walk import is_empty, text_of

_BEFORE = r"[\s\[({^]*"
_BEHIND = r"(?:[\s\])}.:\u200b]+|(?<=[^\w\s])|$)"
_LEFT_OVER = re.compile(r"(?:[\s^↑]|[.:)\]](?=\s))*")


def without_sign(blocks: Blocks, sign: str) -> Blocks:
    """A note's blocks less its sign, with brackets and points around it or left by a way back."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    first, *rest = blocks
    words = text_of(first)
    found = re.match(_BEFORE + re.escape(sign) + _BEHIND, words) if sign else None
    found = found or _LEFT_OVER.match(words)
    if found is None or not found[0]:
        return blocks
    left = cut(first, [found.span()])
    return tuple(rest) if is_empty(left) else (left, *rest)
