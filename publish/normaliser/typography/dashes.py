"""Hyphens that are dashes, ranges, minus signs or must not break; dots that are an ellipsis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.normaliser.typography.conventions import NO_BREAK, Convention
from publish.normaliser.typography.edits import Edit

_RUN = re.compile("-+")
_SPACED_DASH = re.compile(r" [–—](?:[ \n]|$)")
_BEHIND = re.compile(r"(?:.*[\W_])?([^\W_]+)", re.DOTALL)
_AHEAD = re.compile(r"[^\W_]+")
_MINUS, _EN, _EM = "−", "–", "—"
_LONGEST = 24  # letters: longer words are bound nowhere
_ARTICLES = frozenset(["al", "el", "ad", "ar", "as", "ash", "at", "az", "an"])
_JOINED = frozenset("-‐‑–—.…/@\\:_#=")
_PREFIX = 6  # letters: “re-elected” may break, “e-mail”, “X-ray” and “T-shirt” may not
_BEFORE_MINUS = frozenset(" ([\u00a0\u202f")
_NUMBER = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*")
_RANGE_UNIT = re.compile(r" ?[%°]| (?:km|kg|m|cm|mm|mph|percent|Prozent)(?!\w)")
_PAGES = re.compile(r"(?:pp?|S|ss|págs|pp|blz|с|s|σσ|σ|стор)\.[ \u00a0]?$")
_YEAR = 4  # digits

_DOTS = re.compile(r"(?<![./\\])\.\.\.(?![./\\])")
_APART = re.compile(r"(?<=\.) (?=\.(?!\w))")


def dash_edits(text: str, style: Convention) -> Iterator[Edit]:
    """What becomes of each hyphen; most of them stay."""
    if _EN in text or _EM in text:
        for match in _SPACED_DASH.finditer(text):
            start = match.start()
            if text[start - 1 : start].strip():
                yield start, start + 1, NO_BREAK
    if "-" not in text:
        return
    for match in _RUN.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if end - start > 3:
            continue  # a rule
        if _is_apart(text, start, end):
            if before == " ":
                yield start - 1, start, NO_BREAK
            yield start, end, style.dash
        elif end - start > 1:
            if before.isalnum() or before in "\"'”’»)….!?" or (not before and after == " "):
                yield start, end, _EM
        elif before.isalnum() and after.isalnum():
            near = text[start - 3 : start] + text[end : end + 3]  # most hyphens stand in long words
            if not (len(near) == 6 and near.isalnum()) or (before.isdigit() and after.isdigit()):
                yield from _compound(text, start, style.hyphen)
        elif before in _BEFORE_MINUS and _is_negative(text, start):
            yield start, end, _MINUS


def dot_edits(text: str, _style: Convention) -> Iterator[Edit]:
    """Three dots are an ellipsis; three dots with spaces stay on one line."""
    if "..." in text:
        for match in _DOTS.finditer(text):
            yield match.start(), match.end(), "…"
    if ". ." in text:
        for match in _APART.finditer(text):
            yield match.start(), match.end(), NO_BREAK


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether hyphens stand between two words, with a space on both sides."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (
        bool(before)
        and before in " \u00a0"
        and bool(after)
        and after in " \n\u00a0"
        and text[start - 2 : start - 1] not in ("", " ", "\n", "-")
        and text[end + 1 : end + 2] not in ("", " ", "\n", "-")
    )


def _is_negative(text: str, start: int) -> bool:
    """Whether a hyphen before a figure is a minus: no flag, no year, no second half of a range."""
    if text[max(0, start - 2) : start - 1].isdigit():
        return False
    match = _NUMBER.match(text, start + 1)
    if match is None:
        return False
    after = text[match.end() : match.end() + 1]
    is_year = match[0].isdigit() and len(match[0]) == _YEAR
    return not (is_year or after.isalnum() or (after and after in "-–‑/"))


def _compound(text: str, at: int, hyphen: str) -> Iterator[Edit]:
    """A range of figures, or a hyphen that binds something short or a name."""
    behind = _BEHIND.match(text, max(0, at - _LONGEST), at)
    ahead = _AHEAD.match(text, at + 1, at + 1 + _LONGEST)
    if behind is None or ahead is None:
        return
    left, right = behind[1], ahead[0]
    first, last = behind.start(1), ahead.end()
    if max(len(left), len(right)) == _LONGEST or _is_part_of_more(text, first, last):
        return
    figures = left.isdecimal() and right.isdecimal()
    if figures and _is_range(text, first, last, left, right):
        yield at, at + 1, _EN
    elif not hyphen or (figures and max(len(left), len(right)) > 2):
        return
    elif left.lower() in _ARTICLES and right[0].isupper():
        yield at, at + 1, hyphen
        if first > 1 and text[first - 1] == " " and _ends_short_name(text[:first][-12:]):
            yield first - 1, first, NO_BREAK  # “Ain al-Assad”
    elif len(right) <= 2 or len(left) == 1 or (len(left) == 2 and _is_tight(left, right)):
        yield at, at + 1, hyphen


def _is_part_of_more(text: str, first: int, last: int) -> bool:
    """Whether a compound goes on: “ten-year-old”, 2024-01-20, an address, a version."""
    before, after = text[first - 1 : first], text[last : last + 1]
    if before and before in _JOINED:
        return True
    if after and after in _JOINED:
        return after not in ".:" or text[last + 1 : last + 2].isalnum()
    return False


def _is_tight(left: str, right: str) -> bool:
    return not left.islower() or len(right) < _PREFIX


def _ends_short_name(head: str) -> bool:
    name = head.rstrip(" ").rsplit(" ", 1)[-1]
    return 2 <= len(name) <= 10 and name[0].isupper() and name.isalpha()


def _is_range(text: str, first: int, last: int, left: str, right: str) -> bool:
    """Whether two figures are a range of years, of pages or of amounts."""
    low, high = int(left), int(right)
    if len(left) == _YEAR and 1000 <= low <= 2100:
        return (len(right) == _YEAR and low < high <= 2100) or (
            len(right) == 2 and low % 100 < high
        )
    return (low < high and len(left) <= len(right) <= 3) and (
        _RANGE_UNIT.match(text, last) is not None
        or _PAGES.search(text, max(0, first - 6), first) is not None
    )
