"""A run that dies between two of its steps: nothing half-done is seen, nothing done is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.kit import articles, contents, leftovers, lines, run, statuses

DRIVER = """
import os, signal, sys

steps = 0
last = int(sys.argv[3])

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
build(sys.argv[1], Options(english, into=sys.argv[2], to=("json", "xhtml")), executor="serial")
print(steps)
"""
"""A run that kills itself before its n-th sync or rename; it says how many there are."""


def driven(source: Path, out: Path, last: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(source), str(out), str(last)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def assert_harmless(source: Path, tmp_path: Path, right: dict[str, str], last: int) -> None:
    out = tmp_path / f"out-{last}"
    driven(source, out, last)

    left = contents(out) if out.exists() else {}
    report = run(source, out, "json", "xhtml")

    assert left.items() <= right.items()
    assert (report.exit_code, contents(out), leftovers(out)) == (0, right, [])
    done = {line["output"] for line in lines(out)}
    assert done == {"a", "a.json", "b", "b.json", "c", "c.json"}
    # What had its name before the kill was not made again.
    kept = {name.split("/")[0].split(".")[0] for name in left if name.endswith(".json")}
    again = {outcome.name[0] for outcome in report.outcomes if "json" in outcome.why}
    assert not kept & again


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return articles(tmp_path_factory.mktemp("steps") / "in", "a.txt", "b.txt", "c.txt")


@pytest.fixture(scope="module")
def right(source: Path) -> dict[str, str]:
    run(source, source.parent / "right", "json", "xhtml")
    return contents(source.parent / "right")


@pytest.mark.full
def test_a_kill_before_any_step_costs_nothing(
    source: Path, right: dict[str, str], tmp_path: Path
) -> None:
    steps = int(driven(source, tmp_path / "all"))

    assert steps > 20
    for last in range(1, steps + 1):
        assert_harmless(source, tmp_path, right, last)


def test_a_kill_in_the_middle_of_the_renames_costs_nothing(
    source: Path, right: dict[str, str], tmp_path: Path
) -> None:
    steps = int(driven(source, tmp_path / "all"))

    assert_harmless(source, tmp_path, right, steps - 5)


def test_a_run_that_nobody_kills_leaves_no_intent_open(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")

    text = (tmp_path / "out/.publish/manifest.jsonl").read_text("ascii")
    kinds = [json.loads(line)["kind"] for line in text.splitlines()]

    assert kinds == ["spread"] + ["intent"] * 3 + ["run"] + ["built"] * 3
    assert set(statuses(run(source, tmp_path / "out")).values()) == {"skipped"}
