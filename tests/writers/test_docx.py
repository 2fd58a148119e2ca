import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from hypothesis import given, settings

from publish.layouts import load_layout
from publish.model.article import Draft
from publish.model.edition import Edition
from publish.model.tree import (
    Anchor,
    Checkbox,
    Footnote,
    Foreign,
    Formula,
    Link,
    Listing,
    Table,
    Text,
)
from publish.model.walk import text_of
from publish.writers.docx import write
from tests.build import article, as_printed, cell, figure, h, inlines, listing, p
from tests.every_place import math
from tests.strategies import DRAFTS
from tests.writers.docx_samples import (
    LAYOUT,
    RENTS,
    W,
    arabic,
    everything,
    lines,
    names,
    part,
    picture,
    simple,
    stories,
    style_of,
    text_in,
    word,
)

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def styled(data: bytes, style: str) -> list[str]:
    return [text for name, text in lines(data) if name == style]


# Styles


@pytest.mark.parametrize("made", [everything(), arabic()], ids=["everything", "arabic"])
def test_nothing_is_formatted_but_by_styles(made: object) -> None:
    data = word(made, simple())  # type: ignore[arg-type]

    said = {
        child.tag.removeprefix(W)
        for story in stories(data)
        for properties in story.iter(f"{W}rPr", f"{W}pPr")
        for child in properties
    }

    assert said <= {"rStyle", "rtl", "lang", "pStyle", "numPr", "bidi", "sectPr"}


def test_every_style_that_is_used_is_there() -> None:
    data = word(everything(), arabic())
    known = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}

    used = {
        each.get(f"{W}val")
        for story in stories(data)
        for each in story.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }

    assert used <= known


def test_the_parts_of_an_article_go_by_their_names() -> None:
    opening = [line for line in lines(word(everything())) if line[1]][:11]

    assert opening == [
        ("Outlet", "The Daily"),
        ("Title", "Everything"),
        ("Subtitle", "All there is."),
        ("TitleBlock", "From\tAnn Ode"),
        ("TitleBlock", "Place\tBerlin"),
        ("TitleBlock", "Date\t3 February 2026"),
        ("BottomLineHeading", "Bottom line"),
        ("BottomLine", "The bottom line."),
        ("KeyPointsHeading", "Key points"),
        ("KeyPoints", "First."),
        ("KeyPoints", "Second."),
    ]


def test_the_end_names_the_authors_and_the_source() -> None:
    data = word(replace(simple(), author_note=(p("Ann Ode and Bo Li write."),)))

    assert lines(data)[-5:] == [
        ("AuthorNoteHeading", "About the authors"),
        ("AuthorNote", "Ann Ode and Bo Li write."),
        ("SourceHeading", "Source"),
        ("SourceLine", "Rents rise again. The Daily, 3 February 2026."),
        ("SourceLine", "example.org/rents?a=1&b=2"),
    ]


def test_labels_speak_the_language_of_the_article() -> None:
    labels = {"de": {"from": "Von", "page": "Seite", "of": "von"}}
    german = replace(simple(), language="de")

    data = word(german, layout=replace(LAYOUT, labels=labels))

    assert "Von\tAnn Ode, Bo Li" in styled(data, "TitleBlock")
    assert text_in(part(data, "word/footer-1.xml")) == "Seite 1 von 1 · The Daily"


def test_headings_never_skip_a_level() -> None:
    data = word(article(h("Low", 4), h("Lower", 6), h("Low again", 4)))

    found = [name for name, _ in lines(data) if name.startswith("Heading")]

    assert found == ["Heading1AsLevel4", "Heading2AsLevel6", "Heading1AsLevel4"]


def test_words_of_two_styles_have_a_style_of_both() -> None:
    styles = part(word(everything()), "word/styles.xml")

    (both,) = [each for each in styles if each.get(f"{W}styleId") == "StrongEmphasis"]

    assert both.find(f"{W}rPr/{W}b") is not None
    assert both.find(f"{W}rPr/{W}i") is not None


# Lists, tables, pictures, notes


def numbers(data: bytes) -> list[tuple[str, str]]:
    """Level and list of every paragraph that says them."""
    return [
        tuple(child.get(f"{W}val") for child in each)  # type: ignore[misc]
        for each in part(data, "word/document.xml").iter(f"{W}numPr")
    ]


def test_each_ordered_list_counts_by_itself_from_its_start() -> None:
    third = Listing(((p("Seven"),),), ordered=True, start=7)
    data = word(article(listing("a", ordered=True), listing("b", ordered=True), third))

    starts = [
        each.get(f"{W}val") for each in part(data, "word/numbering.xml").iter(f"{W}startOverride")
    ]

    assert len(set(numbers(data))) == 3
    assert starts == ["1", "1", "7"]


def test_lists_may_be_deeper_than_the_styles_for_them() -> None:
    deep = listing("bottom")
    for _ in range(11):
        deep = Listing(((p("on the way"), deep),))

    data = word(article(deep))

    assert lines(data)[-1] == ("ListBullet3InList12", "bottom")
    assert numbers(data)[-1] == ("8", "1")


def test_a_table_keeps_its_spans_and_repeats_its_head() -> None:
    (table,) = part(word(article(RENTS)), "word/document.xml").iter(f"{W}tbl")

    grid = [[text_in(each) for each in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]

    assert grid == [
        ["City", "Rent"],
        ["", "May", "June"],
        ["Berlin", "1,200", "1,250"],
        ["Total", "2,450"],
    ]
    assert repeated == [True, True, False, False]
    assert len(table.findall(f"{W}tblGrid/{W}gridCol")) == 3


def test_a_table_wider_than_word_allows_keeps_its_words() -> None:
    wide = Table((tuple(cell(f"c{number}") for number in range(64)),))

    data = word(article(wide))

    tables = list(part(data, "word/document.xml").iter(f"{W}tbl"))
    assert max(len(table.findall(f"{W}tblGrid/{W}gridCol")) for table in tables) <= 63
    shown = {text_in(each) for table in tables for each in table.iter(f"{W}tc")}
    assert shown == {f"c{number}" for number in range(64)}


def test_two_tables_in_a_row_stay_two() -> None:
    body = part(word(article(RENTS, RENTS)), "word/document.xml")[0]

    tables = [index for index, each in enumerate(body) if each.tag == f"{W}tbl"]

    assert tables[1] - tables[0] > 1


@pytest.mark.parametrize(
    ("width", "shown"), [(300, 300 * 6096), (4000, pytest.approx(129.6 * 36000, rel=0.001))]
)
def test_a_picture_fills_the_text_but_is_never_enlarged(width: int, shown: object) -> None:
    made = article(figure("a.png", "A field"), assets={"a.png": picture(width=width, height=100)})

    layout = replace(LAYOUT, docx=replace(LAYOUT.docx, text_size_pt=10.5))

    document = docx.Document(io.BytesIO(word(made, layout=layout)))

    assert document.inline_shapes[0].width == shown


def test_a_picture_is_described() -> None:
    made = article(figure("a.png", 'A "red" field'), assets={"a.png": picture()})

    document = docx.Document(io.BytesIO(word(made)))

    assert document.inline_shapes[0]._inline.docPr.get("descr") == 'A "red" field'


def test_a_picture_that_is_not_there_leaves_its_caption() -> None:
    data = word(article(figure("gone.png", "", "The caption.")))

    assert styled(data, "Figure") == []
    assert styled(data, "CaptionInNothing") == ["The caption."]


def test_a_note_stands_at_the_foot_with_its_links() -> None:
    note = Footnote((p("See ", Link("https://example.org/n", inlines("this"))),))
    data = word(article(p("Words", note, ".")))

    (written,) = [each for each in part(data, "word/footnotes.xml") if each.get(f"{W}type") is None]

    assert text_in(written) == " See this"
    assert list(written.iter(f"{W}hyperlink"))
    assert b"https://example.org/n" in _raw(data, "word/_rels/footnotes.xml.rels")


def _raw(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def test_a_note_in_a_note_is_read_where_it_stands() -> None:
    inner = Footnote((p("inner"),))
    data = word(article(p("Words", Footnote((p("outer", inner),)))))

    assert "outer (inner)" in text_in(part(data, "word/footnotes.xml"))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_an_address_that_may_not_be_linked_to_is_plain_words(url: str) -> None:
    data = word(article(p(Link(url, inlines("words")))))

    assert not list(part(data, "word/document.xml").iter(f"{W}hyperlink"))
    shown = [name for name in names(data) if name != "customXml/item1.xml"]
    assert url.encode() not in b"".join(_raw(data, name) for name in shown)


# Languages


def runs(data: bytes) -> list[tuple[str, bool, dict[str, str]]]:
    """Words, direction and language of each run of the first paragraph of the body."""
    (first,) = [
        each
        for each in part(data, "word/document.xml").iter(f"{W}p")
        if style_of(each) == "FirstParagraph"
    ]
    return [
        (
            text_in(run),
            run.find(f"{W}rPr/{W}rtl") is not None,
            {
                key.removeprefix(W): value
                for lang in run.iter(f"{W}lang")
                for key, value in lang.attrib.items()
            },
        )
        for run in first.iter(f"{W}r")
    ]


def test_foreign_words_name_their_language() -> None:
    line = p("A ", Foreign("fr", inlines("mot")), " and ", Foreign("ja", inlines("日本")))

    assert [run[2] for run in runs(word(article(line)))] == [
        {},
        {"val": "fr-FR"},
        {},
        {"val": "ja-JP", "eastAsia": "ja-JP"},
    ]


def test_words_from_right_to_left_are_runs_of_their_own() -> None:
    line = p("So «", Foreign("ar", inlines("«العراق»")), "» and العراق، 2024 بلد here")

    assert runs(word(article(line))) == [
        ("So «", False, {}),
        ("«العراق»", True, {"bidi": "ar-SA"}),
        ("» and ", False, {}),
        ("العراق، 2024 بلد", True, {}),
        (" here", False, {}),
    ]


def test_an_arabic_file_runs_from_right_to_left() -> None:
    data = word(arabic())
    document = part(data, "word/document.xml")
    styles = part(data, "word/styles.xml")

    assert styles.find(f"{W}style[@{W}styleId='Normal']/{W}pPr/{W}bidi") is not None
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}bidi") == "ar-SA"
    assert document.find(f".//{W}sectPr/{W}bidi") is not None
    assert document.find(f".//{W}tblPr/{W}bidiVisual") is not None
    assert document.find(f".//{W}pPr/{W}bidi") is None  # the styles say it


def test_an_arabic_article_among_english_ones_is_turned_round() -> None:
    document = part(word(simple(), arabic()), "word/document.xml")
    turned = [each.find(f"{W}pPr/{W}bidi") is not None for each in document.iter(f"{W}p")]
    sections = [each.find(f"{W}bidi") is not None for each in document.iter(f"{W}sectPr")]

    assert sections == [False, False, True]  # the first holds title and contents
    assert not turned[0]
    assert turned[-1]


# The file


def test_each_article_of_an_edition_begins_a_page_with_its_own_furniture() -> None:
    data = word(simple(), everything())
    sections = list(part(data, "word/document.xml").iter(f"{W}sectPr"))

    assert len(sections) == 3
    assert all(each.find(f"{W}titlePg") is not None for each in sections)
    assert text_in(part(data, "word/header-front.xml")) == "Rents rise again\tContents"
    assert text_in(part(data, "word/header-front-first.xml")) == ""
    assert text_in(part(data, "word/footer-front.xml")) == "Page 1 of 1"
    assert text_in(part(data, "word/header-2.xml")) == "Rents rise again\tEverything"
    assert text_in(part(data, "word/header-2-first.xml")) == ""


def of_sections(**fields: Any) -> bytes:
    two = (("Home", 1), ('Abroad \\ "away"', 1))
    edition = Edition.of(simple(), everything(), title="The week", sections=two, **fields)
    return write(edition, LAYOUT).data


def test_an_edition_has_its_contents_as_a_field_of_links() -> None:
    data = of_sections(subtitle="No. 7")
    document = part(data, "word/document.xml")

    asked = [each.text.strip() for each in document.iter(f"{W}instrText") if each.text]
    marks = [each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")]
    links = [each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")]
    fields = [each.get(f"{W}fldCharType") for each in document.iter(f"{W}fldChar")]
    assert styled(data, "EditionTitle") == ["The week"]
    assert styled(data, "EditionLine")[0] == "No. 7"
    assert styled(data, "SectionTitle") == ["Home", 'Abroad \\ "away"']
    assert styled(data, "TOC2") == ["Home", 'Abroad \\ "away"']
    assert styled(data, "TOC3") == ["Rents rise again", "Everything"]
    assert asked == ['TOC \\o "2-3" \\h \\z \\b _Articles']
    assert sorted(marks) == sorted(["_Articles", *(each for each in links if each)])
    assert fields.count("begin") == fields.count("end")


def test_a_cover_is_a_page_of_its_own_and_one_article_has_neither_cover_nor_contents() -> None:
    def sections(data: bytes) -> int:
        return len(list(part(data, "word/document.xml").iter(f"{W}sectPr")))

    assert (sections(of_sections(cover=True)), sections(of_sections())) == (4, 3)
    assert styled(word(simple()), "TOC2") == styled(word(simple()), "EditionTitle") == []


def test_an_article_of_an_edition_has_its_own_options_in_its_title_block() -> None:
    data = of_sections(own_options=({"number": "7-A"}, {}))

    assert "Number\t7-A" in styled(data, "TitleBlock")
    assert sum("7-A" in line for line in styled(data, "TitleBlock")) == 1


def test_the_running_head_is_cut_at_a_word() -> None:
    data = word(article(title="A very long title " * 10))

    assert text_in(part(data, "word/header-1.xml")) == "A very long title " * 3 + "A…"


def test_the_properties_say_what_the_article_says_and_no_more() -> None:
    data = word(simple())

    said = docx.Document(io.BytesIO(data)).core_properties

    assert (said.title, said.author, said.keywords) == (
        "Rents rise again",
        "Ann Ode; Bo Li",
        "housing, rents",
    )
    assert (said.language, said.last_modified_by) == ("en", "publish")
    assert said.created == said.modified
    assert f"{said.created:%Y-%m-%d}" == "2026-02-03"
    assert not [name for name in names(data) if "thumbnail" in name]
    assert b"python-docx" not in b"".join(_raw(data, name) for name in names(data))


def test_a_long_title_fits_into_the_properties() -> None:
    said = docx.Document(io.BytesIO(word(article(title="word " * 100)))).core_properties

    assert len(said.title) <= 255


def test_the_paper_is_the_layouts() -> None:
    letter = replace(LAYOUT.docx, page_width_mm=215.9, page_height_mm=279.4)
    document = docx.Document(io.BytesIO(word(simple(), layout=replace(LAYOUT, docx=letter))))

    section = document.sections[0]

    assert (round(section.page_width.inches, 2), round(section.page_height.inches, 2)) == (8.5, 11)


def test_the_same_edition_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib; from tests.writers.docx_samples import *;"
        "print(hashlib.sha256(word(everything(), arabic(), simple())).hexdigest())"
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_a_file_remembers_nothing_of_the_file_before() -> None:
    first = word(simple())
    word(everything(), arabic())

    assert word(simple()) == first


def test_characters_that_xml_forbids_do_no_harm() -> None:
    data = word(article(p('a\x00b\ud800c\ufffe <&> "d" soft\u00adhyphen'), title="T\x0b & <T>"))

    assert styled(data, "FirstParagraph") == ['abc <&> "d" softhyphen']


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@given(DRAFTS)
@settings(max_examples=40, deadline=None)
def test_every_word_of_any_article_is_in_the_file_in_order(draft: Draft) -> None:
    body = as_printed(draft.blocks)
    made = replace(article(title="Title"), body=body, author_note=(), assets={"a.png": picture()})
    data = write(Edition.of(made), LAYOUT).data
    docx.Document(io.BytesIO(data))
    document, notes = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    for mark in document.iter(f"{W}footnoteReference"):
        note = notes.find(f"{W}footnote[@{W}id='{mark.get(f'{W}id')}']")
        inserted = mark.getparent().makeelement(f"{W}t")
        inserted.text = text_in(note)
        mark.addprevious(inserted)

    found = _words(text_in(document))

    expected = [_words(text_of(block)) for block in body]
    at = 0
    for words in expected:
        assert words in found[at:]
        at = found.index(words, at) + len(words)


def test_white_space_of_the_source_is_not_printed() -> None:
    line = p("  one\n two ", Link("https://example.org", (Text("  three "),)), " four")

    assert styled(word(article(line)), "FirstParagraph") == ["one two three four"]


@pytest.mark.parametrize(
    ("banner", "style", "words"),
    [
        ("tlp:amber+strict", "BannerAmber", "TLP:AMBER+STRICT"),
        ("TLP: CLEAR", "BannerClear", "TLP:CLEAR"),
        ("For the board", "Banner", "For the board"),
    ],
)
def test_the_banner_stands_at_head_and_foot_of_every_page(
    banner: str, style: str, words: str
) -> None:
    layout = load_layout("briefing", options={"banner": banner, "handling": "Keep it here."})

    data = write(Edition.of(article("A body.")), layout).data

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        furniture = [
            file.read(name).decode()
            for name in file.namelist()
            if re.match(r"word/(header|footer)", name)
        ]
        document = file.read("word/document.xml").decode()
    assert len(furniture) == 4
    for xml in furniture:
        assert f'<w:pStyle w:val="{style}"/>' in xml
        assert words in xml
    assert "Keep it here." in document


# Formulas, boxes, programs


def test_brackets_of_a_formula_grow_with_what_they_hold() -> None:
    half = math("mfrac", math("mi", "a"), math("mn", "2"))
    raised = math("msup", math("mo", ")"), math("mn", "2"))
    made = Formula("(a/2)²", math("mrow", math("mo", "("), half, raised))

    package = word(article(p("So ", made, ".")))

    fence = next(part(package, "word/document.xml").iter(f"{M}d"))
    assert fence.getparent().getparent().tag == f"{M}sSup"
    assert [each.tag for each in fence.iter(f"{M}f")] == [f"{M}f"]


def test_a_function_s_name_stands_upright_and_apart_in_a_formula() -> None:
    made = Formula("cos θ", math("mrow", math("mi", "cos"), math("mi", "θ")))

    package = word(article(p("So ", made, ".")))

    runs = list(part(package, "word/document.xml").iter(f"{M}r"))
    assert [run.findtext(f"{M}t") for run in runs] == ["cos", "\u2009", "θ"]
    assert [run.find(f"{M}rPr") is not None for run in runs] == [True, True, False]


def test_a_box_hangs_where_other_items_have_their_bullet() -> None:
    data = word(article(Listing(((p(Checkbox(True), " Lights"),), (p("Stairs"),)))))

    assert styled(data, "ListTask") == ["☑\tLights"]
    assert styled(data, "ListBullet") == ["Stairs"]


def test_wide_numbers_have_room_in_word() -> None:
    data = word(article(Listing(((p("a"),), (p("b"),)), ordered=True, start=999)))

    levels = part(data, "word/numbering.xml").iter(f"{W}lvlOverride")
    indents = [level.find(f".//{W}ind") for level in levels]
    assert [each.get(f"{W}hanging") for each in indents if each is not None] == ["720"]


def test_a_place_alone_is_a_bookmark_and_no_paragraph() -> None:
    data = word(article(p("One."), p(Anchor("x")), p(Link("#x", inlines("Two")))))

    assert [text for _, text in lines(data)].count("") == [
        text for _, text in lines(word(article(p("One."), p("Two"))))
    ].count("")
    assert next(part(data, "word/document.xml").iter(f"{W}bookmarkStart")) is not None
