"""Tables that go on over the next page, where a cell that reaches down is cut in two.

WeasyPrint 70 tags what stands on each page as a table of its own. The cell says that it reaches
over more rows than stand there, and the rows of the next page lack it (PDF/UA-1 7.2, veraPDF tests
41 to 43). So the cell ends with its page, and in each row below an empty one stands for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any  # pydyf has no types

import pydyf

from publish.writers.pdf.guard import compared

Elements = Mapping[bytes, Any]


def complete_rows(pdf: Any, elements: Elements) -> None:
    """Cut the cells that reach below their page, and fill the rows that then lack them."""
    width, cut = 0, dict[int, int]()
    for element in tuple(elements.values()):
        if element["S"] != "/Table":
            continue
        rows = tuple(_rows(element, elements))
        goes_on = _widest(rows, elements) == width or max(cut.values(), default=0) > 0
        placed, filled = _completed(pdf, rows, elements, (width, cut) if goes_on else (0, {}))
        below: dict[int, int] = {}
        for row, column, cell in placed:
            if (left := row + _span(cell, "RowSpan") - len(rows)) > 0:
                below |= dict.fromkeys(range(column, column + _span(cell, "ColSpan")), left)
                cell["A"]["RowSpan"] = len(rows) - row
        if filled:  # what still stands open in the last row goes on over one more page
            done = len({row for row, _ in filled})
            open_ = {column for row, column in filled if row == len(rows) - 1}
            below = {column: cut[column] - done for column in open_} | below
        if filled or below:
            placed_ends = (column + _span(cell, "ColSpan") for _, column, cell in placed)
            width, cut = max((width if filled else 0, *placed_ends)), below


def _completed(
    pdf: Any, rows: tuple[Any, ...], elements: Elements, before: tuple[int, dict[int, int]]
) -> tuple[list[tuple[int, int, Any]], list[tuple[int, int]]]:
    """Each cell with its row and column, and where an empty one was put.

    `before` is how wide the table is of which a page before had cells cut, and these cells'
    columns with the rows that they still reach over.
    """
    width, cut = before
    longest_first = sorted(cut, key=lambda column: -cut[column])
    placed: list[tuple[int, int, Any]] = []
    filled: list[tuple[int, int]] = []
    taken: dict[int, set[int]] = defaultdict(set)
    for at, row in enumerate(rows):
        cells = [elements[kid] for kid in row["K"] if kid in elements]
        lacks = width - len(taken[at]) - sum(_span(cell, "ColSpan") for cell in cells)
        empty = longest_first[: max(lacks, 0)]
        taken[at].update(empty)
        filled += [(at, column) for column in empty]
        own: list[tuple[int, Any]] = [(column, _empty_cell(pdf, row)) for column in empty]
        column = 0
        for cell in cells:
            while column in taken[at]:
                column += 1
            wide = range(column, column + _span(cell, "ColSpan"))
            for over in range(at, min(at + _span(cell, "RowSpan"), len(rows))):
                taken[over].update(wide)
            placed.append((at, column, cell))
            own.append((column, cell))
        if empty:
            own.sort(key=lambda each: each[0])
            row["K"] = pydyf.Array(cell.reference for _, cell in own)
    return placed, filled


def _widest(rows: tuple[Any, ...], elements: Elements) -> int:
    """How many columns the widest row has by its own cells, as a head does that is repeated."""
    spans = (
        sum(_span(elements[kid], "ColSpan") for kid in row["K"] if kid in elements) for row in rows
    )
    return max(spans, default=0)


def _empty_cell(pdf: Any, row: Any) -> Any:
    cell = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/TD",
            "P": row.reference,
            "K": pydyf.Array(),
            "A": pydyf.Dictionary({"O": "/Table"}),
        }
    )
    pdf.add_object(cell)
    return cell


def _span(cell: Any, name: str) -> int:
    return int(cell["A"].get(name, 1)) if "A" in cell else 1


def _rows(element: Any, elements: Elements) -> Iterator[Any]:
    for kid in element["K"]:
        child = elements.get(kid) if isinstance(kid, bytes) else None
        if child is not None and child["S"] == "/TR":
            yield child
        elif child is not None and child["S"] in ("/THead", "/TBody", "/TFoot"):
            yield from _rows(child, elements)


HOLDS = compared("pydyf", "Array", "Dictionary", "Object.reference", "PDF.add_object")
"""What file objects look like."""
