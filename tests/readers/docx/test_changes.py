"""Tracked changes: accepted, rejected, shown; at runs, paragraph marks, rows and moves."""

from __future__ import annotations

import pytest

from publish.model.article import Changes
from publish.model.tree import Deleted, Inserted, Strong
from publish.model.walk import text_of
from tests.build import inlines, p
from tests.readers.docx.reading import blocks, codes, drafted, words
from tests.word_files import line, row, run, table

_WHO = 'w:id="1" w:author="Ann Ode" w:date="2024-01-21T10:00:00Z"'


def came(*runs: str) -> str:
    return f"<w:ins {_WHO}>{''.join(runs)}</w:ins>"


def went(text: str) -> str:
    return f"<w:del {_WHO}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("accept", inlines("Rents rose.")),
        ("reject", inlines("Rents fell.")),
        ("show", inlines("Rents ", Inserted(inlines("rose")), Deleted(inlines("fell")), ".")),
    ],
)
def test_words_that_were_changed(changes: Changes, said: object) -> None:
    text = line("Rents ", came(run("rose")), went("fell"), ".")

    assert words(text, changes=changes) == said


def test_what_was_put_in_and_taken_out_again_is_gone_either_way() -> None:
    text = line("Rents rose", came(went(" fast")), ".")

    assert words(text) == words(text, changes="reject") == inlines("Rents rose.")


@pytest.mark.parametrize(
    ("mark", "accepted", "rejected"),
    [("del", ["Rents rose."], ["Rents", " rose."]), ("ins", ["Rents", " rose."], ["Rents rose."])],
)
def test_paragraphs_that_were_joined_or_parted(
    mark: str, accepted: list[str], rejected: list[str]
) -> None:
    text = (line("Rents", look=f"<w:rPr><w:{mark} {_WHO}/></w:rPr>"), line(" rose."))

    assert [text_of(block) for block in blocks(*text)] == [each.strip() for each in accepted]
    made = blocks(*text, changes="reject")
    assert [text_of(block) for block in made] == [each.strip() for each in rejected]


def test_a_paragraph_that_was_taken_out_whole_leaves_no_line() -> None:
    gone = line(went("Rents fell."), look=f"<w:rPr><w:del {_WHO}/></w:rPr>")

    assert (
        blocks(gone, line("Rents rose.", style="Heading1"))[0]
        == blocks(line("Rents rose.", style="Heading1"))[0]
    )


def test_a_row_that_was_put_in_or_taken_out() -> None:
    text = table(row("a"), row("b", look=f"<w:ins {_WHO}/>"), row("c", look=f"<w:del {_WHO}/>"))

    assert text_of(blocks(text)[0]).split() == ["a", "b"]
    assert text_of(blocks(text, changes="reject")[0]).split() == ["a", "c"]
    assert text_of(blocks(text, changes="show")[0]).split() == ["a", "b", "c"]


def test_what_was_moved_stands_in_one_place() -> None:
    text = (
        line(f"<w:moveFrom {_WHO}>{run('Rents rose.')}</w:moveFrom>", "First."),
        line("Last.", f"<w:moveTo {_WHO}>{run(' Rents rose.')}</w:moveTo>"),
    )

    assert list(map(text_of, blocks(*text))) == ["First.", "Last. Rents rose."]
    assert list(map(text_of, blocks(*text, changes="reject"))) == ["Rents rose.First.", "Last."]


def test_formatting_that_was_changed_is_as_it_was_where_changes_are_rejected() -> None:
    text = line(run("Rents", f"<w:b/><w:rPrChange {_WHO}><w:rPr/></w:rPrChange>"))

    assert words(text) == (Strong(inlines("Rents")),)
    assert words(text, changes="reject") == inlines("Rents")


def test_a_field_that_was_taken_out_takes_no_words_with_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = "<w:r><w:delInstrText>PAGE</w:delInstrText></w:r>"
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    text = line("Rents", f"<w:del {_WHO}>{begin}{code}{end}</w:del>", " rose.")

    assert blocks(text) == (p("Rents rose."),)


@pytest.mark.parametrize(
    ("changes", "done"),
    [
        ("accept", "accepted"),
        ("reject", "rejected"),
        ("show", "shown as deleted and inserted words"),
    ],
)
def test_the_note_says_how_many_and_what_became_of_them(changes: Changes, done: str) -> None:
    draft = drafted(line(came(run("Rents")), went("x"), " rose."), changes=changes)

    assert codes(draft) == {"word.changes": f"2 tracked changes were {done}"}
