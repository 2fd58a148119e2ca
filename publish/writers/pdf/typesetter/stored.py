"""A text box's layout when its words come from the store: no Pango layout is made or kept."""

from __future__ import annotations

from typing import Any  # WeasyPrint has no types

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline

from publish.writers.pdf.guard import Hold, compared

_upstream_spacing = inline.add_word_spacing


class StoredLayout:
    """Stands where the engine keeps its `weasyprint.text.line_break.Layout` (NOTICE).

    `justification_spacing` is added to each space, CSS pixels. `tokens` are the words of the text
    where whoever made it had them, all learnt.
    """

    __slots__ = ("justification_spacing", "max_width", "text", "tokens")

    ascent = underline_position = strikethrough_position = None  # text without lines under it
    first_line_direction = 0

    def __init__(
        self,
        text: str,
        justification_spacing: float = 0.0,
        max_width: float | None = None,
        tokens: list[str] | None = None,
    ) -> None:
        self.text, self.max_width, self.tokens = text, max_width, tokens
        self.justification_spacing = justification_spacing

    def reactivate(self, _style: object) -> None:
        """Nothing: drawing takes strings from the store."""

    def deactivate(self) -> None:
        """Nothing to let go of."""


def _add_word_spacing(
    context: Any, box: Any, justification_spacing: float, x_advance: float
) -> float:
    """Widen the spaces of a line; text and spacing are all that is kept of a stored layout."""
    if not isinstance(box, TextBox) or type(box.pango_layout) is not StoredLayout:
        return float(_upstream_spacing(context, box, justification_spacing, x_advance))
    box.justification_spacing = justification_spacing
    box.position_x += x_advance
    if spaces := inline.count_expandable_spaces(box):
        box.pango_layout = StoredLayout(box.text, justification_spacing)
        box.width += justification_spacing * spaces
        x_advance += justification_spacing * spaces
    return x_advance


HOLDS = (
    Hold("weasyprint.layout.inline:add_word_spacing", lambda _: _add_word_spacing),
    *compared("weasyprint.formatting_structure.boxes", "TextBox"),
    *compared("weasyprint.layout.inline", "count_expandable_spaces"),
    # All that ask a layout for something.
    *compared("weasyprint.layout.inline", "remove_last_whitespace", "split_text_box"),
    *compared("weasyprint.draw.text", "draw_text"),
)
