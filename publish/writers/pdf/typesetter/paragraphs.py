"""The names that the paragraph engine takes hold of."""

from __future__ import annotations

from publish.writers.pdf.typesetter import draw, greedy, lines, store
from publish.writers.pdf.typesetter.guard import Hold

__all__ = ["HOLDS"]

_INLINE = "weasyprint.layout.inline:"
_TEXT = "weasyprint.text.line_break:"

HOLDS: tuple[Hold, ...] = (
    Hold("weasyprint.layout:layout_document", store.learning),
    Hold(_TEXT + "split_first_line", lambda _: greedy.split_first_line),
    Hold(_INLINE + "add_word_spacing", lambda _: greedy.add_word_spacing),
    Hold(_INLINE + "get_next_linebox", lambda _: lines.get_next_linebox),
    Hold(_INLINE + "split_inline_box", lambda _: lines.split_inline_box),
    Hold(_INLINE + "split_text_box", lambda _: lines.split_text_box),
    Hold(_INLINE + "text_align", lambda _: lines.text_align),
    Hold("weasyprint.draw.text:draw_first_line", lambda _: draw.draw_first_line),
    Hold("weasyprint.draw:draw_inline_level", lambda _: draw.draw_inline_level),
    Hold("weasyprint.pdf.stream:Stream.marked", lambda _: draw.marked),
    # What ours counts on.
    Hold(_INLINE + "_adjust_line_height"),
    Hold(_INLINE + "avoid_collisions"),
    Hold(_INLINE + "count_expandable_spaces"),
    Hold(_INLINE + "iter_line_boxes"),
    Hold(_INLINE + "line_box_verticality"),
    Hold(_INLINE + "skip_first_whitespace"),
    Hold(_TEXT + "Layout.get_first_line"),
    Hold(_TEXT + "Layout.set_text"),
    Hold(_TEXT + "Layout.setup"),
    Hold(_TEXT + "first_line_metrics"),
    Hold(_TEXT + "get_log_attrs"),
    Hold(_TEXT + "line_size"),
    Hold("weasyprint.draw.text:draw_text"),
)
