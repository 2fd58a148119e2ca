"""Characters as Word's XML holds them: escaped, cut by direction, marked with their language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized

from publish.compose.languages import RTL_LETTERS, direction_of
from publish.model.clean import MARKS, clean_text
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

_CULTURES = {
    "ar": "ar-SA", "bg": "bg-BG", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI",
    "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID",
    "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "nb": "nb-NO",
    "nl": "nl-NL", "no": "nb-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU",
    "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Latn-RS", "sv": "sv-SE", "th": "th-TH",
    "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
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
    return _CULTURES.get(language.lower(), language)


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
