"""No background laid out where there is none.

Upstream: weasyprint.layout.background.layout_box_backgrounds. Of the 200 boxes of an article of two
pages, two have a background, a shadow or round corners.

Why no byte changes: for a plain style all that upstream does is to set four radii to zero, to go
down to the children and to say that there is no background. The page itself needs one for its
bleed, and is never plain. Nothing but `visibility` and the colour is written into a style later, so
the answer is kept with these two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from weasyprint.draw.color import get_color

from publish.writers.pdf.guard import Hold, compared

__all__ = ["HOLDS"]

_RADII = (
    "border_top_left_radius",
    "border_top_right_radius",
    "border_bottom_right_radius",
    "border_bottom_left_radius",
)
_NO_RADII = dict.fromkeys(_RADII, (0, 0))


def _skipped(upstream: Callable[..., None]) -> Callable[..., None]:
    def layout_box_backgrounds(
        page: Any,
        box: Any,
        get_image_from_uri: Any,
        layout_children: bool = True,
        style: Any = None,
    ) -> None:
        if style is not None or not layout_children or box is page or not _is_plain(box.style):
            upstream(page, box, get_image_from_uri, layout_children, style)
            return
        box.__dict__.update(_NO_RADII)
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)
        box.background = None

    return layout_box_backgrounds


def _is_plain(style: Any) -> bool:
    kept = style.__dict__.get("_plain")
    if kept and kept[0] is style["visibility"] and kept[1] is style["background_color"]:
        return bool(kept[2])
    plain = (
        style["visibility"] != "hidden"
        and not style["box_shadow"]
        and style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and all(kind == "none" and value is None for kind, value in style["background_image"])
        and all((0, "px") in style[name] for name in _RADII)
        and get_color(style, "background_color").alpha == 0
    )
    style._plain = style["visibility"], style["background_color"], plain
    return plain


HOLDS = (
    Hold("weasyprint.layout.background:layout_box_backgrounds", _skipped),
    *compared("weasyprint.layout.percent", "resolve_radii_percentages"),
    *compared("weasyprint.formatting_structure.boxes", "Box.all_children"),
    *compared("weasyprint.draw.color", "get_color"),
)
