"""Results that belong to no source any more: told at the end of a run over a folder, or removed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from publish.batch import Report, build
from publish.settings import EditionSettings, Options
from tests.batch.kit import ENGLISH, articles, contents, run, statuses


def orphans(report: Report) -> list[str]:
    return [note.message for note in report.notes if note.code == "output.orphaned"]


def removed(report: Report) -> list[str]:
    return [note.message for note in report.notes if note.code == "output.pruned"]


ASK = "to no source any more ({}): --prune removes what nobody has changed"


def test_a_source_that_is_gone_or_renamed_is_told_of_at_the_end_of_a_run(tmp_path: Path) -> None:
    source, out = (
        articles(tmp_path / "in", "a.txt", "b.txt", "c.txt", "sub/d.txt"),
        tmp_path / "out",
    )
    first = run(source, out)
    for name in ("a.txt", "sub/d.txt"):
        (source / name).unlink()
    (source / "b.txt").rename(source / "rents.txt")

    second = run(source, out)

    assert orphans(first) == []
    (line,) = orphans(second)
    assert line == f"3 results belong {ASK.format('a.json, b.json, sub/d.json')}"
    assert [note.weight for note in second.notes] == ["info"]
    assert list(contents(out)) == ["a.json", "b.json", "c.json", "rents.json", "sub/d.json"]


def test_prune_removes_them_and_the_folders_that_they_leave_empty(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt", "sub/deep/c.txt"), tmp_path / "out"
    run(source, out, "json", "xhtml")
    (source / "a.txt").unlink()
    (source / "sub/deep/c.txt").unlink()

    pruned = run(source, out, "json", "xhtml", prune=True)
    after = run(source, out, "json", "xhtml")

    assert removed(pruned) == [
        "4 results were removed (a.json, a, sub/deep/c.json and 1 more): no source makes them"
    ]
    assert {name.split("/")[0] for name in contents(out)} == {"b", "b.json"}
    assert not (out / "sub").exists()
    assert orphans(after) == removed(after) == []


def test_what_people_have_changed_or_put_there_is_not_pruned(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt", "d.txt"), tmp_path / "out"
    run(source, out, "json", "xhtml")
    for name in ("a.txt", "b.txt", "c.txt"):
        (source / name).unlink()
    (out / "a.json").write_text('{"mine": true}')
    (out / "b/notes.txt").write_text("mine")
    (out / "c.json").rename(tmp_path / "c.json")
    (out / "c.json").symlink_to(tmp_path / "c.json")
    (out / "mine.json").write_text("{}")

    report = run(source, out, "json", "xhtml", prune=True)

    stays = "belongs to no source any more ({}) and stays: it was changed since it was made"
    assert sorted(orphans(report)) == [
        f"{out / name} {stays.format(of)}"
        for name, of in (("a.json", "a.txt"), ("b", "b.txt"), ("c.json", "c.txt"))
    ]
    left = {name.split("/")[0] for name in contents(out)}
    assert left == {"a.json", "b", "c.json", "d", "d.json", "mine.json"}


def test_a_dry_run_lists_what_prune_would_remove_and_removes_nothing(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt"), tmp_path / "out"
    run(source, out)
    (source / "a.txt").unlink()
    (source / "b.txt").unlink()
    (out / "b.json").write_text("{}")
    before = contents(out)
    manifest = (out / ".publish/manifest.jsonl").read_bytes()

    report = run(source, out, prune=True, dry_run=True)

    belongs = "belongs to no source any more"
    assert orphans(report) == [
        f"{out / 'a.json'} {belongs} (a.txt) and is as it was made: --prune removes it",
        f"{out / 'b.json'} {belongs} (b.txt) and stays: it was changed since it was made",
    ]
    assert contents(out) == before
    assert (out / ".publish/manifest.jsonl").read_bytes() == manifest


def test_a_source_that_met_a_namesake_leaves_its_old_result(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out)
    articles(source, "a.md")

    told = run(source, out)
    run(source, out, prune=True)

    assert orphans(told) == [f"1 result belongs {ASK.format('a.json')}"]
    assert list(contents(out)) == ["a.md.json", "a.txt.json"]


def test_a_source_that_takes_the_name_of_one_that_is_gone_is_built_once_that_is_pruned(
    tmp_path: Path,
) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out)
    (source / "a.txt").rename(source / "a.md")

    refused = run(source, out)
    pruned = run(source, out, prune=True)

    assert statuses(refused) == {"a.md": "failed"}
    failure = refused.outcomes[0].failure
    assert failure
    assert failure.code == "save.unwritable"
    assert "a.txt" in failure.message
    assert "--prune" in failure.hint
    assert statuses(pruned) == {"a.md": "built"}


@pytest.mark.parametrize("how", ["one file", "another folder", "some", "another format"])
def test_a_run_that_does_not_know_all_sources_calls_none_gone(tmp_path: Path, how: str) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt", "sub/c.txt"), tmp_path / "out"
    run(source, out)
    other = articles(tmp_path / "other", "d.txt")
    before = contents(out)
    (source / "a.txt").rename(tmp_path / "a.txt")

    if how == "one file":
        report = run(source / "b.txt", out, prune=True)
    elif how == "another folder":
        report = run(other, out, prune=True)
    elif how == "some":
        report = run(source, out, prune=True, max_articles=1)
    else:
        (tmp_path / "a.txt").rename(source / "a.txt")
        report = run(source, out, "xhtml", prune=True)

    assert removed(report) == orphans(report) == []
    assert before.items() <= contents(out).items()


def test_a_run_over_a_folder_inside_knows_what_is_gone_there(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "sub/b.txt", "sub/c.txt"), tmp_path / "out"
    run(source, out)
    (source / "a.txt").unlink()
    (source / "sub/b.txt").unlink()

    report = run(source / "sub", out)

    assert orphans(report) == [f"1 result belongs {ASK.format('sub/b.json')}"]


def test_a_line_of_before_without_a_source_is_left(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    run(source, out)
    manifest = out / ".publish/manifest.jsonl"
    records = [json.loads(line) for line in manifest.read_text("ascii").splitlines()]
    before = [
        {name: each[name] for name in ("output", "key", "digest")}
        for each in records
        if each.get("kind") == "built"
    ]
    manifest.write_text("".join(json.dumps(each) + "\n" for each in before), "ascii")
    (source / "a.txt").unlink()

    unknown = run(source, out, prune=True)
    (source / "b.txt").rename(source / "c.txt")
    known = run(source, out, prune=True)  # the line of b.txt was met, and says its source since

    assert (removed(unknown), orphans(unknown)) == ([], [])
    assert removed(known) == ["1 result was removed (b.json): no source makes it"]
    assert list(contents(out)) == ["a.json", "c.json"]


def test_a_folder_that_cannot_be_looked_into_loses_no_results(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "sub/b.txt"), tmp_path / "out"
    run(source, out)
    (source / "sub").rename(tmp_path / "sub")
    (source / "sub").symlink_to("sub")  # a circle, which nothing can be looked up in

    report = run(source, out, prune=True)

    assert removed(report) == []
    assert list(contents(out)) == ["a.json", "sub/b.json"]


def editions(source: Path, out: Path, *titles: str, **options: object) -> Report:
    settings = tuple(EditionSettings(title, sources=(str(source),)) for title in titles)
    asked = Options(into=str(out), to=("json",), editions=settings).changed(
        {"decisions": ENGLISH, **options}
    )
    return build([], asked, executor="serial")


def test_a_renamed_edition_is_an_orphan_of_the_run_over_the_settings_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    editions(source, out, "The Week", "The Month")
    run(source, out, bundle="Once")
    run(source, out)

    over_articles = run(source, out, prune=True)
    over_here = run(tmp_path, out, prune=True)
    told = editions(source, out, "The Year", "The Month")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.chdir(elsewhere)
    other_settings = editions(source, out, "The Day", prune=True)
    os.chdir(tmp_path)
    pruned = editions(source, out, "The Year", "The Month", prune=True)

    assert removed(over_articles) == removed(over_here) == removed(other_settings) == []
    assert orphans(told) == [f"1 result belongs {ASK.format('the-week.json')}"]
    assert removed(pruned) == ["1 result was removed (the-week.json): no source makes it"]
    assert {"the-day.json", "the-month.json", "the-year.json", "once.json", "a.json"} <= set(
        contents(out)
    )
