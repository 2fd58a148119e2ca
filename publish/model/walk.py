"""What a tree holds and says: one traversal that reads it, one that rebuilds it.

`contents_of` tells what stands right in a node and `rebuilt` puts other things there; `text_of`
meets the leaves in the order in which `rebuilt` does, so that a span of a block's text is a span of
its edits. A new type of node has its line in these, and mypy lists them (`assert_never`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from operator import is_
from typing import TypeVar, assert_never, overload

from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
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
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)

Node = Block | Inline
Part = TypeVar("Part")

Edit = Callable[[str, int], str]
"""New characters for a leaf's text; the number is where the leaf begins in the block's text."""


# What a tree says


def text_of(words: Block | Inlines) -> str:
    """All the words of a block, or of a run of inlines such as a title.

    Blocks, items and captions stand on lines of their own, cells between tabs. A figure's
    alternative text comes first, then caption and credit. A note stands where its mark stands, on
    lines of its own.
    """
    if isinstance(words, Paragraph) and len(words.inlines) == 1:
        (only,) = words.inlines
        if isinstance(only, Text):  # half of the blocks of a page
            return only.text
    if isinstance(words, tuple):
        return text_of_inlines(words)
    pieces: list[str] = []
    _read_block(words, pieces)
    return "".join(pieces)


def text_of_blocks(blocks: Blocks) -> str:
    """All the words of blocks, a line break between two."""
    return "\n".join(text_of(block) for block in blocks)


def text_of_inlines(inlines: Inlines) -> str:
    """All the words of a run of inlines."""
    if len(inlines) == 1 and type(only := inlines[0]) is Text:
        return only.text
    pieces: list[str] = []
    _read_inlines(inlines, pieces)
    return "".join(pieces)


def words_in(text: str) -> list[str]:
    """The words of a text: what stands between white space."""
    return text.split()


def folded(text: str) -> str:
    """The text with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """The text on one line with ordinary spaces and hyphens: for file properties and bookmarks."""
    return folded(text).replace("\u2011", "-")


def digest_of(text: str) -> str:
    """What decisions call a passage: SHA-256, in hex, of the folded text."""
    return hashlib.sha256(folded(text).encode("utf-8", "surrogatepass")).hexdigest()


class _Gap(str):
    """Characters between two leaves, which stand in neither."""

    __slots__ = ()


_LINE, _CELL = _Gap("\n"), _Gap("\t")


def _read_block(block: Block, pieces: list[str]) -> None:
    """The leaves of a block in order, and the gaps between them: hot, so by hand."""
    match block:
        case Paragraph() | Heading():
            _read_inlines(block.inlines, pieces)
        case Quote():
            _read_blocks(block.blocks, pieces)
        case Listing():
            for index, item in enumerate(block.items):
                if index:
                    pieces.append(_LINE)
                _read_blocks(item, pieces)
        case Figure():
            pieces += (block.alt, _LINE)
            _read_inlines(block.caption, pieces)
            pieces.append(_LINE)
            _read_inlines(block.credit, pieces)
        case DefinitionList():
            _read_entries(block.entries, pieces)
        case CodeBlock() | FormulaBlock():
            pieces.append(block.text)
        case Table():
            _read_inlines(block.caption, pieces)
            pieces.append(_LINE)
            for index, row in enumerate(block.rows):
                if index:
                    pieces.append(_LINE)
                for column, cell in enumerate(row):
                    if column:
                        pieces.append(_CELL)
                    _read_blocks(cell.blocks, pieces)
        case SectionBreak():
            pass
        case _:
            assert_never(block)


def _read_entries(entries: tuple[Entry, ...], pieces: list[str]) -> None:
    for entry in entries:
        for term in entry.terms:
            _read_inlines(term, pieces)
            pieces.append(_LINE)
        for definition in entry.definitions:
            _read_blocks(definition, pieces)
            pieces.append(_LINE)
    if pieces and pieces[-1] is _LINE:
        pieces.pop()  # a gap stands between two


def _read_blocks(blocks: Blocks, pieces: list[str]) -> None:
    for index, block in enumerate(blocks):
        if index:
            pieces.append(_LINE)
        _read_block(block, pieces)


def _read_inlines(inlines: Inlines, pieces: list[str]) -> None:
    for inline in inlines:
        match inline:
            case Text() | Code() | Formula():
                pieces.append(inline.text)
            case LineBreak():
                pieces.append(_LINE)
            case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Foreign():
                _read_inlines(inline.inlines, pieces)
            case Deleted() | Inserted():
                _read_inlines(inline.inlines, pieces)
            case Picture():
                pieces.append(inline.alt)
            case Checkbox():
                pieces.append(inline.sign)
            case Anchor():
                pass
            case Footnote():
                pieces.append(_LINE)
                _read_blocks(inline.blocks, pieces)
                pieces.append(_LINE)
            case _:
                assert_never(inline)


# What a tree holds


def contents_of(node: Node) -> tuple[Inlines, Blocks]:
    """What stands right in a node: its own inlines, captions among them, and its blocks."""
    match node:
        case Paragraph() | Heading():
            return node.inlines, ()
        case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Foreign():
            return node.inlines, ()
        case Deleted() | Inserted():
            return node.inlines, ()
        case Text() | Code() | LineBreak() | CodeBlock() | SectionBreak():
            return (), ()
        case Picture() | Formula() | Anchor() | Checkbox() | FormulaBlock():
            return (), ()
        case Footnote() | Quote():
            return (), node.blocks
        case Listing():
            return (), tuple(chain.from_iterable(node.items))
        case DefinitionList():
            terms = chain.from_iterable(entry.terms for entry in node.entries)
            definitions = chain.from_iterable(entry.definitions for entry in node.entries)
            return tuple(chain.from_iterable(terms)), tuple(chain.from_iterable(definitions))
        case Figure():
            return (*node.caption, *node.credit), ()
        case Table():
            cells = chain.from_iterable(node.rows)
            return node.caption, tuple(chain.from_iterable(cell.blocks for cell in cells))
        case _:
            assert_never(node)


def blocks_inside(blocks: Blocks) -> Iterator[Block]:
    """Every block of a tree, outer ones before those they hold; notes are not looked into."""
    for block in blocks:
        yield block
        yield from blocks_inside(contents_of(block)[1])


def pictures_in(nodes: Inlines | Blocks) -> Iterator[str]:
    """The names of the pictures that a tree shows, those of its notes and sentences too."""
    for node in nodes:
        if isinstance(node, Figure | Picture):
            yield node.asset
        if not isinstance(node, Text):
            inlines, blocks = contents_of(node)
            yield from pictures_in(inlines)
            yield from pictures_in(blocks)


def is_empty(block: Block) -> bool:
    """Whether a block shows a reader nothing: no words and no picture."""
    if isinstance(block, SectionBreak) or text_of(block).strip():
        return False
    return not any(pictures_in((block,)))


# A tree rebuilt


def _same(part: Part) -> Part:
    return part


@overload
def rebuilt(
    node: Block,
    *,
    text: Callable[[str], str] = ...,
    inlines: Callable[[Inlines], Inlines] = ...,
    blocks: Callable[[Blocks], Blocks] = ...,
) -> Block: ...
@overload
def rebuilt(
    node: Inline,
    *,
    text: Callable[[str], str] = ...,
    inlines: Callable[[Inlines], Inlines] = ...,
    blocks: Callable[[Blocks], Blocks] = ...,
) -> Inline: ...
def rebuilt(
    node: Node,
    *,
    text: Callable[[str], str] = _same,
    inlines: Callable[[Inlines], Inlines] = _same,
    blocks: Callable[[Blocks], Blocks] = _same,
) -> Node:
    """The node with what stands right in it passed through these, in the order of its text.

    Each is handed a whole run, of one item or cell where there are several, so that it can drop,
    part and join; to change a whole tree it rebuilds what it is handed. A node in which nothing
    changes stays the same object.
    """
    match node:
        case Text():
            said = text(node.text)
            return node if said == node.text else Text(said)
        case Paragraph():  # these two are nearly all of a page; `replace` takes three times as long
            line = inlines(node.inlines)
            return node if line is node.inlines else Paragraph(line, node.origin)
        case Link() | Emphasis() | Strong() | Superscript() | Subscript() | Foreign() | Heading():
            line = inlines(node.inlines)
            return node if line is node.inlines else replace(node, inlines=line)
        case Deleted() | Inserted():
            line = inlines(node.inlines)
            return node if line is node.inlines else replace(node, inlines=line)
        case LineBreak() | SectionBreak() | Anchor():
            return node
        case Code() | CodeBlock():
            said = text(node.text)
            return node if said == node.text else replace(node, text=said)
        case Formula() | FormulaBlock():  # what MathML draws would be another formula
            said = text(node.text)
            return node if said == node.text else replace(node, text=said, mathml=None)
        case Picture():
            said = text(node.alt)
            return node if said == node.alt else replace(node, alt=said)
        case Checkbox():
            said = text(node.sign)
            return node if said == node.sign else Text(said)
        case Footnote() | Quote():
            held = blocks(node.blocks)
            return node if held is node.blocks else replace(node, blocks=held)
        case Listing():
            items = mapped(node.items, blocks)
            return node if items is node.items else replace(node, items=items)
        case DefinitionList():
            entries = mapped(node.entries, lambda entry: _entry(entry, inlines, blocks))
            return node if entries is node.entries else replace(node, entries=entries)
        case Figure():
            alt, caption, credit = text(node.alt), inlines(node.caption), inlines(node.credit)
            if alt == node.alt and caption is node.caption and credit is node.credit:
                return node
            return replace(node, alt=alt, caption=caption, credit=credit)
        case Table():
            caption, rows = inlines(node.caption), _rows(node.rows, blocks)
            if caption is node.caption and rows is node.rows:
                return node
            return replace(node, caption=caption, rows=rows)
        case _:
            assert_never(node)


def mapped(parts: tuple[Part, ...], change: Callable[[Part], Part]) -> tuple[Part, ...]:
    """The parts changed one by one; the same tuple when all stay the same objects."""
    made = tuple(map(change, parts))
    return parts if all(map(is_, made, parts)) else made


def edited(block: Block, edit: Edit) -> Block:
    """The block with each leaf's characters passed through `edit`; its shape stays."""
    pieces: list[str] = []
    _read_block(block, pieces)
    starts = _starts(pieces)

    def text(leaf: str) -> str:
        return edit(leaf, next(starts))

    def inlines(run: Inlines) -> Inlines:
        return mapped(run, lambda each: rebuilt(each, text=text, inlines=inlines, blocks=blocks))

    def blocks(run: Blocks) -> Blocks:
        return mapped(run, lambda each: rebuilt(each, text=text, inlines=inlines, blocks=blocks))

    return rebuilt(block, text=text, inlines=inlines, blocks=blocks)


def _starts(pieces: list[str]) -> Iterator[int]:
    """Where each leaf begins in the text that the pieces make."""
    at = 0
    for piece in pieces:
        if not isinstance(piece, _Gap):
            yield at
        at += len(piece)


def _entry(
    entry: Entry, inlines: Callable[[Inlines], Inlines], blocks: Callable[[Blocks], Blocks]
) -> Entry:
    terms, definitions = mapped(entry.terms, inlines), mapped(entry.definitions, blocks)
    same = terms is entry.terms and definitions is entry.definitions
    return entry if same else Entry(terms, definitions)


_Rows = tuple[tuple[Cell, ...], ...]


def _rows(rows: _Rows, blocks: Callable[[Blocks], Blocks]) -> _Rows:
    def cell(each: Cell) -> Cell:
        held = blocks(each.blocks)
        return each if held is each.blocks else replace(each, blocks=held)

    return mapped(rows, lambda row: mapped(row, cell))
