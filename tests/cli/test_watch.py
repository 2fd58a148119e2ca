"""publish build --watch, as a person sees it who goes on editing: real files, a real process."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.batch.kit import ARTICLE, articles

PATIENCE_SECONDS = 30  # of a test that fails; one that passes waits for lines alone


class Watching:
    """A process that watches, and the lines that it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._thread.join()
        assert self.process.stdout
        self.process.stdout.close()

    def line(self) -> str:
        """The next line, waited for."""
        return self._lines.get(timeout=PATIENCE_SECONDS)

    def round(self) -> str:
        """The next closing line without its time."""
        while " built" not in (line := self.line()):
            pass
        return line.rpartition(" in ")[0]

    def workers(self) -> set[str]:
        """The processes that it has started."""
        task = Path(f"/proc/{self.process.pid}/task")
        return {
            child for each in task.iterdir() for child in (each / "children").read_text().split()
        }


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", "build", *arguments, "--watch", "-j", "1"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with closing(Watching(process)) as run:
        yield run


def edit(path: Path, more: str = "Rents fell again in June, the city said.\n") -> None:
    """As an editor saves: another file takes the name."""
    part = path.with_name(f".{path.name}.new")
    part.write_text(path.read_text("utf-8") + "\n" + more, "utf-8")
    part.replace(path)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_what_changes_is_built_by_workers_that_are_warm(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b/c.txt")
    with watching(tmp_path, "in", "-t", "json") as run:
        assert run.round() == "2 built"
        workers = run.workers()

        edit(source / "b" / "c.txt")
        assert run.round() == "1 built, 1 up to date"
        articles(source, *(f"new/{number}.txt" for number in range(40)))
        assert run.round() == "40 built, 2 up to date"
        (source / "decisions.toml").write_text('["a.txt"]\ntitle = "Ours"\n')
        assert run.round() == "1 built, 41 up to date"

        assert run.workers() == workers
        assert '"Ours"' in (tmp_path / "output" / "a.json").read_text("utf-8")


def test_a_mistake_ends_a_round_and_not_the_watch(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    settings = tmp_path / "publish.toml"
    with watching(tmp_path, "in", "-t", "json") as run:
        assert run.round() == "1 built"

        (source / "b.bin").write_bytes(bytes(range(256)) * 4)
        assert run.round() == "0 built, 1 up to date, 1 failed"
        settings.write_text("layoutt = 1\n")
        while "did you mean 'layout'" not in run.line():
            pass
        settings.write_text("[limits]\nblocks = 1\n")
        while "(limit.blocks)" not in run.line():
            pass
        assert run.round() == "0 built, 2 failed"
        settings.unlink()
        edit(source / "a.txt")
        assert run.round() == "1 built, 1 failed"


def test_results_among_the_sources_are_no_change(tmp_path: Path) -> None:
    articles(tmp_path, "a.txt")
    with watching(tmp_path, ".", "-o", ".", "-t", "json", "-t", "xhtml") as run:
        assert run.round() == "1 built"

        edit(tmp_path / "a.txt")
        assert run.round() == "1 built"
        articles(tmp_path, "b.txt")
        assert run.round() == "1 built, 1 up to date"


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_watch_is_ended_as_every_run_is(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    articles(tmp_path / "in", "a.txt")
    with watching(tmp_path, "in", "-t", "json") as run:
        assert run.round() == "1 built"
        run.process.send_signal(sign)

        assert run.process.wait(PATIENCE_SECONDS) == code
    assert not (tmp_path / "output" / ".publish" / "tmp").exists()


def test_a_watch_waits_while_another_run_holds_the_folder(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    source = articles(tmp_path / "in", "a.txt")
    with watching(tmp_path, "in", "-t", "json") as run:
        assert run.round() == "1 built"
        with (tmp_path / "output" / ".publish" / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            edit(source / "a.txt")
            while "another run works" not in run.line():
                pass

        assert run.round() == "1 built"


@pytest.mark.parametrize("words", [("-",), ("in", "--dry-run")])
def test_what_cannot_be_watched_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    articles(tmp_path / "in", "a.txt")
    with watching(tmp_path, *words) as run:
        assert run.process.wait(PATIENCE_SECONDS) == 2
        assert "--watch" in run.line()


@pytest.mark.full
def test_five_hundred_files_at_once_are_one_round(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    with watching(tmp_path, "in", "-t", "json") as run:
        assert run.round() == "1 built"

        for number in range(500):
            (source / f"{number}.txt").write_text(ARTICLE.format(title=f"Rents {number}"))

        assert run.round() == "500 built, 1 up to date"
    assert len(list((tmp_path / "output").glob("*.json"))) == 501
