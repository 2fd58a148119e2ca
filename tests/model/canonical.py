"""The one form that readers give a tree, of several that print alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inlines,
    Inserted,
    Link,
    Listing,
    Paragraph,
    Quote,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.readers.inlines import Leaf, Mark, Marks, nested, with_mark

_KINDS = {
    Emphasis: "em",
    Strong: "strong",
    Superscript: "sup",
    Subscript: "sub",
    Deleted: "del",
    Inserted: "ins",
}


def canonical(blocks: Blocks) -> Blocks:
    """Texts that touch as one, no mark inside its like, no numbers where none is given."""
    return tuple(map(_block, blocks))


def words(inlines: Inlines) -> Inlines:
    leaves = list(_leaves(inlines, ()))
    return nested(leaves) if leaves else ()


def _leaves(inlines: Inlines, marks: Marks) -> Iterator[Leaf]:
    for each in inlines:
        match each:
            case Text(text):
                if text:
                    yield marks, text
            case Emphasis() | Strong() | Superscript() | Subscript() | Deleted() | Inserted():
                yield from _leaves(each.inlines, with_mark(marks, Mark(_KINDS[type(each)])))
            case Link():
                yield from _leaves(each.inlines, with_mark(marks, Mark("link", each.url)))
            case Foreign():
                yield from _leaves(each.inlines, with_mark(marks, Mark("lang", each.language)))
            case Footnote():
                yield marks, Footnote(canonical(each.blocks))
            case _:
                yield marks, each


def _block(block: Block) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, inlines=words(block.inlines))
        case Quote():
            return Quote(canonical(block.blocks))
        case Listing():
            items = tuple(map(canonical, block.items))
            values = block.values if any(v is not None for v in block.values) else ()
            if not block.ordered:
                return Listing(items)
            return replace(block, items=items, values=values)
        case DefinitionList():
            return DefinitionList(
                tuple(
                    Entry(tuple(map(words, each.terms)), tuple(map(canonical, each.definitions)))
                    for each in block.entries
                )
            )
        case Figure():
            return replace(block, caption=words(block.caption), credit=words(block.credit))
        case Table():
            rows = tuple(tuple(map(_cell, row)) for row in block.rows)
            return replace(block, rows=rows, caption=words(block.caption))
        case _:
            return block


def _cell(cell: Cell) -> Cell:
    return replace(cell, blocks=canonical(cell.blocks))
