"""Text and lines not searched for backgrounds and round corners.

Upstream: weasyprint.layout.background.layout_box_backgrounds, which asks each box of a page for its
corners, its images and its colour. Most boxes are lines and the text in them.

Why no byte changes: their styles are anonymous ones, whose backgrounds, borders and corners are the
initial values: none. What is drawn of them is their text, and corners are asked of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from publish.writers.pdf.guard import Hold, compared

_SQUARE = {
    f"border_{corner}_radius": (0, 0)
    for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
}


def _sparing(upstream: Callable[..., None]) -> Callable[..., None]:
    def layout_box_backgrounds(
        page: Any,
        box: Any,
        get_image_from_uri: Any,
        layout_children: bool = True,
        style: Any = None,
    ) -> None:
        kind = type(box)
        if (kind is TextBox or kind is LineBox) and type(box.style) is AnonymousStyle:
            box.background = None
            if kind is LineBox:
                box.__dict__.update(_SQUARE)
                for child in box.children:
                    layout_box_backgrounds(page, child, get_image_from_uri)
        else:
            upstream(page, box, get_image_from_uri, layout_children, style)

    return layout_box_backgrounds


HOLDS = (
    Hold("weasyprint.layout.background:layout_box_backgrounds", _sparing),
    *compared("weasyprint.css", "AnonymousStyle", "AnonymousStyle.__init__"),
    *compared("weasyprint.formatting_structure.boxes", "Box.all_children", "LineBox", "TextBox"),
    *compared("weasyprint.layout.percent", "resolve_radii_percentages"),
)
