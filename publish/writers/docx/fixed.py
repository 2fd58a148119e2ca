"""What is the same in every file of a look: made once by python-docx, kept ready to be packed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from publish.compose.measures import WIDEST_MARGIN_MM
from publish.model.edition import DocxStyles
from publish.writers.docx.characters import attribute, word_language
from publish.writers.docx.looks import side_width_mm
from publish.writers.docx.properties import APP, PACKAGE_RELATIONS
from publish.writers.docx.table_xml import PageRoom
from publish.writers.zip import Deflated, deflated

if TYPE_CHECKING:
    from docx.document import Document


WORDS = "WORDS"
"""Stands in the header and the footer where an article's words go."""

TRACKED, NOTES = "<!--tracked-->", "<!--notes-->"
"""Stand in the settings where it is said whether changes are tracked, and how notes are."""

_TWIPS_PER_MM = 1440 / 25.4
_TEXT_SIZE_PT = 10.5  # for which the sizes of tables are meant
_FURNITURE_MM = 12.5  # from the paper's edge to header and footer


@dataclass(frozen=True, slots=True)
class Fixed:
    """Ready parts by name, and the pieces that writing completes.

    `settings` hold TRACKED and NOTES once. `root` opens document.xml with all its names. `header`
    and `footer` hold WORDS once. `sections` are the insides of a w:sectPr after its references, for
    articles that run to the right and to the left, `turned` the same for a page on its side.
    Lengths in twips.
    """

    parts: dict[str, Deflated]
    styles: Deflated
    plain_styles: str
    settings: str
    root: str
    header: str
    footer: str
    sections: tuple[str, str]
    turned: tuple[str, str]
    text_width: int
    text_height: int
    tables: PageRoom


@lru_cache(maxsize=16)
def fixed(
    docx: DocxStyles,
    language: str,
    title_step: int,
    edition_step: int | None = None,
    *,
    rtl: bool,
) -> Fixed:
    """The fixed parts for a look and a language. The first call takes 0.1 s, the others nothing."""
    from docx import Document

    from publish.writers.docx.styles import style

    document = Document()
    style(document, docx, title_step, edition_step, rtl=rtl)
    _speak(document, docx, language, rtl=rtl)
    sections = (_page(document, docx, rtl=False), _page(document, docx, rtl=True))
    _furnish(document)
    stream = io.BytesIO()
    document.save(stream)
    package = zipfile.ZipFile(stream)
    furniture = {
        name: package.read(name).decode()
        for name in package.namelist()
        if re.fullmatch(r"word/(header|footer)\d+\.xml", name)
    }
    (header,) = (xml for xml in furniture.values() if "<w:hdr" in xml)
    (footer,) = (xml for xml in furniture.values() if "<w:ftr" in xml)
    body = package.read("word/document.xml").decode()
    styles = package.read("word/styles.xml")
    side = side_width_mm(docx)
    top, right, bottom, left = docx.margins_mm
    parts = {
        "word/theme/theme1.xml": package.read("word/theme/theme1.xml"),
        "word/fontTable.xml": _font_table(docx).encode(),
        "docProps/app.xml": APP,
        "_rels/.rels": PACKAGE_RELATIONS,
    }
    return Fixed(
        parts={name: deflated(data) for name, data in parts.items()},
        styles=deflated(styles),
        plain_styles=styles.decode(),
        settings=_settings(language, rtl=rtl),
        root=with_names(body[: body.index("<w:body>")]),
        header=_slotted(header),
        footer=_slotted(footer),
        sections=sections,
        turned=(_turned(sections[0], docx, rtl=False), _turned(sections[1], docx, rtl=True)),
        text_width=round((docx.page_width_mm - left - right - side) * _TWIPS_PER_MM),
        text_height=round((docx.page_height_mm - top - bottom) * _TWIPS_PER_MM),
        tables=_table_room(docx),
    )


def _table_room(docx: DocxStyles) -> PageRoom:
    _, right, _, left = docx.margins_mm
    width, height = docx.page_width_mm, docx.page_height_mm
    turned = height - 2 * _turned_margin_mm(docx)
    return PageRoom(
        full=round((width - left - right) * _TWIPS_PER_MM),
        turned=round(turned * _TWIPS_PER_MM) if height > width else 0,
        side=round(side_width_mm(docx) * _TWIPS_PER_MM),
        scale=docx.text_size_pt / _TEXT_SIZE_PT,
    )


def _turned_margin_mm(docx: DocxStyles) -> float:
    """Of a page on its side, left and right; as in print (compose/measures.py)."""
    return min(docx.margins_mm[1], docx.margins_mm[3], WIDEST_MARGIN_MM)


def _turned(section: str, docx: DocxStyles, *, rtl: bool) -> str:
    """The inside of a w:sectPr for a page on its side that goes on with what stood before it."""
    size = _SIZE.search(section)
    assert size is not None, "python-docx wrote the page's size in another way"
    on_its_side = f'<w:pgSz w:w="{size[2]}" w:h="{size[1]}" w:orient="landscape"/>'
    margin, side = _turned_margin_mm(docx), side_width_mm(docx)
    left, right = (margin, margin + side) if rtl else (margin + side, margin)
    made = section.replace(size[0], on_its_side)
    for name, width in (("left", left), ("right", right)):
        made = re.sub(rf'w:{name}="\d+"', f'w:{name}="{round(width * _TWIPS_PER_MM)}"', made)
    return continued(made)


def continued(section: str) -> str:
    """The inside of a w:sectPr for pages that go on: the first of them has a header too."""
    return section.replace("<w:titlePg/>", "")


_SIZE = re.compile(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"[^>]*/>')


def _speak(document: Document, docx: DocxStyles, language: str, *, rtl: bool) -> None:
    """The file's language and faces, where all styles begin."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.clear()
    tag = attribute(word_language(language))
    latin, complex_script = ("en-US", tag) if rtl else (tag, "ar-SA")
    primary = language.split("-", maxsplit=1)[0].lower()
    east_asian = tag if primary in {"zh", "ja", "ko"} else "zh-CN"
    face = attribute(docx.text_font)
    run = (
        f'<w:rPrDefault {nsdecls("w")}><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}"'
        f' w:cs="Times New Roman"/><w:lang w:val="{latin}" w:eastAsia="{east_asian}"'
        f' w:bidi="{complex_script}"/></w:rPr></w:rPrDefault>'
    )
    for xml in (run, f"<w:pPrDefault {nsdecls('w')}/>"):
        defaults.append(parse_xml(xml))


def _page(document: Document, docx: DocxStyles, *, rtl: bool) -> str:
    """Paper and margins, the side column where lines begin; what a w:sectPr says of them."""
    from docx.oxml.ns import qn
    from docx.shared import Mm
    from lxml import etree

    section = document.sections[0]
    side = side_width_mm(docx)
    top, right, bottom, left = docx.margins_mm
    section.page_width, section.page_height = Mm(docx.page_width_mm), Mm(docx.page_height_mm)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin = Mm(left if rtl else left + side)
    section.right_margin = Mm(right + side if rtl else right)
    section.header_distance = section.footer_distance = Mm(_FURNITURE_MM)
    section.different_first_page_header_footer = True
    inner = "".join(
        re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(child, encoding="unicode").strip())
        for child in section._sectPr
        if child.tag not in {qn("w:headerReference"), qn("w:footerReference"), qn("w:docGrid")}
    )
    return inner + ("<w:bidi/>" if rtl else "")


def _furnish(document: Document) -> None:
    """A header and a footer with one run each."""
    section = document.sections[0]
    for name, furniture in (("Header", section.header), ("Footer", section.footer)):
        paragraph = furniture.paragraphs[0]
        paragraph.style = name
        paragraph.add_run(WORDS)


def _slotted(xml: str) -> str:
    """A header or footer with its one run replaced by WORDS, for runs of the article's own."""
    slotted, count = re.subn(rf"<w:r>\s*<w:t>{WORDS}</w:t>\s*</w:r>", WORDS, xml)
    assert count == 1, "python-docx wrote the furniture in another way"
    return slotted


def with_names(root: str) -> str:
    """The opening of document.xml, or a header, with the names that pictures need."""
    for prefix, space in _NAMES.items():
        if f"xmlns:{prefix}=" not in root:
            root = re.sub(r"(<w:(?:document|hdr))\b", rf'\1 xmlns:{prefix}="{space}"', root)
    return root


_DRAWING_ML = "http://schemas.openxmlformats.org/drawingml/2006/"
_NAMES = {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": f"{_DRAWING_ML}wordprocessingDrawing",
    "a": f"{_DRAWING_ML}main",
    "pic": f"{_DRAWING_ML}picture",
}
_WORD_ML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _settings(language: str, *, rtl: bool) -> str:
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
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"{NOTES}<w:compat>{modes}</w:compat><w:themeFontLang {speaks}/>"
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
        ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
        ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


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
