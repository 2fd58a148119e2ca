"""Words as they are compared: the characters that a typesetter or a word processor sets, folded.

Dashes and quotes count, how they are drawn does not: `rents – up` and `rents -- up` are alike,
`rents up` is not, and neither is `well-known` and `wellknown`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Scripts without spaces between words: each letter is a word, with the marks that stand on it.
_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u3000\u3003-\u3007\u3012-\u9fff"
    "\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e"
    "\u17b4-\u17d3\u3099\u309a"
)
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LETTER = rf"(?:[^\W{_UNSPACED}]|[{_MARKS}{_UNSEEN}])"
# between two letters or digits: O'Neill, 3,000, al-Assad, 1914–18
_INSIDE = r"(?:[-‐‑'’ʼ.,:/@·]|(?<=\d)[–−](?=\d))"
_TOKEN = re.compile(
    rf"\s+|{_LETTER}+(?:{_INSIDE}{_LETTER}+)*|[{_UNSPACED}][{_MARKS}{_UNSEEN}]*"
    r"|[-‐‑]{2,}|\.{3,}|.",
    re.DOTALL,
)

_DASHES = "-‐‑‒–—―−"
_SINGLE = "'`´‘’‚‛‹›ʼ′＇"
_DOUBLE = '"“”„‟«»″ʺ＂〝〞〟'
_DROPPED = re.compile(f"[{_UNSEEN}]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, "'"),
        "…": "...",
    }
)
_PLAIN = re.compile(r"[a-z0-9]+\Z")


def pieces(text: str) -> list[str]:
    """The text cut into words, signs and white space; nothing is lost."""
    return [found.group() for found in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The words and signs of a text as `spelling` has them, in small letters."""
    return [word.lower() for piece in seen(text) if (word := spelling(piece))]


def seen(text: str) -> list[str]:
    """The words and signs of a text; without white space and what nobody sees."""
    return [piece for piece in pieces(text) if not piece.isspace() and spelling(piece)]


@lru_cache(maxsize=16384)
def spelling(piece: str) -> str:
    """A word or a sign with what only spells folded: "-" for each dash, "'" for each quote.

    All white space is one space. Two spellings that are alike may still be set apart by `typed`.
    """
    if _PLAIN.match(piece):
        return piece
    if piece.isspace():
        return " "
    bare = _DROPPED.sub("", piece)
    if bare.isascii() and bare.isalnum():
        return bare
    bare = unicodedata.normalize("NFKC", bare).translate(_SIGNS)
    if bare and not bare.strip("-"):
        return "-"
    return "..." if len(bare) > 3 and not bare.strip(".") else bare


def is_alike(one: str, other: str) -> bool:
    """Whether two pieces of one `spelling` say the same: what typography could make of the other.

    A straight quote is any quote of its kind, a double one also a single one within others; hyphens
    are any dash. But where somebody set “ for ‘ or — for – that is a change.
    """
    if one == other:
        return True
    ours, theirs = _set(one), _set(other)
    if len(ours) != len(theirs):
        return True  # signs typed as several: two hyphens for a dash
    return all(a == b or _may_be(a, b) or _may_be(b, a) for a, b in zip(ours, theirs, strict=True))


def _may_be(typed: str, made: str) -> bool:
    return made in _MAY_BE.get(typed, "")


_MAY_BE = {"-": "‒–—―", "'": "’", '"': "”’"}
"""What the signs of a keyboard may be set as, quotes of a kind by one of them."""


@lru_cache(maxsize=16384)
def _set(piece: str) -> tuple[str, ...]:
    """The quotes and dashes of a piece, each as the sign of its kind."""
    return tuple(_KINDS[char] for char in piece if char in _KINDS)


_KINDS = {
    **dict.fromkeys(_DASHES, "-"),
    **{char: char for char in "‒–—―"},
    **dict.fromkeys(_SINGLE, "’"),
    **dict.fromkeys(_DOUBLE, "”"),
    **dict.fromkeys("'`´＇", "'"),
    **dict.fromkeys('"＂', '"'),
}
