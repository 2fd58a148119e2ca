"""What a run tells of its notes: each kind once, by weight; the rest in a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import TEXT, run

PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title></head><body>
<header><a href="/"><img src="logo.svg" alt="The Courier"></a>
<nav><a href="javascript:menu()">Menu</a> <a href="/city">City</a> <u>Sport</u></nav></header>
<main><article><h1>{title}</h1><p>By Ann Ode</p>
<div class="share-bar"><a href="javascript:share()">Share</a> <a href="#">Tweet</a></div>
<p>Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday.</p>
{inside}
<p>Landlords expect rents to rise again before the winter, a survey of {number} of them says.</p>
<div class="newsletter"><p>The city in five minutes, each morning.</p><form>
<input type="checkbox" checked> I agree <button>Subscribe</button></form></div>
<p>The council wants to build six hundred flats on the yard, of which a third are to be cheap.</p>
</article><aside class="related"><h3>More</h3><a href="/1"><img src="/t/1.jpg" alt="A tram">
The trams run again after the flood</a></aside></main>
<section class="comments"><h2>Comments</h2><img src="/avatar/7.png" alt=""><p>Good piece.</p>
<a href="javascript:reply()">Reply</a></section>
<iframe src="https://weather.example.net/widget?city=port" title="Weather"></iframe>
<footer><a href="javascript:consent()">Cookie settings</a> <u>Imprint</u></footer></body></html>
"""
MISSED = '<figure><img src="yard.jpg" alt="The yard"></figure>'
DROPPED = (
    '<p>The council has put <a href="javascript:plan()">the plan</a> online for all to read.</p>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


def save(folder: Path, name: str, *inside: str) -> None:
    title = f"Rents rise again in {name[0].upper()}"
    # Each is an article of its own: with other figures none is the same as another.
    page = PAGE.format(title=title, inside="\n".join(inside), number=100 + ord(name[0]))
    (folder / "in" / name).write_text(page, "utf-8")


def test_a_clean_page_among_its_furniture_has_no_note(folder: Path) -> None:
    save(folder, "a.html")

    done = run(folder, "build", "in", "-t", "json", "--notes")

    record = json.loads((folder / "output" / "a.json").read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "notes" not in record
    assert {gone["rule"] for gone in record["removals"]} >= {"body.missing-picture"}


def test_each_kind_of_doubt_is_told_once_and_the_rest_in_one_line(folder: Path) -> None:
    for name in ("a.html", "b.html", "c.html", "d.html"):
        save(folder, name, MISSED, DROPPED)
    save(folder, "e.html", DROPPED)

    first = run(folder, "build", "in", "-t", "json")
    again = run(folder, "build", "in", "-t", "json")

    assert first.stderr.splitlines() == [
        (
            "doubt    a.html, b.html, c.html and 1 more  4 times: picture not found: yard.jpg"
            "  (body.missing-picture)"
        ),
        "         hint: save the page with its pictures, beside it or in one file",
        "5 more notes: 5 for information; --notes lists all",
    ]
    assert again.stderr == "9 more notes: 9 of what is up to date; --notes lists all\n"
    assert again.stdout.startswith("0 built, 5 up to date")


def test_what_is_wrong_is_told_before_what_is_doubtful(folder: Path) -> None:
    save(folder, "a.html", MISSED)
    (folder / "in" / "b.html").write_text(
        "<title>Sign in</title><h1>Sign in</h1><p>Please log in to continue.</p>"
        "<p>User name</p><p>Password</p><p>Forgot your password?</p>"
    )

    done = run(folder, "build", "in", "-t", "json")

    told = [line.split()[:2] for line in done.stderr.splitlines() if "hint" not in line]
    assert told == [["wrong", "b.html"], ["doubt", "a.html"]]


def test_notes_lists_every_one_with_its_place(folder: Path) -> None:
    save(folder, "a.html", MISSED, DROPPED)
    run(folder, "build", "in", "-t", "json")

    done = run(folder, "build", "in", "-t", "json", "--notes")

    assert [line.partition("block")[0] for line in done.stderr.splitlines()] == [
        "info     a.html  ",
        "doubt    a.html  ",
    ]


def test_json_lines_have_all_notes_with_their_weights(folder: Path) -> None:
    save(folder, "a.html", MISSED, DROPPED)

    done = run(folder, "build", "in", "-t", "json", "--json")

    (line,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.stderr == ""
    assert [set(note) for note in line["notes"]] == 2 * [{"code", "weight", "message", "origin"}]
    assert [(note["code"], note["weight"]) for note in line["notes"]] == [
        ("link.dropped", "info"),
        ("body.missing-picture", "doubt"),
    ]


def test_inspect_shows_the_weight_of_each_note(folder: Path) -> None:
    save(folder, "a.html", MISSED, DROPPED)

    shown = run(folder, "inspect", "in/a.html").stdout
    run(folder, "inspect", "in/a.html", "--html", "page.html")

    assert "\ndoubt: block " in shown
    assert "\ninfo: block " in shown
    assert "<li>doubt: block " in (folder / "page.html").read_text("utf-8")


def test_strict_fails_on_doubts_of_what_is_up_to_date_and_passes_information(
    folder: Path,
) -> None:
    save(folder, "a.html", MISSED)
    save(folder, "b.html", DROPPED)
    run(folder, "build", "in", "-t", "json")

    strict = run(folder, "build", "in", "-t", "json", "--strict")

    lines = strict.stderr.splitlines()
    assert strict.returncode == 1
    assert lines[0] == (
        "failed   a.html  “Rents rise again in A”: "
        "--strict: picture not found: yard.jpg  (article.doubtful)"
    )
    assert [line.split()[0] for line in lines[1:]] == ["doubt", "hint:", "1"]
    assert strict.stdout.startswith("0 built, 1 up to date, 1 failed")


def test_quiet_tells_no_notes(folder: Path) -> None:
    save(folder, "a.html", MISSED)

    done = run(folder, "build", "in", "-t", "json", "-q", "--notes")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_text_tells_its_doubt_with_what_to_do(folder: Path) -> None:
    (folder / "in" / "rents.txt").write_text(TEXT.replace("Rents rise again\n", ""), "utf-8")

    done = run(folder, "build", "in", "-t", "json")

    assert done.stderr.splitlines() == [
        (
            "doubt    rents.txt  no title was found; the file's name stands in its place"
            "  (metadata.no-title)"
        ),
        "         hint: set it: --title, or title in decisions.toml",
    ]
