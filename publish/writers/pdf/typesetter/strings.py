"""The text operands of a PDF for words of the store, kept from document to document.

Restates weasyprint.draw.text.draw_first_line (NOTICE): glyphs as hexadecimal numbers, and between
them, in thousandths of the size, what the next one moves back.
"""

from __future__ import annotations

from typing import Any  # WeasyPrint has no types

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter.glyph_runs import GlyphRun
from publish.writers.pdf.typesetter.setting import setting
from publish.writers.pdf.typesetter.store import NO_BREAK_SPACE, Word, WordStore

_NOTHING = Word(0, (), (), (), 0, 0)
_COMMON = str.maketrans(
    {NO_BREAK_SPACE: " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2060": None}
)
_VISIBLE = 1.5  # thousandths of the size that the last glyph of a word may be wrong by


def readable(text: str) -> str:
    """The text with common spaces and hyphens: what is copied from a page or searched for there.

    Faces have one glyph for the common character and for its bound cousin, and a file says one
    text of a glyph.
    """
    return text.translate(_COMMON)


def fitted_string(words: WordStore, text: str, spacing: float, stream: Any) -> str | None:
    """The operand for a stretched line, or None if a word is unknown.

    `spacing` is added to each space, CSS pixels of the text before it is scaled.
    """
    pen = _Pen(words, stream)
    if not pen.is_plain:
        return None
    strings = []
    for token in words.tokens(text):
        string = pen.exact(token)
        if string is None:
            return None
        strings.append(string)
    if len(strings) == 1:
        return _closed("<" + strings[0])
    wide = spacing + words.space_width * FROM_UNITS
    number = round(pen.space() - wide * 1000 / pen.size, 2)
    return _closed("<" + f"{words.space:04x}>{number}<".join(strings))


def plain_string(words: WordStore, text: str, spacing: float, stream: Any) -> str | None:
    """The operand that WeasyPrint itself would write, or None if a word is unknown."""
    units = int(spacing * TO_UNITS)
    # Pango rounds what is a multiple of 512 units in a way of its own.
    if (units and units % 512 == 0) or (spacing and not units):
        return None
    pen = _Pen(words, stream)
    if not pen.is_plain:
        return None
    tokens, out = words.tokens(text), []
    last = len(tokens) - 1
    for number, token in enumerate(tokens):
        word = words[token] if token else _NOTHING
        if word is None:
            return None
        if number:
            at_start, at_end = number == 1 and not tokens[0], number == last and not token
            out.append(pen.gap(word.before, units, at_start=at_start, at_end=at_end))
        if token:
            kern = 0 if units or number == last else word.after
            out.append(pen.word(token, word, kern, split=units != 0))
    return "".join(out) if units else _closed("<" + "".join(out))


def alone_string(words: WordStore, run: GlyphRun, stream: Any) -> str | None:
    """The operand for a short text without letters."""
    pen = _Pen(words, stream)
    return pen.alone(run) if pen.is_plain else None


class _Pen:
    """Writes words of one face into one stream."""

    def __init__(self, words: WordStore, stream: Any) -> None:
        self.words, self.stream = words, stream
        self.font, self.size = stream.add_font(words.pango_font)
        if words.font is not self.font:  # another document
            words.font, words.checked, words.used = self.font, set(), {}
        font = self.font
        self.is_plain = not (font.bitmap or font.svg or font.png or font.colr)

    def space(self) -> int:
        """The width of the space in the font, thousandths."""
        return self._width(self.words.space, " ")

    def gap(self, kern: int, units: int, *, at_start: bool, at_end: bool) -> str:
        """A space between words, stretched by `units`; Pango gives half of it to each side."""
        words = self.words
        if not units:
            width = words.space_width + kern
            return self._piece(words.space, width, " ")
        offset = 0 if at_start else units if at_end else units // 2
        return _closed("<" + self._piece(words.space, words.space_width + units, " ", offset))

    def word(self, token: str, word: Word, kern: int, *, split: bool) -> str:
        """A word as the engine writes it; `split` makes it an operand of its own."""
        key = token, kern, split
        if (string := self.words.used.get(key)) is None:
            string = self._kept(key, word)
            if string is None:
                widths = word.widths
                if kern:
                    widths = (*widths[:-1], widths[-1] + kern)
                pieces = map(self._piece, word.glyphs, widths, word.texts)
                string = "".join(pieces)
                string = _closed("<" + string) if split else string
                self._keep(key, word, string)
            self.words.used[key] = string
        return string

    def alone(self, run: GlyphRun) -> str:
        """A run as the engine writes it."""
        return _closed("<" + "".join(map(self._piece, run.glyphs, run.widths, run.texts)))

    def exact(self, token: str) -> str | None:
        """A word in whole thousandths, the error carried from glyph to glyph."""
        if not token:
            return ""
        if (string := self.words.used.get(token)) is None:
            word = self.words[token]
            if word is None:
                return None
            string = self._kept((token, self.size), word)
            if string is None:
                string = self._exact(word)
                self._keep((token, self.size), word, string)
            self.words.used[token] = string
        return string

    def _exact(self, word: Word) -> str:
        out, error, factor = [], 0.0, 1000 * FROM_UNITS / self.size
        last = len(word.glyphs) - 1
        for number, glyph in enumerate(word.glyphs):
            known = self._width(glyph, word.texts[number])
            error += known - word.widths[number] * factor
            out.append(f"{glyph:04x}")
            if (back := round(error)) and (number < last or abs(error) > _VISIBLE):
                out.append(f">{back}<")
                error -= back
        return "".join(out)

    def _piece(self, glyph: int, width: int, text: str, x_offset: int = 0) -> str:
        """One glyph as the engine writes it."""
        known = self._width(glyph, text)
        offset = x_offset / self.size
        string = f">{-offset}<{glyph:04x}" if offset else f"{glyph:04x}"
        kerning = known + offset - width * 1000 * FROM_UNITS / self.size
        return f"{string}>{int(kerning)}<" if kerning else string

    def _width(self, glyph: int, text: str) -> int:
        """The width of a glyph in the font, noted there with its text, thousandths."""
        font, stream = self.font, self.stream
        if glyph not in font.to_unicode:
            if setting.choices.lines == "optimal":
                text = readable(text)
            font.to_unicode[glyph] = text
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(
                self.words.pango_font, glyph, stream.ink_rect, stream.logical_rect
            )
            width = stream.logical_rect.width * 1000 * FROM_UNITS / self.size
            font.widths[glyph] = round(width)
        return int(font.widths[glyph])

    def _kept(self, key: object, word: Word) -> str | None:
        """The string of an earlier document, if this one's font has the same widths."""
        string = self.words.strings.get(key)
        if string is None or not self.words.checked.issuperset(word.glyphs):
            return None
        return string

    def _keep(self, key: object, word: Word, string: str) -> None:
        words, widths = self.words, self.font.widths
        for glyph in word.glyphs:
            if words.glyph_widths.setdefault(glyph, widths[glyph]) != widths[glyph]:
                words.strings.clear()
                words.glyph_widths.clear()
                words.checked.clear()
                words.glyph_widths[glyph] = widths[glyph]
            words.checked.add(glyph)
        words.strings[key] = string


def _closed(string: str) -> str:
    return string[:-1] if string[-1] == "<" else string + ">"


HOLDS = (
    *compared("weasyprint.text.ffi", "FROM_UNITS", "TO_UNITS", "pango"),
    *compared("weasyprint.pdf.stream", "Stream.__init__", "Stream.add_font"),
    *compared("weasyprint.pdf.fonts", "Font.__init__"),
)
