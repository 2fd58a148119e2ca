"""The text operands of a PDF for words of the store, kept while a document is written.

Restates weasyprint.draw.text.draw_first_line (NOTICE): glyphs as hexadecimal numbers, and between
them, in thousandths of the size, what the next one moves back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any  # WeasyPrint has no types

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter.glyph_runs import GlyphRun
from publish.writers.pdf.typesetter.setting import setting
from publish.writers.pdf.typesetter.store import NO_BREAK_SPACE, Word, WordStore

_COMMON = str.maketrans(
    {NO_BREAK_SPACE: " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2060": None}
)
_VISIBLE = 1.5  # thousandths of the size that the last glyph of a word may be wrong by


class _Unknown(Exception):
    """A word that the store does not know."""


def readable(text: str) -> str:
    """The text with common spaces and hyphens: what is copied from a page or searched for there.

    Faces have one glyph for the common character and for its bound cousin, and a file says one
    text of a glyph.
    """
    return text.translate(_COMMON)


def pen_of(words: WordStore, stream: Any) -> Pen:
    """The pen that writes words of the store into the document of a stream."""
    pen: Pen | None = words.pen
    if pen is None or pen.fonts is not stream._fonts:
        pen = words.pen = Pen(words, stream)
    return pen


class Pen:
    """Writes words of one face into one document.

    Without `is_plain` its glyphs are pictures, which the engine draws.
    """

    def __init__(self, words: WordStore, stream: Any) -> None:
        self.words, self.fonts = words, stream._fonts
        self.font, self.size = stream.add_font(words.pango_font)
        font = self.font
        self.is_plain = not (font.bitmap or font.svg or font.png or font.colr)
        self._rectangles = stream.ink_rect, stream.logical_rect
        self._pieces = _Pieces(self)
        self._inside = _Inside(self)
        self._exact: dict[str, str] = {"": ""}

    def fitted(self, tokens: Sequence[str], spacing: float) -> str | None:
        """The operand for a stretched line, or None if a word is unknown.

        `spacing` is added to each space, CSS pixels of the text before it is scaled.
        """
        kept, strings = self._exact, []
        for token in tokens:
            string = kept.get(token)
            if string is None:
                word = self.words[token]
                if word is None:
                    return None
                string = kept[token] = self._in_thousandths(word)
            strings.append(string)
        if len(strings) == 1:
            return _closed("<" + strings[0])
        space = self.words.space
        wide = spacing + self.words.space_width * FROM_UNITS
        number = round(self.known(space, " ") - wide * 1000 / self.size, 2)
        return _closed("<" + f"{space:04x}>{number}<".join(strings))

    def plain(self, tokens: Sequence[str], spacing: float) -> str | None:
        """The operand that WeasyPrint itself would write, or None if a word is unknown."""
        units = int(spacing * TO_UNITS)
        # Pango rounds what is a multiple of 512 units in a way of its own.
        if (units and units % 512 == 0) or (spacing and not units):
            return None
        try:
            if units:
                return self._apart(tokens, units)
            first, *between = tokens
            last = between.pop() if between else None
            string = "<" + self._word(first, ends=last is None)
            if last is None:
                return _closed(string)
            string += "".join(map(self._inside.__getitem__, between))
            return _closed(string + self._gap(last) + self._word(last, ends=True))
        except _Unknown:
            return None

    def alone(self, run: GlyphRun) -> str:
        """The operand for a short text without letters."""
        return _closed("<" + self._run(run.glyphs, run.widths, run.texts))

    def inside(self, token: str) -> str:
        """A word with the space before it and what it changes in the next one."""
        return self._gap(token) + self._word(token, ends=False)

    def _apart(self, tokens: Sequence[str], units: int) -> str:
        """Words and stretched spaces, each an operand; Pango gives half of it to each side."""
        out = []
        words, last = self.words, len(tokens) - 1
        for number, token in enumerate(tokens):
            if number:
                at_start, at_end = number == 1 and not tokens[0], number == last and not token
                offset = 0 if at_start else units if at_end else units // 2
                out.append(
                    _closed("<" + self.piece(words.space, words.space_width + units, " ", offset))
                )
            if token:
                out.append(_closed("<" + self._word(token, ends=True)))
        return "".join(out)

    def _gap(self, token: str) -> str:
        """The space before a word."""
        words = self.words
        word = words[token] if token else None
        width = words.space_width + (word.before if word else 0)
        return self._pieces[words.space, width, " "]

    def _word(self, token: str, *, ends: bool) -> str:
        """A word, with what it changes in the space that follows unless the line `ends`."""
        if not token:
            return ""
        word = self.words[token]
        if word is None:
            raise _Unknown
        widths = word.widths
        if word.after and not ends:
            widths = (*widths[:-1], widths[-1] + word.after)
        return self._run(word.glyphs, widths, word.texts)

    def _run(self, glyphs: Sequence[int], widths: Sequence[int], texts: Sequence[str]) -> str:
        return "".join(map(self._pieces.__getitem__, zip(glyphs, widths, texts, strict=True)))

    def _in_thousandths(self, word: Word) -> str:
        """A word in whole thousandths, the error carried from glyph to glyph."""
        out, error, factor = [], 0.0, 1000 * FROM_UNITS / self.size
        last = len(word.glyphs) - 1
        for number, glyph in enumerate(word.glyphs):
            error += self.known(glyph, word.texts[number]) - word.widths[number] * factor
            out.append(f"{glyph:04x}")
            if (back := round(error)) and (number < last or abs(error) > _VISIBLE):
                out.append(f">{back}<")
                error -= back
        return "".join(out)

    def piece(self, glyph: int, width: int, text: str, x_offset: int = 0) -> str:
        """One glyph as the engine writes it."""
        known = self.known(glyph, text)
        offset = x_offset / self.size
        string = f">{-offset}<{glyph:04x}" if offset else f"{glyph:04x}"
        kerning = known + offset - width * 1000 * FROM_UNITS / self.size
        return f"{string}>{int(kerning)}<" if kerning else string

    def known(self, glyph: int, text: str) -> int:
        """The width of a glyph in the font, noted there with its text, thousandths."""
        font = self.font
        if glyph not in font.to_unicode:
            if setting.choices.lines == "optimal":
                text = readable(text)
            font.to_unicode[glyph] = text
        if glyph not in font.widths:
            ink, logical = self._rectangles
            pango.pango_font_get_glyph_extents(self.words.pango_font, glyph, ink, logical)
            font.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / self.size)
        return int(font.widths[glyph])


class _Pieces(dict[tuple[int, int, str], str]):
    """What `piece` wrote, by glyph, width and text."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def __missing__(self, key: tuple[int, int, str]) -> str:
        string = self[key] = self._pen.piece(*key)
        return string


class _Inside(dict[str, str]):
    """What `inside` wrote, by word."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def __missing__(self, token: str) -> str:
        string = self[token] = self._pen.inside(token)
        return string


def _closed(string: str) -> str:
    return string[:-1] if string[-1] == "<" else string + ">"


HOLDS = (
    *compared("weasyprint.text.ffi", "FROM_UNITS", "TO_UNITS", "pango"),
    *compared("weasyprint.pdf.stream", "Stream.__init__", "Stream.add_font"),
    *compared("weasyprint.pdf.fonts", "Font.__init__"),
)
