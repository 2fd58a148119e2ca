"""Tables of a Word file: spans, heads, captions, tables in cells."""

from __future__ import annotations

from publish.model.tree import Table
from publish.model.walk import text_of
from tests.build import cell as made_cell
from tests.build import inlines, p
from tests.readers.docx.reading import blocks
from tests.word_files import cell, line, row, table

_DOWN, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def only(*body: str) -> Table:
    (found,) = blocks(*body)
    assert isinstance(found, Table)
    return found


def test_cells_reach_over_columns_and_rows() -> None:
    found = only(
        table(
            row(cell("a", look='<w:gridSpan w:val="2"/>'), cell("b", look=_DOWN)),
            row("c", "d", cell(look=_ON)),
            row("e", "f", "g"),
        )
    )

    assert found.rows == (
        (made_cell("a", columns=2), made_cell("b", rows=2)),
        (made_cell("c"), made_cell("d")),
        (made_cell("e"), made_cell("f"), made_cell("g")),
    )


def test_words_in_a_cell_that_goes_on_from_above_are_kept() -> None:
    found = only(table(row(cell("a", look=_DOWN), "b"), row(cell("more", look=_ON), "c")))

    assert text_of(found).split() == ["a", "more", "b", "c"]


def test_rows_that_are_repeated_are_the_head() -> None:
    found = only(table(row("Year", "Rent", look="<w:tblHeader/>"), row("2024", "80")))

    assert found.head_rows == 1
    assert [each.header for each in found.rows[0]] == [True, True]
    assert [each.header for each in found.rows[1]] == [False, False]


def test_a_row_may_begin_further_in() -> None:
    found = only(table(row("a", "b"), row("c", look='<w:gridBefore w:val="1"/>')))

    assert found.rows[1] == (made_cell(), made_cell("c"))


def test_a_table_stands_in_a_cell() -> None:
    found = only(table(row(f"<w:tc>{line('a')}{table(row('b'))}{line()}</w:tc>")))

    assert found.rows[0][0].blocks == (p("a"), Table(((made_cell("b"),),)))


def test_controls_around_rows_and_cells_are_seen_through() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"

    found = only(table(control.format(row("a", control.format(cell("b"))))))

    assert found.rows == ((made_cell("a"), made_cell("b")),)


def test_the_caption_beside_a_table_is_its_own() -> None:
    above = blocks(line("Rents by year", style="Caption"), table(row("a")), line("Text."))
    below = blocks(line("Text."), table(row("a")), line("Rents by year", style="Caption"))

    assert [each.caption for each in (*above, *below) if isinstance(each, Table)] == [
        inlines("Rents by year"),
        inlines("Rents by year"),
    ]


def test_a_caption_that_only_the_tables_properties_have_is_read() -> None:
    marked = table(row("a")).replace(
        "<w:tblPr/>", '<w:tblPr><w:tblCaption w:val="Rents by year"/></w:tblPr>'
    )

    assert only(marked).caption == inlines("Rents by year")


def test_tables_that_stand_in_each_other_without_end_are_laid_flat() -> None:
    deep = table(row("a"))
    for _ in range(40):
        deep = table(row(f"<w:tc>{deep}{line('x')}</w:tc>"))

    found = only(deep)

    assert text_of(found).split() == ["a", *["x"] * 40]
    assert _depth(found) < 20


def _depth(found: Table) -> int:
    inner = [b for r in found.rows for c in r for b in c.blocks if isinstance(b, Table)]
    return 1 + max(map(_depth, inner), default=0)
