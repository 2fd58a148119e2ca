"""Work of people in the place of a result is never replaced: what stays, what fails, what goes."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.batch import Outcome
from publish.files import digest
from publish.pipeline import Job, Result, perform
from tests.batch.kit import (
    articles,
    code,
    contents,
    executed_by,
    lines,
    one,
    run,
    statuses,
    write_lines,
)

RESULTS = {"json": "a.json", "docx": "a.docx", "epub": "a.epub", "xhtml": "a", "pdf": "a.pdf"}
QUICK = ("json", "docx", "epub", "xhtml")  # what is the same for all is asked of these


def built(tmp_path: Path, *to: str) -> tuple[Path, Path]:
    """A folder of one article, and the folder of its results."""
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", *to)
    return source, tmp_path / "out"


def edit(result: Path) -> None:
    """Change a result as people do, so that it stays sound of its kind."""
    match result.suffix:
        case ".json":
            result.write_text(result.read_text("utf-8").replace("May", "June"), "utf-8")
        case ".docx" | ".epub":
            with zipfile.ZipFile(result, "a") as package:
                package.writestr("docProps/note.txt", "mine")
        case ".pdf":
            with result.open("ab") as file:
                file.write(b"% a remark\n%%EOF\n")
        case _:
            page = result / "article.xhtml"
            page.write_text(page.read_text("utf-8").replace("May", "June"), "utf-8")


def change(source: Path, name: str = "a.txt") -> None:
    """Change what results are made of."""
    with (source / name).open("a", encoding="utf-8") as file:
        file.write("\nOne sentence more, the city said.\n")


def notes(outcome: Outcome) -> list[str]:
    return [note.code for note in outcome.notes if note.code.startswith("output.")]


@pytest.mark.parametrize("format", RESULTS)
def test_an_edited_result_stays_with_a_note_and_stops_a_new_one(
    tmp_path: Path, format: str
) -> None:
    source, out = built(tmp_path, format)
    pristine = contents(out)
    edit(out / RESULTS[format])
    mine = contents(out)

    kept = one(run(source, out, format, strict=True))
    forced = one(run(source, out, format, force=True))
    change(source)
    refused = one(run(source, out, format, force=True))

    assert mine != pristine
    assert [(each.status, notes(each)) for each in (kept, forced)] == [
        ("skipped", ["output.edited"])
    ] * 2
    assert [note.weight for note in kept.notes if note.code == "output.edited"] == ["info"]
    assert [made.format for made in kept.outputs] == [format]
    assert code(refused) == "save.edited"
    assert refused.failure
    merge = f"publish merge {out / RESULTS[format]}; or " if format == "docx" else ""
    assert refused.failure.hint == f"{merge}--replace"
    assert contents(out) == mine


@pytest.mark.parametrize("format", QUICK)
def test_replace_makes_an_edited_result_anew_whatever_its_key(tmp_path: Path, format: str) -> None:
    source, out = built(tmp_path, format)
    pristine = contents(out)
    edit(out / RESULTS[format])

    report = run(source, out, format, replace=True)

    assert statuses(report) == {"a.txt": "built"}
    assert contents(out) == pristine
    assert statuses(run(source, out, format, replace=True)) == {"a.txt": "skipped"}


@pytest.mark.parametrize("format", RESULTS)
def test_a_broken_result_is_made_again(tmp_path: Path, format: str) -> None:
    source, out = built(tmp_path, format)
    pristine = contents(out)
    result = out / RESULTS[format]
    broken = result / "article.xhtml" if format == "xhtml" else result
    broken.write_bytes(broken.read_bytes()[:-40])

    report = run(source, out, format)

    assert statuses(report) == {"a.txt": "built"}
    assert contents(out) == pristine


def test_a_file_that_is_missing_in_an_xhtml_folder_is_put_back(tmp_path: Path) -> None:
    source, out = built(tmp_path, "xhtml")
    pristine = contents(out)
    (out / "a/article.xhtml").unlink()

    assert statuses(run(source, out, "xhtml")) == {"a.txt": "built"}
    assert contents(out) == pristine


@pytest.mark.parametrize("name", [b"notes.txt", b"images/caf\xe9.png"])
def test_a_file_that_people_put_into_an_xhtml_folder_is_their_work(
    tmp_path: Path, name: bytes
) -> None:
    source, out = built(tmp_path, "xhtml")
    added = out / "a" / os.fsdecode(name)
    added.parent.mkdir(exist_ok=True)
    added.write_text("mine")

    kept = one(run(source, out, "xhtml"))
    (out / "a/article.xhtml").unlink()
    change(source)
    refused = one(run(source, out, "xhtml"))

    assert (kept.status, notes(kept)) == ("skipped", ["output.edited"])
    assert code(refused) == "save.edited"
    assert added.read_text() == "mine"


def test_a_link_in_an_xhtml_folder_is_their_work_and_what_finders_leave_is_not(
    tmp_path: Path,
) -> None:
    source, out = built(tmp_path, "xhtml")
    (out / "a/.DS_Store").write_bytes(b"\0\0\0\1Bud1")
    looked_at = one(run(source, out, "xhtml"))
    (out / "a/more").symlink_to(tmp_path)

    linked = one(run(source, out, "xhtml"))

    assert [(each.status, notes(each)) for each in (looked_at, linked)] == [
        ("skipped", []),
        ("skipped", ["output.edited"]),
    ]


def test_the_other_formats_of_an_edited_article_are_built(tmp_path: Path) -> None:
    source, out = built(tmp_path, "json", "docx", "xhtml")
    edit(out / "a.json")
    edit(out / "a.docx")
    change(source)

    outcome = one(run(source, out, "json", "docx", "xhtml"))

    assert [made.format for made in outcome.outputs] == ["xhtml"]
    assert "One sentence more" in (out / "a/article.xhtml").read_text("utf-8")
    assert outcome.failure
    assert outcome.failure.code == "save.edited"
    assert f"{out / 'a.json'} was edited" in outcome.failure.message
    assert f"{out / 'a.docx'} was edited" in outcome.failure.message


def test_an_edited_edition_stays_and_stops_a_new_one(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    out = tmp_path / "out"
    run(source, out, "xhtml", bundle="The Week")
    page = out / "the-week/article-1.xhtml"
    page.write_text(page.read_text("utf-8").replace("May", "June"), "utf-8")
    mine = contents(out)

    kept = one(run(source, out, "xhtml", bundle="The Week"))
    change(source)
    refused = one(run(source, out, "xhtml", bundle="The Week"))

    assert (kept.status, notes(kept), code(refused)) == (
        "skipped",
        ["output.edited"],
        "save.edited",
    )
    assert contents(out) == mine


def put_file(path: Path) -> None:
    path.write_text('{"mine": true}')


def put_garbage(path: Path) -> None:
    path.write_text("mine")


def put_folder(path: Path) -> None:
    articles(path, "work.txt")


def put_link(path: Path) -> None:
    path.with_name("elsewhere.json").write_text('{"mine": true}')
    path.symlink_to("elsewhere.json")


def put_dangling_link(path: Path) -> None:
    path.symlink_to("not mounted.json")


def put_pipe(path: Path) -> None:
    os.mkfifo(path)


STRANGERS = (put_file, put_garbage, put_folder, put_link, put_dangling_link, put_pipe)


def tree(folder: Path) -> dict[str, str]:
    """What stands in a folder: of each name its kind, and the digest of a file."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else digest(path.read_bytes())
        if path.is_file()
        else str(path.lstat().st_mode)
        for path in sorted(folder.rglob("*"))
        if ".publish" not in path.parts
    }


@pytest.mark.parametrize("put", STRANGERS)
def test_what_publish_did_not_make_stays_under_a_final_name(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    out.mkdir()
    put(out / "a.json")
    before = tree(out)

    reports = [run(source, out, force=True) for _ in range(2)]

    assert [statuses(each)["a.txt"] for each in reports] == ["failed", "failed"]
    assert {code(each.outcomes[0]) for each in reports} == {"save.unwritable"}
    after = tree(out)
    assert after.pop("b.json")
    assert after == before

    replaced = run(source, out, replace=True)

    assert statuses(replaced) == {"a.txt": "built", "b.txt": "skipped"}
    assert "Rents rise in a" in (out / "a.json").read_text("utf-8")
    assert not (out / "a.json").is_symlink()


def test_a_stranger_in_the_place_of_a_result_of_ours_stays(tmp_path: Path) -> None:
    source, out = built(tmp_path, "json", "xhtml")
    (out / "a.json").unlink()
    put_folder(out / "a.json")
    for path in sorted((out / "a").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    put_garbage(out / "a/notes.txt")
    mine = contents(out)

    outcome = one(run(source, out, "json", "xhtml", force=True))

    assert code(outcome) == "save.unwritable"
    assert contents(out) == mine


def test_a_link_in_the_place_of_a_result_of_ours_is_an_edit(tmp_path: Path) -> None:
    source, out = built(tmp_path, "json")
    (out / "a.json").rename(tmp_path / "moved.json")
    (out / "a.json").symlink_to(tmp_path / "moved.json")

    kept = one(run(source, out))
    change(source)
    refused = one(run(source, out))

    assert (kept.status, notes(kept), code(refused)) == (
        "skipped",
        ["output.edited"],
        "save.edited",
    )
    assert (out / "a.json").is_symlink()


def test_a_folder_with_results_of_its_own_is_not_replaced_even_when_asked(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out/a", "epub")
    before = contents(tmp_path / "out")

    outcome = one(run(source, tmp_path / "out", "xhtml", replace=True))

    assert code(outcome) == "save.unwritable"
    assert contents(tmp_path / "out") == before


def test_a_file_in_the_place_of_a_folder_of_results_costs_its_own_articles(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "sub/b.txt"), tmp_path / "out"
    out.mkdir()
    (out / "sub").write_text("mine")

    report = run(source, out, replace=True)

    assert statuses(report) == {"a.txt": "built", "sub/b.txt": "failed"}
    assert code(report.outcomes[1]) == "save.unwritable"
    assert (out / "sub").read_text() == "mine"


@pytest.mark.parametrize("lost", ["all", "torn", "of an older version"])
@pytest.mark.parametrize("format", QUICK)
def test_without_a_line_what_equals_the_new_result_is_taken_over(
    tmp_path: Path, format: str, lost: str
) -> None:
    source, out = built(tmp_path, format)
    manifest = out / ".publish/manifest.jsonl"
    line = manifest.read_bytes()
    if lost == "all":
        manifest.unlink()
    else:
        line = line.splitlines()[-1]  # the others say what is to be placed, and how
        manifest.write_bytes(line[:-20] if lost == "torn" else b'{"file": "a", "sha": "0"}\n')
    before = contents(out)
    inode = (out / RESULTS[format]).stat().st_ino

    taken = one(run(source, out, format))
    again = one(run(source, out, format))

    assert (taken.status, again.status, notes(again)) == ("built", "skipped", [])
    assert contents(out) == before
    assert (out / RESULTS[format]).stat().st_ino == inode


@pytest.mark.parametrize("format", QUICK)
def test_without_a_line_what_was_edited_is_not_taken_over(tmp_path: Path, format: str) -> None:
    source, out = built(tmp_path, format)
    (out / ".publish/manifest.jsonl").unlink()
    edit(out / RESULTS[format])
    mine = contents(out)

    outcome = one(run(source, out, format))

    assert code(outcome) == "save.unwritable"
    assert contents(out) == mine


def test_an_edit_that_is_made_while_the_article_is_built_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    run(source, out)
    change(source, "a.txt")
    change(source, "b.txt")

    def edited_meanwhile(job: Job) -> Result:
        if job.name == "b.txt":
            edit(out / "b.json")
        return perform(job)

    report = run(source, out, executor=executed_by(monkeypatch, edited_meanwhile))

    assert statuses(report) == {"a.txt": "built", "b.txt": "failed"}
    assert code(report.outcomes[1]) == "save.edited"
    assert "June" in (out / "b.json").read_text("utf-8")


@pytest.mark.parametrize("before", ["a result", "nothing"])
def test_an_edit_between_the_last_look_and_the_rename_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    source, out = built(tmp_path, "json")
    articles(source, "b.txt")
    if before == "a result":
        run(source, out)
    change(source, "b.txt")
    manifest, wait = (out / ".publish/manifest.jsonl").stat().st_ino, os.fsync

    def wait_and_edit(handle: int) -> None:
        if os.fstat(handle).st_ino == manifest:  # the intents: all places were looked at
            put_file(out / "b.json")
        wait(handle)

    monkeypatch.setattr(os, "fsync", wait_and_edit)
    report = run(source, out)

    failed = "save.edited" if before == "a result" else "save.unwritable"
    assert [code(each) for each in report.outcomes] == ["", failed]
    assert (out / "b.json").read_text() == '{"mine": true}'


def test_a_line_of_before_gains_its_source_when_it_is_met(tmp_path: Path) -> None:
    source, out = built(tmp_path, "json")
    manifest = out / ".publish/manifest.jsonl"
    (line,) = lines(out)
    for word in ("kind", "source", "below", "edition"):
        line.pop(word, None)
    write_lines(out, *lines(out, "run"), line)

    report = run(source, out)

    assert statuses(report) == {"a.txt": "skipped"}
    last = json.loads(manifest.read_text("ascii").splitlines()[-1])
    assert (last["kind"], last["source"], last["below"]) == ("built", "a.txt", "../in")
    size = manifest.stat().st_size
    run(source, out)
    assert manifest.stat().st_size == size


# files that the user names


@pytest.mark.parametrize("format", ["json", "docx", "epub", "pdf"])
def test_a_single_file_is_made_twice_and_replaces_one_of_its_format(
    tmp_path: Path, format: str
) -> None:
    source = articles(tmp_path / "in", "a.txt") / "a.txt"
    brief = tmp_path / f"brief.{format}"
    run(source, brief, format)
    pristine = brief.read_bytes()
    edit(brief)

    again = one(run(source, brief, format))

    assert (again.status, again.notes) == ("built", one(run(source, brief, format)).notes)
    assert brief.read_bytes() == pristine


def test_an_empty_file_holds_nobodys_work(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    (tmp_path / "brief.json").touch()

    assert one(run(source, tmp_path / "brief.json")).status == "built"


@pytest.mark.parametrize("put", [put_garbage, put_folder, put_dangling_link, put_pipe])
def test_a_folder_or_another_kind_of_file_in_the_place_of_a_single_one_stays(
    tmp_path: Path, put: Callable[[Path], None]
) -> None:
    source, place = articles(tmp_path / "in", "a.txt"), tmp_path / "place"
    place.mkdir()
    put(place / "brief.json")
    before = tree(place)

    outcome = one(run(source, place / "brief.json", force=True))

    assert code(outcome) == "save.unwritable"
    assert tree(place) == before


# several sources, one name


def test_runs_of_xargs_do_not_replace_each_others_results(tmp_path: Path) -> None:
    articles(tmp_path, "x/a.txt", "y/a.txt")
    out = tmp_path / "out"
    run(tmp_path / "x/a.txt", out)
    before = contents(out)
    change(tmp_path / "y")

    second = one(run(tmp_path / "y/a.txt", out, force=True))

    assert code(second) == "save.unwritable"
    assert second.failure
    assert "x/a.txt" in second.failure.message
    assert contents(out) == before
    change(tmp_path / "x")
    assert one(run(tmp_path / "x/a.txt", out)).status == "built"


def test_a_folder_of_sources_that_was_moved_goes_on(tmp_path: Path) -> None:
    source, out = built(tmp_path, "json")
    moved = source.rename(tmp_path / "texts")

    same = one(run(moved, out))
    change(moved)
    changed = one(run(moved, out))

    assert (same.status, changed.status) == ("skipped", "built")


def test_one_source_under_two_names_is_one(tmp_path: Path) -> None:
    source, out = built(tmp_path, "json")
    (tmp_path / "way").symlink_to(source)
    change(source)

    assert one(run(tmp_path / "way", out)).status == "built"
