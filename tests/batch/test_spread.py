"""With --spread results lie in 256 folders, and are called as they are without it."""

from __future__ import annotations

import json
import os
import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from publish.batch.destination import MANIFEST, opened
from publish.batch.settling import settle
from publish.batch.shards import Shard
from publish.errors import SettingsError
from publish.settings import EditionSettings
from tests.batch.kit import articles, contents, lines, run, statuses, write_lines
from tests.batch.shards_kit import asked_for, assert_same_as_one_run, some

NAMES = ("a.txt", "A.txt", "a.md", "city/rents.txt", "city.txt", "city/con.txt", "日本.txt")


def folder(name: str) -> str:
    return sha256(os.fsencode(name)).hexdigest()[:2]


def without_folders(out: Path) -> dict[str, str]:
    """The digest of every result, by its name behind the folder it is spread into."""
    made = {name.partition("/"): digest for name, digest in contents(out).items()}
    assert all(re.fullmatch("[0-9a-f]{2}", first) for first, _, _ in made)
    return {name: digest for (_, _, name), digest in made.items()}


def links(page: Path) -> set[Path]:
    """The results that a page leads to."""
    found = re.findall(r'href="([^"#]+)"', page.read_text("utf-8"))
    return {(page.parent / unquote(unescape(each))).resolve() for each in found}


def test_results_have_the_names_and_bytes_of_a_run_without_behind_a_folder(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", *NAMES)
    run(source, tmp_path / "flat", "json", "xhtml")

    made = run(source, tmp_path / "out", "json", "xhtml", spread=True)
    again = run(source, tmp_path / "out", "json", "xhtml", spread=True)

    assert made.built == again.skipped == len(NAMES)
    assert without_folders(tmp_path / "out") == contents(tmp_path / "flat")
    assert (tmp_path / "out" / folder("city/rents.txt") / "city/rents.json").is_file()
    assert lines(tmp_path / "out", "spread") == [{"kind": "spread", "folders": 256}]
    # Other programs find results by this: it may never change.
    assert [folder(name) for name in ("a.txt", "caf\udce9.txt", "日本.md")] == ["18", "9c", "a9"]


def test_all_formats_of_an_article_of_a_file_share_the_folder_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    row = {"id": "x", "title": "Rents", "body": "<p>Rents rose by a tenth in May, as in June.</p>"}
    (tmp_path / "in/week.jsonl").write_text(json.dumps(row), "utf-8")

    made = run(tmp_path / "in", tmp_path / "out", "json", "docx", spread=True)

    (name,) = statuses(made)
    assert name.startswith("week.jsonl/")
    assert [*contents(tmp_path / "out")] == [f"{folder(name)}/{name}.{e}" for e in ("docx", "json")]


def test_an_edition_lies_in_the_folder_of_its_own_name(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    week = EditionSettings("The week", name="weekly/week-7")
    run(source, tmp_path / "out", editions=(week,), spread=True)

    again = run(source, tmp_path / "out", editions=(week,), spread=True)
    gone = run(
        source, tmp_path / "out", editions=(EditionSettings("Other"),), spread=True, prune=True
    )

    assert statuses(again) == {"weekly/week-7": "skipped"}
    assert [note.code for note in gone.notes] == ["output.pruned"]
    assert [*contents(tmp_path / "out")] == [f"{folder('other')}/other.json"]


@pytest.mark.parametrize("spread", [True, False])
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_run_that_asks_otherwise_is_refused_in_one_line(
    tmp_path: Path, *, spread: bool, dry_run: bool
) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out, spread=not spread)
    before = contents(out)

    with pytest.raises(SettingsError) as caught:
        run(source, out, spread=spread, dry_run=dry_run)

    how, do = ("do not lie", "leave out") if spread else ("lie", "add")
    assert str(caught.value) == f"{out}: the results here {how} in 256 folders"
    assert caught.value.hint == f"{do} --spread, or use another --into"
    assert contents(out) == before


def test_results_of_before_are_not_spread(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out)
    write_lines(out, *lines(out, "run"), *lines(out))

    with pytest.raises(SettingsError):
        run(source, out, spread=True)

    assert run(source, out).skipped == 1


def test_a_run_of_which_nothing_came_decides_nothing(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    with opened(str(out), file=False, spread=False):
        pass
    with (out / MANIFEST).open("ab") as manifest:
        manifest.write(b'{"kind": "run", "key": "of a k')

    made = run(source, out, spread=True)

    assert made.built == 1
    assert lines(out, "spread") == [{"kind": "spread", "folders": 256}]


def test_a_manifest_that_is_rewritten_says_it_still(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out, spread=True)
    with (out / MANIFEST).open("ab") as manifest:
        manifest.write(b'{"kind": "gone", "output": "x"}\n' * 6_000)

    run(source, out, spread=True)

    assert len((out / MANIFEST).read_bytes().splitlines()) == 3
    with pytest.raises(SettingsError):
        run(source, out)


def test_results_of_which_the_manifest_is_lost_are_taken_over(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "city/b.txt"), tmp_path / "out"
    run(source, out, spread=True)
    before = contents(out)
    (out / MANIFEST).unlink()

    again = run(source, out, spread=True)

    assert (again.failed, contents(out)) == (0, before)
    assert run(source, out, spread=True).skipped == 2


def test_one_file_is_not_spread(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    with pytest.raises(SettingsError, match="one file is not spread over folders"):
        run(source, tmp_path / "a.json", spread=True)

    week = EditionSettings("The week", into=str(tmp_path / "week.json"))
    assert run(source, tmp_path / "out", editions=(week,), spread=True).built == 1
    assert (tmp_path / "week.json").is_file()


def test_prune_leaves_no_empty_folder(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "city/b.txt"), tmp_path / "out"
    run(source, out, "json", "xhtml", spread=True)
    (source / "city/b.txt").unlink()

    run(source, out, "json", "xhtml", spread=True, prune=True)

    assert {path.name for path in out.iterdir()} == {".publish", folder("a.txt")}


def test_the_report_and_the_index_lead_to_what_is_there(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", *NAMES), tmp_path / "out"

    run(source, out, "json", "docx", spread=True, index=True)

    results = {path.resolve() for path in out.glob("*/**/*") if path.suffix in (".json", ".docx")}
    results = {path for path in results if ".publish" not in path.parts}
    assert len(results) == 2 * len(NAMES)
    assert links(out / ".publish/report.html") == links(out / "index.html") == results


def test_what_was_merged_is_settled_where_it_lies(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "city/a.txt"), tmp_path / "out"
    run(source, out, "docx", spread=True)
    result = out / folder("city/a.txt") / "city/a.docx"
    result.write_bytes(result.read_bytes() + b" ")

    settled = settle(result, sha256(result.read_bytes()).hexdigest())
    again = run(source, out, "docx", spread=True, force=True)

    assert settled
    assert (again.built, again.failed) == (1, 0)


# -- shards


def test_shards_that_are_joined_are_as_one_run(tmp_path: Path) -> None:
    source, out = some(tmp_path / "in"), tmp_path / "out"
    asked_for(source, tmp_path / "one", spread=True)

    for number in (1, 2, 3):
        asked_for(source, out, spread=True, shard=f"{number}/3")
    joined = asked_for(source, out, spread=True, join=True)

    assert joined.exit_code == 1  # of the one that is empty
    assert_same_as_one_run(out, tmp_path / "one")
    assert lines(out, "spread")[0] == {"kind": "spread", "folders": 256}
    with pytest.raises(SettingsError):
        run(source, out)


def test_shards_lie_as_the_others_do(tmp_path: Path) -> None:
    source, out = some(tmp_path / "in"), tmp_path / "out"
    asked_for(source, out, spread=True, shard="1/3")

    with pytest.raises(SettingsError, match="lie in 256 folders"):
        asked_for(source, out, shard="2/3")
    with pytest.raises(SettingsError, match="lie in 256 folders"):
        asked_for(source, out, join=True)

    for number in (2, 3):
        asked_for(source, out, spread=True, shard=f"{number}/3")
    assert asked_for(source, out, spread=True, join=True).skipped > 0


def test_of_two_shards_that_begin_at_once_one_is_refused(tmp_path: Path) -> None:
    out = str(tmp_path / "out")

    with (
        opened(out, file=False, shard=Shard(2, 1), spread=True),
        pytest.raises(SettingsError),
        opened(out, file=False, shard=Shard(2, 2), spread=False),
    ):
        pass

    with opened(out, file=False, shard=Shard(2, 2), spread=False):
        pass  # nothing came of the other


def test_shards_lie_as_the_results_of_before_do(tmp_path: Path) -> None:
    source, out = some(tmp_path / "in"), tmp_path / "out"
    run(source, out)

    with pytest.raises(SettingsError, match="do not lie in 256 folders"):
        asked_for(source, out, spread=True, shard="1/3")
