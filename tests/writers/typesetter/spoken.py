"""What a PDF says to who listens, by its tags."""

from __future__ import annotations

import io
import re
from typing import Any  # pikepdf's objects are of all kinds

import pikepdf

__all__ = ["sentences"]


def sentences(data: bytes) -> list[str]:
    """What is read aloud of each paragraph: ActualText, or else what the glyphs stand for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoken = [text_by_mark(page) for page in pdf.pages]
        place = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return list(_paragraphs(pdf.Root.StructTreeRoot.K, spoken, place, 0))


def _paragraphs(kids: Any, spoken: Any, place: Any, page: int) -> Any:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        number = place[kid.Pg.objgen] if "/Pg" in kid else page
        if kid.S == "/P":
            yield "".join(_spoken(kid, spoken, place, number))
        else:
            yield from _paragraphs(kid.get("/K", []), spoken, place, number)


def _spoken(element: Any, spoken: Any, place: Any, page: int) -> Any:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield spoken[page].get(kid, "")
        elif kid.get("/Type") == "/MCR":
            yield spoken[place[kid.Pg.objgen] if "/Pg" in kid else page].get(int(kid.MCID), "")
        elif "/S" in kid:
            number = place[kid.Pg.objgen] if "/Pg" in kid else page
            yield from _spoken(kid, spoken, place, number)


def text_by_mark(page: Any) -> dict[int, str]:
    """The text of each piece of marked content of a page, by its number."""
    maps = {name: unicode_map(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    mark, actual, font = -1, None, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1))
                actual = operands[1].get("/ActualText")
                found[mark] = str(actual) if actual is not None else ""
            case "EMC":
                # Upstream leaves out the space at a line's end; readers put it back.
                if mark >= 0 and not found[mark].endswith("\xad"):
                    found[mark] += " "
                mark = -1
            case "Tf":
                font = str(operands[0])
            case "TJ" if mark >= 0 and actual is None:
                for piece in operands[0]:
                    if isinstance(piece, pikepdf.String):
                        raw = bytes(piece)
                        pairs = (raw[i : i + 2] for i in range(0, len(raw), 2))
                        found[mark] += "".join(maps[font].get(pair, "?") for pair in pairs)
    return found


def unicode_map(font: Any) -> dict[bytes, str]:
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes().decode())
    return {bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
