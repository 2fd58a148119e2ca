"""A Word template as it was given: opened within limits, read, and cleaned of what is not looks.

A template is somebody's file: nothing in it runs, nothing outside it is fetched, and of its words
none but those of its headers and footers go on.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from publish.errors import BrokenLayout, OverLimit, SourceError
from publish.model.article import Note
from publish.model.limits import DEFAULT_LIMITS
from publish.readers.docx.names import A, Element, R, W, twips
from publish.readers.docx.package import Package, document_of
from publish.writers.docx.house.fonts import fonts_in, relations_of
from publish.writers.docx.house.furniture import HouseSlot, slots_of
from publish.writers.docx.house.xml import value, written

_MACROS = ("vbaProject", "wordVbaData", "activeXControl", "control")
_OBJECTS = ("oleObject", "package", "aFChunk", "subDocument", "frame")
_SETTINGS = (
    "displayBackgroundShape", "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop",
    "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
    "evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets",
    "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing", "characterSpacingControl",
    "noLineBreaksAfter", "noLineBreaksBefore", "clrSchemeMapping", "decimalSymbol",
    "listSeparator",
)  # fmt: skip
"""What of its settings holds: how lines and pages are made, and never what a program should do."""

_PAGE = (
    "pgSz", "pgMar", "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "titlePg",
    "textDirection", "bidi", "rtlGutter", "docGrid",
)  # fmt: skip
_LEFT_OUT = {
    "macros": "macros",
    "links": "links and fields that lead out of the file",
    "template": "the link to a template of its own",
    "outside": "what lies outside the file",
    "data": "custom XML",
    "objects": "embedded objects",
    "protection": "protection",
    "merge": "a mail merge",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class Template:
    """What of a template holds, part by part.

    `styles` is the root of its styles, `numbering` of its lists. `section` are the pieces of its
    page by name, `settings` those of its settings. `theme` and `fonts` are parts, "" for none.
    `files` are its fonts and the pictures of its furniture by the names that they have in our file,
    `faces` those
    of its theme by their places, "major" and "minor".
    """

    styles: Element
    numbering: Element | None
    section: Mapping[str, str]
    settings: Mapping[str, str]
    theme: str
    fonts: Element | None
    slots: tuple[HouseSlot, ...]
    files: Mapping[str, bytes]
    background: str
    notes: tuple[Note, ...] = ()
    faces: Mapping[str, str] = field(default_factory=dict)
    accent: str = ""


@lru_cache(maxsize=8)
def template_in(data: bytes, where: str) -> Template:
    """The template in these bytes. Raises BrokenLayout, in one line."""
    try:
        return _read(data, where)
    except (SourceError, OverLimit) as error:
        message = f"the Word template cannot be used: {error.message}"
        raise BrokenLayout(message, where=where, hint="save it in Word as .docx") from error


def _read(data: bytes, where: str) -> Template:
    package = Package.opened(data, where, DEFAULT_LIMITS)
    body = document_of(package).find(f"{W}body")
    relations = package.relations(package.main)

    def part(kind: str) -> Element | None:
        return package.optional(package.related(package.main, kind))

    styles = part("styles")
    settings = part("settings")
    sections = list(body.iter(f"{W}sectPr")) if body is not None else []
    section = sections[-1] if sections else None
    left_out = _left_out(package, body, settings)
    slots, files = slots_of(package, sections, relations, left_out)
    theme = part("theme")
    fonts, embedded = fonts_in(package, package.related(package.main, "fontTable"))
    if embedded:
        files |= embedded
        files["word/_rels/fontTable.xml.rels"] = relations_of(embedded)
    return Template(
        styles=etree.Element(f"{W}styles") if styles is None else styles,
        numbering=part("numbering"),
        section=_pieces(section, _PAGE),
        settings=_pieces(settings, _SETTINGS),
        theme="" if theme is None else _theme(theme),
        fonts=fonts,
        slots=slots,
        files=files,
        background=_background(body),
        notes=tuple(
            Note("word.template", f"of the Word template is left out: {_LEFT_OUT[kind]}")
            for kind in _LEFT_OUT
            if kind in left_out
        ),
        faces={} if theme is None else _faces(theme),
        accent="" if theme is None else _accent(theme),
    )


def _background(body: Element | None) -> str:
    """The colour of the template's paper, six digits, "" for plain paper."""
    said = value(body.getparent() if body is not None else None, "background", "color")
    return said if re.fullmatch("[0-9A-Fa-f]{6}", said) else ""


def _pieces(parent: Element | None, names: tuple[str, ...]) -> dict[str, str]:
    if parent is None:
        return {}
    return {
        name: written(copy.deepcopy(found))
        for name in names
        if (found := parent.find(f"{W}{name}")) is not None
    }


# What is left out


def _left_out(package: Package, body: Element | None, settings: Element | None) -> set[str]:
    """The kinds of what a template holds and none of our files may."""
    made: set[str] = set()
    for name in package.parts():
        for kind in package.relations(name).values():
            if kind.kind in _MACROS:
                made.add("macros")
            elif kind.kind in _OBJECTS:
                made.add("objects")
            elif kind.kind == "attachedTemplate":
                made.add("template")
            elif kind.kind in {"mailMergeSource", "mailMergeHeaderSource"}:
                made.add("merge")
            elif kind.kind == "hyperlink":
                made.add("links")
            elif kind.kind in {"customXml", "glossaryDocument"}:
                made.add("data")
            elif kind.outside:
                made.add("outside")
    if body is not None and any((each.text or "").strip() for each in body.iter(f"{W}t")):
        made.add("text")
    if settings is not None:
        for name, kind_of in (
            ("documentProtection", "protection"), ("writeProtection", "protection"),
            ("mailMerge", "merge"), ("attachedTemplate", "template"), ("docVars", "data"),
        ):  # fmt: skip
            if settings.find(f"{W}{name}") is not None:
                made.add(kind_of)
    return made


# Theme


def _theme(root: Element) -> str:
    """The theme without its pictures and without what is outside it."""
    for each in [each for each in root.iter() if any(key.startswith(R) for key in each.attrib)]:
        at = each
        while at is not None and at.tag != f"{A}blipFill":
            at = at.getparent()
        if at is not None and at.getparent() is not None:
            plain = etree.Element(f"{A}solidFill")
            etree.SubElement(plain, f"{A}schemeClr", {"val": "phClr"})
            at.getparent().replace(at, plain)
        for key in [key for key in each.attrib if key.startswith(R)]:
            del each.attrib[key]
    for name in ("objectDefaults", "extLst", "custClrLst", "extraClrSchemeLst"):
        for each in root.findall(f"{A}{name}"):
            root.remove(each)
    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'


def _faces(root: Element) -> dict[str, str]:
    """The theme's faces for Latin letters by their places, "major" and "minor"."""
    made = {}
    for place in ("major", "minor"):
        found = root.find(f"{A}themeElements/{A}fontScheme/{A}{place}Font/{A}latin")
        if found is not None and found.get("typeface"):
            made[place] = found.get("typeface")
    return made


def _accent(root: Element) -> str:
    """The theme's first accent, six digits."""
    found = root.find(f"{A}themeElements/{A}clrScheme/{A}accent1/{A}srgbClr")
    return "" if found is None else str(found.get("val", "")).upper()


def millimetres(template: Template, name: str, key: str) -> float | None:
    """A length of the template's page."""
    piece = template.section.get(name)
    if piece is None:
        return None
    root = etree.fromstring(f'<x xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}">{piece}</x>')
    found = twips(root[0].get(f"{W}{key}"))
    return None if found is None else found * 25.4 / 1440
