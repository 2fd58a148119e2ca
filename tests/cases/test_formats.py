"""Each case goes out in JSON, PDF, Word and XHTML with all its words, in their order.

The cases of one kind make one edition: hundreds of PDFs would take minutes. A note and a caption
stand where the format wants them: their order is not asked.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from _pytest.mark.structures import ParameterSet
from lxml import etree

from publish.compose.languages import direction_of
from publish.layouts import load_layout, use_fonts
from publish.model.article import Article
from publish.model.codec import from_json, to_json
from publish.model.edition import Edition
from publish.model.forms import blocks_of
from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    Footnote,
    Formula,
    FormulaBlock,
    Heading,
    Inlines,
    Paragraph,
    Picture,
    Table,
)
from publish.model.walk import (
    blocks_inside,
    contents_of,
    mapped,
    rebuilt,
    text_of,
    text_of_inlines,
)
from publish.writers import writer_for
from tests.cases.case import cases

LAYOUT = load_layout("briefing")
CASES = [case for case in cases() if "error" not in case.fields]
KINDS = sorted({case.kind for case in CASES})
LONGEST = 60  # letters; more stand on no line of the layout


@cache
def articles(kind: str) -> tuple[Article, ...]:
    """The articles of a kind's cases."""
    return tuple(case.article() for case in CASES if case.kind == kind)


def in_xhtml(edition: Edition) -> str:
    files = writer_for("xhtml").write(edition, LAYOUT).files
    pages = [etree.fromstring(files[name]) for name in files if name.startswith("article")]
    return "\n".join("".join(page.itertext()) for page in pages)


def in_docx(edition: Edition) -> str:
    package = zipfile.ZipFile(io.BytesIO(writer_for("docx").write(edition, LAYOUT).data))
    names = ("word/document.xml", "word/footnotes.xml")
    parts = [etree.fromstring(package.read(name)) for name in names if name in package.namelist()]
    said = (each for part in parts for each in part.iter("{*}t", "{*}delText"))
    return "".join(each.text or "" for each in said)


def in_pdf(edition: Edition) -> str:
    use_fonts(LAYOUT)
    document = pypdfium2.PdfDocument(writer_for("pdf").write(edition, LAYOUT).data)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


FORMATS = {"xhtml": in_xhtml, "docx": in_docx, "pdf": in_pdf}


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_comes_back_from_json_as_it_was(kind: str) -> None:
    for article in articles(kind):
        assert from_json(to_json(article)) == article


def in_each_format() -> list[ParameterSet]:
    """Every kind in every format; the two with by far the most pages in print only now and then."""
    return [
        pytest.param(
            *(kind, format),
            marks=pytest.mark.full if (kind, format) in _MOST_PAGES else (),
            id=f"{kind}-{format}",
        )
        for kind in KINDS
        for format in FORMATS
    ]


_MOST_PAGES = (("formula", "pdf"), ("metadata", "pdf"))


@pytest.mark.parametrize(("kind", "format"), in_each_format())
def test_the_words_of_a_case_are_all_there(kind: str, format: str) -> None:
    made = articles(kind)

    said = letters(FORMATS[format](Edition.of(*made, title=kind)))

    read = made if format != "pdf" else tuple(map(as_pdfium_reads, made))
    wanted = [word for each in read for word in words(each.body)]
    assert first_missing(wanted, said) == ""
    assert [word for each in made for word in words_elsewhere(each.body) if word not in said] == []


def as_pdfium_reads(article: Article) -> Article:
    """The article without formulas in lines of Arabic.

    Their pieces come out from the last to the first, as words in Latin letters do; poppler reads
    them as they stand.
    """
    if direction_of(article.language) == "ltr":
        return article
    return replace(article, body=_without_formulas(article.body))


def _without_formulas(blocks: Blocks) -> Blocks:
    made = (rebuilt(each, inlines=_plain, blocks=_without_formulas) for each in blocks)
    return tuple(made)


def _plain(inlines: Inlines) -> Inlines:
    kept = tuple(each for each in inlines if not isinstance(each, Formula))
    return mapped(kept, lambda each: rebuilt(each, inlines=_plain, blocks=_without_formulas))


def first_missing(wanted: list[str], said: str) -> str:
    """The first word that does not stand behind all those before it, with its neighbours."""
    at = 0
    for index, word in enumerate(wanted):
        found = said.find(word, at)
        if found < 0:
            return " ".join(wanted[max(index - 5, 0) : index + 2])
        at = found + len(word)
    return ""


def words(blocks: Blocks) -> Iterator[str]:
    """What a reader reads from the top to the end, by words, without the notes."""
    for block in blocks:
        match block:
            case DefinitionList():
                for entry in block.entries:
                    yield from words(blocks_of(entry))
            case CodeBlock() | FormulaBlock():
                yield from words_in(block.text)
            case _:
                for inlines in runs_of(block):
                    for inline in printed(inlines):  # a mark of a note may stand between two
                        yield from words_in(text_of_inlines((inline,)))
                yield from words(contents_of(block)[1])


def printed(inlines: Inlines) -> Inlines:
    """The inlines without notes, which stand elsewhere, and without what is shown as a picture."""
    kept = tuple(each for each in inlines if not isinstance(each, Footnote | Picture))
    return mapped(kept, lambda each: rebuilt(each, inlines=printed))


def words_in(text: str) -> Iterator[str]:
    """Its words; one too long for a line may be broken anywhere, and goes letter by letter."""
    for word in filter(None, map(letters, text.split())):
        yield from (word,) if len(word) <= LONGEST else word


def words_elsewhere(blocks: Blocks) -> Iterator[str]:
    """The words of notes, and of captions, which a format may set above or below."""
    for block in blocks_inside(blocks):
        for inlines in runs_of(block):
            for note in inlines:
                if isinstance(note, Footnote):
                    for inner in note.blocks:
                        yield from words_in(text_of(inner))
        if isinstance(block, Figure | Table):
            yield from words_in(text_of_inlines(block.caption))


def runs_of(block: Block) -> tuple[Inlines, ...]:
    if isinstance(block, DefinitionList):
        return tuple(term for entry in block.entries for term in entry.terms)
    return (block.inlines,) if isinstance(block, Paragraph | Heading) else ()


def letters(text: str) -> str:
    """Letters and digits alone: lines are broken, hyphenated and set in capitals anywhere."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())
