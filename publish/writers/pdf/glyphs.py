"""What is printed for a character that no font of the layout has: never an empty box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from publish.model.article import Note

__all__ = ["MISSING", "missing_notes", "replaced", "stand_in"]

MISSING = "glyph.missing"
_MOST_NOTES = 20  # more say nothing new: the font for a whole script is missing


def stand_in(char: str) -> str:
    """Words in place of a character: a symbol's name, a letter's code point.

    >>> stand_in("😀"), stand_in("中")
    ('⟨grinning face⟩', '⟨U+4E2D⟩')
    """
    name = unicodedata.name(char, "").lower()
    named = name and unicodedata.category(char) == "So"
    return f"⟨{name if named else _code(char)}⟩"


def replaced(html: str, missing: Iterable[str]) -> str:
    """The page with stand-ins. They hold no markup, so they may stand in text and attributes."""
    return html.translate({ord(char): stand_in(char) for char in missing})


def missing_notes(missing: Iterable[str]) -> tuple[Note, ...]:
    """One note a character, in the order of code points, and a last one for the rest."""
    chars = sorted(set(missing))
    notes = [
        Note(MISSING, f"no font has {char} ({_described(char)}); printed as {stand_in(char)}")
        for char in chars[:_MOST_NOTES]
    ]
    rest = len(chars) - len(notes)
    if rest > 0:
        notes.append(Note(MISSING, f"no font has {rest} more characters"))
    return tuple(notes)


def _described(char: str) -> str:
    return f"{_code(char)} {unicodedata.name(char, '')}".strip()


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
