"""What a reader of several articles finds first: each title with its bottom line and page."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from lxml import etree

from publish.layouts import load_layout, use_fonts
from publish.model.article import Article
from publish.model.edition import Edition
from publish.writers import docx, epub, pdf
from tests.build import article, h, inlines, p
from tests.layouts.contents import paragraph
from tests.layouts.geometry import off_the_page, overlapping
from tests.layouts.test_digest import bookmarks, pages_of
from tests.validators import epubcheck, ooxml, verapdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XHTML = "{http://www.w3.org/1999/xhtml}"
LONG = " ".join(["harbour"] * 60)[:400]
WEEK = "The week in print"


def articles() -> tuple[Article, ...]:
    body = (p(paragraph(1)), h("Below", 2), *(p(paragraph(n)) for n in range(20)))
    return (
        replace(article(*body, title="Rents rise"), summary=inlines("Nine months in a row.")),
        replace(article(*body, title="Boats sink"), standfirst=inlines("Two of them.")),
        replace(article(*body, title="No more is known"), outlet="The Paper", byline=("Ann Ode",)),
        article(
            p("وافق مجلس الميناء على خطة الرصيف الشمالي."), title="مجلس الميناء", language="ar"
        ),
        article(p("One line."), title=LONG),
    )


def bound(title: str = WEEK, **fields: object) -> Edition:
    two = (("", 1), ("Abroad", 4))
    return Edition.of(*articles(), title=title, sections=two, subtitle="No. 7", **fields)  # type: ignore[arg-type]


@cache
def printed(name: str = "briefing", title: str = WEEK) -> bytes:
    layout = load_layout(name)
    use_fonts(layout)
    return pdf.write(bound(title), layout).data


def words_of(data: bytes) -> list[str]:
    return [" ".join(line.text for line in page) for page in pages_of(data)]


@pytest.mark.parametrize("name", ["briefing", "plain", "manuscript"])
def test_the_front_page_gives_each_title_its_bottom_line_and_its_page(name: str) -> None:
    pages = words_of(printed(name))

    front = pages[0]
    assert front.startswith("No. 7 The week in print 5 articles")
    last = [int(word) for word in front.split() if word.isdecimal()]
    for title, lead in (("Rents rise", "Nine months in a row."), ("Boats sink", "Two of them.")):
        after = front.partition(f"{title} ")[2]
        page = int(next(word for word in after.split() if word.isdecimal()))
        assert lead in after
        assert page in last
        assert title in pages[page - 1]
    assert "No more is known" in front
    assert "Ann Ode · The Paper" in front


def test_only_the_last_two_entries_stay_together() -> None:
    lead = inlines(LONG)
    several = [
        replace(article(p("One line."), title=f"Title number {n}"), summary=lead)
        for n in range(1, 6)
    ]
    layout = load_layout("plain")
    use_fonts(layout)

    first, second = words_of(pdf.write(Edition.of(*several, title=WEEK), layout).data)[:2]

    assert [f"number {n}" in first for n in range(1, 6)] == [True] * 3 + [False] * 2
    assert [f"number {n}" in second for n in range(1, 6)] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("name", ["briefing", "plain", "manuscript", "digest", "magazine"])
def test_a_title_of_400_characters_runs_off_no_page_and_over_nothing(name: str) -> None:
    data = printed(name, LONG)

    assert off_the_page(data) == []
    assert overlapping(data) == []


def test_bookmarks_are_the_edition_its_sections_their_articles_and_headings() -> None:
    made = [(level, words) for level, words, _ in bookmarks(printed())]

    assert made[:6] == [
        (0, WEEK),
        (1, "Rents rise"),
        (2, "Below"),
        (1, "Abroad"),
        (2, "Boats sink"),
        (3, "Below"),
    ]


def test_a_page_has_the_edition_in_one_corner_and_its_article_in_the_other() -> None:
    pages = words_of(printed())

    second = next(page for page in pages[2:] if "Boats sink" in page and "Two of them" not in page)
    assert f"{WEEK} Boats sink Page" in second
    assert WEEK not in pages[0].removeprefix(f"No. 7 {WEEK}")


def test_the_front_page_is_marked_as_its_strictest_article() -> None:
    own = ({}, {"banner": "TLP:GREEN"}, {"banner": "TLP:RED"}, {}, {})
    edition = replace(bound(), own_options=own)
    layout = load_layout("briefing")
    use_fonts(layout)

    front = words_of(pdf.write(edition, layout).data)[0]
    data = docx.write(edition, layout).data

    assert "TLP:RED" in front
    header = zipfile.ZipFile(io.BytesIO(data)).read("word/header-front-first.xml")
    assert b"TLP:RED" in header


def test_the_file_of_a_briefing_of_several_is_pdf_ua_and_every_line_is_a_link() -> None:
    data = printed()

    assert verapdf.check(data, "ua1") == []
    with pikepdf.open(io.BytesIO(data)) as file:
        links = [each for each in file.pages[0].Annots if each.Subtype == "/Link"]  # type: ignore[attr-defined]
    assert len(links) >= len(articles())


def test_one_article_has_no_front_page() -> None:
    layout = load_layout("briefing")
    use_fonts(layout)
    one = Edition.of(articles()[0])

    assert words_of(pdf.write(one, layout).data)[0].startswith("Rents rise")
    assert "EPUB/front.xhtml" not in names(epub.write(one, layout).data)


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_word_has_the_front_page_with_links_to_its_articles_and_their_pages() -> None:
    data = docx.write(bound(), load_layout("briefing")).data
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))

    def styled(style: str) -> list[str]:
        return [
            "".join(each.itertext(f"{W}t"))
            for each in document.iter(f"{W}p")
            if each.find(f"{W}pPr/{W}pStyle") is not None
            and each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style  # type: ignore[union-attr]
        ]

    assert ooxml.check(data) == []
    assert styled("FrontTitle") == [WEEK]
    assert styled("FrontEntry")[:3] == ["Rents rise", "Boats sink", "No more is known"]
    assert styled("FrontLead") == ["Nine months in a row.", "Two of them."]
    assert styled("FrontLine") == ["Ann Ode · The Paper"]
    assert styled("FrontSection") == ["Abroad"]
    marks = {each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")}
    links = [each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")]
    assert set(filter(None, links)) <= marks
    turned = [e for e in document.iter(f"{W}p") if "مجلس" in "".join(e.itertext())]
    assert turned[0].find(f"{W}pPr/{W}bidi") is not None


def test_an_e_book_begins_with_the_front_page_and_leads_to_it() -> None:
    data = epub.write(bound(), load_layout("briefing")).data
    book = zipfile.ZipFile(io.BytesIO(data))
    front = etree.fromstring(book.read("EPUB/front.xhtml"))

    assert epubcheck.check(data) == []
    entries = [each for each in front.iter(f"{XHTML}p") if each.get("class") == "entry"]
    assert [each[0].get("href") for each in entries[:2]] == [
        "article-1.xhtml#title",
        "article-2.xhtml#title",
    ]
    assert "Nine months in a row." in "".join(front.itertext())
    assert b'epub:type="titlepage" href="front.xhtml"' in book.read("EPUB/nav.xhtml")
