"""The styles of the Word file as a table: what each is called and how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from publish.model.edition import DocxStyles
from publish.writers.docx.numbering import STEP
from publish.writers.docx.parts import BULLETS, KEY_POINTS, NUMBERS

Face = Literal["", "text", "sans", "mono"]

GREY = "555555"
INK = "111111"
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
    room = docx.page_width_mm - docx.margins_mm[1] - docx.margins_mm[3]
    side = room - MEASURE_EM * docx.text_size_pt / _POINTS_PER_MM
    return side if side >= NARROWEST_SIDE_MM else 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """One style. Lengths in points; 0 and "" leave what the base says.

    `out` is how far it stands out of the text into the side column, `hanging` how far the first
    line does. `rules` are the borders: side and eighths of a point. `tight` leaves no space between
    two paragraphs of it. `numbered` is the list and level it belongs to. `leader` is how
    far from the left of the text dots lead.
    """

    name: str
    base: str = "Normal"
    next: str = ""
    face: Face = ""
    size: float = 0
    lead: float = 0
    before: float | None = None
    after: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool = False
    colour: str = ""
    left: float = 0
    right: float = 0
    out: float = 0
    hanging: float = 0
    centred: bool = False
    opposite: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    rules: tuple[tuple[str, int], ...] = ()
    shade: str = ""
    numbered: tuple[int, int] | None = None
    tight: bool = False
    exact: bool = False
    leader: float = 0
    stop: float = 0
    verbatim: bool = False

    @property
    def id(self) -> str:
        """The style's id: its name without spaces, each word with a capital."""
        name = self.name.replace("toc", "TOC")
        return "".join(word[:1].upper() + word[1:] for word in name.split())


def looks(docx: DocxStyles, title_step: int, edition_step: int = 0) -> tuple[Look, ...]:
    """Every paragraph style, a base before what rests on it.

    `title_step` is 0, 1 or 2: long titles are set smaller; `edition_step` is that of the edition's.
    """
    scale = docx.text_size_pt / 10.5
    side = side_width_mm(docx) * _POINTS_PER_MM
    return (
        *_opening(docx, scale, side, _TITLE_SIZES[title_step] * scale),
        *_text(docx, scale),
        *_lists(docx),
        *_tables(scale),
        *_furniture(docx, scale, side),
        *_front(docx, scale, side, _TITLE_SIZES[edition_step] * scale),
    )


def _opening(docx: DocxStyles, scale: float, side: float, title: float) -> tuple[Look, ...]:
    accent, lead = docx.accent, docx.leading_pt
    return (
        Look("Outlet", face="sans", size=8.5 * scale, bold=True, caps=True, colour=accent,
             out=side, after=lead / 3, keep_next=True, next="Title"),
        Look("Title", size=title, lead=title * 1.18, out=side, after=lead * 0.6, keep_next=True,
             keep_lines=True, next="Subtitle"),
        Look("Subtitle", size=13 * scale, lead=18.5 * scale, colour="333333", out=side,
             after=lead * 0.8, keep_next=True, keep_lines=True, next="TitleBlock"),
        # Word and LibreOffice draw the rules around all of its lines, not around each.
        Look("Title Block", face="sans", size=9.5 * scale, lead=14.5 * scale, after=lead,
             out=side, hanging=side or _NAMES_OF_FACTS, tight=True, keep_lines=True,
             rules=(("top", 6), ("bottom", 4))),
        Look("Label", face="sans", size=8.5 * scale, bold=True, colour=accent, before=lead / 2,
             after=1, keep_next=True),
        Look("Bottom Line Heading", base="Label", next="BottomLine"),
        Look("Key Points Heading", base="Label", next="KeyPoints"),
        Look("Author Note Heading", base="Label", before=lead, next="AuthorNote"),
        Look("Source Heading", base="Label", before=lead, next="SourceLine"),
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
        Look("Code Block", face="mono", size=9 * scale, lead=13 * scale, shade="F4F2EF",
             after=lead / 2, left=5, right=5, verbatim=True),
        Look("Formula", left=lead, before=lead / 4, after=lead * 0.75, next="BodyText"),
        Look("Term", bold=True, before=lead / 4, after=lead / 8, keep_next=True,
             keep_lines=True, next="Definition"),
        Look("Definition", left=STEP / 20, after=lead / 2, next="Term"),
        Look("Section Break", centred=True, colour=GREY, before=lead / 2, after=lead,
             keep_next=True, next="BodyText"),
        Look("Figure", before=lead / 2, after=lead / 3, keep_next=True, next="Caption"),
        Look("Caption", size=8.5 * scale, lead=11.5 * scale, after=lead, colour="333333",
             keep_lines=True, next="BodyText"),
        Look("Author Note", size=size * 0.95, after=lead / 3),
        Look("Source Line", size=size * 0.95, after=lead / 4),
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
    return (
        Look("Edition Title", size=size * 1.3, lead=size * 1.5, out=side, before=10 * lead,
             after=lead, keep_next=True, keep_lines=True, next="EditionLine"),
        Look("Front Title", size=size, lead=size * 1.18, out=side, after=lead / 2, keep_next=True,
             keep_lines=True, next="EditionLine"),
        Look("Edition Line", face="sans", size=11 * scale, lead=15 * scale, colour=GREY, out=side),
        Look("Contents Heading", size=18 * scale, lead=22 * scale, before=2 * lead, after=lead,
             keep_next=True, keep_lines=True, next="TOC1"),
        Look("Section Title", face="sans", size=14 * scale, lead=18 * scale, bold=True, out=side,
             colour=docx.accent, after=lead, keep_next=True, keep_lines=True, next="Outlet"),
        Look("toc 1", before=lead / 3, leader=width, keep_lines=True),
        Look("toc 2", base="toc 1", left=lead, leader=width),
        Look("Front Section", base="Contents Heading", size=13 * scale, lead=17 * scale, out=side,
             after=lead / 3, leader=width, next="FrontEntry"),
        Look("Front Entry", bold=True, before=lead * 0.8, leader=width, keep_next=True,
             keep_lines=True, next="FrontLead"),
        Look("Front Lead", keep_lines=True, next="FrontLine"),
        Look("Front Line", face="sans", size=9 * scale, lead=12 * scale, colour=GREY,
             next="FrontEntry"),
    )  # fmt: skip
