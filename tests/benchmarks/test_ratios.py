"""What the page of benchmarks says, and how others' programs are measured."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks.ratios.articles import articles, as_html, as_markdown
from benchmarks.ratios.cpu import spent
from benchmarks.ratios.figure import Cost, Figure
from benchmarks.ratios.page import cost_table, figure_table, plot

_COSTS = [
    Cost("pdf", "typst", 8.0, 100),
    Cost("pdf", "publish", 50.0, 100),
    Cost("docx", "publish", 2.0, 100),
    Cost("docx", "pandoc, a call each", 150.0, 20),
]


def test_a_promise_that_is_not_kept_stands_out() -> None:
    kept = Figure("a run", 3.1, "×", "a bare look", 4.0)
    over = Figure("a page", 0.81, "×", "the untouched engine", 0.72)

    table = figure_table([kept, over, Figure("size", 90.0, "kB", "–")])

    assert "| a run | 3.10 × | 4.00 × | a bare look |" in table
    assert "| a page | **0.81 ×, over** | 0.72 × | the untouched engine |" in table
    assert "| size | 90.0 kB | – | – |" in table


def test_each_format_lists_its_programs_by_what_they_take_of_ours() -> None:
    rows = cost_table(_COSTS).splitlines()[2:]

    assert [row.split("|")[2].strip() for row in rows] == [
        "typst",
        "publish",
        "publish",
        "pandoc, a call each",
    ]
    assert rows[-1] == "| docx | pandoc, a call each | 150.0 ms | 75.0 | 20 |"


def test_the_picture_has_a_bar_a_program_and_ours_is_red() -> None:
    picture = ET.fromstring(plot(_COSTS))

    bars = [each for each in picture if each.tag.endswith("rect")][1:]
    assert len(bars) == len(_COSTS)
    assert [bar.get("fill") for bar in bars].count("#a4242b") == 2
    widths = [float(bar.get("width", "")) for bar in bars]
    assert widths[0] < widths[1]
    assert widths[2] < widths[3]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands orphans on")
def test_what_a_program_leaves_behind_counts_too(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < .3: pass"
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {burn!r}])"

    assert spent([sys.executable, "-c", orphan], tmp_path).seconds > 0.3
    with pytest.raises(subprocess.CalledProcessError):
        spent([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_made_articles_are_different_and_have_a_title() -> None:
    made = articles(None, 3)

    assert len({text for text, _ in made}) == 3
    for _, article in made:
        assert as_html(article).count("<h1>") == 1
        assert as_markdown(article).startswith("# ")
