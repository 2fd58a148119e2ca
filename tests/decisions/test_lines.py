"""Lines that are edited, put in and remarked on, as decisions.toml holds them."""

from __future__ import annotations

import pytest

import publish
from publish.decisions import DecisionsFile, decided, decisions_from, listed
from publish.errors import BrokenDecisions
from publish.model.article import (
    Article,
    Decisions,
    LineEdit,
    LineInsert,
    LineRemark,
    Passage,
    Remark,
)
from publish.model.tree import Emphasis, Paragraph, Text
from publish.model.walk import digest_of, text_of
from publish.pipeline.editing import decisions_of, revised, written
from publish.pipeline.wording import Wording
from publish.revision.diff import diff
from tests.build import p

BY_HAND = """\
["rents.txt"]
# what Ann sent back
edit = [
  { text = "Wages did not follow.", now = "Wages *did* follow." },   # she is right
  { text = "Share", now = "", nth = 2 },
]
insert = [{ after = "Rents rose.", text = "And so on." }, { text = "On top." }]
remark = [
  { on = "Rents", author = "Ann Ode", date = 2024-01-21T10:00:00+01:00, text = "Which?" },
  { text = "All in all fine.", re = "Which?", resolved = true },
]
settled = ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]
"""


def passage(text: str) -> Passage:
    return Passage(digest_of(text), text)


def said(data: bytes) -> Decisions:
    return DecisionsFile(data, "d").about("a.txt")


def test_all_that_a_hand_writes_about_lines_is_read() -> None:
    (found,) = decisions_from(BY_HAND.encode(), "d").values()

    assert found == Decisions(
        edit=(
            LineEdit(passage("Wages did not follow."), "Wages *did* follow."),
            LineEdit(passage("Share"), "", nth=2),
        ),
        insert=(
            LineInsert("And so on.", after=passage("Rents rose.")),
            LineInsert("On top."),
        ),
        remark=(
            LineRemark("Ann Ode", "Which?", passage("Rents"), "2024-01-21T09:00:00Z"),
            LineRemark("", "All in all fine.", re="Which?", resolved=True),
        ),
        settled=("0123456789abcdef" * 4,),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('edit = [{ text = "x" }]', "edit.now must be the line as it is to read"),
        ('edit = [{ now = "x" }]', "edit.text must be the words of a passage"),
        ('edit = [{ text = "x", now = 3 }]', "edit.now must be text in quotes"),
        ('edit = [{ text = "x", now = "y", nth = -1 }]', "edit.nth must be a whole number"),
        ('edit = [{ text = "x", new = "y" }]', 'no setting "a.txt".edit.new'),
        ('edit = "x"', "edit must be a list of tables"),
        ('insert = [{ after = "x" }]', "insert.text must be the words that are put in"),
        ('insert = [{ after = "x", before = "y", text = "z" }]', "insert.before must be left out"),
        ('remark = [{ author = "x" }]', "remark.text must be the words of the remark"),
        ('remark = [{ text = "x", date = "soon" }]', "remark.date must be a date"),
        ('settled = ["x"]', "settled must be a list of digests"),
    ],
)
def test_a_mistake_in_a_line_names_its_file_its_line_and_its_key(line: str, message: str) -> None:
    with pytest.raises(BrokenDecisions, match=message) as caught:
        decisions_from(f'["a.txt"]\ntitle = "T"\n{line}\n'.encode(), "in/decisions.toml")

    assert caught.value.where == "in/decisions.toml:3"


def test_a_mistake_in_one_of_many_entries_names_the_line_that_it_begins_on() -> None:
    entries = '["a.txt"]\nedit = [\n  { text = "}", now = "[" }, # {\n  { text = "x" },\n]\n'
    tables = '[["a.txt".edit]]\ntext = "x"\nnow = "y"\n\n[["a.txt".edit]]\ntext = "x"\n'

    places = []
    for text in (entries, tables):
        with pytest.raises(BrokenDecisions) as caught:
            decisions_from(text.encode(), "d")
        places.append(caught.value.where)

    assert places == ["d:4", "d:5"]


def test_lines_are_listed_and_taken_back_by_their_number() -> None:
    lines = listed(BY_HAND.encode(), "rents.txt")
    back = decided(BY_HAND.encode(), "rents.txt", undo=range(1, len(lines) + 1))

    assert lines == (
        'edit "Wages did not follow." → "Wages *did* follow."',
        'edit "Share" (2) → ""',
        'insert after "Rents rose.": "And so on."',
        'insert first: "On top."',
        'remark by Ann Ode on "Rents": "Which?"',
        'remark by nobody: "All in all fine." (resolved)',
        f"settled {'0123456789abcdef' * 4}",
    )
    assert decisions_from(back, "d").get("rents.txt", Decisions()) == Decisions()
    assert "# what Ann sent back" in back.decode()


def test_what_is_written_leaves_what_a_hand_wrote_as_it_is() -> None:
    after = decided(
        BY_HAND.encode(), "rents.txt", edit=[LineEdit(passage("Rents rose."), "Rents fell.")]
    ).decode()

    assert set(BY_HAND.splitlines()) <= set(after.splitlines())
    assert '{text = "Rents rose.", now = "Rents fell.", digest = ' in after


def test_lines_of_all_kinds_are_read_back_as_they_were_written() -> None:
    made = Decisions(
        edit=(LineEdit(passage("a \\ b"), "a \\\\ 'b' \"c\"", 2), LineEdit(passage("x"), "\\*")),
        insert=(LineInsert("One.\n\n- two\n- three", before=passage("x"), nth=1, origin="0" * 64),),
        remark=(LineRemark("A", "B", passage("x"), "2024-01-21T09:00:00Z", "C", resolved=True),),
        settled=("1" * 64,),
    )

    data = written(b"", "a.txt", made)

    assert said(data) == made
    assert written(data, "a.txt", made) == data


# What becomes of a line


def test_an_edit_of_a_line_that_an_edit_made_changes_that_edit() -> None:
    once = decided(b"", "a.txt", edit=[LineEdit(passage("One."), "*Two*.")], wording=Wording())
    twice = decided(once, "a.txt", edit=[LineEdit(passage("Two."), "Three.")], wording=Wording())

    assert said(twice).edit == (LineEdit(passage("One."), "Three."),)


def test_an_edit_that_puts_a_line_back_as_the_source_has_it_is_taken_out() -> None:
    source = Article("a.txt", (), (Paragraph((Text("One "), Emphasis((Text("word"),)))),))
    edits = (LineEdit(passage("One word"), "Two words"),)
    once = written(b"", "a.txt", Decisions(edit=edits), source)

    plain = LineEdit(passage("Two words"), "One word")
    marked = LineEdit(passage("Two words"), "One *word*")

    assert said(written(once, "a.txt", Decisions(edit=(plain,)), source)).edit[0].now == "One word"
    assert written(once, "a.txt", Decisions(edit=(marked,)), source) == b""


def test_an_edit_of_blocks_that_were_put_in_changes_them_and_their_last_takes_them_out() -> None:
    put_in = LineInsert("One.\n\nTwo.", after=passage("x"))
    once = decided(b"", "a.txt", insert=[put_in], wording=Wording())

    edited = decided(once, "a.txt", edit=[LineEdit(passage("Two."), "*2*.")], wording=Wording())
    shorter = decided(edited, "a.txt", strip=[passage("2.")], wording=Wording())
    gone = decided(shorter, "a.txt", edit=[LineEdit(passage("One."), "")], wording=Wording())

    assert said(edited).insert[0].text == "One.\n\n*2*."
    assert said(shorter).insert[0].text == "One."
    assert gone == b""


def test_a_line_that_was_edited_and_then_goes_is_stripped_by_the_words_of_the_source() -> None:
    once = decided(b"", "a.txt", edit=[LineEdit(passage("One."), "Two.")], wording=Wording())

    gone = decided(once, "a.txt", strip=[passage("Two.")], wording=Wording())

    assert said(gone) == Decisions(strip=(passage("One."),))


def test_two_lines_that_change_places_in_words_are_two_edits() -> None:
    source = Article("a.txt", (), (p("One."), p("Two.")))
    edits = (LineEdit(passage("One."), "Two."), LineEdit(passage("Two."), "One."))

    assert said(written(b"", "a.txt", Decisions(edit=edits), source)).edit == edits


def test_a_remark_that_was_resolved_since_is_not_written_twice() -> None:
    remark = LineRemark("Ann", "So?", passage("x"))
    once = decided(b"", "a.txt", remark=[remark])

    again = decided(once, "a.txt", remark=[LineRemark("Ann", "So?", passage("x"), resolved=True)])

    assert [each.resolved for each in said(again).remark] == [True]


# A revision as decisions


def test_a_paragraph_that_is_gone_is_stripped_and_one_whose_words_stand_twice_is_edited() -> None:
    before = Article("a.txt", (Text("T"),), (p("One."), p("Two."), p("Two."), p("Three.")))
    after = Article("a.txt", (Text("T"),), (p("Two."), p("Three.")))

    made = decisions_of(diff(before, after), before)

    assert made.strip == (Passage(digest_of("One."), "One.", whole=True),)
    assert [(each.passage.text, each.now, each.nth) for each in made.edit] in (
        [("Two.", "", 1)],
        [("Two.", "", 2)],
    )


def test_a_title_with_marks_goes_by_an_edit_and_a_plain_one_by_its_field() -> None:
    before = Article("a.txt", (Text("Rents rise"),), (p("One."),))
    plain = Article("a.txt", (Text("Rents fall"),), (p("One."),))
    marked = Article("a.txt", (Text("Rents "), Emphasis((Text("fall"),))), (p("One."),))

    assert decisions_of(diff(before, plain), before) == Decisions(title="Rents fall")
    assert decisions_of(diff(before, marked), before) == Decisions(
        edit=(LineEdit(passage("Rents rise"), "Rents *fall*"),)
    )


def test_remarks_of_a_revision_are_written_and_stand_where_they_stood() -> None:
    remarks = (
        Remark("Ann Ode", "Which?", "AO", "2024-01-21T09:00:00Z", "body", 1, (0, 3)),
        Remark("Bo", "That one.", "B", "", "body", 1, (0, 3), parent=0, resolved=True),
        Remark("Bo", "Fine.", "B", "", ""),
    )
    before = Article("a.txt", (Text("T"),), (p("One."), p("Two words.")))
    after = Article("a.txt", (Text("T"),), (p("One."), p("Two words.")), remarks=remarks)

    data = written(b"", "a.txt", decisions_of(diff(before, after), before))

    assert revised(before, said(data)).remarks == remarks


def test_the_public_call_writes_lines_and_the_article_reads_so(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    source = tmp_path / "a.txt"
    line = "Rents rose for the ninth month in a row, the city said on Monday."
    source.write_text(f"Rents rise\n\n{line}\n\nWages did not follow that at all.\n", "utf-8")

    made = publish.decide(source, edit=[LineEdit(passage(line), "Rents **fell**.")])
    article = publish.normalise(publish.read(publish.load(source)), made)

    assert text_of(article.body[0]) == "Rents fell."
    assert publish.list_decisions(source) == (f'edit "{line}" → "Rents **fell**."',)
