"""The cover as a picture, for shelves and shops: title, outlet, authors and date in type alone.

It is drawn with the layout's own fonts and the accent of its Word styles. What cannot be set letter
by letter (Arabic, Hindi, scripts that no font here has) is left out, never shown as boxes: the book
has a cover page too, which the reading system sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageColor

from publish.compose.views import shortened
from publish.model.edition import Layout
from publish.writers.epub.png import MARK, Strip, canvas_of, png, strip_of
from publish.writers.epub.type import LineStyle, draw, settable, width_of, wrapped
from publish.writers.xhtml.faces import Face, face_of

WIDTH, HEIGHT = 1600, 2400  # pixels; what shops ask for: 1.5 to 1.6 times as high as wide
_MARGIN = 150
_LEFT = MARK + _MARGIN  # on a canvas
_MEASURE = WIDTH - 2 * _MARGIN
_TITLE_TOP, _TITLE_BOTTOM = 520, 1900
_SIZES = (184, 168, 152, 138, 126, 114, 104, 94, 86, 78, 70, 62)
_LEADING = 1.12
_LONGEST_TITLE = 360  # characters: what the smallest size holds
_BAND = 90
_RULE = 2050
_OUTLET_FROM, _TITLE_FROM = 250, 372  # the rows at which the strips of these begin
_BELOW = 0.45  # of a line's size: what hangs below the letters' feet
_PAPER, _INK = "#fbfaf7", "#111111"
_INKS = _ACCENTS = 5  # shades of each: more are not told apart at the edges of letters
_LIGHTER = 4  # of the ink's
_FULL_ACCENT = _INKS + _ACCENTS
_IN_ACCENT = [shade and shade + _INKS for shade in range(256)]
_SEMIBOLD = 600


@dataclass(frozen=True, slots=True)
class CoverWords:
    """What stands on the cover, as plain lines; `authors` are few enough for two."""

    title: str
    outlet: str
    authors: str
    date: str


def cover_image(words: CoverWords, layout: Layout) -> bytes:
    """The cover as a PNG of 1600 by 2400 pixels; the same words give the same bytes.

    Only the words are drawn anew: paper, band and blank rows are what they were on the last cover.
    """
    faces = [face_of(name, data) for name, data in layout.fonts.items()]
    strips = [
        _plain(0, _BAND, (0, MARK + WIDTH)),
        *_outlet(words.outlet.upper(), faces),
        *_title(words.title, faces),
        *_foot(words, faces),
    ]
    return png(WIDTH, HEIGHT, _palette(layout.docx.accent), strips)


@lru_cache(maxsize=16)
def _palette(accent: str) -> bytes:
    """The paper, then the shades of ink up to the full one, then those of the accent."""
    paper = ImageColor.getrgb(_PAPER)
    return bytes(
        round(ground + (wet - ground) * shade / shades)
        for colour, shades, first in ((_INK, _INKS, 0), (f"#{accent}", _ACCENTS, 1))
        for shade in range(first, shades + 1)
        for ground, wet in zip(paper, ImageColor.getrgb(colour), strict=True)
    )


@lru_cache(maxsize=4)
def _plain(top: int, bottom: int, sides: tuple[int, int]) -> Strip:
    """A strip with nothing on it but a box in the accent."""
    canvas = canvas_of(WIDTH, bottom - top + 1)
    canvas.paste(_FULL_ACCENT, (sides[0], 0, sides[1], bottom - top))
    return strip_of(canvas, top)


def _outlet(outlet: str, faces: list[Face]) -> Iterator[Strip]:
    text, face = _chosen(outlet, faces, bold=True, sans=True)
    if not face:
        return
    line, text = _fitting(text, face, 50, spacing=0.07)
    canvas = canvas_of(WIDTH, _TITLE_FROM - _OUTLET_FROM - 1)
    draw(canvas, _LEFT, 330 - _OUTLET_FROM, text, line, _ACCENTS)
    yield strip_of(canvas.point(_IN_ACCENT), _OUTLET_FROM)


def _title(title: str, faces: list[Face]) -> Iterator[Strip]:
    """The title as large as it goes; where it cannot be set, a field in the accent."""
    text, face = _chosen(shortened(title, _LONGEST_TITLE), faces, bold=True, sans=False)
    if not face:
        yield _plain(_TITLE_TOP, _TITLE_BOTTOM, (_LEFT, _LEFT + _MEASURE))
        return
    for size in _SIZES:
        line = LineStyle(face.data, size)
        lines = wrapped(text, line, _MEASURE)
        whole = " ".join(lines) == text
        if whole and len(lines) * size * _LEADING <= _TITLE_BOTTOM - _TITLE_TOP:
            break
    top = _TITLE_TOP + line.size * 0.3 - _TITLE_FROM
    places = [top + index * line.size * _LEADING for index in range(len(lines))]
    rows = min(round(places[-1] + line.size * _BELOW), _RULE - _TITLE_FROM - 1)
    canvas = canvas_of(WIDTH, rows)
    for place, each in zip(places, lines, strict=True):
        draw(canvas, _LEFT, place, each, line, _INKS)
    yield strip_of(canvas, _TITLE_FROM)


def _foot(words: CoverWords, faces: list[Face]) -> Iterator[Strip]:
    """Authors and date at the foot, under a rule, as in the title block."""
    authors, author_face = _chosen(words.authors, faces, bold=False, sans=True)
    date, date_face = _chosen(words.date, faces, bold=False, sans=True)
    if not (author_face or date_face):
        return
    canvas = canvas_of(WIDTH, HEIGHT - _RULE - 1)
    canvas.paste(_INKS, (_LEFT, 0, _LEFT + _MEASURE, 6))
    baseline = 2145 - _RULE
    if author_face:
        line = LineStyle(author_face.data, 54)
        for each in wrapped(authors, line, _MEASURE)[:2]:
            draw(canvas, _LEFT, baseline, each, line, _INKS)
            baseline += 72
    if date_face:
        line, text = _fitting(date, date_face, 46)
        draw(canvas, _LEFT, baseline + 4, text, line, _LIGHTER)
    yield strip_of(canvas, _RULE)


def _chosen(text: str, faces: list[Face], *, bold: bool, sans: bool) -> tuple[str, Face | None]:
    """The text and the first face that can show it: of the wanted kind, else of any."""
    upright = [face for face in faces if not face.italic]
    wanted = [
        face
        for face in upright
        if (face.weight >= _SEMIBOLD) == bold and ("Sans" in face.family) == sans
    ]
    for face in (*wanted, *upright):
        shown = settable(text, face.characters)
        if shown:
            return shown, face
    return "", None


def _fitting(text: str, face: Face, size: int, spacing: float = 0.0) -> tuple[LineStyle, str]:
    """A line no wider than the measure: a smaller size first, then fewer words."""
    for smaller in range(size, size * 3 // 5, -2):
        line = LineStyle(face.data, smaller, spacing)
        if width_of(text, line) <= _MEASURE:
            return line, text
    while len(text) > 1 and width_of(text, line) > _MEASURE:
        text = shortened(text, len(text) - 1)
    return line, text
