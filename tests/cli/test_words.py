"""The words of the command line that name files: right, or one clear line each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish.batch import single_format
from tests.batch.kit import articles
from tests.batch.kit import run as in_process
from tests.cli.test_cli import outputs, run

FILES = ("in/a.txt", "in/n/b.txt", "in/n/m/b.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles(tmp_path, *FILES)
    for name in FILES:  # to recognise the language takes a new worker most of a second
        path = tmp_path / name
        said = f'["{path.name}"]\nlanguage = "en"\n'
        path.with_name("decisions.toml").write_text(said, "utf-8")
    return tmp_path


def build(folder: Path, *words: str, stdin: bytes = b"") -> tuple[int, str]:
    done = run(folder, "build", *words, stdin=stdin)
    return done.returncode, done.stderr


def test_a_list_of_files_is_built_as_its_folder_would_be(folder: Path) -> None:
    paths = [b"in/a.txt", b"./in/n/b.txt", b"in/n/m/b.txt", b""]
    (folder / "list").write_bytes(b"\r\n".join(paths))

    by_list = run(folder, "build", "--from-file", "list", "-t", "json")
    by_find = run(folder, "build", "--from-file", "-", "-t", "json", stdin=b"\0".join(paths))

    assert (by_list.returncode, outputs(folder)) == (0, ["a.json", "n/b.json", "n/m/b.json"])
    assert by_find.stdout.startswith("0 built, 3 up to date")


def test_what_does_not_lie_below_the_folder_that_is_said_fails(folder: Path) -> None:
    code, said = build(folder, "in/a.txt", "--below", "in/n", "-t", "json")

    assert (code, f"does not lie below {folder}/in/n/" in said) == (1, True)


def test_a_missing_file_of_a_list_is_told_and_no_pattern(folder: Path) -> None:
    articles(folder, "in/x1.txt")

    code, said = build(folder, "--from-file", "-", "-t", "json", stdin=b"in/x[1].txt\n")

    assert (code, "nothing stands here" in said) == (1, True)
    assert build(folder, "--from-file", "-", stdin=b"\n\n")[0] == 2
    assert build(folder, "-", "--from-file", "-", stdin=b"in/a.txt")[0] == 2
    assert build(folder, "--from-file", "none")[0] == 1


@pytest.mark.parametrize(
    ("into", "told"),
    [
        ("brief.doc", "did you mean brief.docx?"),
        ("brief.pfd", "did you mean brief.pdf?"),
        ("brief.odt", "a file ends in .pdf, .docx, .epub or .json"),
        ("-", "results are not written to standard output"),
    ],
)
def test_what_cannot_be_written_is_said_before_anything_is_made(
    folder: Path, into: str, told: str
) -> None:
    code, said = build(folder, "in/a.txt", "-o", into)

    assert (code, told in said) == (2, True)
    assert len(said.splitlines()) == 2
    assert not (folder / into).exists()


def test_a_folder_may_be_called_as_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "brief.doc").mkdir()

    for into in ("week.doc/", "brief.doc", "v1.2", "courier.example", "week.xhtml"):
        assert single_format(f"{tmp_path}/{into}") == ""


def test_formats_may_stand_in_one_word(folder: Path) -> None:
    in_process(folder / "in/a.txt", folder / "output", "json, xhtml")

    assert {"a.json", "a/article.xhtml"} <= set(outputs(folder))
    assert "did you mean 'docx'?" in build(folder, "in/a.txt", "-t", "json,doc")[1]


@pytest.mark.parametrize("verb", ["build", "inspect", "merge", "compare", "learn"])
def test_an_address_is_answered_with_what_to_do(folder: Path, verb: str) -> None:
    words = ("https://site.example/rents", *(("in/a.txt",) if verb == "compare" else ()))

    done = run(folder, verb, *words)

    assert done.returncode in (1, 2)
    assert "publish reads files, no addresses" in done.stderr
    assert "curl -s https://site.example/rents | publish build -" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inspect", "s3://bucket/a.html"), "this verb reads files of this machine"),
        (("compare", "s3://bucket/a.html", "in/a.txt"), "this verb reads files of this machine"),
        (("merge", "s3://bucket/a.docx"), "this verb reads files of this machine"),
        (("build", "s3://bucket/a", "--watch"), "--watch sees changes on this machine alone"),
        (("build", "s4://bucket/a"), "s4:// is not known"),
        (("build", "s3://me:secret@bucket/a"), "a name or a password stands in the address"),
    ],
)
def test_what_is_not_done_with_an_object_of_a_store_is_one_line(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    done = run(folder, *words)

    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_folder_that_may_not_be_written_is_one_line_and_73(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    command = [sys.executable, "-m", "publish", "build", "in/a.txt", "-o"]
    if os.geteuid() == 0:  # whom no permission stops
        drop = "-dac_override,-dac_read_search"
        command = ["setpriv", "--bounding-set", drop, *command]

    for into in ("closed", "closed/deep/er", "closed/brief.json", "in/a.txt/x"):
        done = subprocess.run([*command, into], cwd=folder, capture_output=True, check=False)
        assert (into, done.returncode) == (into, 73), done.stderr
        assert len(done.stderr.splitlines()) == 2


def test_settings_of_a_folder_above_are_told_and_not_used(folder: Path) -> None:
    (folder / "publish.toml").write_text('to = ["json"]\n', "utf-8")
    (folder / "rules.toml").write_text("", "utf-8")
    where = folder / "in/n"

    done = run(where, "build", "none.txt")
    quiet = run(where, "build", "none.txt", "-q")

    told = f"settings and rules.toml in {folder} are not used from here: cd {folder}"
    assert told in done.stderr.splitlines()
    assert told not in quiet.stderr
    (where / "publish.toml").write_text("", "utf-8")
    assert told not in run(where, "build", "none.txt").stderr


def test_the_shell_completes_verbs_options_and_formats(folder: Path) -> None:
    def completed(words: str) -> list[str]:
        asked = {
            "_PUBLISH_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        return run(folder, **asked).stdout.split()

    assert completed("publish bu") == ["build"]
    assert "--from-file" in completed("publish build --f")
    assert completed("publish build --to pd") == ["pdf"]
    assert "--install-completion" in run(folder, "--help").stdout
    assert sorted(each.name for each in folder.iterdir()) == ["in"]


def test_json_is_json_whatever_the_terminal_s_encoding_and_a_name_s_bytes(folder: Path) -> None:
    names = [os.fsdecode(b"caf\xe9.txt"), "caf\u00e9.txt"]

    for encoding in ("utf-8", "latin-1", "ascii"):
        done = run(folder, "build", *names, "--json", PYTHONIOENCODING=encoding)

        lines = done.stdout.splitlines()
        assert [json.loads(line)["source"] for line in lines] == names
