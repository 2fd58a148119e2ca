"""Which options of a layout take effect in Word; a note for each that someone set in vain."""

from __future__ import annotations

from publish.model.article import Note
from publish.model.edition import Layout

_HELD = frozenset({
    "text_size", "leading", "accent", "justify", "hyphenation", "notes", "links", "leads",
    "line_numbers", "page.size", "page.margin", "banner", "handling", "subject", "number", "desk",
    "distribution", "keyword", "cover", "cover_colour", "cover_ink", "contents", "start",
})  # fmt: skip
"""The others speak of print: of its lines, its pictures, its index, its ornaments."""


def unheld(layout: Layout) -> tuple[Note, ...]:
    """A note for each option that is set to another value than the layout's and changes nothing."""
    columns = {"columns"} if layout.docx.columns > 1 else set()
    return tuple(
        Note("word.option", f"the option {key} takes no effect in Word")
        for key in layout.changed
        if key not in _HELD | columns
    )
