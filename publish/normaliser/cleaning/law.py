"""The laws: what a draft said is in the body or on record; what moved to a field stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from publish.model.article import Article, Removal
from publish.model.walk import text_of_blocks, text_of_inlines
from publish.normaliser.page.words import letters_of

WORDED = ("title", "standfirst", "dateline", "author_note")
"""Fields of an article that hold the very words that were moved to them."""


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


def stands(removals: Iterable[Removal], article: Article) -> None:
    """Prove that words which moved to a field of words stand there as often as they moved.

    A headline that a page says again stands in the title once; a kicker may stand before it. White
    space, case and marks are not compared: an editor may have set them.

    Raises AssertionError, which names the field and its words, when they do not.
    """
    moved: dict[str, list[str]] = {}
    for gone in removals:
        if gone.moved_to in WORDED:
            moved.setdefault(gone.moved_to, []).append(letters_of(gone.text))
    for field, texts in moved.items():
        held = letters_of(_said(article, field))
        words = "".join(texts)
        right = held.endswith(_once(words)) if field == "title" else held == words
        assert right, f"moved to {field}, which says {held!r}: {texts}"


def _once(words: str) -> str:
    """What words say, that may say it several times."""
    return words[: (words + words).find(words, 1)] if words else ""


def _said(article: Article, field: str) -> str:
    match field:
        case "title" | "standfirst":
            return text_of_inlines(getattr(article, field))
        case "author_note":
            return text_of_blocks(article.author_note)
        case _:
            return article.dateline


def _characters(texts: Iterable[str]) -> NDArray[np.intp]:
    """How often each character stands in texts, by its number; white space is not counted."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = np.bincount(codes, minlength=_BEYOND_WHITE)
    counts[_WHITE] = 0
    return counts


_BEYOND_WHITE = 0x3001  # the ideographic space is the last
_WHITE = [code for code in range(_BEYOND_WHITE) if chr(code).isspace()]
