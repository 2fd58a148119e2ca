"""An object in JSON, loaded within limits; what is none fails in one line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress

from publish.errors import BrokenSource, EmptySource, OverLimit
from publish.model.json_fields import Json
from publish.model.limits import Limits

__all__ = ["loaded", "names_twice", "no_text"]

_LONGEST_NUMBER = 18  # digits; longer ones are names


def loaded(text: str, limits: Limits, where: str = "") -> Mapping[str, Json]:
    """The object that a text is; of a name that stands twice the last value.

    A number of many digits stays a text. Raises OverLimit before a flood of values is made, and
    BrokenSource for what is no object.
    """
    values = text.count(",") + text.count("[") + text.count("{")
    if values > limits.elements:
        raise OverLimit("elements", values, limits.elements, where=where)
    try:
        said = _DECODER.decode(text)
    except RecursionError as error:
        raise BrokenSource("an object that nests too deep", where=where) from error
    except ValueError as error:
        raise BrokenSource("no JSON object", where=where) from error
    if not isinstance(said, dict):
        raise BrokenSource("no JSON object", where=where)
    return said


def names_twice(text: str) -> tuple[str, ...]:
    """The names in an object, which `loaded` takes, that stand twice and say two things."""
    twice: dict[str, None] = {}

    def seen(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        table = dict(pairs)
        if len(table) < len(pairs):
            twice.update((key, None) for key, value in pairs if table[key] != value)
        return table

    with suppress(RecursionError):  # nearly too deep for `loaded`, too: what was seen will do
        json.JSONDecoder(
            object_pairs_hook=seen, parse_int=_number, parse_constant=_no_number
        ).decode(text)
    return tuple(twice)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _no_number(_: str) -> None:
    """NaN and Infinity, which Python writes and JSON does not know."""


_DECODER = json.JSONDecoder(parse_int=_number, parse_constant=_no_number)


def no_text(where: str = "") -> EmptySource:
    """What to say of an object that holds no article."""
    hint = "say which field it is: --fields body=NAME"
    return EmptySource("no text of an article in it", where=where, hint=hint)
