"""Which step of size and page a table takes, and how wide its columns are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.compose.grids import regular
from publish.compose.measures import table_room
from publish.compose.table_fit import Fit, Room, ems, fit, part_of
from publish.compose.table_html import PRINT_STEPS
from publish.layouts import load_layout
from publish.model.tree import Footnote, Table
from publish.model.walk import text_of_blocks
from publish.writers.docx.table_xml import STEPS
from tests.build import cell, p

BRIEFING = table_room(load_layout("briefing"))
assert BRIEFING is not None
NUMBER = "80,245,966"


def table(columns: int, word: str = NUMBER, rows: int = 2) -> Table:
    head = (cell("Port"), *(cell(str(2000 + n)) for n in range(columns)))
    body = (cell("Hamburg"), *(cell(word) for _ in range(columns)))
    return Table((head, *(body,) * rows), head_rows=1)


def fitted(made: Table, room: Room = BRIEFING) -> Fit:
    return fit(regular(made), room, PRINT_STEPS)


@pytest.mark.parametrize(
    ("columns", "step", "parts"),
    [
        (3, "", 1),
        (6, "wide large", 1),
        (8, "wide", 1),
        (12, "wide small", 1),
        (13, "wide turned", 1),
        (18, "wide turned small", 1),
        (59, "wide turned small", 4),
    ],
)
def test_first_the_margin_then_the_size_then_the_page_then_parts(
    columns: int, step: str, parts: int
) -> None:
    found = fitted(table(columns))

    assert (found.step.name, len(found.parts)) == (step, parts)


def test_an_address_gives_way_before_the_type_does() -> None:
    address = "https://www.example.org/statistics/2024/annual-report-of-the-ports.html"
    found = fitted(Table(((cell("Name"), cell(address), cell("A line of prose " * 9)),)))

    assert found.step.name == ""
    assert sum(found.widths[0]) == pytest.approx(BRIEFING.text)


def test_a_short_column_is_whole_before_a_long_one_gets_more() -> None:
    prose = "The harbour office has counted the ships again. " * 6
    found = fitted(Table(((cell("Criterion 10"), cell(prose), cell(prose), cell("CHF 1 234")),)))

    first, second, third, last = found.widths[0]
    assert second == pytest.approx(third)
    assert first >= ems("Criterion 10") * found.step.size
    assert last >= ems("CHF 1 234") * found.step.size


@pytest.mark.parametrize("steps", [PRINT_STEPS, STEPS])
@given(
    st.lists(
        st.lists(st.sampled_from(["1", NUMBER, "80 245 966,5 %", "a b", "word " * 40]), min_size=1),
        min_size=1,
        max_size=4,
    )
)
def test_no_column_of_any_table_is_narrower_than_its_numbers(
    steps: tuple[object, ...], rows: list[list[str]]
) -> None:
    grid = regular(Table(tuple(tuple(map(cell, row)) for row in rows)))

    found = fit(grid, BRIEFING, steps)  # type: ignore[arg-type]

    shown = {column for columns in found.parts for column in columns}
    assert shown == set(range(grid.width))
    for columns, widths in zip(found.parts, found.widths, strict=True):
        assert not widths or sum(widths) <= BRIEFING.of(found.step) + 0.01
        for place in (place for row in part_of(grid, columns).body for place in row):
            text = text_of_blocks(place.cell.blocks)
            if widths and any(char.isdigit() for char in text):
                room = widths[place.column] + 0.01
                assert ems(text.replace(" ", "\u00a0")) * found.step.size <= room


@pytest.mark.parametrize(
    ("given_text", "bound"),
    [
        ("80 245 966", "80\u00a0245\u00a0966"),
        ("80\u2009245\u2009966", "80\u00a0245\u00a0966"),
        ("− 12 345,67 %", "−\u00a012\u00a0345,67\u00a0%"),
        ("CHF 1'000", "CHF\u00a01'000"),
        ("$ 12", "$\u00a012"),
        ("13. 11. 2008", "13.\u00a011.\u00a02008"),
        ("in 2008 12 ships", "in 2008 12 ships"),
        ("rooms 12 34", "rooms 12 34"),
    ],
)
def test_a_number_in_a_cell_is_one_piece(given_text: str, bound: str) -> None:
    grid = regular(Table(((cell(given_text),),)))

    assert text_of_blocks(grid.body[0][0].cell.blocks) == bound


def test_a_part_has_the_first_column_and_what_is_left_of_a_head_over_many() -> None:
    rows = (
        (cell("Port", rows=2), cell("Tons", columns=3), cell("Ships", columns=3)),
        tuple(cell(str(n)) for n in range(6)),
        (cell(p("Hamburg", Footnote((p("A note"),)))), *(cell(f"{n}0") for n in range(6))),
    )
    grid = regular(Table(rows, head_rows=2))

    part = part_of(grid, (0, 2, 3, 4), again=True)

    shown = [
        [(text_of_blocks(place.cell.blocks), place.column, place.cell.columns) for place in row]
        for row in (*part.head, *part.body)
    ]
    assert shown == [
        [("Port", 0, 1), ("Tons", 1, 2), ("Ships", 3, 1)],
        [("1", 1, 1), ("2", 2, 1), ("3", 3, 1)],
        [("Hamburg", 0, 1), ("10", 1, 1), ("20", 2, 1), ("30", 3, 1)],
    ]


def test_what_comes_in_parts_is_noted() -> None:
    wide = table(59)

    (note,) = fitted(wide).notes(wide)

    assert note.code == "table.parted"
    assert "60 columns" in note.message
    assert not list(fitted(table(3)).notes(table(3)))
