"""Typography over a tree: a paragraph's marks are read through all of its inlines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

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
from publish.normaliser.typography.conventions import Convention, convention_of
from publish.normaliser.typography.dashes import dash_edits, dot_edits
from publish.normaliser.typography.edits import OPAQUE, Edit, in_order, is_code, outside
from publish.normaliser.typography.quotes import APOSTROPHE, quote_edits
from publish.normaliser.typography.spaces import high_edits, space_edits

__all__ = ["set_block", "set_inlines", "set_name", "set_text"]

_IN_NAMES = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|\s|$)")


def set_name(name: str) -> str:
    """A person's or an outlet's name with real apostrophes."""
    return _IN_NAMES.sub(APOSTROPHE, name) if "'" in name else name


def set_text(text: str, language: str) -> str:
    """A line of text as its language sets it."""
    style = convention_of(language)
    return _applied(text, 0, _edits(text, style)) if style else text


def set_blocks(blocks: Blocks, language: str) -> Blocks:
    """Blocks as their language sets them."""
    return tuple(set_block(block, language) for block in blocks)


def set_block(block: Block, language: str) -> Block:
    """A block as its language sets it, whatever it holds; code stays."""
    match block:
        case Paragraph():
            inlines = set_inlines(block.inlines, language)
            return block if inlines is block.inlines else Paragraph(inlines, block.origin)
        case Heading():
            return replace(block, inlines=set_inlines(block.inlines, language))
        case Quote():
            return replace(block, blocks=set_blocks(block.blocks, language))
        case Listing():
            return replace(block, items=tuple(set_blocks(each, language) for each in block.items))
        case Figure():
            return replace(
                block,
                caption=set_inlines(block.caption, language),
                credit=set_inlines(block.credit, language),
            )
        case Table():
            rows = tuple(tuple(_cell(cell, language) for cell in row) for row in block.rows)
            return replace(block, rows=rows, caption=set_inlines(block.caption, language))
        case CodeBlock() | SectionBreak():
            return block
        case _:
            assert_never(block)


def set_inlines(inlines: Inlines, language: str) -> Inlines:
    """A run of inlines as its language sets it; the same object when nothing changes.

    Notes are runs of their own, and so are words in another language.
    """
    style = convention_of(language)
    if style and len(inlines) == 1 and isinstance(inlines[0], Text):  # most of them
        text = inlines[0].text
        edits = _edits(text, style)
        return (Text(_applied(text, 0, edits)),) if edits else inlines
    run = _Run(language)
    run.read(inlines)
    edits = _edits("".join(run.parts), style) if style else []
    return run.written(inlines, edits) if edits or run.holds_others else inlines


def _cell(cell: Cell, language: str) -> Cell:
    return replace(cell, blocks=set_blocks(cell.blocks, language))


def _edits(text: str, style: Convention) -> list[Edit]:
    if text.isalnum() or is_code(text):
        return []
    edits = [
        *quote_edits(text, style),
        *dash_edits(text, style),
        *dot_edits(text, style),
        *high_edits(text, style),
        *space_edits(text, style),
    ]
    return in_order(outside(text, edits)) if edits else edits


def _applied(text: str, start: int, edits: list[Edit]) -> str:
    """The text, which begins at `start` of its run, with the edits that lie in it."""
    parts: list[str] = []
    at = 0
    end = start + len(text)
    for first, last, new in edits:
        if first >= start and last <= end and first < end:
            parts += (text[at : first - start], new)
            at = last - start
    return "".join((*parts, text[at:])) if parts else text


class _Run:
    """The characters of a run of inlines, and the same inlines with some of them changed."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.parts: list[str] = []
        self.holds_others = False
        self._edits: list[Edit] = []
        self._at = 0
        self._next = 0

    def read(self, inlines: Inlines) -> None:
        for inline in inlines:
            match inline:
                case Text():
                    self.parts.append(inline.text)
                case Code():
                    self.parts.append(OPAQUE)
                case LineBreak():
                    self.parts.append("\n")
                case Emphasis() | Strong() | Superscript() | Subscript() | Link():
                    self.read(inline.inlines)
                case Foreign():
                    self.parts.append(OPAQUE)
                    self.holds_others = True
                case Footnote():
                    self.holds_others = True
                case _:
                    assert_never(inline)

    def written(self, inlines: Inlines, edits: list[Edit]) -> Inlines:
        self._edits = edits
        return self._inlines(inlines)

    def _inlines(self, inlines: Inlines) -> Inlines:
        return tuple(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(self._leaf(inline.text))
            case Code() | LineBreak():
                self._at += 1
                return inline
            case Link():
                return Link(inline.url, self._inlines(inline.inlines))
            case Emphasis() | Strong() | Superscript() | Subscript():
                return replace(inline, inlines=self._inlines(inline.inlines))
            case Foreign():
                self._at += 1
                return replace(inline, inlines=set_inlines(inline.inlines, inline.language))
            case Footnote():
                return Footnote(set_blocks(inline.blocks, self.language))
            case _:
                assert_never(inline)

    def _leaf(self, text: str) -> str:
        """A text with its own edits; an edit over the border of two texts is left out."""
        start, self._at = self._at, self._at + len(text)
        mine: list[Edit] = []
        while self._next < len(self._edits) and self._edits[self._next][0] < self._at:
            mine.append(self._edits[self._next])
            self._next += 1
        return _applied(text, start, mine)
