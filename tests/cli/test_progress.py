"""How far a run is, as a person at a terminal and a person who reads a log see it."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.cli.progress import Pace, progress
from tests.batch.kit import articles
from tests.cli.test_cli import run

pty = pytest.importorskip("pty", reason="a terminal of Unix")


def paced(seconds: int, a_second: int, total: int, failed: int = 0) -> Pace:
    """A run that has gone on for so long, so many sources a second."""
    pace = Pace(started=100.0)
    pace.expect(total)
    for second in range(seconds):
        for number in range(a_second):
            problem = "x.txt: no" if second * a_second + number < failed else ""
            pace.hear(100.0 + second + number / a_second, problem)
    return pace


def test_a_line_says_how_many_are_done_how_fast_and_how_long_it_takes_yet() -> None:
    line = paced(30, 41, 100_000, failed=3).line(130.0)

    assert line == "1,230 of 100,000 done, 41/s, about 40 min left, 3 failed"


@pytest.mark.parametrize(
    ("a_second", "total", "said"),
    [
        (41, 2_000, "less than a minute left"),
        (41, 20_000, "about 8 min left"),
        (10, 100_000, "about 3 h left"),
    ],
)
def test_the_time_that_is_left_is_no_finer_than_it_can_be_known(
    a_second: int, total: int, said: str
) -> None:
    assert said in paced(30, a_second, total).line(130.0)


def test_what_was_up_to_date_at_the_start_does_not_promise_the_rest_as_fast() -> None:
    pace = Pace(started=0.0)
    pace.expect(100_000)
    for _ in range(50_000):
        pace.hear(0.5)
    for second in range(1, 301):
        pace.hear(float(second))

    assert "about 14 h left" in pace.line(301.0)


def test_a_run_that_has_just_begun_promises_nothing() -> None:
    pace = Pace(started=0.0)
    pace.expect(12)

    assert pace.line(0.2) == "0 of 12 done"


def test_without_a_terminal_a_long_run_says_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)

    with progress(False, every_seconds=0.001) as shown:
        shown.expect(2)
        shown.hear("a\x1b[2J.txt: no")
        while not log.getvalue():  # the line itself is waited for
            pass

    assert "1 of 2 done" in log.getvalue()
    assert "\x1b" not in log.getvalue()


def test_a_short_run_without_a_terminal_says_no_such_line(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")

    assert run(tmp_path, "build", "in", "-t", "json").stderr == ""


def at_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """All that a person sees who runs it at a terminal."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
        env={**os.environ, "COLUMNS": "80", **environment},
    )
    os.close(child)
    seen = b"".join(_read(parent))
    os.close(parent)
    process.wait()
    return seen.decode()


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            return
        if not data:
            return
        yield data


def test_a_terminal_shows_what_is_done_and_the_last_problem(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt", "c.txt")
    (tmp_path / "in" / "b[red].txt").write_bytes(bytes(range(256)) * 4)

    seen = at_terminal(tmp_path, "build", "in", "-t", "json", "-j", "1", TERM="xterm")

    assert re.search(r"\d of 3 done", seen)
    assert "last problem: b[red].txt: " in seen
    assert "2 built, 1 failed in " in seen.splitlines()[-1]


def test_a_dumb_terminal_gets_no_signs_that_it_cannot_take(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")

    seen = at_terminal(tmp_path, "build", "in", "-t", "json", TERM="dumb")

    assert "\x1b" not in seen
    assert seen.startswith("1 built in ")


def test_a_terminal_without_colours_gets_none(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")

    seen = at_terminal(tmp_path, "build", "in", "-t", "json", TERM="xterm", NO_COLOR="1")

    assert not re.search(r"\x1b\[[0-9;]*3[0-9][0-9;]*m", seen)


@pytest.mark.parametrize(
    ("sign", "code", "word"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")],
)
def test_a_run_that_is_ended_says_what_is_finished(
    tmp_path: Path, sign: signal.Signals, code: int, word: str
) -> None:
    names = [f"{number:02}.txt" for number in range(40)]
    articles(tmp_path / "in", *names)
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", "build", "in", "-t", "json", "--json", "-j", "1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline()
    process.send_signal(sign)
    _, said = process.communicate()

    assert process.returncode == code
    assert re.search(r"^\d+ built in [\d.]+ s; \d+ not done$", said, re.MULTILINE)
    assert f"{word}; what was finished stays" in said


def test_failures_are_counted_by_code_at_the_end(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")
    for name in ("b.txt", "c.txt"):
        (tmp_path / "in" / name).write_bytes(bytes(range(256)) * 4)
    (tmp_path / "in" / "d.txt").write_bytes(b"")

    done = run(tmp_path, "build", "in", "-t", "json")

    assert done.stderr.splitlines()[-1] == "3 failed: 2 source.unknown-format, 1 source.empty"
