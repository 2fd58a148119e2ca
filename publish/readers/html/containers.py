"""Which elements open a container of the tree, and how it closes into the one around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from publish.model.tree import Blocks, Figure, Inlines, LineBreak
from publish.readers.html.data_tables import cell_of, opened_table, span_of, table_of
from publish.readers.html.elements import CUES_OF_CREDIT, Attributes
from publish.readers.html.frames import Frame, FrameKind, figure_of, list_of, quote_of, run_of
from publish.readers.sizes import DEEPEST_MODEL

DEEPENING: tuple[FrameKind, ...] = ("quote", "list", "table")
"""Frames that become blocks with blocks in them; the others are parts of one."""


def opened(tag: str, attributes: Attributes, frames: Sequence[Frame]) -> Frame | None:
    """The frame an element opens, or None.

    An item outside a list, a cell outside a table and all that would lie too deep open none.
    """
    inside = frames[-1].kind
    match tag:
        case "blockquote" if _may_nest(frames):
            return Frame("quote")
        case "ul" | "ol" | "menu" | "dir" if _may_nest(frames):
            start = attributes.get("start") or "1"
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            made = Frame("list")
            made.ordered, made.start = tag == "ol", first
            return made
        case "li" if inside == "list":
            return Frame("item")
        case "table" if _may_nest(frames):
            return opened_table(attributes.get("role") or "")
        case "tr" if inside == "table":
            frames[-1].rows.append([])
        case "thead" if inside == "table" and not frames[-1].rows:
            frames[-1].head_rows = -1  # open until the next tbody
        case "tbody" | "tfoot" if inside == "table":
            _settle_head(frames[-1])
        case "td" | "th" if inside == "table":
            made = Frame("cell")
            made.columns = span_of(attributes.get("colspan"))
            made.spanned_rows = span_of(attributes.get("rowspan"))
            made.header = tag == "th" or bool((attributes.get("scope") or "").strip())
            return made
        case "caption" if inside == "table":
            return Frame("caption")
        case _:
            return _opened_figure(tag, attributes, frames)
    return None


def _may_nest(frames: Sequence[Frame]) -> bool:
    return sum(frame.kind in DEEPENING for frame in frames) < DEEPEST_MODEL - 1


def _opened_figure(tag: str, attributes: Attributes, frames: Sequence[Frame]) -> Frame | None:
    classes = attributes.get("class") or ""
    if tag == "figure" or ("wp-caption" in classes and "wp-caption" in classes.split()):
        return Frame("figure")
    if not any(frame.kind == "figure" for frame in frames):
        return None
    if CUES_OF_CREDIT.search(classes) and not any(frame.kind == "credit" for frame in frames):
        return Frame("credit")
    if tag == "figcaption" or "wp-caption-text" in classes.split():
        return Frame("caption")
    return None


def _settle_head(table: Frame) -> None:
    if table.head_rows < 0:
        table.head_rows = len(table.rows)


def finish(frame: Frame, frames: Sequence[Frame], allowed_cells: int, where: str) -> Blocks:
    """Closes a frame: the blocks it comes to, or none when it went into the frame around it."""
    around = frames[-1]
    match frame.kind:
        case "item":
            if frame.blocks:
                around.items.append(tuple(frame.blocks))
            return ()
        case "cell":
            if not around.rows:
                around.rows.append([])
            around.rows[-1].append(cell_of(frame))
            return ()
        case "quote":
            return quote_of(frame)
        case "list":
            return list_of(frame)
        case "table":
            _settle_head(frame)
            return table_of(frame, allowed_cells, where)
        case "figure":
            return figure_of(frame)
        case "caption" | "credit":
            return _words_moved(frame, frames)
        case "root":
            return tuple(frame.blocks)
        case _:
            assert_never(frame.kind)


def _words_moved(frame: Frame, frames: Sequence[Frame]) -> Blocks:
    """A caption's words go to the figure or table around; pictures among them stay blocks."""
    holder = next(each for each in reversed(frames) if each.kind in ("figure", "table"))
    pictures = [block for block in frame.blocks if isinstance(block, Figure)]
    words = run_of([block for block in frame.blocks if not isinstance(block, Figure)])
    for picture in pictures:
        holder.blocks.append(picture)
    if frame.kind == "credit":
        holder.credit = _both(holder.credit, words)
    else:
        holder.caption = _both(holder.caption, words)
        holder.caption_origin = frame.origin
    return ()


def _both(first: Inlines, second: Inlines) -> Inlines:
    return (*first, LineBreak(), *second) if first and second else first or second
