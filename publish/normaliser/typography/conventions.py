"""What each language wants of its marks, as languages.toml has it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Pair = tuple[str, str]

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_SPACES = {"": "", "plain": NO_BREAK, "narrow": NARROW}
_KINDS = ("titles", "before", "always", "clinging")
_INITIALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÁÅÄÇČÉÍÓÖØŚŞŠÚÜŽÀÈΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯІЇЄ"


@dataclass(frozen=True, slots=True)
class Convention:
    """How one language sets its marks.

    `double`, `nested` and `single` are opening and closing marks with the space that belongs inside
    them; `hyphen` is the one that does not break, "" where there is none. `words` says of a word
    what it is bound to behind it: "titles" a capital, "before" a figure, "months" a day, "always"
    and "clinging" anything. `units` and `months` match what stays with the figure before it,
    `elided` what begins with an apostrophe.
    """

    language: str
    double: Pair
    nested: Pair
    single: Pair
    dash: str
    hyphen: str
    high: str
    inside: str
    thousands: str
    words: Mapping[str, str]
    units: re.Pattern[str]
    months: re.Pattern[str]
    elided: re.Pattern[str]


@cache
def convention_of(language: str) -> Convention | None:
    """The convention of a BCP 47 language; None when its marks are to be left alone."""
    tables = _tables()
    primary, _, rest = language.partition("-")
    primary = primary.lower()
    if primary not in tables or primary == "units":
        return None
    region = next((part.upper() for part in rest.split("-") if len(part) == 2), "")
    table = {**tables[primary], **tables.get(f"{primary}-{region}", {})}
    words = {kind: table.get(kind, "").split() for kind in (*_KINDS, "after", "months")}
    inside = _SPACES[table.get("inside", "")]
    double = _pair(table["double"], inside)
    return Convention(
        language=primary,
        double=double,
        nested=_pair(table["nested"], inside) if "nested" in table else double,
        single=_pair(table["single"], inside),
        dash=table["dash"],
        hyphen="" if table.get("hyphens") == "plain" else "\u2011",
        high=_SPACES[table.get("high", "")],
        inside=inside,
        thousands=_SPACES[table.get("thousands", "")],
        words=_bound_words(words),
        units=_any_of([*tables["units"]["words"].split(), *words["after"]]),
        months=_any_of(words["months"]),
        elided=_any_of(table.get("elisions", "").split()),
    )


def _pair(marks: str, inside: str) -> Pair:
    opening, closing = marks[0], marks[1]
    return (opening + inside, inside + closing) if opening in "«‹" else (opening, closing)


def _bound_words(words: Mapping[str, list[str]]) -> Mapping[str, str]:
    """What each word is bound to; a word of two kinds is of the one that binds more."""
    bound = {f"{letter}.": "titles" for letter in _INITIALS + _CYRILLIC}
    for kind in _KINDS:
        bound.update(dict.fromkeys(words[kind], kind))
    bound.update(dict.fromkeys(words["months"], "months"))
    return bound


def _any_of(words: list[str]) -> re.Pattern[str]:
    """One of the words and no more than it, in small letters or with a capital first."""
    both = {*words, *(word[:1].upper() + word[1:] for word in words if len(word) > 1)}
    known = "|".join(map(re.escape, sorted(both, key=lambda word: (-len(word), word))))
    return re.compile(rf"(?:{known or '(?!)'})(?![\w-])")


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("publish.normaliser.typography").joinpath("languages.toml").read_text("utf-8")
    return tomllib.loads(text)
