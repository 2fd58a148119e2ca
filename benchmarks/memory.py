"""What the parent of a run holds: its memory over a folder of real pages, made into JSON.

    python -m benchmarks memory FOLDER [N]

Builds the first N sources of a folder (2,500) with workers, and prints by how much the parent's
resident memory has grown from the first result to the last, and at most. The goal is 10 MB.
"""

import os
import sys
import tempfile
from pathlib import Path

from publish.batch import Outcome, build
from publish.settings import Options


def main(words: list[str]) -> int:
    """Print one line: how many articles, and by how much the parent grew."""
    folder, count = words[0], int(words[1]) if len(words) > 1 else 2_500
    held: list[int] = []
    removed = 0

    def hear(outcome: Outcome) -> None:
        nonlocal removed
        removed += outcome.removed
        held.append(_resident())

    with tempfile.TemporaryDirectory() as out:
        options = Options(into=out, to=("json",), max_articles=count)
        report = build(folder, options, on_result=hear)
    start = held[0]
    print(
        f"{len(held):,} pages ({report.built:,} built, {removed:,} removals): the parent grew by"
        f" {(held[-1] - start) / 1e6:.1f} MB, at most by {(max(held) - start) / 1e6:.1f} MB"
        " (goal: 10)"
    )
    return 0


def _resident() -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
