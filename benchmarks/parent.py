"""What the parent of a run spends on an output: CPU and syncs, where outputs share a folder.

    python -m benchmarks parent [N]

Builds N short articles (1,000) as JSON with workers. CPU is this process's own, from the first
result to the last; its syncs are counted. Parts are synced by the workers that write them. The
goals are 1 ms and 0.1 syncs an output.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.noop import write
from publish.batch import Outcome, build
from publish.settings import Options

_FIRST = 100  # results after which it counts: workers have started, modules are loaded


def main(words: list[str]) -> int:
    """Print one line: outputs, CPU and syncs for each."""
    count = int(words[0]) if words else 1_000
    syncs = 0
    sync = os.fsync

    def counted(handle: int) -> None:
        nonlocal syncs
        syncs += 1
        sync(handle)

    os.fsync = counted  # type: ignore[assignment]  # that counts
    heard: list[tuple[float, int]] = []

    def hear(_: Outcome) -> None:
        heard.append((time.process_time(), syncs))

    with tempfile.TemporaryDirectory() as scratch:
        source, out = Path(scratch, "in"), Path(scratch, "out")
        write(source, count)
        build(str(source), Options(into=str(out), to=("json",)), on_result=hear)
    (cpu, some), (after, all_syncs) = heard[_FIRST], heard[-1]
    outputs = len(heard) - _FIRST - 1
    print(
        f"{outputs:,} outputs: {(after - cpu) / outputs * 1e3:.2f} ms CPU (goal: 1) and"
        f" {(all_syncs - some) / outputs:.3f} syncs (goal: 0.1) each"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
