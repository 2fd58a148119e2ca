"""What each part of the typesetter is worth: articles printed with it and without.

    ./run bench typesetting --without FOLDER PART[,PART…]…

prints every text of FOLDER once in the briefing's default layout by all parts, and by all but those
of each word: the processor time of the whole is compared, round for round. One process for each
way, anew in each round; they take turns article by article, so that whatever else the machine does
meets them all. All ways must write the same bytes, but for those without `writing`, which packs
them.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO, Any  # answers are JSON

from benchmarks.typesetting.printing import OURS, prepare, printed

__all__ = ["Way", "report", "table"]

ROUNDS = 5
_COMMAND = (sys.executable, "-m", "benchmarks.typesetting.left_out")
_FIRST = "<!doctype html><html lang=en><title>x</title><p>A page that loads fonts.", ""

Page = Mapping[str, str]


@dataclass(slots=True)
class Way:
    """One way to print, named after what it goes without; the seconds of each article by round."""

    without: str
    seconds: list[list[float]] = field(default_factory=list)

    def totals(self) -> list[float]:
        """The seconds of each round."""
        return [sum(each) for each in self.seconds]

    def least(self) -> float:
        """The seconds of all articles, each in its quickest round."""
        return sum(map(min, zip(*self.seconds, strict=True)))


def report(folder: Path, words: Sequence[str]) -> str:
    """A table of what the time is without the parts of each word, as a share of that with all."""
    pages = [_page(path) for path in sorted(folder.iterdir())]
    ways = [Way(""), *map(Way, words)]
    for number in range(ROUNDS):
        _round(pages, ways, number)
    return table(*ways)


def table(whole: Way, *ways: Way) -> str:
    """What the time of each way is as a share of the whole's, round by round."""
    rounds = len(whole.seconds)
    rows = [
        f"{len(whole.seconds[0])} articles, {rounds} rounds, {median(whole.totals()):.1f} s each",
        "",
        "| without | median of rounds | least–most | each article's quickest |",
        "| --- | --- | --- | --- |",
    ]
    for way in ways:
        ratios = [part / all_ for part, all_ in zip(way.totals(), whole.totals(), strict=True)]
        spread = f"{min(ratios):.3f}–{max(ratios):.3f}"
        least = way.least() / whole.least()
        rows.append(f"| {way.without} | {median(ratios):.3f} | {spread} | {least:.3f} |")
    return "\n".join(rows)


def _page(path: Path) -> Page:
    """The page of a text, as the briefing has it."""
    import publish
    from publish.compose import compose

    article = publish.normalise(publish.read(publish.load(path)))
    page = compose(publish.Edition.of(article), publish.load_layout("briefing"), "print")
    return {"html": page.html, "css": page.css}


def _round(pages: Sequence[Page], ways: Sequence[Way], number: int) -> None:
    """Print all pages by all ways, each page by each way in an order of no meaning."""
    printers = [_started(way.without) for way in ways]
    taken: list[list[float]] = [[] for _ in ways]
    chance = random.Random(number)
    try:
        for count, page in enumerate(pages):
            digests = set()
            for index in chance.sample(range(len(ways)), len(ways)):
                answer = _asked(printers[index], page)
                taken[index].append(answer["seconds"])
                if "writing" not in ways[index].without.split(","):
                    digests.add(answer["digest"])
            assert len(digests) <= 1, f"article {count} has other bytes without a part"
    finally:
        for printer in printers:
            printer.communicate()
    for way, seconds in zip(ways, taken, strict=True):
        way.seconds.append(seconds)


def _started(without: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    # One order of sets for all: with its own each process is up to 2 % quicker or slower.
    same = {**os.environ, "PYTHONHASHSEED": "0"}
    return subprocess.Popen([*_COMMAND, without], stdin=pipe, stdout=pipe, text=True, env=same)


def _asked(printer: subprocess.Popen[str], page: Page) -> dict[str, Any]:
    into, out = printer.stdin, printer.stdout
    assert into is not None
    assert out is not None
    print(json.dumps(page), file=into, flush=True)
    answer: dict[str, Any] = json.loads(out.readline())
    return answer


def main(without: str, pages: IO[str]) -> None:
    """Print each page that comes in a line; answer with its seconds and a digest of its bytes."""
    from publish.writers.pdf.engine_parts import PARTS

    prepare()
    left_out = set(filter(None, without.split(",")))
    assert left_out <= {part.name for part in PARTS}, without
    parts = [part for part in PARTS if part.name not in left_out]
    printed(*_FIRST, OURS, parts)
    for line in pages:
        page = json.loads(line)
        before = time.process_time()
        data, _ = printed(page["html"], page["css"], OURS, parts)
        seconds = time.process_time() - before
        digest = hashlib.sha256(data).hexdigest()
        print(json.dumps({"seconds": seconds, "digest": digest}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin)
