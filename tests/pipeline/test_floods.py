"""One thing over and over, in every format: the work grows with the article, and no faster.

`tests/floods.py` has the table. Each flood goes through the whole line twice, the second time four
times as large; the processor's time may grow six times, and a floor keeps what is too quick to
measure out of it. What grows with the square needs sixteen.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from publish.files import Found
from publish.model.article import Decisions
from publish.model.recipe import Recipe
from publish.pipeline import Job, Target, perform
from tests.flood import PROSE, Flood
from tests.floods import FLOODS

ENGLISH = Recipe(decisions=Decisions(language="en"))
FLOOR = 0.04  # seconds: below it lies what is done once, whatever the size
GROWTH = 4, 8  # times as large may take times as long: half of what the square takes
SMALL = 4_000  # bytes
LARGE, LARGE_SECONDS = 100_000, 5.0
QUICK = sorted(FLOODS)[::20]
"""Of each kind some in the usual run; --full takes all."""

PRINTED = [
    f"{kind}: {name}"
    for kind in ("text", "html")
    for name in ("a word", "an address", "brackets both", "numbers with commas")
]


def seconds(flood: Flood, size: int, format: str, folder: Path) -> float:
    """The processor's time for the whole line; a limit that is named is a good end."""
    name = f"a.{flood.suffix}"
    target = Target(format, f"a.{format}", str(folder / f"{size}.part"))
    data = flood.of(size)
    start = time.process_time()

    result = perform(Job(name, (Found(name, "-"),), (target,), ENGLISH, stdin=data))

    took = time.process_time() - start
    assert result.failure is None or result.failure.code != "bug", result.failure
    return took


def growth(flood: Flood, format: str, folder: Path) -> float:
    """How many times as long four times as much takes, in the best of three."""
    times, most = GROWTH
    ratios = []
    for _ in range(3):
        few, many = (seconds(flood, size, format, folder) for size in (SMALL, SMALL * times))
        ratios.append((many - few) / max(few, FLOOR) + 1)
        if ratios[-1] <= most:
            break
    return min(ratios)


def alone(flood: Flood) -> Flood:
    """The flood without the article around it, where it has one of prose."""
    return replace(flood, head=flood.head.partition(PROSE)[2].lstrip("\n "))


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is read once a process is read."""
    folder = tmp_path_factory.mktemp("warm")
    for name in ("text: paragraphs", "markdown: links", "html: paragraphs", "word: paragraphs"):
        seconds(FLOODS[name], 1_000, "json", folder)


@pytest.mark.parametrize("name", QUICK)
def test_four_times_the_flood_is_no_more_than_six_times_the_work(name: str, tmp_path: Path) -> None:
    assert growth(FLOODS[name], "json", tmp_path) <= GROWTH[1]


@pytest.mark.parametrize("name", PRINTED)
def test_words_that_never_end_are_printed_in_time(name: str, tmp_path: Path) -> None:
    assert growth(FLOODS[name], "pdf", tmp_path) <= GROWTH[1]


def _each(names: Iterable[str]) -> list[tuple[str, Flood]]:
    found = [(name, FLOODS[name]) for name in names]
    return [*found, *((f"{name}, alone", alone(each)) for name, each in found)]


@pytest.mark.full
@pytest.mark.parametrize(
    "flood", [pytest.param(each, id=name) for name, each in _each(sorted(FLOODS))]
)
def test_nothing_of_100_kb_takes_more_than_five_seconds(flood: Flood, tmp_path: Path) -> None:
    assert seconds(flood, LARGE, "json", tmp_path) < LARGE_SECONDS


@pytest.mark.full
@pytest.mark.parametrize("format", ["pdf", "docx", "epub"])
@pytest.mark.parametrize("name", [name for name in sorted(FLOODS) if name.startswith("text: ")])
def test_no_format_takes_more_than_five_seconds_for_20_kb(
    name: str, format: str, tmp_path: Path
) -> None:
    assert seconds(FLOODS[name], LARGE // 5, format, tmp_path) < LARGE_SECONDS
