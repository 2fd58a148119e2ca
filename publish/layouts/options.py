"""What can be set in a layout: options with their kinds, and a user's values checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from publish.errors import SettingsError, nearest

Kind = Literal["text", "flag", "choice", "number", "length", "colour"]
KINDS: tuple[Kind, ...] = ("text", "flag", "choice", "number", "length", "colour")

LARGEST_MARGIN_MM = 90
"""Two of them on A4 leave 30 mm, under which no line can be set."""

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|mm|cm|in)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_WANTED = {
    "number": ("a number", "such as 2 or 1.5", _NUMBER),
    "length": ("a length in pt, mm, cm or in", "such as 10.5pt", _LENGTH),
    "colour": ("a colour", "such as #7a1f1f", _COLOUR),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A key that `--set` takes, with its kind, its default and one line of help.

    `choices` are the values of a choice or flag. `least` and `most` bound a number or a length, as
    they are written. `article` says that an article of an edition may have its own value.
    """

    key: str
    default: str
    help: str
    choices: tuple[str, ...] = ()
    kind: Kind = "text"
    least: str = ""
    most: str = ""
    article: bool = False

    def flaw(self, value: str) -> tuple[str, str] | None:
        """What is wrong with a value and what would be right; None when it will do."""
        if self.choices:
            if value in self.choices:
                return None
            return f"{value!r} is no value for it", nearest(value, self.choices)
        if self.kind == "text" or value == self.default == "":
            return None
        wanted, example, pattern = _WANTED[self.kind]
        if not pattern.fullmatch(value):
            return f"{value!r} is not {wanted}", example
        if self.kind != "colour" and not self._within(value):
            return f"{value} is out of bounds", self.bounds
        return None

    @property
    def bounds(self) -> str:
        """The bounds in words, "" when there are none."""
        parts = (("at least", self.least), ("at most", self.most))
        return ", ".join(f"{word} {bound}" for word, bound in parts if bound)

    def _within(self, value: str) -> bool:
        size = _size(value)
        too_small = self.least and size < _size(self.least)
        return not (too_small or (self.most and size > _size(self.most)))


def chosen(known: tuple[Option, ...], asked: Mapping[str, str], name: str) -> dict[str, str]:
    """Every option with the value asked for, or its default. Raises SettingsError."""
    options = {option.key: option for option in known}
    made = {key: option.default for key, option in options.items()}
    for key, value in asked.items():
        where = f"layout {name}, option {key}"
        if key not in options:
            raise SettingsError("there is no such option", where=where, hint=nearest(key, options))
        if flaw := options[key].flaw(value):
            raise SettingsError(flaw[0], where=where, hint=flaw[1])
        made[key] = value
    return made


def margins_from(text: str) -> tuple[float, ...]:
    """Four lengths that someone typed, in millimetres. Raises SettingsError."""
    where, hint = "option page.margin", "such as 30 25 30 25"
    try:
        lengths = tuple(float(part.removesuffix("mm")) for part in text.split())
    except ValueError as error:
        raise SettingsError(f"{text!r} is not four numbers", where=where, hint=hint) from error
    if len(lengths) != 4 or not all(0 <= length <= LARGEST_MARGIN_MM for length in lengths):
        message = f"four numbers from 0 to {LARGEST_MARGIN_MM} are needed"
        raise SettingsError(message, where=where, hint=hint)
    return lengths


def points_of(value: str) -> float | None:
    """A length in points; None for what is no length."""
    length = _LENGTH.fullmatch(value)
    return float(length[1]) * _POINTS[length[2]] if length else None


def hex_of(value: str) -> str:
    """A colour as six digits without its sign, as Word has it; "" for what is no colour."""
    if not _COLOUR.fullmatch(value):
        return ""
    digits = value[1:].upper()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def _size(value: str) -> float:
    """A number, or a length in points."""
    length = points_of(value)
    return float(value) if length is None else length
