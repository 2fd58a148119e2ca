"""What Word files cost, as ratios to python-docx opening and saving its empty template.

    ./run bench word [FILE …]

Each number is the least of several runs in one warm process: a ratio says the same on a machine
that is twice as fast. Without files the articles of seeds/ are measured.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

import publish
from publish.model.article import Source
from publish.model.limits import DEFAULT_LIMITS
from publish.pipeline import render
from publish.readers.docx import read

_RUNS = 25
_SEEDS = Path(__file__).parent.parent / "seeds"


def least(work: Callable[[], object], runs: int = _RUNS) -> float:
    """CPU seconds of the quickest of several runs, the first of which only warms."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def template() -> None:
    """What all is measured by: python-docx opens its empty template and saves it."""
    docx.Document().save(io.BytesIO())


def measured(path: Path) -> tuple[float, float]:
    """Seconds to write an article as a Word file, and to read it back."""
    layout = publish.load_layout("briefing")
    article = publish.normalise(publish.read(publish.load(path)))
    edition = publish.Edition.of(article)

    def written() -> bytes:
        return render(edition, layout, "docx").files[""]

    source = Source("a.docx", written())
    return least(written), least(lambda: read(source, DEFAULT_LIMITS))


def merged(path: Path) -> float:
    """Seconds to say what an edited Word file of an article has changed, next to its source."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in" / path.name
        source.parent.mkdir()
        source.write_bytes(path.read_bytes())
        publish.build(source.parent, into=folder, to=("docx",))
        (made,) = folder.glob("*.docx")
        recipe = publish.Recipe()
        return least(lambda: publish.merge(made, among=source.parent, dry_run=True, recipe=recipe))


def main(paths: list[str]) -> None:
    """Print a line for each article."""
    whole = least(template)
    print(f"python-docx, empty template: {whole * 1000:.1f} ms = 1")
    for path in map(Path, paths) if paths else sorted(_SEEDS.iterdir()):
        write, back = measured(path)
        home = merged(path)
        print(
            f"written {write / whole:5.2f}   read {back / whole:5.2f}"
            f"   merged {home / whole:5.2f}   {path.name}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
