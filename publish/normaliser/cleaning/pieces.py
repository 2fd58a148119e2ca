"""What a page is weighed by when it may be no article: its paragraphs, headings and items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from publish.model.forms import blocks_of, is_line
from publish.model.links import linked_text_of
from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    FormulaBlock,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.model.walk import blocks_inside, text_of
from publish.normaliser.page.sentences import ENDS_OF_SPEECH
from publish.normaliser.page.words import size

SHORTEST_TEASER = 3
"""Words; menus have fewer."""

LONGEST_TEASER = 30
"""Words; a headline and what stands under it."""

_PROSE = 12  # words from which a sentence is prose; what walls say is shorter

Worded = Sequence[tuple[Block, str]]
"""Blocks, each with its plain text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block or an item of a list: its words, and whether it leads elsewhere."""

    text: str
    words: int
    linked: bool = False
    heading: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it is a sentence as articles have them."""
        return self.words >= _PROSE and self.text.endswith(ENDS_OF_SPEECH)

    @property
    def is_teaser(self) -> bool:
        """Whether it is a headline that leads elsewhere."""
        return self.linked and SHORTEST_TEASER <= self.words <= LONGEST_TEASER


def pieces_of(body: Worded) -> list[Piece]:
    """The pieces of blocks, in order."""
    return [piece for block, text in body for piece in _inside(block, text)]


def _inside(block: Block, text: str) -> Iterator[Piece]:
    """A paragraph or heading, the items of a list, the paragraphs and headings inside all else."""
    match block:
        case Paragraph() | Heading():
            yield _piece((block,), text)
        case Listing():
            for item in block.items:
                yield _piece(item, " ".join(map(text_of, item)))
        case DefinitionList():
            for entry in block.entries:
                held = blocks_of(entry)
                yield _piece(held, " ".join(map(text_of, held)))
        case Quote() | Table():
            for inner in blocks_inside((block,)):
                if is_line(inner):
                    yield _piece((inner,), text_of(inner))
        case Figure() | CodeBlock() | FormulaBlock() | SectionBreak():
            pass
        case _:
            assert_never(block)


def _piece(blocks: Blocks, said: str) -> Piece:
    text, words = measured(said)
    linked = sum(len(linked_text_of(block)) for block in blocks)
    heading = any(isinstance(block, Heading) for block in blocks)
    return Piece(text, words, 2 * linked > len(text), heading)


def measured(text: str) -> tuple[str, int]:
    """The text with white space folded, and its size in words."""
    split = text.split()
    folded = " ".join(split)
    return folded, size(folded, len(split))
