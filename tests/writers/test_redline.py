"""Redlines: whoever accepts the changes has the second text, whoever rejects them the first."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article
from publish.model.tree import Cell, Emphasis, Footnote, Link, Strong, Table
from publish.model.walk import folded, text_of_blocks
from publish.readers.docx.file import opened
from publish.writers.docx.redline import Hand, Tracked, redline
from tests.build import article, h, listing, p
from tests.merging.kit import part, word
from tests.strategies import BLOCKS
from tests.validators import ooxml

EVE = Hand("Eve Editor", "2024-05-01T10:00:00Z")

BEFORE = article(
    p("Rents ", Strong((*p("rose").inlines,)), " by a tenth in the harbour quarter last spring."),
    h("What the council says", 2),
    p("The council will vote on a cap", Footnote((p("A cap of three per cent."),)), " in autumn."),
    listing("Tenants of the old warehouses", "Owners of the new blocks", "The council itself"),
    Table(
        (
            (Cell((p("Year"),), header=True), Cell((p("Rent"),), header=True)),
            (Cell((p("2023"),)), Cell((p("nine hundred"),))),
            (Cell((p("2024"),)), Cell((p("one thousand"),))),
        ),
        head_rows=1,
    ),
    p("Nobody warned them, they say."),
    p("This paragraph will go."),
)
AFTER = article(
    p("Rents rose by an eighth in the harbour quarter last spring, and so did fees."),
    p("A new paragraph stands here, with ", Link("https://example.org/", p("a link").inlines), "."),
    h("What the council says", 2),
    p("The council will vote on a cap", Footnote((p("A cap of four per cent."),)), " in autumn."),
    listing("Tenants of the old warehouses", "Owners", "The council itself", "Everybody else"),
    Table(
        (
            (Cell((p("Year"),), header=True), Cell((p("Rent"),), header=True)),
            (Cell((p("2023"),)), Cell((p("nine hundred"),))),
            (Cell((p("2024"),)), Cell((p("eleven hundred"),))),
            (Cell((p("2025"),)), Cell((p("twelve hundred"),))),
        ),
        head_rows=1,
    ),
    p("Nobody warned ", Emphasis(p("them").inlines), ", they say."),
)


def redlined(before: Article, after: Article, tracked: tuple[Tracked, ...] = ()) -> bytes:
    files = [word(each, comments=False) for each in (before, after)]
    return redline(files[0], files[1], EVE, "2024-05-01T10:00:00Z", tracked)


def says(data: bytes, changes: str = "accept") -> list[str]:
    """The lines of a file, without empty ones."""
    file = opened(data, "redline.docx", changes=changes)  # type: ignore[arg-type]
    lines = text_of_blocks(file.blocks).split("\n")
    return [line for each in lines if (line := folded(each))]


def test_accepting_gives_the_second_text_and_rejecting_the_first() -> None:
    made = redlined(BEFORE, AFTER)

    assert says(made, "accept") == says(word(AFTER, comments=False))
    assert says(made, "reject") == says(word(BEFORE, comments=False))


def test_a_redline_is_sound_and_says_who_changed_what() -> None:
    made = redlined(BEFORE, AFTER)
    xml = part(made, "word/document.xml").decode()

    assert ooxml.check(made) == []
    assert set(re.findall(r'w:author="([^"]*)"', xml)) == {"Eve Editor"}
    assert set(re.findall(r'w:date="([^"]*)"', xml)) == {"2024-05-01T10:00:00Z"}
    ids = re.findall(r'<w:(?:ins|del|rPrChange|pPrChange) w:id="(\d+)"', xml)
    assert len(ids) == len(set(ids))


def test_only_words_that_changed_are_marked() -> None:
    made = redlined(article(p("Rents rose by a tenth in May.")), article(p("Rents rose by half.")))
    xml = part(made, "word/document.xml").decode()

    assert re.findall(r"<w:delText[^>]*>([^<]*)<", xml) == ["a tenth in May"]
    assert [re.sub("<[^>]*>", "", each) for each in re.findall(r"<w:ins .*?</w:ins>", xml)] == [
        "half"
    ]


def test_a_change_that_the_file_tracked_keeps_its_author() -> None:
    adam = Hand("Adam", "2024-04-01T09:00:00Z")

    made = redlined(BEFORE, AFTER, (Tracked("ins", ", and so did fees", adam),))

    xml = part(made, "word/document.xml").decode()
    assert re.findall(r'<w:ins [^>]*w:author="Adam"[^>]*>.*?>([^<]*)</w:t>', xml) == [
        ", and so did fees"
    ]


def test_a_text_that_is_the_same_has_no_changes() -> None:
    xml = part(redlined(BEFORE, BEFORE), "word/document.xml").decode()

    assert not re.findall("<w:(?:ins|del|rPrChange|pPrChange) ", xml)


def test_hyphens_and_spaces_that_a_program_set_anew_are_no_changes() -> None:
    before = article(p("At Ain al\u2011Assad, on May\u00a07, rents rose."))
    after = article(p("At Ain al-Assad, on May 7, rents fell."))
    made = redlined(before, after)
    xml = part(made, "word/document.xml").decode()

    assert re.findall(r"<w:delText[^>]*>([^<]*)<", xml) == ["rose"]
    assert says(made, "reject")[-1] == "At Ain al\u2011Assad, on May 7, rents rose."


def test_the_redline_carries_the_first_article() -> None:
    made = redlined(BEFORE, AFTER)

    assert opened(made, "redline.docx").articles[0].body == BEFORE.body


@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_pandoc_reads_either_text(changes: str, tmp_path: Path) -> None:
    right = AFTER if changes == "accept" else BEFORE

    assert pandoc(redlined(BEFORE, AFTER), changes, tmp_path) == pandoc(
        word(right, comments=False), changes, tmp_path
    )


def pandoc(data: bytes, changes: str, folder: Path) -> list[str]:
    """What pandoc reads, as words: it leaves the frames of items and rows that went."""
    program = shutil.which("pandoc")
    assert program, "pandoc is not installed: ./run test"
    path = folder / "word.docx"
    path.write_bytes(data)
    command = [program, "--sandbox", "-s", "-t", "plain", "--wrap=none", str(path)]
    done = subprocess.run(
        [*command, f"--track-changes={changes}"], capture_output=True, check=True, text=True
    )
    return re.findall(r"\w+", done.stdout)


ARTICLES = st.lists(BLOCKS, min_size=1, max_size=5).map(lambda blocks: article(*blocks))


@settings(max_examples=12)
@given(one=ARTICLES, other=ARTICLES, alike=st.booleans())
def test_any_two_articles_can_be_redlined(one: Article, other: Article, *, alike: bool) -> None:
    if alike:  # most of the one stands in the other
        other = replace(other, body=(*one.body[1:], *other.body[:2], *one.body[:1]))
    before, after = word(one, comments=False), word(other, comments=False)

    made = redline(before, after, EVE, "2024-05-01T10:00:00Z")

    assert says(made, "accept") == says(after)
    assert says(made, "reject") == says(before)
