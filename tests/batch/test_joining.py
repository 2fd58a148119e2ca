"""What shards have built becomes the folder's, whatever is missing and whoever is killed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from publish.batch import Report
from publish.batch.shards import shard_of
from publish.errors import FolderLocked
from tests.batch.kit import articles, code, contents, leftovers, lines, run, statuses
from tests.batch.shards_kit import (
    NAMES,
    OURS,
    assert_same_as_one_run,
    record,
    said,
    shards,
    some,
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return some(tmp_path / "in")


def test_the_pages_that_a_run_writes_are_written_by_the_join(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, tmp_path / "one", index=True)

    shards(source, out, 2)
    assert not (out / "index.html").exists()
    run(source, out, join=True, index=True)

    assert (out / "index.html").read_bytes() == (tmp_path / "one/index.html").read_bytes()


def test_what_has_no_source_any_more_is_removed_by_the_join(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shards(source, out, 2)
    (source / "a.txt").unlink()

    joined = run(source, out, join=True, prune=True)

    assert [note.code for note in joined.notes] == ["output.pruned"]
    assert not (out / "a.json").exists()
    assert [line["output"] for line in lines(out, "gone")] == ["a.json"]


def with_a_copy(folder: Path) -> Path:
    """Long articles, of which one stands there under the names of two shards."""
    folder.mkdir()
    for name in NAMES:
        said = (f"The {name} of {n} rose by {n} in the month of May." for n in range(40))
        words = "\n\n".join(said)
        (folder / name).write_text(f"What {name} says\n\n{words}\n", "utf-8")
    first, second = NAMES[0], next(n for n in NAMES if shard_of(n, 2) != shard_of(NAMES[0], 2))
    (folder / second).write_bytes((folder / first).read_bytes())
    return folder


def test_the_join_tells_of_an_article_that_two_shards_have_printed(tmp_path: Path) -> None:
    source = with_a_copy(tmp_path / "in")
    one = run(source, tmp_path / "one")
    (copy,) = [name for name, code in notes_of(one) if code == "source.duplicate"]
    words = (source / copy).read_bytes()
    (source / copy).write_bytes(words.replace(b" of ", b" beside ").replace(b"rose", b"fell"))
    run(source, tmp_path / "out")
    (source / copy).write_bytes(words)

    shards(source, tmp_path / "out", 2)
    joined = run(source, tmp_path / "out", join=True)

    assert notes_of(joined) == notes_of(one)
    report = f"{OURS}/report.html"
    assert (tmp_path / "out" / report).read_bytes() == (tmp_path / "one" / report).read_bytes()


def notes_of(report: Report) -> list[tuple[str, str]]:
    return [(each.name, note.code) for each in report.outcomes for note in each.notes]


def test_the_join_leaves_one_of_an_article_when_it_is_asked_to(tmp_path: Path) -> None:
    source = with_a_copy(tmp_path / "in")
    run(source, tmp_path / "one", unique=True)

    shards(source, tmp_path / "out", 2)
    joined = run(source, tmp_path / "out", join=True, unique=True)

    assert list(statuses(joined).values()).count("copy") == 1
    assert [note.code for note in joined.notes] == ["output.pruned"]
    assert contents(tmp_path / "out") == contents(tmp_path / "one")
    report = f"{OURS}/report.html"
    assert (tmp_path / "out" / report).read_bytes() == (tmp_path / "one" / report).read_bytes()


# -- what is not there


def test_a_shard_that_has_not_run_is_named_with_what_is_missing(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for number in (1, 3):
        run(source, out, shard=f"{number}/3")

    joined = run(source, out, join=True)

    left = [name for name in NAMES if shard_of(name, 3) == 2]
    failure = next(each.failure for each in joined.outcomes if each.name == "shard 2 of 3")
    assert failure
    assert failure.code == "batch.unfinished"
    assert failure.message.startswith(f"{len(left)} sources are not built: {left[0]}, ")
    assert "has not run" in failure.message
    assert "--shard 2/3" in failure.hint
    assert joined.exit_code == 1
    assert [name for name, status in statuses(joined).items() if status == "planned"] == left


def test_a_shard_that_was_missing_is_joined_later(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, tmp_path / "one")
    run(source, out, shard="1/2")
    run(source, out, join=True)

    run(source, out, shard="2/2")
    joined = run(source, out, join=True)

    assert joined.skipped == len(NAMES)
    assert_same_as_one_run(out, tmp_path / "one")


def test_shards_of_machines_without_a_common_disk_are_laid_together_and_joined(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "one")
    for number in (1, 2, 3):
        run(source, tmp_path / f"out{number}", shard=f"{number}/3")

    for number in (2, 3):
        shutil.copytree(tmp_path / f"out{number}", tmp_path / "out1", dirs_exist_ok=True)
    joined = run(source, tmp_path / "out1", join=True)

    assert (joined.skipped, joined.failed) == (len(NAMES), 1)
    assert_same_as_one_run(tmp_path / "out1", tmp_path / "one")


def test_a_join_of_nothing_says_the_same_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shards(source, out, 2)

    first, second = (run(source, out, join=True) for _ in range(2))

    assert list(first.outcomes) == list(second.outcomes)
    assert [code(each) for each in second.outcomes if each.failure] == ["source.empty"]


def test_a_source_that_came_since_is_not_built_by_a_join(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shards(source, out, 2)
    run(source, out, join=True)
    articles(source, "new.txt")

    joined = run(source, out, join=True)

    (told,) = [each for each in joined.outcomes if each.name == "--join"]
    assert told.failure
    assert told.failure.message == "1 source is not built: new.txt"
    assert not (out / "new.json").exists()


# -- kills

WORKER = """
import os, signal, sys

steps = 0
last = int(sys.argv[4])

def counted(step):
    def take(*words, **more):
        global steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*words, **more)
    return take

os.fsync, os.replace, os.rename = map(counted, (os.fsync, os.replace, os.rename))

from publish.batch import build
from publish.model.article import Decisions
from publish.model.recipe import Recipe
from publish.settings import Options
english = Recipe(decisions=Decisions(language="en"))
asked = {"join": True} if sys.argv[3] == "join" else {"shard": sys.argv[3]}
build(sys.argv[1], Options(english, into=sys.argv[2], to=("json",), **asked), executor="serial")
print(steps)
"""
"""A shard, or a join, that kills itself before its n-th sync or rename; it says how many."""


def killed(source: Path, out: Path, asked: str, last: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(source), str(out), asked, str(last)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def test_a_shard_that_is_killed_costs_its_own(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, tmp_path / "one")
    run(source, out, shard="1/2")
    own = [name for name in NAMES if shard_of(name, 2) == 2]

    killed(source, out, "2/2", len(own) + 3)  # before its second rename
    left = contents(out)
    joined = run(source, out, join=True)
    again = run(source, out, shard="2/2")
    run(source, out, join=True)

    there = [name for name in own if name.replace("txt", "json") in left]
    assert 0 < len(there) < len(own)
    assert joined.skipped == len(NAMES) - len(own) + len(there)
    assert again.built == len(own) - len(there)
    assert contents(out) == contents(tmp_path / "one")
    assert said(out) == said(tmp_path / "one")
    assert leftovers(out) == []


def assert_a_kill_of_the_join_loses_nothing(source: Path, tmp_path: Path, last: int) -> None:
    out = tmp_path / f"out-{last}"
    shards(source, out, 3)
    killed(source, out, "join", last)

    with ExitStack() as waits:
        if (out / OURS / "shards").is_dir():
            waits.enter_context(pytest.raises(FolderLocked))
        run(source, out)
    joined = run(source, out, join=True)

    assert (joined.skipped, joined.failed) == (len(NAMES), 1)
    assert contents(out) == contents(tmp_path / "one")
    assert said(out) == said(tmp_path / "one")
    assert sorted(set(record(out))) == record(tmp_path / "one")
    assert leftovers(out) == []


@pytest.mark.full
def test_a_kill_before_any_step_of_a_join_loses_nothing(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "one")
    shards(source, tmp_path / "all", 3)

    steps = int(killed(source, tmp_path / "all", "join", 0))

    assert steps > 8
    for last in range(1, steps + 1):
        assert_a_kill_of_the_join_loses_nothing(source, tmp_path, last)


def test_a_kill_of_the_join_before_the_shards_go_loses_nothing(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "one")

    assert_a_kill_of_the_join_loses_nothing(source, tmp_path, last=7)
