"""Captions of tables and languages of programs, as Word and a screen reader have them."""

from __future__ import annotations

import io

import docx

from publish.model.tree import CodeBlock, Footnote, Listing, Table
from publish.model.walk import blocks_inside
from publish.readers.docx.file import opened
from tests.build import article, cell, inlines, p
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import W, part, text_in, word


def table(caption: str = "Rents & wages") -> Table:
    rows = ((cell("City"), cell("Rent")), (cell("Bonn"), cell("1,200")))
    return Table(rows, caption=inlines(caption) if caption else (), head_rows=1)


def captions(data: bytes) -> list[str]:
    return [each.get(f"{W}val") for each in part(data, "word/document.xml").iter(f"{W}tblCaption")]


def test_a_tables_caption_is_seen_and_told() -> None:
    data = word(article(table(), table("")))

    assert captions(data) == ["Rents & wages"]
    document = part(data, "word/document.xml")
    assert "Rents & wages" in [text_in(each) for each in document.iter(f"{W}p")]
    assert ooxml.check(data) == []


def test_a_table_in_parts_has_its_caption_once() -> None:
    wide = Table(
        tuple(
            tuple(cell(f"{row} words of column {number}") for number in range(40)) for row in "ab"
        ),
        caption=inlines("Wide"),
    )

    data = word(article(wide))

    assert captions(data) == ["Wide"]
    assert len(list(part(data, "word/document.xml").iter(f"{W}tbl"))) > 1


def test_a_note_in_a_caption_is_not_told_twice() -> None:
    noted = Table(table().rows, caption=(*inlines("Rents"), Footnote((p("As told."),))))

    assert captions(word(article(noted))) == ["Rents"]


def languages(data: bytes) -> list[tuple[str, str]]:
    """The words of each run that a style of programs is on, and the style's name."""
    names = {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
        for style in part(data, "word/styles.xml").iter(f"{W}style")
    }
    return [
        (text_in(run), names[style.get(f"{W}val")])
        for run in part(data, "word/document.xml").iter(f"{W}r")
        for style in run.iter(f"{W}rStyle")
        if names[style.get(f"{W}val")].startswith("Language ")
    ]


def programs() -> bytes:
    nested = Listing(((p("One"), CodeBlock("SELECT 1", "sql")),))
    odd = CodeBlock("?", 'no "name"; <b>')
    return word(article(CodeBlock("x = 1\ny", "python"), nested, CodeBlock("1", "c++"), odd))


def test_a_program_says_its_language_by_a_style_that_is_hidden_until_used() -> None:
    data = programs()

    assert languages(data) == [
        ("x = 1\ny", "Language python"),
        ("SELECT 1", "Language sql"),
        ("1", "Language c++"),
    ]
    hidden = [
        style.find(f"{W}semiHidden") is not None
        for style in part(data, "word/styles.xml").iter(f"{W}style")
        if style.get(f"{W}styleId").startswith("Language-")
    ]
    assert hidden == [True, True, True]
    assert ooxml.check(data) == []


def test_the_language_of_a_program_survives_libreoffice() -> None:
    kept = languages(libreoffice.saved(programs(), "docx"))

    assert [name for _, name in kept] == ["Language python", "Language sql", "Language c++"]


def test_the_language_of_a_program_is_read_again() -> None:
    lines = opened(programs(), "a.docx").lines

    read = [
        each.language
        for line in lines
        for each in blocks_inside((line.block,))
        if isinstance(each, CodeBlock)
    ]
    assert read == ["python", "sql", "c++", ""]


def test_a_caption_that_an_editor_changed_is_the_one_that_is_seen() -> None:
    data = word(article(table()))
    stream = io.BytesIO()
    edited = docx.Document(io.BytesIO(data))
    (seen,) = (each for each in edited.paragraphs if each.style.name == "Table Caption")
    seen.runs[0].text = "Rents alone"
    edited.save(stream)

    (read,) = [
        line.block
        for line in opened(stream.getvalue(), "a.docx").lines
        if isinstance(line.block, Table)
    ]
    assert read.caption == inlines("Rents alone")
