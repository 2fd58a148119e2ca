"""The law of conservation: what a draft said is in the body or in the record, to a character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from publish.model.article import Removal
from publish.model.tree import Blocks
from publish.model.walk import text_of

if TYPE_CHECKING:
    from publish.normaliser.cleaning.engine import Page

__all__ = ["balance"]


def balance(page: Page, after: Blocks, removals: Iterable[Removal]) -> None:
    """Prove the law of conservation, character by character: draft = body + removals."""
    untouched = {id(block): index for index, block in enumerate(page.blocks)}
    kept = [
        text_of(block) if (index := untouched.get(id(block))) is None else page.raw(index)
        for block in after
    ]
    drafted = _characters(page.raw(index) for index in range(len(page)))
    found = _characters([*kept, *(removal.text for removal in removals)])
    if not np.array_equal(drafted, found):
        before, behind = (
            Counter({chr(code): int(each[code]) for code in each.nonzero()[0]})
            for each in (drafted, found)
        )
        raise AssertionError(f"words were lost or made: {(before - behind) + (behind - before)}")


def _characters(texts: Iterable[str]) -> NDArray[np.intp]:
    """How often each character stands in texts, by its number; white space is not counted."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = np.bincount(codes, minlength=_BEYOND_WHITE)
    counts[_WHITE] = 0
    return counts


_BEYOND_WHITE = 0x3001  # the ideographic space is the last
_WHITE = [code for code in range(_BEYOND_WHITE) if chr(code).isspace()]
