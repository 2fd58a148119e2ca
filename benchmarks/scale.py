"""What many articles cost, by what a few do: each figure is a slope between two sizes.

    python -m benchmarks scale [SOURCES [ARTICLES]]

Of SOURCES (20,000) short ones, made by a worker that writes without reading, and of a quarter of
them: what planning takes in every shard, whatever its share is; what a join takes; what the
manifest holds. Of ARTICLES (30) of 700 words, and of a fifth of them: CPU and memory of one worker,
and bytes of a result, by format. CPU is of all processes; memory is the most that the process held,
of workers the most that one did. docs/scale.md says what follows for ten million.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.noop import without_work, write
from benchmarks.ratios.articles import articles
from publish.batch import build
from publish.batch.destination import OURS
from publish.model.formats import FORMATS
from publish.settings import Options

_RUN = "run"  # the word for a process that does one run and says what it took
_STEPS = ("plan", "build", "join", "plan after", "unchanged")


def main(words: list[str]) -> int:
    """Print a line for each step and format."""
    if words[:1] == [_RUN]:
        return _run(*words[1:])
    sources = int(words[0]) if words else 20_000
    prose = int(words[1]) if len(words) > 1 else 30
    with tempfile.TemporaryDirectory() as scratch:
        _tell_steps(Path(scratch), sources)
        _tell_formats(Path(scratch), prose)
    return 0


def _tell_steps(scratch: Path, sources: int) -> None:
    few, many = sources // 4, sources
    less, more = (_steps(scratch / str(count), count) for count in (few, many))
    print(f"of {many:,} sources and {few:,}: a source more takes")
    for step in _STEPS:
        cpu, held = ((more[step][at] - less[step][at]) / (many - few) for at in (0, 1))
        print(f"{step:12} {cpu * 1e6:7.1f} µs CPU {held:7.0f} bytes of memory")
    for name in ("manifest.jsonl", "removals.jsonl"):
        size = (scratch / str(many) / "out/.publish" / name).stat().st_size
        print(f"{name} {size / many:,.0f} bytes an output")


def _steps(folder: Path, count: int) -> dict[str, tuple[float, float, float]]:
    """Seconds of CPU and bytes held, of a process for each step over so many sources."""
    write(folder / "in", count)
    made = {"plan": _taken(folder, _NEARLY_NONE), "build": _taken(folder, "shard=1/1")}
    time.sleep(2.1)  # what is written counts as old after 2 s (publish.batch.signatures)
    made["join"] = _taken(folder, "join=yes")
    made["plan after"] = _taken(folder, _NEARLY_NONE)
    made["unchanged"] = _taken(folder, "")
    return made


# A share so small that all a shard does is to plan; a dry one, which leaves no shard to be joined.
_NEARLY_NONE = "shard=1/100000 dry_run=yes"


def _tell_formats(scratch: Path, many: int) -> None:
    few = many // 5
    folder = scratch / "prose"
    for number, (text, _) in enumerate(articles(None, many)):
        for count in (few, many):
            path = folder / f"{count}/in/{number:04}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            if number < count:
                path.write_text(text, "utf-8")
    print(f"of {many:,} articles and {few:,}: an article more takes, and a worker holds")
    for format in FORMATS:
        # Starts differ by more than an article takes: the quickest of three.
        less, more = (
            min(_taken(folder / str(count), "force=yes", format.name) for _ in range(3))
            for count in (few, many)
        )
        cpu = (more[0] - less[0]) / (many - few)
        results = (folder / str(many) / f"out-{format.name}").rglob("[!.]*")
        size = sum(path.stat().st_size for path in results if OURS not in path.parts) / many
        held = f"{more[2] / 2**20:.0f} MiB of memory, a result has {size / 1e3:,.0f} kB"
        print(f"{format.name:12} {cpu * 1e3:7.1f} ms CPU, {held}")


def _taken(folder: Path, asked: str, format: str = "") -> tuple[float, float, float]:
    """Seconds of CPU of a run in a process of its own; bytes that it and that a worker held."""
    done = subprocess.run(  # ourselves
        [sys.executable, "-m", "benchmarks.scale", _RUN, str(folder), asked, format],
        capture_output=True,
        check=True,
        text=True,
    )
    cpu, held, held_by_worker = json.loads(done.stdout)
    return cpu, held, held_by_worker


def _run(folder: str, asked: str, format: str) -> int:
    said = [each.partition("=") for each in asked.split()]
    options = {name: True if value == "yes" else value for name, _, value in said}
    into = Path(folder, f"out-{format}" if format else "out")
    made = Options(into=str(into), to=(format or "json",), jobs=1).changed(options)
    build(f"{folder}/in", made, executor="processes" if format else without_work())
    # Not ru_maxrss of ourselves: a process inherits that of the one which started it.
    status = Path("/proc/self/status").read_text("ascii").split()
    own, others = (
        resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = sum(each.ru_utime + each.ru_stime for each in (own, others))
    print(
        json.dumps([cpu, int(status[status.index("VmHWM:") + 1]) * 1024, others.ru_maxrss * 1024])
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
