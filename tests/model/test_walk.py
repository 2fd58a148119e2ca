"""Spans, cuts and digests of plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publish.model.cuts import cut
from publish.model.tree import Block, Emphasis, Figure, Footnote, Link, Paragraph, Table
from publish.model.walk import digest_of, edited, is_empty, text_of
from tests.build import cell, figure, inlines, listing, p, quote
from tests.strategies import BLOCKS


@given(BLOCKS)
def test_an_edit_sees_every_character_at_its_place_in_the_plain_text(block: Block) -> None:
    whole = text_of(block)
    seen = []

    def look(text: str, start: int) -> str:
        seen.append((text, whole[start : start + len(text)]))
        return text

    assert edited(block, look) is block
    assert all(text == place for text, place in seen)
    gaps = len(whole) - sum(len(text) for text, _ in seen)
    assert gaps == sum(whole.count(c) for c in "\n\t") - sum(
        text.count(c) for text, _ in seen for c in "\n\t"
    )


@given(BLOCKS, st.data())
def test_a_cut_takes_exactly_the_words_in_its_span(block: Block, data: st.DataObject) -> None:
    whole = text_of(block)
    first = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(first, len(whole)))

    left = text_of(cut(block, [(first, end)]))

    assert "".join(left.split()) == "".join((whole[:first] + whole[end:]).split())


def test_a_title_reads_as_a_block_does() -> None:
    assert text_of(inlines("Rents ", Emphasis(inlines("rise")))) == "Rents rise"
    assert text_of(()) == ""


def test_a_table_reads_cell_by_cell_and_row_by_row() -> None:
    table = Table(((cell("a"), cell("b")), (cell("c", columns=2),)), inlines("Caption"))

    assert text_of(table) == "Caption\na\tb\nc"


def test_the_alternative_text_of_a_picture_counts_as_its_words() -> None:
    assert text_of(figure("x.png", "A map", "The river", "AP")) == "A map\nThe river\nAP"


def test_a_cut_at_the_front_leaves_no_space_behind() -> None:
    assert cut(p("ShareTweet Rents rose."), [(0, 10)]) == p("Rents rose.")


def test_a_cut_in_the_middle_leaves_one_space() -> None:
    assert cut(p("Rents (AP) rose."), [(6, 10)]) == p("Rents rose.")


def test_a_link_whose_words_are_all_cut_goes_with_them() -> None:
    linked = p("Rents rose. ", Link("https://example.org", inlines("Share")))

    assert cut(linked, [(12, 17)]) == p("Rents rose.")


def test_an_item_of_a_list_that_is_cut_away_leaves_no_bullet() -> None:
    assert cut(listing("one", "two", "three"), [(4, 7)]) == listing("one", "three")


def test_a_row_that_is_cut_away_leaves_no_empty_row() -> None:
    rows = ((cell("Flat"), cell("Rent")), (cell("Attic"), cell("9")), (cell(), cell()))
    table = Table(rows, head_rows=1)
    flat, attic = text_of(table).index("Flat"), text_of(table).index("Attic")

    assert cut(table, [(attic, attic + len("Attic\t9"))]) == Table((rows[0], rows[2]), head_rows=1)
    assert cut(table, [(flat, flat + len("Flat\tRent"))]) == Table(rows[1:])


def test_a_row_that_another_reaches_into_stays_when_it_is_cut_away() -> None:
    rows = ((cell("Flat", rows=2), cell("9")), (cell("8"),), (cell("Attic"), cell("7")))
    table = Table(rows)
    eight = text_of(table).index("8")

    left = cut(table, [(eight, eight + 1)])

    assert isinstance(left, Table)
    assert len(left.rows) == 3


def test_a_picture_stays_when_its_caption_is_cut_away() -> None:
    left = cut(figure("x.png", "", "Photo: AP"), [(1, 10)])

    assert left == Figure("x.png")
    assert not is_empty(left)


def test_a_note_stands_in_the_text_where_its_mark_stands() -> None:
    block = Paragraph((*inlines("Rents"), Footnote((p("A note."),)), *inlines(" rose.")))

    assert text_of(block) == "Rents\nA note.\n rose."


def test_a_digest_does_not_see_how_white_space_is_spelt() -> None:
    assert digest_of("Tags:  housing,\n rents") == digest_of("Tags: housing, rents")
    assert digest_of("Tags: housing") != digest_of("tags: housing")


def test_a_block_of_spaces_is_empty_and_one_with_a_word_is_not() -> None:
    assert is_empty(quote(p(" "), p("")))
    assert not is_empty(quote(p(" "), p(Emphasis(inlines("word")))))
