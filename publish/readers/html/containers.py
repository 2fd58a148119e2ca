"""Which elements open a container of the tree, and how it closes into the one around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.model.tree import NOWHERE, Blocks, Figure, Inlines, LineBreak
from publish.readers.html.elements import CUES_OF_CREDIT
from publish.readers.html.frames import Frame, closed, inlines_of
from publish.readers.html.tables import cell_of, opened_table, span_of, table_of

__all__ = ["finish", "opened"]

Attributes = Mapping[str, str | None]


def opened(tag: str, attributes: Attributes, frames: Sequence[Frame], deeper: bool) -> Frame | None:
    """The frame an element opens, or None; `deeper` says whether the tree may still nest.

    An item outside a list, a cell outside a table and all that would lie too deep open none.
    """
    inside = frames[-1].kind
    match tag:
        case "blockquote" if deeper:
            return Frame("quote", NOWHERE)
        case "ul" | "ol" | "menu" | "dir" if deeper:
            start = attributes.get("start") or "1"
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
            return Frame("list", NOWHERE, ordered=tag == "ol", start=first)
        case "li" if inside == "list":
            return Frame("item", NOWHERE)
        case "table" if deeper:
            return opened_table(NOWHERE, attributes.get("role") or "")
        case "tr" if inside == "table":
            frames[-1].rows.append([])
        case "thead" if inside == "table" and not frames[-1].rows:
            frames[-1].head_rows = -1  # open until the next tbody
        case "tbody" | "tfoot" if inside == "table":
            _settle_head(frames[-1])
        case "td" | "th" if inside == "table":
            return Frame(
                "cell",
                NOWHERE,
                columns=span_of(attributes.get("colspan")),
                spanned_rows=span_of(attributes.get("rowspan")),
                header=tag == "th",
            )
        case "caption" if inside == "table":
            return Frame("caption", NOWHERE)
        case _:
            return _opened_figure(tag, attributes, frames)
    return None


def _opened_figure(tag: str, attributes: Attributes, frames: Sequence[Frame]) -> Frame | None:
    classes = attributes.get("class") or ""
    in_figure = any(frame.kind == "figure" for frame in frames)
    if tag == "figure" or "wp-caption" in classes.split():
        return Frame("figure", NOWHERE)
    if not in_figure:
        return None
    if CUES_OF_CREDIT.search(classes) and not any(frame.kind == "credit" for frame in frames):
        return Frame("credit", NOWHERE)
    if tag == "figcaption" or "wp-caption-text" in classes.split():
        return Frame("caption", NOWHERE)
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
        case "table":
            _settle_head(frame)
            return table_of(frame, allowed_cells, where)
        case "caption" | "credit":
            return _words_moved(frame, frames)
        case _:
            return closed(frame)


def _words_moved(frame: Frame, frames: Sequence[Frame]) -> Blocks:
    """A caption's words go to the figure or table around; pictures among them stay blocks."""
    holder = next(each for each in reversed(frames) if each.kind in ("figure", "table"))
    pictures = [block for block in frame.blocks if isinstance(block, Figure)]
    words = inlines_of([block for block in frame.blocks if not isinstance(block, Figure)])
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
