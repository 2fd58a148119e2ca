"""Every type of block and inline goes all the way: one that was forgotten somewhere fails here.

Where mypy sees no gap (`assert_never`), these walk the unions `Block` and `Inline`. What a node
holds and says is told by its fields here, not by the traversal that is tested.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import get_args

import jsonschema
import pytest
from hypothesis import Phase, given, settings

import publish
from publish.compose.html import Medium, Serialiser
from publish.compose.sheets import style_sheet
from publish.layouts import load_layout
from publish.model.article import Article, Draft
from publish.model.codec import from_json, to_json
from publish.model.cuts import cut
from publish.model.edition import Edition
from publish.model.schema import article_schema
from publish.model.tree import (
    Anchor,
    Block,
    Cell,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Heading,
    Inline,
    Inserted,
    LineBreak,
    Link,
    Listing,
    MathName,
    MathNode,
    Origin,
    Picture,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import contents_of, edited, is_empty, pictures_in, rebuilt, text_of
from publish.normaliser.typography.tree import set_block
from publish.writers.docx import write as write_docx
from publish.writers.docx.runs import FONT_STYLES
from publish.writers.xhtml import write as write_xhtml
from tests.build import asset, cell, inlines, p
from tests.strategies import BLOCKS as RANDOM_BLOCKS

INLINES: tuple[Inline, ...] = (
    Text("quince"),
    Code("fig()"),
    LineBreak(),
    Emphasis(inlines("medlar")),
    Strong(inlines("sloe")),
    Superscript(inlines("pear")),
    Subscript(inlines("plum")),
    Deleted(inlines("bullace")),
    Inserted(inlines("mirabelle")),
    Link("https://example.org/a", inlines("cherry")),
    Footnote((p("damson"),)),
    Foreign("fr", inlines("coing")),
    Picture("a.png", "lemon"),
    Formula("lime", MathNode("mi", text="lime")),
    Anchor("orchard"),
    Checkbox(True),
)
BLOCKS: tuple[Block, ...] = (
    p("apple"),
    Heading(2, inlines("rowan")),
    Quote((p("hazel"),)),
    Listing(((p("walnut"),), (p("almond"), p("pecan")))),
    DefinitionList(
        (
            Entry((inlines("yew"), inlines("box")), ((p("evergreen"),),)),
            Entry((inlines("larch"),), ((p("needles"), p("cones")), (p("resin"),))),
        )
    ),
    Figure("a.png", "acorn", inlines("beech"), inlines("maple")),
    CodeBlock("elder = 1", "python"),
    FormulaBlock("hornbeam", MathNode("mtext", text="hornbeam")),
    Table(((cell("alder"), cell("aspen")),), inlines("willow")),
    SectionBreak(),
)
EVERYTHING: tuple[Block, ...] = (*BLOCKS, *(p("birch ", each, " linden") for each in INLINES))
NODES = (*BLOCKS, *INLINES)

_NO_WORDS = ("url", "language", "asset", "numbering", "name", "mathml")
"""Fields of characters that are no words of a page."""

NAMES = [type(node).__name__ for node in NODES]
each_node = pytest.mark.parametrize("node", NODES, ids=NAMES)
each_block = pytest.mark.parametrize("block", EVERYTHING, ids=NAMES)


def held_by(value: object) -> Iterator[object]:
    """The nodes that stand right in a value, as its fields have them."""
    if isinstance(value, tuple):
        for each in value:
            yield from (each,) if isinstance(each, Block | Inline) else held_by(each)
    elif isinstance(value, Block | Inline | Cell | Entry):
        for each in fields(value):
            yield from held_by(getattr(value, each.name))


def said_by(value: object) -> list[str]:
    """All the words of a value, as its fields have them."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, tuple):
        return [word for each in value for word in said_by(each)]
    if isinstance(value, Checkbox):
        return ["☑" if value.checked else "☐"]
    if not isinstance(value, Block | Inline | Cell | Entry):
        return []
    names = (each.name for each in fields(value))
    return [
        word for name in names if name not in _NO_WORDS for word in said_by(getattr(value, name))
    ]


def article_of(*blocks: Block) -> Article:
    return Article("nodes.html", inlines("A title"), blocks, assets={"a.png": asset()})


def word_of(*blocks: Block) -> dict[str, str]:
    written = write_docx(Edition.of(article_of(*blocks)), load_layout("briefing"))
    with zipfile.ZipFile(io.BytesIO(written.data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
        return {name: package.read(name).decode() for name in names}


def test_each_type_has_its_sample_here() -> None:
    assert [type(each) for each in BLOCKS] == list(get_args(Block))
    assert {type(each) for each in INLINES} == {*get_args(Inline)}


def test_each_type_has_a_public_name() -> None:
    assert {kind.__name__ for kind in (*get_args(Block), *get_args(Inline))} <= {*publish.__all__}


def test_random_trees_hold_each_type() -> None:
    seen: set[type] = set()

    def note(node: object) -> None:
        seen.add(type(node))
        for each in held_by(node):
            note(each)

    often = settings(max_examples=150, derandomize=True, phases=[Phase.generate], database=None)
    often(given(RANDOM_BLOCKS)(note))()

    assert seen == {*get_args(Block), *get_args(Inline)}


@each_node
def test_the_traversal_meets_all_that_a_node_holds(node: Block | Inline) -> None:
    held, blocks = contents_of(node)

    assert {*map(id, (*held, *blocks))} == {*map(id, held_by(node))}


@each_node
def test_a_node_in_which_nothing_changes_stays_the_same_object(node: Block | Inline) -> None:
    assert rebuilt(node) is node


@each_node
def test_all_that_a_node_holds_and_says_can_be_changed(node: Block | Inline) -> None:
    emptied = rebuilt(node, inlines=lambda _: (), blocks=lambda _: (), text=lambda _: "")

    assert said_by(emptied) == []
    assert type(emptied) is (Text if isinstance(node, Checkbox) else type(node))
    assert contents_of(emptied) == ((), ())


@each_block
def test_the_words_of_a_block_are_those_that_its_fields_hold(block: Block) -> None:
    words = " ".join(said_by(block)).split()

    assert sorted(text_of(block).split()) == sorted(words)
    assert text_of(edited(block, lambda text, _: text.upper())) == text_of(block).upper()


@each_block
def test_a_word_can_be_cut_out_wherever_it_stands(block: Block) -> None:
    text = text_of(block)

    for found in re.finditer(r"\S+", text):
        left = text_of(cut(block, [found.span()]))

        assert left.split() == (text[: found.start()] + text[found.end() :]).split()


@each_block
def test_a_block_whose_words_are_all_cut_is_empty_unless_it_shows_something(block: Block) -> None:
    assert is_empty(cut(block, [(0, len(text_of(block)))])) == (
        "a.png" not in repr(block) and not isinstance(block, SectionBreak)
    )


@each_block
def test_a_picture_is_found_wherever_it_stands(block: Block) -> None:
    assert list(pictures_in((block,))) == ["a.png"] * repr(block).count("asset='a.png'")


@each_block
def test_a_block_comes_back_from_json_and_keeps_to_the_schema(block: Block) -> None:
    written = to_json(article_of(block))

    assert from_json(written).body == (block,)
    jsonschema.Draft202012Validator(article_schema()).validate(json.loads(written))


@each_block
def test_typography_reaches_all_text_and_leaves_code(block: Block) -> None:
    def straight(node: Block | Inline, mark: str) -> Block | Inline:
        return rebuilt(
            node,
            text=lambda text: f"it{mark}s {text}" if isinstance(node, Text) else text,
            inlines=lambda run: tuple(straight(each, mark) for each in run),
            blocks=lambda run: tuple(straight(each, mark) for each in run),
        )

    before, after = straight(block, "'"), straight(block, "’")
    assert isinstance(before, Block)

    assert set_block(before, "en") == after


@each_block
def test_cleaning_loses_no_word_of_a_block(block: Block) -> None:
    prose = p("Rents rose for the ninth month in a row, and the city sees no end to it at all.")
    blocks = (p("A title"), prose, block, prose)
    placed = tuple(replace(each, origin=Origin(at, at)) for at, each in enumerate(blocks, 1))

    article = publish.normalise(Draft("nodes.html", placed, assets={"a.png": asset()}))

    kept = " ".join((*map(text_of, article.body), *(gone.text for gone in article.removals)))
    assert sorted(kept.split()) == sorted(" ".join(map(text_of, placed)).split())


@pytest.mark.parametrize("medium", get_args(Medium))
@each_block
def test_a_page_shows_all_that_a_block_says(block: Block, medium: Medium) -> None:
    serialiser = Serialiser(medium, "en", {"a.png": asset()})
    html = f"{serialiser.blocks((block,)).html}{serialiser.notes().html}"

    assert html
    assert all(word in html for word in " ".join(said_by(block)).split())


@each_block
def test_a_word_file_shows_all_that_a_block_says(block: Block) -> None:
    parts = word_of(block)
    shown = parts["word/document.xml"] + parts["word/footnotes.xml"]

    assert all(word in shown for word in " ".join(said_by(block)).split())


def test_word_has_the_styles_that_it_is_told_to_use() -> None:
    parts = word_of(*EVERYTHING)
    used = re.findall(r'<w:[prt]\w*Style w:val="(\w+)"', "".join(parts.values()))

    assert {*used} <= {*re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"])}


def test_each_character_style_looks_like_something_of_its_own() -> None:
    styles = word_of()["word/styles.xml"]
    looks = [
        found[1]
        for name in FONT_STYLES
        if (found := re.search(rf'w:styleId="{name}".*?<w:rPr>(.*?)</w:rPr>', styles, re.DOTALL))
    ]

    assert len({*filter(None, looks)}) == len(FONT_STYLES)


@pytest.mark.parametrize("medium", ["print", "reflow"])
def test_a_style_sheet_knows_each_element_that_is_written(medium: Medium) -> None:
    html = Serialiser(medium, "en", {"a.png": asset()}).blocks(EVERYTHING).html
    sheet = style_sheet(load_layout("briefing"), medium, "en")
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", sheet, flags=re.DOTALL)
    styled = {*re.findall(r"(?<![\w.#:-])[a-z][a-z0-9]*(?![\w-])", selectors)}

    unstyled = {"br", "tbody", *get_args(MathName)}
    assert {*re.findall(r"<([a-z][a-z0-9]*)", html)} - styled <= unstyled


def test_a_folder_of_xhtml_shows_all_that_the_blocks_say() -> None:
    rendition = write_xhtml(Edition.of(article_of(*EVERYTHING)), load_layout("briefing"))
    page = rendition.files["article.xhtml"].decode()

    assert all(word in page for word in " ".join(said_by(EVERYTHING)).split())
