"""A whole page in the briefing's template."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from publish.compose import Composition, Medium, compose
from publish.errors import BrokenLayout
from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.tree import Footnote
from tests.build import article, figure, h, inlines, p

BRIEFING = load_layout("briefing")
MEDIA: tuple[Medium, ...] = ("print", "reflow", "screen")
XHTML = "{http://www.w3.org/1999/xhtml}"


def full(**fields: object) -> Article:
    values: dict[str, object] = {
        "standfirst": inlines("A standfirst."),
        "byline": ("Ann Ode", "Bo Li"),
        "dateline": "Baghdad",
        "published": "2024-01-21",
        "outlet": "The Paper & Sons",
        "url": "https://www.example.org/rents.html",
        "summary": inlines("The bottom line."),
        "key_points": tuple(inlines(f"Point {n}.") for n in range(1, 8)),
        "author_note": (p("Ann Ode writes."),),
        **fields,
    }
    return article(p("Body", Footnote((p("A note."),))), h("Heading"), title="Rents", **values)


def page(*articles: Article, medium: Medium = "print", layout: Layout = BRIEFING) -> Composition:
    return compose(Edition.of(*articles), layout, medium)


def words(markup: str) -> str:
    root = etree.fromstring(markup.encode())
    return " ".join("".join(root.itertext()).split()).replace("\u2060", "").replace("\u200b", "")


@pytest.mark.parametrize("medium", MEDIA)
def test_every_medium_is_well_formed_and_says_everything(medium: Medium) -> None:
    text = words(page(full(), medium=medium).html)

    for piece in (
        "The Paper & Sons Rents A standfirst. From Ann Ode Bo Li Place Baghdad",
        "Date 21 January 2024",
        "Bottom line The bottom line. Key points Point 1. Point 2.",
        "Point 5. Body",
        "A note.",
        "About the authors Ann Ode writes. Source Rents. The Paper & Sons, 21 January 2024.",
        "example.org/rents.html",
    ):
        assert piece in text
    assert "Point 6" not in text


@pytest.mark.parametrize("medium", MEDIA)
def test_a_bare_article_leaves_no_empty_part(medium: Medium) -> None:
    root = etree.fromstring(page(article("Body."), medium=medium).html.encode())

    empty = [
        element.tag
        for element in root.find(".//{*}body").iter("{*}*")
        if not "".join(element.itertext()).strip()
    ]
    assert empty == []
    assert words(page(article("Body."), medium=medium).html) == "A title A title Body."


@pytest.mark.parametrize("medium", MEDIA)
def test_each_article_has_one_first_heading_and_ids_are_unique(medium: Medium) -> None:
    root = etree.fromstring(page(full(), full(), medium=medium).html.encode())

    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for each in root.iter("{*}article"):
        assert len(list(each.iter("{*}h1"))) == 1


def test_reflowable_pages_hold_nothing_that_an_e_book_forbids() -> None:
    root = etree.fromstring(page(full(), medium="reflow").html.encode())

    assert root.tag == f"{XHTML}html"
    for element in root.iter("{*}*"):
        attributes = {str(name) for name in element.attrib}
        assert not attributes & {"style", "align", "width", "onclick"}
        assert not any(name.startswith("data-") for name in attributes)
        kind = element.get("{http://www.idpf.org/2007/ops}type")
        assert kind is None or element.get("role") == f"doc-{kind}"
        both = (element.get("lang"), element.get("{http://www.w3.org/XML/1998/namespace}lang"))
        assert both[0] == both[1]


def test_options_of_the_title_block_are_printed_where_given() -> None:
    layout = load_layout("briefing", options={"number": "2026-17", "desk": "Housing"})

    text = words(page(full(), layout=layout).html)

    assert "Number 2026-17 Desk Housing" in text
    assert "Distribution" not in text


def test_notes_stand_at_the_end_on_request() -> None:
    made = compose(Edition.of(full()), BRIEFING, "print", notes_at_end=True)

    assert 'class="footnote"' not in made.html
    assert "Notes A note. About" in words(made.html)


def test_labels_follow_each_article_s_language() -> None:
    german = replace(full(), language="de")

    text = words(page(full(), german).html)

    assert "Bottom line" in text
    assert "Das Wichtigste" in text
    assert "21. Januar 2024" in text


def test_a_right_to_left_article_says_so() -> None:
    assert '<html lang="ar" dir="rtl">' in page(article("سلام", language="ar")).html


def test_print_has_the_page_and_no_sheet_of_another_medium() -> None:
    layout = replace(
        BRIEFING,
        styles={
            "a/common.css": "c {}",
            "a/print.css": "p {}",
            "a/reflow.css": "r {}",
            "--css": "u {}",
        },
    )

    assert page(full(), layout=layout).css == (
        "@page { size: 210mm 297mm; margin: 36mm 25mm 34mm 61mm } "
        "@page turned { size: 297mm 210mm; margin: 36mm 25mm 34mm }\nc {}\np {}\nu {}"
    )
    assert page(full(), medium="reflow", layout=layout).css == "c {}\nr {}\nu {}"


def test_pictures_are_in_memory_in_print_and_in_a_folder_elsewhere() -> None:
    made = article(figure("a.png", "Alt"), assets={})

    assert "img" not in page(made).html  # not there: no broken picture
    assert "[Alt]" in page(made, medium="reflow").html


def test_a_broken_template_is_named_by_its_file() -> None:
    with pytest.raises(BrokenLayout) as caught:
        page(full(), layout=replace(BRIEFING, templates={"mine/edition.html.j2": "\n\n{{ oops }}"}))

    assert caught.value.where == "mine/edition.html.j2:3"
