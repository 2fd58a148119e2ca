"""Lines and inline boxes drawn without asking for backgrounds and borders they have not.

Upstream: weasyprint.draw.draw_inline_level, which for each line and each box in it sets out to draw
a background, borders and a stacking context of its own.

Why no byte changes: for a box without any of these all that upstream does is to go down to the
children; every other box goes upstream.
"""

from __future__ import annotations

from typing import Any  # WeasyPrint has no types

from weasyprint import draw as drawing
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.stacking import StackingContext

from publish.writers.pdf.guard import Hold, compared

_upstream_inline = drawing.draw_inline_level


def _draw_inline_level(
    stream: Any,
    page: Any,
    box: Any,
    offset_x: float = 0,
    text_overflow: str = "clip",
    block_ellipsis: str = "none",
) -> None:
    """Draw lines and inline boxes without asking for backgrounds and borders they have not."""
    if not _is_bare(box):
        _upstream_inline(stream, page, box, offset_x, text_overflow, block_ellipsis)
        return
    if type(box) is LineBox:
        text_overflow, block_ellipsis = box.text_overflow, box.block_ellipsis
    ellipsis, last = "none", len(box.children) - 1
    for number, child in enumerate(box.children):
        if number == last:
            ellipsis = block_ellipsis
        if type(child) is StackingContext:
            _draw_inline_level(stream, page, child, offset_x, text_overflow, ellipsis)
            continue
        x = offset_x + child.position_x - box.position_x
        if type(child) is TextBox:
            with stream.marked(child, "Span"):
                drawing.draw_text(stream, child, x, text_overflow, ellipsis)
        else:
            _draw_inline_level(stream, page, child, x, text_overflow, ellipsis)


def _is_bare(box: Any) -> bool:
    kind = type(box)
    return (
        (kind is LineBox or kind is InlineBox)
        and box.background is None
        and not box.border_top_width
        and not box.border_right_width
        and not box.border_bottom_width
        and not box.border_left_width
        and box.style["mask_border_source"][0] == "none"
        and box.style["border_image_source"][0] == "none"
    )


HOLDS = (
    Hold("weasyprint.draw:draw_inline_level", lambda _: _draw_inline_level),
    *compared("weasyprint.draw.text", "draw_text"),
    *compared("weasyprint.formatting_structure.boxes", "InlineBox", "LineBox", "TextBox"),
    *compared("weasyprint.stacking", "StackingContext"),
    *compared("weasyprint.pdf.stream", "Stream.marked"),
)
