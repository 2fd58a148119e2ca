"""Line height and baseline kept on the style.

Upstream: weasyprint.text.line_break.strut, which finds them in a table by a key of 16 properties,
written out as a string for every line.

Why no byte changes: all 16 are inherited properties of the style, which nobody writes into a style
whose text is measured but for the two that the answer is kept with: a first line and a size tried
out are set in copies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import Hold, compared


def _kept(upstream: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    def strut(style: Any) -> tuple[float, float]:
        kept = style.__dict__.get("_strut")
        if kept is None or kept[0] is not style["font_size"] or kept[1] is not style["line_height"]:
            kept = style._strut = style["font_size"], style["line_height"], upstream(style)
        found: tuple[float, float] = kept[2]
        return found

    return strut


HOLDS = (
    Hold("weasyprint.text.line_break:strut", _kept),
    *compared("weasyprint.text.line_break", "_font_style_cache_key"),
)
