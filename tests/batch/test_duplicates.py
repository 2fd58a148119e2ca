"""The same article twice in a run: told with the copy, and with --unique printed once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.batch import Outcome, Report
from tests.batch.kit import contents, dates, run, statuses

QUAY = """Tenants of the old harbour quarter have been told to leave their flats before winter,
because the walls that hold the quay are older than anybody had thought, the council says.

Nobody knows where the families shall go. Some have found rooms with relatives across the river;
others say that they will stay until somebody carries them out of their kitchens.

Engineers have begun to drive piles of steel into the mud, a few each night, when the trams have
stopped and the bridge can be closed. They will need until spring, they believe.

The mayor promises that each household will be offered a new home at the rent that it pays now. She
does not say who is to build those homes, nor on what ground they are to stand."""
RENTS = QUAY.split("\n\n")
RING = """The city plants four thousand limes along the ring road before the frost comes. Gardeners
dig at night, and the water for the young trees is brought by barge from the upper canal.

Half of the old elms had to be felled after the storms of last year. Their wood went to the boat
builders, who had asked for it since they heard that the trees were ill."""
TREES = RING.split("\n\n")


def page(*paragraphs: str, title: str = "Rents rise", author: str = "Ann Reader") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<h1>{title}</h1><p>By {author}</p>"
    return f"<html><head><title>{title}</title></head><body><article>{head}{body}</article>"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two articles; the first is there again as text, and in another paper."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.html").write_text(page(*RENTS), "utf-8")
    (folder / "c.html").write_text(page(*TREES, title="Limes"), "utf-8")
    (folder / "d.txt").write_text("\n\n".join(["Rents rise", "By Ann Reader", *RENTS]), "utf-8")
    wire = page(*RENTS[:3], title="Quay may fall, council warns", author="Bo Writer")
    (folder / "e.html").write_text(wire, "utf-8")
    return folder


def told(report: Report) -> dict[str, str]:
    """What is said of each source that is the same article as another."""
    return {
        outcome.name: note.message
        for outcome in report.outcomes
        for note in outcome.notes
        if note.code == "source.duplicate"
    }


SAME = {"d.txt": "the same article as b.html", "e.html": "the same article as b.html"}
LEFT_OUT = {name: f"not printed: {said}" for name, said in SAME.items()}


def test_a_copy_and_a_wire_story_name_the_first_of_them(source: Path, tmp_path: Path) -> None:
    heard: list[Outcome] = []

    report = run(source, tmp_path / "out", on_result=heard.append)

    assert told(report) == SAME
    assert {each.name: note.message for each in heard for note in each.notes[-1:]} == SAME
    assert (report.built, report.exit_code) == (4, 0)


def test_a_copy_is_no_failure_under_strict(source: Path, tmp_path: Path) -> None:
    assert run(source, tmp_path / "out", strict=True).failed == 0


def test_a_run_that_builds_nothing_says_the_same(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")

    report = run(source, tmp_path / "out")

    assert (told(report), report.skipped) == (SAME, 4)


def test_a_new_article_before_the_others_takes_the_place_of_the_original(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "out")
    (source / "a.html").write_text(page(*RENTS), "utf-8")

    report = run(source, tmp_path / "out")

    first = "the same article as a.html"
    assert told(report) == {"b.html": first, "d.txt": first, "e.html": first}
    assert (report.built, report.skipped) == (1, 4)
    assert told(run(source, tmp_path / "out")) == told(report)


def test_an_original_that_changes_or_goes_is_none_any_more(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    (source / "b.html").write_text(page(*TREES, title="Limes"), "utf-8")

    changed = run(source, tmp_path / "out")
    (source / "b.html").unlink()
    gone = run(source, tmp_path / "out")

    same = "the same article as d.txt"
    assert told(changed) == {"c.html": "the same article as b.html", "e.html": same}
    assert told(gone) == {"e.html": same}


def test_a_run_over_one_of_them_leaves_what_is_known_of_the_others(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "out")
    (source / "d.txt").write_text("\n\n".join(["Limes", *TREES]), "utf-8")
    run(source / "d.txt", tmp_path / "out")

    report = run(source, tmp_path / "out")

    assert report.built == 0
    assert told(report) == {"d.txt": "the same article as c.html", "e.html": SAME["e.html"]}


def test_an_original_that_fails_is_named_by_none(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    (source / "b.html").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(200))

    for _ in range(2):
        report = run(source, tmp_path / "out")
        assert told(report) == {"e.html": "the same article as d.txt"}


def test_the_report_names_both(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    page = (tmp_path / "out/.publish/report.html").read_text("utf-8")

    assert '<h2 id="copies">' in page
    assert "the same article as b.html" in page

    for name in ("d.txt", "e.html"):
        (source / name).unlink()
    run(source, tmp_path / "out")
    assert '<h2 id="copies">' not in (tmp_path / "out/.publish/report.html").read_text("utf-8")


@pytest.mark.full
def test_workers_say_the_same_in_any_number(source: Path, tmp_path: Path) -> None:
    for jobs in (1, 3):
        report = run(source, tmp_path / str(jobs), executor="processes", jobs=jobs)
        unique = run(
            source, tmp_path / f"{jobs} unique", executor="processes", jobs=jobs, unique=True
        )
        assert told(report) == SAME
        assert told(unique) == LEFT_OUT


def test_with_unique_one_is_printed_and_the_others_are_named(source: Path, tmp_path: Path) -> None:
    report = run(source, tmp_path / "out", unique=True)

    expected = {"b.html": "built", "c.html": "built", "d.txt": "copy", "e.html": "copy"}
    assert statuses(report) == expected
    assert told(report) == LEFT_OUT
    assert (report.copies, report.failed, report.exit_code) == (2, 0, 0)
    assert contents(tmp_path / "out").keys() == {"b.json", "c.json"}
    assert "not printed" in (tmp_path / "out/.publish/report.html").read_text("utf-8")


def test_with_unique_the_second_run_reads_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source, tmp_path / "out", unique=True)
    before = dates(tmp_path / "out")
    known = (tmp_path / "out/.publish/sketches.jsonl").read_bytes()

    def refuse(*_: object) -> object:
        raise AssertionError("a source is read again")

    monkeypatch.setattr("publish.pipeline.read", refuse)
    report = run(source, tmp_path / "out", unique=True)

    assert (report.skipped, report.copies) == (2, 2)
    assert told(report) == LEFT_OUT
    assert dates(tmp_path / "out") == before
    assert (tmp_path / "out/.publish/sketches.jsonl").read_bytes() == known


def test_a_copy_that_is_changed_into_an_article_of_its_own_is_printed(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "out", unique=True)
    (source / "d.txt").write_text("\n\n".join([RENTS[3], TREES[0], RENTS[0]]), "utf-8")

    report = run(source, tmp_path / "out", unique=True)

    assert statuses(report)["d.txt"] == "built"
    assert told(report) == {"e.html": LEFT_OUT["e.html"]}


def test_a_decision_that_makes_two_articles_of_one_counts(source: Path, tmp_path: Path) -> None:
    (source / "e.html").unlink()
    run(source, tmp_path / "out", unique=True)
    strip = json.dumps([{"text": each} for each in RENTS[1:3]], ensure_ascii=False)
    strip = strip.replace('"text": ', "text = ")
    (source / "decisions.toml").write_text(f'["d.txt"]\nstrip = {strip}\n', "utf-8")

    report = run(source, tmp_path / "out", unique=True)

    assert statuses(report)["d.txt"] == "built"


def test_when_the_original_is_gone_the_next_run_prints_the_copy(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "out", unique=True)
    (source / "b.html").unlink()

    report = run(source, tmp_path / "out", unique=True, prune=True)

    expected = {"c.html": "skipped", "d.txt": "built", "e.html": "copy"}
    assert statuses(report) == expected
    assert contents(tmp_path / "out").keys() == {"c.json", "d.json"}


def test_what_was_printed_of_a_copy_has_no_source_any_more(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    (tmp_path / "out/e.json").write_text("changed by hand", "utf-8")

    first = run(source, tmp_path / "out", unique=True)
    second = run(source, tmp_path / "out", unique=True, prune=True)

    assert [note.code for note in first.notes] == ["output.orphaned"]
    assert "d.json" in first.notes[0].message
    assert {note.code for note in second.notes} == {"output.pruned", "output.orphaned"}
    assert contents(tmp_path / "out").keys() == {"b.json", "c.json", "e.json"}


def test_without_unique_all_are_printed_again(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out", unique=True)

    report = run(source, tmp_path / "out")

    assert (report.built, report.skipped, told(report)) == (2, 2, SAME)


def test_unique_gives_the_bytes_of_a_run_over_the_originals_alone(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "unique", unique=True)
    for name in ("d.txt", "e.html"):
        (source / name).unlink()
    run(source, tmp_path / "alone")

    assert contents(tmp_path / "unique") == contents(tmp_path / "alone")


def test_a_dry_run_tells_what_unique_would_leave_out(source: Path, tmp_path: Path) -> None:
    report = run(source, tmp_path / "out", unique=True, dry_run=True)

    assert list(statuses(report).values()) == ["planned", "planned", "copy", "copy"]
    assert not (tmp_path / "out").exists()


def test_an_article_in_two_files_of_articles_is_printed_once(tmp_path: Path) -> None:
    for name, others in (("ours.jsonl", TREES), ("theirs.jsonl", [*TREES[:1], *RENTS[:1]])):
        texts = {"quay": RENTS, f"of {name}": others}
        said = [
            json.dumps({"id": id, "title": id, "text": "\n\n".join(text)})
            for id, text in texts.items()
        ]
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text("\n".join(said), "utf-8")

    report = run(tmp_path / "in", tmp_path / "out", unique=True)

    first, _, copy, _ = (outcome.name for outcome in report.outcomes)
    assert told(report) == {copy: f"not printed: the same article as {first}"}
    assert (first.split("/")[0], copy.split("/")[0]) == ("ours.jsonl", "theirs.jsonl")
    assert (report.built, report.copies) == (3, 1)


def test_an_edition_names_copies_and_prints_them(source: Path, tmp_path: Path) -> None:
    report = run(source, tmp_path / "out", bundle="The week")

    said = [n.message for n in report.outcomes[0].notes if n.code == "source.duplicate"]
    assert said == [f"{name}: {message}" for name, message in SAME.items()]
    assert len(in_edition(tmp_path / "out")) == 4


def test_an_edition_of_unique_articles_prints_each_once(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out", bundle="The week")

    report = run(source, tmp_path / "out", bundle="The week", unique=True)

    said = [n.message for n in report.outcomes[0].notes if n.code == "source.duplicate"]
    assert said == [f"{name}: {message}" for name, message in LEFT_OUT.items()]
    assert in_edition(tmp_path / "out") == ["Rents rise", "Limes"]
    again = run(source, tmp_path / "out", bundle="The week", unique=True)
    assert (again.skipped, again.outcomes[0].notes) == (1, report.outcomes[0].notes)


def in_edition(out: Path) -> list[str]:
    edition = json.loads((out / "the-week.json").read_text("utf-8"))
    return ["".join(run["text"] for run in article["title"]) for article in edition["articles"]]
