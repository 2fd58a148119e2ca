"""Articles in a file are sources like any other, in one run and from one run to the next."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path, PurePath
from typing import Any

import pytest

from publish import archives
from publish.archives.articles import articles_at
from publish.archives.naming import name_of
from publish.batch import build
from publish.batch.names import stems
from publish.batch.outcome import Outcome, Report
from publish.batch.watching import Watch
from publish.decisions import decide
from publish.errors import BrokenSource, DiskFailed, Failure, SettingsError
from publish.finding import shared_folder
from publish.model.formats import JSON, XHTML
from publish.pipeline import Job, Result, perform
from publish.settings import EditionSettings, Options, SectionSettings
from tests.batch.kit import articles, code, contents, executed_by, lines, one, run, statuses
from tests.batch.test_failures import small_files

BODY = "<p>{} in May. Rents rose by a tenth, and so did prices, the city says.</p>"


def line(number: int, title: str = "", **fields: object) -> bytes:
    """An article as a line of JSON, whose identity is its number."""
    title = title or f"Rents rise in {number}"
    said = {"id": number, "title": title, "body": BODY.format(title), **fields}
    return json.dumps(said).encode() + b"\n"


def named(number: int, file: str = "feed.jsonl") -> str:
    return f"{file}/{name_of(str(number), b'')}"


def held(path: Path, *numbers: int) -> Path:
    """A file that holds these articles."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(line, numbers)))
    return path


def made(report: Report) -> list[str]:
    return [each.name for each in report.outcomes if each.status == "built"]


def notes(report: Report) -> list[tuple[str, str]]:
    return [(note.code, note.message) for note in report.notes]


# what a run takes


def test_each_article_of_a_file_is_built_under_its_own_name_and_told_by_its_title(
    tmp_path: Path,
) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2)
    articles(tmp_path / "in", "rents.txt")

    report = run(tmp_path / "in", tmp_path / "out")

    assert statuses(report) == dict.fromkeys((named(1), named(2), "rents.txt"), "built")
    assert list(contents(tmp_path / "out")) == sorted(
        [f"{named(1)}.json", f"{named(2)}.json", "rents.json"]
    )
    assert [each.title for each in report.outcomes][:2] == ["Rents rise in 1", "Rents rise in 2"]


def test_one_article_is_built_alone_when_its_path_is_named(tmp_path: Path) -> None:
    feed = held(tmp_path / "in/feed.jsonl", 1, 2)

    report = run(str(tmp_path / "in" / named(2)), tmp_path / "out")
    whole = run(str(feed), tmp_path / "out")

    assert made(report) == [named(2)]
    assert statuses(whole) == {named(1): "built", named(2): "skipped"}  # it is the same source


def test_a_pattern_names_articles_of_a_file(tmp_path: Path) -> None:
    feed = held(tmp_path / "feed.jsonl", 1, 2, 3)
    first = name_of("1", b"")

    report = run([f"{feed}/{first[:3]}*"], tmp_path / "out")

    assert made(report) == [named(1)]
    assert len(made(run([f"{feed}/*"], tmp_path / "other"))) == 3


def test_an_article_that_is_named_besides_its_file_is_built_once(tmp_path: Path) -> None:
    feed = held(tmp_path / "feed.jsonl", 1, 2)

    report = run([str(feed), str(tmp_path / named(2))], tmp_path / "out")

    assert [each.name for each in report.outcomes] == [named(1), named(2)]


def test_a_name_that_the_file_does_not_have_fails_in_one_line_with_the_nearest(
    tmp_path: Path,
) -> None:
    held(tmp_path / "feed.jsonl", 1, 2)
    right = tmp_path / named(2)

    wrong = one(run(str(right)[:-1] + "x", tmp_path / "out"))
    other = one(run(f"{tmp_path}/feed.jsonl/zzz", tmp_path / "out"))

    assert code(wrong) == code(other) == "source.missing"
    assert wrong.failure
    assert wrong.failure.hint == f"did you mean {right.name!r}?"
    assert other.failure
    assert "publish inspect" in other.failure.hint


def test_a_path_into_a_file_that_holds_no_articles_is_missing(tmp_path: Path) -> None:
    articles(tmp_path, "rents.txt")

    outcome = one(run(f"{tmp_path}/rents.txt/3f9a2c1d07be", tmp_path / "out"))

    assert code(outcome) == "source.missing"


def test_two_files_of_one_name_keep_their_articles_apart(tmp_path: Path) -> None:
    a, b = held(tmp_path / "a/feed.jsonl", 1), held(tmp_path / "b/feed.jsonl", 1)

    both = run([str(a), str(b)], tmp_path / "out")
    apart = run([str(tmp_path / "a" / named(1)), str(tmp_path / "b" / named(1))], tmp_path / "out")

    assert list(statuses(both)) == [f"a/{named(1)}", f"b/{named(1)}"]
    assert statuses(apart) == dict.fromkeys(statuses(both), "skipped")


def test_no_run_takes_the_result_of_another_file_of_that_name(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        held(tmp_path / folder / "feed.jsonl", 1)
    run(tmp_path / "a", tmp_path / "out")

    other = one(run(tmp_path / "b", tmp_path / "out"))
    shutil.rmtree(tmp_path / "a")
    moved = one(run(tmp_path / "b", tmp_path / "out"))

    assert code(other) == "save.unwritable"
    assert other.failure
    assert "a/feed.jsonl/" in other.failure.message
    assert moved.status == "skipped"  # the file of that name is gone: this is it, moved


def test_a_folder_may_be_called_as_a_file_is_and_its_files_as_articles_are(tmp_path: Path) -> None:
    held(tmp_path / "a/feed.jsonl", 1)
    articles(tmp_path / "b", named(1), "feed.jsonl/rents.txt")

    report = run([str(tmp_path / "a"), str(tmp_path / "b")], tmp_path / "out", "json", "xhtml")

    assert len(made(report)) == 3
    assert len({path for each in report.outcomes for path in (m.path for m in each.outputs)}) == 6


def test_a_page_called_as_a_file_is_keeps_out_of_the_way_of_its_articles(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1)
    articles(tmp_path / "in", "feed.txt", "feed.jsonl.txt")

    report = run(tmp_path / "in", tmp_path / "out", "xhtml")

    paths = [Path(each.outputs[0].path) for each in report.outcomes]
    assert len(set(paths)) == 3
    assert not [path for path in paths if any(path in other.parents for other in paths)]


def test_results_that_would_stand_where_the_file_does_are_one_failure(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2)
    articles(tmp_path / "in", "rents.txt")

    report = run(tmp_path / "in", tmp_path / "in")

    assert statuses(report) == {"feed.jsonl": "failed", "rents.txt": "built"}
    assert [code(each) for each in report.outcomes] == ["save.unwritable", ""]


def test_a_list_of_paths_may_name_articles(tmp_path: Path) -> None:
    held(tmp_path / "in/a/feed.jsonl", 1, 2)
    held(tmp_path / "in/b/feed.jsonl", 1)
    paths = [str(tmp_path / "in/a" / named(2)), str(tmp_path / "in/b/feed.jsonl")]

    report = run(paths, tmp_path / "out", base=shared_folder(paths))

    assert made(report) == [f"a/{named(2)}", f"b/{named(1)}"]
    assert shared_folder(paths[:1]) == str(tmp_path / "in/a")


def test_an_article_is_not_read_through_a_link_that_leads_out(tmp_path: Path) -> None:
    held(tmp_path / "private/feed.jsonl", 1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/feed.jsonl").symlink_to(tmp_path / "private/feed.jsonl")

    path = str(tmp_path / "in" / named(1))

    assert code(one(run(path, tmp_path / "out"))) == "source.unreadable"
    assert made(run(path, tmp_path / "out", follow_links=True)) == [named(1)]


def test_so_many_articles_and_no_more_are_built(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2, 3)

    assert made(run(tmp_path / "in", tmp_path / "out", max_articles=2)) == [named(1), named(2)]


def test_one_article_goes_into_one_file_and_several_do_not(tmp_path: Path) -> None:
    held(tmp_path / "feed.jsonl", 1, 2)
    out = tmp_path / "one.json"

    with pytest.raises(SettingsError, match="2 sources cannot share one file"):
        run(str(tmp_path / "feed.jsonl"), out)
    assert not out.exists()
    run(str(tmp_path / named(2)), out)
    assert json.loads(out.read_bytes())["title"]


def test_an_edition_binds_articles_of_a_file_under_headings(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2)
    articles(tmp_path / "in", "rents.txt")
    parts = (
        SectionSettings("From the feed", ("feed.jsonl/*",)),
        SectionSettings("From elsewhere", ("rents.txt",)),
    )

    edition = EditionSettings("The week", sections=parts)
    report = run(tmp_path / "in", tmp_path / "out", editions=(edition,))

    said = json.loads((tmp_path / "out/the-week.json").read_bytes())
    assert one(report).name == "the-week"
    assert [article["name"] for article in said["articles"]] == [named(1), named(2), "rents.txt"]


def test_a_file_without_articles_is_a_doubt_and_no_silence(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl")
    articles(tmp_path / "in", "rents.txt")

    report = run(tmp_path / "in", tmp_path / "out")

    assert made(report) == ["rents.txt"]
    assert notes(report) == [("source.no-articles", "feed.jsonl holds no articles")]
    strict = run(tmp_path / "in", tmp_path / "out", strict=True)
    assert strict.exit_code == 1


def test_a_line_that_is_none_costs_itself_alone_and_is_told_by_its_title_where_it_has_one(
    tmp_path: Path,
) -> None:
    feed = held(tmp_path / "feed.jsonl", 1)
    feed.write_bytes(feed.read_bytes() + b"no json\n" + line(2, "Prices", body=""))

    report = run(str(feed), tmp_path / "out")

    assert [each.status for each in report.outcomes] == ["built", "failed", "failed"]
    assert [each.title for each in report.outcomes] == ["Rents rise in 1", "", "Prices"]
    page = (tmp_path / "out/.publish/report.html").read_text("utf-8")
    assert named(1) in page
    assert page.count("Prices") == 1


# what people say of an article


def test_decisions_about_an_article_change_it_and_no_other(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2)
    run(tmp_path / "in", tmp_path / "out")

    decide(tmp_path / "in" / named(2), values={"title": "Our own title"})
    report = run(tmp_path / "in", tmp_path / "out")

    assert f'["{named(2)}"]' in (tmp_path / "in/decisions.toml").read_text("utf-8")
    assert statuses(report) == {named(1): "skipped", named(2): "built"}
    assert one(run(str(tmp_path / "in" / named(2)), tmp_path / "out")).title == "Our own title"


def test_a_table_about_an_article_that_its_file_does_not_hold_is_told(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2)
    held(tmp_path / "in/other.jsonl", 3)
    wrong = named(2)[:-1] + "x"
    tables = (named(1), wrong, "other.jsonl/ffffffffffff", "feed.jsonl")
    text = "".join(f'["{table}"]\noutlet = "The Courier"\n' for table in tables)
    (tmp_path / "in/decisions.toml").write_text(text)

    whole = run(tmp_path / "in", tmp_path / "out")
    part = run(str(tmp_path / "in/feed.jsonl"), tmp_path / "out")

    told = [message.partition(": ")[2] for _, message in notes(whole)]
    assert told[0] == f"no article {wrong} here; did you mean {named(2)!r}?"
    assert told[1].startswith("no article other.jsonl/ffffffffffff here")
    assert told[2].startswith("feed.jsonl holds articles; a table speaks of one, as in")
    assert len(told) == 3
    assert len(notes(part)) == 2  # nobody opened the other file


# from one run to the next


FOLDERS = (
    *("same", "changed", "first", "last", "touched", "gone", "broken", "verified", "frozen"),
    *("listing", "data", "killed"),
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders that were built and looked at again when all in them was old enough to count."""
    root = tmp_path_factory.mktemp("old")
    for name in FOLDERS:
        held(root / name / "in/feed.jsonl", 1, 2, 3)
        run(root / name / "in", root / name / "out")
    time.sleep(2.1)  # once for all: signatures count 2 s after a change, and that cannot be faked
    for name in FOLDERS:
        run(root / name / "in", root / name / "out")
    past = time.time_ns() - 3_600 * 10**9
    os.utime(root / "touched/in/feed.jsonl", ns=(past, past))
    held(root / "killed/in/feed.jsonl", 1, 2, 3, 4)
    held(root / "data/in/more.jsonl", 5)
    (root / "data/in/feed.jsonl").unlink()
    time.sleep(2.1)  # and for these, which are other than they were built
    return root


def changes(out: Path) -> dict[str, int]:
    """When each file was changed last, without reading any."""
    return {
        path.relative_to(out).as_posix(): path.stat().st_ctime_ns
        for path in out.rglob("*")
        if path.is_file()
    }


def results(out: Path) -> dict[str, int]:
    """The same of those that are no business of the run itself."""
    return {name: when for name, when in changes(out).items() if not name.startswith(".")}


def again(folder: Path, **options: Any) -> Report:
    return run(folder / "in", folder / "out", **options)


def test_a_file_that_has_not_changed_is_not_read(
    old: Path, opened: Callable[[Path], list[str]]
) -> None:
    report = again(old / "same")

    assert [each.status for each in report.outcomes] == ["skipped"] * 3
    assert [each.title for each in report.outcomes] == [f"Rents rise in {n}" for n in (1, 2, 3)]
    assert [path for path in opened(old / "same") if not path.endswith(".toml")] == []


@pytest.mark.parametrize(
    ("folder", "now", "wanted"),
    [
        ("changed", [line(1), line(2, "Prices fall"), line(3)], [named(2)]),
        ("first", [line(9), line(1), line(2), line(3)], [named(9)]),
        ("last", [line(1), line(2), line(3), line(9)], [named(9)]),
    ],
)
def test_what_is_new_in_a_file_is_built_and_nothing_else(
    old: Path,
    opened: Callable[[Path], list[str]],
    folder: str,
    now: list[bytes],
    wanted: list[str],
) -> None:
    before = results(old / folder / "out")
    (old / folder / "in/feed.jsonl").write_bytes(b"".join(now))

    report = again(old / folder)

    assert made(report) == wanted
    after = results(old / folder / "out")
    assert {name for name in after if before.get(name) != after[name]} == {f"{wanted[0]}.json"}
    read = {path for path in opened(old / folder) if path.endswith(".json")}
    assert read <= {f"out/{wanted[0]}.json"}  # what is to be replaced is looked at


def test_a_file_that_was_only_touched_builds_nothing_and_is_known_from_then_on(
    old: Path, opened: Callable[[Path], list[str]]
) -> None:
    feed = old / "touched/in/feed.jsonl"

    assert made(again(old / "touched")) == []
    assert "in/feed.jsonl" in opened(old / "touched")
    assert not [path for path in opened(old / "touched") if path.endswith(".json")]
    again(old / "touched")
    signature = str(feed.stat().st_ctime_ns)
    assert all(signature in seen["seen"][1] for seen in lines(old / "touched/out", "seen")[-3:])


def test_articles_that_are_gone_from_a_file_leave_results_that_prune_removes(old: Path) -> None:
    held(old / "gone/in/feed.jsonl", 1, 3)

    told = again(old / "gone")
    pruned = again(old / "gone", prune=True)

    assert [note.code for note in told.notes] == ["output.orphaned"]
    assert [note.code for note in pruned.notes] == ["output.pruned"]
    assert list(contents(old / "gone/out")) == sorted([f"{named(1)}.json", f"{named(3)}.json"])
    (old / "gone/in/feed.jsonl").unlink()
    articles(old / "gone/in", "rents.txt")
    again(old / "gone", prune=True)
    assert list(contents(old / "gone/out")) == ["rents.json"]


def test_results_of_a_file_that_cannot_be_read_stay(old: Path) -> None:
    feed = old / "broken/in/feed.jsonl"
    before = contents(old / "broken/out")
    feed.unlink()
    feed.symlink_to("nowhere.jsonl")
    os.mkfifo(old / "broken/in/nowhere.jsonl")

    report = again(old / "broken", prune=True)

    assert "feed.jsonl" in statuses(report)
    assert not [note for note in report.notes if note.code.startswith("output.")]
    assert contents(old / "broken/out") == before


def test_what_is_asked_for_is_read_or_built_all_the_same(
    old: Path, opened: Callable[[Path], list[str]]
) -> None:
    verified = again(old / "verified", verify=True)
    read = opened(old / "verified")
    forced = again(old / "verified", force=True)

    assert made(verified) == []
    assert len([path for path in read if path.startswith("out/")]) == 3
    assert len(made(forced)) == 3


def test_a_dry_run_lists_what_is_new_and_writes_nothing(old: Path) -> None:
    held(old / "frozen/in/feed.jsonl", 1, 2, 3, 4)
    held(old / "frozen/in/new.jsonl", 5)
    out = old / "frozen/out"
    before = changes(out)

    report = again(old / "frozen", dry_run=True)

    assert [each.name for each in report.outcomes if each.status == "planned"] == [
        named(4),
        named(5, "new.jsonl"),
    ]
    assert changes(out) == before


def test_a_listing_that_is_damaged_is_made_anew(old: Path) -> None:
    (listing,) = (old / "listing/out/.publish/listings").glob("*/*")
    listing.write_bytes(b"SQLite format 3\0" + b"\0" * 5_000)

    report = again(old / "listing")

    assert [each.status for each in report.outcomes] == ["skipped"] * 3
    (listing,) = (old / "listing/out/.publish/listings").glob("*/*")
    assert listing.read_bytes()[100:] != b"\0" * 4_916


def test_an_article_that_its_listing_keeps_is_never_printed_from_a_damaged_one(
    tmp_path: Path,
) -> None:
    item = (
        "<item><guid>{0}</guid><title>Rents {0}</title><description>{0} rises</description></item>"
    )
    feed = tmp_path / "feed.rss"
    items = "".join(map(item.format, ("first", "second")))
    feed.write_text(f'<rss version="2.0"><channel>{items}</channel></rss>')
    (held_by, _) = articles_at(feed) or ()
    assert held_by.member
    listing = Path(held_by.member.listing)
    listing.write_bytes(listing.read_bytes().replace(b"first rises", b"worst rises"))

    with pytest.raises(BrokenSource, match="its listing is damaged"):
        archives.load(held_by)

    assert not listing.exists()  # so that the next run makes it anew


def test_listings_of_files_that_changed_or_are_gone_are_taken_away(old: Path) -> None:
    folder = old / "data"
    again(folder)

    listings = list((folder / "out/.publish/listings").glob("*/*"))
    assert len(listings) == 1


def test_a_file_that_is_replaced_while_the_run_goes_on_prints_no_wrong_article(
    tmp_path: Path,
) -> None:
    feed = held(tmp_path / "in/feed.jsonl", 1, 2, 3)

    def replaced(outcome: Outcome) -> None:
        if outcome.name == named(1):
            held(feed, 9, 1, 2, 3)

    first = run(tmp_path / "in", tmp_path / "out", on_result=replaced)
    second = run(tmp_path / "in", tmp_path / "out")

    changed = [each for each in first.outcomes if each.failure]
    assert all("changed while the run went on" in str(each.failure) for each in changed)
    assert second.failed == 0
    assert len(contents(tmp_path / "out")) == 4
    fresh = run(tmp_path / "in", tmp_path / "fresh")
    assert fresh.built == 4
    assert contents(tmp_path / "fresh") == contents(tmp_path / "out")


def test_a_file_that_cannot_be_listed_is_one_failure_that_is_not_waited_for_again(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def dies(job: Job) -> Result:
        if not job.lists:
            return perform(job)
        asked.append(job.name)
        return Result(job.name, failure=Failure("worker.died", "the worker died"))

    afar = executed_by(monkeypatch, dies)
    before = contents(old / "killed/out")

    first = again(old / "killed", executor=afar, prune=True)
    second = again(old / "killed", executor=afar)
    third = again(old / "killed", executor=afar, retry_failed=True)
    mended = again(old / "killed", retry_failed=True)

    for report in (first, second, third):
        assert [(each.name, code(each)) for each in report.outcomes] == [
            ("feed.jsonl", "worker.died")
        ]
    assert asked == ["feed.jsonl"] * 2  # the first time, and when it was asked for
    assert not [note for note in first.notes if note.code.startswith("output.")]
    assert contents(old / "killed/out").keys() - before.keys() == {f"{named(4)}.json"}
    assert made(mended) == [named(4)]


def test_a_full_disk_under_a_listing_stops_the_run(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", *range(200))

    with small_files(), pytest.raises(DiskFailed):
        run(tmp_path / "in", tmp_path / "out")

    assert contents(tmp_path / "out") == {}
    assert run(tmp_path / "in", tmp_path / "out", max_articles=1).built == 1


def test_a_file_is_listed_once_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2)
    monkeypatch.chdir(tmp_path)

    report = run(["in/feed.jsonl", f"{tmp_path}/in/{named(2)}"], tmp_path / "out")

    assert statuses(report) == {named(1): "built", named(2): "built"}


def test_a_feed_on_standard_input_is_read_article_by_article(tmp_path: Path) -> None:
    feed = line(1) + line(2)

    first = run("-", tmp_path / "out", stdin=feed)
    second = run("-", tmp_path / "out", stdin=line(3) + feed)

    assert made(first) == [named(1, "stdin"), named(2, "stdin")]
    assert made(second) == [named(3, "stdin")]
    assert not list(tmp_path.rglob("listings/*"))


def test_who_waits_hears_how_many_articles_there_are(tmp_path: Path) -> None:
    held(tmp_path / "in/feed.jsonl", 1, 2, 3)
    counts: list[int] = []

    options = Options(into=str(tmp_path / "out"), to=("json",))
    build([str(tmp_path / "in")], options, executor="serial", on_start=counts.append)

    assert counts == [3]


def test_a_change_of_the_file_is_a_change_of_an_article_that_was_named(tmp_path: Path) -> None:
    feed = held(tmp_path / "in/feed.jsonl", 1)
    folder = os.path.realpath(tmp_path / "in")

    for name in (named(1), "feed.jsonl/*", "feed.jsonl"):
        assert Watch([str(feed.parent / name)], Options()).folders == (folder,)


def test_no_two_articles_share_a_result_whatever_their_files_are_called() -> None:
    files = ("feed.xml", "FEED.xml", "feed.xml.html", "feed.html", "feed", "feed.json", "con.xml")
    members = [f"{file}/{name_of(str(n), b'')}" for file in (*files, "x" * 250) for n in (1, 2)]

    for few in combinations((*files, *members), 3):
        chosen = stems(few, (JSON, XHTML)).values()
        outputs = [(stem + format.suffix).casefold() for stem in chosen for format in (JSON, XHTML)]
        assert len(set(outputs)) == len(outputs)
        above = {str(up) for output in outputs for up in PurePath(output).parents}
        assert above.isdisjoint(outputs)
