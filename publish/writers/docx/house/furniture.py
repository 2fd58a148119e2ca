"""Headers and footers of a template: words, pictures, page numbers, and nothing that acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from lxml import etree

from publish.readers.docx.names import Element, R, W
from publish.readers.docx.package import Package, Relation

_FIELDS = frozenset({
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR",
    "KEYWORDS", "DOCPROPERTY", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "FILENAME", "IF", "QUOTE",
    "SYMBOL", "=",
})  # fmt: skip
"""Fields that look nowhere but into the file itself."""

_UNWRAPPED = ("sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink")
_DROPPED = (
    "sdtPr", "sdtEndPr", "del", "moveFrom", "object", "control", "altChunk", "subDoc",
    "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
    "permStart", "permEnd", "proofErr", "smartTagPr", "customXmlPr", "footnoteReference",
    "endnoteReference", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "movie", "ruby", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
)  # fmt: skip
_ACTING = frozenset({"object", "control", "altChunk", "subDoc", "movie"})

PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg")
"""Suffixes of the pictures that a template's furniture may have."""

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

PAGES = ("default", "first", "even")
Kind = Literal["header", "footer"]
_KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class HouseSlot:
    """A header or footer of the template: the root of its part, and its relations as a part."""

    kind: Kind
    page: str
    root: Element
    relations: bytes


def slots_of(
    package: Package,
    sections: Sequence[Element],
    relations: Mapping[str, Relation],
    left_out: set[str],
) -> tuple[tuple[HouseSlot, ...], dict[str, bytes]]:
    """The headers and footers of a template's last pages, and the pictures in them by name.

    What they may not hold goes, and its kind into `left_out`.
    """
    files: dict[str, bytes] = {}
    asked: dict[tuple[Kind, str], str] = {}
    for section in sections:  # a section has what the one before it has, but for what it says
        for kind in _KINDS:
            for each in section.findall(f"{W}{kind}Reference"):
                found = relations.get(each.get(f"{R}id", ""))
                if found is not None and not found.outside:
                    asked[kind, each.get(f"{W}type", "default")] = found.target
    made: list[HouseSlot] = []
    for (kind, page), target in sorted(asked.items()):
        root = package.optional(target)
        if root is not None and page in PAGES:
            told = _cleaned(root, package, target, files, left_out)
            made.append(HouseSlot(kind, page, root, told))
    return tuple(made), files


def _cleaned(
    root: Element, package: Package, part: str, files: dict[str, bytes], left_out: set[str]
) -> bytes:
    """Take out what acts or leads away; what is left of the part's relations."""
    for name in _DROPPED:
        for each in list(root.iter(f"{W}{name}")):
            if name in _ACTING:
                left_out.add("objects")
            _remove(each)
    _without_fields(root, left_out)
    for name in (*_UNWRAPPED, "sdt"):
        for each in list(root.iter(f"{W}{name}")):
            _unwrap(each)
    kept = _related(root, package, part, files, left_out)
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(filter(None, root.nsmap)))
    return kept


def _related(
    root: Element, package: Package, part: str, files: dict[str, bytes], left_out: set[str]
) -> bytes:
    """Pictures that lie in the template, each under a name of its own; references to more go."""
    known = package.relations(part)
    lines: dict[str, str] = {}
    for each in list(root.iter()):
        for key in [key for key in each.attrib if key.startswith(R)]:
            id = each.get(key)
            found = known.get(id)
            suffix = found.target.rpartition(".")[2].lower() if found else ""
            inside = found is not None and found.kind == "image" and not found.outside
            if found and inside and suffix in PICTURES and package.has(found.target):
                name = f"house-{len(files) + 1}.{suffix}"
                name = lines.get(id, name)
                files.setdefault(f"word/media/{name}", package.data(found.target))
                lines[id] = name
                continue
            left_out.add("links" if found is not None and found.kind == "hyperlink" else "outside")
            del each.attrib[key]
            if etree.QName(each).localname in {
                "hlinkClick",
                "hlinkHover",
                "imagedata",
                "OLEObject",
            }:
                _remove(each)
                break
    said = "".join(
        f'<Relationship Id="{id}" Type="{_IMAGE}" Target="media/{name}"/>'
        for id, name in lines.items()
    )
    if not said:
        return b""
    return f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{said}</Relationships>'.encode()


def _without_fields(root: Element, left_out: set[str]) -> None:
    """Fields that look beyond the file stand as the words that they showed last."""
    for each in list(root.iter(f"{W}fldSimple")):
        if _asks(each.get(f"{W}instr", "")):
            left_out.add("links")
            _unwrap(each)
    for paragraph in list(root.iter(f"{W}p")):
        open_fields: list[list[Element]] = []
        asked: list[str] = []
        gone: list[Element] = []
        for run in list(paragraph.iter(f"{W}r")):
            for each in list(run):
                if each.tag == f"{W}instrText" and open_fields:
                    asked[-1] += each.text or ""
                    open_fields[-1].append(each)
                elif each.tag == f"{W}fldChar":
                    if each.get(f"{W}fldCharType") == "begin":
                        open_fields.append([])
                        asked.append("")
                    (open_fields[-1] if open_fields else gone).append(each)
                    if each.get(f"{W}fldCharType") == "end" and open_fields:
                        pieces, words = open_fields.pop(), asked.pop()
                        if _asks(words):
                            left_out.add("links")
                            gone += pieces
        for each in (*gone, *(piece for pieces in open_fields for piece in pieces)):
            _remove(each)


def _asks(instruction: str) -> bool:
    """Whether a field asks for more than the file holds."""
    words = instruction.split()
    return bool(words) and words[0].upper() not in _FIELDS and not words[0].startswith("=")


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in list(element):
        parent.insert(at, child)
        at += 1
    parent.remove(element)
