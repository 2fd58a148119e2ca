"""Tables: a grid with spans, header rows that are repeated, columns as wide as their words need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from publish.compose.grids import Grid, PlacedCell, Row, regular
from publish.model.forms import is_line
from publish.model.tree import Blocks, Cell, Table
from publish.model.walk import text_of_blocks

MOST_COLUMNS = 63  # Word's limit: a file with more is called damaged
_CHARACTER = 105  # twips of a character at 9 pt in the sans, with a little air
_PADDING = 200  # twips: the margins of a cell
_LONGEST = 44  # characters: a column does not ask for more, its lines break
_SMALLEST = 360  # twips

SetCell = Callable[[Blocks, str, int], str]
"""Sets a cell's blocks, given the style of its paragraphs and its width in twips."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: the room in twips, how far in, its direction; how cells are set."""

    width: int
    indent: int
    rtl: bool
    set_cell: SetCell


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell from above that reaches into this row."""

    cell: Cell
    left: int


def table(block: Table, setting: Setting) -> str:
    """The table; where Word can hold no table so wide, its cells one below the other."""
    grid = regular(block)
    if not grid.width:
        return ""
    if grid.width > MOST_COLUMNS:
        cells = [place.cell for row in (*grid.head, *grid.body) for place in row]
        return "".join(setting.set_cell(each.blocks, "TableText", setting.width) for each in cells)
    widths = _widths(grid, setting.width, rtl=setting.rtl)
    direction = "<w:bidiVisual/>" if setting.rtl else ""
    indent = f'<w:tblInd w:w="{setting.indent}" w:type="dxa"/>' if setting.indent else ""
    head = int(bool(grid.head))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _rows(grid.head, grid, widths, setting, head=True) + _rows(
        grid.body, grid, widths, setting, head=False
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ArticleTable"/>{direction}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}'
        f'<w:tblLook w:val="00{head * 2}0" w:firstRow="{head}" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{_END}"
    )


def _rows(
    rows: tuple[Row, ...], grid: Grid, widths: list[int], setting: Setting, *, head: bool
) -> str:
    made = []
    above: dict[int, _Span] = {}  # by column
    for row in rows:
        began = {place.column: place for place in row}
        cells = []
        column = 0
        while column < grid.width:
            span = above.get(column)
            if span and span.left:
                above[column] = _Span(span.cell, span.left - 1)
                cells.append(_cell(span.cell, widths, column, "<w:vMerge/>", _EMPTY))
                column += span.cell.columns
                continue
            place = began[column]
            cells.append(_filled(place, grid, widths, setting, head=head))
            above[column] = _Span(place.cell, place.cell.rows - 1)
            column += place.cell.columns
        properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
        made.append(f"<w:tr>{properties}{''.join(cells)}</w:tr>")
    return "".join(made)


def _filled(
    place: PlacedCell, grid: Grid, widths: list[int], setting: Setting, *, head: bool
) -> str:
    cell = place.cell
    number = grid.is_figure(place) and not (head and cell.columns > 1)
    style = ("TableHeading" if head or cell.header else "Table") + ("Number" if number else "")
    style = "TableText" if style == "Table" else style
    room = sum(widths[place.column : place.column + cell.columns]) - _PADDING
    words = setting.set_cell(cell.blocks, style, room)
    words = words or _EMPTY  # Word calls a file damaged where a cell holds no paragraph
    merged = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    return _cell(cell, widths, place.column, merged, words)


def _cell(cell: Cell, widths: list[int], column: int, merged: str, words: str) -> str:
    width = sum(widths[column : column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}</w:tcPr>{words}</w:tc>'


# Word joins two tables in a row, wants a paragraph at the end of a cell, and knows no space below
# a table: one small paragraph does all three.
_END = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>'
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'


def _widths(grid: Grid, room: int, *, rtl: bool) -> list[int]:
    """Each column's width in twips: what its words ask for, less where the page has no room."""
    asked = [_SMALLEST] * grid.width
    least = [_SMALLEST] * grid.width
    for row in (*grid.head, *grid.body):
        for place in row:
            if place.cell.columns == 1:
                text = text_of_blocks(place.cell.blocks)
                longest = max((len(word) for word in text.split()), default=0)
                line = max((len(line) for line in text.splitlines()), default=0)
                need = min(line, _LONGEST) * _CHARACTER + _PADDING
                asked[place.column] = max(asked[place.column], need)
                word = min(longest, _LONGEST) * _CHARACTER + _PADDING
                least[place.column] = max(least[place.column], word)
    if any(not _is_line(place.cell) for row in (*grid.head, *grid.body) for place in row):
        asked = [max(width, room // grid.width) for width in asked]
    if sum(asked) <= room:
        # Word and LibreOffice put a narrow table that runs right to left on opposite sides.
        return _scaled(asked, room) if rtl else asked
    if sum(least) >= room:
        return _scaled(least, room)
    share = (room - sum(least)) / max(1, sum(asked) - sum(least))
    return [low + int((high - low) * share) for low, high in zip(least, asked, strict=True)]


def _is_line(cell: Cell) -> bool:
    return all(map(is_line, cell.blocks))


def _scaled(widths: list[int], room: int) -> list[int]:
    return [max(1, width * room // sum(widths)) for width in widths]
