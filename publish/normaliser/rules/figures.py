"""Lines of figures that a page keeps of itself: views, votes, stars, factors to scale by."""

from __future__ import annotations

import re
from itertools import pairwise

from publish.normaliser.page.phrases import bare, phrases

__all__ = ["are_stars", "are_views", "are_votes", "count_up", "factors_in", "is_count"]

_FIGURE = re.compile(
    r"\d[\d.,' \u00a0\u202f]*(?:(?:k|m|mil|mio|tsd|tys|тыс|тис)\b\.?|万|萬|만|천)?", re.IGNORECASE
)
_COUNT = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f]?\d{3})*|\d+(?:[.,]\d)?\s?[km]", re.I)
_STARS = re.compile("[★☆⭐✩✭✮✯⯨🌟\ufe0f\\s]{3,40}")
_GLYPHS = str.maketrans(dict.fromkeys("★☆⭐✩✭✮✯⯨🌟\ufe0f", " "))
_FACTOR = re.compile(r"(?:(?P<half>[½¼])|(?P<figure>\d{1,2}(?:[.,]\d{1,2})?|\d/\d))\s?[x×✕]", re.I)
_BETWEEN = re.compile(r"[\s|/·•,]*")
_MARKS = re.compile(r"[\W_]+")
_LONGEST = 80  # characters: "4.83 von 5 Sternen (basierend auf 1.204 Bewertungen)" and some
_STAR = re.compile("[★☆⭐✩✭✮✯⯨🌟]")
_ONE = "0"  # stands for a figure
_LARGEST_FACTOR = 12.0  # of a recipe


def is_count(text: str) -> bool:
    """Whether a line is one whole number, as "1,834" or "1.2k"."""
    return len(text) <= _LONGEST and _COUNT.fullmatch(text) is not None


def are_views(text: str) -> bool:
    """Whether a line says how often a page was read and no more: "1,834 views", "閲覧数：204"."""
    if len(text) > _LONGEST:
        return False
    rest, count = _FIGURE.subn(" ", text)
    return count == 1 and bare(rest) in phrases("counts", "views")


def are_stars(text: str) -> bool:
    """Whether a line is a row of stars and nothing else."""
    return _STARS.fullmatch(text) is not None


def are_votes(text: str) -> bool:
    """Whether a line is a mark with the number of those who gave it: "4.6 from 23 votes".

    A mark alone, as "Rating: 7/10", may be the article's own.
    """
    if len(text) > _LONGEST:
        return False
    rest, count = _FIGURE.subn(f" {_ONE} ", text.translate(_GLYPHS))
    if not count or (count < 2 and not _STAR.search(text)):
        return False
    words = [word for word in _MARKS.split(rest.casefold()) if word]
    votes, counters = phrases("counts", "votes"), phrases("counts", "counters")
    known = votes | counters | phrases("counts", "around")
    if not all(word == _ONE or word in known for word in words):
        return False
    counted = [word for word in words if word not in counters]
    return any(one == _ONE and two in votes for one, two in pairwise(counted))


def factors_in(text: str) -> tuple[float, ...]:
    """The factors of a line that holds nothing else, as (1, 2, 3) of "1x 2x 3x"; else none."""
    found: list[float] = []
    at = 0
    text = text.strip()
    while at < len(text) and (match := _FACTOR.match(text, at)) and len(found) < _LARGEST_FACTOR:
        found.append(_value(match))
        at = _end_of(_BETWEEN, text, match.end())
    return tuple(found) if at == len(text) else ()


def count_up(factors: tuple[float, ...]) -> bool:
    """Whether factors are those of buttons: from one or less upwards."""
    rising = all(one < two for one, two in pairwise(factors))
    return len(factors) > 1 and rising and factors[0] <= 1 and factors[-1] <= _LARGEST_FACTOR


def _value(match: re.Match[str]) -> float:
    if match["half"]:
        return {"½": 0.5, "¼": 0.25}[match["half"]]
    over, stroke, under = match["figure"].replace(",", ".").partition("/")
    return float(over) / (float(under) or 1.0) if stroke else float(over)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
