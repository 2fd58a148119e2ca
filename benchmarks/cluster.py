"""What a cluster costs beside workers of this machine: CPU of all its processes, and memory.

    python -m benchmarks cluster [ARTICLES [FORMAT]]

Builds ARTICLES (2,000) of 700 words as FORMAT (docx), by two workers and by `--cluster local` with
two nodes, twice each, by turns. CPU is that of the run, of its children and of theirs: scheduler
and nodes are among them. Memory is what the run's own process, which has the scheduler too, grew by
from its first tenth to its end.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.ratios.articles import made_text
from publish.batch import Outcome, build
from publish.settings import Options

STATED = 1.15
_RUN = "run"  # the word for a process that does one run
_WORKERS = 2
_ROUNDS = 2
_LOOK_SECONDS = 0.1


def main(words: list[str]) -> int:
    """Print a line for each way, and one that compares them."""
    if words[:1] == [_RUN]:
        return _run(*words[1:])
    count = int(words[0]) if words else 2_000
    format = words[1] if len(words) > 1 else "docx"
    spent = {"-j 2": 0.0, "--cluster local": 0.0}
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "in")
        written(source, count)
        for turn in range(_ROUNDS):
            for name in spent:
                cluster = "local" if "cluster" in name else ""
                cpu, grown = measured(source, Path(scratch, f"{turn}{cluster}"), format, cluster)
                spent[name] += cpu
                print(f"{name:16} {cpu / count * 1e3:6.2f} ms CPU an article, {grown:+.1f} MB")
    plain, far = spent.values()
    print(f"{count:,} articles to {format}: {far / plain:.3f} × (at most {STATED})")
    return 0


def written(folder: Path, count: int) -> None:
    """Write so many articles of 700 words into a folder, in folders of 1,000."""
    for number in range(count):
        place = folder / f"{number // 1_000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.txt").write_text(made_text(number), "utf-8")


def measured(source: Path, out: Path, format: str, cluster: str) -> tuple[float, float]:
    """Seconds of CPU of a run with all that it starts, and MB by which its own process grew."""
    words = [str(source), str(out), format, cluster]
    run = subprocess.Popen(
        [sys.executable, "-m", "benchmarks", "cluster", _RUN, *words],
        stdout=subprocess.PIPE,
        text=True,
    )
    top = psutil.Process(run.pid)
    spent: dict[tuple[int, float], float] = {}
    while run.poll() is None:
        for each in _family(top):
            try:
                times = each.cpu_times()
                spent[each.pid, each.create_time()] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
        time.sleep(_LOOK_SECONDS)
    assert run.stdout
    said = run.stdout.read().split()
    assert run.returncode == 0, said
    return sum(spent.values()), float(said[0])


def _family(top: psutil.Process) -> list[psutil.Process]:
    try:
        return [top, *top.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _run(source: str, out: str, format: str, cluster: str = "") -> int:
    held: list[int] = []
    own = psutil.Process()

    def hear(_: Outcome) -> None:
        held.append(own.memory_info().rss)

    options = Options(into=out, to=(format,), jobs=_WORKERS, cluster=cluster)
    report = build(source, options, on_result=hear)
    assert report.failed == 0, [each.failure for each in report.outcomes][:1]
    print((held[-1] - held[len(held) // 10]) / 1e6)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
