"""What the parent of a run holds: its memory over a folder of real pages, made into JSON.

    python -m benchmarks memory FOLDER [N]

Builds the first N sources of a folder (2,500) with workers, and prints by how much the parent's
resident memory has grown from the first result to the last, and at most.
"""

import os
import sys
import tempfile
from pathlib import Path

from publish.batch import Outcome, build
from publish.settings import Options

STATED = 10.0  # MB, of 2,500 pages


def main(words: list[str]) -> int:
    """Print one line: how many articles, and by how much the parent grew."""
    folder, count = words[0], int(words[1]) if len(words) > 1 else 2_500
    built, last, most = measured(folder, count)
    print(
        f"{built:,} pages built: the parent grew by {last:.1f} MB, at most by {most:.1f} MB"
        f" (at most {STATED:.0f})"
    )
    return 0


def measured(folder: str, count: int) -> tuple[int, float, float]:
    """How many were built, and MB that this process grew by since the first: at last, at most."""
    held: list[int] = []

    def hear(_: Outcome) -> None:
        held.append(_resident())

    with tempfile.TemporaryDirectory() as out:
        options = Options(into=out, to=("json",), max_articles=count)
        report = build(folder, options, on_result=hear)
    start = held[0]
    return report.built, (held[-1] - start) / 1e6, (max(held) - start) / 1e6


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
