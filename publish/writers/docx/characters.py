"""Characters as Word's XML holds them: escaped, cut by direction, marked with their language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized

from publish.compose.languages import RTL_LETTERS, direction_of
from publish.model.clean import MARKS, clean_text
from publish.model.languages import CULTURES
from publish.model.walk import folded

_MARKS = re.compile(MARKS)
_SPECIAL = re.compile("([\t\n\u00ad\u2011])")
_ELEMENTS = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    # As characters Word shows the first always and takes the second from another font.
    "\u00ad": "<w:softHyphen/>",
    "\u2011": "<w:noBreakHyphen/>",
}

# Digits, spaces and punctuation between two words of a direction go with them.
_RTL_PIECE = re.compile(rf"[{RTL_LETTERS}](?:[\W\d_]*[{RTL_LETTERS}])*")
_MARK = "\u200e"
_LTR_PIECE = re.compile(
    rf"{_MARK}[^{_MARK}]+{_MARK}|(?:(?![{RTL_LETTERS}])[^\W\d_])(?:[\W\d_]*(?:(?![{RTL_LETTERS}])[^\W\d_]))*"
)

_EAST_ASIAN = frozenset({"zh", "ja", "ko"})


def clean(text: str) -> str:
    """The text without characters that no XML may hold: trees are also made by hand."""
    # Printable characters are none of those; normal forms and stacks need marks. Ten times faster.
    plain = text.isprintable() and (text.isascii() or not _MARKS.search(text))
    if plain and is_normalized("NFC", text):
        return text
    return clean_text(text)[0]


def escaped(text: str) -> str:
    """The text as XML has it; four replacements take a third of the time of str.translate."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def left_to_right(text: str) -> str:
    """The text between marks (U+200E) that keep it so: 2024-01-21 is turned round in Arabic."""
    return f"{_MARK}{text}{_MARK}" if text else ""


def attribute(text: str) -> str:
    """A text on one line, for an attribute or a property."""
    return escaped(folded(clean(text)))


def characters(text: str) -> str:
    """The content of a run: text, tabs, line breaks and Word's own hyphens."""
    if not _SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'
    return "".join(
        _ELEMENTS.get(part) or f'<w:t xml:space="preserve">{escaped(part)}</w:t>'
        for part in _SPECIAL.split(text)
        if part
    )


def pieces(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """The text cut where its direction changes, each piece with whether it runs right to left.

    `rtl` is the direction of what stands around. Word sets no run in two directions: without the
    cut, the marks around an Arabic name in an English line jump to its other side.
    """
    at = 0
    for match in (_LTR_PIECE if rtl else _RTL_PIECE).finditer(text):
        if match.start() > at:
            yield text[at : match.start()], rtl
        yield match.group(), not rtl
        at = match.end()
    if at < len(text):
        yield text[at:], rtl


def word_language(language: str) -> str:
    """The tag as Word knows it: with a country ("en-US"), without which it does not proofread."""
    return CULTURES.get(language.lower(), language)


def language_mark(language: str, *, rtl: bool = False) -> str:
    """The w:lang of a run that is in this language, or "" where the run is in another direction."""
    tag = attribute(word_language(language))
    if tag.startswith("und"):  # Word knows no unknown language
        return ""
    if (direction_of(language) == "rtl") != rtl:
        return ""
    if rtl:
        return f'<w:lang w:bidi="{tag}"/>'
    if language.split("-", maxsplit=1)[0].lower() in _EAST_ASIAN:
        return f'<w:lang w:val="{tag}" w:eastAsia="{tag}"/>'
    return f'<w:lang w:val="{tag}"/>'
