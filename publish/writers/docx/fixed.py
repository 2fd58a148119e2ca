"""What is the same in every file of a look: made once, kept ready to be packed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from publish.compose.measures import WIDEST_MARGIN_MM
from publish.model.edition import DocxStyles
from publish.writers.docx.characters import attribute, word_language
from publish.writers.docx.looks import side_width_mm
from publish.writers.docx.properties import APP, PACKAGE_RELATIONS
from publish.writers.docx.styles import styles
from publish.writers.docx.table_xml import PageRoom
from publish.writers.docx.theme import theme
from publish.writers.zip import Deflated, deflated

WORDS = "WORDS"
"""Stands in the header and the footer where an article's words go."""

TRACKED, NOTES = "<!--tracked-->", "<!--notes-->"
"""Stand in the settings where it is said whether changes are tracked, and how notes are."""

Placing = Literal["plain", "columns", "turned"]
"""How a stretch of paragraphs stands on its pages: in columns, or on the page's side."""

_TWIPS_PER_MM = 1440 / 25.4
_TEXT_SIZE_PT = 10.5  # for which the sizes of tables are meant
_FURNITURE_MM = 12.5  # from the paper's edge to header and footer
_NUMBERED_LINES = 5  # every so many, as in print


@dataclass(frozen=True, slots=True)
class Slot:
    """A header or a footer, for a kind of page ("default", "first", "even").

    `xml` holds WORDS where an article's own go. `relations` are those of a part that a house's
    template brings.
    """

    kind: Literal["header", "footer"]
    page: str
    xml: str
    relations: bytes = b""

    @property
    def own(self) -> bool:
        """Whether an article's words go into it."""
        return WORDS in self.xml


@dataclass(frozen=True, slots=True)
class Fixed:
    """Ready parts by name, and the pieces that writing completes.

    `settings` hold TRACKED and NOTES once. `root` opens document.xml with all its names. `sections`
    are the insides of a w:sectPr after its references, for articles that run to the right and to
    the left, by how a stretch stands. Lengths in twips.
    """

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

    def section(self, manner: Placing, before: Placing | None, *, rtl: bool) -> str:
        """The inside of the w:sectPr of a stretch; `before` is how the one above it stands.

        Only the first one of an article has a page that is its first.
        """
        inner = self.sections[manner, rtl]
        if before is None:
            return inner
        goes_on = "columns" in {manner, before} and "turned" not in {manner, before}
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
) -> Fixed:
    """The fixed parts for a look and a language."""
    head, each = styles(docx, language, title_step, edition_step, depth, rtl=rtl)
    made = f"{_DECLARATION}<w:styles {_names('w')}>{head}{''.join(each)}</w:styles>"
    side = side_width_mm(docx)
    top, right, bottom, left = docx.margins_mm
    width = round((docx.page_width_mm - left - right - side) * _TWIPS_PER_MM)
    gaps = round((docx.columns - 1) * docx.column_gap_mm * _TWIPS_PER_MM)
    column = max((width - gaps) // docx.columns, 1)
    parts = {
        "word/theme/theme1.xml": theme(docx).encode(),
        "word/fontTable.xml": _font_table(docx).encode(),
        "docProps/app.xml": APP,
        "_rels/.rels": PACKAGE_RELATIONS,
    }
    manners: tuple[Placing, ...] = ("plain", "columns", "turned")
    return Fixed(
        parts={name: deflated(data) for name, data in parts.items()},
        styles=deflated(made.encode()),
        plain_styles=made,
        settings=_settings(docx, language, rtl=rtl),
        root=f"{_DECLARATION}<w:document {_names(*_NAMES)}>",
        slots=tuple(
            Slot(kind, page, _slot(kind)) for kind in ("header", "footer") for page in _PAGES
        ),
        sections={
            (manner, to_left): _section(docx, manner, rtl=to_left)
            for manner in manners
            for to_left in (False, True)
        },
        text_width=width,
        column_width=column,
        text_height=round((docx.page_height_mm - top - bottom) * _TWIPS_PER_MM),
        tables=_table_room(docx, column),
    )


_PAGES = ("default", "first")


def _slot(kind: str) -> str:
    """A header or footer with WORDS, for runs of the article's own."""
    tag, style = {"header": ("hdr", "Header"), "footer": ("ftr", "Footer")}[kind]
    return (
        f'{_DECLARATION}<w:{tag} {_names(*_NAMES)}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"{WORDS}</w:p></w:{tag}>"
    )


def _table_room(docx: DocxStyles, column: int) -> PageRoom:
    _, right, _, left = docx.margins_mm
    width, height = docx.page_width_mm, docx.page_height_mm
    turned = height - 2 * _turned_margin_mm(docx)
    full = round((width - left - right) * _TWIPS_PER_MM) if docx.columns == 1 else column
    return PageRoom(
        full=full,
        turned=round(turned * _TWIPS_PER_MM) if height > width else 0,
        side=round(side_width_mm(docx) * _TWIPS_PER_MM),
        scale=docx.text_size_pt / _TEXT_SIZE_PT,
    )


def _turned_margin_mm(docx: DocxStyles) -> float:
    """Of a page on its side, left and right; as in print (compose/measures.py)."""
    return min(docx.margins_mm[1], docx.margins_mm[3], WIDEST_MARGIN_MM)


def _section(docx: DocxStyles, manner: Placing, *, rtl: bool) -> str:
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
    return (
        f'<w:pgSz w:w="{round(width * _TWIPS_PER_MM)}" w:h="{round(height * _TWIPS_PER_MM)}"'
        f'{turned}/><w:pgMar{margins} w:gutter="0"/>{lines if docx.line_numbers else ""}'
        f"{columns or _ONE_COLUMN}{_FIRST_PAGE}{'<w:bidi/>' if rtl else ''}"
    )


_ONE_COLUMN = '<w:cols w:space="720"/>'


_DRAWING_ML = "http://schemas.openxmlformats.org/drawingml/2006/"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": f"{_DRAWING_ML}wordprocessingDrawing",
    "a": f"{_DRAWING_ML}main",
    "pic": f"{_DRAWING_ML}picture",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_WORD_ML = _NAMES["w"]


def _names(*prefixes: str) -> str:
    """The attributes that declare these prefixes."""
    return " ".join(f'xmlns:{prefix}="{_NAMES[prefix]}"' for prefix in prefixes)


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _settings(docx: DocxStyles, language: str, *, rtl: bool) -> str:
    """Settings in the order of the schema. No w:updateFields: Word asks when it opens such a file.

    Compatibility 15 is Word 2013 and later; without it the title bar says "Compatibility Mode".
    """
    tag = attribute(word_language(language))
    speaks = f'w:val="en-US" w:bidi="{tag}"' if rtl else f'w:val="{tag}"'
    modes = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{_DECLARATION}<w:settings xmlns:w="{_WORD_ML}">'
        f'<w:zoom w:percent="100"/>{TRACKED}<w:defaultTabStop w:val="720"/>'
        f"{_HYPHENS if docx.hyphenate else _NO_HYPHENS}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"{NOTES}<w:compat>{_VERSE}{modes}</w:compat><w:themeFontLang {speaks}/>"
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
        ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
        ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


_NO_HYPHENS = '<w:autoHyphenation w:val="0"/>'
_HYPHENS = (
    '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="360"/>'
    "<w:doNotHyphenateCaps/>"
)
_VERSE = "<w:doNotExpandShiftReturn/>"  # in justified text lines that break end where they end


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
