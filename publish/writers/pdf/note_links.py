"""Notes in the file: links from each mark to its note and back, and the tags that say so.

WeasyPrint 70 makes marks and numbers of notes out of style sheets, which know no links. What they
are is told by their elements (compose/notes_html.py): the id of a note, the name of its mark, and
the words for those who hear a link instead of seeing it. PDF/UA-1 7.9 wants a Note with an ID for
each; ISO 32000-1, 14.8.4.4.1, a Reference around its mark and a Lbl around its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any  # WeasyPrint and pydyf have no types

import pydyf
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.writers.pdf.guard import compared

MARKED = "data-mark"
"""The attribute of a note, or of its item in a list, that holds the name of its mark."""

_MARK, _NUMBER, _BULLET = "object::footnote-call", "object::footnote-marker", "li::marker"
_MADE = frozenset({_MARK, _NUMBER, _BULLET})
TYPES: Mapping[str, str] = {"object": "Note", _MARK: "Link", _NUMBER: "Link"}
"""What the elements of notes are to WeasyPrint, which puts words straight into a Link."""


def link_notes(document: Any) -> None:
    """Let the marks and numbers that style sheets made lead to and fro, in place."""
    for page in document.pages:
        for box in _made(page._page_box):
            mark = box.element.get(MARKED)
            if not mark:
                continue
            x, y, width, height = box.hit_area()
            place = (x, y, x + width, y + height)
            if box.element_tag == _MARK:
                page.anchors.setdefault(mark, place)
                mark = box.element.get("id")
            page.links.append(("internal", mark, place, box))


def _made(box: Any) -> Iterator[Any]:
    """The boxes of marks and numbers, in their order."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if box.element_tag in _MADE and not isinstance(box, TextBox | LineBox):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _made(child)


def tagged(element: Any, box: Any, parent: Any, pdf: Any) -> Any:
    """An element as it shall stand below its parent: as it is, or with another around it."""
    if box.element_tag == "object":
        if parent["S"] == "/Note":  # lines beside blocks
            element["S"] = "/P"
        else:
            element["ID"] = pydyf.String(box.element.get("id", ""))
    elif annotation := box.link_annotation:
        back = box.element_tag in (_NUMBER, _BULLET)
        word = box.element.get("data-back" if back else "data-note")
        if word:
            annotation["Contents"] = pydyf.String(f"{word} {_said(box)}")
            return _around(element, "Lbl" if back else "Reference", parent, pdf)
    elif box.element_tag in (_MARK, _NUMBER):  # where nothing links them
        element["S"] = "/Span"
    return element


def join_notes(elements: Mapping[bytes, Any]) -> None:
    """Put what WeasyPrint tagged as a note for each page it stands on into one, in place."""
    notes: dict[str, Any] = {}
    for element in elements.values():
        if element["S"] != "/Note":
            continue
        note = notes.setdefault(element["ID"].string, element)
        if note is not element:
            for kid in element["K"]:
                elements[kid]["P"] = note.reference
            note["K"] += element["K"]
            element["K"].clear()
            _take_out(element, elements)


def _take_out(element: Any, elements: Mapping[bytes, Any]) -> None:
    """Take an element that holds nothing out of its parent, and that out of its own."""
    while not element["K"] and (parent := elements.get(element["P"])):
        parent["K"].remove(element.reference)
        element = parent


def _said(box: Any) -> str:
    """The number that a box shows."""
    if isinstance(box, TextBox):
        return str(box.text).strip(". ")
    return "".join(map(_said, getattr(box, "children", ())))


def _around(link: Any, kind: str, parent: Any, pdf: Any) -> Any:
    """A link in an element of this kind."""
    link["S"] = "/Link"
    outer = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": f"/{kind}",
            "K": pydyf.Array([link.reference]),
            "Pg": link["Pg"],
            "P": parent.reference,
        }
    )
    pdf.add_object(outer)
    link["P"] = outer.reference
    return outer


HOLDS = (
    *compared("weasyprint.document", "Page.__init__"),
    *compared("weasyprint.anchors", "gather_anchors"),
    *compared("weasyprint.pdf.anchors", "add_links", "resolve_links"),
    *compared("weasyprint.formatting_structure.boxes", "Box.hit_area", "LineBox", "TextBox"),
    *compared("weasyprint.layout.absolute", "AbsolutePlaceholder"),
    *compared("pydyf", "Array", "Dictionary", "PDF.add_object", "String.data"),
)
"""Where links and anchors are gathered, and what file objects look like."""
