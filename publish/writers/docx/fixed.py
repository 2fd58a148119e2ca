"""What is the same in every file of a look: made once, kept ready to be packed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from publish.compose.measures import WIDEST_MARGIN_MM
from publish.model.article import Note
from publish.model.edition import DocxStyles
from publish.writers.docx.characters import attribute
from publish.writers.docx.gallery import LATENT
from publish.writers.docx.house.parts import House, Housed
from publish.writers.docx.looks import side_width_mm
from publish.writers.docx.numbering import NO_HOUSE, HouseLists
from publish.writers.docx.properties import APP, PACKAGE_RELATIONS
from publish.writers.docx.settings_part import pieces as settings_pieces
from publish.writers.docx.settings_part import settings
from publish.writers.docx.slots import WORDS, Slot
from publish.writers.docx.styles import outlined, styles
from publish.writers.docx.surroundings import Indent, indents_of
from publish.writers.docx.table_xml import PageRoom
from publish.writers.docx.theme import theme
from publish.writers.zip import Deflated, deflated

Placing = Literal["plain", "columns", "turned"]
"""How a stretch of paragraphs stands on its pages: in columns, or on the page's side."""

Above = Placing | Literal["article"] | None
"""What stands above a stretch: another of its article, another article on the page, or nothing."""

_TWIPS_PER_MM = 1440 / 25.4
_TEXT_SIZE_PT = 10.5  # for which the sizes of tables are meant
_FURNITURE_MM = 12.5  # from the paper's edge to header and footer
_NUMBERED_LINES = 5  # every so many, as in print


@dataclass(frozen=True, slots=True)
class Fixed:
    """Ready parts by name, and the pieces that writing completes.

    `docx` is the look, fitted to the template of the house where there is one; `notes` say what of
    that is left out. `settings` hold TRACKED and NOTES once. `root` opens document.xml with all its
    names. `sections` are the insides of a w:sectPr after its references, for articles that run to
    the right and to the left, by how a stretch stands. Lengths in twips.
    """

    docx: DocxStyles
    parts: dict[str, Deflated]
    styles: Deflated
    plain_styles: str
    settings: str
    root: str
    slots: tuple[Slot, ...]
    sections: dict[tuple[Placing, bool], str]
    text_width: int
    column_width: int
    text_height: int
    tables: PageRoom
    indents: Mapping[str, Indent]
    lists: HouseLists
    notes: tuple[Note, ...]

    def section(self, manner: Placing, before: Above, *, rtl: bool) -> str:
        """The inside of the w:sectPr of a stretch, given what stands before it.

        Only what begins a page as an article's first has a page that is its first.
        """
        inner = self.sections[manner, rtl]
        if before is None:
            return inner
        parted = "turned" in {manner, before}
        goes_on = not parted and (before == "article" or "columns" in {manner, before})
        return (_CONTINUOUS if goes_on else "") + inner.replace(_FIRST_PAGE, "")


_CONTINUOUS = '<w:type w:val="continuous"/>'
_FIRST_PAGE = "<w:titlePg/>"


@lru_cache(maxsize=16)
def fixed(
    docx: DocxStyles,
    language: str,
    title_step: int,
    edition_step: int = 0,
    depth: int = 0,
    *,
    rtl: bool,
    house: House | None = None,
) -> Fixed:
    """The fixed parts for a look and a language, in the clothes of a house's template.

    Raises BrokenLayout for a template that cannot be used.
    """
    housed = None
    if house:
        named = styles(docx, language, title_step, edition_step, depth, rtl=rtl)[1]
        housed = Housed.of(house, docx, named)
        docx = housed.docx
    head, each = styles(docx, language, title_step, edition_step, depth, rtl=rtl)
    said = settings_pieces(docx, language, rtl=rtl)
    slots = tuple(Slot(kind, page, _slot(kind)) for kind in _KINDS for page in _PAGES)
    table, faces, root = (
        _font_table(docx),
        theme(docx),
        f"{_DECLARATION}<w:document {_names(*_NAMES)}>",
    )
    indents, lists = indents_of(docx), NO_HOUSE
    within = head + "".join(each)
    files: dict[str, bytes] = {}
    notes: tuple[Note, ...] = ()
    if house and housed:
        outlines = outlined(docx, depth)
        within = housed.styles_part(each, head.partition(LATENT)[1], language, outlines, rtl=rtl)
        said = housed.settings(said, house.changed)
        slots, table = housed.slots(slots), housed.fonts(table)
        faces = housed.template.theme or faces
        indents, lists = {**indents, **housed.styles.indents()}, housed.lists
        if paper := housed.template.background:
            root += f'<w:background w:color="{paper}"/>'
        files, notes = dict(housed.template.files), housed.template.notes
    made = f"{_DECLARATION}<w:styles {_names('w')}>{within}</w:styles>"
    side = side_width_mm(docx)
    top, right, bottom, left = docx.margins_mm
    width = round((docx.page_width_mm - left - right - side) * _TWIPS_PER_MM)
    gaps = round((docx.columns - 1) * docx.column_gap_mm * _TWIPS_PER_MM)
    column = max((width - gaps) // docx.columns, 1)
    if housed:
        width = column = housed.column(width)
    parts = {
        "word/theme/theme1.xml": faces.encode(),
        "word/fontTable.xml": table.encode(),
        "docProps/app.xml": APP,
        "_rels/.rels": PACKAGE_RELATIONS,
        **files,
    }
    manners: tuple[Placing, ...] = ("plain", "columns", "turned")
    return Fixed(
        docx=docx,
        parts={name: deflated(data) for name, data in parts.items()},
        styles=deflated(made.encode()),
        plain_styles=made,
        settings=settings(said),
        root=root,
        slots=slots,
        sections={
            (manner, to_left): _section(docx, manner, housed, rtl=to_left)
            for manner in manners
            for to_left in (False, True)
        },
        text_width=width,
        column_width=column,
        text_height=round((docx.page_height_mm - top - bottom) * _TWIPS_PER_MM),
        tables=_table_room(docx, column, whole=housed is None),
        indents=indents,
        lists=lists,
        notes=notes,
    )


_KINDS: tuple[Literal["header", "footer"], ...] = ("header", "footer")
_PAGES = ("default", "first")


def _slot(kind: str) -> str:
    """A header or footer with WORDS, for runs of the article's own."""
    tag, style = {"header": ("hdr", "Header"), "footer": ("ftr", "Footer")}[kind]
    return (
        f'{_DECLARATION}<w:{tag} {_names(*_NAMES)}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"{WORDS}</w:p></w:{tag}>"
    )


def _table_room(docx: DocxStyles, column: int, *, whole: bool) -> PageRoom:
    _, right, _, left = docx.margins_mm
    width, height = docx.page_width_mm, docx.page_height_mm
    turned = height - 2 * _turned_margin_mm(docx)
    full = round((width - left - right) * _TWIPS_PER_MM) if whole and docx.columns == 1 else column
    return PageRoom(
        full=full,
        turned=round(turned * _TWIPS_PER_MM) if height > width else 0,
        side=round(side_width_mm(docx) * _TWIPS_PER_MM),
        scale=docx.text_size_pt / _TEXT_SIZE_PT,
    )


def _turned_margin_mm(docx: DocxStyles) -> float:
    """Of a page on its side, left and right; as in print (compose/measures.py)."""
    return min(docx.margins_mm[1], docx.margins_mm[3], WIDEST_MARGIN_MM)


def _section(docx: DocxStyles, manner: Placing, housed: Housed | None, *, rtl: bool) -> str:
    """Paper, margins and columns; the side column stands where lines begin."""
    side = side_width_mm(docx)
    top, right, bottom, left = docx.margins_mm
    width, height, turned = docx.page_width_mm, docx.page_height_mm, ""
    if manner == "turned":
        width, height, turned = height, width, ' w:orient="landscape"'
        right = left = _turned_margin_mm(docx)
    left, right = (left, right + side) if rtl else (left + side, right)
    mm = {
        "top": top, "right": right, "bottom": bottom, "left": left,
        "header": min(_FURNITURE_MM, top / 2), "footer": min(_FURNITURE_MM, bottom / 2),
    }  # fmt: skip
    margins = "".join(f' w:{key}="{round(each * _TWIPS_PER_MM)}"' for key, each in mm.items())
    columns = ""
    if manner == "columns":
        gap = round(docx.column_gap_mm * _TWIPS_PER_MM)
        columns = f'<w:cols w:num="{docx.columns}" w:space="{gap}"/>'
    lines = f'<w:lnNumType w:countBy="{_NUMBERED_LINES}" w:restart="newPage"/>'
    lines = lines if docx.line_numbers else ""
    paper = (
        f'<w:pgSz w:w="{round(width * _TWIPS_PER_MM)}" w:h="{round(height * _TWIPS_PER_MM)}"'
        f"{turned}/>"
    )
    margins = f'<w:pgMar{margins} w:gutter="0"/>'
    if housed:
        return housed.section(paper, margins, lines, rtl=rtl)
    direction = "<w:bidi/>" if rtl else ""
    return f"{paper}{margins}{lines}{columns or _ONE_COLUMN}{_FIRST_PAGE}{direction}"


_ONE_COLUMN = '<w:cols w:space="720"/>'


_DRAWING_ML = "http://schemas.openxmlformats.org/drawingml/2006/"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": f"{_DRAWING_ML}wordprocessingDrawing",
    "a": f"{_DRAWING_ML}main",
    "pic": f"{_DRAWING_ML}picture",
}
_WORD_ML = _NAMES["w"]


def _names(*prefixes: str) -> str:
    """The attributes that declare these prefixes."""
    return " ".join(f'xmlns:{prefix}="{_NAMES[prefix]}"' for prefix in prefixes)


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _font_table(docx: DocxStyles) -> str:
    """The faces with their kind: where one is missing, a face of its kind stands in."""
    faces = {
        docx.text_font: ("roman", "variable"),
        docx.sans_font: ("swiss", "variable"),
        docx.mono_font: ("modern", "fixed"),
    }
    fonts = "".join(
        f'<w:font w:name="{attribute(name)}"><w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>'
        for name, (family, pitch) in faces.items()
    )
    return f'{_DECLARATION}<w:fonts xmlns:w="{_WORD_ML}">{fonts}</w:fonts>'
