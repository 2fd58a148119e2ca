"""--dry-run: what would be built and why, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.model.article import Decisions
from tests.batch.kit import articles, contents, lines, one, run, statuses, write_lines


def why(source: Path, out: Path, *to: str, **options: object) -> dict[str, str]:
    """What a dry run says of its one source; that it has written nothing is proved."""
    manifest = out / ".publish/manifest.jsonl"
    before = contents(out), manifest.read_bytes()

    outcome = one(run(source, out, *to, dry_run=True, **options))

    assert (contents(out), manifest.read_bytes()) == before
    assert (outcome.status == "planned") == bool(outcome.why)
    return dict(outcome.why)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def source(tmp_path: Path, out: Path) -> Path:
    source = articles(tmp_path / "in", "a.txt")
    run(source, out)
    return source


def test_a_dry_run_into_a_folder_that_there_is_not_makes_none(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")

    report = run(source, tmp_path / "out", dry_run=True)

    assert statuses(report) == {"a.txt": "planned", "b.txt": "planned"}
    assert [dict(each.why) for each in report.outcomes] == [{"json": "new"}] * 2
    assert (report.planned, report.exit_code) == (2, 0)
    assert not (tmp_path / "out").exists()


def test_what_is_up_to_date_is_not_planned(source: Path, out: Path) -> None:
    assert why(source, out) == {}


def test_another_format_is_new(source: Path, out: Path) -> None:
    assert why(source, out, "json", "xhtml") == {"xhtml": "new"}


def test_other_words(source: Path, out: Path) -> None:
    (source / "a.txt").write_text("Prices\n\nPrices fell in June, and rents did not.\n")

    assert why(source, out) == {"json": "source"}


def test_an_editors_decision(source: Path, out: Path) -> None:
    (source / "decisions.toml").write_text('["a.txt"]\ntitle = "Another title"\n', "utf-8")

    assert why(source, out) == {"json": "decisions"}


def test_another_option(source: Path, out: Path) -> None:
    assert why(source, out, decisions=Decisions(outlet="The Paper")) == {"json": "options"}


def test_another_layout(source: Path, out: Path) -> None:
    assert why(source, out, layout="plain") == {"json": "options"}


def test_another_program(source: Path, out: Path) -> None:
    (made_by,) = lines(out, "run")
    made_by["versions"]["publish"] = "0.0"
    made_by["key"] = "0" * 16
    (built,) = lines(out)
    write_lines(out, made_by, {**built, "run": "0" * 16, "key": "0" * 64})

    assert why(source, out) == {"json": "program"}


def test_a_result_that_is_gone_or_torn(source: Path, out: Path) -> None:
    (out / "a.json").write_bytes(b"")
    torn = why(source, out)
    (out / "a.json").unlink()

    assert (torn, why(source, out)) == ({"json": "output"}, {"json": "output"})


def test_all_that_is_asked_for(source: Path, out: Path) -> None:
    assert why(source, out, force=True) == {"json": "asked"}
