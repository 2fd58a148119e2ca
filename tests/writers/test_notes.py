"""Notes as readers meet them: marks that lead there and back, blocks on lines, words kept apart."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple  # pikepdf has no types

import pikepdf
import pypdfium2
import pytest

from publish.layouts import load_layout, use_fonts
from publish.model.article import Article
from publish.model.edition import Edition, Layout, Rendition
from publish.model.tree import (
    CodeBlock,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Listing,
    Table,
)
from publish.writers import docx, epub
from publish.writers.pdf import write
from tests.build import article, cell, inlines, listing, p, quote
from tests.validators import verapdf
from tests.writers.lines import lines_seen
from tests.writers.samples import picture

FOOT = load_layout("plain")
END = load_layout("magazine")
DIGEST = load_layout("digest")
SENTENCE = "The clerk of the harbour wrote the dues down and nobody minded. "


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(FOOT)


def note(*words: str) -> Footnote:
    return Footnote(tuple(map(p, words)))


TITLE = (*inlines("Dues rise"), note("TITLENOTE words."))
PRICES = Table(((cell("Good"), cell("Price")), (cell("Rope"), cell("80,245,966"))), head_rows=1)
ITEMS = Listing(((p("Ropes"),), (p("Lamps, and"), listing("oil", "wicks"))), ordered=True, start=3)
BLOCKS = Footnote(
    (
        p("A note of blocks."),
        p("A second paragraph."),
        ITEMS,
        PRICES,
        quote(p("The sea is wide."), p("The sea is deep.")),
        CodeBlock("read dues\n\tprint dues"),
        Heading(2, inlines("A heading in a note")),
        Figure("map.png", "A map", inlines("A caption")),
    )
)


def noted() -> Article:
    """A note wherever a mark can stand."""
    made = article(
        p("The dues rose", note("In a paragraph."), " again\non Monday", BLOCKS, "."),
        Heading(2, inlines("What they said", note("HEADNOTE words."))),
        Listing(((p("An item", note("In an item.")),),)),
        quote(p("A quote", Footnote((p("Outer", note("inner")),)))),
        Table(((cell(p("A cell", note("In a cell."))),),), inlines("T", note("CAPTIONED."))),
        Figure("map.png", "", inlines("The harbour", note("PICTURED words."))),
        p("The end", Footnote((quote(p("A quote alone.")),)), "."),
        standfirst=(*inlines("For the ninth time"), note("STANDNOTE words.")),
        byline=("Ann Ode",),
        assets={"map.png": picture("map.png")},
    )
    return replace(made, title=TITLE)


def printed(made: Article, layout: Layout, *more: Article) -> Rendition:
    return write(Edition.of(made, *more), layout)


@cache
def pdf_of(layout: str) -> bytes:
    return printed(noted(), {"foot": FOOT, "end": END}[layout]).files[""]


def lines_of(data: bytes) -> list[str]:
    """The lines of all pages, without white space at their ends."""
    pages = pypdfium2.PdfDocument(data)
    texts = (page.get_textpage().get_text_range() for page in pages)
    return [line.strip() for text in texts for line in text.splitlines()]


class Leads(NamedTuple):
    """A link in the tag tree: what holds it, where it is, where it leads, what it is called."""

    tag: str
    note: str
    page: int
    top: float
    goal: tuple[int, float]
    said: str


class Tags:
    """The tags of a file: its notes by their IDs, and the links of marks and numbers."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self._pages = {page.obj.objgen: at for at, page in enumerate(self.pdf.pages)}
        pairs = self.pdf.Root.Names.Dests.Names
        self._goals = {str(pairs[at]): pairs[at + 1] for at in range(0, len(pairs), 2)}
        self.notes: list[str] = []
        self.languages: list[str] = []
        self.kinds: list[str] = []
        self.links = list(self._links(self.pdf.Root.StructTreeRoot.K, ("", "", "")))

    def _links(self, node: Any, around: tuple[str, str, str]) -> Iterator[Leads]:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from self._links(each, around)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kind, inside = str(node.S), around[2]
            self.kinds.append(kind)
            if kind == "/Note":
                inside = str(node.ID)
                self.notes.append(inside)
                self.languages.append(str(node.get("/Lang", "")))
            yield from self._links(node.get("/K", ()), (around[1], kind, inside))
        elif isinstance(node, pikepdf.Dictionary) and "/Dest" in node.get("/Obj", {}):
            link = node.Obj
            page, _, _, top, *_ = self._goals[str(link.Dest)]
            goal = (self._pages[page.objgen], float(top))
            at = self._pages[node.Pg.objgen]
            top = max(float(link.Rect[1]), float(link.Rect[3]))
            yield Leads(around[0], around[2], at, top, goal, str(link.Contents))


def meets(link: Leads, other: Leads) -> bool:
    """Whether a link leads to where another one stands: to a few points."""
    return link.goal[0] == other.page and abs(link.goal[1] - other.top) < 12


# The PDF


@pytest.mark.parametrize("place", ["foot", "end"])
def test_a_click_on_a_mark_leads_to_its_note_and_one_on_its_number_back(place: str) -> None:
    tags = Tags(pdf_of(place))

    marks = [link for link in tags.links if link.tag == "/Reference"]
    numbers = [link for link in tags.links if link.tag == "/Lbl"]
    assert [link.said for link in marks] == [f"Note {n}" for n in range(1, 12)]
    assert [link.said for link in numbers] == [f"Back to text {n}" for n in range(1, 12)]
    assert tags.notes == [f"note-{n}" for n in range(1, 12)]
    for mark, number in zip(marks, numbers, strict=True):
        assert meets(mark, number), mark
        assert meets(number, mark), number


@pytest.mark.parametrize("place", ["foot", "end"])
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_notes_of_every_kind_are_valid(place: str, flavour: str) -> None:
    assert verapdf.check(pdf_of(place), flavour) == []


@pytest.mark.parametrize("place", ["foot", "end"])
def test_each_block_of_a_note_stands_on_a_line_of_its_own(place: str) -> None:
    lines = list(lines_seen(pdf_of(place)))

    begin = next(at for at, line in enumerate(lines) if line.endswith("A note of blocks."))
    assert [line for line in lines[begin + 1 :] if not line.isdecimal()][:13] == [
        "A second paragraph.",
        "3. Ropes",
        "4. Lamps, and",
        "• oil",
        "• wicks",
        "Good Price",
        "Rope 80,245,966",
        "The sea is wide.",
        "The sea is deep.",
        "read dues",
        "print dues",
        "A heading in a note",
        "A caption",
    ]


def test_what_a_note_is_made_of_is_tagged_as_what_it_is() -> None:
    kinds = Tags(pdf_of("foot")).kinds

    inside = kinds[kinds.index("/Note") :]
    assert {"/L", "/LI", "/Table", "/TH", "/BlockQuote", "/Figure"} <= {*inside}
    assert kinds.count("/H2") == 1  # that of the note is no section


def test_a_note_on_two_pages_is_one_note() -> None:
    body = [p("A", Footnote(tuple(p(f"Piece {n}. " + SENTENCE * 6) for n in range(20))), ".")]

    rendition = printed(article(*body), END)

    tags = Tags(rendition.files[""])
    assert rendition.pages > 1
    assert tags.notes == ["note-1"]
    assert verapdf.check(rendition.files[""], "ua1") == []


def test_each_article_of_an_edition_counts_its_own_notes() -> None:
    first = article(p("One", note("First."), " and two", note("Second."), "."), language="en")
    other = article(p("Eins", note("Anderswo."), "."), title="Andere", language="de")

    tags = Tags(printed(first, DIGEST, other).files[""])

    assert tags.notes == ["article-1-note-1", "article-1-note-2", "article-2-note-1"]
    assert tags.languages == ["en", "en", "de"]
    assert [each.said for each in tags.links if each.tag == "/Reference"] == [
        "Note 1",
        "Note 2",
        "Anmerkung 1",
    ]


def test_a_note_to_words_in_another_language_is_in_it() -> None:
    passage = Foreign("de", (*inlines("Siehe"), note("Ebenda.")))

    (language,) = Tags(printed(article(p("See ", passage, ".")), END).files[""]).languages

    assert language == "de"


def test_numbers_of_notes_do_not_break() -> None:
    hundredth = {**FOOT.styles, "--css": "article { counter-reset: footnote 99 }"}
    made = article(p("Dues ", note("Noted."), " and ", note("Noted as well."), "."))

    lines = lines_of(printed(made, replace(FOOT, styles=hundredth)).files[""])

    assert [line.replace(" ", "") for line in lines][-3:-1] == ["100Noted.", "101Notedaswell."]


def test_a_note_that_no_page_can_hold_stands_at_the_end() -> None:
    """A table at the foot of a page reached over its text and beyond its head."""
    rows = Table(tuple((cell(f"Row {n}"), cell(f"{n},000")) for n in range(80)))

    rendition = printed(article(p("A table", Footnote((rows,)), ".")), FOOT)

    assert [each.code for each in rendition.notes] == ["footnote.moved"]
    assert [line for line in lines_of(rendition.files[""]) if line.startswith("Row")] == [
        f"Row {n} {n},000" for n in range(80)
    ]


def test_a_line_that_ends_in_a_note_s_source_ends_nowhere_on_paper() -> None:
    soft = Footnote((p("A note whose words\ngo on in the next\tline."),))

    rendition = printed(article(p("Words", soft, ".")), FOOT)

    assert rendition.notes == ()
    assert "1 A note whose words go on in the next line." in lines_of(rendition.files[""])


# What a note says stands in its note and nowhere else

_OF_HEADS = re.compile("TITLENOTE|STANDNOTE|HEADNOTE|PICTURED|CAPTIONED")


@pytest.mark.parametrize("place", ["foot", "end"])
def test_no_word_of_a_note_stands_in_what_a_pdf_says_of_itself(place: str) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of(place)))

    with pdf.open_outline() as outline:
        bookmarks = [each.title for top in outline.root for each in (top, *top.children)]
    said = [*map(str, pdf.docinfo.values()), *bookmarks, pdf.Root.Metadata.read_bytes().decode()]
    alts = [str(thing.Alt) for thing in pdf.objects if _has_alt(thing)]
    assert bookmarks == ["Dues rise", "What they said"]
    assert str(pdf.docinfo.Title) == "Dues rise"
    assert "The harbour" in alts
    assert [each for each in (*said, *alts) if _OF_HEADS.search(each)] == []


def _has_alt(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing


def test_no_word_of_a_note_stands_in_contents_and_running_heads() -> None:
    made = article(*[p(SENTENCE * 8) for _ in range(12)])

    rendition = printed(replace(made, title=TITLE), DIGEST, article("Other.", title="Another"))

    lines = lines_of(rendition.files[""])
    assert [line for line in lines if "TITLENOTE" in line] == ["1 TITLENOTE words."]
    assert sum("Dues rise" in line for line in lines) > 3  # cover, contents, opening, head


def test_no_word_of_a_note_stands_in_what_a_book_or_word_file_says_of_itself() -> None:
    book = parts(epub.write(Edition.of(noted(), article("x")), FOOT))
    word = parts(docx.write(Edition.of(noted(), article("x")), FOOT))

    held = [name for name, said in {**book, **word}.items() if _OF_HEADS.search(said)]
    assert held == ["EPUB/article-1.xhtml", "customXml/item1.xml", "word/footnotes.xml"]
    page = book["EPUB/article-1.xhtml"]
    assert "<title>Dues rise</title>" in page
    assert not any(map(_OF_HEADS.search, re.findall('alt="([^"]*)"', page)))


def parts(rendition: Rendition) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(rendition.files[""]))
    names = [
        name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".xml", "ncx"))
    ]
    return {name: archive.read(name).decode() for name in names}


# Books and Word


def test_a_book_keeps_the_blocks_of_a_note_and_leads_back_behind_them() -> None:
    page = parts(epub.write(Edition.of(noted()), FOOT))["EPUB/article.xhtml"]

    item = page[page.index('<li id="note-4"') : page.index('<li id="note-5"')]
    for piece in ('<ol start="3">', "<table>", "<blockquote>", "<pre>", "<figure>"):
        assert piece in item
    assert "<p><strong>A heading in a note</strong></p>" in item
    assert item.count('role="doc-backlink"') == 1
    assert item.strip().endswith("</a></p></li>")
    assert "<p>A quote alone.</p>" in page


def test_a_word_file_keeps_the_blocks_of_a_note_and_their_numbers() -> None:
    word = parts(docx.write(Edition.of(noted()), FOOT))

    made = word["word/footnotes.xml"].split('<w:footnote w:id="4">')[1].split("</w:footnote>")[0]
    number = re.search(r'w:numId w:val="(\d+)"', made)
    assert number is not None
    counted = word["word/numbering.xml"].split(f'<w:num w:numId="{number[1]}">')[1]
    assert '<w:start w:val="3"/>' in counted.split("</w:num>")[0]
    assert made.count("<w:tbl>") == made.count("<w:drawing>") == 1
    assert made.count('<w:pStyle w:val="FootnoteText"/><w:numPr><w:ilvl w:val="0"/>') == 2
    assert made.count('<w:pStyle w:val="FootnoteText"/><w:numPr><w:ilvl w:val="1"/>') == 2
    for style in ("FootnoteTextInQuote", "CodeBlock"):  # a quote in the type of notes
        assert f'<w:pStyle w:val="{style}"/>' in made
