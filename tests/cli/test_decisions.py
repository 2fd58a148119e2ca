"""An editor's day at the command line: numbers that stay, fields, and taking back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run

TEXT = """Rents rise again

By Ann Ode

LONDON — Rents rose for the ninth month in a row, and the city sees no end to it, it said today.

Landlords "expect" rents to rise again -- before the winter, a survey of four hundred says...

- one thing that matters
- two things that matter
- three things that matter

Share on Facebook

Related
Wages stand still again
Houses cost more than ever

The city will look at the rents again in the spring, when the new figures are expected to come.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rents.txt").write_text(TEXT, "utf-8")
    return tmp_path


def numbers(shown: str) -> dict[str, str]:
    """The first words behind each number that inspect shows; ~ before what is out."""
    above = shown.partition("decisions (--undo")[0]
    rows = [line for line in above.splitlines() if line[:4].strip(" ~").isdigit()]
    return {line[:4].strip(" ~"): line[:1].strip() + line[6:26] for line in rows}


def test_a_block_keeps_its_number_whatever_is_decided_about_it_and_others(folder: Path) -> None:
    before = numbers(run(folder, "inspect", "in/rents.txt").stdout)
    stripped = run(folder, "inspect", "in/rents.txt", "--strip", "4", "--strip", "6")
    brought = run(folder, "inspect", "in/rents.txt", "--restore", "8", "--restore", "10")
    back = run(folder, "inspect", "in/rents.txt", "--restore", "4")

    assert before.keys() == numbers(stripped.stdout).keys() == numbers(back.stdout).keys()
    assert numbers(stripped.stdout)["4"] == '~Landlords "expect" r'
    assert numbers(stripped.stdout)["6"] == "~- two things that mat"[:21]
    assert numbers(brought.stdout)["8"] == "Share on Facebook"
    assert numbers(brought.stdout)["9"] == "~Related"
    assert numbers(brought.stdout)["10"].startswith("Wages stand still")
    assert numbers(brought.stdout)["11"].startswith("~Houses cost more")
    assert numbers(back.stdout)["4"] == "Landlords “expect” r"
    assert numbers(back.stdout)["6"].startswith("~")
    assert "decision.unmatched" not in back.stdout + brought.stdout + stripped.stdout


def test_a_heading_that_goes_leaves_its_words_in_the_text(folder: Path) -> None:
    text = TEXT.replace("\n- one thing", "\nThe city\n\n- one thing").replace(
        "Landlords", "The city"
    )
    (folder / "in" / "rents.txt").write_text(text, "utf-8")

    shown = numbers(run(folder, "inspect", "in/rents.txt", "--strip", "5").stdout)

    assert shown["5"] == "~The city"
    assert shown["4"].startswith("The city “expect”")
    assert shown["13"].startswith("The city will")


def test_what_is_written_are_the_words_of_the_source(folder: Path) -> None:
    run(folder, "inspect", "in/rents.txt", "--strip", "4-5")

    written = (folder / "in" / "decisions.toml").read_text("utf-8")
    assert 'Landlords \\"expect\\" rents to rise again -- before' in written
    assert "- one thing that matters" in written


def test_fields_are_set_given_back_and_undone_by_number(folder: Path) -> None:
    run(
        folder, "inspect", "in/rents.txt", "--field", "title=Rents, again", "--field", "tags=rents",
        "--field", "tags=city", "--field", "date=2024-01-21", "--field", "author=Bo Li",
        "--field", "author-note=Bo Li is a reporter.", "--strip", "4",
    )  # fmt: skip
    shown = run(folder, "inspect", "in/rents.txt", "--field", "title=").stdout
    undone = run(folder, "inspect", "in/rents.txt", "--undo", "1", "--undo", "5").stdout

    assert shown.splitlines()[0] == "Rents rise again"
    assert "byline     Bo Li" in shown
    assert "published  2024-01-21" in shown
    assert "      Bo Li is a reporter." in shown
    assert [line for line in shown.partition("--undo N")[2].splitlines()[1:] if line] == [
        '   1  tags = ["rents", "city"]',
        '   2  published = "2024-01-21"',
        '   3  byline = ["Bo Li"]',
        '   4  author_note = "Bo Li is a reporter."',
        *[f"   5  strip {json.dumps(TEXT.splitlines()[6])}"],
    ]
    assert "rents, city" not in undone
    assert numbers(undone)["4"].startswith("Landlords")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--field", "titel=x"], "no field 'titel'"),
        (["--field", "title"], "is not NAME=TEXT"),
        (["--field", "title=x", "--field", "title=y"], "title is given twice"),
        (["--field", "published=2008-13-45"], "published must be a date"),
        (["--undo", "1"], "there is no decision"),
        (["--strip", "99"], "there is no block 99; the last one is 12"),
        (["--restore", "4"], "there is no removal 4; removed are 1, 2, 8"),
        (["--restore", "x"], "'x' is no number of a block"),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_writes_nothing(
    folder: Path, arguments: list[str], message: str
) -> None:
    done = run(folder, "inspect", "in/rents.txt", *arguments)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "in" / "decisions.toml").exists()


def test_a_wrong_key_names_file_and_line_and_a_table_for_no_file_is_told(folder: Path) -> None:
    (folder / "in" / "sales.txt").write_text(TEXT.replace("Rents", "Sales"), "utf-8")
    text = '["sale.txt"]\n["rents.txt"]\npublished = "2008-13-45"\n["sales.txt"]\ntitle = "S"\n'
    (folder / "in" / "decisions.toml").write_text(text, "utf-8")

    done = run(folder, "build", "in", "-t", "json")
    strict = run(folder, "build", "in/sales.txt", "-t", "json", "--strict")
    inspected = run(folder, "inspect", "in/rents.txt")

    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "decisions.toml" in line]
    assert told[0].startswith('failed   rents.txt  in/decisions.toml:3: "rents.txt".published must')
    assert told[1].startswith("doubt    in/decisions.toml:1: no file sale.txt here; did you mean")
    assert done.stdout.startswith("1 built, 1 failed")
    assert "failed   decisions.toml  in/decisions.toml:1: no file sale.txt" in strict.stderr
    assert inspected.stderr.startswith("publish: in/decisions.toml:3:")


def test_the_address_of_one_article_is_set_for_one_run(folder: Path) -> None:
    address = "https://paper.example/rents"
    one = run(folder, "build", "in/rents.txt", "-o", "a.json", "--url", address)
    (folder / "in" / "sales.txt").write_text(TEXT.replace("Rents", "Sales"), "utf-8")
    two = run(folder, "build", "in", "-t", "json", "--url", address)
    none = run(folder, "build", "in/rents.txt", "-o", "b.json", "--url", "paper")

    assert one.returncode == 0
    assert json.loads((folder / "a.json").read_text("utf-8"))["url"] == address
    assert (two.returncode, none.returncode) == (2, 2)
    assert "--url names one article, and there are 2 sources" in two.stderr
    assert "'paper' is not an address" in none.stderr


def test_an_edited_line_is_shown_with_its_old_words_and_taken_back_by_number(folder: Path) -> None:
    (folder / "in" / "decisions.toml").write_text(
        '["rents.txt"]\n'
        'edit = [{ text = "two things that matter", now = "*two* things" }]\n'
        'insert = [{ after = "three things that matter", text = "A new line."}]\n'
        'remark = [{ author = "Bo", text = "So?" }]\n',
        "utf-8",
    )

    shown = run(folder, "inspect", "in/rents.txt").stdout
    page = run(folder, "inspect", "in/rents.txt", "--html", "page.html")
    records = run(folder, "inspect", "in/rents.txt", "--stage", "removals", "--json").stdout
    back = run(folder, "inspect", "in/rents.txt", "--undo", "1").stdout
    refused = run(folder, "inspect", "in/rents.txt", "--restore", "6")

    struck = shown.index("~  6  two things that matter\n      decision.edit")
    assert struck < shown.index("   6  • two things\n")
    assert "   +  A new line." in shown
    assert '1  edit "two things that matter" → "*two* things"' in shown
    assert page.returncode == 0
    assert "<del>two things that matter</del>" in (folder / "page.html").read_text("utf-8")
    edited = [json.loads(line) for line in records.splitlines() if "decision.edit" in line]
    assert [each["text"] for each in edited] == ["two things that matter"]
    assert "   6  • two things that matter" in back
    assert "there is no removal 6" in refused.stderr
