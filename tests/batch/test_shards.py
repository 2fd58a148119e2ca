"""Many processes build one folder, each its share, as if one had built all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from publish.batch.destination import opened
from publish.batch.shards import Shard, shard_of
from publish.errors import FolderLocked, SettingsError
from tests.batch.kit import articles, contents, run
from tests.batch.shards_kit import (
    NAMES,
    asked_for,
    assert_same_as_one_run,
    said,
    shards,
    some,
)
from tests.batch.test_learn import PAGE, PLACES, taken


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return some(tmp_path / "in")


# -- one folder, one run


def test_shards_that_are_joined_are_as_one_run(source: Path, tmp_path: Path) -> None:
    one = run(source, tmp_path / "one")

    built = shards(source, tmp_path / "out", 4)
    joined = run(source, tmp_path / "out", join=True)
    after = run(source, tmp_path / "out")

    assert sum(each.built for each in built) == one.built == len(NAMES)
    assert (joined.skipped, joined.failed, joined.exit_code) == (len(NAMES), 1, 1)
    assert_same_as_one_run(tmp_path / "out", tmp_path / "one")
    assert (after.built, after.skipped) == (0, len(NAMES))


@pytest.mark.full
def test_sixteen_shards_that_xargs_starts_at_once_make_the_bytes_of_one_run(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", *(f"{number}/a{number}.txt" for number in range(60)))
    (source / "empty.txt").write_bytes(b"")
    build = [sys.executable, "-m", "publish", "build", str(source), "--to", "json", "--jobs", "1"]
    out, one = ([*build, "--into", str(tmp_path / into)] for into in ("out", "one"))
    numbers = "".join(f"{number}\n" for number in range(1, 17)).encode()

    at_once = ["xargs", "-P16", "-I{}", *out, "--shard", "{}/16"]
    subprocess.run(at_once, input=numbers, capture_output=True, check=False)
    joined = subprocess.run([*out, "--join"], capture_output=True, check=False)
    subprocess.run(one, capture_output=True, check=False)

    assert joined.stdout.startswith(b"0 built, 60 up to date, 1 failed in ")
    assert joined.returncode == 1
    assert_same_as_one_run(tmp_path / "out", tmp_path / "one")


def test_each_source_is_of_one_shard_whatever_the_others_are() -> None:
    numbers = [shard_of(f"{number:06}.txt", 16) for number in range(16_000)]

    sizes = [numbers.count(number) for number in range(1, 17)]
    assert sum(sizes) == 16_000
    assert min(sizes) > 900
    # Two programs that disagree here would leave sources out: this may never change.
    assert [shard_of(name, 16) for name in ("a.txt", "caf\udce9.txt", "日本.md")] == [6, 5, 3]


def test_names_that_meet_are_told_apart_in_whatever_shard_they_are(tmp_path: Path) -> None:
    names = ("a.txt", "A.txt", "a.md", "sub/con.txt", "sub/b.txt", "SUB/B.txt")
    source = articles(tmp_path / "in", *names)
    run(source, tmp_path / "one")

    shards(source, tmp_path / "out", 4)
    run(source, tmp_path / "out", join=True)

    assert len({shard_of(name, 4) for name in ("a.txt", "A.txt", "a.md")}) > 1
    assert_same_as_one_run(tmp_path / "out", tmp_path / "one")


def test_the_articles_of_a_file_are_of_several_shards(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    body = "<p>Rents rose by a tenth in May, and so did prices, says the office of {0}.</p>"
    rows = (json.dumps({"id": name, "title": name, "body": body.format(name)}) for name in NAMES)
    (source / "week.jsonl").write_text("\n".join(rows), "utf-8")
    run(source, tmp_path / "one")

    built = shards(source, tmp_path / "out", 3)
    run(source, tmp_path / "out", join=True)

    assert sum(each.built for each in built) == len(NAMES)
    assert sum(each.built > 0 for each in built) > 1
    assert_same_as_one_run(tmp_path / "out", tmp_path / "one")


def test_what_recurs_is_learned_from_the_sources_of_all_shards(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for place in PLACES:
        (source / f"{place}.txt").write_text(PAGE.format(place=place), "utf-8")
    run(source, tmp_path / "one", learn=True)

    shards(source, tmp_path / "out", 3, learn=True)
    joined = run(source, tmp_path / "out", learn=True, join=True)

    assert joined.exit_code == 0
    assert_same_as_one_run(tmp_path / "out", tmp_path / "one")
    assert "Town Hall" in taken(tmp_path / "out", "mill.json")


def test_new_sources_are_built_in_another_number_of_shards(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shards(source, out, 2)
    run(source, out, join=True)
    articles(source, "new.txt", "m.txt", "n.txt")

    reports = shards(source, out, 5)
    joined = run(source, out, join=True)
    run(source, tmp_path / "one")

    assert sum(each.built for each in reports) == 3
    assert sum(each.skipped for each in reports) == len(NAMES)
    assert joined.skipped == len(NAMES) + 3
    assert contents(out) == contents(tmp_path / "one")
    assert said(out) == said(tmp_path / "one")


def test_a_shard_keeps_what_people_have_edited(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    edited = out / "a.json"
    edited.write_text('{"title": "by hand"}', "utf-8")

    reports = shards(source, out, 3)

    assert edited.read_text("utf-8") == '{"title": "by hand"}'
    notes = [note.code for each in reports for outcome in each.outcomes for note in outcome.notes]
    assert notes == ["output.edited"]


# -- who may work there


def test_a_shard_is_at_work_once(source: Path, tmp_path: Path) -> None:
    with (
        opened(str(tmp_path / "out"), file=False, shard=Shard(2, 1)),
        pytest.raises(FolderLocked, match="shard 1 of 2 works in this folder"),
    ):
        run(source, tmp_path / "out", shard="1/2")

    assert run(source, tmp_path / "out", shard="1/2").built


def test_shards_are_at_work_together_and_with_nobody_else(source: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")

    with opened(out, file=False, shard=Shard(9, 1)), opened(out, file=False, shard=Shard(9, 7)):
        for alone in ({"join": True}, {}):
            with pytest.raises(FolderLocked, match="shard 1 of 9 and shard 7 of 9 work in this"):
                asked_for(source, tmp_path / "out", **alone)
    run(source, tmp_path / "out", join=True)
    with (
        opened(out, file=False),
        pytest.raises(FolderLocked, match="another run works in this folder"),
    ):
        run(source, tmp_path / "out", shard="1/9")


def test_what_waits_to_be_joined_is_joined_first(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out, shard="1/2")

    others: list[dict[str, object]] = [{}, {"shard": "1/3"}]
    for other in (*others, *({**each, "dry_run": True} for each in others)):
        with pytest.raises(FolderLocked, match="shards of 2 wait to be joined") as caught:
            asked_for(source, out, **other)
        assert "--join" in caught.value.hint
    assert run(source, out, shard="2/2", dry_run=True).planned


# -- what is asked for


@pytest.mark.parametrize("asked", ["0/4", "5/4", "3", "a/b", "-1/4", "1/0", "1/4/2", "1/9999999"])
def test_what_is_no_shard_is_a_mistake(source: Path, tmp_path: Path, asked: str) -> None:
    with pytest.raises(SettingsError, match="is no shard"):
        run(source, tmp_path / "out", shard=asked)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"shard": "1/2", "bundle": "The Week"}, "--bundle does not go with --shard"),
        ({"shard": "1/2", "prune": True}, "--prune does not go with --shard"),
        ({"shard": "1/2", "index": True}, "--index does not go with --shard"),
        ({"shard": "1/2", "unique": True}, "--unique does not go with --shard"),
        ({"shard": "1/2", "join": True}, "--join does not go with --shard"),
        ({"join": True, "bundle": "The Week"}, "--bundle does not go with --join"),
        ({"join": True, "dry_run": True}, "--dry-run does not go with --join"),
        ({"join": True, "force": True}, "--force does not go with --join"),
    ],
)
def test_what_shards_cannot_do_is_refused_in_one_line(
    source: Path, tmp_path: Path, asked: dict[str, object], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        asked_for(source, tmp_path / "out", **asked)


def test_shards_make_no_single_file(source: Path, tmp_path: Path) -> None:
    for asked in ({"shard": "1/2"}, {"join": True}):
        with pytest.raises(SettingsError, match="shards share a folder"):
            asked_for(source / "a.txt", tmp_path / "a.json", **asked)
