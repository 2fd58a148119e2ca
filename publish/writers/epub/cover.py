"""The cover as a picture, for shelves and shops: title, outlet, authors and date in type alone.

It is drawn with the layout's own fonts and the accent of its Word styles. What cannot be set letter
by letter (Arabic, Hindi, scripts that no font here has) is left out, never shown as boxes: the book
has a cover page too, which the reading system sets.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw

from publish.compose.views import shortened
from publish.model.edition import Layout
from publish.writers.epub.type import LineStyle, draw, settable, width_of, wrapped
from publish.writers.xhtml.faces import Face, face_of

WIDTH, HEIGHT = 1600, 2400  # pixels; what shops ask for: 1.5 to 1.6 times as high as wide
_MARGIN = 150
_MEASURE = WIDTH - 2 * _MARGIN
_TITLE_TOP, _TITLE_BOTTOM = 520, 1900
_SIZES = (184, 168, 152, 138, 126, 114, 104, 94, 86, 78, 70, 62)
_LEADING = 1.12
_LONGEST_TITLE = 360  # characters: what the smallest size holds
_BAND = 90
_PAPER, _INK = "#fbfaf7", "#111111"
_FULL, _LIGHTER = 255, 180  # of an ink
_SEMIBOLD = 600


@dataclass(frozen=True, slots=True)
class CoverWords:
    """What stands on the cover, as plain lines; `authors` are few enough for two."""

    title: str
    outlet: str
    authors: str
    date: str


def cover_image(words: CoverWords, layout: Layout) -> bytes:
    """The cover as a PNG of 1600 by 2400 pixels; the same words give the same bytes."""
    ink, accent = (Image.new("L", (WIDTH, HEIGHT)) for _ in range(2))
    on_ink, on_accent = ImageDraw.Draw(ink), ImageDraw.Draw(accent)
    faces = [face_of(name, data) for name, data in layout.fonts.items()]
    _outlet(on_accent, words.outlet.upper(), faces)
    titled = _title(on_ink, words.title, faces)
    _foot(on_ink, words, faces)
    on_accent.rectangle((0, 0, WIDTH, _BAND), fill=_FULL)
    if not titled:
        on_accent.rectangle((_MARGIN, _TITLE_TOP, WIDTH - _MARGIN, _TITLE_BOTTOM), fill=_FULL)
    return _printed(ink, accent, f"#{layout.docx.accent}")


def _printed(ink: Image.Image, accent: Image.Image, colour: str) -> bytes:
    """Two inks on paper, 128 shades of each: a seventh of the time that finding a palette takes."""
    shades = ink.point([value // 2 for value in range(256)])
    shades.paste(
        accent.point([128 + value // 2 for value in range(256)]),
        mask=accent.point([_FULL * (value > 0) for value in range(256)]),
    )
    paper = ImageColor.getrgb(_PAPER)
    palette = [
        round(ground + (wet - ground) * shade / 127)
        for each in (_INK, colour)
        for shade in range(128)
        for ground, wet in zip(paper, ImageColor.getrgb(each), strict=True)
    ]
    shades.putpalette(palette)
    file = io.BytesIO()
    shades.save(file, "PNG")
    return file.getvalue()


def _outlet(canvas: ImageDraw.ImageDraw, outlet: str, faces: list[Face]) -> None:
    text, face = _chosen(outlet, faces, bold=True, sans=True)
    if face:
        line, text = _fitting(text, face, 50, spacing=0.07)
        draw(canvas, _MARGIN, 330, text, line, _FULL)


def _title(canvas: ImageDraw.ImageDraw, title: str, faces: list[Face]) -> bool:
    """Set the title as large as it goes; whether it could be set at all."""
    text, face = _chosen(shortened(title, _LONGEST_TITLE), faces, bold=True, sans=False)
    if not face:
        return False
    for size in _SIZES:
        line = LineStyle(face.data, size)
        lines = wrapped(text, line, _MEASURE)
        whole = " ".join(lines) == text
        if whole and len(lines) * size * _LEADING <= _TITLE_BOTTOM - _TITLE_TOP:
            break
    top = _TITLE_TOP + line.size * 0.3
    for index, each in enumerate(lines):
        draw(canvas, _MARGIN, top + index * line.size * _LEADING, each, line, _FULL)
    return True


def _foot(canvas: ImageDraw.ImageDraw, words: CoverWords, faces: list[Face]) -> None:
    """Authors and date at the foot, under a rule, as in the title block."""
    authors, author_face = _chosen(words.authors, faces, bold=False, sans=True)
    date, date_face = _chosen(words.date, faces, bold=False, sans=True)
    if not (author_face or date_face):
        return
    canvas.rectangle((_MARGIN, 2050, WIDTH - _MARGIN, 2055), fill=_FULL)
    baseline = 2145
    if author_face:
        line = LineStyle(author_face.data, 54)
        for each in wrapped(authors, line, _MEASURE)[:2]:
            draw(canvas, _MARGIN, baseline, each, line, _FULL)
            baseline += 72
    if date_face:
        line, text = _fitting(date, date_face, 46)
        draw(canvas, _MARGIN, baseline + 4, text, line, _LIGHTER)


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
