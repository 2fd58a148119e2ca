"""A run over unchanged articles against a bare look at their folder, and at that of the results.

    python -m benchmarks noop [N]

Makes N sources (100,000) and a result of each, by a worker that writes without reading; then times
runs that find nothing to do. The ratio is the run's CPU time to that of a bare scandir and stat of
all sources and results, both the best of three, interleaved. `verify` is the same run when it reads
and hashes everything. The memory is the most that a process held which did this and nothing else.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish.batch import build
from publish.batch.executors import EXECUTORS
from publish.files import digest
from publish.pipeline import Formats, Job, Output, Result
from publish.settings import Options

ARTICLE = "Rents rise in {n}\n\nRents rose by a tenth in May, number {n}.\n"
A_FOLDER = 1_000  # articles
STATED = 4.0, 250  # times a bare look, and MiB, at 100,000
_ALONE = "alone"  # the word for a process that does one run and says what it held


def main(words: list[str]) -> int:
    """Print one line: how many articles, the times, their ratio, the memory."""
    if words[:1] == [_ALONE]:
        return _alone(words[1], words[2])
    made = measured(int(words[0]) if words else 100_000)
    print(
        f"{made.count:,} unchanged: {made.noop:.2f} s, bare {made.bare:.2f} s,"
        f" ratio {made.noop / made.bare:.1f} (at most {STATED[0]:.0f}),"
        f" verify {made.verify / made.bare:.1f}; {made.mib:,} MiB (at most {STATED[1]})"
    )
    return 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of CPU of a bare look, a run and one that reads all; MiB that a run held at most."""

    count: int
    bare: float
    noop: float
    verify: float
    mib: int


def measured(count: int) -> Measured:
    """What runs over so many unchanged articles take."""
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch, "in"), Path(scratch, "out")
        write(source, count)
        first = build(str(source), _options(out), executor=without_work())
        assert first.built == count, first.failed
        time.sleep(2.1)  # what is written counts as old after 2 s (publish.batch.signatures)
        build(str(source), _options(out))
        bare, noop = _interleaved(
            lambda: (_look(source), _look(out)), lambda: _nothing(source, out, count)
        )
        before = time.process_time()
        build(str(source), _options(out).changed({"verify": True}))
        verify = time.process_time() - before
        alone = subprocess.run(  # ourselves
            [sys.executable, "-m", "benchmarks.noop", _ALONE, str(source), str(out)],
            capture_output=True,
            check=True,
            text=True,
        )
    return Measured(count, bare, noop, verify, int(alone.stdout))


def write(source: Path, count: int) -> None:
    """Short articles, a thousand in a folder."""
    for n in range(count):
        folder = source / f"{n // A_FOLDER:03d}"
        if n % A_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"{n:06d}.txt").write_text(ARTICLE.format(n=n), "utf-8")


def without_work() -> str:
    """The name of an executor that makes a result of each job in no time: the rest is ours."""

    def execute(
        jobs: Iterable[Job | None], workers: int, scratch: Path, formats: Formats, fetch: object
    ) -> Iterator[tuple[int, Result]]:
        del workers, scratch, formats, fetch
        for number, job in enumerate(filter(None, jobs)):
            outputs = []
            for target in job.targets:
                data = f'{{"title": "{job.name}"}}\n'.encode()
                Path(target.part).write_bytes(data)
                outputs.append(Output(target, digest(data)))
            yield number, Result(job.name, tuple(outputs))

    EXECUTORS["without work"] = execute  # type: ignore[index]  # a table that is a dict
    return "without work"


def _options(out: Path) -> Options:
    return Options(into=str(out), to=("json",))


def _nothing(source: Path, out: Path, count: int) -> None:
    report = build(str(source), _options(out))
    assert report.skipped == count, report.failed


def _alone(source: str, out: str) -> int:
    build(source, _options(Path(out)))
    # Not ru_maxrss: a process inherits that of the one which started it.
    status = Path("/proc/self/status").read_text("ascii").split()
    print(int(status[status.index("VmHWM:") + 1]) // 1024)
    return 0


def _look(folder: Path) -> int:
    """A stat of everything below a folder: the least that any run has to do."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += _look(Path(entry.path))
            else:
                count += entry.stat().st_size > 0
    return count


def _interleaved(*works: Callable[[], object]) -> list[float]:
    times: list[list[float]] = [[] for _ in works]
    for _ in range(3):
        for work, taken in zip(works, times, strict=True):
            before = time.process_time()
            work()
            taken.append(time.process_time() - before)
    return [min(taken) for taken in times]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
