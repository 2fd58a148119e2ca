"""What a reader of a digest on paper counts on: right page numbers, heads that fit, an index."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import pypdfium2
import pytest

from publish.layouts import load_layout, use_fonts
from publish.model.article import Article
from publish.model.edition import Edition, Rendition
from publish.writers.pdf import write
from tests.build import article, h, p
from tests.layouts.contents import CONTENTS, paragraph
from tests.layouts.geometry import Line, lines_of, off_the_page, overlapping
from tests.validators import verapdf

TITLE_PT = 14  # only the titles of articles and lists are set in letters taller than this
WEEK = "The week in print"


def printed(
    articles: tuple[Article, ...],
    options: Mapping[str, str] = MappingProxyType({}),
    sections: tuple[tuple[str, int], ...] = (),
) -> Rendition:
    layout = load_layout("digest", options=options)
    use_fonts(layout)
    return write(Edition.of(*articles, title=WEEK, subtitle="A series", sections=sections), layout)


@cache
def the_week(option: str = "") -> Rendition:
    """Forty articles, with one option that is not as usual."""
    key, _, value = option.partition("=")
    return printed(CONTENTS["digest"](), {key: value} if key else {})


def pages_of(pdf: bytes) -> list[list[Line]]:
    """The runs of words of each page, in the order of reading."""
    lines, sizes = lines_of(pdf)
    by_page: list[list[Line]] = [[] for _ in sizes]
    for line in lines:
        by_page[line.page].append(line)
    return by_page


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, words and page (from 1) of each bookmark."""
    document = pypdfium2.PdfDocument(pdf)
    made = []
    for item in document.get_toc():
        destination = item.get_dest()
        assert destination is not None
        made.append((item.level, item.get_title(), destination.get_index() + 1))
    document.close()
    return made


def titles_on(page: list[Line]) -> str:
    return " ".join(line.text for line in page if line.top - line.bottom > TITLE_PT)


def contents_of(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages of the contents: from the one with their title up to the first article."""
    first = next(number for number, page in enumerate(pages) if titles_on(page) == "Contents")
    after = (n for n, page in enumerate(pages) if n > first and titles_on(page))
    return pages[first : next(after)]


def numbers_at_the_edge(page: list[Line], left: float) -> list[Line]:
    """Page numbers: figures alone in a line's last place, not the folio."""
    return [line for line in page if line.text.isdecimal() and line.left > left]


EDGE = 430.0  # points from the left of A4: the column of page numbers begins behind it


def test_the_page_in_the_contents_is_the_page_the_title_stands_on() -> None:
    articles = CONTENTS["digest"]()
    pages = pages_of(the_week().data)

    said = [
        int(each.text) for page in contents_of(pages) for each in numbers_at_the_edge(page, EDGE)
    ]

    assert len(said) == len(articles) == 40
    for number, each in zip(said, articles, strict=True):
        assert titles_on(pages[number - 1]) == Edition.of(each).plain_title
        assert min(pages[number - 1], key=lambda line: line.bottom).text == str(number)  # its foot


def test_pages_are_right_where_articles_run_on_after_one_another() -> None:
    articles = CONTENTS["digest"]()
    rendition = the_week("start=run")
    pages = pages_of(rendition.data)

    said = [
        int(each.text) for page in contents_of(pages) for each in numbers_at_the_edge(page, EDGE)
    ]

    assert len(said) == len(articles)
    assert all(one <= other for one, other in pairwise(said))
    for number, each in zip(said, articles, strict=True):
        assert Edition.of(each).plain_title in titles_on(pages[number - 1])
    assert (rendition.pages or 0) < (the_week().pages or 0)


def test_no_title_is_parted_from_its_page_number() -> None:
    words = ("harbour", "council", "engineer", "museum", "diesel", "basin", "ferry", "winter")
    articles = tuple(
        article(
            p(paragraph(n)),
            title=" ".join(words[(n + k) % len(words)] for k in range(2 + n)) + "s" * (n % 5),
        )
        for n in range(24)
    )
    pages = contents_of(pages_of(printed(articles).data))

    numbers = [(page, each) for page in pages for each in numbers_at_the_edge(page, EDGE)]

    assert len(numbers) == len(articles)
    for (page, number), each in zip(numbers, articles, strict=True):
        beside = [
            line.text
            for line in page
            if line is not number and line.bottom < number.top and number.bottom < line.top
        ]
        last_word = Edition.of(each).plain_title.split()[-1]
        assert last_word in re.findall(r"\w+", " ".join(beside))


def test_bookmarks_are_the_contents() -> None:
    articles = (
        article(p("One."), h("Its quay", 2), p("Two."), title="First"),
        article(p("Three."), title="Second"),
        article(p("Four."), title="Third"),
    )
    data = printed(articles, {"index": "true"}, (("Boats", 2), ("Walls", 1))).data

    assert [(level, words) for level, words, _ in bookmarks(data)] == [
        (0, "Contents"),
        (0, "Boats"),
        (1, "First"),
        (2, "Its quay"),
        (1, "Second"),
        (0, "Walls"),
        (1, "Third"),
    ]
    pages = pages_of(data)
    for _, words, number in bookmarks(data):
        assert words in " ".join(line.text for line in pages[number - 1])


def test_an_article_alone_has_neither_cover_nor_contents_unless_asked() -> None:
    alone = (article(p("One."), title="Only one"),)
    asked = printed(alone, {"cover": "true", "contents": "true"})

    assert titles_on(pages_of(printed(alone).data)[0]) == "Only one"
    assert [titles_on(page) for page in pages_of(asked.data)][1:] == ["Contents", "Only one"]


def test_the_cover_is_one_colour_to_the_edges_and_has_no_page_number() -> None:
    data = the_week("cover_colour=#204060").data
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=0.5).to_pil().convert("RGB")
    document.close()

    corners = [(x, y) for x in (0, picture.width - 2) for y in (0, picture.height - 2)]
    assert [picture.getpixel(corner) for corner in corners] == [(0x20, 0x40, 0x60)] * 4
    words = " ".join(line.text for line in pages_of(data)[0])
    assert words == "A series The week in print 40 articles from 4 outlets 1–27 January 2024"


@pytest.mark.parametrize(
    "title",
    [
        "Wochenzusammenfassungen",
        "Arbeitsunfähigkeitsbescheinigungen",
        "All that was said and written about the harbour " * 4,
    ],
)
def test_a_long_title_stays_on_the_cover(title: str) -> None:
    layout = load_layout("digest")
    use_fonts(layout)
    articles = (article(p("One.")), article(p("Two.")))
    data = write(Edition.of(*articles, title=title), layout).data

    cover = pages_of(data)[0]

    assert off_the_page(data) == []
    assert overlapping(data) == []
    assert all(line.right < 595 - 50 for line in cover)
    assert " ".join(line.text for line in cover).startswith(title.strip())


def test_heads_name_the_article_and_its_outlet_but_not_where_it_begins() -> None:
    long = tuple(p(paragraph(n, 6)) for n in range(16))
    articles = (
        article(*long, title="First", outlet="The Basin"),
        article(*long, title="Second", outlet="Sea and Shore"),
    )
    pages = pages_of(printed(articles, {"sources": "end"}).data)

    heads = [[line.text for line in page if line.bottom > 842 - 80] for page in pages]

    assert {tuple(head) for head in heads if head} == {
        ("First", "The Basin"),
        ("Second", "Sea and Shore"),
    }
    assert heads[[titles_on(page) for page in pages].index("First")] == []
    assert heads[[titles_on(page) for page in pages].index("Second")] == []


@pytest.mark.parametrize(
    "title",
    [
        "A very long title about harbours, boats, winters and the people that live from them",
        "ALL OF THE HARBOUR, ITS BOATS, ITS WINTERS AND THE PEOPLE THAT LIVE FROM THEM",
        "港口的堤坝还能坚持十年而它所保护的一切则由市议会来决定并将在春天作出最后的结论",
    ],
)
def test_a_long_title_never_runs_into_the_outlet(title: str) -> None:
    outlet = "The Courier of the Harbour and of All the Basins behind It"
    language = "en" if title.isascii() else "zh-Hans"
    alone = (
        article(
            *(p(paragraph(n, 6)) for n in range(16)), title=title, outlet=outlet, language=language
        ),
    )
    data = printed(alone).data

    assert overlapping(data) == []
    assert off_the_page(data) == []


def test_sources_gathered_at_the_end_stand_nowhere_else() -> None:
    articles = tuple(
        article(
            p(paragraph(n)),
            title=f"Article {n}",
            outlet="The Basin",
            url=f"https://www.example.org/{n}.html",
            author_note=(p(f"Writer {n} writes about the sea."),),
        )
        for n in range(3)
    )
    pages = pages_of(printed(articles, {"sources": "end"}).data)
    words = [" ".join(line.text for line in page) for page in pages]

    (last,) = (n for n, page in enumerate(pages) if titles_on(page) == "Sources")

    for n in range(3):
        assert f"example.org/{n}.html" in words[last]
        assert f"Writer {n} writes about the sea." in words[last]
    assert not any("example.org" in page or "writes about" in page for page in words[:last])


def test_the_index_sends_to_the_pages_on_which_articles_begin() -> None:
    articles = CONTENTS["digest"]()
    data = the_week("index=true").data
    begins = {title: n for n, page in enumerate(pages_of(data), 1) if (title := titles_on(page))}

    said = dict(re.findall(r"^([^\d\n]+?)((?:,\s\d+)+)$", words_of_the_last_page(data), re.M))

    names = {name for each in articles for name in each.byline}
    outlets = {each.outlet for each in articles if each.outlet}
    assert said.keys() == names | outlets
    for name, numbers in said.items():
        assert [int(number) for number in re.findall(r"\d+", numbers)] == [
            begins[Edition.of(each).plain_title]
            for each in articles
            if name in each.byline or name == each.outlet
        ]


def words_of_the_last_page(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    words = str(document[len(document) - 1].get_textpage().get_text_range())
    document.close()
    return words.replace("\r\n", "\n")


def test_a_digest_that_reads_from_right_to_left_has_its_numbers_at_the_left() -> None:
    (one,) = CONTENTS["arabic"]()
    pages = pages_of(printed((one, one)).data)

    numbers = [line for line in pages[1] if line.text.isdecimal() and line.bottom > 150]

    assert [line.text for line in numbers] == ["3", "6"]
    assert all(line.left < 44 / 25.4 * 72 + 30 for line in numbers)


def test_paragraphs_that_read_from_right_to_left_begin_inside_at_the_right() -> None:
    text = p("مرفأ " + "عاد سكان البلدة القديمة إلى الميناء في الصباح الباكر. " * 3)
    alone = article(text, text, text, title="جدار", language="ar")

    first, second, third = right_edges_of("مرفأ", printed((alone,)).data)

    assert first - second == pytest.approx(16.8, abs=3)  # a line, in points
    assert second == pytest.approx(third)


def right_edges_of(word: str, pdf: bytes) -> list[float]:
    """Where each occurrence of a word on the first page ends at its right."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    finder, made = text.search(word), []
    while found := finder.get_next():
        first, count = found
        made.append(max(text.get_charbox(first + n)[2] for n in range(count)))
    document.close()
    return made


def test_an_edition_with_everything_at_its_ends_is_pdf_ua_and_pdf_a() -> None:
    articles = (*CONTENTS["digest"]()[:8], *CONTENTS["arabic"](), *CONTENTS["everything"]())
    options = {"index": "true", "sources": "end", "links": "end", "qr": "true"}
    rendition = printed(articles, options, (("Boats", 4), ("Walls", 6)))

    assert rendition.notes == ()
    assert verapdf.check(rendition.data, "ua1") == []
    assert verapdf.check(rendition.data, "3a") == []
    assert off_the_page(rendition.data) == []
    assert overlapping(rendition.data) == []
