"""Dates of two readings, such as 03/04/2024: which of their numbers is the month."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.model.article import Draft
from publish.model.dates import Dated, dates_in

_MONTH_FIRST = frozenset({"en-US", "en-PH", "fil"})
_UNSURE = frozenset({"en", "en-CA", "fr-CA"})
"""English without a region is written on both sides of the Atlantic; Canada writes both ways."""
_DAY_FIRST_AT = frozenset(
    {"uk", "ie", "au", "nz", "in", "za", "pk", "ng", "ke", "gh", "sg", "my", "eu"}
)
_MONTH_FIRST_AT = frozenset({"us", "gov", "edu", "mil", "ph"})
"""Ends of addresses where English is written, by how their dates are."""
_COUNTRY = re.compile(r"https?://[^/:?#]{1,200}\.([a-z]+)(?:[/:?#]|$)")
_LONGEST_LINE = 60  # characters of a line whose date tells how the site writes dates; 1 of 5,351
_DAY = 10  # characters of yyyy-mm-dd, before the hour
_YEAR = 4  # figures
_MONTHS = 12


def day_first_of(language: str) -> bool | None:
    """Whether a language writes 03/04/2024 for the third of April; None when both are usual."""
    if language in _UNSURE:
        return None
    return language not in _MONTH_FIRST


def settled(found: Dated, said: str, draft: Draft, texts: Iterable[str]) -> str:
    """The day of a date whose numbers, `said`, may be read in two ways; empty when nothing tells.

    A date that the source declares decides, then other dates of the page that can be read in only
    one way: a site writes all its dates alike. Last come the country in the page's
    address and a region that it declares.
    """
    hints = (*draft.hints.published, *draft.hints.updated)
    declared = {hint.value[:_DAY] for hint in hints}
    if found.day:
        turned = _turned(found.day)
        numeric = not any(map(str.isalpha, said)) and not said[:_YEAR].isdigit()
        return turned if numeric and found.day not in declared and turned in declared else found.day
    for reading in found.either:
        if reading in declared:
            return reading
    first, second = found.either
    worded = set()
    for text in texts:
        if len(text) > _LONGEST_LINE:
            continue
        for other in dates_in(text):
            if other.day and any(map(str.isalpha, text[other.first : other.end])):
                worded.add(other.day)
            if "/" in text or "-" in text:
                as_said = _numbers(text[other.first : other.end])
                if as_said and other.day:
                    if as_said[0] > _MONTHS:
                        return first
                    if as_said[1] > _MONTHS:
                        return second
    if len(worded & {first, second}) == 1:
        return first if first in worded else second
    order = _by_address(draft)
    order = _by_region(draft) if order is None else order
    return {True: first, False: second, None: ""}[order]


def _turned(day: str) -> str:
    """A day with the numbers of day and month changed for each other; itself when there is none."""
    year, month, number = day.split("-")
    return f"{year}-{number}-{month}" if int(number) <= _MONTHS else day


def _by_address(draft: Draft) -> bool | None:
    """Whether the country in a page's address writes the day first; None of no country."""
    ends = (_COUNTRY.match(hint.value) for hint in draft.hints.url)
    for end in (found[1] for found in ends if found):
        if end in _DAY_FIRST_AT or end in _MONTH_FIRST_AT:
            return end in _DAY_FIRST_AT
    return None


def _by_region(draft: Draft) -> bool | None:
    """Whether the region that a page declares beside its bare language writes the day first."""
    orders = (day_first_of(tag.value) for tag in draft.hints.language if "-" in tag.value)
    return next((order for order in orders if order is not None), None)


def _numbers(said: str) -> tuple[int, int] | None:
    match said.replace("-", "/").split("/"):
        case [first, second, year] as parts if len(year) == _YEAR and all(map(str.isdigit, parts)):
            return int(first), int(second)
    return None
