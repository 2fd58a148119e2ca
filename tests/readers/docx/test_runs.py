"""The words of a Word file: what stands in a paragraph, and what it is marked as."""

from __future__ import annotations

import pytest

from publish.model.tree import (
    Anchor,
    Checkbox,
    Code,
    Deleted,
    Emphasis,
    Footnote,
    Foreign,
    Formula,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import text_of
from tests.build import inlines, p
from tests.readers.docx.everything import FORMULA, TICKED
from tests.readers.docx.reading import blocks, codes, drafted, words
from tests.word_files import field, line, relation, run, style

BOLD = style("Loud", look="<w:rPr><w:b/></w:rPr>")


@pytest.mark.parametrize(
    ("look", "made"),
    [
        ("<w:b/>", Strong(inlines("rose"))),
        ('<w:b w:val="0"/>', Text("rose")),
        ('<w:b w:val="false"/>', Text("rose")),
        ("<w:i/>", Emphasis(inlines("rose"))),
        ("<w:strike/>", Deleted(inlines("rose"))),
        ("<w:dstrike/>", Deleted(inlines("rose"))),
        ('<w:u w:val="single"/>', Inserted(inlines("rose"))),
        ('<w:u w:val="none"/>', Text("rose")),
        ('<w:vertAlign w:val="superscript"/>', Superscript(inlines("rose"))),
        ('<w:vertAlign w:val="subscript"/>', Subscript(inlines("rose"))),
        ('<w:rStyle w:val="Strong"/>', Strong(inlines("rose"))),
        ('<w:rStyle w:val="HTMLCode"/>', Code("rose")),
        ("<w:b/><w:i/>", Strong((Emphasis(inlines("rose")),))),
        ('<w:color w:val="FF0000"/><w:sz w:val="40"/>', Text("rose")),
    ],
)
def test_formatting_that_means_something_is_kept(look: str, made: object) -> None:
    names = "".join(style(n, kind="character") for n in ("Strong", "HTML Code"))

    said = words(line(run("Rents "), run("rose", look)), parts={"styles": names})

    assert said == (inlines("Rents rose") if made == Text("rose") else inlines("Rents ", made))  # type: ignore[arg-type]


def test_words_in_a_bold_paragraph_do_not_stand_out_from_it() -> None:
    said = words(line(run("Rents "), run("rose", "<w:b/>"), style="Loud"), parts={"styles": BOLD})

    assert said == inlines("Rents rose")


def test_runs_that_look_alike_are_one() -> None:
    said = words(line(run("Re", "<w:b/>"), run("nts", '<w:b/><w:kern w:val="2"/>'), run(" rose")))

    assert said == inlines(Strong(inlines("Rents")), " rose")


def test_of_two_marks_the_longer_holds_the_other() -> None:
    said = words(
        line(run("Rents ", "<w:b/>"), run("rose", "<w:b/><w:i/>"), run(" again", "<w:b/>"))
    )

    assert said == (Strong(inlines("Rents ", Emphasis(inlines("rose")), " again")),)


def test_white_space_is_folded_and_breaks_of_pages_are_spaces() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    said = words(line("  Rents", "<w:r><w:tab/></w:r>", page, "rose   again  "))

    assert said == inlines("Rents rose again")


def test_signs_of_their_own_elements_are_read() -> None:
    signs = "<w:r><w:t>re</w:t><w:softHyphen/><w:t>build</w:t><w:noBreakHyphen/><w:br/></w:r>"

    assert words(line(signs, "up")) == (Text("re\u00adbuild\u2011"), LineBreak(), Text("up"))


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [("Symbol", "F061", "α"), ("Wingdings", "F0E0", "→"), ("Arial", "20AC", "€")],
)
def test_a_symbol_is_the_character_that_its_font_shows(font: str, code: str, sign: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    assert words(line("a ", symbol)) == inlines(f"a {sign}")


def test_a_symbol_of_an_unknown_font_is_told() -> None:
    draft = drafted(line("a", '<w:r><w:sym w:font="Zapf" w:char="F0E0"/></w:r>'))

    assert codes(draft) == {"word.symbol": "1 sign of an unknown font was left out"}


def test_text_in_a_font_of_signs_is_read_as_it_looks() -> None:
    look = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'

    assert words(line(run("\uf062", look), run(" rays"))) == inlines("β rays")


def test_links_lead_where_a_reader_can_follow() -> None:
    link = f'<w:hyperlink r:id="out">{run("the quay")}</w:hyperlink>'
    away = relation("hyperlink", "https://a.example/quay", "out", outside=True)

    assert words(line(link), relations=away) == (
        Link("https://a.example/quay", inlines("the quay")),
    )


def test_a_link_to_a_place_on_a_disk_is_words_with_a_note() -> None:
    link = f'<w:hyperlink r:id="out">{run("the quay")}</w:hyperlink>'
    draft = drafted(
        line(link), relations=relation("hyperlink", "file:///C:/q.docx", "out", outside=True)
    )

    assert draft.blocks == (p("the quay"),)
    assert "link.dropped" in codes(draft)


@pytest.mark.parametrize(
    "code",
    ['HYPERLINK "https://a.example/"', ' HYPERLINK  "https://a.example/" \\o "a tip" \\t "_blank"'],
)
def test_a_link_may_be_a_field(code: str) -> None:
    assert words(line(field(code, "the quay"), " again")) == inlines(
        Link("https://a.example/", inlines("the quay")), " again"
    )


def test_a_field_may_stand_in_one_element() -> None:
    simple = f'<w:fldSimple w:instr="AUTHOR">{run("Ann Ode")}</w:fldSimple>'

    assert words(line("By ", simple)) == inlines("By Ann Ode")


def test_a_field_reaches_over_paragraphs_and_its_code_is_not_read() -> None:
    begin, rest = field("TOC \\o", "One", "Two").split(run("Two"))

    made = blocks(line(begin), line(run("Two"), rest), line("Three"))

    assert list(map(text_of, made)) == ["One", "Two", "Three"]
    assert ["contents" in block.origin.trail for block in made] == [True, True, False]


def test_fields_in_fields_show_the_result_of_the_outer() -> None:
    inner = field("MERGEFIELD x", "9")
    outer = field("IF CODE", "rose").replace(
        "CODE", f"</w:instrText></w:r>{inner}<w:r><w:instrText>"
    )

    assert words(line("Rents ", outer)) == inlines("Rents rose")


def test_numbers_of_pages_are_not_read() -> None:
    assert words(line("Page ", field("PAGE", "3"), " of ", field("NUMPAGES \\* Arabic", "9"))) == (
        inlines("Page of")
    )


def test_a_field_that_never_ends_costs_no_words() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    assert list(map(text_of, blocks(line(begun, "Rents rose."), line("Again.")))) == [
        "Rents rose.",
        "Again.",
    ]


def test_a_field_that_word_draws_from_its_code_is_told() -> None:
    assert "word.field" in codes(drafted(line("a", field("EQ \\f(1,2)"))))


def test_a_place_is_kept_where_something_leads_to_it() -> None:
    quay, other = (
        f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'
        for name in ("quay", "_GoBack")
    )
    link = f'<w:hyperlink w:anchor="quay">{run("see there")}</w:hyperlink>'

    made = blocks(line(link), line(quay, other, "The quay"))

    assert made == (
        p(Link("#quay", inlines("see there"))),
        p(Anchor("quay"), "The quay"),
    )


def test_a_reference_to_a_bookmark_is_a_link() -> None:
    quay = '<w:bookmarkStart w:id="1" w:name="quay"/><w:bookmarkEnd w:id="1"/>'

    made = blocks(line(field("REF quay \\h", "there")), line(quay, "The quay"))

    assert made[0] == p(Link("#quay", inlines("there")))


def test_forms_show_what_is_ticked_chosen_and_filled_in() -> None:
    def form(data: str, *result: str) -> str:
        begin = '<w:fldChar w:fldCharType="begin"/>'
        asked = f'<w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>'
        return field("FORM", *result).replace(begin, asked)

    box = form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
    choice = form(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="one"/><w:listEntry w:val="two"/>'
        "</w:ddList>"
    )

    assert words(line(box, " rents ", choice, " ", form("<w:textInput/>", "rose"))) == (
        Checkbox(True),
        Text(" rents two rose"),
    )


def test_controls_and_tags_around_words_are_seen_through() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('rose')}</w:sdtContent></w:sdt>"
    tagged = f'<w:smartTag w:element="x"><w:smartTagPr/>{run("Rents ")}</w:smartTag>'
    turned = f'<w:bdo w:val="rtl">{run(" again")}</w:bdo>'

    assert words(line(tagged, control, turned)) == inlines("Rents rose again")


def test_a_box_to_tick_is_one() -> None:
    assert words(line(TICKED, " paid")) == (Checkbox(True), Text(" paid"))


def test_another_language_than_that_of_most_words_is_foreign() -> None:
    said = words(
        line(
            run("Die Mieten stiegen, sagt die Stadt: ", '<w:lang w:val="de-DE"/>'),
            run("rents rose", '<w:lang w:val="en-GB"/>'),
            run(" 1,5", '<w:lang w:val="en-US"/>'),
        )
    )

    assert said == inlines(
        "Die Mieten stiegen, sagt die Stadt: ", Foreign("en-GB", inlines("rents rose")), " 1,5"
    )


def test_words_from_right_to_left_have_the_language_of_such_words() -> None:
    said = words(
        line(
            run("They call it the old quay: "),
            run("الرصيف", '<w:rtl/><w:lang w:val="en-US" w:bidi="ar-SA"/>'),
        )
    )

    assert said == inlines("They call it the old quay: ", Foreign("ar-SA", inlines("الرصيف")))


def test_a_formula_stands_in_its_line_once() -> None:
    said = words(line("at ", FORMULA))

    assert [type(each) for each in said] == [Text, Formula]
    assert text_of(p(*said)) == "at v = 2"


def test_readings_above_words_stand_behind_them() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('とうきょう')}</w:rt>"
        f"<w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>"
    )
    draft = drafted(line(ruby))

    assert draft.blocks == (p("東京（とうきょう）"),)
    assert "word.ruby" in codes(draft)


def test_hidden_words_in_a_line_are_left_out_with_a_note() -> None:
    draft = drafted(line(run("Rents rose."), run(" Ask Ann.", "<w:vanish/>")))

    assert draft.blocks == (p("Rents rose."),)
    assert codes(draft) == {"word.hidden": "1 line has hidden words"}


def test_a_hidden_line_is_in_the_draft_and_says_that_it_is_hidden() -> None:
    (_, hidden) = drafted(line("Rents rose."), line(run("Ask Ann.", "<w:vanish/>"))).blocks

    assert text_of(hidden) == "Ask Ann."
    assert hidden.origin.trail == ("div[hidden]",)


def test_a_large_first_letter_belongs_to_its_word() -> None:
    dropped = line("R", look='<w:framePr w:dropCap="drop" w:lines="3"/>')

    assert blocks(dropped, line("ents rose.")) == (p("Rents rose."),)


def test_notes_stand_at_their_marks() -> None:
    own = "<w:r><w:footnoteRef/></w:r>"
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{line(own, " See ", run("there", "<w:i/>"))}'
        f"{line('And here.')}</w:footnote>"
    )
    end = f'<w:endnote w:id="2">{line("At last.")}</w:endnote>'

    said = words(
        line(
            "Rents",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            " rose",
            '<w:r><w:endnoteReference w:id="2"/></w:r>',
            ".",
        ),
        parts={"footnotes": notes, "endnotes": end},
    )

    assert said == inlines(
        "Rents",
        Footnote((p("See ", Emphasis(inlines("there"))), p("And here."))),
        " rose",
        Footnote((p("At last."),)),
        ".",
    )


def test_a_note_that_speaks_of_itself_ends() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = f'<w:footnote w:id="1">{line("See", mark)}</w:footnote>'

    assert words(line("Rents", mark), parts={"footnotes": note}) == inlines(
        "Rents", Footnote((p("See"),))
    )


def test_a_mark_without_its_note_is_nothing() -> None:
    said: Inlines = words(line("Rents", '<w:r><w:footnoteReference w:id="7"/></w:r>'))

    assert said == inlines("Rents")
