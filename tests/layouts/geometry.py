"""Where the words of a PDF stand on its pages, and pictures of those pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

__all__ = ["Line", "differing", "lines_of", "off_the_page", "overlapping", "png", "sheet"]

_SLACK_PT = 0.5
_TOUCHING = 0.35  # of the lower line's height: descenders may reach into ascenders, no more


@dataclass(frozen=True, slots=True)
class Line:
    """A run of words as they stand, in points from the page's lower left corner."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


def lines_of(pdf: bytes) -> tuple[list[Line], list[tuple[float, float]]]:
    """Every run of words, and the width and height of every page."""
    document = pypdfium2.PdfDocument(pdf)
    lines, sizes = [], []
    for number, page in enumerate(document):
        sizes.append(page.get_size())
        text = page.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            if any(map(str.isalnum, words)):  # vowel signs stand over their letters by right
                lines.append(Line(number, words, left, bottom, right, top))
    document.close()
    return lines, sizes


def off_the_page(pdf: bytes) -> list[Line]:
    """Words that are not whole on their page."""
    lines, sizes = lines_of(pdf)
    return [
        line
        for line in lines
        if line.left < -_SLACK_PT
        or line.bottom < -_SLACK_PT
        or line.right > sizes[line.page][0] + _SLACK_PT
        or line.top > sizes[line.page][1] + _SLACK_PT
    ]


def overlapping(pdf: bytes) -> list[tuple[Line, Line]]:
    """Pairs of runs that are printed over each other."""
    lines, _ = lines_of(pdf)
    return [(a, b) for page in _by_page(lines) for a, b in _pairs(page) if _collide(a, b)]


def _by_page(lines: list[Line]) -> Iterator[list[Line]]:
    for number in sorted({line.page for line in lines}):
        yield sorted((line for line in lines if line.page == number), key=lambda line: line.bottom)


def _pairs(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    for index, line in enumerate(lines):
        for other in lines[index + 1 :]:
            if other.bottom > line.top:
                break
            yield line, other


def _collide(a: Line, b: Line) -> bool:
    wide = min(a.right, b.right) - max(a.left, b.left)
    high = min(a.top, b.top) - max(a.bottom, b.bottom)
    least = min(a.top - a.bottom, b.top - b.bottom)
    return wide > 1 and high > _TOUCHING * least


# Pictures


def sheet(pdf: bytes, pages: int = 4, dpi: int = 36) -> Image.Image:
    """The first pages side by side, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    shown = [
        document[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        for number in range(min(pages, len(document)))
    ]
    document.close()
    gap = 4
    width = sum(page.width for page in shown) + gap * (len(shown) - 1)
    whole = Image.new("L", (width, max(page.height for page in shown)), 128)
    at = 0
    for page in shown:
        whole.paste(page, (at, 0))
        at += page.width + gap
    return whole


def png(image: Image.Image) -> bytes:
    """The picture as a small file: sixteen greys are enough to see a page by."""
    written = io.BytesIO()
    image.quantize(16).save(written, "PNG", optimize=True)
    return written.getvalue()


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of places, 0 to 1, where two pictures differ by more than an eye would forgive.

    Both are blurred first: another version of the rasteriser moves edges by a fraction of a pixel.
    """
    if one.size != other.size:
        return 1.0
    soft = [image.convert("L").filter(ImageFilter.GaussianBlur(1.5)) for image in (one, other)]
    difference = ImageChops.difference(*soft).point(lambda value: 255 if value > 24 else 0)
    return sum(difference.histogram()[128:]) / (one.width * one.height)
