"""Repairs of what WeasyPrint 70 made, right before it is written.

Each says which rule the file would break without it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any  # pydyf has no types

import pydyf

from publish.writers.pdf import broken_tables
from publish.writers.pdf.guard import compared
from publish.writers.pdf.note_links import join_notes
from publish.writers.pdf.roles import describe_roles, standard

Elements = Mapping[bytes, Any]
"""Structure elements by reference."""

_MOST_ROWS = 1_000_000


def one_annotation_a_link(document: Any) -> None:
    """Keep the annotation of each link, not those of the words inside it (PDF/UA-1 7.18.5).

    WeasyPrint makes one for every box in a link, and only the link's own stands below a Link tag.
    """
    for page in document.pages:
        page.links = [link for link in page.links if getattr(link[3].element, "tag", "") == "a"]


def finisher(running: Container[str]) -> Callable[[object, Any], None]:
    """What mends the tags of lists and tables and the list of attachments, by the parts that run.

    It is given a document and its file, and changes the file in place.
    """

    def finish(document: object, pdf: Any) -> None:
        elements = _Elements(pdf)
        if "roles" in running:
            describe_roles(document, pdf, elements.all())
            join_notes(elements.all())
        if "structure" in running:
            _mend_tags(pdf, elements)
        if "attachments" in running:
            _put_attachments_in_order(pdf)

    return finish


class _Elements:
    """The structure elements of a file to which some are added, looked for once each."""

    def __init__(self, pdf: Any) -> None:
        self._objects = pdf.objects
        self._seen = 0
        self._found: dict[bytes, Any] = {}

    def all(self) -> Elements:
        """Those that there are by now, in the order of their making."""
        for thing in self._objects[self._seen :]:
            if _is_structure(thing):
                self._found[thing.reference] = thing
        self._seen = len(self._objects)
        return self._found


def _mend_tags(pdf: Any, found: _Elements) -> None:
    elements = found.all()
    _give_items_bodies(pdf, elements)
    broken_tables.complete_rows(pdf, elements)
    elements = found.all()
    for element in elements.values():
        if element["S"] == "/Table":
            _give_cells_headers(element, elements)
        elif element["S"] == "/Figure" and "Alt" not in element:
            element["ActualText"] = pydyf.String("")  # a layout's `alt=""`: it says nothing


def _give_items_bodies(pdf: Any, elements: Elements) -> None:
    """Put what stands in a list item without a body into one (PDF/UA-1 7.2, veraPDF test 20).

    WeasyPrint makes an LBody for lines right inside an item, but not for paragraphs inside it.
    """
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


def _give_cells_headers(table: Any, elements: Elements) -> None:
    """Point each data cell to the heads of its columns and rows (PDF/UA-1 7.5).

    WeasyPrint looks at the first column of a head only, and counts columns wrong beside cells that
    reach down. Heads in a THead speak for columns, others for rows, as compose.html writes them.
    """
    heads: list[tuple[range, range, object]] = []  # rows, columns, identifier
    data: list[tuple[range, range, Any]] = []
    taken: set[tuple[int, int]] = set()
    for row, (cells, in_head) in enumerate(_rows(table, elements, in_head=False)):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            rows = range(row, row + cell["A"].get("RowSpan", 1))
            columns = range(column, column + cell["A"].get("ColSpan", 1))
            taken.update((r, c) for r in rows for c in columns)
            if cell["S"] == "/TD":
                data.append((rows, columns, cell))
            elif in_head:
                heads.append((range(_MOST_ROWS), columns, cell["ID"]))
            else:
                heads.append((rows, range(_MOST_ROWS), cell["ID"]))
            column = columns.stop
    for rows, columns, cell in data:
        cell["A"]["Headers"] = pydyf.Array(
            head for r, c, head in heads if _meet(r, rows) and _meet(c, columns)
        )


def _rows(element: Any, elements: Elements, *, in_head: bool) -> Iterator[tuple[list[Any], bool]]:
    """The cells of each row below an element, and whether the row stands in a head."""
    for kid in element["K"]:
        child = elements.get(kid) if isinstance(kid, bytes) else None
        if child is None:
            continue
        if child["S"] == "/TR":
            cells = (elements.get(each) for each in child["K"])
            yield [cell for cell in cells if cell and cell["S"] in ("/TH", "/TD")], in_head
        elif child["S"] in ("/THead", "/TBody"):
            yield from _rows(child, elements, in_head=child["S"] == "/THead")


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _is_structure(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def _kind(elements: Elements, kid: object) -> str:
    """The standard type of a structure element; "" for marked content, which is only a number."""
    element = elements.get(kid) if isinstance(kid, bytes) else None
    return standard(str(element["S"])) if element else ""


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


LINKS = (
    *compared("weasyprint.document", "Page.__init__"),
    *compared("weasyprint.anchors", "gather_anchors"),
    *compared("weasyprint.pdf.anchors", "add_links"),
)
_FILE = compared("pydyf", "Object.reference", "PDF.__init__")
TAGS = (
    *_FILE,
    *broken_tables.HOLDS,
    *compared("weasyprint.pdf.tags", "_build_box_tree", "_get_pdf_tag", "add_tags"),
)
ATTACHMENTS = (
    *_FILE,
    *compared("pydyf", "String.data"),
    *compared("weasyprint.pdf", "generate_pdf"),
    *compared("weasyprint.pdf.pdfa", "pdfa"),
)
