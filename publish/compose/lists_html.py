"""Lists as HTML, with what they say before their items: numbers, how they count, boxes to tick.

WeasyPrint reads no presentational attributes, so print has the same as styles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, Protocol, TypeVar

from markupsafe import Markup, escape

from publish.compose.fragments import attributes
from publish.model.forms import is_boxed, label_of, numbers_of, values_of
from publish.model.tree import (
    Blocks,
    Checkbox,
    DefinitionList,
    Inlines,
    Listing,
    Numbering,
    Paragraph,
)

_NOTHING = Markup("")
_Held = TypeVar("_Held", Inlines, Blocks)


class SetElement(Protocol):
    """Sets an element, given its name, its attributes, its words and how they are set."""

    def __call__(  # noqa: D102
        self, tag: str, given: Markup, words: _Held, set_words: Callable[[_Held], Markup], /
    ) -> Markup: ...


SetBlocks = Callable[[Blocks], Markup]


def box_markup(box: Checkbox, words: tuple[str, str], *, on_paper: bool) -> Markup:
    """A box as its character; `words` are for those who hear it: not ticked, ticked."""
    said = words[box.checked]
    if on_paper:  # `data` is told from other words by its tag (writers/pdf/structure.py)
        return Markup('<data value="{}">{}</data>').format(said, box.sign)
    return Markup('<span role="img" aria-label="{}">{}</span>').format(said, box.sign)


_TYPES: Mapping[Numbering, str] = {
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}


def list_markup(
    listing: Listing,
    given: Markup,
    element: SetElement,
    setters: tuple[SetBlocks, SetBlocks],
    *,
    on_paper: bool,
) -> Markup:
    """The list with its attributes; `setters` set items of a line each, and items of more."""
    tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in listing.items)
    set_item = setters[0] if tight else setters[1]
    numbers = item_attributes(listing, on_paper=on_paper)
    items = Markup("\n").join(
        element("li", own, item, set_item) for own, item in zip(numbers, listing.items, strict=True)
    )
    tag = "ol" if listing.ordered else "ul"
    given = list_attributes(listing, on_paper=on_paper) + given
    return Markup("<{0}{1}>\n{2}\n</{0}>").format(tag, given, items)


def definitions_markup(
    listing: DefinitionList,
    given: Markup,
    element: SetElement,
    line: Callable[[Inlines], Markup],
    tight: SetBlocks,
) -> Markup:
    """Terms and definitions; HTML wants one of each, if only an empty one."""
    lines: list[Markup] = []
    for entry in listing.entries:
        lines += [element("dt", _NOTHING, term, line) for term in entry.terms or ((),)]
        lines += [element("dd", _NOTHING, each, tight) for each in entry.definitions or ((),)]
    inner = Markup("\n").join(lines)
    return Markup("<dl{}>\n{}\n</dl>").format(given, inner) if lines else _NOTHING


def list_attributes(listing: Listing, *, on_paper: bool) -> Markup:
    """The attributes of the list's element."""
    if not listing.ordered:
        return _NOTHING
    room = ("class", room_of(listing))
    if on_paper:
        styles = []
        if listing.start != 1:
            styles.append(f"counter-reset: list-item {listing.start - 1}")
        if listing.numbering != "decimal":
            styles.append(f"list-style-type: {listing.numbering}")
        return attributes(room, ("style", "; ".join(styles)))
    start = listing.start != 1 or listing.reversed
    return attributes(
        room,
        ("start", str(listing.start) if start else ""),
        ("type", _TYPES.get(listing.numbering, "")),
        ("reversed", listing.reversed and "reversed"),
    )


def room_of(listing: Listing) -> Literal["", "long", "longest"]:
    """How much room numbers want before the items: as two figures have it, or more."""
    labels = (label_of(number, listing.numbering) for number in numbers_of(listing))
    widest = max((sum(map(_width, label)) for label in labels), default=0.0)
    return "" if widest <= _USUAL else "long" if widest <= _LONG else "longest"


_USUAL, _LONG = 2.3, 3.3  # figures wide: "vii", and "100" or "viii"


def _width(char: str) -> float:
    """A character's width in figures, roughly."""
    return 0.6 if char in "iIl" else 1.3 if char.isupper() or char in "mw" else 1.0


def item_attributes(listing: Listing, *, on_paper: bool) -> Iterator[Markup]:
    """The attributes of each item's element; a box stands where others have their sign."""
    kinds = [("class", is_boxed(item) and "todo") for item in listing.items]
    if not listing.ordered:
        yield from map(attributes, kinds)
        return
    before = listing.start - 1
    given = zip(kinds, numbers_of(listing), values_of(listing), strict=True)
    for kind, number, value in given:
        if on_paper:
            step = number - before
            before = number
            counted = f"counter-increment: list-item {step}" if step != 1 else ""
            yield attributes(kind, ("style", counted))
        else:
            yield attributes(kind, ("value", "" if value is None else str(value)))


def marks_of(listing: Listing) -> Iterator[Markup]:
    """The number before each item, for a place that has no lists; none before bullets."""
    for number in numbers_of(listing):
        label = f"{label_of(number, listing.numbering)}. " if listing.ordered else ""
        yield escape(label)
