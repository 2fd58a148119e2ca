"""What the tests of shards share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publish.batch import Report
from tests.batch.kit import articles, contents, leftovers, lines, run

NAMES = tuple(f"{letter}.txt" for letter in "abcdefgh")
OURS = ".publish"


def shards(source: Path, out: Path, count: int, *, learn: bool = False) -> list[Report]:
    """All shards, one after the other."""
    numbers = range(1, count + 1)
    return [run(source, out, learn=learn, shard=f"{number}/{count}") for number in numbers]


def asked_for(source: Path, out: Path, **options: object) -> Report:
    """A run with options by name."""
    build: Callable[..., Report] = run
    return build(source, out, **options)


def said(out: Path) -> list[dict[str, object]]:
    """What the manifest says last of each output and failure, whatever the time of day."""
    known = {line["output"]: line for line in lines(out)}
    known |= {line["source"]: line for line in lines(out, "failed")}
    return [{**known[name], "seen": ()} for name in sorted(known)]


def record(out: Path) -> list[str]:
    return sorted((out / OURS / "removals.jsonl").read_text("ascii").splitlines())


def assert_same_as_one_run(out: Path, one: Path) -> None:
    assert contents(out) == contents(one)
    assert said(out) == said(one)
    assert record(out) == record(one)
    report = f"{OURS}/report.html"
    assert (out / report).read_bytes() == (one / report).read_bytes()
    assert not (out / OURS / "shards").exists()
    assert leftovers(out) == []


def some(folder: Path) -> Path:
    """A folder of articles, and one that fails."""
    articles(folder, *NAMES)
    (folder / "empty.txt").write_bytes(b"")
    return folder
