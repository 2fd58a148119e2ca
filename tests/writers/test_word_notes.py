"""Notes at the foot or behind the article, counted anew with each; changes that are tracked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from publish.model.article import Article
from publish.model.edition import Layout
from publish.model.tree import Cell, Footnote, Link, Table
from tests.build import article, inlines, p
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import LAYOUT, W, names, part, text_in, word

END = replace(LAYOUT, options={"notes": "end"})


def noted(title: str = "Rents", *more: Table) -> Article:
    link = Link("https://example.org/n", inlines("source"))
    note = Footnote((p("See the ", link), p("And below.")))
    return article(p("Words", note, " and more."), *more, p("End", note, "."), title=title)


def wide() -> Table:
    words = "several words of some length that want room on a page"
    return Table(tuple(tuple(Cell((p(words),)) for _ in range(12)) for _ in range(3)))


def sections(data: bytes) -> list[etree._Element]:
    return list(part(data, "word/document.xml").iter(f"{W}sectPr"))


def counted(data: bytes, kind: str) -> list[str]:
    return [
        "".join(each.get(f"{W}val") for each in section.iterfind(f"{W}{kind}Pr/{W}numRestart"))
        for section in sections(data)
    ]


def test_footnotes_are_counted_anew_with_each_article() -> None:
    data = word(noted("One"), noted("Two"))

    assert counted(data, "footnote") == ["", "eachSect", "eachSect"]
    assert ooxml.check(data) == []


def test_a_section_that_turns_for_a_wide_table_goes_on_counting() -> None:
    data = word(noted("One", wide()), noted("Two"))

    assert counted(data, "footnote") == ["", "eachSect", "continuous", "continuous", "eachSect"]


def test_notes_at_the_end_are_words_endnotes() -> None:
    data = word(noted(), layout=END)

    assert "word/footnotes.xml" not in names(data)
    separators, notes = [], []
    for note in part(data, "word/endnotes.xml"):
        (separators if note.get(f"{W}type") else notes).append(note)
    assert [each.get(f"{W}type") for each in separators] == ["separator", "continuationSeparator"]
    assert [text_in(each) for each in notes] == [" See the sourceAnd below."] * 2
    assert {each.get(f"{W}val") for each in notes[0].iter(f"{W}pStyle")} == {"EndnoteText"}
    marks = list(part(data, "word/document.xml").iter(f"{W}endnoteReference"))
    assert [each.get(f"{W}id") for each in marks] == ["1", "2"]
    assert "word/_rels/endnotes.xml.rels" in names(data)
    assert ooxml.check(data) == []


def test_endnotes_stand_behind_their_article_and_not_before_a_page_that_turns() -> None:
    data = word(noted("One", wide()), noted("Two"), layout=END)

    held = [section.find(f"{W}noEndnote") is not None for section in sections(data)]
    place = part(data, "word/settings.xml").find(f"{W}endnotePr/{W}pos")
    assert held == [False, True, True, False, False]
    assert counted(data, "endnote") == ["", "eachSect", "continuous", "continuous", "eachSect"]
    assert place.get(f"{W}val") == "sectEnd"
    assert ooxml.check(data) == []


def test_libreoffice_prints_endnotes() -> None:
    assert libreoffice.to_pdf(word(noted(), layout=END)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("layout", "tracked"), [(LAYOUT, True), (replace(LAYOUT, options={"track": "false"}), False)]
)
def test_changes_are_tracked_unless_nobody_wants_it(layout: Layout, tracked: bool) -> None:
    settings = part(word(noted(), layout=layout), "word/settings.xml")

    assert (settings.find(f"{W}trackRevisions") is not None) == tracked
