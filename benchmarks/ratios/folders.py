"""What a folder costs the parent: `benchmarks noop`, `memory` and `parent`, as figures."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any  # answers are JSON

from benchmarks import memory, noop, parent
from benchmarks.ratios.figure import Figure

__all__ = ["figures"]

_PAGE = "<p>{words}</p>\n"
_FURNITURE = '<div class="teaser"><a href="/{n}">Read more about number {n}</a></div>\n'
_BYTES = 110_000  # of a page, most of it furniture, as real pages have


def figures(unchanged: int, pages: int, outputs: int) -> list[Figure]:
    """The ratios of runs over folders that are made for this."""
    (most_times, most_mib), (most_ms, most_syncs) = noop.STATED, parent.STATED
    nothing = noop.measured(unchanged)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _pages(folder / "pages", pages)
        _, _, grown = _alone("memory", str(folder / "pages"), pages)
    spent, syncs = _alone("parent", outputs)
    return [
        Figure(
            f"a run that finds {unchanged:,} articles unchanged, CPU",
            nothing.noop / nothing.bare,
            "×",
            "scandir and stat of sources and results",
            most_times,
        ),
        Figure("the same, memory", nothing.mib, "MiB", "–", most_mib),
        Figure(
            f"{pages:,} HTML pages to JSON: what the parent grows by",
            grown,
            "MB",
            "after the first",
            memory.STATED,
        ),
        Figure(f"the parent, {outputs:,} outputs: CPU", spent, "ms", "an output", most_ms),
        Figure("the same, fsyncs", syncs, "", "an output", most_syncs),
    ]


def _alone(name: str, *words: str | int) -> Any:
    """What a benchmark measures in a process of its own."""
    program = (
        f"import json; from benchmarks import {name}; print(json.dumps({name}.measured(*{words})))"
    )
    command = [sys.executable, "-c", program]
    return json.loads(subprocess.check_output(command, text=True).split("\n")[-2])


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
