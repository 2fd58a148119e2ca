"""The files in docs/scale.md, run as they stand, with a program in the place of publish."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

SCALE = (Path(__file__).parents[1] / "docs" / "scale.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = '#!/bin/sh\necho "$@" >> said\nexit "${CODE:-0}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a program called publish, which notes what it is asked for."""
    (tmp_path / "publish").write_text(PROGRAM)
    (tmp_path / "publish").chmod(0o755)
    return tmp_path


def block(language: str, words: str) -> str:
    blocks: list[tuple[str, str]] = BLOCK.findall(SCALE)
    return next(text for kind, text in blocks if kind == language and words in text)


def code_of(folder: Path, command: list[str], **environment: str) -> int:
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        check=False,
    )
    return done.returncode


def shards_said(folder: Path) -> list[str]:
    said = (folder / "said").read_text().splitlines()
    return [found[1] for line in said if (found := re.search(r"--shard (\S+)", line))]


def test_xargs_starts_every_shard_once_and_joins_them(folder: Path) -> None:
    assert code_of(folder, ["bash", "-c", block("bash", "xargs")]) == 0

    assert sorted(shards_said(folder)) == sorted(f"{number}/16" for number in range(1, 17))
    assert (folder / "said").read_text().splitlines()[-1] == "build articles --into out --join"


def test_make_starts_every_shard_once_though_articles_fail(folder: Path) -> None:
    (folder / "Makefile").write_text(block("make", "SHARDS"))

    assert code_of(folder, ["make", "-j4"], CODE="1") == 2  # of the join, which says so
    assert sorted(shards_said(folder)) == sorted(f"{number}/16" for number in range(1, 17))
    assert "--join" in (folder / "said").read_text()


@pytest.mark.parametrize(("code", "told"), [("0", 0), ("1", 0), ("75", 1)])
def test_a_task_of_slurm_is_a_shard_of_all_even_when_it_is_started_alone(
    folder: Path, code: str, told: int
) -> None:
    task = {"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "1", "SLURM_CPUS_PER_TASK": "4"}
    script = block("bash", "#SBATCH --array")

    assert code_of(folder, ["bash", "-c", script], CODE=code, **task) == told

    last = re.search(r"--array=1-(\d+)", script)
    assert last
    assert shards_said(folder) == [f"3/{last[1]}"]


@pytest.mark.parametrize(("code", "told"), [("0", 0), ("1", 0), ("75", 1)])
def test_a_pod_of_kubernetes_counts_from_nought_and_its_shard_from_one(
    folder: Path, code: str, told: int
) -> None:
    spec = yaml.safe_load(block("yaml", "kind: Job"))["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    command = [*container["command"], *container["args"]]

    last = str(spec["completions"] - 1)
    for index in ("0", last):
        assert code_of(folder, command, CODE=code, JOB_COMPLETION_INDEX=index) == told

    assert shards_said(folder) == ["1/64", "64/64"]
    assert spec["completions"] == 64


def test_a_matrix_of_jobs_holds_every_shard() -> None:
    jobs = yaml.safe_load(block("yaml", "matrix:"))["jobs"]

    numbers = jobs["shard"]["strategy"]["matrix"]["shard"]
    words = [step.get("run", "") for step in jobs["shard"]["steps"]]
    assert numbers == list(range(1, 9))
    assert any("matrix.shard }}/8 ||" in line for line in words)
