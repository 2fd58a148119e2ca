"""The lines of an article: each run of words that stands by itself, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import Literal, assert_never

from publish.model.article import Article
from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    Footnote,
    FormulaBlock,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
    Text,
)
from publish.model.walk import contents_of, rebuilt, text_of_inlines

Kind = Literal[
    "title", "standfirst", "summary", "key-point",
    "paragraph", "heading", "quote", "item", "term", "definition", "cell", "note",
    "alternative-text", "caption", "credit", "table-caption", "code", "formula",
]  # fmt: skip
"""What a line is. A paragraph is called by what holds it: a quote, an item, a cell, a note."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of inlines that stands by itself.

    `field` is that of the article, `block` the number from 0 in it, `number` the one among all
    lines of the article. `text` are the words, without those of its notes: their lines come right
    after it and are `noted`. `level` is a heading's. A program's inlines are one Text, and so are
    a formula's.
    """

    field: str
    kind: Kind
    inlines: Inlines
    block: int
    number: int
    text: str
    level: int = 0
    noted: bool = False


def lines_of(article: Article) -> tuple[Line, ...]:
    """All lines: title, standfirst, summary, key points, body, author note.

    A field without words has none; a cell without blocks is a line without words.
    """
    found: list[Line] = []
    for field, block, each in _all(article):
        found.append(_line(field, block, len(found), each))
    return tuple(found)


def lines_in(blocks: Blocks, field: str = "body") -> tuple[Line, ...]:
    """The lines of blocks that stand by themselves, numbered from 0."""
    found: list[Line] = []
    for index, block in enumerate(blocks):
        for each in _of_block(block, "paragraph"):
            found.append(_line(field, index, len(found), each))
    return tuple(found)


def said(inlines: Inlines) -> str:
    """The words of a run without those of its notes."""
    if len(inlines) == 1 and isinstance(only := inlines[0], Text):
        return only.text
    return text_of_inlines(without_notes(inlines))


def without_notes(inlines: Inlines) -> Inlines:
    """The run without its notes; the same object when it has none."""
    kept = tuple(
        each if isinstance(each, Text) else rebuilt(each, inlines=without_notes)
        for each in inlines
        if not isinstance(each, Footnote)
    )
    unchanged = len(kept) == len(inlines) and all(map(is_, kept, inlines))
    return inlines if unchanged else kept


def has_note(inlines: Inlines) -> bool:
    """Whether a note stands in a run."""
    return without_notes(inlines) is not inlines


def notes_of(inlines: Inlines) -> tuple[Footnote, ...]:
    """The notes of a run in reading order; not those in notes."""
    return tuple(_notes(inlines))


def _notes(inlines: Inlines) -> Iterator[Footnote]:
    for inline in inlines:
        if isinstance(inline, Footnote):
            yield inline
        elif not isinstance(inline, Text):
            yield from _notes(contents_of(inline)[0])


@dataclass(frozen=True, slots=True)
class _Said:
    kind: Kind
    inlines: Inlines
    level: int = 0
    noted: bool = False


def _line(field: str, block: int, number: int, each: _Said) -> Line:
    text = said(each.inlines)
    return Line(field, each.kind, each.inlines, block, number, text, each.level, each.noted)


def _all(article: Article) -> Iterator[tuple[str, int, _Said]]:
    runs: tuple[tuple[str, Kind, tuple[Inlines, ...]], ...] = (
        ("title", "title", (article.title,)),
        ("standfirst", "standfirst", (article.standfirst,)),
        ("summary", "summary", (article.summary,)),
        ("key_points", "key-point", article.key_points),
    )
    for field, kind, held in runs:
        for index, inlines in enumerate(held):
            if inlines or field == "key_points":
                for each in _of_inlines(inlines, kind):
                    yield field, index, each
    for field, blocks in (("body", article.body), ("author_note", article.author_note)):
        for index, block in enumerate(blocks):
            for each in _of_block(block, "paragraph"):
                yield field, index, each


def _of_inlines(inlines: Inlines, kind: Kind, level: int = 0) -> Iterator[_Said]:
    """A line, and after it those of its notes."""
    yield _Said(kind, inlines, level)
    for note in _notes(inlines):
        for each in _of_blocks(note.blocks, "note"):
            yield each if each.noted else replace(each, noted=True)


def _of_blocks(blocks: Blocks, kind: Kind) -> Iterator[_Said]:
    for block in blocks:
        yield from _of_block(block, kind)


def _of_block(block: Block, kind: Kind) -> Iterator[_Said]:
    """The lines of a block; `kind` is what a paragraph here is called."""
    match block:
        case Paragraph():
            yield from _of_inlines(block.inlines, kind)
        case Heading():
            yield from _of_inlines(block.inlines, "heading", block.level)
        case Quote():
            yield from _of_blocks(block.blocks, "quote")
        case Listing():
            for item in block.items:
                yield from _of_blocks(item, "item")
        case DefinitionList():
            for entry in block.entries:
                for term in entry.terms:
                    yield from _of_inlines(term, "term")
                for definition in entry.definitions:
                    yield from _of_blocks(definition, "definition")
        case Figure():
            if block.alt:
                yield _Said("alternative-text", (Text(block.alt),))
            if block.caption:
                yield from _of_inlines(block.caption, "caption")
            if block.credit:
                yield from _of_inlines(block.credit, "credit")
        case CodeBlock():
            yield _Said("code", (Text(block.text),))
        case FormulaBlock():
            yield _Said("formula", (Text(block.text),))
        case Table():
            if block.caption:
                yield from _of_inlines(block.caption, "table-caption")
            for row in block.rows:
                for cell in row:
                    if cell.blocks:
                        yield from _of_blocks(cell.blocks, "cell")
                    else:
                        yield _Said("cell", ())
        case SectionBreak():
            pass
        case _:
            assert_never(block)
