"""Which elements open a container of the tree, and how it closes into the one around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from publish.model.tree import Blocks, Figure
from publish.readers.html.data_tables import cell_of, opened_table, span_of, table_of
from publish.readers.html.definitions import definitions_of
from publish.readers.html.elements import CUES_OF_CREDIT, Attributes
from publish.readers.html.frames import (
    Frame,
    FrameKind,
    Term,
    both,
    figure_of,
    list_of,
    quote_of,
    run_of,
)
from publish.readers.html.styles import counts, level_of, number_in, numbering_of, ticked
from publish.readers.sizes import DEEPEST_MODEL

DEEPENING: tuple[FrameKind, ...] = ("quote", "list", "table")
"""Frames that become blocks with blocks in them; the others are parts of one."""
_NESTING = (*DEEPENING, "definitions")


def opened(tag: str, attributes: Attributes, frames: Sequence[Frame]) -> Frame | None:
    """The frame an element opens, or None.

    An item outside a list, a cell outside a table and all that would lie too deep open none.
    """
    inside = frames[-1].kind
    match tag:
        case "blockquote" if _may_nest(frames):
            return Frame("quote")
        case "ul" | "ol" | "menu" | "dir" if _may_nest(frames):
            return _opened_list(tag, attributes)
        case "li" if inside == "list":
            return _opened_item(attributes, frames[-1])
        case "dl" if _may_nest(frames):
            return Frame("definitions")
        case "dt" if inside == "definitions":
            return Frame("term")
        case "dd" if inside == "definitions":
            return Frame("definition")
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
            heads = attributes.get("role") in ("columnheader", "rowheader")
            made.header = tag == "th" or heads or bool((attributes.get("scope") or "").strip())
            return made
        case "caption" if inside == "table":
            return Frame("caption")
        case _:
            return _opened_figure(tag, attributes, frames)
    return None


def _may_nest(frames: Sequence[Frame]) -> bool:
    return sum(frame.kind in _NESTING for frame in frames) < DEEPEST_MODEL - 1


def _opened_list(tag: str, attributes: Attributes) -> Frame:
    made = Frame("list")
    made.numbering = numbering_of(attributes)
    made.ordered = tag == "ol" or ("style" in attributes and counts(attributes))
    if "start" in attributes:
        made.start = number_in(attributes["start"])
    made.reversed = "reversed" in attributes
    made.ticked = ticked(attributes)
    return made


def _opened_item(attributes: Attributes, around: Frame) -> Frame:
    """An item with its number; editors write the numbering of a list on each of its items."""
    made = Frame("item")
    if "value" in attributes:
        made.value = number_in(attributes["value"])
    made.ticked = around.ticked if (done := ticked(attributes)) is None else done
    if "data-list" in attributes:
        made.counted = attributes["data-list"] == "ordered"
    if "class" in attributes:
        made.level = level_of(attributes)
    if "style" in attributes and around.numbering is None and not around.items:
        around.numbering = numbering_of(attributes)
    return made


def _opened_figure(tag: str, attributes: Attributes, frames: Sequence[Frame]) -> Frame | None:
    classes = attributes.get("class") or ""
    if tag == "figure" and "callout" in classes.split() and _may_nest(frames):
        return Frame("quote")  # as Notion saves them
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
                if frame.value is not None:
                    around.values[len(around.items)] = frame.value
                if frame.level or frame.counted is not None:
                    counted = around.ordered if frame.counted is None else frame.counted
                    around.levels[len(around.items)] = (frame.level, counted)
                around.items.append(tuple(frame.blocks))
            return ()
        case "term" | "definition":
            if frame.blocks:
                blocks = tuple(frame.blocks)
                around.parts.append(Term(blocks) if frame.kind == "term" else blocks)
            return ()
        case "definitions":
            return definitions_of(frame)
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
        holder.credit = both(holder.credit, words)
    else:
        holder.caption = both(holder.caption, words)
        holder.caption_origin = frame.origin
    return ()
