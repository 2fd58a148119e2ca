"""What articles say, in every place of every format: struck words, formulas, lists, definitions."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from publish.layouts import load_layout, use_fonts
from publish.model.edition import Edition
from publish.model.tree import Deleted, Foreign
from publish.writers import writer_for
from tests.build import article, inlines, p
from tests.every_place import beside, with_every_place
from tests.validators import ace, epubcheck, ooxml, verapdf
from tests.writers.lines import lines_seen

LAYOUT = load_layout("briefing")
EDITION = Edition.of(with_every_place(), beside(), title="Both")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def written(format: str, *, pages: bool = False) -> bytes:
    layout = load_layout("briefing", options={"link_pages": "true"}) if pages else LAYOUT
    use_fonts(LAYOUT)
    return writer_for(format).write(EDITION, layout).data


@cache
def word(part: str = "document") -> etree._Element:
    package = zipfile.ZipFile(io.BytesIO(written("docx")))
    return etree.fromstring(package.read(f"word/{part}.xml"))


@cache
def xhtml() -> dict[str, str]:
    files = writer_for("xhtml").write(EDITION, LAYOUT).files
    return {name: data.decode() for name, data in files.items() if name.endswith(".xhtml")}


def said(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_pdf_is_for_archives_and_for_all_readers() -> None:
    assert verapdf.check(written("pdf"), "ua1") == []
    assert verapdf.check(written("pdf", pages=True), "ua1") == []
    assert verapdf.check(written("pdf"), "3a") == []


def test_the_word_file_is_what_microsofts_validator_wants() -> None:
    assert ooxml.check(written("docx")) == []


def test_the_book_is_valid_and_open_to_all() -> None:
    assert epubcheck.check(written("epub")) == []
    assert ace.check(written("epub")) == []


def test_the_pdf_tells_struck_words_formulas_and_boxes_apart() -> None:
    pdf = pikepdf.open(io.BytesIO(written("pdf")))
    elements = [thing for thing in pdf.objects if _is_element(thing)]
    kinds = {str(each.S) for each in elements}
    lines = {
        (str(each.S), str(each.A.TextDecorationType))
        for each in elements
        if "/A" in each and "/TextDecorationType" in each.A
    }

    assert lines == {("/Deleted", "/LineThrough"), ("/Inserted", "/Underline")}
    assert {str(each.Alt) for each in elements if each.S == "/Formula"} == {"v = s/t", "c = √(gh)"}
    assert {str(each.Alt) for each in elements if each.S == "/Box"} == {"done", "not done"}
    assert {"/Term", "/Definition"} <= kinds
    assert {str(pdf.Root.StructTreeRoot.RoleMap[kind]) for kind in ("/Deleted", "/Box")} == {
        "/Span"
    }


def _is_element(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"


def test_links_within_the_edition_have_places_on_paper() -> None:
    pdf = pikepdf.open(io.BytesIO(written("pdf")))
    names = {str(name) for name in pdf.Root.Names.Dests.Names[::2]}
    links = [
        str(annotation.get("/Dest", ""))
        for page in pdf.pages
        for annotation in page.get("/Annots", ())
        if annotation.Subtype == "/Link"
    ]
    wanted = {each for each in links if "-at-" in each or each.endswith("-title")}

    assert len(wanted) == 4
    assert wanted <= names


def test_a_layout_says_on_which_page_a_link_leads() -> None:
    assert not re.search(r"\(page\s\d", said(written("pdf")))
    assert len(re.findall(r"\(page\s\d+\)", said(written("pdf", pages=True)))) == 5


def test_lists_count_in_print_as_the_source_does() -> None:
    lines = list(lines_seen(written("pdf")))

    assert any(line.startswith("c. The fee") for line in lines)
    assert lines[lines.index("2. two") + 1] == "1. one"
    assert {"5. five", "6. six"} <= {*lines}


def test_lists_count_in_word_as_the_source_does() -> None:
    numbers = word("numbering")
    formats = {each.get(f"{W}val") for each in numbers.iter(f"{W}numFmt")}
    starts = {each.get(f"{W}val") for each in numbers.iter(f"{W}startOverride")}

    assert formats == {"bullet", "decimal", "lowerLetter"}
    assert {"1", "2", "3", "5"} <= starts


def test_word_has_real_strikes_bookmarks_and_mathematics() -> None:
    styles = {each.get(f"{W}styleId"): each for each in word("styles").iter(f"{W}style")}
    marks = {each.get(f"{W}name") for each in word().iter(f"{W}bookmarkStart")}
    links = {each.get(f"{W}anchor") for each in word().iter(f"{W}hyperlink")} - {None}
    maths = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

    assert styles["Deleted"].find(f".//{W}strike") is not None
    assert styles["Inserted"].find(f".//{W}u") is not None
    assert links <= marks
    assert len(links) == 4
    assert {each.tag for each in word().iter(f"{maths}f", f"{maths}rad")} == {
        f"{maths}f",
        f"{maths}rad",
    }
    assert word("footnotes").find(f".//{maths}oMathPara") is not None


def test_pages_for_screens_say_it_in_html_s_own_elements() -> None:
    page = xhtml()["article-1.xhtml"]

    for piece in (
        "<del>100</del>",
        "<ins>80</ins>",
        'alt="Aland"',
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="v = s/t"><mrow><mi>v</mi>',
        'display="block"',
        '<span role="img" aria-label="done">☑</span>',
        '<ol start="3" type="a">',
        '<ol start="2" reversed="reversed">',
        '<li value="5">five</li>',
        "<dt>Mole</dt>\n<dt>Jetty</dt>\n<dd>A wall in the sea.</dd>",
    ):
        assert piece in page


def test_links_of_the_edition_lead_to_ids_that_there_are_once() -> None:
    pages = xhtml()
    links = [
        (name, target)
        for name, page in pages.items()
        for target in re.findall(r'href="([^":]*#[^"]*)"', page)
    ]

    for name, target in links:
        file, _, id = target.partition("#")
        assert pages[file or name].count(f'id="{id}"') == 1
    assert {file for file, _ in (target.split("#") for _, target in links)} == {
        "",
        "article-1.xhtml",
        "article-2.xhtml",
    }
    assert ">a place that is lost</a>" not in pages["article-1.xhtml"]


def test_the_book_says_that_it_holds_mathml() -> None:
    package = zipfile.ZipFile(io.BytesIO(written("epub"))).read("EPUB/package.opf").decode()

    assert re.search(r'href="article-1.xhtml"[^>]* properties="mathml"', package)
    assert not re.search(r'href="article-2.xhtml"[^>]* properties', package)
    assert '"schema:accessibilityFeature">MathML<' in package


@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
def test_a_title_s_struck_words_stand_on_the_page_alone(format: str) -> None:
    titled = replace(
        article(p("It is cheaper."), name="fee.txt"),
        title=inlines("The fee is ", Deleted(inlines("100")), " 80 crowns"),
    )
    data = writer_for(format).write(Edition.of(titled), LAYOUT).data

    assert "100" not in _facts(format, data)
    assert "The fee is 80 crowns" in _facts(format, data)


def _facts(format: str, data: bytes) -> str:
    if format == "pdf":
        pdf = pikepdf.open(io.BytesIO(data))
        with pdf.open_outline() as outline:
            return " ".join([str(pdf.docinfo["/Title"]), *(each.title for each in outline.root)])
    package = zipfile.ZipFile(io.BytesIO(data))
    names = {"docx": ["docProps/core.xml"], "epub": ["EPUB/package.opf", "EPUB/nav.xhtml"]}
    return " ".join(package.read(name).decode() for name in names[format])


def test_the_pdf_says_in_which_language_a_passage_is() -> None:
    hindi = Foreign("hi", inlines("सभी मनुष्यों को गौरव"))
    both = Edition.of(
        article(p("They read ", hindi, " aloud."), language="en"),
        replace(article(p("Alle Menschen sind frei."), language="de"), title=inlines("Zwei")),
        title="Both",
    )
    data = writer_for("pdf").write(both, LAYOUT).data
    pdf = pikepdf.open(io.BytesIO(data))

    assert verapdf.check(data, "ua1") == []
    spoken = {(str(each.S), str(each.Lang)) for each in pdf.objects if _is_spoken(each)}
    assert {("/Art", "en"), ("/Art", "de"), ("/Span", "hi")} <= spoken


def _is_spoken(thing: object) -> bool:
    return _is_element(thing) and "/Lang" in thing  # type: ignore[operator]  # a dictionary
