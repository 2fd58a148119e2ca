"""A template's page, and the looks of ours that fit it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from publish.model.edition import DocxStyles
from publish.readers.docx.names import Element, W, twips
from publish.writers.docx.house.styles import HouseStyles
from publish.writers.docx.house.template import Template
from publish.writers.docx.house.xml import value

_MM_PER_TWIP = 25.4 / 1440
_HALF_POINTS = 2
_LINE = 240  # of w:line for single spacing
_SINGLE = 1.2  # of the size: what faces want from line to line
_SMALLEST_PT, _LARGEST_PT = 5.0, 40.0
_UNTOLD_PT = 10.0  # Word's size where nobody says one
_UNTOLD_FACE = "Times New Roman"
_PAPER_TWIPS = (1_440, 31_680)  # Word takes an inch to 22 inches
_MARGINS = ("top", "right", "bottom", "left")


def fitted(
    docx: DocxStyles, template: Template, styles: HouseStyles, changed: Collection[str]
) -> DocxStyles:
    """Our looks on the template's page, with its faces, its size and its accent.

    `changed` are options that someone has set: paper and margins are theirs.
    """
    size = _size(template, styles)
    text, themed = _face(template, styles, "BodyText")
    head, _ = _face(template, styles, "Heading1" if "Heading1" in styles.held else "Title")
    made = replace(
        docx,
        text_font=text,
        sans_font=head if themed else text,
        text_size_pt=size,
        leading_pt=_leading(styles, size),
        accent=template.accent if re.fullmatch("[0-9A-F]{6}", template.accent) else docx.accent,
        side_mm=docx.side_mm if "page.margin" in changed else 0.0,
        columns=1,
        justify=False,
    )
    if "page.size" not in changed:
        across, down = (_length(template, "pgSz", key) for key in ("w", "h"))
        if (
            across
            and down
            and all(_PAPER_TWIPS[0] <= each <= _PAPER_TWIPS[1] for each in (across, down))
        ):
            made = replace(
                made, page_width_mm=across * _MM_PER_TWIP, page_height_mm=down * _MM_PER_TWIP
            )
    if "page.margin" not in changed:
        found = [_length(template, "pgMar", side) for side in _MARGINS]
        margins = [abs(each) * _MM_PER_TWIP for each in found if each is not None]
        if len(margins) == len(_MARGINS) and _leaves_room(margins, made):
            top, right, bottom, left = margins
            made = replace(made, margins_mm=(top, right, bottom, left))
    return made


def _leaves_room(margins: list[float], docx: DocxStyles) -> bool:
    across = docx.page_width_mm - margins[1] - margins[3]
    return (
        across >= _NARROWEST_MM and docx.page_height_mm - margins[0] - margins[2] >= _NARROWEST_MM
    )


_NARROWEST_MM = 30.0  # under which no line can be set


def is_themed(template: Template, styles: HouseStyles) -> bool:
    """Whether the template's text has its face from its theme."""
    return _face(template, styles, "BodyText")[1]


def column_share(template: Template, width: int) -> int:
    """How wide one of the template's columns is, in twips, of a text so wide."""
    count = number_in(template.section.get("cols", ""), "num") or 1
    gap = number_in(template.section.get("cols", ""), "space")
    gaps = (720 if gap is None else gap) * (count - 1)
    return max((width - gaps) // count, 1) if 1 < count <= _MOST_COLUMNS else width


_MOST_COLUMNS = 12


def number_in(piece: str, key: str) -> int | None:
    """A length that an element of a template's page says."""
    found = re.search(rf' w:{key}="([^"]*)"', piece)
    return twips(found[1]) if found else None


def _length(template: Template, name: str, key: str) -> int | None:
    return number_in(template.section.get(name, ""), key)


def _defaults(template: Template) -> Element | None:
    found: Element | None = template.styles.find(f"{W}docDefaults")
    return found


def _said(template: Template, styles: HouseStyles, id: str, path: str, key: str = "val") -> str:
    """What a style says, or Normal, or the place where all styles begin."""
    for each in dict.fromkeys((id, "Normal")):
        if said := styles.says(each, path, key):
            return said
    kind = "rPrDefault" if path.startswith("rPr") else "pPrDefault"
    return value(_defaults(template), f"{kind}/{path}", key)


def _face(template: Template, styles: HouseStyles, id: str) -> tuple[str, bool]:
    """The face of a style, and whether the theme gives it."""
    themed = _said(template, styles, id, "rPr/rFonts", "asciiTheme")
    place = "major" if themed.startswith("major") else "minor"
    if themed and place in template.faces:
        return template.faces[place], True
    literal = _said(template, styles, id, "rPr/rFonts", "ascii")
    return literal or _UNTOLD_FACE, False


def _size(template: Template, styles: HouseStyles) -> float:
    said = twips(_said(template, styles, "BodyText", "rPr/sz"))
    size = said / _HALF_POINTS if said else _UNTOLD_PT
    return min(max(size, _SMALLEST_PT), _LARGEST_PT)


def _leading(styles: HouseStyles, size: float) -> float:
    for id in ("BodyText", "Normal"):
        line = twips(styles.says(id, "pPr/spacing", "line"))
        if not line or line <= 0:
            continue
        if styles.says(id, "pPr/spacing", "lineRule") in {"exact", "atLeast"}:
            return min(max(line / 20, size), 3 * size)
        return min(max(line / _LINE, 1.0), 3.0) * _SINGLE * size
    return _SINGLE * size
