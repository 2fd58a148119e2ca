"""What is printed for a character that no font of the layout has: never an empty box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from publish.model.article import Article, Note
from publish.model.tree import NOWHERE, Origin
from publish.model.walk import text_of, text_of_inlines

MISSING = "glyph.missing"
_MOST_NOTES = 20  # more say nothing new: the font for a whole script is missing
_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_GET_CJK = (
    "Chinese, Japanese and Korean are printed when Noto Serif CJK and Noto Sans CJK are installed"
    " (Debian: apt-get install fonts-noto-cjk) or fonts for them lie in the project's fonts/"
)


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


def missing_notes(missing: Iterable[str], articles: Iterable[Article]) -> tuple[Note, ...]:
    """One note a character with its first place, by code point, and a last one for the rest.

    Where letters of Chinese, Japanese or Korean are among them, it says how to get their fonts.
    """
    chars = sorted(set(missing))
    articles = tuple(articles)
    notes = []
    for char in chars[:_MOST_NOTES]:
        name, origin = _place(char, articles)
        where = f" in {name}" if len(articles) > 1 and name else ""
        text = f"no font has {char} ({_described(char)}){where}; printed as {stand_in(char)}"
        notes.append(Note(MISSING, text, origin))
    rest = len(chars) - len(notes)
    if rest > 0:
        notes.append(Note(MISSING, f"no font has {rest} more characters"))
    if any(map(_CJK.match, chars)):
        notes.append(Note(MISSING, _GET_CJK))
    return tuple(notes)


def _place(char: str, articles: Iterable[Article]) -> tuple[str, Origin]:
    """The first article that holds the character, and the block of it, where it is in one."""
    for article in articles:
        for block in (*article.body, *article.author_note):
            if char in text_of(block):
                return article.name, block.origin
        heads = (article.title, article.standfirst, article.summary, *article.key_points)
        lines = (*map(text_of_inlines, heads), *article.byline, article.outlet, article.dateline)
        if any(char in line for line in lines):
            return article.name, NOWHERE
    return "", NOWHERE


def _described(char: str) -> str:
    return f"{_code(char)} {unicodedata.name(char, '')}".strip()


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
