"""Blocks and inlines as Markdown that our own reader reads back to the same tree.

`readers.markdown_lines` is that reader. What CommonMark cannot say (spans of tables, letters of
lists, languages, credits) is said in HTML, whose tags stand on lines of their own, so that what
they hold is Markdown again. The reader's tree has one form of several that print alike: texts that
touch are one, a mark inside its like is none, a list of which no item has a number has no values.
"""

from __future__ import annotations

from publish.model.markdown.blocks import Writer
from publish.model.tree import Blocks, Inlines

__all__ = ["line_of", "markdown_of"]


def markdown_of(blocks: Blocks) -> str:
    """The blocks as Markdown, an empty line between two; notes of several blocks at the end."""
    return Writer().document(blocks)


def line_of(inlines: Inlines) -> str:
    """A run of inlines as one line; notes of several blocks follow below."""
    return Writer().line(inlines)
