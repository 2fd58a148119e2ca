"""Containers of an editor's Markdown while they are open, and what each is once it is closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    DefinitionList,
    Entry,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    Listing,
    Numbering,
    Paragraph,
    Quote,
    Table,
)
from publish.readers.inlines import Leaf
from publish.readers.markdown_line_tags import cleaned

__all__ = ["Frame", "closed"]

_WIDEST = 64  # columns; docs/reliability.md row 5
_NUMBERINGS: Mapping[str, Numbering] = dict(
    zip(("1", "a", "A", "i", "I"), get_args(Numbering), strict=True)
)


@dataclass(slots=True)
class Frame:
    """An open container; `by_tag` says whether a tag closes it, `said` what its tag says.

    `leaves` are words between tags, which are a paragraph once something parts them.
    """

    name: str
    by_tag: bool
    said: Mapping[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    items: list[tuple[int | None, Blocks]] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    caption: Inlines = ()
    credit: Inlines = ()
    head_rows: int = 0
    language: str = ""


def closed(frame: Frame, around: Frame) -> Blocks:
    """The blocks that a container is; a part of another joins that one, and is none itself."""
    return _CLOSED.get(frame.name, _loosely)(frame, around)


def _loosely(frame: Frame, _: Frame) -> Blocks:
    return tuple(frame.blocks)


def _paragraph(frame: Frame, _: Frame) -> Blocks:
    return tuple(frame.blocks) or (Paragraph(()),)


def _quote(frame: Frame, _: Frame) -> Blocks:
    return (Quote(tuple(frame.blocks)),)


def _item(frame: Frame, around: Frame) -> Blocks:
    around.items.append((_number(frame.said.get("value", "")), tuple(frame.blocks)))
    return ()


def _listing(frame: Frame, _: Frame) -> Blocks:
    if not frame.items:
        return tuple(frame.blocks)
    items = tuple(item for _, item in frame.items)
    if frame.name == "ul":
        return (Listing(items), *frame.blocks)
    start = _number(frame.said.get("start", ""))
    values = tuple(value for value, _ in frame.items)
    listing = Listing(
        items,
        ordered=True,
        start=1 if start is None else start,
        numbering=_NUMBERINGS.get(frame.said.get("type", ""), "decimal"),
        reversed="reversed" in frame.said,
        values=values if any(each is not None for each in values) else (),
    )
    return (listing, *frame.blocks)


def _cell(frame: Frame, around: Frame) -> Blocks:
    wide, tall = (_number(frame.said.get(key, "")) or 1 for key in ("colspan", "rowspan"))
    wide, tall = min(max(wide, 1), _WIDEST), max(tall, 1)
    around.cells.append(Cell(tuple(frame.blocks), wide, tall, frame.name == "th"))
    return ()


def _row(frame: Frame, around: Frame) -> Blocks:
    around.rows.append(tuple(frame.cells))
    return tuple(frame.blocks)


def _part(frame: Frame, around: Frame) -> Blocks:
    around.rows += frame.rows
    around.head_rows = len(around.rows) if frame.name == "thead" else around.head_rows
    return tuple(frame.blocks)


def _table(frame: Frame, _: Frame) -> Blocks:
    """The table, no cell over more rows than there are; words outside its cells follow."""
    if not frame.rows:
        return tuple(frame.blocks)
    count = len(frame.rows)
    rows = tuple(
        tuple(replace(cell, rows=min(cell.rows, count - at)) for cell in row)
        for at, row in enumerate(frame.rows)
    )
    return (Table(rows, frame.caption, frame.head_rows), *frame.blocks)


def _caption(frame: Frame, around: Frame) -> Blocks:
    if frame.name == "figcaption" and "credit" in frame.said.get("class", ""):
        around.credit = _run_of(frame.blocks)
    else:
        around.caption = _run_of(frame.blocks)
    return ()


def _figure(frame: Frame, _: Frame) -> Blocks:
    said = frame.said
    if "src" not in said:
        loose = (each for each in (frame.caption, frame.credit) if each)
        return (*map(Paragraph, loose), *frame.blocks)
    name, alt = cleaned(said["src"]), cleaned(said.get("alt", ""))
    return (Figure(name, alt, frame.caption, frame.credit), *frame.blocks)


def _part_of_entry(frame: Frame, around: Frame) -> Blocks:
    """A term begins an entry behind a definition; within a `<div>` all are of one."""
    entries = around.entries
    term = frame.name == "dt"
    if not entries or (term and entries[-1].definitions):
        entries.append(Entry((), ()))
    last = entries[-1]
    if term:
        entries[-1] = Entry((*last.terms, _run_of(frame.blocks)), last.definitions)
    else:
        entries[-1] = Entry(last.terms, (*last.definitions, tuple(frame.blocks)))
    return ()


def _entry(frame: Frame, around: Frame) -> Blocks:
    around.entries += frame.entries
    return tuple(frame.blocks)


def _definitions(frame: Frame, _: Frame) -> Blocks:
    listed = (DefinitionList(tuple(frame.entries)),) if frame.entries else ()
    return (*listed, *frame.blocks)


def _run_of(blocks: Sequence[Block]) -> Inlines:
    """The words of paragraphs as one run, a line break between two."""
    run: Inlines = ()
    for each in blocks:
        if isinstance(each, Paragraph | Heading):
            run = (*run, *((LineBreak(),) if run else ()), *each.inlines)
    return run


def _number(text: str) -> int | None:
    said = text.strip()[:10]
    return int(said) if re.fullmatch(r"-?\d{1,9}", said, re.ASCII) else None


_CLOSED: Mapping[str, Callable[[Frame, Frame], Blocks]] = {
    "p": _paragraph, "blockquote": _quote, "li": _item, "ul": _listing, "ol": _listing,
    "td": _cell, "th": _cell, "tr": _row, "thead": _part, "tbody": _part, "tfoot": _part,
    "table": _table, "caption": _caption, "figcaption": _caption, "figure": _figure,
    "dt": _part_of_entry, "dd": _part_of_entry, "div": _entry, "dl": _definitions,
}  # fmt: skip
