"""Editions that come back: article by article."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import merging
from publish.batch import build
from publish.decisions import load_decisions
from publish.merging import Asked, Merge, told
from publish.settings import Options
from tests.merging.kit import changed, part, stripped
from tests.merging.test_merge import ENGLISH, reworded

TEXTS = {
    "rents.md": "# Rents rise again\n\nBy Ann Ode\n\nRents rose for the ninth month in a row, and"
    " the city sees no end to it, it said on Monday.\n\nThe council will vote in the autumn.\n",
    "trees.md": "# Four thousand limes\n\nBy Bo Li\n\nThe city plants four thousand limes along the"
    " ring road before winter comes.\n\nGardeners dig at night, when the trams have stopped.\n",
    "fish.md": "# Herring is back\n\nBy Cy Day\n\nHerring came back to the estuary for the first"
    " time since the mill was closed.\n\nAnglers count them at dawn from the pier.\n",
}


@pytest.fixture
def week(tmp_path: Path) -> bytes:
    """An edition of three articles, as a Word file."""
    for name, text in TEXTS.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(text, "utf-8")
    options = Options(recipe=ENGLISH, into=str(tmp_path / "out"), to=("docx",), bundle="The week")
    assert build([str(tmp_path / "in")], options, executor="serial").exit_code == 0
    return (tmp_path / "out/the-week.docx").read_bytes()


def merge(folder: Path, data: bytes, **asked: object) -> Merge:
    path = folder / "edited.docx"
    path.write_bytes(data)
    said = Asked(ENGLISH, among=(str(folder / "in"),), **asked)  # type: ignore[arg-type]
    (made,) = merging.merge([path], said)
    return made


def said(made: Merge) -> dict[str, str]:
    return {Path(each.source).name: told(each.written) for each in made.articles}


def test_an_edition_that_nobody_edited_writes_nothing(tmp_path: Path, week: bytes) -> None:
    made = merge(tmp_path, week)

    assert made.failure is None
    assert said(made) == dict.fromkeys(("fish.md", "rents.md", "trees.md"), "nothing changed")
    assert (made.exit_code, made.left) == (0, ())
    assert not (tmp_path / "in/decisions.toml").exists()


def test_each_article_takes_its_own_edits(tmp_path: Path, week: bytes) -> None:
    edit = reworded(
        ("four thousand limes along", "five thousand limes along"),
        ("from the pier", "from the long pier"),
    )

    made = merge(tmp_path, edit(week))

    assert said(made) == {
        "fish.md": "1 line edited",
        "rents.md": "nothing changed",
        "trees.md": "1 line edited",
    }
    (edited,) = load_decisions(tmp_path / "in/trees.md").edit
    assert "five thousand" in edited.now


def test_an_edition_without_its_part_is_known_by_its_properties(
    tmp_path: Path, week: bytes
) -> None:
    data = changed(week, {}, without=("customXml",))

    made = merge(tmp_path, reworded(("from the pier", "from the long pier"))(data))

    assert said(made)["fish.md"] == "1 line edited"


def test_articles_of_a_stripped_edition_are_told_by_their_words(
    tmp_path: Path, week: bytes
) -> None:
    edit = reworded(("from the pier", "from the long pier"))

    made = merge(tmp_path, stripped(edit(week)))

    assert made.failure is None, made.failure
    assert said(made) == {
        "fish.md": "1 line edited",
        "rents.md": "nothing changed",
        "trees.md": "nothing changed",
    }


def test_an_article_that_an_editor_took_out_is_told(tmp_path: Path, week: bytes) -> None:
    def without_fish(xml: bytes) -> bytes:
        text = xml.decode()
        first = text.index("<w:p>", text.rindex("w:sectPr>", 0, text.index("Herring came")))
        end = text.index("</w:p>", text.index("from the pier")) + len("</w:p>")
        return (text[:first] + text[end:]).encode()

    made = merge(tmp_path, changed(week, {"word/document.xml": without_fish}))

    assert made.left == ("the article of fish.md is not in the file any more",)
    assert made.exit_code == 0
    assert part(week, "word/document.xml")
