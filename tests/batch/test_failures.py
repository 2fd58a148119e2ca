"""One source's failure costs no other its result; what nobody can write stops the run."""

from __future__ import annotations

import json
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from publish.batch import Outcome, build
from publish.batch.judge import judge
from publish.batch.manifest import Built, Failed, Manifest
from publish.errors import DiskFailed, Failure, RenderError, UnknownLayout
from publish.files import digest
from publish.model.formats import DOCX, JSON, PDF, XHTML, Format
from publish.model.limits import Limits
from publish.model.recipe import Recipe
from publish.pipeline import Formats, Job, Output, Result, Target, perform
from publish.settings import Options
from publish.writers import writer_for
from tests.batch.kit import (
    articles,
    code,
    contents,
    dates,
    executed_by,
    leftovers,
    lines,
    one,
    run,
    statuses,
    write_lines,
)


def test_each_bad_source_fails_alone_and_in_order(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "b.txt", "d.txt", "f.txt")
    (source / "a.txt").write_bytes(b"")
    (source / "c.txt").write_bytes(bytes(range(256)) * 20)
    (source / "e.txt").write_text("words " * 200_000)
    sources = [str(source), str(tmp_path / "gone.txt"), str(tmp_path / "in/d.txt/x")]
    heard: list[Outcome] = []

    report = build(
        sources[:2],
        Options(Recipe(limits=Limits(file_bytes=1_000_000)), str(tmp_path / "out"), ("json",)),
        on_result=heard.append,
        executor="serial",
    )

    assert [replace(each, removals=()) for each in heard] == list(report.outcomes)
    assert [(each.name, code(each)) for each in report.outcomes] == [
        ("a.txt", "source.empty"),
        ("b.txt", ""),
        ("c.txt", "source.unknown-format"),
        ("d.txt", ""),
        ("e.txt", "limit.file-bytes"),
        ("f.txt", ""),
        ("gone.txt", "source.missing"),
    ]
    assert (report.built, report.failed, report.exit_code) == (3, 4, 1)
    assert list(contents(tmp_path / "out")) == ["b.json", "d.json", "f.json"]


def test_broken_decisions_fail_their_folder_and_no_other(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "sub/b.txt")
    (source / "sub/decisions.toml").write_text("no toml")

    report = run(source, tmp_path / "out")

    assert [code(each) for each in report.outcomes] == ["", "settings.decisions"]


def test_a_mistake_in_decisions_costs_the_article_it_is_about(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    text = '["a.txt"]\ntitel = "x"\n["b.txt"]\ntitle = "B"\n["c.txt"]\n'
    (source / "decisions.toml").write_text(text, "utf-8")

    report = run(source, tmp_path / "out")

    failure = report.outcomes[0].failure
    assert [code(each) for each in report.outcomes] == ["settings.decisions", ""]
    assert failure
    assert failure.message == f'{source / "decisions.toml"}:2: no setting "a.txt".titel'
    (note,) = report.notes
    assert note.message.startswith(f"{source / 'decisions.toml'}:5: no file c.txt here")


def test_a_layout_that_there_is_not_stops_the_run_before_it_begins(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    with pytest.raises(UnknownLayout):
        run(source, tmp_path / "out", layout="breifing")
    assert not (tmp_path / "out").exists()


def test_an_earlier_result_outlives_a_source_that_broke(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out")
    before = contents(tmp_path / "out")
    (source / "a.txt").write_bytes(b"")

    report = run(source, tmp_path / "out")

    assert (report.exit_code, contents(tmp_path / "out")) == (1, before)


@contextmanager
def small_files() -> Iterator[None]:
    """No file of this process may be larger than 4 kB: what a full disk is to a program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def full_disk(tmp_path: Path) -> Path:
    source = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    (source / "b.txt").write_text("Rents\n\n" + "Rents rose by a tenth in May.\n\n" * 900)
    return source


def test_a_full_disk_stops_the_run_and_spoils_nothing(tmp_path: Path) -> None:
    source = full_disk(tmp_path)

    with small_files(), pytest.raises(DiskFailed):
        run(source, tmp_path / "out")

    assert list(contents(tmp_path / "out")) == ["a.json"]
    assert leftovers(tmp_path / "out") == []


def test_after_the_disk_has_room_again_the_rest_is_built(tmp_path: Path) -> None:
    source = full_disk(tmp_path)
    run(source, tmp_path / "right")
    with small_files(), pytest.raises(DiskFailed):
        run(source, tmp_path / "out")

    report = run(source, tmp_path / "out")

    assert statuses(report) == {"a.txt": "skipped", "b.txt": "built", "c.txt": "built"}
    assert contents(tmp_path / "out") == contents(tmp_path / "right")


def test_a_torn_line_of_the_manifest_costs_its_own_output_only(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    run(source, out)
    write_lines(out, *lines(out, "run"), *lines(out))  # as a later run leaves them, without intents
    manifest = out / ".publish/manifest.jsonl"
    data = manifest.read_bytes()
    manifest.write_bytes(data[:-20])

    torn = run(source, out)

    assert statuses(torn) == {"a.txt": "skipped", "b.txt": "built"}
    assert [line["output"] for line in lines(out)] == ["a.json", "b.json"]


def test_an_output_that_was_renamed_and_not_recorded_is_known_by_its_intent(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    run(source, out)
    before = dates(out)
    write_lines(out, *lines(out, "run"), *lines(out, "intent"))  # killed after the renames

    report = run(source, out)

    assert statuses(report) == {"a.txt": "skipped", "b.txt": "skipped"}
    assert dates(out) == before
    assert [line["output"] for line in lines(out)] == ["a.json", "b.json"]


@pytest.mark.parametrize("line", [b"\xff\x00", b"[1]", b'{"output": 1, "new": 2}', b"{", b""])
def test_a_line_that_is_not_understood_is_passed_over(tmp_path: Path, line: bytes) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out")
    manifest = tmp_path / "out/.publish/manifest.jsonl"
    manifest.write_bytes(line + b"\n" + manifest.read_bytes())

    assert statuses(run(source, tmp_path / "out")) == {"a.txt": "skipped"}


def test_a_manifest_that_has_grown_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    lines = [json.dumps({"output": "a.pdf", "key": str(n), "digest": ""}) for n in range(1_100)]
    path.write_text("\n".join(lines) + "\n")
    manifest = Manifest(path)
    manifest.add(Failed("b.txt", "key", Failure("bug", "a mistake")))

    manifest.compact()

    assert len(path.read_bytes().splitlines()) == 2
    again = Manifest(path)
    assert again.built("a.pdf") == Built("a.pdf", "1099", "")
    assert again.failed("b.txt") == Failed("b.txt", "key", Failure("bug", "a mistake"))


@pytest.mark.parametrize(
    ("format", "data"),
    [
        (PDF, b"%PDF-1.7 and no end"),
        (PDF, b"no head %%EOF\n"),
        (DOCX, b"PK no zip"),
        (JSON, b'{"cut": '),
        (XHTML, b"a file where a folder should be"),
    ],
)
def test_a_result_that_is_not_whole_is_refused(tmp_path: Path, format: Format, data: bytes) -> None:
    part = tmp_path / "x.part"
    part.write_bytes(data)
    target = Target(format.name, str(tmp_path / "x"), str(part))

    with pytest.raises(RenderError, match=f"no whole {format.name}"):
        judge(Output(target, digest(data)), format)
    with pytest.raises(RenderError, match="not what the worker wrote"):
        judge(Output(target, digest(b"other bytes")), format)


def test_a_source_that_fails_is_one_line_even_when_it_is_all_there_is(tmp_path: Path) -> None:
    outcome = one(run(tmp_path / "gone.txt", tmp_path / "out"))

    assert (outcome.status, code(outcome)) == ("failed", "source.missing")


def test_twenty_bugs_in_a_row_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = articles(tmp_path / "in", *(f"{number:02}.txt" for number in range(30)))
    bug = Failure("bug", "KeyError: 'x'")
    afar = executed_by(monkeypatch, lambda job: Result(job.name, failure=bug))

    report = run(source, tmp_path / "out", executor=afar)

    assert [each.failure for each in report.outcomes] == [bug] * 20
    assert (report.stopped, report.exit_code) == ("20 bugs in a row", 70)
    again = run(source, tmp_path / "out", executor="serial")
    assert (again.failed, again.built) == (20, 10)  # they are remembered, the others are tried
    assert run(source, tmp_path / "out", retry_failed=True).built == 20


def test_a_worker_that_says_more_than_it_did_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = articles(tmp_path / "in", "a.txt")
    afar = executed_by(
        monkeypatch,
        lambda job: Result(job.name, tuple(Output(target, "0" * 64) for target in job.targets)),
    )

    outcome = one(run(source, tmp_path / "out", "json", "xhtml", executor=afar))

    assert (outcome.status, code(outcome), outcome.outputs) == ("failed", "render", ())
    assert contents(tmp_path / "out") == {}
    assert one(run(source, tmp_path / "out", "json", "xhtml")).status == "built"


def changing(
    source: Path, monkeypatch: pytest.MonkeyPatch, times: int, change: Callable[[int], None]
) -> str:
    """An executor before which something happens to the sources, so many times."""
    done: list[int] = []

    def late(job: Job) -> Result:
        if len(done) < times:
            done.append(1)
            change(len(done))
        return perform(job)

    return executed_by(monkeypatch, late)


def test_a_source_that_changes_under_the_run_is_planned_again_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    text = "Prices\n\nPrices fell in June, number {}, and rents did not.\n"
    afar = changing(
        source, monkeypatch, 1, lambda n: void((source / "a.txt").write_text(text.format(n)))
    )

    report = run(source, out, executor=afar)

    assert statuses(report) == {"a.txt": "built", "b.txt": "built"}
    assert [line["output"] for line in lines(out)] == ["b.json", "a.json"]
    assert "Prices fell" in (out / "a.json").read_text("utf-8")
    assert statuses(run(source, out)) == {"a.txt": "skipped", "b.txt": "skipped"}


def test_a_source_that_never_stops_changing_fails_and_is_not_recorded_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    text = "Prices\n\nPrices fell in June, number {}, and rents did not.\n"
    afar = changing(
        source, monkeypatch, 99, lambda n: void((source / "a.txt").write_text(text.format(n)))
    )

    outcome = one(run(source, out, executor=afar))

    assert code(outcome) == "source.unreadable"
    assert outcome.failure
    assert outcome.failure.message == "changed while the run went on"
    assert one(run(source, out)).status == "built"


def test_a_source_that_vanishes_under_the_run_is_left_out_and_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt"), tmp_path / "out"

    def take_two(_: int) -> None:  # one that is planned already, and one that is not
        (source / "a.txt").unlink()
        (source / "c.txt").unlink()

    report = run(source, out, executor=changing(source, monkeypatch, 1, take_two))

    assert (statuses(report), report.exit_code) == ({"b.txt": "built"}, 0)
    assert [note.message for note in report.notes] == ["gone since the run began: a.txt, c.txt"]


def test_a_source_that_was_named_and_vanishes_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = articles(tmp_path / "in", "a.txt") / "a.txt"
    afar = changing(source, monkeypatch, 1, lambda _: source.unlink())

    assert code(one(run(source, tmp_path / "out", executor=afar))) == "source.missing"


def void(_: object) -> None:
    """For a lambda that is to say nothing."""


def test_a_mistake_of_ours_while_a_result_is_judged_costs_one_article(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt"), tmp_path / "out"

    def fragile(first: bytes, last: bytes) -> bool:
        if b"in b" in first + last:
            raise KeyError("x")
        return True

    writer = writer_for("json")
    toy = replace(writer, format=replace(JSON, has_ends=fragile))
    formats = Formats(writers=(toy,))

    report = run(source, out, formats=formats)

    assert statuses(report) == {"a.txt": "built", "b.txt": "failed", "c.txt": "built"}
    bad = report.outcomes[1].failure
    assert bad
    assert (bad.code, bad.message) == ("bug", "KeyError: 'x'")
    assert "Traceback" in bad.details
    assert list(contents(out)) == ["a.json", "c.json"]


def test_a_folder_that_cannot_be_written_any_more_costs_what_belongs_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = articles(tmp_path / "in", "a.txt", "b/b.txt", "c.txt")
    out = tmp_path / "out"
    out.mkdir()
    afar = changing(source, monkeypatch, 1, lambda _: void((out / "b").write_text("in the way")))

    report = run(source, out, executor=afar)

    failed = {"a.txt": "built", "b/b.txt": "failed", "c.txt": "built"}
    assert statuses(report) == failed
    assert code(report.outcomes[1]) == "save.unwritable"
