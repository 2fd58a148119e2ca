"""Tables of data with their spans; tables that only lay out a page give up their blocks."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal, assert_never

from publish.errors import OverLimit
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    DefinitionList,
    Figure,
    FormulaBlock,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.model.walk import text_of_blocks
from publish.readers.html.frames import Frame

WIDEST_SPAN = 64  # columns; docs/reliability.md row 5
_LONGEST_CELL = 600  # characters of text on average that still are a table's. # guess


def span_of(value: str | None) -> int:
    """A colspan or rowspan as a browser reads it, within bounds."""
    digits = (value or "").strip()[:9]
    return min(max(int(digits), 1), 1_000) if digits.isascii() and digits.isdigit() else 1


def table_of(frame: Frame, allowed_cells: int, where: str) -> Blocks:
    """The table, or its cells' blocks in order when it holds no data.

    Raises OverLimit when it has more cells than allowed.
    """
    rows = [row for row in frame.rows if row]
    count = sum(len(row) for row in rows)
    if count > allowed_cells:
        raise OverLimit("table-cells", count, allowed_cells, where=where)
    if _lays_out(rows, frame):
        loose = (block for row in rows for cell in row for block in cell.blocks)
        caption = (Paragraph(frame.caption, frame.caption_origin or frame.origin),)
        return (*frame.blocks, *(caption if frame.caption else ()), *loose)
    heads = frame.head_rows or _header_rows(rows)
    fitted = _fitted(rows)
    return (Table(fitted, frame.caption, min(heads, len(fitted) - 1), frame.origin),)


def _lays_out(rows: list[list[Cell]], frame: Frame) -> bool:
    """Whether the table only places things: one column of cells, or whole passages in its cells."""
    cells = [cell for row in rows for cell in row if cell.blocks]
    if not cells or frame.presentational or max(map(len, rows)) == 1:
        return True
    told = {_tells_layout(block) for cell in cells for block in cell.blocks}
    if "surely" in told:
        return True
    if frame.caption or frame.head_rows or any(cell.header for cell in cells):
        return False
    crowds = [cell for cell in cells if len(cell.blocks) > 3]
    if any(len(text_of_blocks(cell.blocks)) > _LONGEST_CELL for cell in crowds):
        return True  # one cell holds an article
    words = sum(len(text_of_blocks(cell.blocks)) for cell in cells)
    single_row = len(rows) == 1
    return (
        len(crowds) * 4 > len(cells)
        or words > _LONGEST_CELL * len(cells)
        or (single_row and ("in a row" in told or len(cells) <= 2))
    )


def _tells_layout(block: Block) -> Literal["surely", "in a row", ""]:
    """Whether a block in a cell tells that its table only places things; some do in one row."""
    match block:
        case Heading() | Quote() | Table() | SectionBreak():
            return "surely"
        case Listing() | DefinitionList() | Figure():
            return "in a row"
        case Paragraph() | CodeBlock() | FormulaBlock():
            return ""
        case _:
            assert_never(block)


def _header_rows(rows: list[list[Cell]]) -> int:
    """The rows at the top that hold header cells only."""
    for index, row in enumerate(rows):
        if not all(cell.header for cell in row):
            return index
    return 0


def _fitted(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with spans cut to the columns in which a cell begins and to the rows there are.

    A title row over 100 columns of which four exist spans four.
    """
    busy: dict[int, int] = {}  # column → last row index a cell from above fills there
    placed: list[list[tuple[int, Cell]]] = []
    for index, row in enumerate(rows):
        column = 0
        line: list[tuple[int, Cell]] = []
        for cell in row:
            while busy.get(column, -1) >= index:
                column += 1
            wide = min(cell.columns, WIDEST_SPAN)
            tall = min(cell.rows, len(rows) - index)
            line.append((column, Cell(cell.blocks, wide, tall, cell.header)))
            for filled in range(column, column + wide):
                busy[filled] = max(busy.get(filled, -1), index + tall - 1)
            column += wide
        placed.append(line)
    starts = sorted({column for line in placed for column, _ in line})
    return tuple(
        tuple(
            Cell(
                cell.blocks,
                max(1, _between(starts, column, column + cell.columns)),
                cell.rows,
                cell.header,
            )
            for column, cell in line
        )
        for line in placed
    )


def _between(starts: list[int], first: int, end: int) -> int:
    return bisect_left(starts, end) - bisect_left(starts, first)


def cell_of(frame: Frame) -> Cell:
    """A closed cell."""
    return Cell(tuple(frame.blocks), frame.columns, frame.spanned_rows, frame.header)


def opened_table(role: str) -> Frame:
    """A frame for a table; its role may say that it is none."""
    table = Frame("table")
    table.presentational = role in ("presentation", "none")
    return table
