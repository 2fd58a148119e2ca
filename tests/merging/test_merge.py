"""Files that come back: what an editor changed is written, and nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from publish import merging
from publish.batch import build
from publish.decisions import load_decisions
from publish.merging import Asked, Merge, told
from publish.model.article import Decisions
from publish.model.recipe import Recipe
from publish.settings import Options
from tests.merging.kit import changed, part, stripped

SOURCE = """# Rents rise again in the harbour quarter

By Ann Ode

Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday.

Landlords **expect** rents to rise again before the winter, a [survey](https://example.org/s) says.

## What tenants say

Tenants of the old warehouses say that nobody warned them, and that letters came too late.

- a new lock for every door
- heating that works in winter
- letters that come in time

| Year | Rent |
| --- | --- |
| 2023 | nine hundred |
| 2024 | one thousand |

> Nobody asked the river, said an engineer who has lived there for thirty years.

The council will vote on a cap in the autumn, after hearings that are open to everyone.

Hearings begin in September, in the town hall, and whoever wants to speak may put down a name[^1].

Share Tweet Email

[^1]: The city counts new contracts only.
"""
ENGLISH = Recipe(decisions=Decisions(language="en"))


class Loop:
    """A folder with an article and its Word file, which goes out and comes back."""

    def __init__(self, folder: Path, text: str = SOURCE, name: str = "rents.md") -> None:
        self.folder = folder
        self.source = folder / "in" / name
        self.source.parent.mkdir()
        self.source.write_text(text, "utf-8")
        self.output = folder / "out" / f"{self.source.stem}.docx"
        self.build()
        self.pristine = self.output.read_bytes()

    def build(self, failure: str = "") -> None:
        options = Options(recipe=ENGLISH, into=str(self.folder / "out"), to=("docx",))
        report = build([str(self.source.parent)], options, executor="serial")
        failed = {each.failure.code for each in report.outcomes if each.failure}
        assert failed == ({failure} if failure else set()), report

    def merge(self, data: bytes, name: str = "edited.docx", **asked: object) -> Merge:
        path = self.folder / name
        path.write_bytes(data)
        said = Asked(ENGLISH, among=(str(self.source.parent),), **asked)  # type: ignore[arg-type]
        (made,) = merging.merge([path], said)
        return made

    def says(self, made: Merge) -> str:
        (article,) = made.articles
        return told(article.written)

    @property
    def decisions(self) -> Path:
        return self.source.with_name("decisions.toml")


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    return Loop(tmp_path)


def reworded(*pairs: tuple[str, str]) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        known = part(data, "word/document.xml").decode()
        inside = [pair for pair in pairs if pair[0] in known]
        of_notes = [pair for pair in pairs if pair not in inside]
        return changed(
            data,
            {
                "word/document.xml": lambda xml: _replaced(xml, inside),
                "word/footnotes.xml": lambda xml: _replaced(xml, of_notes),
            },
        )

    return change


def _replaced(xml: bytes, pairs: list[tuple[str, str]]) -> bytes:
    text = xml.decode()
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return text.encode()


def by_python_docx(data: bytes) -> bytes:
    made = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(made)
    return made.getvalue()


@pytest.mark.parametrize("way", [bytes, by_python_docx, stripped])
def test_a_file_that_nobody_edited_writes_nothing(
    loop: Loop, way: Callable[[bytes], bytes]
) -> None:
    made = loop.merge(way(loop.pristine))

    assert (made.failure, made.exit_code) == (None, 0)
    assert loop.says(made) == "nothing changed"
    assert not loop.decisions.exists()


TEN = (
    ("the city sees no end to it", "the city sees an end to it"),
    (" rents to rise again before the winter, a ", " rents to fall before the winter, a "),
    ("What tenants say", "What the tenants say"),
    ("say that nobody warned them", "say that they were not warned"),
    ("heating that works in winter", "heating that works all winter"),
    ("nine hundred", "eight hundred"),
    ("Nobody asked the river", "No one asked the river"),
    ("after hearings that are open to everyone", "after four hearings"),
    ("The city counts new contracts only.", "The city counts new contracts."),
    ("Rents rise again in the harbour quarter", "Rents rise in the harbour"),
)


@pytest.mark.parametrize("way", [bytes, stripped])
def test_ten_edits_come_back_as_ten(loop: Loop, way: Callable[[bytes], bytes]) -> None:
    made = loop.merge(way(reworded(*TEN)(loop.pristine)))

    assert made.exit_code == 0
    assert loop.says(made) == "9 lines edited, title changed"
    written = load_decisions(loop.source)
    assert written.title == "Rents rise in the harbour"
    assert len(written.edit) == 9
    markdown = {edit.passage.text[:20]: edit.now for edit in written.edit}
    assert markdown["Landlords expect ren"] == (
        "Landlords **expect** rents to fall before the winter, a [survey](https://example.org/s)"
        " says."
    )


def test_merging_twice_writes_nothing_new(loop: Loop) -> None:
    edited = reworded(*TEN)(loop.pristine)
    loop.merge(edited)
    before = loop.decisions.read_bytes()

    assert loop.says(loop.merge(edited)) == "nothing changed"
    assert loop.decisions.read_bytes() == before


def test_the_next_file_says_what_was_merged(loop: Loop) -> None:
    edited = reworded(*TEN)(loop.pristine)
    loop.merge(edited)

    loop.build()

    xml = part(loop.output.read_bytes(), "word/document.xml").decode()
    assert all(after in xml for _, after in TEN[1:8])


def test_a_second_round_changes_the_first_ones_lines(loop: Loop) -> None:
    loop.merge(reworded(*TEN)(loop.pristine))
    loop.build()
    again = loop.output.read_bytes()

    loop.merge(reworded(("the city sees an end to it", "the city sees its end"))(again))

    edits = load_decisions(loop.source).edit
    assert len(edits) == 9
    assert "the city sees its end" in edits[0].now


def test_deleting_the_lines_undoes_them(loop: Loop) -> None:
    loop.merge(reworded(*TEN)(loop.pristine))

    loop.decisions.unlink()
    loop.build()

    assert loop.output.read_bytes() == loop.pristine


def test_a_paragraph_that_is_gone_is_stripped_and_a_new_one_is_put_in(loop: Loop) -> None:
    def change(xml: bytes) -> bytes:
        text = xml.decode()
        paragraphs = re.findall(r"<w:p>.*?</w:p>", text, re.S)
        (gone,) = (each for each in paragraphs if "Tenants of the old" in each)
        (before,) = (each for each in paragraphs if "The council will vote" in each)
        new = re.sub("The council.*?everyone.", "A new paragraph stands here.", before)
        return text.replace(gone, "").replace(before, before + new).encode()

    made = loop.merge(changed(loop.pristine, {"word/document.xml": change}))

    written = load_decisions(loop.source)
    assert loop.says(made) == "1 paragraph gone, 1 passage added"
    assert [each.text[:8] for each in written.strip] == ["Tenants "]
    assert [each.text for each in written.insert] == ["A new paragraph stands here."]


def test_a_dry_run_says_it_and_writes_nothing(loop: Loop, tmp_path: Path) -> None:
    page, red = tmp_path / "page.html", tmp_path / "red.docx"

    made = loop.merge(reworded(*TEN)(loop.pristine), dry_run=True, html=str(page), redline=str(red))

    assert loop.says(made) == "9 lines edited, title changed"
    assert not loop.decisions.exists()
    assert "<del>nine</del>" in page.read_text("utf-8")
    assert b"w:delText" in part(red.read_bytes(), "word/document.xml")


def test_a_source_that_changed_elsewhere_takes_the_edits(loop: Loop) -> None:
    loop.source.write_text(SOURCE.replace("thirty years", "forty years"), "utf-8")

    made = loop.merge(reworded(TEN[0])(loop.pristine))

    (article,) = made.articles
    assert (made.exit_code, article.changed, article.conflicts) == (0, True, ())
    assert loop.says(made) == "1 line edited"


def test_a_line_that_both_changed_is_a_conflict_and_the_rest_is_written(loop: Loop) -> None:
    loop.source.write_text(SOURCE.replace("the city sees no end", "nobody sees an end"), "utf-8")

    made = loop.merge(reworded(TEN[0], TEN[3])(loop.pristine))

    (article,) = made.articles
    (conflict,) = article.conflicts
    assert made.exit_code == 1
    assert "the city sees no end" in conflict.base
    assert "the city sees an end" in conflict.edited
    assert "nobody sees an end" in conflict.now
    assert loop.says(made) == "1 line edited"


def test_what_was_merged_whole_is_settled_and_the_next_build_replaces_it(loop: Loop) -> None:
    edited = changed(
        reworded(*TEN)(loop.pristine),
        {"docProps/core.xml": lambda xml: xml.replace(b"y>publish<", b"y>Eve<")},
    )
    loop.output.write_bytes(edited)
    loop.build()
    assert loop.output.read_bytes() == edited

    made = loop.merge(edited, "out/rents.docx")

    assert made.settled
    loop.build()
    assert loop.output.read_bytes() != edited
    assert b"the city sees an end to it" in part(loop.output.read_bytes(), "word/document.xml")


def test_a_file_with_a_conflict_is_not_settled(loop: Loop) -> None:
    loop.source.write_text(SOURCE.replace("the city sees no end", "nobody sees an end"), "utf-8")
    edited = reworded(TEN[0])(loop.pristine)

    made = loop.merge(edited, "out/rents.docx")

    assert not made.settled
    loop.build("save.edited")
    assert loop.output.read_bytes() == edited


def test_a_file_that_is_mostly_new_is_a_source_itself(loop: Loop) -> None:
    new = " ".join(f"word{number} of another story" for number in range(200))

    made = loop.merge(
        reworded(("The council will vote on a cap in the autumn", new))(loop.pristine)
    )

    (article,) = made.articles
    assert (article.is_new, made.exit_code) == (True, 1)
    assert not loop.decisions.exists()


def test_whose_file_it_is_must_be_said_when_nothing_tells(loop: Loop) -> None:
    (loop.source.with_name("copy.md")).write_text(SOURCE, "utf-8")

    made = loop.merge(stripped(loop.pristine))

    assert made.failure
    assert made.exit_code == 2
    assert made.failure.hint == "say which: --of SOURCE"
    assert loop.merge(stripped(loop.pristine), of=(str(loop.source),)).exit_code == 0


def test_what_is_no_word_file_is_one_failure(loop: Loop) -> None:
    made = loop.merge(b"PK\x03\x04 nothing of a zip")

    assert made.failure
    assert made.exit_code == 1


def test_a_number_that_a_program_marks_with_a_language_is_no_foreign_word(loop: Loop) -> None:
    number = '<w:r><w:rPr><w:lang w:val="fr-FR"/></w:rPr><w:t>900</w:t></w:r>'

    def marked(xml: bytes) -> bytes:
        return re.sub(
            "<w:r>(?:(?!</w:r>).)*nine hundred</w:t></w:r>", number, xml.decode()
        ).encode()

    loop.merge(changed(loop.pristine, {"word/document.xml": marked}))

    (edit,) = load_decisions(loop.source).edit
    assert (edit.passage.text, edit.now) == ("nine hundred", "900")
