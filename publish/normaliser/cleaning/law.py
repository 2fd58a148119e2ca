"""The law of conservation: what a draft said is in the body or in the record, to a character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def balance(before: Iterable[str], after: Iterable[str]) -> None:
    """Prove that texts hold the same characters before and after: draft = body + removals.

    Raises AssertionError, which says what was lost or made, when they do not.
    """
    drafted, found = _characters(before), _characters(after)
    if not np.array_equal(drafted, found):
        counts = (
            Counter({chr(code): int(each[code]) for code in each.nonzero()[0]})
            for each in (drafted, found)
        )
        had, has = counts
        raise AssertionError(f"words were lost or made: {(had - has) + (has - had)}")


def _characters(texts: Iterable[str]) -> NDArray[np.intp]:
    """How often each character stands in texts, by its number; white space is not counted."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = np.bincount(codes, minlength=_BEYOND_WHITE)
    counts[_WHITE] = 0
    return counts


_BEYOND_WHITE = 0x3001  # the ideographic space is the last
_WHITE = [code for code in range(_BEYOND_WHITE) if chr(code).isspace()]
