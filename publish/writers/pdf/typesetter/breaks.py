"""Where words may be broken: Unicode line breaking by Pango, hyphens by Pyphen, both remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple  # WeasyPrint has no types

import pyphen
from weasyprint.text import line_break

from publish.writers.pdf.guard import compared

_MEMORY = 8_000  # answers of each kind: what 100 articles ask
_WORD = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\xad"
# Unicode line breaking allows no break inside: rules 13, 14, 19, 22, 23, 28.
_WHOLE = re.compile(r"[“‘(]?[^\W_]+(?:['’][^\W_]+)*[.,;:!?)”’…]*").fullmatch
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]").search
CLOSING = ".,;:!?)”’"
"""Marks behind a word that keep no line from ending at the space that follows."""
_START = "“‘("

pattern_language = lru_cache(maxsize=64)(pyphen.language_fallback)
"""The language whose hyphenation patterns stand for another, or None."""


class Hyphens(NamedTuple):
    """What a style says of hyphens; `limits` are the letters of a word, before, after."""

    language: str
    how: str
    limits: tuple[int, int, int]
    character: str


def hyphens_of(style: Any, *, wanted: bool = True) -> Hyphens:
    """The hyphens that CSS allows in a style, none at all unless `wanted`; kept with the style."""
    try:
        kept: tuple[Hyphens, Hyphens] = style.publish_hyphens
    except AttributeError:
        found = Hyphens(
            style["lang"] or "",
            style["hyphens"],
            tuple(style["hyphenate_limit_chars"]),
            style["hyphenate_character"],
        )
        kept = style.publish_hyphens = found._replace(how="none"), found
    return kept[wanted]


@lru_cache(maxsize=_MEMORY)
def breaks(text: str, language: str) -> tuple[int, ...]:
    """The places inside `text` where a line may end, by Unicode line breaking (UAX 14)."""
    if text.isascii() and text.isalnum():
        return ()
    if _WHOLE(text) and not _UNSPACED(text):
        return ()
    attributes = line_break.get_log_attrs(text, language)
    return tuple(i for i in range(1, len(text)) if attributes[i].is_line_break)


def breaks_between(before: str, after: str, language: str) -> bool:
    """Whether a line may end at the space between two words; the common cases need no asking."""
    if after[0].isalnum():
        if before[-1].isalnum() or before[-1] in CLOSING:
            return True
    elif after[0] in _START and (before[-1].isalnum() or before[-1] in ".,;:"):
        return True
    return len(before) + 1 in breaks(f"{before} {after}", language)


def hyphens_in(token: str, hyphens: Hyphens) -> Mapping[int, str]:
    """Where `token` may get a hyphen, and in what kind of word: plain, compound, capitals."""
    found: dict[int, str] = {}
    if hyphens.how == "none":
        return found
    for soft in re.finditer(_SOFT_HYPHEN, token):
        found[soft.end()] = "plain"
    language = hyphens.language and pattern_language(hyphens.language)
    if hyphens.how != "auto" or not language:
        return found
    total, before, after = hyphens.limits
    for match in _WORD.finditer(token):
        start, end = match.span()
        around = token[max(start - 1, 0) : start] + token[end : end + 1]
        if end - start < total or _SOFT_HYPHEN in around:
            continue
        word = match.group()
        kind = "capitals" if word.isupper() else "compound" if "-" in around else "plain"
        for position in _positions(word, language, before, after):
            found[start + position] = kind
    return found


@lru_cache(maxsize=_MEMORY)
def _positions(word: str, language: str, before: int, after: int) -> tuple[int, ...]:
    return tuple(_dictionary(language, before, after).positions(word))


@lru_cache(maxsize=64)
def _dictionary(language: str, before: int, after: int) -> Any:
    return pyphen.Pyphen(lang=language, left=before, right=after)


@lru_cache(maxsize=_MEMORY)
def parts(word: str, language: str, before: int, after: int) -> tuple[str, ...]:
    """The beginnings of `word` that a hyphen may follow, the longest first."""
    pairs = _dictionary(language, before, after).iterate(word)
    return tuple(start for start, _ in pairs)


@lru_cache(maxsize=_MEMORY)
def long_word(text: str, language: str, letters: int) -> tuple[int, str] | None:
    """Place and text of the first word of `text` that has so many letters."""
    index = 0
    while text and (found := line_break.get_next_word_boundaries(text, language)):
        start, end = found
        if end - start >= letters:
            return index + start, text[start:end]
        text, index = text[end:], index + end
    return None


HOLDS = compared("weasyprint.text.line_break", "get_log_attrs", "get_next_word_boundaries")
