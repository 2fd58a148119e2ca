"""A table's cells on a regular grid: every row as wide as the others, no cell over another.

Scraped tables are rarely regular. PDF/UA-1 (7.2, veraPDF tests 41 to 43) and every screen reader
need rows of one width, so overlaps are shifted, spans are clamped and holes are filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    Formula,
    FormulaBlock,
    Inline,
    Inlines,
    Table,
)
from publish.model.walk import mapped, rebuilt, text_of_blocks

MOST_COLUMNS = 64
"""No page shows more. A colspan of 100,000 took the engine 22 s (docs/reliability.md, 2)."""

_HOLE = Cell(())
_NUMBER = re.compile(
    r"(?:[A-Z]{2,3}[ \u00a0]?)?[(~<>≤≥]?[−–+±-]?(?:[A-Z]{2})?[$€£¥₹]?"
    r"[\d.,'’٫٬ \u00a0\u202f\u2009]*\d"
    r"[ \u00a0\u202f]?[%‰€$£¥₹]?[)*†‡]*|[−–—-]?|n/a"
)
# Digits in groups, whichever language the article is in; a sign or a unit and its number.
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u2009]\d{3})+(?!\d)")
_SIGNED = re.compile(
    r"(?<=[−–+±~≈<>≤≥$€£¥₹]) (?=\d)|(?<=\b[A-Z]{3}) (?=\d)|(?<=\d\.) (?=\d)"
    r"|(?<=\d) (?=[%‰€$£¥₹]|[+±×·=] ?\d)"
)
_LOOSE = re.compile(r"\d\.?[ \u2009]|[ \u2009]\d")
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell and the column it begins in, from 0."""

    cell: Cell
    column: int


Cells = tuple[Cell, ...]
Row = tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table's head and body, all `width` columns wide.

    `figures` are the columns that hold nothing but numbers, dashes and gaps below the head.
    """

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    width: int
    figures: frozenset[int] = frozenset()

    @property
    def is_headed(self) -> bool:
        """Whether every cell has a head: above it, or in each of its rows."""
        left = 0  # rows that a head from above still covers
        for row in self.body:
            left = max([left - 1, *(place.cell.rows for place in row if place.cell.header)])
            if left < 1:
                return bool(self.head)
        return True

    def is_figure(self, place: PlacedCell) -> bool:
        """Whether the cell covers columns of numbers and no other."""
        return self.figures.issuperset(range(place.column, place.column + place.cell.columns))

    def is_last(self, place: PlacedCell) -> bool:
        """Whether the cell reaches the table's right edge."""
        return place.column + place.cell.columns >= self.width


def regular(table: Table) -> Grid:
    """The table with spans clamped and holes filled; words are never dropped.

    A head without a body is a body. Cells beyond MOST_COLUMNS move into rows of their own. A cell's
    rows end with its section: the head is repeated on every page, so nothing may reach out of it.
    """
    table = _bound(table)
    head_rows = max(min(table.head_rows, len(table.rows) - 1), 0)
    wrapped_head = _wrapped(table.rows[:head_rows])
    wrapped_body = _wrapped(table.rows[head_rows:])
    width = max((_reach(row) for row in (*wrapped_head, *wrapped_body)), default=0)
    head, head_width = _placed(wrapped_head, width)
    body, body_width = _placed(wrapped_body, width)
    width = max(head_width, body_width)
    rows = _filled(body, width)
    return Grid(_filled(head, width), rows, width, _figures(rows, width))


def _bound(table: Table) -> Table:
    """The table with numbers of one piece each: no cell is so narrow that it may part them."""
    if not any(_LOOSE.search(text_of_blocks(cell.blocks)) for row in table.rows for cell in row):
        return table

    def text(said: str) -> str:
        return bound_numbers(said) if _LOOSE.search(said) else said

    def inline(each: Inline) -> Inline:
        if isinstance(each, Formula):  # mathematics sets its own spaces
            return each
        return rebuilt(each, text=text, inlines=inlines, blocks=blocks)

    def block(each: Block) -> Block:
        if isinstance(each, FormulaBlock):
            return each
        return rebuilt(each, text=text, inlines=inlines, blocks=blocks)

    def inlines(run: Inlines) -> Inlines:
        return mapped(run, inline)

    def blocks(run: Blocks) -> Blocks:
        return mapped(run, block)

    bound = rebuilt(table, text=text, inlines=inlines, blocks=blocks)
    return bound if isinstance(bound, Table) else table


def bound_numbers(text: str) -> str:
    """The text with no-break spaces inside its numbers."""
    grouped = _GROUPS.sub(lambda found: re.sub("[ \u2009]", _NO_BREAK, found[0]), text)
    return _SIGNED.sub(_NO_BREAK, grouped)


def _wrapped(rows: tuple[Cells, ...]) -> tuple[Cells, ...]:
    """Rows of at most MOST_COLUMNS cells."""
    return tuple(
        row[start : start + MOST_COLUMNS]
        for row in rows
        for start in range(0, max(len(row), 1), MOST_COLUMNS)
    )


def _reach(row: Cells) -> int:
    """Columns a row needs at least: one a cell, and honest spans up to MOST_COLUMNS."""
    return min(max(len(row), sum(max(cell.columns, 1) for cell in row)), MOST_COLUMNS)


def _placed(rows: tuple[Cells, ...], width: int) -> tuple[list[list[PlacedCell]], int]:
    """Each cell with its column, as HTML's table algorithm sets them, and the width it came to."""
    busy: list[int] = []  # by column: rows below that a cell from above still covers
    placed: list[list[PlacedCell]] = []
    for index, row in enumerate(rows):
        left = len(rows) - index
        places: list[PlacedCell] = []
        column = 0
        for cell in row:
            while column < len(busy) and busy[column]:
                column += 1
            columns = _clamped(cell.columns, column, busy, width)
            down = min(max(cell.rows, 1), left)
            busy.extend([0] * (column + columns - len(busy)))
            busy[column : column + columns] = [down] * columns
            places.append(PlacedCell(replace(cell, columns=columns, rows=down), column))
            column += columns
        placed.append(places)
        busy = [max(rest - 1, 0) for rest in busy]
    return placed, max(len(busy), width)


def _clamped(wanted: int, column: int, busy: list[int], width: int) -> int:
    """The columns a cell may take: inside the table, and up to the next cell from above."""
    room = max(width - column, 1)
    free = next((i for i in range(column, len(busy)) if busy[i]), column + room) - column
    return max(1, min(wanted, room, free))


def _filled(rows: list[list[PlacedCell]], width: int) -> tuple[Row, ...]:
    """The rows with an empty cell in every hole."""
    covered = [[False] * width for _ in rows]
    for index, places in enumerate(rows):
        for place in places:
            for below in range(index, index + place.cell.rows):
                for column in range(place.column, place.column + place.cell.columns):
                    covered[below][column] = True
    filled = []
    for index, places in enumerate(rows):
        holes = [PlacedCell(_HOLE, column) for column in range(width) if not covered[index][column]]
        ordered = sorted((*places, *holes), key=lambda place: place.column)
        filled.append(tuple(ordered))
    return tuple(filled)


def _figures(rows: tuple[Row, ...], width: int) -> frozenset[int]:
    """The columns whose single cells all look like numbers, with at least one number."""
    words: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for place in row:
            if place.cell.columns == 1:
                words[place.column].append(text_of_blocks(place.cell.blocks).strip())
    return frozenset(
        column
        for column, texts in enumerate(words)
        if all(_NUMBER.fullmatch(text) for text in texts)
        and any(char.isdigit() for text in texts for char in text)
    )
