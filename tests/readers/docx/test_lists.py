"""Numbered paragraphs of a Word file as lists: starts, kinds, levels, what goes on in an item."""

from __future__ import annotations

from typing import Any

from lxml import etree

from publish.model.tree import (
    Block,
    Checkbox,
    CodeBlock,
    DefinitionList,
    Entry,
    Heading,
    Listing,
    Text,
)
from publish.model.word_paths import spelled_by
from publish.readers.docx.lists import Placed, gathered
from publish.readers.docx.names import W
from publish.readers.docx.numbering import ListMark, Numbers
from publish.readers.docx.style_names import Kind
from publish.readers.docx.styles import ParagraphLook
from tests.build import p, quote


def level(at: int, format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (at + 1)}"/></w:pPr></w:lvl>'
    )


OUTLINE = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "%3")
BULLETS = level(0, "bullet", "•") + level(1, "bullet", "–")


def numbers(*nums: str, abstract: tuple[str, ...] = (OUTLINE, BULLETS)) -> Numbers:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>'
        for at, levels in enumerate(abstract)
    )
    made = f'<w:numbering xmlns:w="{W[1:-1]}">{kinds}{"".join(nums)}</w:numbering>'
    root: Any = etree.fromstring(made)
    return Numbers.of(root)


def num(id: int, abstract: int = 0, start: int | None = None) -> str:
    override = ""
    if start is not None:
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'


def marked(lists: Numbers, *places: tuple[int, int | None]) -> list[int | None]:
    marks = [lists.mark(ParagraphLook(numbering=place)) for place in places]
    return [mark.number if mark else None for mark in marks]


def test_levels_count_by_themselves_and_begin_anew_below_a_higher_one() -> None:
    found = marked(numbers(num(1)), (1, 0), (1, 1), (1, 1), (1, 0), (1, 1))

    assert found == [1, 1, 2, 2, 1]


def test_a_list_that_shares_its_kind_counts_on_unless_it_says_where_it_starts() -> None:
    lists = numbers(num(1), num(2), num(3, start=5))

    assert marked(lists, (1, 0), (2, 0), (3, 0), (3, 0)) == [1, 2, 5, 6]


def test_a_level_may_go_on_below_a_higher_one() -> None:
    never = level(0, "decimal", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')

    assert marked(numbers(num(1), abstract=(never,)), (1, 0), (1, 1), (1, 0), (1, 1))[-1] == 2


def test_a_list_by_a_linked_style_has_the_levels_of_that_style() -> None:
    linked = '<w:numStyleLink w:val="House"/>'
    held = '<w:styleLink w:val="House"/>' + level(0, "upperRoman", "%1.")
    lists = numbers(num(1), abstract=(linked, held))

    mark = lists.mark(ParagraphLook(numbering=(1, 0)))

    assert mark is not None
    assert mark.numbering == "upper-roman"


def test_a_style_finds_its_level_in_the_list() -> None:
    styled = level(0, "decimal", "%1") + level(1, "decimal", "%2", '<w:pStyle w:val="Sub"/>')
    lists = numbers(num(1), abstract=(styled,))

    mark = lists.mark(ParagraphLook(numbering=(1, None), numbered_by="Sub"))

    assert mark is not None
    assert mark.level == 1


def test_a_level_that_shows_nothing_marks_nothing() -> None:
    silent = level(0, "none", "")

    assert numbers(num(1), abstract=(silent,)).mark(ParagraphLook(numbering=(1, 0))) is None


def test_a_list_that_is_not_there_marks_nothing() -> None:
    assert numbers().mark(ParagraphLook(numbering=(9, 0))) is None


# Lists from lines


def item(text: str, at: int = 0, number: int | None = None, of: int = 1) -> Placed:
    return Placed(p(text), ParagraphLook(), ListMark(of, at, number, indent=720 * (at + 1)))


def line(text: str, kind: Kind = "body", indent: int | None = None, name: str = "") -> Placed:
    spelled = spelled_by(name)
    path = spelled.path if spelled else None
    return Placed(p(text), ParagraphLook(kind=kind, level=1, indent=indent, name=name, path=path))


def test_items_of_deeper_levels_stand_in_the_item_above() -> None:
    found = gathered([item("one", 0, 1), item("inside", 1), item("two", 0, 2)])

    inner = Listing(((p("inside"),),))
    assert found == (Listing(((p("one"), inner), (p("two"),)), ordered=True),)


def test_a_paragraph_as_far_in_as_an_item_goes_on_in_it() -> None:
    found = gathered([item("one"), line("more", indent=720), item("two"), line("after")])

    assert found == (Listing(((p("one"), p("more")), (p("two"),))), p("after"))


def test_a_paragraph_of_a_style_that_continues_lists_goes_on_in_the_item() -> None:
    found = gathered([item("one"), line("more", "continued"), item("two")])

    assert found == (Listing(((p("one"), p("more")), (p("two"),))),)


def test_a_list_starts_where_its_first_number_says() -> None:
    assert gathered([item("four", 0, 4), item("five", 0, 5)]) == (
        Listing(((p("four"),), (p("five"),)), ordered=True, start=4),
    )


def test_a_number_that_does_not_follow_begins_another_list() -> None:
    first, second = gathered([item("one", 0, 1), item("again", 0, 1, of=2)])

    assert first == Listing(((p("one"),),), ordered=True)
    assert second == Listing(((p("again"),),), ordered=True)


def test_a_numbered_heading_is_a_heading() -> None:
    heading = Heading(1, (Text("Where it began"),))
    look = ParagraphLook(kind="heading", level=1)

    assert gathered([Placed(heading, look, ListMark(1, 0, 1))]) == (heading,)


def test_a_line_that_begins_with_its_number_in_words_stays_text() -> None:
    assert gathered([line("1. by hand"), line("2. by hand")]) == (p("1. by hand"), p("2. by hand"))


def test_a_box_to_tick_opens_an_item() -> None:
    found = gathered([line("☑\tdone", "task")])

    assert found == (Listing(((p(Checkbox(checked=True), "done"),),)),)


def test_quotes_behind_each_other_are_one_unless_one_is_new() -> None:
    one = gathered([line("a", "quote"), line("b", "quote")])
    two = gathered([line("a", "quote"), line("b", "quote", name="Quote in new quote")])

    assert one == (quote(p("a"), p("b")),)
    assert two == (quote(p("a")), quote(p("b")))


def test_terms_with_definitions_are_a_list_of_them() -> None:
    found = gathered([line("ebb", "term"), line("The tide goes out.", "definition")])

    entry = Entry((p("ebb").inlines,), ((p("The tide goes out."),),))
    assert found == (DefinitionList((entry,)),)


def test_lines_of_a_program_are_one_block() -> None:
    look = ParagraphLook(kind="code")

    found = gathered([Placed(CodeBlock("a = 1"), look), Placed(CodeBlock("b = 2"), look)])

    assert found == (CodeBlock("a = 1\nb = 2"),)


def test_an_item_that_an_editor_moved_in_is_one_level_deeper() -> None:
    name = "List Bullet in list in quote"
    outer = Placed(p("one"), line("", "list", name=name).look, ListMark(1, 0))
    moved = Placed(p("two"), line("", "list", name=name).look, ListMark(1, 1))

    inner: Block = Listing(((p("two"),),))
    assert gathered([outer, moved]) == (quote(Listing(((p("one"), inner),))),)


def test_a_list_that_begins_at_a_deeper_level_is_one_list() -> None:
    assert gathered([item("deep", 3)]) == (Listing(((p("deep"),),)),)
