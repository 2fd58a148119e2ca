"""Tables of data with their spans; tables that only lay out a page give up their blocks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
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
    Strong,
    Table,
)
from publish.model.walk import text_of_blocks
from publish.readers.html.frames import Frame

WIDEST_SPAN = 64  # columns; docs/reliability.md row 5
_LONGEST_CELL = 600  # characters of text on average that still are a table's. # guess
_LONGEST_IN_GRID = 200  # characters of a cell in a table that nothing declares. # guess
_LONGEST_PASSAGE = 3_000  # characters of one cell, beyond which it holds the article. # guess
_ROLES_OF_LAYOUT = frozenset(("presentation", "none"))
_ROLES_OF_DATA = frozenset(("table", "grid", "treegrid"))
_Told = Literal["surely", "unless in a grid", "in a row", ""]


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
    while not any(cell.blocks for cell in rows[-1]):
        rows.pop()  # which programs write for the widths of columns
    heads = frame.head_rows or _header_rows(rows)
    fitted = _fitted([[_labelled(cell) for cell in row] for row in rows])
    return (Table(fitted, frame.caption, min(heads, len(fitted) - 1), frame.origin),)


def _lays_out(rows: list[list[Cell]], frame: Frame) -> bool:
    """Whether the table only places things: one column of cells, or whole passages in its cells."""
    cells = [cell for row in rows for cell in row if cell.blocks]
    if not cells or frame.role in _ROLES_OF_LAYOUT:
        return True
    lengths = [len(text_of_blocks(cell.blocks)) for cell in cells]
    told = {_tells_layout(block, cell) for cell in cells for block in cell.blocks}
    declared, narrow = _says_it_holds_data(frame), max(map(len, rows)) == 1
    if declared or (_has_heads(rows) and not narrow):
        single = len(rows) == 1 and not declared
        return len(cells) == 1 or max(lengths) > _LONGEST_PASSAGE or (single and bool(told - {""}))
    if narrow:
        return True
    if "surely" in told or ("unless in a grid" in told and not _is_grid(rows, lengths)):
        return True
    crowds = [at for at, cell in enumerate(cells) if len(cell.blocks) > 3]
    if any(lengths[at] > _LONGEST_CELL for at in crowds):
        return True  # one cell holds an article
    return (
        len(crowds) * 4 > len(cells)
        or sum(lengths) > _LONGEST_CELL * len(cells)
        or (len(rows) == 1 and ("in a row" in told or len(cells) <= 2))
    )


def _has_heads(rows: list[list[Cell]]) -> bool:
    """Whether a cell heads a row or a column; one that has its row to itself may be a banner."""
    return any(cell.header for row in rows if len(row) > 1 for cell in row)


def _says_it_holds_data(frame: Frame) -> bool:
    """Whether the page itself says so, by a role, a caption or a head."""
    return frame.role in _ROLES_OF_DATA or bool(frame.caption) or frame.head_rows > 0


def _is_grid(rows: list[list[Cell]], lengths: list[int]) -> bool:
    """Whether all rows have the same cells, nearly each with a few words in it."""
    widths = {sum(cell.columns for cell in row) for row in rows}
    full = len(lengths) * 4 >= sum(map(len, rows)) * 3  # the corner is empty
    worded = min(lengths) > 0 and max(lengths) <= _LONGEST_IN_GRID
    return len(rows) > 1 and len(widths) == 1 and full and worded


def _tells_layout(block: Block, cell: Cell) -> _Told:
    """Whether a block in a cell tells that its table only places things.

    A heading alone in its cell is a label; one over other blocks is over a passage.
    """
    match block:
        case Table():
            return "surely"
        case Heading():
            return "surely" if len(cell.blocks) > 1 else "unless in a grid"
        case Quote() | SectionBreak():
            return "unless in a grid"
        case Listing() | DefinitionList() | Figure():
            return "in a row"
        case Paragraph() | CodeBlock() | FormulaBlock():
            return ""
        case _:
            assert_never(block)


def _labelled(cell: Cell) -> Cell:
    """A cell whose headings are words: what heads a row or a column heads no part of an article."""
    if not any(isinstance(block, Heading) for block in cell.blocks):
        return cell
    return replace(cell, blocks=tuple(_label(block, cell.header) for block in cell.blocks))


def _label(block: Block, header: bool) -> Block:
    if not isinstance(block, Heading):
        return block
    return Paragraph(block.inlines if header else (Strong(block.inlines),), block.origin)


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
    """A frame for a table; its role may say what it is for."""
    table = Frame("table")
    table.role = role.strip().lower()
    return table
