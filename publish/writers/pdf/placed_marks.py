"""Vowel signs of Arabic and Hebrew as glyphs that stand where they belong.

WeasyPrint moves each sign to its letter: up or down by text rise (ISO 32000-1, 9.3.7), and to the
side between two strings. PDFium and Poppler sort what is moved by its place, and read letters and
signs apart. Here a font gets a glyph for each sign at each place, a composite of the sign that is
moved by as much (OpenType, glyf table); a line is one string again, and both read it as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any  # WeasyPrint and fontTools have no types

from publish.writers.pdf.guard import compared

_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_DIGITS = 4  # of a glyph's number
_EVEN = 2.0  # thousandths by which the move back may differ: WeasyPrint cuts it to whole ones
_MOST = 2_000  # glyphs a font may get; a page of 10,000 different places is nobody's text
_LAST_GLYPH = 0xFFFF

Place = tuple[int, int, int]
"""A glyph, and how far it is moved to the right and up, in the font's units."""


@dataclass(slots=True)
class PlacedMarks:
    """The glyphs that fonts get, by the font's name in the file."""

    places: dict[str, dict[Place, int]] = field(default_factory=dict)

    def place(self, parts: list[Any], fonts: Mapping[str, Any]) -> None:
        """Redraw a piece of text, whose operators are given, with its marks in one string each."""
        font, size, run = "", 0.0, _Run()
        for index, part in enumerate(parts):
            if not isinstance(part, bytes):
                continue
            if part.endswith(b" Tf"):
                self._end(run, parts, fonts.get(font), size)
                name, number, _ = part.split()
                font, size, run = name[1:].decode(), float(number), _Run()
            elif part.endswith(b" Ts"):
                run.take(index, rise=float(part[:-3]))
            elif part.endswith(b"TJ"):
                run.take(index, strings=part)
        self._end(run, parts, fonts.get(font), size)

    def _end(self, run: _Run, parts: list[Any], font: Any, size: float) -> None:
        """Put a run of one font in place of the parts that drew it."""
        if font is None or not size or not run.is_moved or not _takes_glyphs(font):
            return
        drawn = run.drawn(lambda place: self._glyph(font, place), size, font.upem)
        if drawn is not None:
            for index in run.indexes:
                parts[index] = b""
            parts[run.indexes[0]] = drawn

    def _glyph(self, font: Any, place: Place) -> int | None:
        """The number of the glyph for a place; None when the font has no more room."""
        places = self.places.setdefault(font.hash, {})
        if place not in places:
            number = font.glyph_count + len(places)  # cutting a font down keeps numbers below
            if len(places) >= _MOST or number > _LAST_GLYPH:
                return None
            places[place] = number
            font.to_unicode[number] = font.to_unicode[place[0]]
            font.widths[number] = font.widths[place[0]]
        return places[place]

    def with_glyphs(self, font: Any) -> None:
        """Add its glyphs to the file of a font that has been cut down to what is used."""
        if places := self.places.get(font.hash):
            font.file_content = _with_composites(font.file_content, places)


@dataclass(slots=True)
class _Run:
    """What is drawn in one font: glyphs and moves, and which parts drew it."""

    tokens: list[tuple[int, float, float]] = field(default_factory=list)  # glyph or -1, move, rise
    indexes: list[int] = field(default_factory=list)
    rise: float = 0.0
    is_moved: bool = False

    def take(self, index: int, *, rise: float | None = None, strings: bytes = b"") -> None:
        """Note a part: a rise, or strings."""
        self.indexes.append(index)
        if rise is not None:
            self.rise = rise
            self.is_moved = True
        for digits, number in _TOKEN.findall(strings):
            for at in range(0, len(digits), _DIGITS):
                self.tokens.append((int(digits[at : at + _DIGITS], 16), 0.0, self.rise))
            if number and float(number):
                self.tokens.append((-1, float(number), 0.0))
                self.is_moved = True

    def drawn(self, glyph_at: Any, size: float, upem: int) -> bytes | None:
        """The run as one operator; `glyph_at` gives the glyph for a place. None: as it was."""
        made: list[str] = []
        moved = 0.0
        for glyph, number, rise, forth, back in self._steps():
            if glyph < 0:
                moved += number
                continue
            up, right = round(rise / size * upem), round(-forth * upem / 1000)
            moved -= forth  # the glyph itself stands there
            if up or right:
                placed = glyph_at((glyph, right, up))
                if placed is None:
                    return None
                glyph = placed
            if moved := round(moved, 2):
                made.append(f">{moved:g}<")
            made.append(f"{glyph:04x}")
            moved = forth + back
        if moved := round(moved, 2):
            made.append(f">{moved:g}<")
        return f"[<{''.join(made)}>] TJ".replace("<>", "").encode()

    def _steps(self) -> Iterator[tuple[int, float, float, float, float]]:
        """The tokens; a glyph between two moves that lift each other with both."""
        tokens = self.tokens
        skip = -1
        for index, (glyph, number, rise) in enumerate(tokens):
            if index == skip:
                continue
            forth = back = 0.0
            if glyph >= 0 and 0 < index < len(tokens) - 1:
                before, after = tokens[index - 1], tokens[index + 1]
                if before[0] < 0 and after[0] < 0 and abs(before[1] + after[1]) < _EVEN:
                    forth, back, skip = before[1], after[1], index + 1
            yield glyph, number, rise, forth, back


def _takes_glyphs(font: Any) -> bool:
    """Whether a font has outlines that composites can be made of, and no glyphs of its own sort."""
    odd = font.bitmap or font.png or font.svg or font.colr or font.missing or font.used_in_forms
    return "glyf" in font.tables and not odd


def _with_composites(data: bytes, places: Mapping[Place, int]) -> bytes:
    """The font with a composite glyph for each place."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # for some files only
    from fontTools.ttLib.tables._g_l_y_f import (  # type: ignore[import-untyped]
        Glyph,
        GlyphComponent,
    )

    face = TTFont(io.BytesIO(data), recalcTimestamp=False)
    order = list(face.getGlyphOrder())
    outlines, widths = face["glyf"], face["hmtx"].metrics
    of_number = {number: place for place, number in places.items()}
    for number in range(len(order), max(of_number) + 1):
        name = f"placed{number}"
        glyph, width = Glyph(), (0, 0)
        if number in of_number:
            base, right, up = of_number[number]
            advance, bearing = widths[order[base]]
            width = advance, bearing + right  # from there outlines are drawn
            if outlines[order[base]].numberOfContours:
                part = GlyphComponent()
                part.glyphName, part.x, part.y, part.flags = order[base], right, up, 0
                glyph.numberOfContours, glyph.components = -1, [part]
        order.append(name)
        outlines.glyphs[name] = glyph
        widths[name] = width
    face.setGlyphOrder(order)
    outlines.glyphOrder = order
    face["post"].formatType = 3.0
    made = io.BytesIO()
    face.save(made)
    return made.getvalue()


HOLDS = (
    *compared("weasyprint.pdf.fonts", "Font.__init__", "Font.subset"),
    *compared("pydyf", "Stream.show_text", "Stream.set_text_rise", "Stream.set_font_size"),
)
"""How glyphs are written, and which numbers of them a font keeps."""
