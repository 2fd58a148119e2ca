"""Tables: cells over columns and rows, rows that are repeated as heads, tables in cells.

Source: ECMA-376 part 1, 17.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from publish.errors import OverLimit
from publish.model.article import Changes
from publish.model.tree import Blocks, Cell, Inlines, Origin, Table, Text
from publish.model.walk import folded, text_of_blocks
from publish.readers.docx.alternatives import branch_of
from publish.readers.docx.changes import is_out
from publish.readers.docx.dialects import MC
from publish.readers.docx.names import Element, W, number, said, switched
from publish.readers.docx.reading import Reading

_WIDEST = 63  # columns: Word has no more
_CELL, _ROW = f"{W}tc", f"{W}tr"


class _Slot(NamedTuple):
    """A cell of the file: where it begins, how far it reaches, whether it goes on from above."""

    column: int
    columns: int
    goes_on: bool
    cell: Cell


Inside = Callable[[Element], Blocks]
"""Reads what stands in a cell."""


def table_of(
    element: Element, reading: Reading, inside: Inside, trail: tuple[str, ...] = ()
) -> Table | None:
    """The table as the tree has it; None for one without rows. Raises OverLimit."""
    count = sum(1 for _ in element.iter(_CELL))
    if count > reading.limits.table_cells:
        raise OverLimit(
            "table-cells", count, reading.limits.table_cells, where=reading.package.name
        )
    first = reading.paragraphs + 1
    rows: list[list[_Slot]] = []
    heads = 0
    for row in _each(element, _ROW):
        properties = row.find(f"{W}trPr")
        if is_out(properties, reading.changes):
            continue
        slots = list(_slots(row, properties, reading.changes, inside))
        if not slots:
            continue
        if heads == len(rows) and switched(properties, "tblHeader"):
            heads += 1
        rows.append(slots)
    made = _merged(rows, heads)
    if not made:
        return None
    origin = Origin(first, max(first, reading.paragraphs), "paragraph", trail)
    return Table(tuple(made), _caption(element), min(heads, len(made)), origin)


def _each(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in controls and tracked changes."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            if (branch := branch_of(child)) is not None:
                yield from _each(branch, tag)
        elif child.tag in _HOLDERS:
            yield from _each(child, tag)


_HOLDERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


def _slots(
    row: Element, properties: Element | None, changes: Changes, inside: Inside
) -> Iterator[_Slot]:
    column = _span(said(properties, "gridBefore"), least=0)
    if column:
        yield _Slot(0, column, False, Cell((), column))
    for cell in _each(row, _CELL):
        own = cell.find(f"{W}tcPr")
        if is_out(own, changes):
            continue
        columns = _span(said(own, "gridSpan"))
        merged = said(own, "vMerge")
        across = said(own, "hMerge")
        goes_on = merged is not None and merged != "restart"
        blocks = inside(cell)
        if across == "continue" or across == "":  # of old files: it belongs to the one before
            yield _Slot(column, columns, False, Cell(blocks, -columns))
        else:
            yield _Slot(column, columns, goes_on, Cell(blocks, columns))
        column += columns


def _span(text: str | None, least: int = 1) -> int:
    found = number(text)
    return least if found is None else min(max(found, least), _WIDEST)


@dataclass(slots=True)
class _Open:
    """A cell that those below may go on from: its place among the rows made."""

    row: int
    index: int
    columns: int
    rows: int = 1


def _merged(rows: list[list[_Slot]], heads: int) -> list[tuple[Cell, ...]]:
    """The rows with cells that go on from above, or from before, put to those they go on from."""
    made: list[list[Cell]] = []
    above_them: dict[int, _Open] = {}
    for slots in rows:
        cells: list[Cell] = []
        now: dict[int, _Open] = {}
        for slot in slots:
            above = above_them.get(slot.column)
            if slot.cell.columns < 0:
                if cells:
                    before = cells[-1]
                    cells[-1] = replace(
                        before,
                        columns=min(before.columns + slot.columns, _WIDEST),
                        blocks=before.blocks + slot.cell.blocks,
                    )
                continue
            if slot.goes_on and above is not None and above.columns == slot.columns:
                above.rows += 1
                first = made[above.row][above.index]
                blocks = first.blocks + _said(slot.cell.blocks)
                made[above.row][above.index] = replace(first, rows=above.rows, blocks=blocks)
                now[slot.column] = above
                continue
            now[slot.column] = _Open(len(made), len(cells), slot.columns)
            cells.append(replace(slot.cell, header=len(made) < heads))
        made.append(cells)
        above_them = now
    return [tuple(row) for row in made]


def _said(blocks: Blocks) -> Blocks:
    """What a cell that goes on from above says itself; Word does not show it, and it is kept."""
    return blocks if text_of_blocks(blocks).strip() else ()


def _caption(element: Element) -> Inlines:
    """The caption that Word keeps in the table's properties, where none stands on the page."""
    words = folded(said(element.find(f"{W}tblPr"), "tblCaption") or "")
    return (Text(words),) if words else ()
