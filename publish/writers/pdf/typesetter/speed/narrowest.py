"""How narrow and how wide a text can be, measured once a style.

Upstream: weasyprint.layout.preferred.inline_line_widths, which asks `split_first_line` for lines of
no width or of any. Flex boxes, floats and tables ask it of the same text up to ten times, and a
line of no width takes three layouts of Pango and more.

Why no byte changes: with `minimum` only the line's width and where the next one begins are looked
at, and both are functions of the text, the style and the arguments in the key. Nobody writes what
text is shaped by into a style whose text has been measured: first lines, first letters and flex
items get copies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.typesetter.guard import Hold

__all__ = ["HOLDS"]


def _remembered(upstream: Callable[..., Any]) -> Callable[..., Any]:
    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        if not minimum:
            return upstream(text, style, context, max_width, justification_spacing, is_line_start)
        kept = style.__dict__.setdefault("_narrowest", {})
        key = text, max_width, justification_spacing, is_line_start
        if key not in kept:
            _, length, resume_at, width, height, baseline = upstream(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
            kept[key] = None, length, resume_at, width, height, baseline
        return kept[key]

    return split_first_line


HOLDS = (
    Hold("weasyprint.text.line_break:split_first_line", _remembered),
    Hold("weasyprint.layout.preferred:inline_line_widths"),
)
