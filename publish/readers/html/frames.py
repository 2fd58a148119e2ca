"""Containers while they are open, and what they become when they close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from publish.model.tree import (
    NOWHERE,
    Block,
    Blocks,
    Cell,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    Listing,
    Numbering,
    Origin,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.model.walk import is_empty, text_of

_GALLERY = 0.75  # share of a list's items that are pictures alone; the rest are adverts. # guess

FrameKind = Literal[
    "root", "quote", "list", "item", "definitions", "term", "definition",
    "table", "cell", "figure", "caption", "credit",
]  # fmt: skip


_DEEPER: tuple[Numbering, ...] = ("lower-alpha", "lower-roman")


@dataclass(frozen=True, slots=True)
class Term:
    """What a `<dt>` holds."""

    blocks: Blocks


class Frame:
    """An open container; the fields from `items` on are of the kinds named beside them."""

    first: int  # the number of its first block, and the elements around it
    trail: tuple[str, ...]
    origin: Origin = NOWHERE  # once it is closed
    ordered: bool = False  # list
    start: int | None = None
    numbering: Numbering | None = None
    reversed: bool = False
    ticked: bool | None = None  # list and item: of things to do
    value: int | None = None  # item
    level: int = 0
    counted: bool | None = None  # whether it has a number, where it says so itself
    head_rows: int = 0  # table
    role: str = ""
    caption: Inlines = ()  # table and figure
    caption_origin: Origin | None = None
    credit: Inlines = ()
    columns: int = 1  # cell
    spanned_rows: int = 1
    header: bool = False

    def __init__(self, kind: FrameKind) -> None:
        self.kind = kind
        self.blocks: list[Block] = []
        self.items: list[Blocks] = []  # list
        self.values: dict[int, int] = {}  # the numbers that items are given, by their index
        self.levels: dict[int, tuple[int, bool]] = {}  # and how deep some lie; whether they count
        self.parts: list[Term | Blocks] = []  # definitions
        self.rows: list[list[Cell]] = []  # table

    def add(self, block: Block) -> None:
        """Takes a block in. What stands in a list outside its items joins the item before."""
        if self.kind == "definitions":
            self.parts.append((block,))
        elif self.kind != "list":
            self.blocks.append(block)
        elif self.items and isinstance(block, Listing):
            self.items[-1] = (*self.items[-1], block)
        else:
            self.items.append((block,))


def quote_of(frame: Frame) -> Blocks:
    """A closed quote; none that holds nothing."""
    return (Quote(tuple(frame.blocks), frame.origin),) if frame.blocks else ()


def list_of(frame: Frame) -> Blocks:
    """A closed list; none without items. One that counts down ends at 1 when it does not say.

    A list of pictures is a gallery: they stand for themselves, and so does what stands between.
    """
    items = tuple(frame.items)
    if not items:
        return ()
    pictures = sum(all(isinstance(block, Figure) for block in item) for item in items)
    if not frame.ordered and pictures >= _GALLERY * len(items):
        return tuple(block for item in items for block in item)
    if frame.levels:
        flat = [(*frame.levels.get(at, (0, frame.ordered)), item) for at, item in enumerate(items)]
        return tuple(_deepened(flat, 0, frame))
    counts_down = frame.ordered and frame.reversed
    start = (len(items) if counts_down else 1) if frame.start is None else frame.start
    values = tuple(frame.values.get(index) for index in range(len(items)))
    return (
        Listing(
            items,
            frame.ordered,
            start,
            frame.origin,
            frame.numbering or "decimal",
            counts_down,
            values if frame.ordered and frame.values else (),
        ),
    )


def _deepened(
    flat: Sequence[tuple[int, bool, Blocks]], level: int, frame: Frame
) -> Iterator[Listing]:
    """Items that lie flat as lists in lists; a new one begins where numbers end or begin.

    Numbers change from level to level as the editor draws them.
    """
    items: list[Blocks] = []
    at = 0
    while at < len(flat):
        end = at + 1
        while end < len(flat) and flat[end][0] > level:
            end += 1
        items.append((*flat[at][2], *_deepened(flat[at + 1 : end], level + 1, frame)))
        counted = flat[at][1]
        if end == len(flat) or flat[end][1] != counted:
            numberings = (frame.numbering or "decimal", *_DEEPER) if counted else ("decimal",) * 3
            yield Listing(tuple(items), counted, 1, frame.origin, numberings[level % 3])
            items = []
        at = end


def figure_of(frame: Frame) -> Blocks:
    """The blocks of a closed figure.

    Its caption stands at its last picture, else at its table, else after them. A `<figure>` may
    hold a quote, a table or a program: these stay what they are.
    """
    blocks = frame.blocks
    last_first = range(len(blocks) - 1, -1, -1)
    for index in sorted(last_first, key=lambda at: _is_drawing(blocks[at])):
        block = blocks[index]
        if isinstance(block, Figure) and not block.caption and not block.credit:
            blocks[index] = replace(block, caption=frame.caption, credit=frame.credit)
            return tuple(blocks)
        if isinstance(block, Table) and not block.caption and not frame.credit:
            blocks[index] = replace(block, caption=frame.caption)
            return tuple(blocks)
    origin = frame.caption_origin or frame.origin
    loose = [Paragraph(words, origin) for words in (frame.caption, frame.credit) if words]
    stands_first = bool(blocks) and origin.first < blocks[0].origin.first
    return (*loose, *blocks) if stands_first else (*blocks, *loose)


def _is_drawing(block: Block) -> bool:
    """Whether a block is a picture of lines, such as the sign by which others are enlarged."""
    return isinstance(block, Figure) and block.asset.partition("?")[0].lower().endswith(".svg")


def run_of(blocks: Sequence[Block]) -> Inlines:
    """Paragraphs as one run of inlines with line breaks; other blocks by their words."""
    made: list[Inline] = []
    for block in blocks:
        if made:
            made.append(LineBreak())
        made.extend(_words(block))
    return tuple(made)


def both(first: Inlines, second: Inlines) -> Inlines:
    """Two runs of words, the second on a line of its own; either may be empty."""
    return (*first, LineBreak(), *second) if first and second else first or second


def _words(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph):
        yield from block.inlines
    elif not is_empty(block):
        yield Text(" ".join(text_of(block).split()))
