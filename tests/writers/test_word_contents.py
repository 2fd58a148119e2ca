"""Contents, navigation and running heads of a Word file: what an editor sees and what F9 makes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from lxml import etree

import publish
from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.tree import Emphasis, Footnote, Text
from publish.writers.docx import write
from tests.build import article, h, inlines, p
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import LAYOUT, W, names, part, simple, style_of, text_in
from tests.writers.word_templates import plain_docx

LEADS = replace(LAYOUT, options={"leads": "true"})


def three() -> tuple[Article, ...]:
    body = (p("Words."), h("First", 1), p("x"), h("Second", 2), p("y"), h("Third", 3), p("z"))
    return (
        article(*body, title="One", summary=inlines("The bottom line.")),
        article(*body, title="Two", byline=("Ann Ode",), outlet="The Daily"),
        article(*body, title="Three"),
    )


def edition(sections: bool = True, **more: Any) -> Edition:
    parts = (("Home", 1), ("Abroad", 2)) if sections else ()
    return Edition.of(*three(), title="The week", sections=parts, **more)


def outline_of(data: bytes) -> list[tuple[int, str]]:
    """What Word's navigation pane shows: level and words of each paragraph with a level."""
    levels = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val"))
        for style in part(data, "word/styles.xml").iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    return [
        (levels[style_of(each)], text_in(each))
        for each in part(data, "word/document.xml").iter(f"{W}p")
        if style_of(each) in levels
    ]


def bookmarks_of(pdf: bytes) -> list[tuple[int, str]]:
    return [(each.level, each.get_title()) for each in pypdfium2.PdfDocument(pdf).get_toc()]


def parents(lines: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """Each line with the one that it stands below."""
    above: list[tuple[int, str]] = []
    made = []
    for level, words in lines:
        while above and above[-1][0] >= level:
            above.pop()
        made.append((above[-1][1] if above else "", words))
        above.append((level, words))
    return made


@pytest.mark.parametrize("leads", ["true", "false"])
@pytest.mark.parametrize("sections", [True, False])
@pytest.mark.parametrize("cover", [True, False])
def test_the_navigation_pane_shows_the_bookmarks_of_the_pdf(
    leads: str, sections: bool, cover: bool
) -> None:
    layout = load_layout("briefing", options={"leads": leads})
    made = edition(sections, cover=cover)

    shown = outline_of(publish.render(made, layout, "docx").data)

    assert parents(shown) == parents(bookmarks_of(publish.render(made, layout, "pdf").data))
    assert shown[0] == (0, "The week")


def test_of_one_article_headings_begin_at_the_first_level() -> None:
    assert outline_of(write(Edition.of(three()[0]), LAYOUT).data) == [
        (0, "First"),
        (1, "Second"),
        (2, "Third"),
    ]


def asked(data: bytes, name: str = "word/document.xml") -> list[str]:
    return [each.text.strip() for each in part(data, name).iter(f"{W}instrText")]


@pytest.mark.parametrize("layout", [LAYOUT, LEADS])
def test_nothing_asks_when_the_file_opens(layout: Layout) -> None:
    data = write(edition(), layout).data

    parts = [part(data, name) for name in names(data) if re.fullmatch(r"word/\w+\.xml", name)]
    assert not [each for root in parts for each in root.iter(f"{W}updateFields")]
    assert not [each for root in parts for each in root.iter() if each.get(f"{W}dirty")]
    assert ooxml.check(data) == []


def entries(data: bytes, *styles: str) -> list[tuple[str, str]]:
    """The words of each line of the contents, and where its link leads."""
    return [
        (text_in(each), (each.find(f"{W}hyperlink").get(f"{W}anchor")))
        for each in part(data, "word/document.xml").iter(f"{W}p")
        if style_of(each) in styles
    ]


def test_the_contents_are_entries_with_links_and_the_pages_of_the_pdf() -> None:
    data = write(replace(edition(), pages=(2, 3, 15)), LAYOUT).data

    assert entries(data, "TOC2", "TOC3") == [
        ("Home\t2", "_Section0"),
        ("One\t2", "_Article1"),
        ("Abroad\t3", "_Section1"),
        ("Two\t3", "_Article2"),
        ("Three\t15", "_Article3"),
    ]
    assert asked(data)[:2] == ['TOC \\o "2-3" \\h \\z \\b _Articles', "PAGEREF _Section0 \\h"]
    pages = pypdfium2.PdfDocument(libreoffice.to_pdf(data))
    assert "Three" in (shown := pages[0].get_textpage().get_text_range())
    assert "15" in shown


def test_a_page_that_nobody_knows_is_not_told() -> None:
    assert entries(write(edition(), LAYOUT).data, "TOC2")[0] == ("Home", "_Section0")


def test_the_bookmark_of_the_contents_is_around_the_articles_and_not_their_cover() -> None:
    document = part(write(edition(), LAYOUT).data, "word/document.xml")
    (start,) = document.xpath(
        "//w:bookmarkStart[@w:name='_Articles']", namespaces={"w": W.strip("{}")}
    )
    paragraph = start.getparent()

    assert style_of(paragraph) == "SectionTitle"
    assert text_in(paragraph) == "Home"
    end = document.xpath(
        f"//w:bookmarkEnd[@w:id='{start.get(f'{W}id')}']", namespaces={"w": W.strip("{}")}
    )[0]
    assert end.getparent() in list(document[0])[-2:]


def test_what_stands_below_a_title_on_the_front_page_comes_anew_too() -> None:
    data = write(edition(), LEADS).data

    field, *hidden = [each for each in asked(data) if not each.startswith("PAGEREF")]
    assert field == 'TOC \\o "2-3" \\h \\z \\b _Articles \\f \\l "4-5"'
    assert hidden == [
        'TC "The bottom line." \\l 4 \\n',
        'TC "Ann Ode · The Daily" \\l 5 \\n',
    ]


def test_no_quote_and_no_backslash_ends_the_words_of_an_entry_early() -> None:
    told = replace(simple(), summary=inlines('A "quoted" \\ line.'))
    data = write(Edition.of(told, told, title="T"), LEADS).data

    assert 'TC "A ”quoted” line." \\l 4 \\n' in [re.sub(" +", " ", each) for each in asked(data)]


def head(data: bytes, name: str) -> tuple[list[str], str]:
    root = part(data, f"word/{name}.xml")
    return [each.text.strip() for each in root.iter(f"{W}instrText")], text_in(root)


def test_running_heads_follow_the_titles() -> None:
    data = write(edition(), LAYOUT).data

    fields = ['STYLEREF "Edition Title"', 'STYLEREF "Title"']
    assert head(data, "header-2") == (fields, "The week\tTwo")
    assert head(data, "header-front") == (fields[:1], "The week\tContents")
    named = {each.get(f"{W}val") for each in part(data, "word/styles.xml").iter(f"{W}name")}
    assert {"Edition Title", "Title"} <= named


def test_the_head_of_one_article_follows_its_title_and_keeps_its_date() -> None:
    data = write(Edition.of(simple()), LAYOUT).data

    assert head(data, "header-1") == (['STYLEREF "Title"'], "Rents rise again · 3 February 2026")


@pytest.mark.parametrize(
    "title",
    [
        inlines("Rents rise again and again, month after month, in every part of town " * 2),
        (Text("Rents rise"), Footnote((p("So they say."),))),
    ],
    ids=["too long for a line", "with a note"],
)
def test_a_title_that_a_head_shows_in_another_way_stays_as_it_is(title: Any) -> None:
    fields, words = head(write(Edition.of(replace(simple(), title=title)), LAYOUT).data, "header-1")

    assert fields == []
    assert words.startswith("Rents rise")


def test_a_title_with_stress_is_followed() -> None:
    title = (Text("Rents "), Emphasis(inlines("rise")))

    fields, words = head(write(Edition.of(replace(simple(), title=title)), LAYOUT).data, "header-1")

    assert fields == ['STYLEREF "Title"']
    assert words.startswith("Rents rise · ")


def test_libreoffice_shows_the_words_of_running_heads() -> None:
    pages = pypdfium2.PdfDocument(io.BytesIO(libreoffice.to_pdf(write(long(), LAYOUT).data)))

    assert "The week Two" in pages[len(pages) - 1].get_textpage().get_text_range().replace(
        "\r\n", " "
    )


def long() -> Edition:
    body = tuple(p("Words of a long article. " * 20) for _ in range(12))
    return Edition.of(three()[0], article(*body, title="Two"), title="The week")


def test_every_field_is_closed() -> None:
    for layout in (LAYOUT, LEADS):
        marks = [
            each.get(f"{W}fldCharType")
            for each in etree.ElementTree(
                part(write(replace(edition(), pages=(1, 2, 3)), layout).data, "word/document.xml")
            ).iter(f"{W}fldChar")
        ]
        assert marks.count("begin") == marks.count("end")


def test_a_head_follows_the_title_under_the_name_that_a_house_gives_its_style() -> None:
    found = load_layout("briefing")
    named = replace(found.docx, styles=(("Title", "Intense Quote"),))
    layout = replace(found, docx=named, reference=plain_docx(), reference_name="reference.docx")

    data = write(Edition.of(simple()), layout).data

    assert head(data, "header-1")[0] == ['STYLEREF "Intense Quote"']
