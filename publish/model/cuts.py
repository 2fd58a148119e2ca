"""Cuts in a block: the block without some characters of its plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from publish.model.article import Span
from publish.model.forms import values_of
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Cell,
    Checkbox,
    Code,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Footnote,
    Foreign,
    Formula,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import edited, is_empty, mapped, rebuilt, text_of


def cut(block: Block, spans: Sequence[Span]) -> Block:
    """The block without the characters in `spans` of its plain text.

    Spans may touch or overlap. Inlines that lose all their characters go, and so does white space
    that the cut leaves at either end of the block. Words on both sides of a cut stay two words.
    """
    whole = text_of(block)
    kept: list[str] = list(whole)
    for first, end in _merged(spans, len(whole)):
        kept[first:end] = [""] * (end - first)
        if 0 < first < end < len(whole):
            before, behind = whole[first - 1], whole[end]
            if before == behind == " ":
                kept[end] = ""
            elif not before.isspace() and not behind.isspace():
                kept[first] = " "
    left = [index for index, char in enumerate(kept) if char and not char.isspace()]
    if spans and left:
        kept[: left[0]] = [""] * left[0]
        kept[left[-1] + 1 :] = [""] * (len(kept) - left[-1] - 1)

    def edit(text: str, start: int) -> str:
        return "".join(kept[start : start + len(text)])

    shorter = edited(block, edit)
    if isinstance(block, Table) and isinstance(shorter, Table):
        return _without_emptied_rows(block, shorter)
    return _pruned(shorter)


def _without_emptied_rows(before: Table, after: Table) -> Table:
    """The table without rows of which the cut left nothing; a row that others reach into stays."""
    kept: list[tuple[Cell, ...]] = []
    heads, reached = after.head_rows, 0  # rows from here on that a cell above spans
    for index, (row, was) in enumerate(zip(after.rows, before.rows, strict=True)):
        span = max((cell.rows for cell in row), default=1)
        if reached or span > 1 or not _is_bare(row) or _is_bare(was):
            kept.append(row)
        elif index < after.head_rows:
            heads -= 1
        reached = max(reached, span) - 1
    return replace(after, rows=tuple(kept), head_rows=heads)


def _is_bare(row: tuple[Cell, ...]) -> bool:
    return all(is_empty(block) for cell in row for block in cell.blocks)


def _merged(spans: Sequence[Span], length: int) -> list[Span]:
    """The spans in order, those that touch as one."""
    merged: list[Span] = []
    for first, end in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], min(max(merged[-1][1], end), length))
        else:
            merged.append((first, min(end, length)))
    return merged


def _pruned(block: Block) -> Block:
    """The block without inlines, items and inner blocks that hold nothing; a table keeps all."""
    if isinstance(block, Table):
        return block
    left = rebuilt(block, inlines=_pruned_inlines, blocks=_pruned_blocks)
    match left:
        case Listing() if not all(left.items):
            pairs = [pair for pair in zip(left.items, values_of(left), strict=True) if pair[0]]
            values = tuple(value for _, value in pairs) if left.values else ()
            return replace(left, items=tuple(item for item, _ in pairs), values=values)
        case DefinitionList():
            entries = mapped(left.entries, _pruned_entry)
            return replace(left, entries=tuple(e for e in entries if e.terms or e.definitions))
        case _:
            return left


def _pruned_entry(entry: Entry) -> Entry:
    if all(entry.terms) and all(entry.definitions):
        return entry
    return Entry(tuple(filter(None, entry.terms)), tuple(filter(None, entry.definitions)))


def _pruned_blocks(blocks: Blocks) -> Blocks:
    return tuple(block for block in mapped(blocks, _pruned) if not is_empty(block))


def _pruned_inlines(inlines: Inlines) -> Inlines:
    return tuple(inline for inline in mapped(inlines, _pruned_inline) if not _is_hollow(inline))


def _pruned_inline(inline: Inline) -> Inline:
    return rebuilt(inline, inlines=_pruned_inlines, blocks=_pruned_blocks)


def _is_hollow(inline: Inline) -> bool:
    """Whether an inline has lost what it was there for."""
    match inline:
        case Text() | Code() | Formula():
            return not inline.text
        case LineBreak() | Picture() | Anchor() | Checkbox():
            return False
        case Footnote():
            return not inline.blocks
        case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Foreign():
            return not inline.inlines
        case Deleted() | Inserted():
            return not inline.inlines
        case _:
            assert_never(inline)
