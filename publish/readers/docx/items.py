"""The lines of a story before they are blocks, and how they become blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from publish.model.tree import Blocks, Heading, Inlines, Paragraph, Strong
from publish.model.walk import text_of
from publish.readers.docx.captions import captioned
from publish.readers.docx.direct_headings import Line as Looks
from publish.readers.docx.direct_headings import direct_headings
from publish.readers.docx.lists import Placed, gathered
from publish.readers.inlines import Leaf


@dataclass(frozen=True, slots=True)
class Item:
    """A block where it stands in its story, with its leaves while it is a line of them.

    `bold` and `size` (half points, 0 when mixed) are how all of its words look.
    """

    placed: Placed
    leaves: tuple[Leaf, ...] = ()
    bold: bool = False
    size: int = 0


def blocks_of(items: list[Item]) -> Blocks:
    """The items of a note, a cell or a box as blocks."""
    return gathered(captioned([item.placed for item in items]))


def with_headings(items: list[Item]) -> list[Item]:
    """The items of a file, with lines that are headings by their look alone as headings."""
    looks = [
        Looks(
            text_of(item.placed.block) if item.placed.block else "",
            item.bold,
            item.size,
            isinstance(item.placed.block, Paragraph)
            and item.placed.mark is None
            and item.placed.look.kind == "body",
            item.placed.block.level if isinstance(item.placed.block, Heading) else 0,
        )
        for item in items
    ]
    found = direct_headings(looks)
    return [
        _as_heading(item, found[index]) if index in found else item
        for index, item in enumerate(items)
    ]


def _as_heading(item: Item, level: int) -> Item:
    block = item.placed.block
    assert isinstance(block, Paragraph)
    heading = Heading(level, unstressed(block.inlines), block.origin)
    look = replace(item.placed.look, kind="heading", level=level)
    return replace(item, placed=Placed(heading, look))


def unstressed(inlines: Inlines) -> Inlines:
    """A heading's words without the bold type that all of them are in."""
    if len(inlines) == 1 and isinstance(only := inlines[0], Strong):
        return only.inlines
    return inlines
