"""What a second run does: nothing, but for what changed."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from publish.api import decide
from publish.layouts.copying import start_layout
from publish.model.article import Decisions, LineEdit, Passage
from publish.model.limits import Limits
from publish.model.walk import digest_of
from tests.batch.kit import (
    articles,
    code,
    contents,
    dates,
    lines,
    one,
    run,
    statuses,
    write_lines,
)
from tests.build import PNG_1PX

LAYOUT = "own"


def test_a_second_run_builds_nothing_and_says_the_same(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "sub/b.txt")
    first = run(source, tmp_path / "out")
    before = dates(tmp_path / "out")

    second = run(source, tmp_path / "out")

    assert statuses(first) == {"a.txt": "built", "sub/b.txt": "built"}
    assert statuses(second) == {"a.txt": "skipped", "sub/b.txt": "skipped"}
    assert dates(tmp_path / "out") == before
    assert list(before) == ["a.json", "sub/b.json"]
    for old, new in zip(first.outcomes, second.outcomes, strict=True):
        assert new.outputs == old.outputs
        assert (new.notes, new.removed) == (old.notes, old.removed)


def test_only_the_source_that_changed_is_built_whatever_its_date(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    run(source, tmp_path / "out")
    status = (source / "a.txt").stat()
    (source / "a.txt").write_bytes((source / "a.txt").read_bytes().replace(b"May", b"Jun"))
    os.utime(source / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    os.utime(source / "b.txt", (4_102_444_800, 4_102_444_800))

    report = run(source, tmp_path / "out")

    assert statuses(report) == {"a.txt": "built", "b.txt": "skipped", "c.txt": "skipped"}


@pytest.mark.parametrize("harm", ["gone", "cut", "folder"])
def test_an_output_that_is_gone_or_broken_is_made_again(tmp_path: Path, harm: str) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    run(source, tmp_path / "out", "json")
    right = contents(tmp_path / "out")
    output = tmp_path / "out/a.json"
    data = output.read_bytes()
    output.unlink()
    if harm == "cut":
        output.write_bytes(data[:-9])
    elif harm == "folder":
        output.mkdir()

    report = run(source, tmp_path / "out", "json")

    assert statuses(report) == {"a.txt": "built", "b.txt": "skipped"}
    assert contents(tmp_path / "out") == right


def test_a_new_format_leaves_the_others_alone(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "json")
    before = dates(tmp_path / "out")

    report = run(source, tmp_path / "out", "json", "xhtml")

    assert statuses(report) == {"a.txt": "built"}
    assert [made.format for made in one(report).outputs] == ["json", "xhtml"]
    assert dates(tmp_path / "out")["a.json"] == before["a.json"]
    assert statuses(run(source, tmp_path / "out", "xhtml", "json")) == {"a.txt": "skipped"}


def test_an_editors_word_about_one_source_builds_that_one(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    run(source, tmp_path / "out")
    (source / "decisions.toml").write_text('["a.txt"]\ntitle = "Another title"\n', "utf-8")

    report = run(source, tmp_path / "out")

    assert statuses(report) == {"a.txt": "built", "b.txt": "skipped"}
    assert "Another title" in (tmp_path / "out/a.json").read_text("utf-8")


def test_a_line_that_is_edited_builds_its_source_and_undone_gives_the_old_bytes(
    tmp_path: Path,
) -> None:
    source, out = articles(tmp_path / "in", "a.txt", "b.txt"), tmp_path / "out"
    run(source, out)
    before = contents(out)
    line = "Rents rise in a in May. Rents rose by a tenth, and so did prices."

    decide(source / "a.txt", edit=[LineEdit(Passage(digest_of(line), line), "Rents *fell*.")])
    edited = run(source, out)
    text = (out / "a.json").read_text("utf-8")
    decide(source / "a.txt", undo=[1])
    undone = run(source, out)

    assert statuses(edited) == statuses(undone) == {"a.txt": "built", "b.txt": "skipped"}
    assert "fell" in text
    assert contents(out) == before


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("set", {"page.size": "letter"}),
        ("decisions", Decisions(outlet="The Paper")),
        ("comments", False),
        ("track", False),
        ("attach_source", True),
        ("limits", Limits(pages=7)),
        ("css", b"p { color: black }"),
        ("rules_off", ("tail.legal",)),
        ("moment", "2026-05-01T00:00:00Z"),
        ("force", True),
    ],
)
def test_another_option_builds_anew(tmp_path: Path, option: str, value: object) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out")

    report = run(source, tmp_path / "out", **{option: value})

    assert statuses(report) == {"a.txt": "built"}


@pytest.mark.parametrize(
    ("option", "value"),
    [("limits", Limits(wall_seconds=300)), ("jobs", 7), ("retry_failed", True)],
)
def test_what_changes_no_byte_builds_nothing(tmp_path: Path, option: str, value: object) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out")

    assert statuses(run(source, tmp_path / "out", **{option: value})) == {"a.txt": "skipped"}


def test_a_layout_that_changed_builds_all_in_the_same_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "in", "a.txt", "b.txt")
    start_layout("briefing", LAYOUT)
    sheet = tmp_path / "layouts" / LAYOUT / "common.css"
    sheet.write_text("p { color: black }")
    run("in", tmp_path / "out", layout=LAYOUT)
    assert statuses(run("in", tmp_path / "out", layout=LAYOUT))["a.txt"] == "skipped"
    sheet.write_text("p { color: blue }")

    report = run("in", tmp_path / "out", layout=LAYOUT)

    assert statuses(report) == {"a.txt": "built", "b.txt": "built"}


def test_a_picture_that_comes_changes_or_goes_builds_its_article(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.html").write_text(
        "<html><head><title>Rents</title></head><body><article><h1>Rents</h1>"
        f"<p>{'Rents rose by a tenth in May. ' * 20}</p><img src='pic.png' alt='A street'>"
        f"<p>{'Prices did not rise as fast. ' * 20}</p></article></body></html>"
    )
    articles(source, "b.txt")
    run(source, tmp_path / "out")
    assert statuses(run(source, tmp_path / "out"))["a.html"] == "skipped"
    seen = []

    for data in (PNG_1PX, PNG_1PX + b"\0", None):
        picture = source / "pic.png"
        if data is None:
            picture.unlink()
        else:
            picture.write_bytes(data)
        seen.append(statuses(run(source, tmp_path / "out")))
        again = statuses(run(source, tmp_path / "out"))
        assert again == {"a.html": "skipped", "b.txt": "skipped"}

    assert seen == [{"a.html": "built", "b.txt": "skipped"}] * 3


def test_the_manifest_names_key_bytes_and_the_programs(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "pdf")

    (record,) = lines(tmp_path / "out")
    (made_by,) = lines(tmp_path / "out", "run")
    assert record["output"] == "a.pdf"
    assert record["digest"] == contents(tmp_path / "out")["a.pdf"]
    assert record["pages"] == 1
    assert (record["run"], made_by["format"]) == (made_by["key"], "pdf")
    assert {"publish", "python", "weasyprint", "pango", "harfbuzz"} <= made_by["versions"].keys()


def untitled(folder: Path) -> Path:
    """A folder of one text without a title, which is a doubt."""
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Rents rose for the ninth month in a row, and so did prices, the city said on Monday.\n\n"
        "Tags: housing, rents\n"
    )
    return folder


@pytest.mark.parametrize("bundle", ["", "The week"])
def test_strict_fails_what_is_up_to_date_and_doubtful_without_building_it(
    tmp_path: Path, bundle: str
) -> None:
    source, out = untitled(tmp_path / "in"), tmp_path / "out"
    loose = one(run(source, out, bundle=bundle))
    before = dates(out)

    strict = run(source, out, bundle=bundle, strict=True)

    assert (strict.exit_code, code(one(strict))) == (1, "article.doubtful")
    assert "no title was found" in one(strict).failure.message  # type: ignore[union-attr]
    assert (one(strict).notes, one(strict).outputs) == (loose.notes, loose.outputs)
    assert (loose.removed, one(strict).removed) == (1, 1)
    assert dates(out) == before


def test_strict_fails_a_new_format_of_what_is_up_to_date_and_doubtful(tmp_path: Path) -> None:
    source, out = untitled(tmp_path / "in"), tmp_path / "out"
    run(source, out)

    strict = run(source, out, "json", "xhtml", strict=True)

    assert statuses(strict) == {"a.txt": "failed"}
    assert list(contents(out)) == ["a.json"]


def test_strict_keeps_what_stood_before_and_writes_nothing_new(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out)
    before = contents(out)
    (source / "a.txt").write_text("Only one line of words, and no title\n")

    first, again = run(source, out, strict=True), run(source, out, strict=True)

    assert (statuses(first), statuses(again)) == ({"a.txt": "failed"}, {"a.txt": "failed"})
    assert contents(out) == before


def test_strict_lets_information_pass(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    with (source / "a.txt").open("ab") as file:
        file.write(b"\nThe bell\x07 rang at nine, and the city woke up, it said on Monday.\n")

    first, again = run(source, out, strict=True), run(source, out, strict=True)

    assert [note.code for note in one(first).notes] == ["text.cleaned"]
    assert (statuses(first), statuses(again)) == ({"a.txt": "built"}, {"a.txt": "skipped"})


def test_a_note_of_one_format_is_not_on_record_with_another(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    with (source / "a.txt").open("a") as file:
        file.write("\nThe sign \U00013000 stands on no keyboard, the city said on Monday.\n")
    run(source, out, "pdf", "json")

    printed, told = run(source, out, "pdf", strict=True), run(source, out, "json", strict=True)

    assert [note.code for note in one(printed).notes] == ["glyph.missing"]
    assert (statuses(printed), statuses(told)) == ({"a.txt": "failed"}, {"a.txt": "skipped"})


def test_a_manifest_without_weights_holds_doubts(tmp_path: Path) -> None:
    source, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    run(source, out)
    (record,) = lines(out)
    record["notes"] = [{"code": "text.cleaned", "message": "control characters dropped: 1"}]
    write_lines(out, record)

    loose, strict = run(source, out), run(source, out, strict=True)

    assert [(note.code, note.weight) for note in one(loose).notes] == [("text.cleaned", "doubt")]
    assert (statuses(loose), statuses(strict)) == ({"a.txt": "skipped"}, {"a.txt": "failed"})


@pytest.mark.full
def test_of_ten_thousand_articles_a_hundred_that_changed_are_built(tmp_path: Path) -> None:
    names = [f"{number // 500:02}/{number:05}.txt" for number in range(10_000)]
    source, out = articles(tmp_path / "in", *names), tmp_path / "out"
    changed = sorted(random.Random(23).sample(names, 100))
    first = run(source, out, executor="processes")
    before = dates(out)
    for name in changed:
        path = source / name
        status = path.stat()
        path.write_bytes(path.read_bytes().replace(b"May", b"Jun"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    second = run(source, out, executor="processes")
    third = run(source, out, executor="processes")

    assert (first.built, second.built, second.skipped, third.skipped) == (
        10_000,
        100,
        9_900,
        10_000,
    )
    assert [each.name for each in second.outcomes if each.status == "built"] == changed
    after = dates(out)
    moved = sorted(
        name.removesuffix(".json") + ".txt" for name in after if after[name] != before[name]
    )
    assert moved == changed
