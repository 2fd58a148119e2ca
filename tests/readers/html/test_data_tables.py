"""Tables of data keep their shape, tables of layout give up their blocks."""

import pytest

from publish.errors import OverLimit
from publish.model.article import Source
from publish.model.limits import Limits
from publish.model.tree import Table
from publish.model.walk import text_of
from publish.readers import read
from tests.build import cell, h, inlines, p
from tests.readers.html.pages import blocks, said


def test_a_table_keeps_caption_head_and_spans() -> None:
    (table,) = blocks(
        "<table><caption>Rents</caption><thead><tr><th colspan=2>Year<th>City</thead>"
        "<tbody><tr><td rowspan=2>2023<td>May<td>12<tr><td>June<td>14</table>"
    )

    assert table == Table(
        (
            (cell("Year", columns=2, header=True), cell("City", header=True)),
            (cell("2023", rows=2), cell("May"), cell("12")),
            (cell("June"), cell("14")),
        ),
        caption=inlines("Rents"),
        head_rows=1,
    )


def test_a_span_is_cut_to_the_columns_that_exist() -> None:
    (table,) = blocks(
        "<table><tr><th colspan=100000>Title<tr><td>a<td>b<tr><td rowspan=9999>c<td>d</table>"
    )

    assert isinstance(table, Table)
    assert [[(each.columns, each.rows) for each in row] for row in table.rows] == [
        [(2, 1)],
        [(1, 1), (1, 1)],
        [(1, 1), (1, 1)],
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><h2>Story</h2><p>Text</p></td><td>Menu</td></tr></table>",
        "<table role=presentation><tr><td><h2>Story</h2><td>Text<tr><td>Menu</table>",
        "<table><tr><td><h2>Story</h2></td></tr><tr><td>Text</td></tr><tr><td>Menu</td></tr></table>",
        "<table><tr><td><table><tr><th><h2>Story</h2><td>Text</table><td>Menu</table>",
    ],
)
def test_a_table_that_lays_out_a_page_gives_up_its_blocks(body: str) -> None:
    assert blocks(body)[0] == h("Story", 2)
    assert sorted(said(body)) == ["Menu", "Story", "Text"]


def test_a_table_of_which_one_cell_holds_an_article_gives_up_its_blocks() -> None:
    story = "".join(
        f"<p>The council sat for the {n}th time. {'It rained on the roof. ' * 8}</p>"
        for n in range(4, 9)
    )

    found = blocks(
        f"<table><tr><td>Home<br><br>Sports<td>{story}<td>Poll<tr><td>Imprint<td>Terms<td>Help</table>"
    )

    assert not any(isinstance(block, Table) for block in found)
    assert sum(text_of(block).startswith("The council sat") for block in found) == 5


def test_cells_hold_blocks() -> None:
    (table,) = blocks("<table><tr><th>A<th>B<tr><td><p>one</p><p>two</p><td><ul><li>x</ul></table>")

    assert isinstance(table, Table)
    assert table.rows[1][0].blocks == (p("one"), p("two"))
    assert text_of(table) == "\nA\tB\none\ntwo\tx"


def test_a_table_over_the_limit_of_cells_is_refused() -> None:
    rows = "<tr><td>1<td>2<td>3" * 5

    with pytest.raises(OverLimit) as caught:
        read(Source("t.html", f"<html><table>{rows}</table>".encode()), Limits(table_cells=14))

    assert caught.value.code == "limit.table-cells"
