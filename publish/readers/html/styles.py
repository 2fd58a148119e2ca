"""What the attributes of an element say that its name does not: numbering, words struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from publish.model.article import Note
from publish.model.tree import Numbering
from publish.readers.inlines import Mark

Attributes = Mapping[str, str | None]

_TYPES: dict[str, Numbering] = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_STYLES: dict[str, Numbering] = {
    "decimal": "decimal",
    "lower-alpha": "lower-alpha",
    "lower-latin": "lower-alpha",
    "upper-alpha": "upper-alpha",
    "upper-latin": "upper-alpha",
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_DECORATION = re.compile(r"text-decoration(?:-line)?\s*:([^;]*)", re.IGNORECASE)
_LONGEST_NUMBER = 6  # digits


def numbering_of(attributes: Attributes) -> Numbering | None:
    """How a list or an item says that it counts; None when it says nothing that the tree knows."""
    if (found := _LIST_STYLE.search(attributes.get("style") or "")) is not None:
        for word in found[1].lower().split():
            if word in _STYLES:
                return _STYLES[word]
    return _TYPES.get((attributes.get("type") or "").strip())


def number_in(value: str | None) -> int | None:
    """The number an attribute gives; None when it gives none that a list can show."""
    digits = (value or "").strip()
    fits = digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER
    return int(digits) if fits else None


@lru_cache(maxsize=1024)  # pages use few
def decoration_of(style: str) -> Mark | None:
    """The mark of words that a style strikes out or underlines."""
    found = _DECORATION.search(style) if "decoration" in style.lower() else None
    if found is None:
        return None
    said = found[1].lower()
    return _STRUCK if "line-through" in said else _UNDERLINED if "underline" in said else None


def style_notes(underlined: int, struck: Sequence[str]) -> Iterator[Note]:
    """What the tree does not say of words: that they are underlined, that a program is struck."""
    if underlined:
        message = f"underlined words stand as plain text: {underlined:,}"
        yield Note("text.underlined", message)
    for line in struck:
        yield Note("text.struck-code", f"a program that was struck out stands as it is: {line}")


_STRUCK = Mark("del")
_UNDERLINED = Mark("underlined")
