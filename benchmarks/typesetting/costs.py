"""Time and memory of whole renders, each figure in a process of its own.

    python -m benchmarks.typesetting.costs once|long|memory [...]

prints one JSON object; the benchmark asks for it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any  # answers are JSON

from benchmarks.typesetting.printing import ARTICLE, OURS, UNTOUCHED, prepare, printed
from benchmarks.typesetting.prose import article

__all__ = ["asked"]

WARM, ONCE = 100, 60  # articles printed before, and those that are timed
SHORT, LONG = 60, 350  # pages
_WORDS_A_PAGE = 430
MANY, FEW = 2_000, 200  # articles in one process


def asked(*words: object) -> dict[str, Any]:
    """The figures that another process prints."""
    command = [sys.executable, "-m", "benchmarks.typesetting.costs", *map(str, words)]
    answer: dict[str, Any] = json.loads(subprocess.check_output(command, text=True))
    return answer


def _page(inside: str) -> str:
    return f"<!doctype html><html lang=en-US><title>An article</title><body>{inside}"


def _timed(inside: str, engine: str) -> tuple[float, bytes]:
    choices = OURS if engine == "fast" else UNTOUCHED
    before = time.process_time()
    data, _ = printed(_page(inside), ARTICLE, choices)
    return time.process_time() - before, data


def once(warm: int, count: int) -> dict[str, Any]:
    """Different articles printed once each by both engines, which of them first by turns."""
    for number in range(warm):
        for engine in ("fast", "untouched") if number % 10 == 0 else ("fast",):
            _timed(article(number), engine)
    times: dict[str, list[float]] = {"fast": [], "untouched": []}
    for number in range(warm, warm + count):
        inside = article(number)
        for engine in sorted(times, reverse=bool(number % 2)):
            times[engine].append(_timed(inside, engine)[0])
    ratios = [ours / theirs for ours, theirs in zip(*times.values(), strict=True)]
    return {
        "ratio": median(ratios),
        "fast": median(times["fast"]) * 1e3,
        "untouched": median(times["untouched"]) * 1e3,
    }


def long(pages: int, engine: str) -> dict[str, Any]:
    """Milliseconds a page of one long document of many articles."""
    _timed(article(1), engine)
    inside = "".join(article(number, 1_700) for number in range(pages * _WORDS_A_PAGE // 1_700))
    taken, data = _timed(inside, engine)
    count = data.count(b"/Type /Page\n") or _count(data)
    return {"pages": count, "ms": taken * 1e3 / count}


def _count(data: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def memory(many: int, few: int, engine: str) -> dict[str, Any]:
    """Megabytes that a process holds after few and after many different articles."""
    held = {}
    for number in range(1, many + 1):
        _timed(article(number, 500), engine)
        if number in (few, many):
            held["many" if number == many else "few"] = _resident()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**held, "peak": peak}


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main(words: list[str]) -> None:
    """Print the figures that the words ask for."""
    prepare()
    match words:
        case ["once", warm, count]:
            found = once(int(warm), int(count))
        case ["long", pages, engine]:
            found = long(int(pages), engine)
        case ["memory", many, few, engine]:
            found = memory(int(many), int(few), engine)
        case _:
            raise SystemExit(__doc__)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
