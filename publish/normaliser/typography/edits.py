"""Changes to a text's characters: where they are, and what keeps them off addresses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

Edit = tuple[int, int, str]
"""From the first character to the last, excluded: what stands there now."""

OPAQUE = "\ufffc"
"""Stands for what is set by itself or not at all: code, words in another language."""

_CODE = re.compile(r"""[(=](?<=\w[(=])["')]|[+=!]=|"{3}|'{3}""")
_TOKEN = re.compile(r"\S+")
_FRAME = "\"'“”‘’„«»‹›()[]{}<>,.;:!?…"
_SIGNS = ("/", "@", "\\", "www.", "_")
_DOMAIN = re.compile(r"\w\.\w{2,}/|^[\w.+-]+@[\w-]+\.|^[/~]\w+/|^[A-Za-z]:\\")


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """The edits from left to right; of two that overlap the first stays."""
    kept: list[Edit] = []
    done: tuple[int, int] = (-1, 0)
    for edit in sorted(edits, key=_place):
        start, end, _ = edit
        if start >= done[1] and (start, end) != done:
            kept.append(edit)
            done = (start, end)
    return kept


def is_code(text: str) -> bool:
    """Whether a text holds a call or a comparison of some program: `open("a")`, `f()`, `x == 1`."""
    return ("(" in text or "=" in text or '"""' in text or "'''" in text) and (
        _CODE.search(text) is not None
    )


def outside(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits that touch no address, path or name of a file."""
    if not edits or not any(sign in text for sign in _SIGNS):
        return edits
    starts: list[int] = []
    ends: list[int] = []
    for token in _TOKEN.finditer(text):
        word = token[0].strip(_FRAME)
        if _is_address(word):
            start = token.start() + token[0].index(word)
            starts.append(start)
            ends.append(token.end() if '"' in word else start + len(word))
    if not starts:
        return edits
    # The last address that begins before an edit ends is the only one that it can touch.
    last = [bisect_left(starts, max(end, start + 1)) - 1 for start, end, _ in edits]
    return [
        edit for edit, index in zip(edits, last, strict=True) if index < 0 or ends[index] <= edit[0]
    ]


def _place(edit: Edit) -> tuple[int, int]:
    return edit[:2]


def _is_address(word: str) -> bool:
    return (
        "://" in word
        or word.startswith("www.")
        or "\\" in word
        or "_" in word
        or word.count("/") > 1
        or _DOMAIN.search(word) is not None
    )
