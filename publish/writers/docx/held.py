"""Which options of a layout take effect in Word; a note for each that someone set in vain."""

from __future__ import annotations

from dataclasses import dataclass

from publish.model.article import Note
from publish.model.edition import Edition, Layout
from publish.writers.docx.house.parts import House

_HELD = frozenset({
    "text_size", "leading", "accent", "justify", "hyphenation", "notes", "links", "leads",
    "line_numbers", "page.size", "page.margin", "banner", "handling", "subject", "number", "desk",
    "distribution", "keyword", "cover", "cover_colour", "cover_ink", "contents", "start",
})  # fmt: skip
"""The others speak of print: of its lines, its pictures, its index, its ornaments."""

_OF_THE_HOUSE: frozenset[str] = frozenset({"text_size", "leading", "accent", "justify"})
"""What the styles of a template say, where the house has one."""


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


def house_of(layout: Layout) -> House | None:
    """The layout's template of the house, with what someone has set above it."""
    if layout.reference is None:
        return None
    mapped = f"{layout.name}/layout.toml, [docx.styles]"
    return House(layout.reference, layout.reference_name, mapped, layout.changed)


def unheld(layout: Layout) -> tuple[Note, ...]:
    """A note for each option that is set to another value than the layout's and changes nothing."""
    held = _HELD | ({"columns"} if layout.docx.columns > 1 else set())
    house = _OF_THE_HOUSE if layout.reference is not None else frozenset()
    made = []
    for key in layout.changed:
        if key in house:
            said = f"the option {key} takes no effect in Word: the template's styles hold"
            made.append(Note("word.option", said))
        elif key not in held:
            made.append(Note("word.option", f"the option {key} takes no effect in Word"))
    return tuple(made)
