"""decisions.toml: read, and written without touching what a person wrote."""

from __future__ import annotations

import pytest

from publish.decisions import DecisionsFile, decided, decisions_from, listed
from publish.errors import BrokenDecisions, SettingsError
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


# What a mistake costs, and where it is told


def test_a_mistake_in_one_table_is_no_concern_of_the_others() -> None:
    file = DecisionsFile(b'["a.txt"]\ntitel = "x"\n["b.txt"]\ntitle = "B"\n', "in/decisions.toml")

    with pytest.raises(BrokenDecisions) as caught:
        file.about("a.txt")

    assert caught.value.where == "in/decisions.toml:2"
    assert file.about("b.txt").title == "B"
    assert file.about("c.txt") == Decisions()


@pytest.mark.parametrize(
    "broken",
    ["published = 2008-13-45", 'strip = [\n{ text = "x" },', 'title = "x', "title", "a = [[" * 900],
)
def test_a_table_that_is_no_toml_costs_its_own_source(broken: str) -> None:
    text = f'["b.txt"]\ntitle = "B"\n\n["a.txt"]\n{broken}\n\n["c.txt".options]\nnumber = 1\n'
    file = DecisionsFile(text.encode(), "decisions.toml")

    with pytest.raises(BrokenDecisions, match="not valid TOML"):
        file.about("a.txt")

    assert file.about("b.txt").title == "B"
    assert file.about("c.txt").options == {"number": "1"}
    with pytest.raises(BrokenDecisions):
        decided(text.encode(), "b.txt", strip=["x"])  # nothing is written into what is broken


@pytest.mark.parametrize(
    "text",
    [
        '["b.txt"]\ntitle = "B"\n["a.txt"\ntitle = "A"\n',
        'x = \n["b.txt"]\ntitle = "B"\n',
        '["a.txt"]\ntitle = """\n["b.txt"]\ntitle = "B"\n',
        '["b.txt"]\ntitle = "B"\n["b.txt"]\ntitle = 2008-13-45\n["b.txt"]\nurl = "x"\n',
    ],
)
def test_where_nobody_can_say_which_table_is_broken_all_are(text: str) -> None:
    with pytest.raises(BrokenDecisions, match="not valid TOML"):
        DecisionsFile(text.encode(), "decisions.toml").about("b.txt")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"x = " + b"[" * 5000, b"x = " + b"1" * 5000])
def test_what_is_no_text_or_has_no_end_is_one_line(data: bytes) -> None:
    with pytest.raises(BrokenDecisions):
        DecisionsFile(data, "decisions.toml").about("a.txt")


def test_a_table_for_no_file_is_told_with_its_line_and_the_nearest_name() -> None:
    text = '["rents.txt"]\n["rent.txt"]\n["sub/a.txt"]\n[title]\n'
    file = DecisionsFile(f'when = "x"\n{text}'.encode(), "in/decisions.toml")

    told = [note.message for note in file.strangers(["rents.txt", "sales.txt"])]

    assert told[1] == "in/decisions.toml:3: no file rent.txt here; did you mean 'rents.txt'?"
    assert told[2].startswith("in/decisions.toml:4: no file sub/a.txt here; write a.txt into sub/")
    assert told[0].startswith("in/decisions.toml:1: when stands in no table")
    assert told[3].startswith("in/decisions.toml:5: no file title here")


def test_a_name_in_composed_letters_is_that_in_parted_ones() -> None:
    file = DecisionsFile('["cafe\u0301.txt"]\ntitle = "T"\n'.encode(), "decisions.toml")

    after = decided(b'["caf\xc3\xa9.txt"]\ntitle = "T"\n', "cafe\u0301.txt", strip=["x"])

    assert file.about("caf\u00e9.txt").title == "T"
    assert list(file.strangers(["caf\u00e9.txt"])) == []
    assert after.count(b"caf") == 1


# Writing


SHAPES = [
    BY_HAND,
    '["rents.txt".options]\nnumber = "1"\n\n["b.txt"]\n\n["rents.txt"]\ntitle = "T"\n',
    '"rents.txt" = { title = "T" }\n',
    '"rents.txt".title = "T"\n"rents.txt".options.number = "1"\n',
    '[["rents.txt".strip]]\ntext = "Photo by the author"\n\n["b.txt"]\ntitle = "B"\n',
    '["rents.txt"]\nstrip = [ # a\n  { text = "one" }, # b\n  # c\n  { text = "2" },\n]\n# d\n',
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("before", SHAPES)
def test_what_is_written_and_undone_leaves_the_file_as_it_was(
    before: str, mark: str, ends: str
) -> None:
    data = (mark + before.replace("\n", ends)).encode()
    held = DecisionsFile(data, "d").about("rents.txt").strip

    after = decided(data, "rents.txt", strip=["Share this"], values={"url": "https://a.example/"})
    lines = listed(after, "rents.txt")
    new = [at for at, line in enumerate(lines, 1) if "Share this" in line or "a.example" in line]
    back = decided(after, "rents.txt", undo=new)

    found = DecisionsFile(after, "d").about("rents.txt")
    assert (found.url, found.strip[:-1]) == ("https://a.example/", held)
    assert found.strip[-1].text == "Share this"
    assert after.count(b"\r\n") == (after.count(b"\n") if ends == "\r\n" else 0)
    assert after.startswith("\ufeff".encode()) == (mark != "")
    assert [line for line in before.splitlines() if "#" in line] == [
        line for line in after.decode("utf-8-sig").splitlines() if "#" in line
    ]
    assert decisions_from(back, "d") == decisions_from(data, "d")


def test_decisions_are_listed_in_the_order_of_the_file() -> None:
    assert listed(BY_HAND.encode(), "rents.txt") == (
        'title = "Rents rise again"',
        'byline = "Ann Ode"',
        'summary = "Rents rose for the ninth month."',
        'key_points = ["Nine months in a row", "Wages did not follow"]',
        'strip "Photo by the author"',
        'option number = "2026-017"',
        "option justify = true",
    )


def test_undoing_all_takes_the_table_out_and_leaves_the_others() -> None:
    both = decided(decided(b"", "a.txt", strip=["x"]), "b.txt", values={"title": "B"})

    assert decided(both, "a.txt", undo=[1]).decode().strip() == '["b.txt"]\ntitle = "B"'


def test_a_field_given_back_and_one_that_is_emptied_are_two_things() -> None:
    emptied = decided(BY_HAND.encode(), "rents.txt", values={"title": ""})
    back = decided(BY_HAND.encode(), "rents.txt", values={"title": None, "dateline": None})

    assert DecisionsFile(emptied, "d").about("rents.txt").title == ""
    assert DecisionsFile(back, "d").about("rents.txt").title is None
    assert "the desk's" not in back.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"titel": "x"}, "no field 'titel'"),
        ({"published": "2008-13-45"}, "published must be a date"),
        ({"url": "example"}, "not an address"),
        ({"url": "javascript:alert(1)"}, "not an address"),
        ({"language": "klingon!"}, "language must be the tag of a language"),
        ({"language": "jp"}, "language must be the tag of a language"),
        ({"restore": "x"}, "no field 'restore'"),
    ],
)
def test_what_cannot_be_decided_is_refused_before_it_is_written(
    values: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        decided(b"", "a.txt", values=values)


def test_a_hand_written_strip_gives_way_to_a_restore_of_the_same_words() -> None:
    by_hand = '["a.txt"]\nstrip = [{ text = "“Share”" }]\n'

    after = decided(by_hand.encode(), "a.txt", restore=['"Share"'])

    assert DecisionsFile(after, "d").about("a.txt").strip == ()
