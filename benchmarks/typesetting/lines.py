"""The lines of a PDF from where its characters stand, the same way whoever made it."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any  # operands are of all kinds

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from benchmarks.typesetting.printing import SPACE, advance

__all__ = ["Figures", "Line", "figures", "lines_of"]

_HYPHENS = "-\u2010\xad\x02"  # pdfium says 2 where a word goes on in the next line
_SPACES = " \xa0\u202f"
_SHORT = 8  # letters of a last word that should not stand alone


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `space` is the mean width of its spaces in points, 0 without any."""

    text: str
    space: float
    width: float  # points, from the first character to the origin of the last
    ends_page: bool


@dataclass(slots=True)
class Figures:
    """What is counted of a text; last lines of paragraphs count as lines and no more."""

    lines: int = 0
    loose: int = 0  # spaces over 1.5 times the font's
    gaping: int = 0  # over 2 times
    hyphens: int = 0
    pairs: int = 0  # a hyphen on the line after a hyphen
    page_ends: int = 0  # pages that end with one
    runts: int = 0  # last lines of one short word

    def add(self, other: Figures) -> None:
        """Count two texts as one."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def figures(data: bytes, paragraphs: Sequence[str]) -> Figures:
    """Count the lines of a PDF that holds these paragraphs and nothing else."""
    found = Figures()
    lines = iter(lines_of(data))
    for text in paragraphs:
        left, hyphen, first = _letters(text), False, True
        while left > 0:
            line = next(lines)
            left -= _letters(line.text)
            found.lines += 1
            if left > 0:
                loose = line.space / SPACE
                found.loose += loose > 1.5
                found.gaping += loose > 2
                ends = line.text[-1] in _HYPHENS
                found.hyphens += ends
                found.pairs += ends and hyphen
                found.page_ends += ends and line.ends_page
                hyphen = ends
            elif not first:
                found.runts += " " not in line.text and _letters(line.text) < _SHORT
            first = False
        assert left == 0, "letters were lost or doubled"
    assert next(lines, None) is None
    return found


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def lines_of(data: bytes) -> Iterator[Line]:
    """All lines of a PDF of one column, in order."""
    with pdfium.PdfDocument(_as_drawn(data)) as document:
        for page in document:
            rows = list(_rows(page))
            for number, row in enumerate(rows):
                yield _line(row, ends_page=number == len(rows) - 1)


def _as_drawn(data: bytes) -> bytes:
    """The PDF without what it says is to be read instead of its glyphs: pdfium would believe it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            instructions = pikepdf.parse_content_stream(page)
            for instruction in instructions:
                operands: Any = instruction.operands
                if str(instruction.operator) == "BDC" and "/ActualText" in operands[1]:
                    del operands[1]["/ActualText"]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        plain = io.BytesIO()
        pdf.save(plain)
    return plain.getvalue()


_Character = tuple[str, float, float, float]  # with its origin, and how far it was stretched


def _rows(page: pdfium.PdfPage) -> Iterator[list[_Character]]:
    """The characters of each line, with one space between words."""
    text = page.get_textpage()
    row: list[_Character] = []
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            continue
        if chr(code) in _SPACES:  # where white is wide, pdfium may say a space of its own instead
            if row and row[-1][0] != " ":
                row.append((" ", 0, row[-1][2], 1))
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if row and abs(y.value - row[-1][2]) > 3:
            yield row
            row = []
        raw.FPDFText_GetMatrix(text, index, matrix)
        row.append((chr(code), x.value, y.value, abs(matrix.a / matrix.d)))
    if row:
        yield row


def _line(row: list[_Character], *, ends_page: bool) -> Line:
    while row and row[-1][0] == " ":
        row.pop()
    widths = [
        after[1] - before[1] - advance(before[0]) * before[3]
        for first, before, space, after in zip(row, row[1:], row[2:], row[3:], strict=False)
        # Justified by the engine, a space has its white on both sides; of a ligature all characters
        # stand at one place.
        if space[0] == " " and before[1] > first[1]
    ]
    text = "".join(character for character, *_ in row)
    space = sum(widths) / len(widths) if widths else 0
    return Line(text, space, row[-1][1] - row[0][1] + advance(row[-1][0]), ends_page)
