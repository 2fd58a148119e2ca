"""What WeasyPrint has no tag for: struck words, formulas, boxes, definitions, languages.

Its elements get a type of their own, which a role map ties to a standard one (ISO 32000-1,
14.8.4), and then what readers of that type want to know. WeasyPrint has no place to ask for a tag
(`pdf.tags._get_pdf_tag` knows fifteen elements): while a file is written ours stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any  # WeasyPrint and pydyf have no types

import pydyf
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.writers.pdf import note_links
from publish.writers.pdf.guard import Hold, compared, installed

_TAG = "weasyprint.pdf.tags:_get_pdf_tag"
_TREE = "weasyprint.pdf.tags:_build_box_tree"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_TYPES: Mapping[str, str] = {
    "del": "Deleted",
    "ins": "Inserted",
    "data": "Box",
    _MATH: "Formula",
    "dt": "Term",
    "dd": "Definition",
    **note_links.TYPES,
}
_ROLES = {
    "Deleted": "Span",
    "Inserted": "Span",
    "Box": "Span",
    "Term": "Lbl",
    "Definition": "LBody",
}
_LINES = {"/Deleted": "/LineThrough", "/Inserted": "/Underline"}
_SAID = {"/Box": ("data", "value"), "/Formula": (_MATH, "alttext")}


def with_roles(wanted: bool) -> AbstractContextManager[None]:
    """While a file is written: elements have types of their own, and languages."""
    return installed((Hold(_TAG, _typed), Hold(_TREE, _speaking)) if wanted else ())


def _typed(known: Callable[[str | None], str]) -> Callable[[str | None], str]:
    return lambda tag: _TYPES.get(tag or "") or known(tag)


def _speaking(known: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Elements with the language of their passage (ISO 32000-1, 14.9.2), and those of notes."""

    def built(box: Any, parent: Any, pdf: Any, *more: Any) -> Iterator[Any]:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        language = box.element.get("lang") if box.element is not None else None
        for element in known(box, parent, pdf, *more):
            if language:
                element["Lang"] = pydyf.String(language)
            yield note_links.tagged(element, box, parent, pdf)

    return built


def standard(kind: str) -> str:
    """The standard type that a type of ours stands for, or itself; with the slash."""
    role = _ROLES.get(kind.removeprefix("/"))
    return f"/{role}" if role else kind


def describe_roles(document: Any, pdf: Any, elements: Mapping[bytes, Any]) -> None:
    """Tie our types to standard ones, and say of each element what it means, in place."""
    used = {str(element["S"]) for element in elements.values()}
    roles = {name: f"/{role}" for name, role in _ROLES.items() if f"/{name}" in used}
    if roles:
        root = next(thing for thing in pdf.objects if _is_root(thing))
        root["RoleMap"] = pydyf.Dictionary(roles)
    for element in elements.values():
        if line := _LINES.get(str(element["S"])):
            element["A"] = pydyf.Dictionary({"O": "/Layout", "TextDecorationType": line})
    for kind, (tag, name) in _SAID.items():
        found = [element for element in elements.values() if element["S"] == kind]
        if not found:  # in nearly all files
            continue
        said = [box.element.get(name) for page in document.pages for box in _boxes(page, tag)]
        # In the order of the boxes, in which WeasyPrint makes elements: one for each piece.
        for element, words in zip(found, said, strict=True):
            element["Alt"] = pydyf.String(words)
    _put_definitions_in_items(pdf, elements)


def _put_definitions_in_items(pdf: Any, elements: Mapping[bytes, Any]) -> None:
    """Terms and what is said of them as labels and bodies of items (PDF/UA-1 7.2)."""
    for listing in [element for element in elements.values() if element["S"] == "/L"]:
        kids = listing["K"]
        kinds = [str(elements[kid]["S"]) if kid in elements else "" for kid in kids]
        if not {"/Term", "/Definition"} & {*kinds}:
            continue
        items: list[Any] = []
        before = ""
        for kid, kind in zip(kids, kinds, strict=True):
            if not items or (kind == "/Term" and before != "/Term"):
                items.append(_item(pdf, listing, elements[kid]["Pg"]))
            items[-1]["K"].append(kid)
            elements[kid]["P"] = items[-1].reference
            before = kind
        listing["K"] = pydyf.Array(item.reference for item in items)


def _item(pdf: Any, listing: Any, page: object) -> Any:
    item = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LI",
            "K": pydyf.Array([]),
            "Pg": page,
            "P": listing.reference,
        }
    )
    pdf.add_object(item)
    return item


def _boxes(page: Any, tag: str) -> Iterator[Any]:
    """The boxes of an element on a page, in the order in which WeasyPrint tags them."""
    yield from _inside(page._page_box, tag)


def _inside(box: Any, tag: str) -> Iterator[Any]:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if box.element_tag == tag and not isinstance(box, TextBox | LineBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _inside(child, tag)


def _is_root(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructTreeRoot"


HOLDS = (
    *compared("weasyprint.pdf.tags", "_build_box_tree", "_get_pdf_tag", "add_tags"),
    *compared("weasyprint.formatting_structure.boxes", "LineBox", "TextBox"),
    *compared("weasyprint.layout.absolute", "AbsolutePlaceholder"),
    *compared("pydyf", "Array", "Dictionary", "Object.reference", "PDF.add_object", "String.data"),
)
"""How tags are made of boxes, and what file objects look like."""
