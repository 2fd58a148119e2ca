"""Repairs of the PDF that WeasyPrint 70 made, right before it is written.

Each says which rule the file would break without it.
"""

from __future__ import annotations

from typing import Any  # pydyf has no types

import pydyf

__all__ = ["finish"]


def finish(_document: object, pdf: Any) -> None:
    """Mend the tags of lists and the table of attachments, in place."""
    _give_items_bodies(pdf)
    _put_attachments_in_order(pdf)


def _give_items_bodies(pdf: Any) -> None:
    """Put what stands in a list item without a body into one (PDF/UA-1 7.2, veraPDF test 20).

    WeasyPrint makes an LBody for lines right inside an item, but not for paragraphs inside it.
    """
    elements: dict[bytes, Any] = {
        thing.reference: thing for thing in pdf.objects if _is_structure(thing)
    }
    for item in [element for element in elements.values() if element["S"] == "/LI"]:
        kids = item["K"]
        labels = [kid for kid in kids if _kind(elements, kid) == "/Lbl"]
        loose = [kid for kid in kids if _kind(elements, kid) not in ("/Lbl", "/LBody")]
        if not loose:
            continue
        bodies = [kid for kid in kids if _kind(elements, kid) == "/LBody"]
        body = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array(loose),
                "Pg": item["Pg"],
                "P": item.reference,
            }
        )
        pdf.add_object(body)
        for kid in loose:
            if kid in elements:
                elements[kid]["P"] = body.reference
        item["K"] = pydyf.Array([*labels, *bodies, body.reference])


def _is_structure(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def _kind(elements: dict[bytes, Any], kid: object) -> str:
    """The type of a structure element; "" for marked content, which is only a number."""
    element = elements.get(kid) if isinstance(kid, bytes) else None
    return str(element["S"]) if element else ""


def _put_attachments_in_order(pdf: Any) -> None:
    """Sort the names of attachments (ISO 32000-1, 7.9.6) and list each in AF once."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    names = pdf.catalog.get("Names", {})
    if "EmbeddedFiles" in names:
        tree = pdf.objects[int(names["EmbeddedFiles"].split()[0])]
        flat = list(tree["Names"])
        pairs = sorted(zip(flat[::2], flat[1::2], strict=True), key=lambda pair: pair[0].data)
        tree["Names"] = pydyf.Array(part for pair in pairs for part in pair)
