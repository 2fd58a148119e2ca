"""Workers: what hangs, grows or dies costs its own article, and the bytes are always the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from publish.batch import Outcome, build
from publish.batch.manifest import Manifest
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.recipe import Recipe
from publish.settings import Options
from tests.batch.kit import ENGLISH, articles, code, contents, leftovers, one, run

ENDLESS = "Rents\n\n" + ("Rents rose by a tenth in May, and prices did not. " * 3_000 + "\n\n") * 4
"""An article of 600,000 characters in four paragraphs: half a minute of CPU to set."""

SCRIPT = """
import signal
# A shell's background job ignores Ctrl-C, and children inherit it: here it must count.
signal.signal(signal.SIGINT, signal.default_int_handler)
import sys
from publish.batch import build
from publish.model.article import Decisions
from publish.model.recipe import Recipe
from publish.settings import Options
english = Recipe(decisions=Decisions(language="en"))
build(sys.argv[1],
      Options(english, into=sys.argv[2], to=("json", "xhtml"), jobs=2),
      on_result=lambda outcome: print(outcome.name, outcome.status, flush=True))
"""


def test_the_bytes_do_not_depend_on_who_made_them_and_in_what_order(tmp_path: Path) -> None:
    names = [f"{letter}.txt" for letter in "abcd"]
    source = articles(tmp_path / "in", *names)
    backwards = [str(source / name) for name in reversed(names)]
    to = ("pdf", "docx", "epub", "xhtml", "json")

    run(source, tmp_path / "one", *to, executor="serial")
    run(source, tmp_path / "two", *to, executor="processes", jobs=2)
    run(backwards, tmp_path / "three", *to, executor="processes", jobs=1)

    right = contents(tmp_path / "one")
    assert len(right) > 4 * len(names)
    assert contents(tmp_path / "two") == right
    assert contents(tmp_path / "three") == right


def test_results_are_heard_in_the_order_of_the_sources(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", *(f"{number}.txt" for number in range(1, 9)))
    (source / "1.txt").write_text("Rents\n\n" + "Rents rose in May.\n\n" * 2_000)  # the slowest
    heard: list[Outcome] = []

    report = build(
        str(source),
        Options(Recipe(decisions=ENGLISH), str(tmp_path / "out"), ("json",), jobs=2),
        on_result=heard.append,
    )

    assert [each.name for each in heard] == [f"{number}.txt" for number in range(1, 9)]
    assert [replace(each, removals=()) for each in heard] == list(report.outcomes)


@pytest.mark.parametrize(
    ("limit", "value", "neighbours"),
    [
        ("cpu-seconds", 3, ["a.txt", "c.txt"]),
        ("wall-seconds", 1, []),
        ("memory-mib", 1, []),
    ],
)
def test_an_article_over_a_limit_fails_alone_and_is_not_tried_again(
    tmp_path: Path, limit: str, value: int, neighbours: list[str]
) -> None:
    source = articles(tmp_path / "in", *neighbours, "b.txt")
    (source / "b.txt").write_text(ENDLESS)

    reports = [
        run(
            source,
            tmp_path / "out",
            "pdf",
            executor="processes",
            jobs=1,
            limits=DEFAULT_LIMITS.moved({limit: value}, "--limit"),
        )
        for _ in range(2)
    ]

    (bad,) = (each for each in reports[0].outcomes if each.failure)
    assert bad.failure
    assert bad.failure.code == f"limit.{limit}"
    assert bad.failure.hint.startswith(f"--limit {limit}=")
    assert [report.built for report in reports] == [len(neighbours), 0]
    assert bad in reports[1].outcomes
    assert leftovers(tmp_path / "out") == []


def test_a_failure_is_remembered_until_something_is_different(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "b.txt").write_text(ENDLESS)
    tight = Limits(wall_seconds=1)
    first = one(run(source, tmp_path / "out", "pdf", executor="processes", limits=tight))
    assert code(first) == "limit.wall-seconds"
    assert code(one(run(source, tmp_path / "out", "pdf", limits=tight))) == "limit.wall-seconds"

    assert Manifest(tmp_path / "out/.publish/manifest.jsonl").failed("b.txt")

    other_format = one(run(source, tmp_path / "out", "json", limits=tight))
    (source / "b.txt").write_text("Rents\n\nRents rose in May, and prices did not.\n")
    other_words = one(run(source, tmp_path / "out", "pdf", limits=tight))

    assert [each.status for each in (other_format, other_words)] == ["built", "built"]
    assert not Manifest(tmp_path / "out/.publish/manifest.jsonl").failed("b.txt")


def workers_of(parent: int) -> list[int]:
    """The process ids of a run's workers, and of those that outlived it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            words = read(entry / "cmdline").split(b"\0")
            if str(parent).encode() in words and any(b"executors.worker" in w for w in words):
                found.append(int(entry.name))
    return found


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def until_gone(parent: int) -> list[int]:
    """The workers that are still there after every chance to go."""
    for _ in range(500):
        if not workers_of(parent):
            break
        time.sleep(0.01)
    return workers_of(parent)


def test_a_worker_that_is_killed_costs_one_article(tmp_path: Path) -> None:
    names = [f"{number:02}.txt" for number in range(90)]  # a group is told while others are made
    source = articles(tmp_path / "in", *names)
    run(source, tmp_path / "right", "json")
    killed: list[int] = []

    def kill_one(_: Outcome) -> None:
        if not killed:
            killed.extend(workers_of(os.getpid())[:1])
            os.kill(killed[0], signal.SIGKILL)

    report = build(
        str(source),
        Options(Recipe(decisions=ENGLISH), str(tmp_path / "out"), ("json",), jobs=1),
        on_result=kill_one,
    )
    failed = [each for each in report.outcomes if each.failure]
    again = run(source, tmp_path / "out", "json", retry_failed=True)

    assert [code(each) for each in failed] in ([], ["worker.died"])  # it may have been idle
    assert report.built == len(names) - len(failed)
    assert again.exit_code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "right")
    assert until_gone(os.getpid()) == []


def started(source: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(source), str(out)], stdout=subprocess.PIPE, text=True
    )


def killed_at_random(source: Path, out: Path, dice: random.Random) -> None:
    """Start a run and kill -9 it: while it starts, or at some result and a moment later.

    Every second time all of its workers are killed with it.
    """
    process = started(source, out)
    assert process.stdout
    for _ in range(dice.choice([0, 0, 1, 2, 4])):
        process.stdout.readline()
    time.sleep(dice.uniform(0, 0.8) * dice.random())
    workers = dice.choice([[], workers_of(process.pid)])
    process.kill()
    for worker in workers:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert until_gone(process.pid) == []


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return articles(tmp_path / "in", *(f"{number}.txt" for number in range(9)))


def assert_kills_do_no_harm(source: Path, tmp_path: Path, kills: int, seed: int) -> None:
    run(source, tmp_path / "right", "json", "xhtml")
    right = contents(tmp_path / "right")
    dice = random.Random(seed)
    for number in range(kills):
        out = tmp_path / f"out-{number}"

        for _ in range(dice.choice([1, 2])):
            killed_at_random(source, out, dice)
            left = contents(out) if out.exists() else {}
            assert left.items() <= right.items()
        report = run(source, out, "json", "xhtml")

        assert report.exit_code == 0
        assert contents(out) == right
        assert leftovers(out) == []


def test_a_kill_at_any_moment_leaves_nothing_wrong(source: Path, tmp_path: Path) -> None:
    assert_kills_do_no_harm(source, tmp_path, 2, seed=1)


@pytest.mark.full
def test_two_hundred_kills_leave_nothing_wrong(source: Path, tmp_path: Path) -> None:
    assert_kills_do_no_harm(source, tmp_path, 135, seed=2)


def test_an_interrupt_ends_the_run_and_its_workers(source: Path, tmp_path: Path) -> None:
    process = started(source, tmp_path / "out")
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate()

    assert process.returncode == -signal.SIGINT  # as Python ends by a KeyboardInterrupt
    assert until_gone(process.pid) == []
    assert leftovers(tmp_path / "out") == []
    run(source, tmp_path / "right", "json", "xhtml")
    assert contents(tmp_path / "out").items() <= contents(tmp_path / "right").items()


def test_a_script_without_a_main_guard_can_build(source: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("print('once')\n" + SCRIPT)

    done = subprocess.run(
        [sys.executable, str(script), str(source), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("once") == 1
    assert done.stdout.count("built") == 9


def test_a_worker_that_is_no_part_of_a_run_ends_by_itself() -> None:
    words = "from publish.batch.executors.worker import main; main(1)"

    done = subprocess.run([sys.executable, "-c", words], stdin=subprocess.DEVNULL, check=False)

    assert done.returncode in (0, 1)
