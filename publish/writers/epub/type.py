"""Type for pictures: a line set letter by letter with the font's own kerning.

Pillow's basic layout knows no GPOS kerning, and its other one needs a library (FriBiDi) that a
machine may lack: the same cover would then have other bytes. Source: OpenType 1.9, GPOS, lookup
types 2 and 9.
"""

from __future__ import annotations

import io
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any  # fontTools has no types

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

_PAIRS, _EXTENSION = 2, 9  # GPOS lookup types
_CLOSE = 0.1  # of the size: as near as two measures for the same lines have to be


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line is set: the font file, the size in pixels, letter-spacing in parts of the size."""

    font: bytes
    size: int
    spacing: float = 0.0


def settable(text: str, characters: frozenset[int]) -> str:
    """The text as a face with these characters can show it, or "" when it cannot.

    Signs that the face lacks (an emoji) are left out; a letter or digit that it lacks, or a script
    that is joined, stacked or written from the right, needs more than this module.
    """
    kept = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if unicodedata.bidirectional(char) in ("R", "AL", "AN"):
            return ""
        if ord(char) in characters or char == " ":
            kept.append(char)
        elif kind[0] in "LNP" or (kind in ("Mn", "Mc") and not _is_selector(char)):
            return ""
    return " ".join("".join(kept).split())


def _is_selector(char: str) -> bool:
    """Whether it only chooses a picture for the character before it: U+FE00 to U+FE0F."""
    return "\ufe00" <= char <= "\ufe0f"


def width_of(text: str, line: LineStyle) -> float:
    """The width of a line in pixels."""
    return _places(text, line.font, line.spacing)[-1] * line.size


def draw(canvas: Image.Image, x: float, y: float, text: str, line: LineStyle, fill: int) -> None:
    """Set a line whose letters stand on `y`, on a picture of one channel."""
    for char, at in zip(text, _places(text, line.font, line.spacing), strict=False):
        if char != " ":
            letter = _letter(line.font, line.size, char)
            place = round(x + at * line.size) + letter.left, round(y) + letter.top
            canvas.paste(fill, place, letter.mask)


def wrapped(text: str, line: LineStyle, measure: float) -> list[str]:
    """The text in as few lines as the measure allows, of about the same length each.

    A word that no line holds is cut where the line ends.
    """
    places = _places(text, line.font, line.spacing)
    high = measure / line.size
    spans = _filled(text, places, high)
    low = high / 2
    while high - low > _CLOSE:
        middle = (low + high) / 2
        narrower = _filled(text, places, middle)
        whole = all(text[end : end + 1].strip() == "" for _, end in narrower)
        if len(narrower) == len(spans) and whole:
            high, spans = middle, narrower
        else:
            low = middle
    return [text[start:end] for start, end in spans]


def _filled(text: str, places: tuple[float, ...], measure: float) -> list[tuple[int, int]]:
    """Where each line begins and ends, as many words in each as fit."""
    spans: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", text):
        start, end = word.span()
        if spans and places[end] - places[spans[-1][0]] <= measure:
            spans[-1] = (spans[-1][0], end)
            continue
        while places[end] - places[start] > measure and end - start > 1:
            cut = max(start + 1, bisect_right(places, places[start] + measure) - 1)
            spans.append((start, cut))
            start = cut
        spans.append((start, end))
    return spans


@lru_cache(maxsize=64)
def _places(text: str, data: bytes, spacing: float) -> tuple[float, ...]:
    """Where each letter begins, and where the line ends, in parts of the size."""
    measures = _measures(data)
    places, at = [0.0], 0.0
    for char, next_char in zip(text, (*text[1:], ""), strict=True):
        at += measures.width(char)
        if next_char:
            at += measures.kern(char, next_char) + spacing
        places.append(at)
    return tuple(places)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter drawn: its mask, and where that lies from the point at which the letter begins."""

    mask: Image.Image
    left: int
    top: int


@lru_cache(maxsize=512)  # of up to 30 kB: those of a title are drawn in few sizes
def _letter(data: bytes, size: int, char: str) -> _Letter:
    font = _font(data, size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(char, anchor="ls"))
    mask = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(mask).text((-left, -top), char, font=font, fill=255, anchor="ls")
    return _Letter(mask, left, top)


@lru_cache(maxsize=64)
def _font(data: bytes, size: int) -> ImageFont.FreeTypeFont:
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=basic)


@dataclass(frozen=True, slots=True)
class _Measures:
    """What a font says of its letters, in parts of the size."""

    width: Callable[[str], float]
    kern: Callable[[str, str], float]


@lru_cache(maxsize=16)
def _measures(data: bytes) -> _Measures:
    font = TTFont(io.BytesIO(data), lazy=True)
    glyphs, em, widths = font.getBestCmap(), font["head"].unitsPerEm, font["hmtx"].metrics
    tables = _pair_tables(font)

    @lru_cache(maxsize=4096)
    def kern(left: str, right: str) -> float:
        pair = glyphs.get(ord(left)), glyphs.get(ord(right))
        for table in tables:
            moved = _moved(table, *pair)
            if moved is not None:
                return float(moved / em)
        return 0.0

    @lru_cache(maxsize=1024)
    def width(char: str) -> float:
        return float(widths[glyphs.get(ord(char), ".notdef")][0] / em)

    return _Measures(width, kern)


def _pair_tables(font: Any) -> list[Any]:
    """The font's tables of pairs, in the order they are asked."""
    if "GPOS" not in font:
        return []
    positions = font["GPOS"].table
    features = (each for each in positions.FeatureList.FeatureRecord if each.FeatureTag == "kern")
    numbers = sorted({number for each in features for number in each.Feature.LookupListIndex})
    lookups = (positions.LookupList.Lookup[number] for number in numbers)
    tables = [table for lookup in lookups for table in lookup.SubTable]
    inner = (each.ExtSubTable if each.LookupType == _EXTENSION else each for each in tables)
    return [each for each in inner if each.LookupType == _PAIRS]


def _moved(table: Any, left: str | None, right: str | None) -> int | None:
    """What a table of pairs says of two glyphs, in the font's units; None when it says nothing."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        value = next((each.Value1 for each in records if each.SecondGlyph == right), None)
        return None if value is None else _advance(value)
    first = table.ClassDef1.classDefs.get(left, 0)
    second = table.ClassDef2.classDefs.get(right, 0)
    return _advance(table.Class1Record[first].Class2Record[second].Value1)


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)
