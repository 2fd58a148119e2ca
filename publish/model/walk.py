"""Plain text of a tree, and edits of its characters.

`text_of` and `edited` walk the same way, so that a span of the one is a span of the other: the law
is tested (tests/model/test_walk.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar, assert_never

from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)

__all__ = [
    "blocks_inside",
    "digest_of",
    "edited",
    "folded",
    "is_empty",
    "linked_text_of",
    "links_in",
    "plain",
    "text_of",
    "text_of_blocks",
    "text_of_inlines",
    "words_in",
]

Part = TypeVar("Part")

Edit = Callable[[str, int], str]
"""New characters for a leaf's text; the number is where the leaf begins in the block's text."""


def text_of(block: Block) -> str:
    """All the words of a block: blocks, items, captions on lines of their own, cells by tabs.

    A figure's alternative text comes first, then caption and credit. A note stands where its mark
    stands, on lines of its own.
    """
    if isinstance(block, Paragraph) and len(block.inlines) == 1:
        (only,) = block.inlines
        if isinstance(only, Text):  # half of the blocks of a page
            return only.text
    leaves: list[str] = []
    _read_block(block, leaves)
    return "".join(leaves)


def text_of_blocks(blocks: Blocks) -> str:
    """All the words of blocks, a line break between two."""
    return "\n".join(text_of(block) for block in blocks)


def text_of_inlines(inlines: Inlines) -> str:
    """All the words of a run of inlines."""
    if len(inlines) == 1 and type(only := inlines[0]) is Text:
        return only.text
    leaves: list[str] = []
    _read_inlines(inlines, leaves)
    return "".join(leaves)


def links_in(block: Block) -> list[Link]:
    """The links of a block in order; those inside its lists, tables and notes too."""
    links: list[Link] = []
    if isinstance(block, Paragraph):  # the most frequent by far
        if len(block.inlines) != 1 or type(block.inlines[0]) is not Text:
            _find_links(block.inlines, links)
        return links
    for inner in blocks_inside((block,)):
        match inner:
            case Paragraph() | Heading():
                _find_links(inner.inlines, links)
            case Figure():
                _find_links((*inner.caption, *inner.credit), links)
            case Table():
                _find_links(inner.caption, links)
            case Quote() | Listing() | CodeBlock() | SectionBreak():
                pass
            case _:
                assert_never(inner)
    return links


def linked_text_of(block: Block) -> str:
    """The words of a block that stand in links, run together."""
    return "".join(text_of_inlines(link.inlines) for link in links_in(block))


def edited(block: Block, edit: Edit) -> Block:
    """The block with each leaf's characters passed through `edit`; its shape stays."""
    return _Walk(edit).block(block)


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


def is_empty(block: Block) -> bool:
    """Whether a block shows a reader nothing: no words and no picture."""
    match block:
        case Figure():
            return not block.asset and not text_of(block).strip()
        case SectionBreak():
            return False
        case _:
            return not text_of(block).strip() and not any(
                isinstance(inner, Figure) and inner.asset for inner in blocks_inside((block,))
            )


def blocks_inside(blocks: Blocks) -> Iterator[Block]:
    """Every block of a tree, outer ones before those they hold; notes are not looked into."""
    for block in blocks:
        yield block
        match block:
            case Quote():
                yield from blocks_inside(block.blocks)
            case Listing():
                for item in block.items:
                    yield from blocks_inside(item)
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield from blocks_inside(cell.blocks)
            case Paragraph() | Heading() | Figure() | CodeBlock() | SectionBreak():
                pass
            case _:
                assert_never(block)


def _read_block(block: Block, leaves: list[str]) -> None:
    """The leaves of a block's text, as `_Walk` meets them; apart from it because it is hot."""
    match block:
        case Paragraph() | Heading():
            _read_inlines(block.inlines, leaves)
        case Quote():
            _read_blocks(block.blocks, leaves)
        case Listing():
            for index, item in enumerate(block.items):
                if index:
                    leaves.append("\n")
                _read_blocks(item, leaves)
        case Figure():
            leaves += (block.alt, "\n")
            _read_inlines(block.caption, leaves)
            leaves.append("\n")
            _read_inlines(block.credit, leaves)
        case CodeBlock():
            leaves.append(block.text)
        case Table():
            _read_inlines(block.caption, leaves)
            leaves.append("\n")
            for index, row in enumerate(block.rows):
                if index:
                    leaves.append("\n")
                for column, cell in enumerate(row):
                    if column:
                        leaves.append("\t")
                    _read_blocks(cell.blocks, leaves)
        case SectionBreak():
            pass
        case _:
            assert_never(block)


def _read_blocks(blocks: Blocks, leaves: list[str]) -> None:
    for index, block in enumerate(blocks):
        if index:
            leaves.append("\n")
        _read_block(block, leaves)


def _read_inlines(inlines: Inlines, leaves: list[str]) -> None:
    for inline in inlines:
        match inline:
            case Text() | Code():
                leaves.append(inline.text)
            case LineBreak():
                leaves.append("\n")
            case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Foreign():
                _read_inlines(inline.inlines, leaves)
            case Footnote():
                leaves.append("\n")
                _read_blocks(inline.blocks, leaves)
                leaves.append("\n")
            case _:
                assert_never(inline)


def _find_links(inlines: Inlines, links: list[Link]) -> None:
    for inline in inlines:
        match inline:
            case Link():
                links.append(inline)
            case Emphasis() | Strong() | Superscript() | Subscript() | Foreign():
                _find_links(inline.inlines, links)
            case Footnote():
                for block in inline.blocks:
                    links += links_in(block)
            case Text() | Code() | LineBreak():
                pass
            case _:
                assert_never(inline)


class _Walk:
    """One pass over a tree that puts each leaf through `edit`."""

    __slots__ = ("_at", "_edit")

    def __init__(self, edit: Edit) -> None:
        self._edit = edit
        self._at = 0

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return Paragraph(self.inlines(block.inlines), block.origin)
            case Heading():
                return Heading(block.level, self.inlines(block.inlines), block.origin)
            case Quote():
                return Quote(self._blocks(block.blocks), block.origin)
            case Listing():
                items = self._parted(block.items, "\n", self._blocks)
                return Listing(items, block.ordered, block.start, block.origin)
            case Figure():
                alt = self._leaf(block.alt)
                self._gap("\n")
                caption = self.inlines(block.caption)
                self._gap("\n")
                credit = self.inlines(block.credit)
                return replace(block, alt=alt, caption=caption, credit=credit)
            case CodeBlock():
                return replace(block, text=self._leaf(block.text))
            case Table():
                caption = self.inlines(block.caption)
                self._gap("\n")
                rows = self._parted(block.rows, "\n", self._row)
                return replace(block, caption=caption, rows=rows)
            case SectionBreak():
                return block
            case _:
                assert_never(block)

    def inlines(self, inlines: Inlines) -> Inlines:
        return tuple(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(self._leaf(inline.text))
            case Code():
                return Code(self._leaf(inline.text))
            case LineBreak():
                self._gap("\n")
                return inline
            case Link():
                return Link(inline.url, self.inlines(inline.inlines))
            case Emphasis() | Strong() | Superscript() | Subscript() | Foreign():
                return replace(inline, inlines=self.inlines(inline.inlines))
            case Footnote():
                self._gap("\n")
                blocks = self._blocks(inline.blocks)
                self._gap("\n")
                return replace(inline, blocks=blocks)
            case _:
                assert_never(inline)

    def _blocks(self, blocks: Blocks) -> Blocks:
        return self._parted(blocks, "\n", self.block)

    def _row(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return self._parted(cells, "\t", self._cell)

    def _cell(self, cell: Cell) -> Cell:
        return Cell(self._blocks(cell.blocks), cell.columns, cell.rows, cell.header)

    def _parted(
        self, parts: tuple[Part, ...], gap: str, walk: Callable[[Part], Part]
    ) -> tuple[Part, ...]:
        walked = []
        for index, part in enumerate(parts):
            if index:
                self._gap(gap)
            walked.append(walk(part))
        return tuple(walked)

    def _leaf(self, text: str) -> str:
        start = self._at
        self._at += len(text)
        return self._edit(text, start)

    def _gap(self, text: str) -> None:
        self._at += len(text)
