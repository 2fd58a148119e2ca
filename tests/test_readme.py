"""The README's own examples, run as they stand."""

from __future__ import annotations

import io
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest

import publish
from publish.decisions import decisions_from
from publish.model.formats import FORMATS
from publish.rules_file import rules_from
from publish.settings import settings_from
from tests.archives.making import ENGLISH, rss
from tests.batch.store_kit import put_tree
from tests.merging.kit import word
from tests.merging.test_merge import reworded

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
BUCKET = "s3://bucket"
PAGE = (
    "<title>Rents rise again</title><h1>Rents rise again</h1><p>By Ann Ode</p>"
    "<p>Rents rose for the ninth month in a row, and the city sees no end to it, it said.</p>"
    "<p>Tags: housing, rents</p>"
)


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCK.findall(README) if found == language]


def commands() -> list[str]:
    lines = (line.split("#")[0].strip() for text in blocks("sh") for line in text.split("\n"))
    return [line for line in lines if re.search(r"(^|[|;] )publish ", line)]


def python_docx() -> bytes:
    """The template of a house that has changed nothing of what python-docx begins with."""
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "articles").mkdir()
    (folder / "articles" / "rents.html").write_text(PAGE, "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "feed.xml").write_bytes(rss([ENGLISH], "The Harbour Courier"))
    (folder / "house.dotx").write_bytes(python_docx())
    source = publish.Source("page.html", PAGE.encode())
    article = publish.normalise(publish.read(source))
    went_out = word(article)
    (folder / "edited.docx").write_bytes(reworded(("ninth month", "tenth month"))(went_out))
    return folder


def in_a_shell(command: str, folder: Path) -> list[str]:
    """The command as a shell has it that finds this Python's `publish`."""
    program = folder.parent / "bin" / "publish"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m publish "$@"\n')
    program.chmod(0o755)
    return ["sh", "-c", f'PATH={shlex.quote(str(program.parent))}:"$PATH"\nexport PATH\n{command}']


@pytest.mark.parametrize("command", [each for each in commands() if "--watch" not in each])
def test_a_command_of_the_readme_does_its_work(
    project: Path, command: str, request: pytest.FixtureRequest
) -> None:
    if BUCKET in command:
        bucket = request.getfixturevalue("s3")
        put_tree(project / "articles", f"{bucket}/articles")
        command = command.replace(BUCKET, bucket)
    done = subprocess.run(in_a_shell(command, project), cwd=project, capture_output=True)

    differs = command.startswith("publish compare")  # which says it as diff does
    assert done.returncode == int(differs), done.stderr.decode()


def test_the_watch_of_the_readme_goes_on_until_it_is_ended(project: Path) -> None:
    (command,) = (each for each in commands() if "--watch" in each)

    with subprocess.Popen(
        in_a_shell(f"exec {command}", project), cwd=project, stderr=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stderr
        said = watch.stderr.readline()
        goes_on = watch.poll() is None
        watch.send_signal(signal.SIGINT)
        watch.communicate()

    assert re.match(r"watching .*articles;", said)
    assert goes_on
    assert watch.returncode == 130


def test_the_readme_shows_commands_python_and_both_files() -> None:
    assert len(commands()) >= 8
    assert (len(blocks("python")), len(blocks("toml"))) == (1, 3)


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    (code,) = blocks("python")

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert "tail.tag-list Tags: housing, rents" in done.stdout
    assert (tmp_path / "rents.docx").exists()


def test_the_settings_of_the_readme_are_settings() -> None:
    decisions, rules, settings = blocks("toml")

    assert decisions_from(decisions.encode(), "decisions.toml")["rents.txt"].byline
    assert rules_from(rules.encode(), "rules.toml")
    assert settings_from(settings.encode(), "publish.toml").options.recipe.rules_off


def test_the_readme_says_what_comes_out_of_every_format() -> None:
    assert re.findall(r"^\| `(\w+)` \|", README, re.M) == [format.name for format in FORMATS]


def test_every_page_the_readme_points_to_is_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)]+)\)", README)

    assert [target for target in targets if not (ROOT / target).exists()] == []
