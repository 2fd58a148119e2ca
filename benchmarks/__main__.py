"""Run one benchmark: `python -m benchmarks NAME [ARGS…]`; without a name, all that we promise."""

import runpy
import sys
from pathlib import Path


def main(words: list[str]) -> int:
    """Run the benchmark that the first word names, with the others as its arguments."""
    here = Path(__file__).parent
    modules = (path.stem for path in here.glob("[a-z]*.py"))
    packages = (path.parent.name for path in here.glob("[a-z]*/__main__.py"))
    names = sorted((*modules, *packages))
    if not words or words[0].startswith("--") or Path(words[0]).is_dir():
        words = ["ratios", *words]
    if words[0] in names:
        sys.argv[:] = words
        runpy.run_module(f"benchmarks.{words[0]}", run_name="__main__")
        return 0
    print(f"there is no benchmark {words[0]!r}", file=sys.stderr)
    print(f"benchmarks: {', '.join(names)}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
