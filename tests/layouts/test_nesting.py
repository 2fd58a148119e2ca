"""Blocks in blocks as deep as the model goes: every word of them is on the paper."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.layouts import load_layout
from publish.model.edition import Edition
from publish.model.tree import (
    Block,
    CodeBlock,
    DefinitionList,
    Entry,
    Figure,
    Footnote,
    Listing,
    Quote,
    Table,
)
from publish.pipeline import render
from tests.build import article, cell, inlines, p

DEEPEST = 32  # readers make no more
LAYOUTS = ("briefing", "digest", "magazine", "manuscript", "plain")
PAPERS = {"a4": (210, 297, 30), "a5": (148, 210, 15)}  # millimetres, and the margins
POINTS = 72 / 25.4
WIDTH_TWIPS = round((210 - 2 * 44) * 1440 / 25.4)  # of the briefing's text, on A4

Around = Callable[[Block, Block, int], Block]
AROUND: dict[str, Around] = {
    "list": lambda words, inner, _: Listing(((words, inner),)),
    "numbered": lambda words, inner, at: Listing(((words, inner),), True, start=10 ** (at % 9)),
    "quote": lambda words, inner, _: Quote((words, inner)),
    "definition": lambda words, inner, at: DefinitionList(
        (Entry((inlines(f"term{at:02d}x"),), ((words, inner),)),)
    ),
    "cell": lambda words, inner, _: Table(((cell(words), cell(inner)),)),
    "note": lambda words, inner, _: Quote((words, p("A note", Footnote((inner,)), "."))),
}
INSIDE: dict[str, Block] = {
    "figure": Figure("none.png", "", inlines("figurex stands here, with words below it")),
    "program": CodeBlock("programx = first_of_all_that_is_said(and_of_what_is_not)"),
    "table": Table(((cell("cellx one"), cell("celly two"), cell("cellz three")),)),
}


def nested(kinds: tuple[str, ...], inner: Block, depth: int = DEEPEST) -> Block:
    """Blocks of these kinds in turns around one; each has a word of its own, with its depth."""
    for at in range(depth, 0, -1):
        kind = kinds[at % len(kinds)]
        words = p(f"{kind}{at:02d}x and all the words that fill the line behind it")
        inner = AROUND[kind](words, inner, at)
    return inner


def small_words(kinds: tuple[str, ...], inner: str, depth: int = DEEPEST) -> set[str]:
    made = {f"{kinds[at % len(kinds)]}{at:02d}x" for at in range(1, depth + 1)}
    return made | set(re.findall(r"\b(?:figure|program|cell)[xyz]\b", str(INSIDE[inner])))


def on_paper(pdf: bytes, paper: str, folder: Path) -> str:
    """What is printed within the edges of the paper, without breaks, spaces and hyphens."""
    file = folder / "a.pdf"
    file.write_bytes(pdf)
    width, height = (str(round(mm * POINTS)) for mm in PAPERS[paper][:2])
    within = ["-x", "0", "-y", "0", "-W", width, "-H", height]
    told = subprocess.run(
        ["pdftotext", "-raw", *within, str(file), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"[\s\u00ad\u2010\u200b-]+", "", told.stdout)


def lost(layout: str, paper: str, kinds: tuple[str, ...], inner: str, folder: Path) -> set[str]:
    """The words that a nest of blocks has and its pages have not."""
    width, height, margin = PAPERS[paper]
    own = folder / "layouts" / f"{layout}-{paper}"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text(
        f'title = "Small"\nsummary = "Small."\nextends = "{layout}"\n[page]\nsize = "own"\n'
        f"[page.sizes.own]\nwidth = {width}\nheight = {height}\nmargins = {[margin] * 4}\n"
    )
    made = article(nested(kinds, INSIDE[inner]), p("The end."))

    pdf = render(Edition.of(made), load_layout(own.name, project=folder), "pdf").files[""]

    printed = on_paper(pdf, paper, folder)
    return {word for word in small_words(kinds, inner) if word not in printed}


@pytest.mark.parametrize("layout", ["briefing", "magazine"])
def test_words_in_blocks_in_each_other_stay_on_the_paper(layout: str, tmp_path: Path) -> None:
    kinds = ("list", "numbered", "quote", "definition")

    assert not lost(layout, "a5", kinds, "table", tmp_path)


@pytest.mark.parametrize("kind", [*AROUND])
def test_words_in_blocks_in_each_other_have_room_in_word(kind: str) -> None:
    layout = load_layout("briefing")
    made = article(nested((kind,), p("The end.")))

    file = render(Edition.of(made), layout, "docx").files[""]

    with zipfile.ZipFile(io.BytesIO(file)) as package:
        styles = package.read("word/styles.xml") + package.read("word/numbering.xml")
        words = package.read("word/document.xml") + package.read("word/footnotes.xml")
    furthest = max(map(int, re.findall(rb'w:left="(\d+)"', styles)))
    assert furthest < WIDTH_TWIPS - 1_000
    assert words.count(b"fill the line") == DEEPEST


@pytest.mark.full
@pytest.mark.parametrize("inner", INSIDE)
@pytest.mark.parametrize("kind", AROUND)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_in_blocks_of_any_kind_stay_on_the_paper(
    layout: str, paper: str, kind: str, inner: str, tmp_path: Path
) -> None:
    assert not lost(layout, paper, (kind,), inner, tmp_path)
