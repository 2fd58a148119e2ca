"""What Pango made of a line, read in bulk: glyphs, widths and the text of each.

WeasyPrint reads five attributes through cffi for each glyph; two views of memory a run do it here.
Restates parts of weasyprint.draw.text (NOTICE). In its text/ffi.py `PangoAnalysis.level` is
declared as a guint but is one byte of four: only the low byte is the level.
"""

from __future__ import annotations

from typing import Any, NamedTuple  # cffi has no types

from weasyprint.text.ffi import FROM_UNITS, ffi

from publish.writers.pdf.guard import compared

_GLYPH = 20  # bytes of a PangoGlyphInfo: glyph, width, x offset, y offset, attributes
_LAST_GLYPH = 0xFFFF  # above it Pango keeps its own marks: empty, unknown


class GlyphRun(NamedTuple):
    """A run of one font from left to right, in Pango units."""

    width: int
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    texts: Any  # of each glyph: a string where each has one character, else a tuple


def _items(line: Any) -> list[Any]:
    items, run = [], line.runs[0]
    while run != ffi.NULL:
        items.append(run.data)
        run = run.next
    return items


def _numbers(item: Any) -> tuple[list[int], list[int]]:
    """Five numbers a glyph in a row, and the byte of the text at which each glyph's cluster is."""
    count = item.glyphs.num_glyphs
    glyphs = memoryview(ffi.buffer(item.glyphs.glyphs, count * _GLYPH)).cast("i").tolist()
    clusters = memoryview(ffi.buffer(item.glyphs.log_clusters, count * 4)).cast("i").tolist()
    return glyphs, clusters


def runs_of(line: Any, data: bytes, font: Any) -> list[GlyphRun | None]:
    """The runs of a line of the text `data`; None for one that is not plain.

    Plain is: all glyphs there, none raised or moved, from left to right, and in `font` if given.
    """
    return [_run(item, data, font) for item in _items(line)]


def _run(item: Any, data: bytes, font: Any) -> GlyphRun | None:
    run = item.item
    start, length, count = run.offset, run.length, item.glyphs.num_glyphs
    numbers, clusters = _numbers(item)
    raw = data[start : start + length]
    text: Any = raw.decode()
    glyphs, widths = numbers[0::5], numbers[1::5]
    if (
        any(numbers[3::5])
        or max(glyphs) > _LAST_GLYPH
        or run.analysis.level & 0xFF
        or (text != " " and any(numbers[2::5]))
        or (font is not None and run.analysis.font != font)
    ):
        return None
    if len(text) != count or length != count or clusters[-1] != count - 1:
        ends = [*clusters[1:], length]
        text = tuple([raw[a:b].decode() for a, b in zip(clusters, ends, strict=True)])
    return GlyphRun(sum(widths), tuple(glyphs), tuple(widths), text)


def advances(line: Any, text: str) -> tuple[float, ...]:
    """Where each character of a line begins and the last ends, in reading order, CSS pixels."""
    data = text.encode()
    at: list[int | None] = [None] * (len(data) + 1)
    x = 0
    for item in sorted(_items(line), key=lambda item: item.item.offset):
        numbers, clusters = _numbers(item)
        step = -1 if item.item.analysis.level % 2 else 1
        for cluster, width in zip(clusters[::step], numbers[1::5][::step], strict=True):
            if at[item.item.offset + cluster] is None:
                at[item.item.offset + cluster] = x
            x += width
    at[-1] = x
    known, made = 0, []
    for byte, value in enumerate(at):
        known = known if value is None else value  # None: inside a ligature or a character
        if byte == len(data) or data[byte] & 0xC0 != 0x80:
            made.append(known * FROM_UNITS)
    return tuple(made)


HOLDS = compared("weasyprint.text.ffi", "FROM_UNITS", "ffi")
