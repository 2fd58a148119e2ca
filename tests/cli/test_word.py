"""Word files at the command line: their words, their tracked changes, and cleaning on request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.word_files import line, row, table, word_file
from tests.word_files import run as words

_WHO = 'w:id="1" w:author="Ann Ode" w:date="2024-01-21T10:00:00Z"'
_PROSE = "Rents rose for the ninth month in a row while wages stood still, the city said on Monday."
_CHANGED = line(
    "Rents ",
    f"<w:ins {_WHO}>{words('rose')}</w:ins>",
    f"<w:del {_WHO}><w:r><w:delText>fell</w:delText></w:r></w:del>",
    " again, the city said.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    note = f'<w:footnote w:id="1">{line("By the city.")}</w:footnote>'
    (tmp_path / "in" / "rents.docx").write_bytes(
        word_file(
            line("Rents rise", style="Title"),
            _CHANGED,
            line(_PROSE, '<w:r><w:footnoteReference w:id="1"/></w:r>'),
            table(row("Year", "Rent"), row("2024", "80")),
            line("Sign up for our newsletter"),
            parts={"footnotes": note},
        )
    )
    return tmp_path


def test_the_words_of_a_draft_are_printed_and_nothing_else(folder: Path) -> None:
    done = run(folder, "inspect", "--stage", "words", "in/rents.docx")

    assert done.stdout.splitlines() == [
        "Rents rise",
        "Rents rose again, the city said.",
        _PROSE,
        "By the city.",
        "Year Rent",
        "2024 80",
        "Sign up for our newsletter",
    ]


def test_words_are_told_of_every_format_and_as_json(folder: Path) -> None:
    (folder / "a.md").write_text("# Rents\n\n- one\n- two\n", "utf-8")

    plain = run(folder, "inspect", "--stage", "words", "a.md")
    as_json = run(folder, "inspect", "--stage", "words", "--json", "a.md")

    assert plain.stdout.splitlines() == ["Rents", "one", "two"]
    assert [json.loads(each) for each in as_json.stdout.splitlines()] == ["Rents", "one\ntwo"]


def test_tracked_changes_are_read_as_they_are_asked_for(folder: Path) -> None:
    shown = run(folder, "inspect", "--stage", "words", "--changes", "show", "in/rents.docx")
    built = run(folder, "build", "in", "--to", "json", "--changes", "reject")

    assert "Rents rosefell again" in shown.stdout
    assert built.returncode == 0
    assert "Rents fell again" in (folder / "output" / "rents.json").read_text("utf-8")


def test_a_way_to_read_changes_that_there_is_not_names_the_nearest(folder: Path) -> None:
    done = run(folder, "build", "in", "--to", "json", "--changes", "acept")

    assert done.returncode == 2
    assert "did you mean 'accept'?" in done.stderr


def test_a_word_file_is_judged_by_names_and_by_the_model_on_request_alone(folder: Path) -> None:
    plain = run(folder, "inspect", "--stage", "removals", "in/rents.docx")
    clean = run(folder, "inspect", "--stage", "removals", "--clean", "in/rents.docx")

    assert "head.styles" in plain.stdout
    assert "model." not in plain.stdout
    assert "head.styles" in clean.stdout


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        (word_file(line("x"))[:-40], "the file is damaged"),
    ],
)
def test_what_is_no_word_file_fails_in_a_line(folder: Path, data: bytes, said: str) -> None:
    (folder / "bad.doc").write_bytes(data)

    done = run(folder, "inspect", "bad.doc")

    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
