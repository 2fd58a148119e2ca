"""Shards as a scheduler and its engineer meet them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from publish.batch import Outcome
from publish.batch.shards import shard_of
from publish.cli.progress import Pace
from publish.cli.tally import Tally
from tests.batch.kit import articles
from tests.cli.test_cli import run

NAMES = ("a.txt", "b.txt", "c.txt", "d.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles(tmp_path / "in", *NAMES)
    return tmp_path


def test_a_shard_says_which_it_is_and_the_join_what_is_missing(folder: Path) -> None:
    (folder / "publish.toml").write_text("index = true\n")  # which is left to the join
    build = ("build", "in", "--to", "json")

    first = run(folder, *build, "--shard", "1/2")
    index = folder / "output/index.html"
    had_index = index.exists()
    alone = run(folder, *build)
    joined = run(folder, *build, "--join", "--json")

    own = sum(shard_of(name, 2) == 1 for name in NAMES)
    rest = len(NAMES) - own
    assert re.fullmatch(rf"shard 1 of 2: {own} built in [\d.]+ s\n", first.stdout)
    assert first.returncode == 0
    assert (alone.returncode, "shards of 2 wait to be joined" in alone.stderr) == (75, True)
    said = [json.loads(line) for line in joined.stdout.splitlines()]
    assert [line["status"] for line in said].count("planned") == rest
    assert said[-1]["source"] == "shard 2 of 2"
    assert said[-1]["failure"]["code"] == "batch.unfinished"
    assert joined.returncode == 1
    assert (had_index, index.exists()) == (False, True)


def test_a_watch_is_no_shard_and_no_shard_is_a_line(folder: Path) -> None:
    for words in (("--shard", "1/2", "--watch"), ("--shard", "3/2")):
        done = run(folder, "build", "in", *words)

        assert done.returncode == 2
        assert done.stderr.count("\n") == 2  # and a hint


def test_the_lines_about_a_shard_begin_with_its_number() -> None:
    tally = Tally(shard="3/16")
    tally.hear(Outcome("a.txt", "built"))
    pace = Pace(started=0.0, total=60, shard="3/16")

    assert tally.closing(1.0) == "shard 3 of 16: 1 built in 1.0 s"
    assert pace.line(0.0) == "shard 3 of 16: 0 of 60 done"


def test_what_a_join_finds_is_not_built_is_counted() -> None:
    tally = Tally()
    for number in range(3):
        tally.hear(Outcome(f"{number}.txt", "planned" if number else "skipped"))

    assert tally.closing(1.0) == "0 built, 1 up to date, 2 not built in 1.0 s"
