"""CPU of `publish --help` and of a run that finds all up to date, against `python -c pass`.

python -m benchmarks start
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROUNDS = 15
TEXT = "Rents rise\n\nRents rose for the ninth month in a row, the city said on Monday.\n"


def cpu_seconds(*command: str, cwd: Path) -> float:
    """The median of user and system CPU over the rounds."""
    taken = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(taken)


def main() -> None:
    """Print a table of ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rents.txt").write_text(TEXT, "utf-8")
        publish = (str(Path(sys.executable).with_name("publish")),)
        subprocess.run([*publish, "build", "rents.txt", "-q"], check=True, cwd=folder)
        bare = cpu_seconds(sys.executable, "-c", "pass", cwd=folder)
        print(f"python -c pass: {bare * 1000:.0f} ms CPU")
        for words in (("--help",), ("build", "rents.txt")):
            ratio = cpu_seconds(*publish, *words, cwd=folder) / bare
            print(f"publish {' '.join(words)}: {ratio:.1f} times that")


if __name__ == "__main__":
    main()
