"""publish merge and publish compare, as a person and a script meet them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.merging.kit import part
from tests.merging.test_merge import SOURCE, TEN, reworded


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an article, built as a Word file."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "articles").mkdir()
    (folder / "articles" / "rents.md").write_text(SOURCE, "utf-8")
    (folder / "publish.toml").write_text('from = ["articles"]\nto = ["docx"]\n', "utf-8")
    assert run(folder, "build").returncode == 0
    return folder


def edited(project: Path, *pairs: tuple[str, str]) -> bytes:
    return reworded(*pairs)((project / "output" / "rents.docx").read_bytes())


def test_an_edited_file_is_written_down_in_plain_words(project: Path) -> None:
    (project / "sent back.docx").write_bytes(edited(project, *TEN))

    done = run(project, "merge", "sent back.docx")

    assert done.returncode == 0, done.stderr
    path = "articles/decisions.toml"
    assert done.stdout == (f"articles/rents.md: 9 lines edited, title changed; written to {path}\n")
    again = run(project, "merge", "sent back.docx")
    assert again.stdout == "articles/rents.md: nothing changed\n"
    (project / path).unlink()


def test_a_dry_run_writes_only_what_shows_it(project: Path) -> None:
    (project / "sent back.docx").write_bytes(edited(project, TEN[0]))

    done = run(
        project,
        *("merge", "sent back.docx", "--dry-run", "--html", "a.html", "--redline", "a.docx"),
    )

    assert done.stdout == (
        "articles/rents.md: 1 line edited; to be written to articles/decisions.toml\n"
    )
    assert not (project / "articles/decisions.toml").exists()
    assert "<ins>an</ins>" in (project / "a.html").read_text("utf-8")
    assert b"<w:ins " in part((project / "a.docx").read_bytes(), "word/document.xml")


def test_a_conflict_is_told_with_its_three_texts(project: Path) -> None:
    (project / "sent back.docx").write_bytes(edited(project, TEN[0]))
    source = project / "articles/rents.md"
    source.write_text(SOURCE.replace("the city sees no end", "nobody sees an end"), "utf-8")

    done = run(project, "merge", "sent back.docx")

    source.write_text(SOURCE, "utf-8")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith("conflict articles/rents.md")
    assert [line.split(":")[0].strip() for line in lines[1:4]] == ["before", "edited", "now"]
    assert "nobody sees an end" in lines[3]


def test_a_file_that_nobody_can_place_asks_for_its_source(project: Path) -> None:
    other = project / "other.docx"
    run(project, "build", "-", "-o", str(other), stdin=b"Another story\n\nOf which none is here.\n")

    done = run(project, "merge", "other.docx")

    assert done.returncode == 2
    assert "hint: say which: --of SOURCE" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_no_word_file_is_one_line(project: Path) -> None:
    (project / "broken.docx").write_bytes(b"PK\x03\x04 and no more")

    done = run(project, "merge", "broken.docx")

    assert done.returncode == 1
    assert done.stderr.startswith("failed   broken.docx")


def test_versions_are_compared_line_by_line(project: Path) -> None:
    (project / "new.md").write_text(SOURCE.replace("nine hundred", "eight hundred"), "utf-8")

    done = run(project, "compare", "articles/rents.md", "new.md")

    assert done.returncode == 1
    assert done.stdout == ("~ cell, changed\n    [-nine-] hundred\n    {+eight+} hundred\n")
    assert run(project, "compare", "new.md", "new.md").returncode == 0
    assert run(project, "compare", "new.md", "nowhere.md").returncode == 2
