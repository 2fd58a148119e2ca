"""Runs into a store that are ended: what is finished counts, and nobody's work is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from publish import stores
from publish.batch import lease
from publish.errors import FolderLocked
from publish.model.article import NO_DECISIONS
from tests.batch.kit import articles, run
from tests.batch.store_kit import kept, lines, manifest_of, objects, on_disk

COUNT = 120


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return articles(tmp_path / "in", *(f"{n % 7}/a{n:03}.txt" for n in range(COUNT)))


def started(source: Path, into: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "publish", "build", str(source), "-o", into, "-t", "json", "-q"]
    return subprocess.Popen([*words, "-j", "1"], stderr=subprocess.PIPE)


def wait_for_results(into: str, count: int) -> None:
    end = time.monotonic() + 60
    while len(objects_there(into)) < count:
        assert time.monotonic() < end
        time.sleep(0.02)


def objects_there(into: str) -> list[str]:
    return [each.address for each in stores.walk(into) if "/.publish/" not in each.address]


@pytest.mark.parametrize(
    ("sign", "after"),
    [(signal.SIGINT, 20), pytest.param(signal.SIGKILL, 20, marks=pytest.mark.full)],
)
def test_a_run_that_is_ended_goes_on_where_it_was(
    source: Path,
    s3: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sign: signal.Signals,
    after: int,
) -> None:
    into = f"{s3}/out"
    process = started(source, into)
    wait_for_results(into, after)
    process.send_signal(sign)
    _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"Traceback" not in said
    done = len(objects_there(into))
    assert 20 <= done <= COUNT
    if sign == signal.SIGINT:
        assert not [name for name in kept(into) if name.startswith(("lock", "tmp"))]
    else:
        with pytest.raises(FolderLocked, match="another run works"):
            run(source, into)
        monkeypatch.setattr(lease, "SECONDS", 4.0)  # a minute takes long
        time.sleep(6)
    report = run(source, into, decisions=NO_DECISIONS)
    assert not report.failed
    kept_count = [each.status for each in report.outcomes].count("skipped")
    assert kept_count >= done - 1  # all that stood there but for what was just being put
    run(source, tmp_path / "out", decisions=NO_DECISIONS)
    assert objects(into) == on_disk(tmp_path / "out")
    here = lines((tmp_path / "out/.publish/manifest.jsonl").read_bytes())
    there = lines(manifest_of(into))
    assert {name: replace(line, below="") for name, line in there.items()} == {
        name: replace(line, below="") for name, line in here.items()
    }
