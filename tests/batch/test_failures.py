"""One source's failure costs no other its result; what nobody can write stops the run."""

from __future__ import annotations

import json
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from publish.batch import Outcome, build
from publish.batch.executors import EXECUTORS
from publish.batch.judge import judge
from publish.batch.manifest import Built, Failed, Manifest
from publish.errors import DiskFailed, Failure, RenderError, UnknownLayout
from publish.files import digest
from publish.model.formats import DOCX, JSON, PDF, XHTML, Format
from publish.model.limits import Limits
from publish.model.recipe import Recipe
from publish.pipeline import Formats, Job, Output, Result, Target, perform
from publish.settings import Options
from tests.batch.kit import articles, code, contents, leftovers, one, run, statuses


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

    assert heard == list(report.outcomes)
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
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    run(source, tmp_path / "out")
    manifest = tmp_path / "out/.publish/manifest.jsonl"
    data = manifest.read_bytes()
    manifest.write_bytes(data[:-20])

    torn = run(source, tmp_path / "out")

    assert statuses(torn) == {"a.txt": "skipped", "b.txt": "built"}
    assert manifest.read_bytes() == data


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


def executed_by(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Job], Result]) -> str:
    """An executor more in the table, such as other machines would be; what it is called."""

    def execute(
        jobs: Sequence[Job], workers: int, scratch: Path, formats: Formats
    ) -> Iterator[tuple[int, Result]]:
        yield from ((index, answer(job)) for index, job in enumerate(jobs))

    monkeypatch.setitem(EXECUTORS, "afar", execute)
    return "afar"


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


def test_a_source_that_changes_under_the_run_is_not_recorded_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = articles(tmp_path / "in", "a.txt")

    def late(job: Job) -> Result:
        (source / "a.txt").write_text("Prices\n\nPrices fell in June, and rents did not.\n")
        return perform(job)

    afar = executed_by(monkeypatch, late)

    outcome = one(run(source, tmp_path / "out", executor=afar))

    assert code(outcome) == "source.unreadable"
    assert outcome.failure
    assert outcome.failure.message == "changed while the run went on"
    assert one(run(source, tmp_path / "out")).status == "built"
