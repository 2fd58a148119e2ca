"""What a block is to those who ask no more of it: a line, words that may be a phrase.

To ask for one type, such as a table, `isinstance` does; where several stand together for what they
have in common, the question has its name here, and a new type of block its answer.
"""

from __future__ import annotations

from typing import TypeGuard, assert_never

from publish.model.tree import (
    Block,
    CodeBlock,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)


def is_line(block: Block) -> TypeGuard[Paragraph | Heading]:
    """Whether a block is one run of inlines, as a headline, a byline or a credit is."""
    match block:
        case Paragraph() | Heading():
            return True
        case Quote() | Listing() | Figure() | CodeBlock() | Table() | SectionBreak():
            return False
        case _:
            assert_never(block)


def is_worded(block: Block) -> bool:
    """Whether a block's words are the writer's own run of speech, which may be read as a phrase.

    A program, a table and a caption say what they say beside a thing of their own.
    """
    match block:
        case Paragraph() | Heading() | Listing() | Quote():
            return True
        case Figure() | CodeBlock() | Table() | SectionBreak():
            return False
        case _:
            assert_never(block)
