"""The EPUB-ready folder: what every packager and every reading system relies on."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.compose.sheets import style_sheet
from publish.errors import BrokenLayout
from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition
from publish.model.tree import Blocks, Footnote, Listing
from publish.model.walk import text_of_blocks, words_in
from publish.writers.xhtml import write
from publish.writers.xhtml.faces import face_of
from tests.build import article, as_printed, asset, figure, inlines, p
from tests.strategies import BLOCKS
from tests.writers.samples import (
    arabic_article,
    bare_article,
    bare_layout,
    edition,
    full_article,
    odd_article,
    picture,
    plain_article,
    the_week,
)

LAYOUT = load_layout("briefing")
XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
LATIN_FONTS = [
    "fonts/sourcesans3-regular.otf",
    "fonts/sourcesans3-semibold.otf",
    "fonts/sourceserif4-it.otf",
    "fonts/sourceserif4-regular.otf",
    "fonts/sourceserif4-semibold.otf",
    "fonts/sourceserif4display-semibold.otf",
]


def files(made: Edition | Article) -> dict[str, bytes]:
    whole = made if isinstance(made, Edition) else edition(made)
    return dict(write(whole, LAYOUT).files)


def page(made: Article) -> etree._Element:
    return etree.fromstring(files(made)["article.xhtml"])


def manifest(made: Edition | Article) -> dict[str, object]:
    document = json.loads(files(made)["manifest.json"])
    assert isinstance(document, dict)
    return document


def test_a_plain_article_is_one_page_with_its_styles_fonts_and_manifest() -> None:
    assert sorted(files(plain_article())) == [
        "article.xhtml",
        "fonts/licences.txt",
        *LATIN_FONTS,
        "manifest.json",
        "styles/article.css",
    ]


def test_several_articles_are_a_page_each_in_their_order() -> None:
    made = files(the_week())

    pages = [f"article-{number}.xhtml" for number in range(1, 5)]
    assert [name for name in made if name.endswith(".xhtml")] == [*pages, "front.xhtml"]
    assert json.loads(made["manifest.json"])["reading_order"] == ["front.xhtml", *pages]
    titles = [etree.fromstring(made[name]).findtext(f".//{XHTML}title") for name in pages]
    assert titles[:3] == ["Rents rise again", "Everything at once", arabic_article().title[0].text]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "made", [plain_article(), full_article(), arabic_article(), bare_article(), odd_article()]
)
def test_a_page_holds_nothing_that_an_e_book_forbids(made: Article) -> None:
    data = files(made)["article.xhtml"]
    root = etree.fromstring(data)

    assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns=')
    assert set(re.findall(rb"&(\w+);", data)) <= {b"amp", b"lt", b"gt", b"quot"}
    tags = {etree.QName(each).localname for each in root.iter("{*}*")}
    assert not tags & {"script", "style", "iframe", "svg", "math", "font", "center", "object"}
    for each in root.iter("{*}*"):
        names = {str(name) for name in each.attrib}
        assert not names & {"style", "align", "width", "height", "border", "bgcolor"}
        assert not any(name.startswith(("on", "data-")) for name in names)
        assert each.get("lang") == each.get(XML_LANG)
        assert "src" not in each.attrib or str(each.get("src")).startswith("images/")
        if kind := each.get(EPUB_TYPE):
            assert each.get("role") == f"doc-{kind}"


def test_every_file_a_page_or_style_sheet_names_is_in_the_folder_and_the_manifest() -> None:
    made = files(full_article())
    root = etree.fromstring(made["article.xhtml"])

    css = made["styles/article.css"].decode()
    named = {*root.xpath("//@src"), *root.xpath("//*[local-name()='link']/@href")}
    named |= {f"fonts/{name}" for name in re.findall(r'url\("\.\./fonts/([^"]+)"\)', css)}
    assert css.count("url(") == css.count('url("../fonts/')
    assert named <= made.keys()
    listed = [each["path"] for each in json.loads(made["manifest.json"])["files"]]
    assert listed == sorted(made.keys() - {"manifest.json"})


def test_file_names_are_plain_ascii_in_lower_case() -> None:
    for name in (*files(full_article()), *files(arabic_article()), *files(the_week())):
        assert re.fullmatch(r"[a-z0-9]+(?:[a-z0-9/.-]*[a-z0-9])?", name), name


def test_two_pictures_of_one_name_are_two_files_and_one_picture_twice_is_one() -> None:
    one, other = picture("a/map.png"), picture("b/map.png", "#123456")
    body = (figure("a/map.png"), figure("b/map.png"), figure("a/map.png"))

    made = files(article(*body, assets={each.name: each for each in (one, other)}))

    assert len([name for name in made if name.startswith("images/map-")]) == 2


def test_a_picture_that_no_page_shows_is_left_out() -> None:
    made = files(article("Body.", assets={"a.png": asset()}))

    assert not [name for name in made if name.startswith("images/")]


def test_notes_stand_at_the_end_linked_both_ways() -> None:
    root = page(full_article())

    (section,) = root.iterfind(f".//{XHTML}section[@role='doc-endnotes']")
    marks = root.findall(".//*[@role='doc-noteref']")
    backs = section.findall(".//*[@role='doc-backlink']")
    notes = section.findall(f"{XHTML}ol/{XHTML}li")
    assert [mark.get("href") for mark in marks] == [f"#{note.get('id')}" for note in notes]
    assert [back.get("href") for back in backs] == [f"#{mark.get('id')}" for mark in marks]
    assert len(notes) == 2


def test_headings_descend_by_steps_from_one_first_inside_main() -> None:
    main = page(full_article()).find(f".//{XHTML}main")
    assert main is not None

    levels = [
        int(str(etree.QName(each).localname)[1:])
        for each in main.iter("{*}*")
        if re.fullmatch("h[1-6]", etree.QName(each).localname)
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(
    ("made", "direction"), [(plain_article(), "ltr"), (arabic_article(), "rtl")]
)
def test_a_page_says_its_language_and_direction(made: Article, direction: str) -> None:
    root = page(made)

    assert (root.get("lang"), root.get(XML_LANG), root.get("dir")) == (
        made.language,
        made.language,
        direction,
    )


def test_words_in_another_direction_say_so() -> None:
    (word,) = page(full_article()).iterfind(f".//{XHTML}span[@lang='ar']")

    assert (word.get("dir"), word.text) == ("rtl", "المقاومة")


def test_an_article_without_title_or_language_gets_what_an_e_book_needs() -> None:
    root = page(bare_article())

    assert root.findtext(f".//{XHTML}title") == "bare"
    assert root.findtext(f".//{XHTML}h1") == "bare"
    assert root.get("lang") == "und"


def test_the_manifest_tells_what_a_package_needs() -> None:
    told = manifest(full_article())

    files_told = told.pop("files")
    assert str(told.pop("identifier")).startswith("urn:uuid:")
    assert told == {
        "schema": "publish/folder/1",
        "title": "Everything at once",
        "language": "en",
        "languages": ["en"],
        "direction": "ltr",
        "authors": ["Ann Ode"],
        "outlets": ["The City Paper"],
        "date": "2026-02-03",
        "modified": "2026-02-03T00:00:00Z",
        "urls": ["https://example.org/full?x=1&y=2"],
        "tags": ["housing", "rents & wages"],
        "description": "The bottom line.",
        "reading_order": ["article.xhtml"],
        "sections": [],
        "contents": [
            {
                "title": "Everything at once",
                "path": "article.xhtml",
                "headings": [
                    {"level": 2, "text": "First part", "path": "article.xhtml#section-1"},
                    {"level": 3, "text": "Deep part", "path": "article.xhtml#section-2"},
                    {"level": 2, "text": "Second part", "path": "article.xhtml#section-3"},
                ],
            }
        ],
    }
    assert isinstance(files_told, list)
    kinds = {each["path"].rsplit(".", 1)[-1]: each["media_type"] for each in files_told}
    assert kinds == {
        "xhtml": "application/xhtml+xml",
        "css": "text/css",
        "png": "image/png",
        "otf": "font/otf",
        "ttf": "font/ttf",
        "txt": "text/plain",
    }


def test_a_template_with_a_picture_in_place_has_its_property_in_the_manifest() -> None:
    template = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body>{{ title }}'
        '<svg xmlns="http://www.w3.org/2000/svg"/></body></html>'
    )

    made = write(edition(plain_article()), bare_layout(template)).files

    (told, _) = json.loads(made["manifest.json"])["files"]
    assert told["properties"] == ["svg"]


def test_a_template_that_is_not_well_formed_is_refused_by_name() -> None:
    with pytest.raises(BrokenLayout) as caught:
        write(edition(plain_article()), bare_layout("<html><br></html>"))

    assert caught.value.where == "own/edition.html.j2"
    assert "not well-formed" in caught.value.message


def test_a_font_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(BrokenLayout) as caught:
        face_of("Broken.otf", b"no font")

    assert caught.value.where == "Broken.otf"


def test_arabic_brings_its_face_and_latin_does_not() -> None:
    arabic = {"fonts/notonaskharabic-regular.ttf", "fonts/notonaskharabic-bold.ttf"}

    assert arabic <= files(arabic_article()).keys()
    assert not arabic & files(plain_article()).keys()


def test_fonts_travel_unmodified_with_their_licence() -> None:
    made = files(plain_article())

    for name, data in LAYOUT.fonts.items():
        assert made.get(f"fonts/{name.lower()}", data) == data
    licences = made["fonts/licences.txt"].decode()
    assert "SIL Open Font License, Version 1.1" in licences
    assert "Reserved Font Name" in licences
    assert "sourceserif4-regular.otf" in licences


def test_the_style_sheet_has_nothing_that_epubcheck_or_a_dark_theme_trips_over() -> None:
    css = style_sheet(LAYOUT, "reflow")

    for forbidden in ("direction:", "@page", "@top", "float: footnote", "px", "pt;", "http", "&"):
        assert forbidden not in css, forbidden
    own_ground = re.sub(r"\.tlp[^}]*}", "", css)  # a banner brings its black along
    assert {each.strip() for each in re.findall(r"(?<![-\w])color: ([^;}]+)", own_ground)} == {
        "inherit",
        "#a8382e",
    }
    assert "background" not in own_ground


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert files(the_week()) == files(the_week())


def test_the_identifier_stays_when_the_words_are_mended() -> None:
    before = manifest(article("One.", title="T"))["identifier"]

    assert manifest(article("Two.", title="T"))["identifier"] == before
    assert manifest(article("One.", title="U"))["identifier"] != before


@settings(deadline=None, max_examples=60)
@given(st.lists(BLOCKS, min_size=1, max_size=4).map(tuple))
def test_any_article_is_well_formed_and_keeps_its_words_in_order(body: Blocks) -> None:
    body = as_printed(body)
    made = Article("random.txt", inlines("Random"), body, assets={"a.png": asset()})

    main = page(made).find(f".//{XHTML}div[@class='body']")

    assert main is not None
    for mark in main.findall(".//*[@role='doc-noteref']"):
        mark.text = ""
    if not _has_notes(body):
        printed = "".join(main.itertext())
        assert _in_order(words_in(text_of_blocks(body)), printed)


def test_words_of_lists_notes_and_headings_are_found_on_the_page() -> None:
    body = (p("One", Footnote((p("two"),)), " three."), Listing(((p("four"),),)))

    text = "".join(page(article(*body)).itertext())

    assert all(word in text for word in ("One", "two", "three", "four"))


def _has_notes(body: Blocks) -> bool:
    return "Footnote(" in repr(body)


def _in_order(words: list[str], text: str) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at) + len(word)
        if at < len(word):
            return False
    return True
