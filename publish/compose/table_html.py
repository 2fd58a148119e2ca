"""A table as HTML: its grid, with the heads and the marks that style sheets and readers need."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from publish.compose.fragments import attributes
from publish.compose.grids import Grid, PlacedCell, Row, regular
from publish.model.tree import Blocks, Cell, Table


def table_markup(
    table: Table,
    given: Markup,
    caption: Markup,
    cell: Callable[[Blocks], Markup],
    *,
    on_paper: bool,
) -> Markup:
    """The table, one that is wide in a box of its own; `cell` sets what it holds.

    `given` are attributes of its element, `caption` is an element of its own.

    PDF/UA-1 7.5 wants a head for every data cell, empty or not, or no heads at all. On screens an
    empty head is read aloud as a mistake (axe: empty-table-header).
    """
    grid = regular(table)
    if not grid.width:
        return Markup("")

    def is_head(each: Cell, *, in_head: bool) -> bool:
        if on_paper:
            return in_head or (each.header and grid.is_headed)
        return (in_head or each.header) and bool(each.blocks)

    def row_markup(row: Row, *, in_head: bool) -> Markup:
        made = Markup("")
        for place in row:
            tag = "th" if is_head(place.cell, in_head=in_head) else "td"
            inner = cell(place.cell.blocks)
            own = _attributes_of(place, grid, tag, in_head=in_head)
            made += Markup("<{0}{1}>{2}</{0}>").format(tag, own, inner)
        return Markup("<tr>{}</tr>").format(made)

    parts = [Markup("<table{}>").format(given)]
    if table.caption:
        parts.append(caption)
    for part, rows in (("thead", grid.head), ("tbody", grid.body)):
        if rows:
            lines = Markup("\n").join(row_markup(row, in_head=part == "thead") for row in rows)
            parts.append(Markup("<{0}>\n{1}\n</{0}>").format(part, lines))
    made = Markup("\n").join((*parts, Markup("</table>")))
    return Markup('<div class="wide">\n{}\n</div>').format(made) if grid.is_wide else made


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
