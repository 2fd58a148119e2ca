"""Tables on a regular grid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publish.compose.grids import MOST_COLUMNS, Grid, Row, regular
from publish.model.tree import Cell, Table
from publish.model.walk import text_of_blocks
from tests.build import cell

CELLS = st.builds(
    lambda word, columns, rows: cell(word, columns=columns, rows=rows),
    st.sampled_from("abcd"),
    st.integers(-1, 70),
    st.integers(-1, 5),
)
TABLES = st.builds(
    lambda rows, head: Table(tuple(map(tuple, rows)), head_rows=head),
    st.lists(st.lists(CELLS, max_size=4), max_size=5),
    st.integers(-1, 6),
)


def shape(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[f"{text_of_blocks(p.cell.blocks)}@{p.column}" for p in row] for row in rows]


def covered(rows: tuple[Row, ...]) -> list[tuple[int, int]]:
    return [
        (index + down, place.column + right)
        for index, row in enumerate(rows)
        for place in row
        for down in range(place.cell.rows)
        for right in range(place.cell.columns)
    ]


@given(TABLES)
def test_every_place_of_any_table_is_covered_once(table: Table) -> None:
    grid = regular(table)

    for rows in (grid.head, grid.body):
        places = [(row, column) for row in range(len(rows)) for column in range(grid.width)]
        assert sorted(covered(rows)) == places


@given(TABLES)
def test_no_cell_of_any_table_is_lost(table: Table) -> None:
    grid = regular(table)

    given_words = sorted(text_of_blocks(c.blocks) for row in table.rows for c in row)
    words = [text_of_blocks(p.cell.blocks) for row in (*grid.head, *grid.body) for p in row]
    assert sorted(filter(None, words)) == given_words


def test_a_short_row_is_filled() -> None:
    grid = regular(Table(((cell("a"), cell("b")), (cell("c"),))))

    assert shape(grid.body) == [["a@0", "b@1"], ["c@0", "@1"]]


def test_a_cell_moves_beside_the_one_that_reaches_down() -> None:
    grid = regular(Table(((cell("a", rows=2), cell("b")), (cell("c"),))))

    assert shape(grid.body) == [["a@0", "b@1"], ["c@1"]]


def test_a_head_s_cell_ends_with_the_head() -> None:
    grid = regular(Table(((cell("a", rows=9),), (cell("b"),)), head_rows=1))

    assert [place.cell.rows for row in grid.head for place in row] == [1]
    assert shape(grid.body) == [["b@0"]]


def test_a_head_without_a_body_is_a_body() -> None:
    grid = regular(Table(((cell("a"),),), head_rows=1))

    assert (shape(grid.head), shape(grid.body)) == ([], [["a@0"]])


def test_a_monstrous_span_is_clamped() -> None:
    grid = regular(Table(((cell("a", columns=10**9, rows=10**9),),)))

    assert grid.width <= MOST_COLUMNS
    assert grid.body[0][0].cell == Cell(cell("a").blocks, grid.width, 1)


def test_more_cells_than_a_page_holds_go_on_in_the_next_row() -> None:
    grid = regular(Table((tuple(cell(str(i)) for i in range(100)),)))

    assert grid.width == MOST_COLUMNS
    assert [text_of_blocks(row[0].cell.blocks) for row in grid.body] == ["0", "64"]


def figures(*rows: tuple[str, ...]) -> frozenset[int]:
    grid: Grid = regular(
        Table(tuple(tuple(cell(text) for text in row) for row in rows), head_rows=1)
    )
    return grid.figures


def test_a_column_of_numbers_is_one_whatever_its_head_says() -> None:
    assert figures(("Year", "Sum", "Who"), ("2023", "1,234.5 %", "x"), ("2024", "–", "7")) == {0, 1}


def test_a_column_of_gaps_holds_no_numbers() -> None:
    assert figures(("A", "B"), ("–", "1"), ("", "2")) == {1}
