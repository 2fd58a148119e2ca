"""The e-book: valid, accessible, the same each time, and what its package says is true."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from lxml import etree

from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition
from publish.model.tree import Blocks, Heading, Text
from publish.writers.epub import write
from tests.build import article, asset, figure, h, inlines
from tests.conftest import ROOT
from tests.strategies import BLOCKS
from tests.validators import ace, epubcheck
from tests.writers.samples import (
    arabic_article,
    bare_article,
    edition,
    full_article,
    odd_article,
    plain_article,
    the_week,
)

LAYOUT = load_layout("briefing")
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BOOKS = {
    "plain": edition(plain_article()),
    "full": edition(full_article()),
    "arabic": edition(arabic_article()),
    "bare": edition(bare_article()),
    "odd": edition(odd_article()),
    "several": the_week(),
}
ANY_BOOK = pytest.mark.parametrize("name", BOOKS)


def book(made: Edition | Article) -> bytes:
    return write(made if isinstance(made, Edition) else edition(made), LAYOUT).data


def opened(made: Edition | Article) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(book(made)))


def part(made: Edition | Article, path: str) -> etree._Element:
    return etree.fromstring(opened(made).read(f"EPUB/{path}"))


def package(made: Edition | Article) -> etree._Element:
    return part(made, "package.opf")


def metas(made: Edition | Article) -> dict[str, list[str]]:
    """What the package says by property."""
    said: dict[str, list[str]] = {}
    for each in package(made).iter(f"{OPF}meta"):
        said.setdefault(str(each.get("property")), []).append(each.text or "")
    return said


def elements(made: Edition | Article, name: str) -> list[str | None]:
    return [each.text for each in package(made).iter(f"{DC}{name}")]


# Valid


@ANY_BOOK
def test_epubcheck_finds_nothing(name: str) -> None:
    assert epubcheck.check(book(BOOKS[name])) == []


@pytest.mark.parametrize("name", ["full", "arabic", "bare", "odd", "several"])
def test_ace_finds_no_violation(name: str) -> None:
    assert ace.check(book(BOOKS[name])) == []


@pytest.mark.parametrize("fonts", ["whole", "none"])
def test_checkers_find_nothing_whatever_fonts_go_along(fonts: str) -> None:
    data = write(BOOKS["full"], load_layout("briefing", options={"fonts": fonts})).data

    assert epubcheck.check(data) == []
    assert ace.check(data) == []


@seed(20260203)
@settings(
    max_examples=10,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(BLOCKS, min_size=3, max_size=6).map(tuple))
def test_epubcheck_finds_nothing_in_random_articles(body: Blocks) -> None:
    made = Article("random.txt", inlines("Random"), body, assets={"a.png": asset()})

    assert epubcheck.check(book(made)) == []


def test_a_user_s_own_style_sheet_comes_last() -> None:
    layout = load_layout("briefing", css="p { color: green }")

    data = write(edition(plain_article()), layout).data

    css = zipfile.ZipFile(io.BytesIO(data)).read("EPUB/styles/article.css").decode()
    assert css.endswith("p { color: green }")
    assert epubcheck.check(data) == []


# The container


def test_the_file_begins_with_its_media_type_unpressed() -> None:
    data = book(plain_article())

    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert data[58:60] == b"PK"


def test_every_part_is_listed_and_every_listed_part_is_there() -> None:
    whole = opened(the_week())

    listed = [str(each.get("href")) for each in package(the_week()).iter(f"{OPF}item")]
    there = {name.removeprefix("EPUB/") for name in whole.namelist()}
    assert len(listed) == len(set(listed))
    assert there - {"mimetype", "META-INF/container.xml", "package.opf"} == set(listed)


def test_a_book_of_a_few_words_is_small() -> None:
    assert len(book(plain_article())) < 120_000


def test_another_process_writes_the_same_bytes() -> None:
    program = (
        "import hashlib; from publish.layouts import load_layout; from publish.writers import epub;"
        "from tests.writers.samples import the_week;"
        "data = epub.write(the_week(), load_layout('briefing')).data;"
        "print(hashlib.sha256(data).hexdigest())"
    )
    # one seed at least is not that of this process, and so is the order of its sets
    odd = {"PYTHONHASHSEED": "20260203", "TZ": "Asia/Tokyo", "LC_ALL": "C"}

    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **odd},
        capture_output=True,
        check=True,
    )

    expected = hashlib.sha256(book(the_week())).hexdigest()
    assert run.stdout.decode().strip() == expected


def test_the_files_are_dated_by_the_edition_and_never_by_the_clock() -> None:
    made = Edition.of(plain_article(), moment="2021-05-04T03:02:02Z")

    assert {each.date_time for each in opened(made).infolist()} == {(2021, 5, 4, 3, 2, 2)}
    assert metas(made)["dcterms:modified"] == ["2021-05-04T03:02:02Z"]


# The package


def test_the_package_says_what_the_article_says() -> None:
    made = full_article()

    assert elements(made, "title") == ["Everything at once"]
    assert elements(made, "creator") == ["Ann Ode"]
    assert elements(made, "language") == ["en"]
    assert elements(made, "date") == ["2026-02-03"]
    assert elements(made, "publisher") == ["The City Paper"]
    assert elements(made, "source") == ["https://example.org/full?x=1&y=2"]
    assert elements(made, "subject") == ["housing", "rents & wages"]
    assert elements(made, "description") == ["The bottom line."]
    assert metas(made)["role"] == ["aut"]


def test_what_is_not_known_is_not_said() -> None:
    made = bare_article()

    for name in ("creator", "date", "publisher", "source", "subject", "description"):
        assert elements(made, name) == [], name
    assert elements(made, "title") == ["bare"]
    assert metas(made)["dcterms:modified"] == ["2000-01-01T00:00:00Z"]


def test_an_edition_names_all_its_authors_and_languages_once() -> None:
    assert elements(the_week(), "language") == ["en", "ar", "en-US"]
    assert elements(the_week(), "creator")[:4] == [
        "Ann Ode",
        "Bo Li",
        "أحمد علي",
        "“So” & <so> it’s 🚀 ]]>",
    ]


def test_both_contents_carry_the_package_s_identifier() -> None:
    made = full_article()

    (identifier,) = elements(made, "identifier")
    head = part(made, "toc.ncx").find(".//{*}meta[@name='dtb:uid']")
    assert head is not None
    assert head.get("content") == identifier
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(identifier))


def test_right_to_left_books_turn_their_pages_that_way() -> None:
    spine = package(arabic_article()).find(f"{OPF}spine")

    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"


def test_several_articles_begin_with_their_front_page_and_contents_are_no_page_to_read() -> None:
    def order(made: Edition | Article) -> list[tuple[str | None, str | None]]:
        return [(e.get("idref"), e.get("linear")) for e in package(made).iter(f"{OPF}itemref")]

    assert order(plain_article()) == [("cover", None), ("article", None), ("nav", "no")]
    several = order(the_week())
    assert several[:3] == [("cover", None), ("front", None), ("article-1", None)]
    assert several[-1] == ("nav", "no")


# What is claimed of accessibility


def test_a_book_without_pictures_claims_no_visual_mode() -> None:
    said = metas(plain_article())

    assert said["schema:accessMode"] == ["textual"]
    assert "alternativeText" not in said["schema:accessibilityFeature"]
    assert said["dcterms:conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert said["a11y:certifiedBy"]


def test_a_book_with_described_pictures_claims_both_modes() -> None:
    said = metas(full_article())

    assert said["schema:accessMode"] == ["textual", "visual"]
    assert said["schema:accessModeSufficient"] == ["textual"]
    assert "alternativeText" in said["schema:accessibilityFeature"]


def test_a_book_with_a_picture_that_nobody_described_claims_no_conformance() -> None:
    made = article(figure("a.png"), assets={"a.png": asset()})

    said = metas(made)

    assert said["schema:accessModeSufficient"] == ["textual,visual"]
    assert "alternativeText" not in said["schema:accessibilityFeature"]
    assert "dcterms:conformsTo" not in said


def test_a_moving_picture_may_be_a_hazard() -> None:
    moving = replace(asset(), media_type="image/gif")

    assert metas(plain_article())["schema:accessibilityHazard"] == ["none"]
    made = article(figure("a.png", alt="Waves"), assets={"a.png": moving})
    assert metas(made)["schema:accessibilityHazard"] == ["unknown"]


# Contents and cover


def test_the_contents_nest_as_the_headings_do() -> None:
    made = article(h("A", 1), h("B", 2), h("C", 2), h("D", 1), h("E", 4), title="T")

    nav = part(made, "nav.xhtml").find(f".//{XHTML}nav[@role='doc-toc']/{XHTML}ol")

    def outline(listing: etree._Element) -> list[object]:
        found: list[object] = []
        for item in listing.iterfind(f"{XHTML}li"):
            found.append(item.findtext(f"{XHTML}a"))
            below = item.find(f"{XHTML}ol")
            if below is not None:
                found.append(outline(below))
        return found

    assert nav is not None
    assert outline(nav) == ["T", ["A", ["B", "C"], "D", ["E"]]]
    points = [each.text for each in part(made, "toc.ncx").iterfind(".//{*}navLabel/{*}text")]
    assert points == ["T", "A", "B", "C", "D", "E"]


def test_every_line_of_the_contents_leads_somewhere() -> None:
    whole = opened(the_week())

    for link in part(the_week(), "nav.xhtml").iterfind(f".//{XHTML}a"):
        path, _, anchor = str(link.get("href")).partition("#")
        page = etree.fromstring(whole.read(f"EPUB/{path}"))
        assert not anchor or page.xpath(f"//*[@id='{anchor}']"), link.get("href")


def test_a_heading_in_another_language_says_so_in_the_contents() -> None:
    (item,) = part(the_week(), "nav.xhtml").iterfind(f".//{XHTML}li[@lang='ar']")

    assert item.get("dir") == "rtl"


def test_the_cover_page_says_title_outlet_authors_and_date_as_text() -> None:
    main = part(plain_article(), "cover.xhtml").find(f".//{XHTML}main")

    assert main is not None
    assert " ".join("".join(main.itertext()).split()) == (
        "The City Paper Rents rise again Ann Ode, Bo Li 3 February 2026"
    )


def test_the_cover_picture_is_marked_as_such() -> None:
    (item,) = package(plain_article()).iterfind(f".//{OPF}item[@properties='cover-image']")

    data = opened(plain_article()).read(f"EPUB/{item.get('href')}")
    assert data.startswith(b"\x89PNG")


def test_titles_with_a_language_of_their_own_label_the_contents() -> None:
    made = replace(plain_article(), language="de")

    assert part(made, "nav.xhtml").findtext(f".//{XHTML}h1") == "Inhalt"


def test_headings_without_words_are_no_lines_of_the_contents() -> None:
    made = article(Heading(1, (Text(" "),)), h("A", 1), title="T")

    links = part(made, "nav.xhtml").findall(f".//{XHTML}nav[@role='doc-toc']//{XHTML}a")
    assert [link.text for link in links] == ["T", "A"]


def test_sections_stand_above_their_articles_in_the_contents() -> None:
    whole = Edition.of(
        plain_article(),
        full_article(),
        article(title="Last"),
        title="The week",
        sections=(("", 1), ("City", 2)),
    )

    contents = part(whole, "nav.xhtml").find(f".//{XHTML}nav[@role='doc-toc']/{XHTML}ol")
    lines = [each.find(f"{XHTML}a") for each in contents]
    below = contents[1].findall(f"{XHTML}ol/{XHTML}li/{XHTML}a")

    assert [each.text for each in lines] == ["Rents rise again", "City"]
    assert lines[1].get("href") == "article-2.xhtml"
    assert [each.text for each in below] == ["Everything at once", "Last"]
    assert epubcheck.check(book(whole)) == []
