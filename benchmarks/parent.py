"""What the parent of a run spends on an output: CPU and syncs, where outputs share a folder.

    python -m benchmarks parent [N]

Builds N short articles (1,000) as JSON with workers. CPU is this process's own, from the first
result to the last; its syncs are counted. Parts are synced by the workers that write them.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.noop import write
from publish.batch import Outcome, build
from publish.settings import Options

STATED = 1.0, 0.1  # ms and syncs an output, where they share a folder
_FIRST = 100  # results after which it counts: workers have started, modules are loaded


def main(words: list[str]) -> int:
    """Print one line: outputs, CPU and syncs for each."""
    count = int(words[0]) if words else 1_000
    milliseconds, syncs = measured(count)
    print(
        f"{count:,} outputs: {milliseconds:.2f} ms CPU (at most {STATED[0]:.0f}) and"
        f" {syncs:.3f} syncs (at most {STATED[1]}) each"
    )
    return 0


def measured(count: int) -> tuple[float, float]:
    """Milliseconds of CPU of this process and its syncs for each of so many outputs."""
    syncs = 0
    sync = os.fsync

    def counted(handle: int) -> None:
        nonlocal syncs
        syncs += 1
        sync(handle)

    heard: list[tuple[float, int]] = []

    def hear(_: Outcome) -> None:
        heard.append((time.process_time(), syncs))

    os.fsync = counted  # type: ignore[assignment]  # that counts
    try:
        with tempfile.TemporaryDirectory() as scratch:
            source, out = Path(scratch, "in"), Path(scratch, "out")
            write(source, count)
            build(str(source), Options(into=str(out), to=("json",)), on_result=hear)
    finally:
        os.fsync = sync
    (cpu, some), (after, all_syncs) = heard[_FIRST], heard[-1]
    outputs = len(heard) - _FIRST - 1
    return (after - cpu) / outputs * 1e3, (all_syncs - some) / outputs


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
