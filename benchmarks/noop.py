"""A run over unchanged articles against a bare look at their folder.

    python -m benchmarks noop [N]

Builds N short articles (10,000) as JSON once, then times runs that find nothing to do. Such a run
reads and hashes each source and each result, by contents and not by dates. The ratio is the run's
CPU time to that of a bare scandir and stat of the sources, both the best of three.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from publish.batch import Outcome, build
from publish.settings import Options

ARTICLE = "Rents rise in {n}\n\nRents rose by a tenth in May, number {n}.\n"
A_FOLDER = 1_000  # articles


def main(words: list[str]) -> int:
    """Print one line: how many articles, the two times and their ratio."""
    count = int(words[0]) if words else 10_000
    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch, "in"), Path(scratch, "out")
        _write(source, count)
        options = Options(into=str(out), to=("json",))
        first = build(str(source), options, executor="serial")
        assert first.built == count, first.failed
        seen: list[Outcome] = []
        bare = _best(lambda: _look(source))
        noop = _best(lambda: seen.extend(build(str(source), options).outcomes))
        assert all(outcome.status == "skipped" for outcome in seen)
    ratio = noop / bare
    print(f"{count} unchanged: {noop * 1e3:.0f} ms, bare {bare * 1e3:.1f} ms, ratio {ratio:.1f}")
    return 0


def _write(source: Path, count: int) -> None:
    for n in range(count):
        folder = source / f"{n // A_FOLDER:03d}"
        if n % A_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"{n:06d}.txt").write_text(ARTICLE.format(n=n), "utf-8")


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


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
