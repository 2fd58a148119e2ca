"""Text for the printed page: what must not break, and capitals for small capitals.

Pieces that stay on one line ("Nov. 21", "al-Assad") are bound by word joiners (U+2060), which leave
no trace in the PDF's text: a search finds what was written. No-break spaces and hyphens would not
do, because Source Serif has one glyph for them and for their common cousins, and `white-space:
nowrap` makes WeasyPrint 70 break lines before it far too early. Two classes are for style sheets:
`name` (not hyphenated) and `caps` (small capitals).
Best effort, by pattern: a typesetter that breaks whole paragraphs will do it better.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from publish.compose.dates import MONTHS

__all__ = ["GAP", "LONG_TOKEN", "PRINT_GAP", "broken", "set_words", "together"]

LONG_TOKEN = 200  # characters; the longest in real articles: 485, nearly all addresses
GAP = Markup("<wbr/>")
"""A place to break, on screens."""

PRINT_GAP = Markup("\u200b")
"""A place to break, in print: WeasyPrint 70 makes `wbr` in a link an annotation without a tag."""

_PIECE = 20  # characters between breaks, a third of a line; see tests/compose for the cost
_JOINER = "\u2060"
_KEPT = 24  # characters: a third of the measure; a longer piece would leave a gap at the right
_LAST_WORD = 8  # letters: a last line of one shorter word looks like a mistake
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})

_ABBREVIATIONS = {
    "en": r"(?:U\.S|U\.K|U\.N|E\.U|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Sen|Rep|Gov|Prof"
    r"|No|p|pp|vol)\.",
    "de": r"(?:Dr|Prof|Nr|S|z|d|u|St)\.",
    "fr": r"(?:M|MM|Mme|Mlle|Dr|n°|p)\.?",
}
_SHORT_MONTHS = {
    "en": r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.",
    "de": r"(?:Jan|Feb|Aug|Sept?|Okt|Nov|Dez)\.",
}
_SENTENCE_END = re.compile(r"(?:^|[.!?…:][\"”’»)\]]*\s+[\"“‘«(\[]*)$")
_TAIL = re.compile(r"\S+[ \u00a0](\S+)\s*$")
_BREAKS = re.compile(rf"[ -](?!{_JOINER})")
_LONG_WORD = re.compile(r"\w{7}")
_TOKEN = re.compile(rf"\S{{{LONG_TOKEN + 1},}}")


def broken(text: str, gap: Markup) -> Markup:
    """The text escaped, with `gap` now and then in tokens that no line could hold."""
    if len(text) <= LONG_TOKEN or not _TOKEN.search(text):
        return escape(text)
    made = Markup("")
    at = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        pieces = [token[i : i + _PIECE] for i in range(0, len(token), _PIECE)]
        made += escape(text[at : match.start()]) + gap.join(pieces)
        at = match.end()
    return made + escape(text[at:])


def set_words(text: str, language: str, *, opens: bool, closes: bool) -> Markup:
    """The text escaped, with joiners, and with `name` and `caps` spans.

    `opens` when a sentence begins with it, `closes` when a paragraph ends with it.
    """
    tail = _TAIL.search(text) if closes else None
    if tail and len(tail.group(1)) < _LAST_WORD and len(tail.group()) <= _KEPT:
        text = text[: tail.start(1)] + _JOINER + text[tail.start(1) :]
    return _spanned(text, language, opens=opens)


def together(text: str) -> Markup:
    """A short text escaped, bound into one piece."""
    return escape(_BREAKS.sub(rf"\g<0>{_JOINER}", text))


def _spanned(text: str, language: str, *, opens: bool) -> Markup:
    primary = language.split("-", maxsplit=1)[0].lower()
    made = Markup("")
    at = 0
    for match in _pattern(primary).finditer(text):
        piece = match.group()
        kept = match.lastgroup == "keep" and len(piece) <= _KEPT
        if kept:
            piece = _BREAKS.sub(rf"\g<0>{_JOINER}", piece)
        kind = _kind(match, text, primary, opens=opens)
        if kind or kept:
            made += broken(text[at : match.start()], PRINT_GAP)
            made += (
                Markup('<span class="{}">{}</span>').format(kind, piece) if kind else escape(piece)
            )
            at = match.end()
    return made + broken(text[at:], PRINT_GAP)


def _kind(match: re.Match[str], text: str, primary: str, *, opens: bool) -> str:
    """The class of a match's span, "" when it needs none."""
    word = match.group()
    if match.lastgroup == "keep":
        return "name" if _LONG_WORD.search(word) else ""
    if word.isupper():
        return "caps" if word.isalpha() else ""
    if primary in _NOUNS_HAVE_CAPITALS or len(word) < 7 or not word[0].isupper():
        return ""
    before = text[max(0, match.start() - 8) : match.start()]
    begins = _SENTENCE_END.search(before) is not None and (opens or match.start() > 0)
    return "" if begins else "name"


@cache
def _pattern(primary: str) -> re.Pattern[str]:
    """What may need a span in a language: kept pieces, then words of four letters or more."""
    pieces = [
        # "Ain al-Assad": an article inside a name
        r"(?<![\w-])\w{2,10}[ \u00a0](?:al|el|ad|ar|as|ash|at|az)-[^\W\d_]\w+(?![\w-])",
        # "al-Assad", "Aqsa-1", "10-year": the hyphen binds something short
        r"(?<![\w-])(?:\w{1,2}-\w{2,}|\w{2,}-\w{1,2})(?![\w-])",
    ]
    months = "|".join(MONTHS.get(primary, ()))
    short = _SHORT_MONTHS.get(primary)
    if months:
        names = f"(?:{months}|{short})" if short else f"(?:{months})"
        pieces.append(rf"(?<!\w){names}[ \u00a0]\d{{1,2}}(?![\w-])")
        pieces.append(rf"(?<!\w)\d{{1,2}}(?:\.|er)?[ \u00a0](?:de[ \u00a0])?{names}(?!\w)")
    if primary in _ABBREVIATIONS:
        pieces.append(rf"(?<!\w){_ABBREVIATIONS[primary]}[ \u00a0]\w+")
    return re.compile(rf"(?P<keep>{'|'.join(pieces)})|(?<![\w-])\w{{4,}}(?:-\w+)*(?![\w-])")
