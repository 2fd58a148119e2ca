"""What a paragraph and a run of a Word file are, by styles of any program and language."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from publish.model.word_paths import Step, spelled_by, style_name
from publish.readers.docx.direct_headings import Line, direct_headings
from publish.readers.docx.names import W
from publish.readers.docx.style_names import by_id, by_name
from publish.readers.docx.styles import ParagraphLook, RunLook, StyleSheet


def xml(inner: str, name: str) -> Any:
    return etree.fromstring(f'<w:{name} xmlns:w="{W[1:-1]}">{inner}</w:{name}>')


def style(id: str, name: str = "", inner: str = "", kind: str = "paragraph") -> str:
    named = f'<w:name w:val="{name}"/>' if name else ""
    return f'<w:style w:type="{kind}" w:styleId="{id}">{named}{inner}</w:style>'


def on(base: str) -> str:
    return f'<w:basedOn w:val="{base}"/>'


def look(styles: str, paragraph: str) -> ParagraphLook:
    return StyleSheet.of(xml(styles, "styles")).look(xml(paragraph, "pPr"))


def run(styles: str, properties: str, paragraph: str = "") -> RunLook:
    return StyleSheet.of(xml(styles, "styles")).run_look(xml(properties, "rPr"), paragraph)


@pytest.mark.parametrize(
    ("id", "kind", "level"),
    [
        ("Heading1", "heading", 1),
        ("berschrift2", "heading", 2),  # Word leaves what is not ASCII out of ids
        ("Titre3", "heading", 3),
        ("Ttulo1", "heading", 1),
        ("Nagwek4", "heading", 4),
        ("Titre", "title", 0),
        ("Untertitel", "subtitle", 0),
        ("TextBody", "body", 0),  # LibreOffice's
        ("Caption1", "caption", 0),
        ("Zitat", "quote", 0),
    ],
)
def test_a_built_in_style_is_known_by_its_id_in_the_menus_language(
    id: str, kind: str, level: int
) -> None:
    found = by_id(id)

    assert found is not None
    assert found == (kind, level)


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("heading 1", "heading", 1),
        ("Überschrift 2", "heading", 2),
        ("Заголовок 3", "heading", 3),
        ("标题 1", "heading", 1),
        ("Heading", "heading", 1),
        ("List Bullet 2", "list", 2),
        ("List 2 Cont.", "continued", 2),
        ("Quotations", "quote", 0),
        ("Preformatted Text", "code", 0),
        ("Definition Term", "term", 0),
        ("toc 1", "contents", 0),
        ("Author", "byline", 0),
    ],
)
def test_a_style_is_known_by_its_name(name: str, kind: str, level: int) -> None:
    assert by_name(name) == (kind, level)


def test_a_style_is_what_the_one_is_that_it_rests_on() -> None:
    styles = style("Heading2", "heading 2") + style("House", "House Head", on("Heading2"))

    found = look(styles, '<w:pStyle w:val="House"/>')

    assert (found.kind, found.level, found.name) == ("heading", 2, "House Head")


def test_styles_that_rest_on_each_other_in_a_circle_end() -> None:
    styles = style("A", "One", on("B")) + style("B", "Two", on("A"))

    assert look(styles, '<w:pStyle w:val="A"/>').kind == "body"


def test_a_chain_of_many_styles_costs_no_more_than_it_is_long() -> None:
    chain = "".join(style(f"S{at}", f"s {at}", on(f"S{at + 1}")) for at in range(5_000))

    assert look(chain, '<w:pStyle w:val="S0"/>').kind == "body"


def test_an_outline_level_makes_a_heading_and_body_text_none() -> None:
    assert look("", '<w:outlineLvl w:val="1"/>').level == 2
    assert look("", '<w:outlineLvl w:val="9"/>').kind == "body"


def test_a_number_of_zero_takes_a_paragraph_out_of_its_styles_list() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    styles = style("Item", "Item", numbered)

    within = look(styles, '<w:pStyle w:val="Item"/>')
    without = look(styles, '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>')

    assert (within.numbering, within.numbered_by) == ((7, None), "Item")
    assert without.numbering is None


BOLD = style("Head", "heading 1", "<w:rPr><w:b/></w:rPr>")
STRONG = style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", "character")


def test_bold_in_a_bold_heading_stresses_nothing() -> None:
    assert not run(BOLD, "<w:b/>", "Head").strong
    assert run(BOLD, "<w:b/>").strong


def test_a_strong_style_is_meant_even_where_two_bolds_make_none() -> None:
    both = run(BOLD + STRONG, '<w:rStyle w:val="Strong"/>', "Head")

    assert both.strong
    assert not both.bold  # ECMA-376, 17.7.3


def test_what_a_run_says_holds_over_its_style() -> None:
    assert not run(STRONG, '<w:rStyle w:val="Strong"/><w:b w:val="0"/>').bold


def test_libreoffices_strong_emphasis_is_strong_alone() -> None:
    theirs = style("SE", "Strong Emphasis", "<w:rPr><w:b/></w:rPr>", "character")
    ours = style("SE", "Strong Emphasis", "<w:rPr><w:b/><w:i/></w:rPr>", "character")

    assert not run(theirs, '<w:rStyle w:val="SE"/>').emphasis
    assert run(ours, '<w:rStyle w:val="SE"/>').emphasis


def test_a_face_of_equal_letters_is_code_outside_of_a_program() -> None:
    mono = '<w:rFonts w:ascii="Courier New"/>'
    program = style("Pre", "HTML Preformatted", f"<w:rPr>{mono}</w:rPr>")

    assert run(program, mono).code
    assert not run(program, mono, "Pre").code


def test_letters_from_right_to_left_have_bold_and_a_language_of_their_own() -> None:
    found = run("", '<w:b w:val="0"/><w:bCs/><w:rtl/><w:lang w:val="en-US" w:bidi="he-IL"/>')

    assert found.strong
    assert found.language("שלום") == "he-IL"


def test_the_language_of_east_asian_letters_is_theirs() -> None:
    found = run("", '<w:lang w:val="en-US" w:eastAsia="ja-JP"/>')

    assert (found.language("word"), found.language("日本")) == ("en-US", "ja-JP")


def test_a_style_spells_what_holds_its_paragraph() -> None:
    path = (Step("list"), Step("list"), Step("quote", new=True))
    name = style_name("Quote", path, at=(18.5, 0))

    assert name == "Quote in new quote in list 2 at 18.5 and 0 pt"
    assert spelled_by(name) == ("Quote", path, 0)
    assert spelled_by("Heading 1 as level 3") == ("Heading 1", (), 3)
    assert spelled_by("Work in progress") is None


# Headings without a style

TEXT = "Rents rose for the ninth month in a row, the city said on Monday. Wages did not follow."


def lines(*texts: str, bold: str = "What comes") -> list[Line]:
    return [Line(text, bold=text.startswith(bold), size=22) for text in texts]


def test_bold_lines_that_stand_alone_again_and_again_are_headings() -> None:
    article = lines(TEXT, "What comes next", TEXT, TEXT, "What comes then", TEXT)

    assert direct_headings(article) == {1: 1, 4: 1}


def test_one_bold_line_is_no_habit() -> None:
    assert direct_headings(lines(TEXT, "What comes next", TEXT, TEXT)) == {}


def test_a_bold_sentence_is_no_heading() -> None:
    article = lines(TEXT, "What comes next?.", TEXT, TEXT, "What comes then.", TEXT)

    assert direct_headings(article) == {}


def test_larger_lines_stand_above_bold_ones_and_both_below_styled_headings() -> None:
    article = [
        Line("Part one", size=32, plain=False, level=1),
        *(Line(text, size=size, bold=bold) for text, size, bold in (
            ("Large", 28, True), (TEXT, 22, False), ("Bold", 22, True), (TEXT, 22, False),
            ("Large", 28, True), (TEXT, 22, False), ("Bold", 22, True), (TEXT, 22, False),
            (TEXT, 22, False), (TEXT, 22, False), (TEXT, 22, False),
        )),
    ]  # fmt: skip

    assert direct_headings(article) == {1: 2, 3: 3, 5: 2, 7: 3}
