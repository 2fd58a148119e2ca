"""decisions.toml: read, and written without touching what a person wrote."""

from __future__ import annotations

import pytest

from publish.decisions import decided, decisions_from
from publish.errors import BrokenDecisions
from publish.model.article import Decisions, Passage
from publish.model.walk import digest_of

BY_HAND = """\
# what we know better
["rents.txt"]
title = "Rents rise again"   # the desk's
byline = "Ann Ode"
summary = "Rents rose for the ninth month."
key_points = ["Nine months in a row", "Wages did not follow"]
strip = [{ text = "Photo by the author" }]

["rents.txt".options]
number = "2026-017"
justify = true
"""


def test_every_field_of_the_file_reaches_the_article() -> None:
    (found,) = decisions_from(BY_HAND.encode(), "decisions.toml").values()

    assert found == Decisions(
        title="Rents rise again",
        byline=("Ann Ode",),
        summary="Rents rose for the ninth month.",
        key_points=("Nine months in a row", "Wages did not follow"),
        strip=(Passage(digest_of("Photo by the author"), "Photo by the author"),),
        options={"number": "2026-017", "justify": "true"},
    )


def test_a_field_that_is_set_to_nothing_is_not_a_field_left_out() -> None:
    found = decisions_from(b'["a.txt"]\noutlet = ""\nbyline = []\n', "decisions.toml")["a.txt"]

    assert (found.outlet, found.byline, found.title) == ("", (), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('["a.txt"]\ntitel = "x"', "no setting"),
        ('["a.txt"]\ntitle = 3', "title must be text"),
        ('["a.txt"]\nstrip = ["x"]', "must be a table"),
        ('["a.txt"]\npublished = "2008-13-45"', "published must be a date"),
        ('["a.txt"]\nupdated = "last week"', "updated must be a date"),
        ('["a.txt"]\npublished = 2024', "published must be a date"),
        ('["a.txt"]\nstrip = [{ digset = "x" }]', "no setting"),
        ('title = "x"', "must be a table"),
        ("[", "not valid TOML"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(text: str, message: str) -> None:
    with pytest.raises(BrokenDecisions, match=message) as caught:
        decisions_from(text.encode(), "sub/decisions.toml")

    line = 1 + text.count("\n") if text != "[" else 1
    assert caught.value.where == f"sub/decisions.toml:{line}"


def test_a_date_may_stand_without_quotes() -> None:
    found = decisions_from(b'["a.txt"]\npublished = 2024-01-21\nupdated = ""', "decisions.toml")

    assert (found["a.txt"].published, found["a.txt"].updated) == ("2024-01-21", "")


def test_a_misspelt_field_is_answered_with_the_right_one() -> None:
    with pytest.raises(BrokenDecisions) as caught:
        decisions_from(b'["a.txt"]\ntitel = "x"', "decisions.toml")

    assert caught.value.hint == "did you mean 'title'?"


def test_what_is_written_is_what_is_read() -> None:
    data = decided(
        b"", "a b.txt", restore=["Tags: x"], strip=["Share  this"], values={"title": "T"}
    )

    assert decisions_from(data, "decisions.toml") == {
        "a b.txt": Decisions(
            title="T",
            restore=(Passage(digest_of("Tags: x"), "Tags: x"),),
            strip=(Passage(digest_of("Share this"), "Share this"),),
        )
    }


def test_a_written_decision_leaves_the_comments_of_a_person_alone() -> None:
    after = decided(BY_HAND.encode(), "other.txt", restore=["Tags: x"]).decode()

    assert after.startswith(BY_HAND)


def test_saying_the_same_twice_writes_it_once() -> None:
    once = decided(b"", "a.txt", restore=["Tags: x"])

    assert decided(once, "a.txt", restore=["Tags:  x"]) == once


def test_a_later_word_replaces_an_earlier_one_about_the_same_passage() -> None:
    stripped = decided(b"", "a.txt", strip=["Tags: x", "Share"])

    found = decisions_from(decided(stripped, "a.txt", restore=["Tags: x"]), "d")["a.txt"]

    assert [passage.text for passage in found.restore] == ["Tags: x"]
    assert [passage.text for passage in found.strip] == ["Share"]


def test_words_on_the_command_line_win_over_the_file() -> None:
    below = Decisions(title="File", outlet="File", strip=(Passage("1"),), options={"a": "1"})
    above = Decisions(title="Run", strip=(Passage("2"),), options={"b": "2"})

    assert above.over(below) == Decisions(
        title="Run",
        outlet="File",
        strip=(Passage("1"), Passage("2")),
        options={"a": "1", "b": "2"},
    )
