"""Short names that build trees for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from publish.model.article import Article, Asset, Draft, Hints
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    Figure,
    Heading,
    Inline,
    Inlines,
    Listing,
    Origin,
    Paragraph,
    Picture,
    Quote,
    Text,
)
from publish.model.walk import mapped, rebuilt

Node = TypeVar("Node", Block, Inline)

PNG_1PX = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200817f8e1b2d0000000049454e44ae426082"
)


def inlines(*parts: str | Inline) -> Inlines:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def p(*parts: str | Inline, line: int = 0) -> Paragraph:
    return Paragraph(inlines(*parts), Origin(line, line))


def h(text: str, level: int = 1, line: int = 0) -> Heading:
    return Heading(level, inlines(text), Origin(line, line))


def quote(*blocks: Block) -> Quote:
    return Quote(blocks)


def listing(*items: str, ordered: bool = False) -> Listing:
    return Listing(tuple((p(item),) for item in items), ordered=ordered)


def figure(name: str, alt: str = "", caption: str = "", credit: str = "") -> Figure:
    return Figure(
        name,
        alt,
        inlines(caption) if caption else (),
        inlines(credit) if credit else (),
    )


def cell(*blocks: str | Block, columns: int = 1, rows: int = 1, header: bool = False) -> Cell:
    made = tuple(p(block) if isinstance(block, str) else block for block in blocks)
    return Cell(made, columns, rows, header)


def asset(name: str = "a.png", data: bytes = PNG_1PX) -> Asset:
    return Asset(name, "image/png", data, 1, 1)


def as_printed(blocks: Blocks) -> Blocks:
    """The blocks without what pictures are described by: it is read aloud, not printed."""
    return mapped(blocks, _undescribed)


def _undescribed(node: Node) -> Node:
    silent = rebuilt(
        node,
        inlines=lambda run: mapped(run, _undescribed),
        blocks=lambda run: mapped(run, _undescribed),
    )
    return replace(silent, alt="") if isinstance(silent, Figure | Picture) else silent


_BINDINGS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2011": "-"})


def unbound(text: str) -> str:
    """A text with plain spaces and hyphens for those at which no line may end."""
    return text.translate(_BINDINGS)


def draft(*blocks: Block | str, name: str = "test.txt", hints: Hints | None = None) -> Draft:
    """A draft whose blocks stand on lines 1, 3, 5, … as in a text file."""
    placed: list[Block] = []
    for index, block in enumerate(blocks):
        line = 2 * index + 1
        placed.append(p(block, line=line) if isinstance(block, str) else _at(block, line))
    return Draft(name, tuple(placed), hints or Hints())


def _at(block: Block, line: int) -> Block:
    return replace(block, origin=Origin(line, line))


def article(
    *body: Block | str, title: str = "A title", name: str = "test.txt", **fields: object
) -> Article:
    blocks: Blocks = tuple(p(block) if isinstance(block, str) else block for block in body)
    return Article(name, inlines(title), blocks or (p("A body."),), **fields)  # type: ignore[arg-type]
