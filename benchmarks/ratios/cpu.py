"""CPU and memory of other programs, with all that they start."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Spent", "spent"]

_PR_SET_CHILD_SUBREAPER = 36  # <linux/prctl.h>: what its children leave behind is ours to wait for
_COMMAND = (sys.executable, "-m", "benchmarks.ratios.cpu")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of CPU over all processes, and MiB of the largest of them."""

    seconds: float
    mib: float


def spent(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Spent:
    """What a command takes; CalledProcessError when it fails. Linux only: browsers leave children.

    Its words go to stderr, where they are of use when it fails.
    """
    made = subprocess.run(
        [*_COMMAND, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **(environment or {})},
        check=True,
        stdout=subprocess.PIPE,
    )
    return Spent(**json.loads(made.stdout.splitlines()[-1]))


def main(command: list[str]) -> int:
    """Run the command, wait for all that it leaves behind, print what they took."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    code = subprocess.run(command, stdout=sys.stderr, check=False).returncode
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    print(json.dumps({"seconds": seconds, "mib": used.ru_maxrss / 1024}))
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
