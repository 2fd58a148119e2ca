"""The command line as a person and a script meet it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from publish.cli.build_line import CommandLine
from publish.model.recipe import Recipe
from publish.normaliser import RULES
from publish.settings import Options
from tests.cli import server

TEXT = """Rents rise again

By Ann Ode

Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday.

Landlords expect rents to rise again before the winter, a survey of four hundred of them says.

Share Tweet Email

Tags: housing, rents
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rents.txt").write_text(TEXT, "utf-8")
    return tmp_path


def run(
    folder: Path, *arguments: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    named = {**os.environ, "COLUMNS": "100", **environment}
    return server.run(folder, arguments, stdin, named)


def outputs(folder: Path) -> list[str]:
    into = folder / "output"
    return sorted(
        p.relative_to(into).as_posix()
        for p in into.rglob("*")
        if p.is_file() and ".publish" not in p.parts
    )


def test_a_folder_is_built_with_one_closing_line(folder: Path) -> None:
    done = run(folder, "build", "in", "--to", "json", "--to", "docx")

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"1 built in [\d.]+ s\n", done.stdout)
    assert outputs(folder) == ["rents.docx", "rents.json"]


def test_a_second_run_finds_everything_up_to_date(folder: Path) -> None:
    run(folder, "build", "in", "-t", "json")

    done = run(folder, "build", "in", "-t", "json")

    assert done.stdout.startswith("0 built, 1 up to date")


def test_one_bad_source_costs_one_line_and_exit_code_1(folder: Path) -> None:
    (folder / "in" / "a.bin").write_bytes(bytes(range(256)) * 10)
    (folder / "in" / "empty.txt").write_bytes(b" \n")

    done = run(folder, "build", "in", "-t", "json")

    assert done.returncode == 1
    assert outputs(folder) == ["rents.json"]
    failed = [line for line in done.stderr.splitlines() if line.startswith("failed")]
    assert [line.split()[1] for line in failed] == ["a.bin", "empty.txt"]
    assert "(source.unknown-format)" in failed[0]
    assert "(source.empty)" in failed[1]
    assert done.stderr.count("hint:") >= 1
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_said_and_the_others_are_built(folder: Path) -> None:
    done = run(folder, "build", "in/rents.txt", "in/no.txt", "-t", "json")

    assert done.returncode == 1
    assert "(source.missing)" in done.stderr
    assert outputs(folder) == ["rents.json"]


def test_standard_input_goes_to_one_file(folder: Path) -> None:
    done = run(folder, "build", "-", "-o", "brief.docx", stdin=TEXT.encode())

    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "brief.docx").read_bytes()[:2] == b"PK"
    assert sorted(p.name for p in folder.iterdir()) == ["brief.docx", "in"]


def test_words_on_the_command_line_set_the_fields_of_one_run(folder: Path) -> None:
    done = run(
        folder, "build", "in/rents.txt", "-o", "brief.json", "--title", "New", "--author", "Bo Li",
        "--author", "Cy Vu", "--date", "2024-01-21", "--outlet", "The Paper",
    )  # fmt: skip

    record = json.loads((folder / "brief.json").read_text("utf-8"))
    assert done.returncode == 0
    assert record["title"] == [{"type": "Text", "text": "New"}]
    assert record["byline"] == ["Bo Li", "Cy Vu"]
    assert (record["published"], record["outlet"]) == ("2024-01-21", "The Paper")


@pytest.mark.parametrize("bound", [(), ("--bundle", "The week")])
def test_one_title_for_several_articles_is_refused(folder: Path, bound: tuple[str, ...]) -> None:
    (folder / "in" / "tides.txt").write_bytes(TEXT.encode())

    done = run(folder, "build", "in", "-t", "json", "--title", "New", *bound)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 2
    assert "--title names one article, and there are 2 sources" in done.stderr
    assert outputs(folder) == []


def test_json_lines_say_what_became_of_each_source(folder: Path) -> None:
    (folder / "in" / "empty.txt").write_bytes(b"")

    done = run(folder, "build", "in", "-t", "json", "--json")

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["source"], line["status"]) for line in lines] == [
        ("empty.txt", "failed"),
        ("rents.txt", "built"),
    ]
    assert lines[0]["failure"]["code"] == "source.empty"
    assert set(lines[0]["failure"]) == {"code", "message", "hint"}
    assert set(lines[1]) == {
        *("source", "title", "status", "outputs", "pages", "lines", "notes", "failure"),
    }
    assert [line["title"] for line in lines] == ["", "Rents rise again"]
    assert [Path(path).name for path in lines[1]["outputs"]] == ["rents.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "Did you mean 'build'"),
        (["build"], "nothing to build"),
        (["build", "in", "--to", "pfd"], "did you mean 'pdf'?"),
        (["build", "in", "--layout", "breifing"], "did you mean 'briefing'?"),
        (["build", "in", "--set", "page.siez=a4"], "did you mean 'page.size'?"),
        (["build", "in", "--set", "letter"], "is not KEY=VALUE"),
        (["build", "in", "--limit", "page=3"], "did you mean 'pages'?"),
        (["build", "in", "--date", "Sunday"], "is not a date"),
        (["build", "in", "--retry", "all"], "failed"),
        (["rules", "tail.tags"], "did you mean 'tail.tag-list'?"),
        (["inspect", "in/rents.txt", "--stage", "print"], "is none of"),
        (["inspect", "in/rents.txt", "--restore", "99"], "no removal 99"),
        (["layouts", "show", "no"], "known: briefing"),
    ],
)
def test_wrong_use_is_answered_with_the_right_word_and_exit_code_2(
    folder: Path, arguments: list[str], said: str
) -> None:
    done = run(folder, *arguments)

    assert said in done.stderr
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_misspelt_setting_is_answered_with_the_right_one(folder: Path) -> None:
    (folder / "publish.toml").write_text('inot = "x"\n')

    done = run(folder, "build", "in")

    assert done.returncode == 2
    assert "did you mean 'into'?" in done.stderr


def test_settings_name_sources_formats_and_rules_that_are_off(folder: Path) -> None:
    (folder / "publish.toml").write_text(
        'from = "in"\ninto = "output"\nto = ["json"]\n[rules]\noff = ["tail.tag-list"]\n'
    )

    done = run(folder, "build")

    assert done.returncode == 0, done.stderr
    assert "Tags: housing, rents" in (folder / "output" / "rents.json").read_text("utf-8")


def test_a_rule_that_is_off_and_does_not_exist_is_answered_with_the_right_one(folder: Path) -> None:
    (folder / "publish.toml").write_text('[rules]\noff = ["tail.tags"]\n')

    done = run(folder, "build", "in", "-t", "json")

    assert done.returncode == 2
    assert "did you mean 'tail.tag-list'?" in done.stderr


def test_the_command_line_wins_over_the_settings_and_adds_to_them(folder: Path) -> None:
    (folder / "publish.toml").write_text(
        'to = ["xhtml"]\ncss = "no.css"\n[limits]\nblocks = 1\npages = 7\n'
        '[layouts.briefing]\ndesk = "City"\nnumber = "7-A"\n'
    )
    (folder / "more.css").write_text("p { color: teal }")

    refused = run(folder, "build", "in", "--limit", "pages=9", "--css", "more.css")
    without = run(folder, "build", "in", "--limit", "blocks=90")
    built = run(
        *(folder, "build", "in", "--limit", "blocks=90", "--css", "more.css"),
        *("--set", "number=9-Z", "-t", "xhtml", "-t", "json"),
    )

    assert "(limit.blocks)" in refused.stderr
    assert "no.css" in without.stderr
    assert (built.returncode, built.stderr) == (0, "")
    page = (folder / "output/rents/article.xhtml").read_text("utf-8")
    assert [word in page for word in ("City", "9-Z", "7-A")] == [True, True, False]
    assert any("teal" in path.read_text("utf-8") for path in folder.glob("output/**/*.css"))
    assert "rents.json" in outputs(folder)


def test_an_option_that_is_not_given_has_the_default_that_help_tells() -> None:
    options = {each.name: each.default for each in (*fields(Recipe), *fields(Options))}
    plain = {
        each.name: each.default
        for each in fields(CommandLine)
        if each.name in options and isinstance(options[each.name], str | bool | int)
    }

    assert {"into", "layout", "comments", "jobs", "strict", "attach_source"} <= plain.keys()
    assert plain == {name: options[name] for name in plain}


def test_strict_makes_a_doubt_a_failure(folder: Path) -> None:
    (folder / "in" / "rents.txt").write_text(TEXT.replace("Rents rise again\n", ""), "utf-8")

    lax = run(folder, "build", "in", "-t", "json")
    strict = run(folder, "build", "in", "-t", "json", "-o", "other", "--strict")

    assert lax.returncode == 0
    assert "(metadata.no-title)" in lax.stderr
    assert strict.returncode == 1
    assert not (folder / "other" / "rents.json").exists()


def test_quiet_says_nothing_when_all_is_well(folder: Path) -> None:
    done = run(folder, "build", "in", "-t", "json", "-q")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_epoch_of_the_environment_dates_the_files(folder: Path) -> None:
    done = run(folder, "build", "in", "-t", "xhtml", SOURCE_DATE_EPOCH="1705795200")

    assert done.returncode == 0, done.stderr
    assert "2024-01-21T00:00:00Z" in (folder / "output/rents/manifest.json").read_text("utf-8")
    assert run(folder, "build", "in", SOURCE_DATE_EPOCH="today").returncode == 2


def test_inspect_shows_removals_in_place_with_rule_and_reason(folder: Path) -> None:
    done = run(folder, "inspect", "in/rents.txt")

    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[0] == "Rents rise again"
    assert "byline     Ann Ode" in lines
    at = lines.index("~  5  Share Tweet Email")
    assert lines[at + 1].startswith("      chrome.share-bar, line 9: nothing but share words")
    assert lines.index("~  6  Tags: housing, rents") > at
    assert "\x1b" not in done.stdout


def test_what_inspect_restores_every_later_build_honours(folder: Path) -> None:
    restored = run(folder, "inspect", "in/rents.txt", "--restore", "5", "--strip", "4")
    run(folder, "build", "in", "-t", "json")

    record = json.loads((folder / "output" / "rents.json").read_text("utf-8"))
    body = json.dumps(record["body"])
    assert restored.returncode == 0, restored.stderr
    assert "Share Tweet Email" in body
    assert "Landlords" not in body
    assert (folder / "in" / "decisions.toml").exists()


def test_inspect_writes_a_page_that_needs_nothing_else(folder: Path) -> None:
    done = run(folder, "inspect", "in/rents.txt", "--html", "page.html")

    page = (folder / "page.html").read_text("utf-8")
    assert done.returncode == 0
    assert "<del>Share Tweet Email</del>" in page
    assert not re.search(r'(src|href)="', page)


@pytest.mark.parametrize("stage", ["draft", "article", "removals"])
def test_words_are_shown_as_they_read_and_never_as_escapes(folder: Path, stage: str) -> None:
    page = (
        "<body><h1>Ann\u00a0Ode’s 3\u202fflats</h1><p>Rents rose by 9\u00a0%, the ci\u00adty said "
        "on Mon\u200bday, and its word for it is می\u200cخواهم, with a family of \U0001f468\u200d"
        "\U0001f469 \u200fand so on.</p><p>Tags: new\u00a0flats, rents\u2009up, ho\u00adme</p>"
    )
    (folder / "in" / "spaces.html").write_text(page, "utf-8")

    done = run(folder, "inspect", "in/spaces.html", "--stage", stage)

    seen = done.stdout
    assert done.returncode == 0, done.stderr
    assert "\\x" not in seen
    assert "\\u" not in seen
    assert "Ann Ode’s 3 flats" in seen
    if stage != "removals":
        assert "Rents rose by 9 %, the city said on Monday" in " ".join(seen.split())
    if stage == "article":
        assert "می\u200cخواهم" in seen
        assert "\U0001f468\u200d\U0001f469 and so on" in " ".join(seen.split())
    assert "new flats, rents up, home" in " ".join(seen.split())


def test_control_signs_of_a_page_never_reach_the_terminal(folder: Path) -> None:
    page = '<body><p class="a&#27;[31m">Rents rose&#27;[2J, the city &#8238;said&#8236; today.</p>'
    (folder / "in" / "signs.html").write_text(page, "utf-8")

    done = run(folder, "inspect", "in/signs.html", "--stage", "draft")

    assert done.returncode == 0, done.stderr
    assert not {"\x1b", "\u202e", "\u202c"} & set(done.stdout)


@pytest.mark.parametrize("stage", ["draft", "article", "removals", "html"])
def test_every_stage_can_be_shown(folder: Path, stage: str) -> None:
    done = run(folder, "inspect", "in/rents.txt", "--stage", stage)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Rents" in done.stdout


def test_removals_are_json_lines_for_a_script(folder: Path) -> None:
    done = run(folder, "inspect", "in/rents.txt", "--stage", "removals", "--json")

    assert [json.loads(line)["rule"] for line in done.stdout.splitlines()] == [
        "head.title",
        "head.byline",
        "chrome.share-bar",
        "tail.tag-list",
    ]


def test_rules_are_listed_and_one_is_explained_by_running_it(folder: Path) -> None:
    listed = run(folder, "rules").stdout
    explained = run(folder, "rules", "tail.tag-list").stdout

    assert [line.split()[0] for line in listed.splitlines()] == [rule.id for rule in RULES]
    assert "  ~ Tags: housing, rents, city council" in explained
    assert "Reason: labelled “Tags”" in explained


def test_a_layout_of_ones_own_is_started_and_used(folder: Path) -> None:
    made = run(folder, "layouts", "new", "house", "--from", "briefing")
    (folder / "layouts" / "house" / "common.css").write_text("/* ours */\n")

    listed = run(folder, "layouts", "list").stdout
    built = run(folder, "build", "in", "-t", "xhtml", "-l", "house")

    assert made.returncode == 0, made.stderr
    assert "(yours)" in listed
    assert built.returncode == 0, built.stderr
    assert run(folder, "layouts", "new", "house").returncode == 2


def test_a_project_s_editions_are_built_when_no_source_is_named(folder: Path) -> None:
    settings = 'from = "in"\nto = "json"\n[[edition]]\ntitle = "The week"\norder = "-date"\n'
    (folder / "publish.toml").write_text(settings, "utf-8")

    whole = run(folder, "build", "-o", "editions")
    named = run(folder, "build", "in", "-o", "single")

    assert (whole.returncode, named.returncode) == (0, 0), whole.stderr + named.stderr
    assert [path.name for path in (folder / "editions").glob("*.json")] == ["the-week.json"]
    assert "the-week.json" not in [path.name for path in (folder / "single").glob("*.json")]


def test_show_tells_kind_and_bounds_of_an_option(folder: Path) -> None:
    shown = run(folder, "layouts", "show", "briefing").stdout

    assert "Extends: base" in shown
    assert "default: 10.5pt; length; at least 7pt, at most 24pt" in shown
    assert "also per article" in shown


def test_check_says_that_all_is_in_order(folder: Path) -> None:
    done = run(folder, "check", "--json")

    checks = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stdout
    assert {"python", "pango", "print parts", "settings", "layout briefing", "fonts"} <= {
        each["check"] for each in checks
    }


def test_an_output_folder_that_cannot_be_written_is_exit_code_73(folder: Path) -> None:
    (folder / "output").write_text("a file")

    done = run(folder, "build", "in", "-t", "json")

    assert done.returncode == 73
    assert "(save.unwritable)" in done.stderr


def test_help_names_every_verb_and_loads_nothing_heavy(folder: Path) -> None:
    done = run(folder, "--help")
    code = (
        "import sys\nsys.argv = ['publish', '--help']\nfrom publish.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('weasyprint', 'docx', 'jinja2', 'lxml', 'rich', 'numpy', 'PIL')"
        " if m in sys.modules], file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert all(verb in done.stdout for verb in ("build", "inspect", "rules", "layouts", "check"))
    assert loaded.stderr.strip() == "[]"


def test_a_bug_of_ours_is_said_in_a_line_and_is_exit_code_70(folder: Path) -> None:
    code = "from publish.cli import app, main\n@app.command()\ndef boom(): {}['x']\nmain()"

    done = subprocess.run([sys.executable, "-c", code, "boom"], capture_output=True, text=True)

    assert done.returncode == 70
    assert "KeyError: 'x'  (bug)" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_version_is_the_packages(folder: Path) -> None:
    from importlib.metadata import version

    assert run(folder, "--version").stdout == f"publish {version('publish')}\n"
