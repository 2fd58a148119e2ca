"""Lists that Word writes as paragraphs with their bullets and numbers as text."""

import pytest

from publish.model.tree import Block, Heading, Listing, Paragraph, Table
from publish.model.walk import text_of
from tests.build import p
from tests.readers.html.pages import blocks

WIDE = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"


def item(marker: str, words: str, place: str = "l0 level1 lfo1") -> str:
    ignored = f"<span style='mso-list:Ignore'>{marker}{WIDE}</span>"
    return (
        f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:{place}'>"
        f"<![if !supportLists]>{ignored}<![endif]>{words}<o:p></o:p></p>"
    )


def items(*words: str) -> tuple[tuple[Block, ...], ...]:
    return tuple((p(each),) for each in words)


@pytest.mark.parametrize("bullet", ["·", "o", "§", "-", "Ø", "", "<img src=bullet.gif>"])
def test_bullets_of_symbol_fonts_are_no_words(bullet: str) -> None:
    found = blocks(item(bullet, "One") + item(bullet, "Two"))

    assert found == (Listing(items("One", "Two")),)


@pytest.mark.parametrize(
    ("markers", "start", "numbering"),
    [
        (("1.", "2."), 1, "decimal"),
        (("(9)", "(10)"), 9, "decimal"),
        (("a)", "b)"), 1, "lower-alpha"),
        (("C.", "D."), 3, "upper-alpha"),
        (("h.", "i."), 8, "lower-alpha"),
        (("i.", "ii."), 1, "lower-roman"),
        (("i.", "j."), 9, "lower-alpha"),
        (("IX.", "X."), 9, "upper-roman"),
    ],
)
def test_numbers_and_letters_are_those_of_the_list(
    markers: tuple[str, str], start: int, numbering: str
) -> None:
    (listing,) = blocks(item(markers[0], "One") + item(markers[1], "Two"))

    assert isinstance(listing, Listing)
    assert listing.items == items("One", "Two")
    assert (listing.ordered, listing.start, listing.numbering) == (True, start, numbering)
    assert listing.values == ()


def test_numbers_that_leave_some_out_are_kept() -> None:
    (listing,) = blocks(item("1.", "One") + item("2.", "Two") + item("5.", "Five"))

    assert isinstance(listing, Listing)
    assert listing.values == (1, 2, 5)


@pytest.mark.parametrize("marker", ["2.1.", "Article 1", "Q1:"])
def test_what_no_list_can_say_stays_in_words(marker: str) -> None:
    (block,) = blocks(item(marker, "Scope"))

    assert isinstance(block, Paragraph)
    assert text_of(block).split() == [*marker.split(), "Scope"]


def test_deeper_levels_stand_in_the_item_before_them() -> None:
    deeper = "l0 level2 lfo1"
    found = blocks(
        item("1.", "One") + item("a.", "A", deeper) + item("b.", "B", deeper) + item("2.", "Two")
    )

    inner = Listing(items("A", "B"), ordered=True, numbering="lower-alpha")
    assert found == (Listing(((p("One"), inner), (p("Two"),)), ordered=True),)


def test_another_list_or_numbers_that_begin_anew_are_a_list_of_their_own() -> None:
    found = blocks(
        item("1.", "a") + item("2.", "b") + item("1.", "c") + item("·", "d", "l1 level1 lfo2")
    )

    assert [block.items for block in found if isinstance(block, Listing)] == [
        items("a", "b"),
        items("c"),
        items("d"),
    ]


def test_lists_that_word_saved_without_its_own_styles_are_known_by_their_wide_space() -> None:
    one = f"<p class=MsoListParagraphCxSpFirst style='text-indent:-18pt'>1.{WIDE}One</p>"
    two = f"<p class=MsoListParagraphCxSpLast style='text-indent:-18pt'>2.{WIDE}Two</p>"
    more = "<p class=MsoListParagraph style='margin-left:36pt'>More</p>"

    assert blocks(one + two + more) == (
        Listing(((p("One"),), (p("Two"), p("More"))), ordered=True),
    )


def test_a_cell_holds_its_own_list() -> None:
    cells = "<tr><th>A<th>B<tr><td>x<td>" + item("·", "One") + item("·", "Two")
    (table,) = blocks(f"<table>{cells}</table>")

    assert isinstance(table, Table)
    assert table.rows[1][1].blocks == (Listing(items("One", "Two")),)


def test_a_heading_keeps_its_number() -> None:
    (heading,) = blocks(
        "<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span> Scope</h2>"
    )

    assert isinstance(heading, Heading)
    assert text_of(heading) == "1. Scope"


def test_words_that_word_knows_the_kind_of_stay_in_their_sentence() -> None:
    found = blocks("<p>In <st1:place w:st=on>London</st1:place> it rains.<o:p></o:p></p>")

    assert found == (p("In London it rains."),)
