"""A text box's layout when its words come from the store: no Pango layout is made or kept."""

from __future__ import annotations

__all__ = ["StoredLayout"]


class StoredLayout:
    """Stands where the engine keeps its `weasyprint.text.line_break.Layout` (NOTICE).

    `justification_spacing` is added to each space, CSS pixels.
    """

    __slots__ = ("justification_spacing", "max_width", "text")

    ascent = underline_position = strikethrough_position = None  # text without lines under it
    first_line_direction = 0

    def __init__(
        self, text: str, justification_spacing: float = 0.0, max_width: float | None = None
    ) -> None:
        self.text, self.max_width = text, max_width
        self.justification_spacing = justification_spacing

    def reactivate(self, _style: object) -> None:
        """Nothing: drawing takes strings from the store."""

    def deactivate(self) -> None:
        """Nothing to let go of."""
