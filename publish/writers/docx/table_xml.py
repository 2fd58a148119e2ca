"""Tables: a grid with spans, header rows that are repeated, columns as wide as their words need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from publish.compose.grids import Grid, PlacedCell, Row, regular
from publish.compose.table_fit import Fit, Room, Step, fit, is_tall, natural_widths, part_of
from publish.model.tree import Blocks, Cell, Table
from publish.writers.docx.characters import attribute

_TWIPS = 20  # of a point
PADDING = 170  # twips: the margin of a cell at its end, in the table's style
_AIR = PADDING / _TWIPS
_WIDER = 1.26  # DejaVu Sans, which stands in for Arial on Linux, against the face that ems are of
_LONGEST_WORD = 26  # letters: no hyphens in Word

STEPS = (
    Step("", "text", 9, _AIR),
    Step("full", "full", 9, _AIR),
    Step("Small", "full", 7, _AIR),
    Step("turned", "turned", 9, _AIR),
    Step("turned Small", "turned", 7, _AIR),
)
"""How Word sets tables. A small one's paragraphs have styles of their own."""

INNER_STEPS = (Step("", "text", 9, _AIR), Step("Small", "text", 7, _AIR))
"""The same inside a quote or a list."""

SetCell = Callable[[Blocks, str, int], str]
"""Sets a cell's blocks, given the style of its paragraphs and its width in twips."""


@dataclass(frozen=True, slots=True)
class PageRoom:
    """What the file's page has for tables, in twips: all of it, a page on its side.

    `side` is how far those reach out of the text. `scale` is the look's type against the usual one.
    """

    full: int = 0
    turned: int = 0
    side: int = 0
    scale: float = 1

    def beside(self, text: int) -> Room:
        """The room in points where the text is so many twips wide."""
        points = [max(width - PADDING, 0) / _TWIPS for width in (text, self.full, self.turned)]
        scale = self.scale * _WIDER
        return Room(max(points[0], 1), points[1], points[2], scale, _LONGEST_WORD, gaps=False)

    def from_the_right(self) -> PageRoom:
        """The same for tables from right to left, which Word and LibreOffice move in other ways."""
        kept = {"full": self.full - self.side, "turned": max(self.turned - self.side, 0)}
        return replace(self, **kept, side=0)


NO_ROOM = PageRoom()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: how it fits, how far in in twips, its direction; how cells are set.

    `end` is the style of the small paragraph behind it. `caption` is what a screen reader says of
    it; the caption itself stands above.
    """

    fit: Fit
    room: Room
    indent: int
    side: int
    rtl: bool
    set_cell: SetCell
    end: str = "TableEnd"
    caption: str = ""


def is_turned(found: Fit | None) -> bool:
    """Whether a table wants a page on its side."""
    return found is not None and found.step.place == "turned"


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell from above that reaches into this row."""

    cell: Cell
    left: int


def fitted(block: Table, room: Room, *, inner: bool) -> Fit | None:
    """How a table finds room; nothing for one without cells."""
    grid = regular(block)
    return fit(grid, room, INNER_STEPS if inner else STEPS) if grid.width else None


def table(block: Table, setting: Setting) -> str:
    """The table, in as many parts as it needs."""
    grid = regular(block)
    found = setting.fit
    made = ""
    for index, (columns, widths) in enumerate(zip(found.parts, found.widths, strict=True)):
        made += _table(part_of(grid, columns, again=index > 0), widths, setting)
        setting = replace(setting, caption="")  # seen above the first part alone
    return made


def _table(grid: Grid, given: tuple[float, ...], setting: Setting) -> str:
    step = setting.fit.step
    room = round(setting.room.of(step) * _TWIPS) + PADDING
    asked = given or natural_widths(grid, setting.room, step)
    widths = [round(width * _TWIPS) for width in asked]
    widths[-1] += PADDING
    if given or setting.rtl:
        # Word and LibreOffice put a narrow table that runs right to left on opposite sides.
        widths = _scaled(widths, room)
    out = setting.side if step.place != "text" else 0
    indent = setting.indent - out
    indented = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    direction = "<w:bidiVisual/>" if setting.rtl else ""
    layout = '<w:tblLayout w:type="fixed"/>' if given else ""
    head = int(bool(grid.head))
    titled = f'<w:tblCaption w:val="{attribute(setting.caption)}"/>' if setting.caption else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _rows(grid.head, grid, widths, setting, head=True) + _rows(
        grid.body, grid, widths, setting, head=False
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ArticleTable"/>{direction}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indented}{layout}'
        f'<w:tblLook w:val="00{head * 2}0" w:firstRow="{head}" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{titled}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        # Word joins two tables in a row, wants a paragraph at the end of a cell, and knows no space
        # below a table: one small paragraph does all three.
        f'<w:p><w:pPr><w:pStyle w:val="{setting.end}"/></w:pPr></w:p>'
    )


def _rows(
    rows: tuple[Row, ...], grid: Grid, widths: list[int], setting: Setting, *, head: bool
) -> str:
    made = []
    points = [width / _TWIPS for width in widths]
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
        whole = not is_tall(row, points, setting.fit.step.size * setting.room.scale)
        properties = "<w:cantSplit/>" * whole + "<w:tblHeader/>" * (head and whole)
        properties = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        made.append(f"<w:tr>{properties}{''.join(cells)}</w:tr>")
    return "".join(made)


def _filled(
    place: PlacedCell, grid: Grid, widths: list[int], setting: Setting, *, head: bool
) -> str:
    cell = place.cell
    number = grid.is_figure(place) and not (head and cell.columns > 1)
    style = ("TableHeading" if head or cell.header else "Table") + ("Number" if number else "")
    style = "TableText" if style == "Table" else style
    style += "Small" if "Small" in setting.fit.step.name else ""
    room = sum(widths[place.column : place.column + cell.columns]) - PADDING
    words = setting.set_cell(cell.blocks, style, room)
    words = words or _EMPTY  # Word calls a file damaged where a cell holds no paragraph
    merged = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    return _cell(cell, widths, place.column, merged, words)


def _cell(cell: Cell, widths: list[int], column: int, merged: str, words: str) -> str:
    width = sum(widths[column : column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}</w:tcPr>{words}</w:tc>'


_EMPTY = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'


def _scaled(widths: list[int], room: int) -> list[int]:
    return [max(1, width * room // sum(widths)) for width in widths]
