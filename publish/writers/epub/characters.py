"""What a book can show of its fonts: characters that stand in it or that programs put on its pages.

Programs that show a page write marks of lists, hyphens at line ends and quotes, turn letters into
capitals, and put letters together or take them apart until a font has them.
Source: CSS Text 3, sections 2.1 and 6; CSS Counter Styles 3, sections 6 and 7; Unicode, annex 15.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_USUAL = frozenset(f"{_LETTERS}{_LETTERS.upper()}0123456789 .,:;!?'\"()-*\u00a0·‐‑–—‘’“”…")
"""What a page of any book may show, in the text, in labels, or in what programs add."""
_OFTEN = frozenset("&/%$•")
_RARE = frozenset(map(chr, range(0x20, 0x7F))) - _USUAL - _OFTEN
"""Groups of which a book has all or none.

So most English articles have the same characters, and their fonts are cut once a process.
"""
_QUOTES = frozenset("«»‹›„‚“”‘’「」『』")
_CARRIER = frozenset("\u25cc")  # a dotted circle, under a mark that stands alone
_TURKIC = ("tr", "az")
_DOTTED = frozenset("ıİ")

_COUNTERS: dict[str, tuple[int, int]] = {
    "arabic-indic": (0x660, 10),
    "persian": (0x6F0, 10),
    "devanagari": (0x966, 10),
    "bengali": (0x9E6, 10),
    "gurmukhi": (0xA66, 10),
    "gujarati": (0xAE6, 10),
    "oriya": (0xB66, 10),
    "tamil": (0xBE6, 10),
    "telugu": (0xC66, 10),
    "kannada": (0xCE6, 10),
    "malayalam": (0xD66, 10),
    "thai": (0xE50, 10),
    "lao": (0xED0, 10),
    "tibetan": (0xF20, 10),
    "myanmar": (0x1040, 10),
    "khmer": (0x17E0, 10),
    "cambodian": (0x17E0, 10),
    "mongolian": (0x1810, 10),
    "lower-greek": (0x3B1, 25),
    "upper-armenian": (0x531, 38),
    "armenian": (0x531, 38),
    "lower-armenian": (0x561, 38),
    "hebrew": (0x5D0, 27),
    "georgian": (0x10D0, 38),
    "hiragana": (0x3041, 86),
    "katakana": (0x30A1, 90),
}
"""Where the signs of a counter style begin and how many there are; decimal is usual."""
_MARKS = {"circle": "◦", "square": "▪", "disclosure-closed": "▸◂", "disclosure-open": "▾"}
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*+)"?|\'((?:[^\'\\\n]|\\.)*+)\'?')
"""A string of a sheet, also one that its line or the sheet ends (CSS Syntax 3, section 4.3.5)."""
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_NAME = re.compile(r"(?<![\w-])[a-z][a-z-]+(?![\w-])")


def characters_of(text: str, css: str, languages: Iterable[str]) -> frozenset[int]:
    """The code points that pages with this text and style sheet can show in these languages."""
    shown = set(text) | _added_by(css)
    if not unicodedata.is_normalized("NFC", text):
        shown |= set(unicodedata.normalize("NFC", text))
    others = {char for char in shown if not char.isascii()}
    for char in others:
        shown.update(_cased(char))
        if unicodedata.category(char)[0] == "M":
            shown |= _CARRIER
    if any(language.startswith(_TURKIC) for language in languages):
        shown |= _DOTTED
    for group in (_OFTEN, _RARE):
        if shown & group:
            shown |= group
    return frozenset(map(ord, shown | _USUAL))


@lru_cache(maxsize=4096)
def _cased(char: str) -> frozenset[str]:
    """A letter in its other cases; capitals of Greek lose their accents."""
    capital = char.upper()
    bare = unicodedata.normalize("NFD", capital)[:1] if _is_greek(char) else ""
    return frozenset(capital + char.lower() + char.title() + bare)


def _is_greek(char: str) -> bool:
    return "\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff"


@lru_cache(maxsize=32)
def _added_by(css: str) -> frozenset[str]:
    """What a style sheet puts on the page: its strings, and the signs that it names."""
    shown = {char for said in _STRING.findall(css) for char in _unescaped("".join(said))}
    for name in set(_NAME.findall(css)):
        if name in _COUNTERS:
            first, count = _COUNTERS[name]
            shown.update(map(chr, range(first, first + count)))
        shown.update(_MARKS.get(name, ""))
        if name.endswith("-quote"):
            shown |= _QUOTES
    return frozenset(shown)


def _unescaped(string: str) -> str:
    return _ESCAPE.sub(lambda it: chr(min(int(it[1], 16), 0x10FFFF)) if it[1] else it[2], string)


def in_font(wanted: frozenset[int], known: frozenset[int]) -> frozenset[int]:
    """Those that a font knows, and for those it does not the parts that it can show instead."""
    shown = set(wanted & known)
    rest = {char for char in wanted - known if char > 0x7F}
    while rest:
        parts = {part for char in rest for part in _parts(char)}
        shown |= parts & known
        rest = parts - known
    return frozenset(shown)


@lru_cache(maxsize=4096)
def _parts(char: int) -> frozenset[int]:
    """What a character is made of, one step down; nothing where it is one."""
    said = unicodedata.decomposition(chr(char))
    if not said or said.startswith("<"):
        return frozenset()
    return frozenset(int(part, 16) for part in said.split()) - {char}
