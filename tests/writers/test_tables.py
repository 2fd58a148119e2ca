"""Tables and addresses on paper and in Word: what a reader sees of numbers, pages and heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from lxml import etree

from publish.layouts import load_layout, use_fonts
from publish.model.article import Article
from publish.model.edition import Edition, Layout, Rendition
from publish.model.tree import Block, Cell, Footnote, Formula, Link, Listing, Table
from publish.readers.formulas.tex import of_tex
from publish.writers.docx import write as write_word
from publish.writers.pdf import write
from publish.writers.xhtml import write as write_folder
from tests.build import article, cell, figure, h, inlines, listing, p, quote
from tests.validators import ooxml, verapdf
from tests.validators.libreoffice import to_pdf
from tests.writers.docx_samples import W, part, text_in, word

LAYOUTS = ("briefing", "digest", "magazine", "manuscript", "plain")
TEXT = "The harbour office has counted the ships again and found that more of them came. "
NUMBERS = ("80,245,966", "80 245 966,5", "80.245,9", "1'000'000", "2008-13-11", "12:30–13:45")
ADDRESS = "https://statistics.harbour-office.example.org/international-organisations/annual-report"
A4, TURNED = (595, 842), (842, 595)


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(load_layout("briefing"))


def printed(*body: Block | str, layout: Layout | str = "briefing", **fields: object) -> Rendition:
    chosen = load_layout(layout) if isinstance(layout, str) else layout
    return write(Edition.of(article(*body, **fields)), chosen)  # type: ignore[arg-type]


def sizes(data: bytes) -> list[tuple[int, int]]:
    pages = pypdfium2.PdfDocument(data)
    return [(round(page.get_width()), round(page.get_height())) for page in pages]


def lines(data: bytes) -> list[list[str]]:
    """The lines of each page, with common spaces and apostrophes."""
    pages = pypdfium2.PdfDocument(data)
    texts = (page.get_textpage().get_text_bounded() for page in pages)
    common = str.maketrans({"\u00a0": " ", "\u2011": "-", "’": "'"})
    return [text.translate(common).splitlines() for text in texts]


def numbered(columns: int) -> Table:
    """A table of many numbers of every kind, and a line of prose."""
    heads = tuple(cell(f"Year {n}") for n in range(columns))
    body = tuple(cell(NUMBERS[n % len(NUMBERS)]) for n in range(columns))
    return Table(
        ((cell("Port"), *heads, cell("Remark")), (cell("Hamburg"), *body, cell(TEXT * 2))),
        head_rows=1,
    )


def outside(data: bytes, edge: float = 15) -> Iterator[float]:
    """Where text comes too near to the paper's edge, in points."""
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(index)
            if right > left and (left < edge or right > page.get_width() - edge):
                yield right


# Numbers


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_number_is_broken_however_many_columns(layout: str) -> None:
    data = printed(numbered(5), TEXT, numbered(12), TEXT, numbered(59), layout=layout).data

    shown = [line for page in lines(data) for line in page]
    for at, number in enumerate(NUMBERS):
        wanted = sum(len(range(at, columns, len(NUMBERS))) for columns in (5, 12, 59))
        assert sum(line.count(number) for line in shown) == wanted
    assert not list(outside(data))
    assert set(sizes(data)) == {A4, TURNED}


def test_no_number_is_broken_in_word() -> None:
    layout = load_layout("briefing")
    data = write_word(Edition.of(article(numbered(5), TEXT, numbered(12))), layout).data

    shown = [line for page in lines(to_pdf(data)) for line in page]
    for at, number in enumerate(NUMBERS):
        wanted = sum(len(range(at, columns, len(NUMBERS))) for columns in (5, 12))
        assert sum(line.count(number) for line in shown) == wanted
    assert not list(outside(to_pdf(data)))


def _grouped(heads: int, groups: int, each: int, words: str = "") -> Table:
    """Rows in groups under one cell, four and four of them under another; one may be long."""
    rows = [(cell("Group"), cell("Item"), cell("Part"))] * heads
    for _ in range(groups):
        for at in range(each):
            group = (replace(cell("Quay"), rows=each),) if at == 0 else ()
            part = (replace(cell("Berth"), rows=min(4, each - at)),) if at % 4 == 0 else ()
            rows.append((*group, cell(f"Ship {at} {words if at == 2 else ''}"), *part))
    return Table(tuple(rows), head_rows=heads)


@pytest.mark.parametrize(
    "table",
    [
        _grouped(1, 5, 12),
        _grouped(0, 4, 13),
        _grouped(1, 1, 100),
        _grouped(0, 1, 100),
        _grouped(1, 2, 6, TEXT * 40),
    ],
)
def test_cells_that_reach_down_over_a_page_leave_no_row_short(table: Table) -> None:
    small = Table(((cell("Port"), cell("Ships")), (cell("Kiel"), cell("7"))), head_rows=1)
    made = printed(p(TEXT), table, p(TEXT), small, layout="plain")

    assert len(sizes(made.data)) > 1
    assert verapdf.check(made.data, "ua1") == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_wide_table_in_a_note_stays_within_the_note(name: str) -> None:
    made = printed(p(TEXT, Footnote((p("Counted so:"), numbered(13)))), layout=name)

    assert list(outside(made.data, 40)) == []
    assert set(sizes(made.data)) == {A4}
    assert "table.parted" in {note.code for note in made.notes}


def test_a_table_in_a_quote_or_a_list_comes_in_parts_and_is_noted() -> None:
    rendition = printed(quote(p("They said:"), numbered(14)))

    assert set(sizes(rendition.data)) == {A4}
    assert not list(outside(rendition.data))
    assert [note.code for note in rendition.notes] == ["table.parted"]


@pytest.mark.parametrize("layout", ["briefing", "magazine"])
def test_a_wide_table_in_a_cell_stays_on_the_page_with_its_numbers_whole(layout: str) -> None:
    inner = Table((*numbered(4).rows, tuple(cell(word * 60) for word in "abcdef")), head_rows=1)
    outer = Table(((cell("Port"), cell("Ships")), (cell("All"), Cell((inner,)))), head_rows=1)

    data = printed(TEXT, outer, TEXT, layout=layout).data

    shown = [line for page in lines(data) for line in page]
    assert not list(outside(data))
    assert all(any(number in line for line in shown) for number in NUMBERS[:4])


@pytest.mark.parametrize("layout", ["briefing", "magazine"])
def test_quotes_and_lists_in_one_another_stay_on_the_page_at_any_depth(layout: str) -> None:
    quoted, listed = quote(p("last")), Listing(((p("lowest"),),))
    for _ in range(40):
        quoted, listed = quote(p("said"), quoted), Listing(((p("item"), listed),))

    data = printed(TEXT, quoted, listed, layout=layout).data

    shown = " ".join(line for page in lines(data) for line in page)
    assert not list(outside(data))
    assert [shown.count(word) for word in ("said", "last", "item", "lowest")] == [40, 1, 40, 1]


# Pages


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_turns_for_a_table_and_turns_back_with_its_furniture(layout: str) -> None:
    note = Footnote((p("A note on Hamburg."),))
    table = numbered(16)
    first = (cell(p("Hamburg", note)), *table.rows[1][1:])
    body = TEXT, Table((table.rows[0], first), head_rows=1), "The text goes on."

    rendition = printed(*body, layout=layout, title="Many ports", outlet="The Paper")

    assert sizes(rendition.data)[:3] == [A4, TURNED, A4]
    before, turned, after = (" ".join(page) for page in lines(rendition.data)[:3])
    assert "counted the ships again" in before
    assert "Hamburg" in turned
    assert "The text goes on." not in turned
    assert "The text goes on." in after
    if layout not in {"plain", "magazine"}:
        assert "ports" in turned.lower()  # the running head
    if layout != "manuscript":
        assert re.search(r"\b2\b", turned)  # the page's number
    assert ("A note on Hamburg." in turned) is (layout in {"briefing", "digest", "plain"})
    assert not list(outside(rendition.data))


def test_a_turned_page_is_sound_for_readers_aloud_and_archives() -> None:
    data = printed(TEXT, numbered(16), TEXT, numbered(59), "The text goes on.").data

    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_word_turns_the_page_in_a_section_of_its_own(language: str) -> None:
    edition = Edition.of(
        article(TEXT, numbered(16), "The text goes on.", language=language),
        article(numbered(16), language=language),
    )

    data = write_word(edition, load_layout("briefing")).data

    assert ooxml.check(data) == []
    sections = list(part(data, "word/document.xml").iter(f"{W}sectPr"))
    turned = [each.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for each in sections]
    assert turned == [False, False, True, False, False, True]
    assert all(each.findall(f"{W}headerReference") for each in sections[1:])
    first = [each.find(f"{W}titlePg") is not None for each in sections]
    assert first == [True, True, False, False, True, False]


def test_a_row_taller_than_a_page_goes_on_below_the_head() -> None:
    rows = (
        (cell("Theme"), cell("Arguments")),
        *((cell(f"Theme {n}"), cell(TEXT * (90 if n == 2 else 2))) for n in range(4)),
    )

    data = printed(TEXT, Table(rows, head_rows=1), "The end.").data

    pages = lines(data)
    with_rows = [page for page in pages if any("counted the ships" in line for line in page)]
    assert len(with_rows) >= 3
    assert all(any("Theme" in line and "Arguments" in line for line in page) for page in with_rows)
    said = " ".join(" ".join(page) for page in pages)
    assert said.count("harbour") == 1 + 90 + 3 * 2
    assert "Theme 0" in " ".join(pages[0])  # it begins where the text stands, not on a new page


def test_a_head_taller_than_half_a_page_loses_no_word() -> None:
    table = Table(((cell(TEXT * 60), cell("Ports")), (cell("a"), cell("b"))), head_rows=1)

    said = " ".join(" ".join(page) for page in lines(printed(table).data))

    assert said.count("harbour") == 60


def test_word_breaks_a_tall_row_and_no_short_one() -> None:
    rows = ((cell("A"), cell("B")), (cell("a"), cell("b")), (cell("c"), cell(TEXT * 90)))
    data = write_word(Edition.of(article(Table(rows, head_rows=1))), load_layout("briefing")).data

    made = list(part(data, "word/document.xml").iter(f"{W}tr"))
    marks = [
        [each.find(f"{W}trPr/{W}{name}") is not None for name in ("tblHeader", "cantSplit")]
        for each in made
    ]
    assert marks == [[True, True], [False, True], [False, False]]


# Addresses


def addressed(language: str) -> Article:
    """An article with addresses wherever words may stand."""
    linked = Link("https://example.org/a", inlines(ADDRESS + "/link"))
    parted = Link("https://example.org/b", inlines(ADDRESS + "/pa", "rted"))
    note = Footnote((p(f"{TEXT} {ADDRESS}/note, max.mustermann@harbour-office.example.org."),))
    return article(
        p(f"{TEXT * 2}{ADDRESS}/plain and ", linked, " or ", parted, ".", note),
        h(f"Heading {ADDRESS}/heading"),
        quote(p(f"{TEXT} {ADDRESS}/quote")),
        listing(f"{TEXT} {ADDRESS}/item"),
        figure("gone.png", "", f"{TEXT} {ADDRESS}/caption"),
        Table(((cell("Name"), cell(f"{ADDRESS}/cell"), cell(TEXT)),)),
        title=f"Title {ADDRESS}/title",
        language=language,
        standfirst=inlines(f"{TEXT} {ADDRESS}/standfirst"),
        summary=inlines(f"{TEXT} {ADDRESS}/summary"),
        key_points=(inlines(f"{TEXT} {ADDRESS}/point"),),
        author_note=(p(f"{TEXT} {ADDRESS}/author"),),
    )


PLACES = (
    *("plain", "link", "parted", "note", "heading", "quote", "item", "caption", "cell", "title"),
    *("standfirst", "summary", "point", "author"),
)


@pytest.mark.parametrize("layout", ["briefing", "magazine"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_an_address_can_be_copied_from_any_place_of_a_page(layout: str, language: str) -> None:
    data = write(Edition.of(addressed(language)), load_layout(layout)).data

    pages = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    copied = "".join("".join(texts).split())  # what is left is all that a hyphen would add to
    assert [place for place in PLACES if f"{ADDRESS}/{place}" not in copied] == []


def test_an_address_is_marked_for_e_books_in_every_place() -> None:
    files = write_folder(Edition.of(addressed("en")), load_layout("plain")).files
    page = etree.fromstring(files["article.xhtml"])

    marked = {"".join(each.itertext()) for each in page.iterfind(".//*[@class='verbatim']")}
    assert {f"{ADDRESS}/{place}" for place in PLACES} <= marked
    css = next(data.decode() for name, data in files.items() if name.endswith(".css"))
    assert re.search(r"\.verbatim[^{}]*\{[^}]*hyphens: none", css)


def test_word_proofs_no_address_so_hyphenates_none() -> None:
    data = write_word(Edition.of(addressed("en")), load_layout("briefing")).data

    styles = part(data, "word/styles.xml")
    silent = {
        each.get(f"{W}styleId")
        for each in styles.iter(f"{W}style")
        if each.find(f"{W}rPr/{W}noProof") is not None
    }
    runs = [
        *part(data, "word/document.xml").iter(f"{W}r"),
        *part(data, "word/footnotes.xml").iter(f"{W}r"),
    ]
    with_address = [each for each in runs if "statistics.harbour-office" in text_in(each)]
    assert len(with_address) >= len(PLACES)
    for run in with_address:
        assert run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") in silent


def test_a_formula_in_a_cell_is_drawn_and_its_spaces_are_let_alone() -> None:
    text, node = of_tex("x < 2")
    table = Table(((Cell((p(Formula(text, node)),)),),))

    document = part(word(article(table)), "word/document.xml")

    assert [each.tag.rpartition("}")[2] for each in document.iter("{*}oMath")] == ["oMath"]
