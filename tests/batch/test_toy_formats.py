"""A format is one row: with a toy in each table, and nothing else, all rooms know it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publish import readers
from publish.batch import single_format
from publish.errors import SettingsError, Unwritable
from publish.layouts import describe
from publish.layouts.copying import start_layout
from publish.model.article import Draft, Source
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import FORMATS, Format
from publish.model.limits import Limits
from publish.pipeline import Formats
from publish.readers import READERS, Reader
from publish.writers import WRITERS, Writer
from tests.batch.kit import articles, code, contents, lines, one, run, statuses

HEAD = b"PK\x03\x04toy"  # no text: without its row these bytes are refused


def read_toy(source: Source, limits: Limits) -> Draft:
    """A toy file is a text behind its head."""
    return readers.read(replace(source, name="text", data=source.data.removeprefix(HEAD)), limits)


def write_toy(edition: Edition, layout: Layout) -> Rendition:
    data = f"<toy>{edition.plain_title}, {layout.name}</toy>".encode()
    return Rendition(TOY.name, {"": data}, TOY.media_type)


def write_box(edition: Edition, layout: Layout) -> Rendition:
    files = {"lid.txt": edition.plain_title.encode(), "toys/1.txt": b"a spinning top"}
    return Rendition(BOX.name, files, BOX.media_type)


def write_torn(edition: Edition, layout: Layout) -> Rendition:
    return Rendition(TOY.name, {"": b"<toy>"}, TOY.media_type)


def is_toy(data: bytes) -> bool:
    return has_ends(data, data)


def has_ends(first: bytes, last: bytes) -> bool:
    return first.startswith(b"<toy>") and last.endswith(b"</toy>")


TOY_READER = Reader(
    "toy",
    "Toy",
    (".toy",),
    read_toy,
    looks_like=lambda data: data.startswith(HEAD),
    libraries=("pip",),
)
TOY = Format(
    "toy", "text/x-toy", ".made", is_whole=is_toy, has_ends=has_ends, libraries=("pytest",)
)
BOX = Format("box", "text/x-box", ".box", folder=True, mark="lid.txt")
TOYS = Formats((TOY_READER, *READERS), (*WRITERS, Writer(TOY, write_toy), Writer(BOX, write_box)))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = articles(tmp_path / "in", "a.txt", "sub/b.toy")
    (folder / "c.bin").write_bytes(HEAD + b"Toys rise\n\nToys rose by a tenth in May, they say.\n")
    return folder


def test_toys_are_found_in_a_folder_read_named_and_up_to_date(source: Path, tmp_path: Path) -> None:
    first = run(source, tmp_path / "out", "toy", "box", formats=TOYS)
    second = run(source, tmp_path / "out", "toy", "box", formats=TOYS)
    (source / "c.bin").write_bytes(HEAD + b"Toys fall\n\nToys fell by a tenth in May, they say.\n")
    third = run(source, tmp_path / "out", "toy", "box", formats=TOYS)

    names = ("a.txt", "c.bin", "sub/b.toy")
    assert statuses(first) == dict.fromkeys(names, "built")
    assert statuses(second) == dict.fromkeys(names, "skipped")
    assert statuses(third) == {**statuses(second), "c.bin": "built"}
    assert (tmp_path / "out/c.made").read_bytes() == b"<toy>Toys fall, briefing</toy>"
    assert [name for name in contents(tmp_path / "out") if name.startswith("sub/")] == [
        "sub/b.box/lid.txt",
        "sub/b.box/toys/1.txt",
        "sub/b.made",
    ]


def test_without_its_row_a_toy_is_refused(source: Path, tmp_path: Path) -> None:
    report = run(source, tmp_path / "out", "json")

    assert {each.name: code(each) for each in report.outcomes if each.failure} == {
        "c.bin": "source.unknown-format"
    }
    with pytest.raises(SettingsError, match="no such format"):
        run(source, tmp_path / "out", "toy")


def test_the_programs_that_make_a_toy_are_in_its_key_and_no_others(
    source: Path, tmp_path: Path
) -> None:
    run(source / "a.txt", tmp_path / "out", "toy", "json", formats=TOYS)

    toy, plain = (line["versions"].keys() for line in lines(tmp_path / "out", "run"))

    assert toy - plain == {"pytest"}
    assert {"pip", "selectolax", "markdown-it-py"} < plain
    assert "weasyprint" not in toy
    assert statuses(run(source / "a.txt", tmp_path / "out", "json")) == {"a.txt": "built"}


def test_a_torn_toy_gets_no_final_name(source: Path, tmp_path: Path) -> None:
    torn = replace(TOYS, writers=(Writer(TOY, write_torn),))

    outcome = one(run(source / "a.txt", tmp_path / "out", "toy", formats=torn))

    assert outcome.failure
    assert outcome.failure.message == "the result is no whole toy"
    assert contents(tmp_path / "out") == {}


def test_a_single_file_is_a_toy_by_its_suffix_and_a_box_is_a_folder(
    source: Path, tmp_path: Path
) -> None:
    made = one(run(source / "a.txt", tmp_path / "brief.made", "pdf", formats=TOYS))

    assert [each.format for each in made.outputs] == ["toy"]
    assert is_toy((tmp_path / "brief.made").read_bytes())
    assert single_format("x.box", TOYS.out) == single_format("x.made") == ""


def test_a_box_that_is_not_ours_is_left_alone(source: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "out/a.box"
    stranger.mkdir(parents=True)
    (stranger / "work.txt").write_text("mine")

    refused = one(run(source / "a.txt", tmp_path / "out", "box", formats=TOYS))
    (stranger / "lid.txt").write_text("a mark like ours")
    marked = one(run(source / "a.txt", tmp_path / "out", "box", formats=TOYS))
    left = list(contents(tmp_path / "out"))
    built = one(run(source / "a.txt", tmp_path / "out", "box", formats=TOYS, replace=True))

    assert (code(refused), code(marked)) == (Unwritable.code, Unwritable.code)
    assert left == ["a.box/lid.txt", "a.box/work.txt"]
    assert built.status == "built"
    assert list(contents(tmp_path / "out")) == ["a.box/lid.txt", "a.box/toys/1.txt"]


def test_a_toy_is_listed_wherever_formats_are(source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (source / "d.bin").write_bytes(bytes(range(256)))

    with pytest.raises(SettingsError) as misspelt:
        run(source, tmp_path / "out", "tyo", formats=TOYS)
    with pytest.raises(SettingsError) as empty:
        run(tmp_path / "empty", tmp_path / "out", formats=TOYS)
    unknown = one(run(source / "d.bin", tmp_path / "out", formats=TOYS))

    assert misspelt.value.hint == "did you mean 'toy'?"
    assert empty.value.hint == "articles are files such as .txt, .md, .docx, .html, .mhtml or .toy"
    assert unknown.failure
    assert unknown.failure.hint.startswith("publish reads text, ")
    assert unknown.failure.hint.endswith("Markdown, Word, HTML, MHTML and Toy")
    assert describe("briefing", formats=TOYS.out).formats == (
        *(format.name for format in FORMATS),
        *("toy", "box"),
    )


def test_a_layout_may_be_for_toys_alone(tmp_path: Path) -> None:
    settings = start_layout("briefing", "toys", tmp_path) / "layout.toml"
    settings.write_text(f'formats = ["toy"]\n{settings.read_text("utf-8")}', "utf-8")

    assert describe("toys", tmp_path, TOYS.out).formats == ("toy",)


def test_workers_refuse_what_cannot_travel_to_them(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the shipped formats alone"):
        run(source, tmp_path / "out", "toy", executor="processes", formats=TOYS)
