"""Word files made part by part, as other programs write them: only what a test speaks of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
    "endnotes": "endnotes", "comments": "comments", "settings": "settings",
}  # fmt: skip


def run(text: str, look: str = "") -> str:
    """A run of words; `look` is what its w:rPr holds."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def line(*inside: str, style: str = "", look: str = "") -> str:
    """A paragraph of runs, or of words where there are no tags; `look` is what its w:pPr holds."""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{name}{look}</w:pPr>" if name or look else ""
    said = "".join(each if each.startswith("<") else run(each) for each in inside)
    return f"<w:p>{properties}{said}</w:p>"


def style(name: str, id: str = "", look: str = "", base: str = "", kind: str = "paragraph") -> str:
    """A style of styles.xml; `look` is all that it says besides."""
    on = f'<w:basedOn w:val="{base}"/>' if base else ""
    opening = f'<w:style w:type="{kind}" w:styleId="{id or name.replace(" ", "")}">'
    return f'{opening}<w:name w:val="{name}"/>{on}{look}</w:style>'


def cell(*inside: str, look: str = "") -> str:
    """A cell of paragraphs, or of words where there are no tags."""
    said = "".join(each if each.startswith("<") else line(each) for each in inside)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{said or line()}</w:tc>"


def row(*cells: str, look: str = "") -> str:
    """A row of cells, or of words where there are no tags."""
    said = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{said}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def field(code: str, *result: str) -> str:
    """A complex field: its code, and the runs that it shows."""
    said = "".join(each if each.startswith("<") else run(each) for each in result)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{said}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_file(
    *body: str,
    parts: Mapping[str, str] | None = None,
    relations: str = "",
    files: Mapping[str, bytes] | None = None,
    main: str = "word/document.xml",
) -> bytes:
    """A Word file of these paragraphs and tables.

    `parts` are the insides of parts beside the document by their root ("styles", "footnotes",
    "comments" …), `relations` more of the document's relations, `files` members as they are: they
    stand in the place of those of their names.
    """
    made: dict[str, bytes] = {}
    folder, _, base = main.rpartition("/")
    own = [relations]
    for name, inside in (parts or {}).items():
        root = _ROOTS.get(name, name)
        space = "w15" if name == "commentsExtended" else "w"
        tag = "commentsEx" if name == "commentsExtended" else root
        made[f"{folder}/{name}.xml"] = _xml(f"<{space}:{tag} {SPACES}>{inside}</{space}:{tag}>")
        own.append(relation(name, f"{name}.xml"))
    made[main] = _xml(f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>")
    made[f"{folder}/_rels/{base}.rels"] = _relations("".join(own))
    made["_rels/.rels"] = _relations(relation("officeDocument", main))
    made["[Content_Types].xml"] = _xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{_WORD}.document.main+xml"/></Types>'
    )
    return zipped({**made, **(files or {})})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """These members as a package."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return data.getvalue()


def relation(kind: str, target: str, id: str = "", *, outside: bool = False) -> str:
    """A relation to another part, or to what lies outside the file."""
    mode = ' TargetMode="External"' if outside else ""
    return (
        f'<Relationship Id="{id or "r-" + kind}" Type="{_OFFICE}/{kind}"'
        f' Target="{escape(target)}"{mode}/>'
    )


def _relations(inside: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _xml(f'<Relationships xmlns="{space}">{inside}</Relationships>')


def _xml(text: str) -> bytes:
    return f"{_DECLARATION}{text}".encode()
