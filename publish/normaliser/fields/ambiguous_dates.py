"""Dates of two readings, such as 03/04/2024: which of their numbers is the month."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model.article import Draft
from publish.model.dates import Dated, dates_in

_MONTH_FIRST = frozenset({"en-US", "en-PH", "fil"})
_UNSURE = frozenset({"en", "en-CA", "fr-CA"})
"""English without a region is written on both sides of the Atlantic; Canada writes both ways."""
_LONGEST_LINE = 60  # characters of a line whose date tells how the site writes dates; 1 of 5,351
_DAY = 10  # characters of yyyy-mm-dd, before the hour
_YEAR = 4  # figures
_MONTHS = 12


def day_first_of(language: str) -> bool | None:
    """Whether a language writes 03/04/2024 for the third of April; None when both are usual."""
    if language in _UNSURE:
        return None
    return language not in _MONTH_FIRST


def settled(found: Dated, draft: Draft, texts: Iterable[str]) -> str:
    """The day of a date whose numbers can be read in two ways; empty when nothing tells.

    A date that the source declares decides, then other dates of the page that can be read in only
    one way: a site writes all its dates alike.
    """
    if found.day:
        return found.day
    hints = (*draft.hints.published, *draft.hints.updated)
    declared = {hint.value[:_DAY] for hint in hints}
    for reading in found.either:
        if reading in declared:
            return reading
    first, second = found.either
    for text in texts:
        if len(text) > _LONGEST_LINE:
            continue
        for other in dates_in(text):
            if "/" in text or "-" in text:
                as_said = _numbers(text[other.first : other.end])
                if as_said and other.day:
                    if as_said[0] > _MONTHS:
                        return first
                    if as_said[1] > _MONTHS:
                        return second
    return ""


def _numbers(said: str) -> tuple[int, int] | None:
    match said.replace("-", "/").split("/"):
        case [first, second, year] as parts if len(year) == _YEAR and all(map(str.isdigit, parts)):
            return int(first), int(second)
    return None
