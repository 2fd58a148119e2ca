"""What an e-book weighs and costs, against the same with whole fonts, or against another checkout.

    ./run bench epub [CHECKOUT] [FILE …]

FILE is an article, or lines of JSON whose `text` is one (.jsonl.gz: of those every 20th). Without
files the article of seeds/ is measured. Two processes write each e-book by turns, so that both meet
the same machine; only writing is timed, by CPU. Each article is written once by a process that has
written some already, and then again, when its fonts are cut and its letters drawn.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

_HERE = Path(__file__).parent.parent
_SEEDS = _HERE / "seeds"
_EVERY = 20
_AGAIN = 2
_WARM = "Rents rise\n\nRents rose by a tenth in May.\n"


class Book(NamedTuple):
    """CPU seconds to write an e-book, and its bytes."""

    seconds: float
    size: int


class Writer:
    """A process that writes e-books with the fonts asked for, in a checkout of publish."""

    def __init__(self, checkout: Path, fonts: str) -> None:
        command = (sys.executable, str(Path(__file__).resolve()), "--write", fonts)
        self._process = subprocess.Popen(
            command,
            cwd=checkout,
            env=os.environ | {"PYTHONPATH": str(checkout)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.book("warm.txt", _WARM)

    def book(self, name: str, text: str) -> Book:
        """Write an article as an e-book."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([name, text]), file=self._process.stdin, flush=True)
        return Book(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def write(fonts: str) -> None:
    """Answer each article on standard input with the time and size of its e-book."""
    import publish  # here: that of the checkout

    layout = publish.load_layout("briefing", options={"fonts": fonts} if fonts else None)
    for line in sys.stdin:
        name, text = json.loads(line)
        source = publish.Source(name, text.encode())
        edition = publish.Edition.of(publish.normalise(publish.read(source)))
        before = time.process_time()
        made = publish.render(edition, layout, "epub")
        print(json.dumps([time.process_time() - before, len(made.data)]), flush=True)


def texts(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The articles in these files, with names."""
    for path in paths:
        if path.name.endswith(".jsonl.gz"):
            lines = gzip.decompress(path.read_bytes()).decode().strip().split("\n")
            for number, line in enumerate(lines[::_EVERY]):
                yield f"{number}.txt", json.loads(line)["text"]
        else:
            yield path.name, path.read_text("utf-8")


def main(words: list[str]) -> int:
    """Print what the e-books weigh and cost, first and again."""
    paths = [Path(word).resolve() for word in words]
    checkouts = [path for path in paths if path.is_dir()]
    articles = list(texts([p for p in paths if p not in checkouts] or sorted(_SEEDS.iterdir())))
    other, name = (
        (Writer(checkouts[0], ""), checkouts[0].name)
        if checkouts
        else (Writer(_HERE, "whole"), "fonts=whole")
    )
    ours = Writer(_HERE, "subset")
    print(f"{len(articles)} articles, against {name}")
    for label, times in (("once each", 1), ("again", _AGAIN)):
        books = [
            (other.book(*article), ours.book(*article))
            for article in articles
            for _ in range(times)
        ]
        theirs, mine = zip(*books, strict=True)
        ratio = sum(book.seconds for book in mine) / sum(book.seconds for book in theirs)
        print(
            f"{label:9}  CPU {ratio:.2f}   bytes {mean(b.size for b in mine):,.0f}"
            f" (median {median(b.size for b in mine):,.0f}), were"
            f" {mean(b.size for b in theirs):,.0f}"
        )
    other.close()
    ours.close()
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(sys.argv[2])
    else:
        raise SystemExit(main(sys.argv[1:]))
