"""A table as HTML: its grid, with the heads and the marks that style sheets and readers need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from publish.compose.fragments import attributes
from publish.compose.grids import Grid, PlacedCell, Row, regular
from publish.compose.table_fit import Room, Step, fit, is_long_head, is_tall, part_of, shares
from publish.model.article import Note
from publish.model.tree import Blocks, Cell, Table

PRINT_STEPS = (
    Step("", "text", 9, 15),
    Step("wide large", "full", 9, 12),
    Step("wide", "full", 7.5, 6),
    Step("wide small", "full", 6.5, 5),
    Step("wide turned large", "turned", 9, 12),
    Step("wide turned", "turned", 7.5, 6),
    Step("wide turned small", "turned", 6.5, 5),
)
"""How print sets tables (print.css): 6.5 points are the smallest type that is read with ease."""

COLUMN_STEPS = (Step("", "text", 8, 6), *PRINT_STEPS[1:])
"""The same where the text stands in columns (the magazine's print.css)."""

INNER_STEPS = (
    Step("", "text", 9, 15),
    Step("close", "text", 7.5, 6),
    Step("close small", "text", 6.5, 5),
)
"""The same inside a quote, a list or a note, which cannot leave its place."""


_COLUMN = 0.6  # of what a page has: a text that is narrower stands in columns
_TURNED = '<div class="wide turned'


def table_markup(
    table: Table,
    given: Markup,
    caption: Markup,
    cell: Callable[[Blocks], Markup],
    *,
    on_paper: bool,
    room: Room | None = None,
    inner: bool = False,
    in_cell: bool = False,
    doubts: list[Note] | None = None,
) -> Markup:
    """The table; `cell` sets what one holds.

    `given` are attributes of its element, `caption` is an element of its own.
    In print one that needs more than its `room` stands in a box of its own, whose class says which
    step it takes; where no page holds it, it comes in parts, which `doubts` then tell. `inner` is
    one that stands inside something else, `in_cell` one in a table, which has what its cell has.
    """
    grid = regular(table)
    if not grid.width:
        return Markup("")
    caption = caption if table.caption else Markup("")
    if room is None or in_cell:
        widths = shares(grid, room) if room else ()
        return _Setter(given, cell, on_paper).table(grid, caption, widths)
    found = fit(grid, room, _steps(room, inner=inner))
    if doubts is not None:
        doubts += found.notes(table)
    setter = _Setter(given, cell, on_paper, found.step.size * room.scale)
    made = Markup("\n").join(
        setter.table(part_of(grid, part, again=index > 0), Markup("") if index else caption, widths)
        for index, (part, widths) in enumerate(zip(found.parts, found.widths, strict=True))
    )
    if not found.step.name:
        return made
    return Markup('<div class="{}">\n{}\n</div>').format(found.step.name, made)


def _steps(room: Room, *, inner: bool) -> tuple[Step, ...]:
    if room.text < room.full * _COLUMN:
        return COLUMN_STEPS[: 1 if inner else None]
    return INNER_STEPS if inner else PRINT_STEPS


def is_turned(markup: str) -> bool:
    """Whether a block's markup is a table on a page of its own that lies on its side."""
    return markup.startswith(_TURNED)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets tables with the attributes `given`: `cell` what one holds, in type of `size` points."""

    given: Markup
    cell: Callable[[Blocks], Markup]
    on_paper: bool
    size: float = 0

    def table(self, grid: Grid, caption: Markup, widths: tuple[float, ...]) -> Markup:
        """One table.

        PDF/UA-1 7.5 wants a head for every data cell, empty or not, or no heads at all. On screens
        an empty head is read aloud as a mistake (axe: empty-table-header).
        """
        parts = [
            Markup("<table{}{}>").format(
                attributes(("class", "fixed" if widths else "")), self.given
            )
        ]
        parts += [caption] * bool(caption)
        parts += [_columns(widths)] * bool(widths)
        once = self.on_paper and is_long_head(grid, widths, self.size)
        for part, rows in (("tbody" if once else "thead", grid.head), ("tbody", grid.body)):
            if rows:
                in_head = rows is grid.head
                lines = (self.row(row, grid, widths, in_head=in_head) for row in rows)
                parts.append(Markup("<{0}>\n{1}\n</{0}>").format(part, Markup("\n").join(lines)))
        return Markup("\n").join((*parts, Markup("</table>")))

    def row(self, row: Row, grid: Grid, widths: tuple[float, ...], *, in_head: bool) -> Markup:
        """One row; in print one in which a page may end says so."""
        made = Markup("")
        for place in row:
            tag = "th" if self.is_head(place.cell, grid, in_head=in_head) else "td"
            inner = self.cell(place.cell.blocks)
            given = _attributes_of(place, grid, tag, in_head=in_head)
            made += Markup("<{0}{1}>{2}</{0}>").format(tag, given, inner)
        tall = self.on_paper and is_tall(row, widths, self.size)
        return Markup("<tr{}>{}</tr>").format(attributes(("class", "tall" if tall else "")), made)

    def is_head(self, cell: Cell, grid: Grid, *, in_head: bool) -> bool:
        """Whether a cell is one that says what others hold."""
        if self.on_paper:
            return in_head or (cell.header and grid.is_headed)
        return (in_head or cell.header) and bool(cell.blocks)


def _columns(widths: tuple[float, ...]) -> Markup:
    """The columns' shares of the width."""
    whole = sum(widths)
    columns = Markup("").join(
        Markup("<col{}/>").format(attributes(("style", f"width: {100 * width / whole:.2f}%")))
        for width in widths
    )
    return Markup("<colgroup>{}</colgroup>").format(columns)


def _attributes_of(place: PlacedCell, grid: Grid, tag: str, *, in_head: bool) -> Markup:
    cell = place.cell
    spans = in_head and cell.columns > 1
    classes = ["number"] * (grid.is_figure(place) and not spans)
    classes += ["last"] * grid.is_last(place)
    classes += ["head"] * (cell.header and tag == "td")
    return attributes(
        ("scope", tag == "th" and ("col" if in_head else "row")),
        ("colspan", cell.columns > 1 and cell.columns),
        ("rowspan", cell.rows > 1 and cell.rows),
        ("class", " ".join(classes)),
    )
