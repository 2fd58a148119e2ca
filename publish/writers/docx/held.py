"""Which options of a layout take effect in Word; a note for each that someone set in vain."""

from __future__ import annotations

from dataclasses import dataclass

from publish.model.article import Note
from publish.model.edition import Edition, Layout

_HELD = frozenset({
    "text_size", "leading", "accent", "justify", "hyphenation", "notes", "links", "leads",
    "line_numbers", "page.size", "page.margin", "banner", "handling", "subject", "number", "desk",
    "distribution", "keyword", "cover", "cover_colour", "cover_ink", "contents", "start",
})  # fmt: skip
"""The others speak of print: of its lines, its pictures, its index, its ornaments."""


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the articles: a title, on a page of its own as a cover, and contents."""

    title: bool
    cover: bool
    contents: bool


def front_of(edition: Edition, layout: Layout) -> Front:
    """As the layout's options `cover` and `contents` say; without them only several have both."""
    several = len(edition.articles) > 1
    cover, contents = (layout.options.get(key, "") for key in ("cover", "contents"))
    covered = cover == "true" or (several and (cover == "auto" or edition.cover))
    if cover == "false":
        covered = False
    listed = several and contents != "false"
    return Front(title=covered or listed, cover=covered, contents=listed)


def runs_on(layout: Layout) -> bool:
    """Whether an article begins where the one before it ends."""
    return layout.options.get("start") == "run"


def unheld(layout: Layout) -> tuple[Note, ...]:
    """A note for each option that is set to another value than the layout's and changes nothing."""
    columns = {"columns"} if layout.docx.columns > 1 else set()
    return tuple(
        Note("word.option", f"the option {key} takes no effect in Word")
        for key in layout.changed
        if key not in _HELD | columns
    )
