"""Results in a store: the bytes, the manifest and the rules of a folder on a disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish import stores
from publish.errors import SaveError, SettingsError
from tests.batch.kit import articles, run
from tests.batch.store_kit import kept, lines, manifest_of, objects, on_disk, said
from tests.servers.faults import Fault, Proxy

NAMES = ("city/rents.txt", "city/trees.txt", "harbour.txt")


@pytest.fixture(params=["memory", "s3"])
def into(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder for results, in each kind of store: with ETags and without."""
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/out"
    return f"memory://bucket{tmp_path}/out"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return articles(tmp_path / "in", *NAMES)


def test_results_are_those_of_a_disk(source: Path, into: str, tmp_path: Path) -> None:
    formats = ("json", "docx", "xhtml")
    assert not run(source, into, *formats, index=True).failed
    run(source, tmp_path / "out", *formats, index=True)
    assert objects(into) == on_disk(tmp_path / "out")
    here = (tmp_path / "out/.publish/manifest.jsonl").read_bytes()
    there = lines(manifest_of(into))
    assert {k: v.key for k, v in there.items()} == {k: v.key for k, v in lines(here).items()}
    assert there.keys() == lines(here).keys()
    assert not [name for name in kept(into) if name.startswith(("segments", "lock", "tmp"))]


def test_what_is_up_to_date_is_left(source: Path, into: str) -> None:
    run(source, into, "json", "xhtml")
    before = {each.address: each.changed for each in stores.walk(into)}
    again = run(source, into, "json", "xhtml")
    assert {each.status for each in again.outcomes} == {"skipped"}
    articles(source, "city/parks.txt")
    third = run(source, into, "json", "xhtml")
    assert said(third)["city/parks.txt"] == "built"
    assert [each.status for each in third.outcomes].count("skipped") == 3
    after = {each.address: each.changed for each in stores.walk(into)}
    same = [name for name in before if "/.publish/" not in name]
    assert {name: before[name] for name in same} == {name: after[name] for name in same}


def test_the_work_of_people_stays(source: Path, into: str) -> None:
    run(source, into, "json", "docx")
    edited = stores.read(f"{into}/harbour.docx", 10**9)
    stores.put(f"{into}/harbour.docx", edited + b"\0")  # sound as a zip, and other bytes
    kept_one = run(source, into, "json", "docx")
    assert [note.code for o in kept_one.outcomes for note in o.notes] == ["output.edited"]
    (source / "harbour.txt").write_text("The harbour\n\nIs open again, after all these years.\n")
    refused = run(source, into, "json", "docx")
    assert said(refused)["harbour.txt"] == "save.edited"
    (outcome,) = [each for each in refused.outcomes if each.name == "harbour.txt"]
    assert f"{into}/harbour.docx" in outcome.failure.message  # type: ignore[union-attr]
    assert [made.format for made in outcome.outputs] == ["json"]
    assert objects(into)["harbour.docx"] == edited + b"\0"
    replaced = run(source, into, "json", "docx", replace=True)
    assert said(replaced)["harbour.txt"] == "built"
    assert objects(into)["harbour.docx"] != edited + b"\0"


def test_what_a_stranger_put_there_stays(source: Path, into: str) -> None:
    stores.put(f"{into}/harbour.json", b'{"mine": true}')
    report = run(source, into)
    assert said(report)["harbour.txt"] == "save.unwritable"
    assert objects(into)["harbour.json"] == b'{"mine": true}'
    assert said(run(source, into, replace=True))["harbour.txt"] == "built"


def test_what_equals_a_result_is_taken_over(source: Path, into: str, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    stores.put(f"{into}/harbour.json", (tmp_path / "out/harbour.json").read_bytes())
    assert not run(source, into).failed
    assert {each.status for each in run(source, into).outcomes} == {"skipped"}


def test_a_result_that_is_damaged_is_made_anew(source: Path, into: str) -> None:
    run(source, into)
    whole = objects(into)
    stores.put(f"{into}/harbour.json", b'{"schema": "publish/art')
    stores.remove([f"{into}/city/trees.json"])
    assert said(run(source, into)) == {
        "city/rents.txt": "skipped",
        "city/trees.txt": "built",
        "harbour.txt": "built",
    }
    assert objects(into) == whole


def test_prune_removes_results_of_sources_that_are_gone(source: Path, into: str) -> None:
    run(source, into, "json", "xhtml")
    (source / "city/trees.txt").unlink()
    told = run(source, into, "json", "xhtml")
    assert "output.orphaned" in [note.code for note in told.notes]
    pruned = run(source, into, "json", "xhtml", prune=True)
    assert "output.pruned" in [note.code for note in pruned.notes]
    assert not [name for name in objects(into) if "trees" in name]
    assert [name for name in objects(into) if "rents" in name]


def test_a_dry_run_writes_nothing(source: Path, into: str) -> None:
    report = run(source, into, dry_run=True)
    assert {each.status for each in report.outcomes} == {"planned"}
    assert not list(stores.walk(into))


def test_one_file_has_nothing_beside_it(source: Path, into: str) -> None:
    one = str(source / "harbour.txt")
    assert not run(one, f"{into}/brief.json").failed
    assert [*objects(into)] == ["brief.json"]
    assert not kept(into)
    assert not run(one, f"{into}/brief.json").failed
    stores.put(f"{into}/brief.json", b"no JSON")
    assert said(run(one, f"{into}/brief.json")) == {"harbour.txt": "save.unwritable"}
    assert objects(into)["brief.json"] == b"no JSON"


def test_an_edition_is_one_object(source: Path, into: str, tmp_path: Path) -> None:
    run(source, into, "docx", bundle="The week")
    run(source, tmp_path / "out", "docx", bundle="The week")
    assert objects(into) == on_disk(tmp_path / "out")
    assert said(run(source, into, "docx", bundle="The week")) == {"the-week": "skipped"}


@pytest.mark.parametrize("option", [{"shard": "1/2"}, {"join": True}])
def test_shards_are_refused_in_one_line(source: Path, into: str, option: dict[str, object]) -> None:
    with pytest.raises(SettingsError, match="needs a folder on a disk"):
        run(source, into, **option)


_KINDS, _FAULTS = ("GET", "PUT", "HEAD", "LIST"), ("503", "reset", "deaf", "truncate")


@pytest.mark.parametrize(
    ("kind", "do"),
    [
        pytest.param(kind, do, marks=[] if place == other else pytest.mark.full)
        for place, kind in enumerate(_KINDS)
        for other, do in enumerate(_FAULTS)
    ],
)
def test_a_store_that_fails_now_and_then_costs_nothing(
    source: Path, s3: str, tmp_path: Path, faulty_s3: Callable[..., Proxy], kind: str, do: str
) -> None:
    run(source, tmp_path / "out")
    faulty_s3(Fault(do, every=2, kind=kind))  # type: ignore[arg-type]  # one of them
    report = run(source, f"{s3}/out")
    assert not report.failed
    articles(source, "parks.txt")
    assert said(run(source, f"{s3}/out"))["parks.txt"] == "built"
    faulty_s3()
    run(source, tmp_path / "out")
    assert objects(f"{s3}/out") == on_disk(tmp_path / "out")


def test_one_result_that_cannot_be_put_fails_alone(
    source: Path, s3: str, faulty_s3: Callable[..., Proxy]
) -> None:
    faulty_s3(Fault("503", kind="PUT", path="trees.json"))
    report = run(source, f"{s3}/out")
    assert [name for name, status in said(report).items() if status != "built"] == [
        "city/trees.txt"
    ]
    faulty_s3()
    assert said(run(source, f"{s3}/out")) == {
        "city/rents.txt": "skipped",
        "city/trees.txt": "built",
        "harbour.txt": "skipped",
    }


@pytest.mark.parametrize("path", ["manifest.jsonl", "segments/claim", "segments/0000001"])
def test_a_run_that_ends_before_it_has_recorded_costs_no_more_than_its_work(
    source: Path, s3: str, tmp_path: Path, faulty_s3: Callable[..., Proxy], path: str
) -> None:
    """As after a kill: what was put and not recorded is known as ours by its claim."""
    into = f"{s3}/out"
    run(source, tmp_path / "out", "json", "xhtml")
    faulty_s3(Fault("503", kind="PUT", path=path))
    try:
        report = run(source, into, "json", "xhtml")
        assert report.failed
    except SaveError:
        pass
    faulty_s3()
    articles(source, "parks.txt")  # so that no result is the last run's by chance
    (source / "harbour.txt").write_text("The harbour\n\nIs open again, after all these years.\n")
    assert not run(source, into, "json", "xhtml").failed
    run(source, tmp_path / "out", "json", "xhtml")
    assert objects(into) == on_disk(tmp_path / "out")
    assert {each.status for each in run(source, into, "json", "xhtml").outcomes} == {"skipped"}


def test_a_folder_of_which_a_kill_has_left_a_part_is_made_anew(
    source: Path, s3: str, tmp_path: Path, faulty_s3: Callable[..., Proxy]
) -> None:
    into = f"{s3}/out"
    faulty_s3(Fault("503", kind="PUT", path="harbour/manifest.json"))
    assert run(source, into, "xhtml").failed
    faulty_s3()
    assert "harbour/article.xhtml" in objects(into)
    assert not run(source, into, "xhtml").failed
    run(source, tmp_path / "out", "xhtml")
    assert objects(into) == on_disk(tmp_path / "out")


def test_results_lie_in_folders_as_on_a_disk(source: Path, into: str, tmp_path: Path) -> None:
    of_a_run_of_which_nothing_came = b'{"kind": "spread", "folders": 0}\n'
    stores.put(f"{into}/.publish/manifest.jsonl", of_a_run_of_which_nothing_came)
    run(source, into, "json", "xhtml", spread=True)
    run(source, tmp_path / "out", "json", "xhtml", spread=True)

    assert objects(into) == on_disk(tmp_path / "out")
    assert {each.status for each in run(source, into, spread=True).outcomes} == {"skipped"}
    with pytest.raises(SettingsError, match="lie in 256 folders"):
        run(source, into)
