"""What a folder costs the parent: memory that grows, CPU and syncs an output.

    python -m benchmarks.ratios.folders grown FOLDER | spent FOLDER

builds the sources of a folder as JSON by workers and prints one JSON object.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any  # answers are JSON

from benchmarks import noop
from benchmarks.ratios.figure import Figure

__all__ = ["figures"]

_MOST_TIMES, _MOST_MIB = noop.STATED
_MOST_GROWN, _MOST_MS, _MOST_SYNCS = 10.0, 1.0, 0.1
_PAGE = "<p>{words}</p>\n"
_FURNITURE = '<div class="teaser"><a href="/{n}">Read more about number {n}</a></div>\n'
_BYTES = 110_000  # of a page, most of it furniture, as real pages have


def figures(unchanged: int, pages: int, outputs: int) -> list[Figure]:
    """The ratios of runs over folders that are made for this."""
    nothing = noop.measured(unchanged)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _pages(folder / "pages", pages)
        grown = _asked("grown", folder / "pages")
        noop.write(folder / "texts", outputs)
        spent = _asked("spent", folder / "texts")
    return [
        Figure(
            f"a run that finds {unchanged:,} articles unchanged, CPU",
            nothing.noop / nothing.bare,
            "×",
            "scandir and stat of sources and results",
            _MOST_TIMES,
        ),
        Figure("the same, memory", nothing.mib, "MiB", "–", _MOST_MIB),
        Figure(
            f"{pages:,} HTML pages to JSON: what the parent grows by",
            grown["mib"],
            "MiB",
            "after the first tenth",
            _MOST_GROWN,
        ),
        Figure(f"the parent, {outputs:,} outputs: CPU", spent["ms"], "ms", "an output", _MOST_MS),
        Figure("the same, fsyncs", spent["syncs"], "", "an output", _MOST_SYNCS),
    ]


def _asked(*words: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.ratios.folders", *map(str, words)]
    answer: dict[str, Any] = json.loads(subprocess.check_output(command, text=True).split("\n")[-2])
    return answer


def _pages(folder: Path, count: int) -> None:
    """HTML pages with an article each, and much around it that goes."""
    from benchmarks.typesetting import prose

    folder.mkdir(parents=True)
    for number in range(count):
        rows = "".join(_FURNITURE.format(n=n) for n in range(number, number + 60))
        body = "".join(_PAGE.format(words=text) for text in prose.paragraphs("en", 500, number))
        filler = f"<script>{'x' * (_BYTES - len(rows) - len(body))}</script>"
        title = f"<title>Number {number}</title>"
        (folder / f"{number:05}.html").write_text(
            f"<!doctype html>{title}{filler}{rows}"
            f"<article><h1>Number {number}</h1>{body}</article>",
            "utf-8",
        )


def _grown(folder: Path) -> dict[str, float]:
    """MiB that the parent holds more at the end than when a tenth was done."""
    from publish.batch import Outcome, build
    from publish.settings import Options

    total = len(list(folder.iterdir()))
    done, early = 0, 0.0

    def hear(_: Outcome) -> None:
        nonlocal done, early
        done += 1
        if done == total // 10:
            early = _resident()

    with tempfile.TemporaryDirectory() as out:
        report = build(str(folder), Options(into=out, to=("json",)), on_result=hear)
        assert report.built == total, report.failed
        return {"mib": _resident() - early}


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _spent(folder: Path) -> dict[str, float]:
    """Milliseconds of this process and its syncs an output, where the work takes no time."""
    from publish.batch import build
    from publish.settings import Options

    syncs = 0
    sync = os.fsync

    def counted(handle: int) -> None:
        nonlocal syncs
        syncs += 1
        sync(handle)

    os.fsync = counted
    executor = noop.without_work()
    with tempfile.TemporaryDirectory() as out:
        before = time.process_time()
        report = build(str(folder), Options(into=out, to=("json",)), executor=executor)
        spent = time.process_time() - before
    assert not report.failed
    return {"ms": spent * 1e3 / report.built, "syncs": syncs / report.built}


if __name__ == "__main__":
    print(json.dumps({"grown": _grown, "spent": _spent}[sys.argv[1]](Path(sys.argv[2]))))
