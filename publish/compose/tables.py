"""A table's cells on a regular grid: every row as wide as the others, no cell over another.

Scraped tables are rarely regular. PDF/UA-1 (7.2, veraPDF tests 41 to 43) and every screen reader
need rows of one width, so overlaps are shifted, spans are clamped and holes are filled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from publish.model.tree import Cell, Table

__all__ = ["MOST_COLUMNS", "Grid", "Row", "regular"]

MOST_COLUMNS = 64
"""No page shows more; a colspan of 100,000 took the engine 22 s of CPU (RELIABILITY, finding 2)."""

_HOLE = Cell(())

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table's head and body, all `width` columns wide."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    width: int


def regular(table: Table) -> Grid:
    """The table with spans clamped and holes filled; words are never dropped.

    Cells beyond MOST_COLUMNS move into rows of their own. A cell's rows end with its section: the
    head is repeated on every page, so nothing may reach out of it.
    """
    head_rows = min(max(table.head_rows, 0), len(table.rows))
    wrapped_head = _wrapped(table.rows[:head_rows])
    wrapped_body = _wrapped(table.rows[head_rows:])
    width = max((_reach(row) for row in (*wrapped_head, *wrapped_body)), default=0)
    head, head_width = _placed(wrapped_head, width)
    body, body_width = _placed(wrapped_body, width)
    width = max(head_width, body_width)
    return Grid(_filled(head, width), _filled(body, width), width)


def _wrapped(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows of at most MOST_COLUMNS cells."""
    return tuple(
        row[start : start + MOST_COLUMNS]
        for row in rows
        for start in range(0, max(len(row), 1), MOST_COLUMNS)
    )


def _reach(row: Row) -> int:
    """Columns a row needs at least: one a cell, and honest spans up to MOST_COLUMNS."""
    return min(max(len(row), sum(max(cell.columns, 1) for cell in row)), MOST_COLUMNS)


@dataclass(frozen=True, slots=True)
class _Place:
    cell: Cell
    column: int


def _placed(rows: tuple[Row, ...], width: int) -> tuple[list[list[_Place]], int]:
    """Each cell with its column, as HTML's table algorithm sets them, and the width it came to."""
    busy: list[int] = []  # by column: rows below that a cell from above still covers
    placed: list[list[_Place]] = []
    for index, row in enumerate(rows):
        left = len(rows) - index
        places: list[_Place] = []
        column = 0
        for cell in row:
            while column < len(busy) and busy[column]:
                column += 1
            columns = _clamped(cell.columns, column, busy, width)
            down = min(max(cell.rows, 1), left)
            busy.extend([0] * (column + columns - len(busy)))
            busy[column : column + columns] = [down] * columns
            places.append(_Place(replace(cell, columns=columns, rows=down), column))
            column += columns
        placed.append(places)
        busy = [max(rest - 1, 0) for rest in busy]
    return placed, max(len(busy), width)


def _clamped(wanted: int, column: int, busy: list[int], width: int) -> int:
    """The columns a cell may take: inside the table, and up to the next cell from above."""
    room = max(width - column, 1)
    free = next((i for i in range(column, len(busy)) if busy[i]), column + room) - column
    return max(1, min(wanted, room, free))


def _filled(rows: list[list[_Place]], width: int) -> tuple[Row, ...]:
    """The rows with an empty cell in every hole."""
    covered = [[False] * width for _ in rows]
    for index, places in enumerate(rows):
        for place in places:
            for below in range(index, index + place.cell.rows):
                for column in range(place.column, place.column + place.cell.columns):
                    covered[below][column] = True
    filled = []
    for index, places in enumerate(rows):
        holes = [_Place(_HOLE, column) for column in range(width) if not covered[index][column]]
        ordered = sorted((*places, *holes), key=lambda place: place.column)
        filled.append(tuple(place.cell for place in ordered))
    return tuple(filled)
