"""Margins, padding, borders and sizes resolved once a style where none depends on its surroundings.

Upstream: weasyprint.layout.percent.resolve_percentages, which walks 14 properties with getattr and
setattr for each of the 280 boxes of an article of two pages, several times.

Why no byte changes: a style whose lengths are all "auto" or in pixels gives every box the same
values, whatever contains it. Flex, grid and tables write sizes into a style after it was resolved,
so the six sizes are compared by identity before its values are used; no other length is written
but to make it zero, before any box is laid out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import Hold, compared

_SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
_LENGTHS = (
    "margin_left",
    "margin_right",
    "margin_top",
    "margin_bottom",
    "padding_left",
    "padding_right",
    "padding_top",
    "padding_bottom",
    *_SIZES,
)
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")


def _resolved(upstream: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        try:
            values, sizes = style._used_values
        except AttributeError:
            values, sizes = style._used_values = _of_template(style)
        if (
            values is not None
            and style["width"] is sizes[0]
            and style["min_width"] is sizes[1]
            and style["max_width"] is sizes[2]
            and style["height"] is sizes[3]
            and style["min_height"] is sizes[4]
            and style["max_height"] is sizes[5]
        ):
            box.__dict__.update(values)
        else:
            upstream(box, containing_block)

    return resolve_percentages


def _of_template(style: Any) -> tuple[dict[str, Any] | None, tuple[Any, ...]]:
    """The used values that the style's template knows, or else has now got to know."""
    template = getattr(style, "_template", None)
    if template is None:
        return _used(style)
    if template.used is None:
        template.used = _used(style)
    found: tuple[dict[str, Any] | None, tuple[Any, ...]] = template.used
    return found


def _used(style: Any) -> tuple[dict[str, Any] | None, tuple[Any, ...]]:
    """The used values of a style and the sizes they were made of; no values if they depend."""
    sizes = tuple(style[name] for name in _SIZES)
    values: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            values[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif getattr(value, "unit", None) == "px":
            values[name] = value.value
        else:
            return None, sizes
    # In tables with collapsed borders the border belongs to the box, not to its style.
    if style["border_collapse"] == "collapse" or style["box_sizing"] != "content-box":
        return None, sizes
    values.update((name, style[name]) for name in _BORDERS)
    return values, sizes


HOLDS = (
    Hold("weasyprint.layout.percent:resolve_percentages", _resolved),
    *compared("weasyprint.css", "Style._template"),
    *compared(
        "weasyprint.layout.percent", "adjust_box_sizing", "percentage", "resolve_one_percentage"
    ),
)
