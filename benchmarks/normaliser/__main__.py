"""How clean pages and texts come out, by cross-validation over sites, next to other tools.

    ./run bench normaliser DATA [--sample N]

DATA is a folder with html/gold.jsonl, html/pages/ and text/dev.jsonl.gz. Figures go into
docs/normaliser.md, the worst pages with their passages into output/normaliser-worst.md. With
--sample only every Nth site is read, and nothing goes into docs/. A page on which words were lost
or made (AssertionError) is named, and the command fails.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

TOOLS = ("catboost", "trafilatura", "readability", "resiliparse")
"""Modules of the dependency group `bench`."""


def main() -> int:
    """Run it all; 1 when a page could not be cleaned without losing count of its words."""
    parser = argparse.ArgumentParser(prog="./run bench normaliser", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("data", type=Path, help="the folder of labelled pages and texts")
    parser.add_argument("--sample", type=int, default=1, help="read every Nth site only")
    words = parser.parse_args()
    if missing := [name for name in TOOLS if find_spec(name) is None]:
        needed = ", ".join(missing)
        print(f"not installed: {needed}; ./run bench normaliser installs them", file=sys.stderr)
        return 1
    # Only now: these import what the group `bench` brings.
    from benchmarks.normaliser.measure import measure

    return measure(words.data, words.sample)


if __name__ == "__main__":
    raise SystemExit(main())
