"""The styles of the Word file as a table: what each is called and how it looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publish.model.edition import DocxStyles
from publish.writers.docx.look import GREY, INK, PAPER, SHADE, SOFT, Look
from publish.writers.docx.numbering import STEP
from publish.writers.docx.parts import BULLETS, KEY_POINTS, NUMBERS
from publish.writers.docx.typescript_looks import as_typescript

TLP_COLOURS = {"Red": "FF2B2B", "Amber": "FFC000", "Green": "33FF00", "Clear": "FFFFFF"}
"""Of the Traffic Light Protocol 2.0, on black."""
MEASURE_EM = 35.0  # of text: about 70 characters (docs/print.md)
NARROWEST_SIDE_MM = 22.0  # "Distribution" at 9.5 pt
_TITLE_SIZES = (24.0, 20.0, 16.0)  # by length; Georgia runs wider than Source Serif's 25
_NAMES_OF_FACTS = 70.0  # points for "Distribution" where there is no side column
_BANNER = 140.0  # points: "TLP:AMBER+STRICT" at 12 pt, with some air
_POINTS_PER_MM = 72 / 25.4


def side_width_mm(docx: DocxStyles) -> float:
    """The column beside the text, for labels: what the page leaves of a good measure, or 0."""
    if docx.typescript or docx.columns > 1:
        return 0.0
    if docx.side_mm is not None:
        return docx.side_mm
    room = docx.page_width_mm - docx.margins_mm[1] - docx.margins_mm[3]
    side = room - MEASURE_EM * docx.text_size_pt / _POINTS_PER_MM
    return side if side >= NARROWEST_SIDE_MM else 0.0


def looks(docx: DocxStyles, title_step: int, edition_step: int = 0) -> tuple[Look, ...]:
    """Every paragraph style, a base before what rests on it.

    `title_step` is 0, 1 or 2: long titles are set smaller; `edition_step` is that of the edition's.
    """
    scale = docx.text_size_pt / 10.5
    side = side_width_mm(docx) * _POINTS_PER_MM
    made = (
        *_opening(docx, scale, side, _TITLE_SIZES[title_step] * scale),
        *_text(docx, scale),
        *_lists(docx),
        *_tables(scale),
        *_furniture(docx, scale, side),
        *_front(docx, scale, side, _TITLE_SIZES[edition_step] * scale),
    )
    return as_typescript(made, docx) if docx.typescript else made


def _opening(docx: DocxStyles, scale: float, side: float, title: float) -> tuple[Look, ...]:
    accent, lead = docx.accent, docx.leading_pt
    return (
        Look("Outlet", face="sans", size=8.5 * scale, bold=True, caps=True, colour=accent,
             out=side, after=lead / 3, keep_next=True, next="Title"),
        Look("Title", size=title, lead=title * 1.18, out=side, after=lead * 0.6, keep_next=True,
             keep_lines=True, next="Subtitle"),
        Look("Subtitle", size=13 * scale, lead=18.5 * scale, colour=SOFT, out=side,
             after=lead * 0.8, keep_next=True, keep_lines=True, next="TitleBlock"),
        # Word and LibreOffice draw the rules around all of its lines, not around each.
        Look("Title Block", face="sans", size=9.5 * scale, lead=14.5 * scale, after=lead,
             out=side, hanging=side or _NAMES_OF_FACTS, tight=True, keep_lines=True,
             rules=(("top", 6), ("bottom", 4))),
        # Of a typescript: who sends it, and in the first line's other corner how long it is.
        Look("Sender", stop=_text_width(docx) - side, next="Title"),
        Look("Label", face="sans", size=8.5 * scale, bold=True, colour=accent, before=lead / 2,
             after=1, keep_next=True),
        Look("Bottom Line Heading", base="Label", next="BottomLine"),
        Look("Key Points Heading", base="Label", next="KeyPoints"),
        Look("Author Note Heading", base="Label", before=lead, next="AuthorNote"),
        Look("Source Heading", base="Label", before=lead, next="SourceLine"),
        Look("Link Heading", base="Label", before=lead, next="LinkLine"),
        Look("Bottom Line", bold=True, after=lead / 2, keep_lines=True, next="BodyText"),
    )  # fmt: skip


def _text(docx: DocxStyles, scale: float) -> tuple[Look, ...]:
    lead = docx.leading_pt
    size = docx.text_size_pt
    return (
        Look("Body Text", after=lead / 2),
        Look("First Paragraph", base="Body Text", before=lead * 0.9, next="BodyText"),
        Look("Heading 1", size=13 * scale, lead=17 * scale, bold=True, before=lead, after=lead / 3,
             keep_next=True, keep_lines=True, next="BodyText"),
        Look("Heading 2", size=11.5 * scale, bold=True, before=lead * 0.8, after=lead / 4,
             keep_next=True, keep_lines=True, next="BodyText"),
        Look("Heading 3", size=size, bold=True, before=lead / 2, after=lead / 4, keep_next=True,
             keep_lines=True, next="BodyText"),
        Look("Heading 4", size=size, italic=True, before=lead / 2, after=lead / 4, keep_next=True,
             keep_lines=True, next="BodyText"),
        Look("Heading 5", face="sans", size=9 * scale, bold=True, before=lead / 2, after=lead / 4,
             keep_next=True, keep_lines=True, next="BodyText"),
        Look("Heading 6", face="sans", size=9 * scale, colour=GREY, before=lead / 2,
             after=lead / 4, keep_next=True, keep_lines=True, next="BodyText"),
        Look("Quote", left=lead, right=lead, after=lead / 2, next="BodyText"),
        Look("Quote 2", base="Quote", left=2 * lead, right=2 * lead),
        Look("Code Block", face="mono", size=9 * scale, lead=13 * scale, shade=SHADE,
             after=lead / 2, left=5, right=5, verbatim=True),
        Look("Formula", left=lead, before=lead / 4, after=lead * 0.75, next="BodyText"),
        Look("Term", bold=True, before=lead / 4, after=lead / 8, keep_next=True,
             keep_lines=True, next="Definition"),
        Look("Definition", left=STEP / 20, after=lead / 2, next="Term"),
        Look("Section Break", centred=True, colour=GREY, before=lead / 2, after=lead,
             keep_next=True, next="BodyText"),
        Look("Figure", before=lead / 2, after=lead / 3, keep_next=True, next="Caption"),
        Look("Caption", size=8.5 * scale, lead=11.5 * scale, after=lead, colour=SOFT,
             keep_lines=True, next="BodyText"),
        Look("Author Note", size=size * 0.95, after=lead / 3),
        Look("Source Line", size=size * 0.95, after=lead / 4),
        Look("Link Line", base="Source Line", hanging=STEP / 20),
        Look("End Mark", centred=True, before=lead),
        Look("footnote text", size=8.5 * scale, lead=11.5 * scale, after=2),
        Look("endnote text", size=size * 0.95, after=lead / 4),
        Look("annotation text", face="sans", size=9, after=3),
    )  # fmt: skip


def _lists(docx: DocxStyles) -> tuple[Look, ...]:
    lead = docx.leading_pt
    step = STEP / 20
    made = [Look("Key Points", numbered=(KEY_POINTS, 0), after=lead / 3)]
    for level in range(3):
        suffix = f" {level + 1}" if level else ""
        made += [
            Look(f"List Bullet{suffix}", numbered=(BULLETS, level), after=lead / 4),
            Look(f"List Number{suffix}", numbered=(NUMBERS, level), after=lead / 4),
            Look(f"List Task{suffix}", left=step * level, hanging=step, after=lead / 4),
            Look(f"List Continue{suffix}", left=step * (level + 1), after=lead / 4),
        ]
    return tuple(made)


def _tables(scale: float) -> tuple[Look, ...]:
    return (
        Look("Table Text", face="sans", size=9 * scale, lead=12.5 * scale, before=0, after=0),
        Look("Table Number", base="Table Text", opposite=True),
        Look("Table Heading", base="Table Text", bold=True, keep_next=True),
        Look("Table Heading Number", base="Table Heading", opposite=True),
        *(
            Look(f"{base} Small", base=base, size=7 * scale, lead=9.5 * scale)
            for base in ("Table Text", "Table Number", "Table Heading", "Table Heading Number")
        ),
        Look("Table Caption", face="sans", size=9 * scale, bold=True, before=6, after=4,
             keep_next=True, keep_lines=True),
        Look("Table End", size=2, lead=14, exact=True, next="BodyText"),
    )  # fmt: skip


def _furniture(docx: DocxStyles, scale: float, side: float) -> tuple[Look, ...]:
    width = _text_width(docx) - side
    return (
        Look("header", face="sans", size=8.5 * scale, lead=11, colour=GREY, out=side, after=9,
             stop=width),
        Look("footer", face="sans", size=8.5 * scale, lead=11, colour=GREY, out=side, before=6),
        # Handling, at the head and foot of every page: 12 pt, right, TLP's colours on black.
        Look("Banner", face="sans", size=12, lead=18, bold=True, opposite=True, colour=INK,
             left=width - _BANNER, before=6, after=6),
        *(
            Look(f"Banner {name}", base="Banner", shade="000000", colour=colour)
            for name, colour in TLP_COLOURS.items()
        ),
    )  # fmt: skip


def _text_width(docx: DocxStyles) -> float:
    """What the margins leave of the page, in points."""
    right, left = docx.margins_mm[1], docx.margins_mm[3]
    return (docx.page_width_mm - right - left) * _POINTS_PER_MM


def _front(docx: DocxStyles, scale: float, side: float, size: float) -> tuple[Look, ...]:
    """What only an edition of several articles has."""
    lead = docx.leading_pt
    width = _text_width(docx) - side
    made = (
        Look("Edition Title", size=size * 1.3, lead=size * 1.5, out=side, before=10 * lead,
             after=lead, keep_next=True, keep_lines=True, next="EditionLine"),
        Look("Front Title", size=size, lead=size * 1.18, out=side, after=lead / 2, keep_next=True,
             keep_lines=True, next="EditionLine"),
        Look("Edition Line", face="sans", size=11 * scale, lead=15 * scale, colour=GREY, out=side),
        Look("Contents Heading", size=18 * scale, lead=22 * scale, before=2 * lead, after=lead,
             keep_next=True, keep_lines=True, next="TOC2"),
        Look("Section Title", face="sans", size=14 * scale, lead=18 * scale, bold=True, out=side,
             colour=docx.accent, after=lead, keep_next=True, keep_lines=True, next="Outlet"),
        Look("toc 2", before=lead / 3, leader=width, keep_lines=True),
        Look("toc 3", base="toc 2", left=lead, leader=width),
        Look("Front Section", base="Contents Heading", size=13 * scale, lead=17 * scale, out=side,
             after=lead / 3, leader=width, next="FrontEntry"),
        Look("Front Entry", bold=True, before=lead * 0.8, leader=width, keep_next=True,
             keep_lines=True, next="FrontLead"),
        Look("Front Lead", keep_lines=True, next="FrontLine"),
        Look("Front Line", face="sans", size=9 * scale, lead=12 * scale, colour=GREY,
             next="FrontEntry"),
        # As the two above, once the contents are made anew.
        Look("toc 4", base="Front Lead"),
        Look("toc 5", base="Front Line"),
    )  # fmt: skip
    ground: dict[str, Any] = {
        "shade": docx.cover_ground,
        "colour": docx.cover_ink or PAPER,
        "air": _COVER_AIR,
    }
    return tuple(
        replace(look, **ground) if docx.cover_ground and look.name in _ON_COVER else look
        for look in made
    )


_ON_COVER = frozenset({"Edition Title", "Front Title", "Edition Line"})
_COVER_AIR = 16  # points of ground around the words
