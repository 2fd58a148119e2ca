"""Absolute dates in a line of text. A date that depends on today is never guessed."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["date_in"]

_MONTHS = (
    ("january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "januari"),
    ("february", "feb", "februar", "février", "févr", "febrero", "febbraio", "februari"),
    ("march", "mar", "märz", "mars", "marzo", "maart"),
    ("april", "apr", "avril", "avr", "abril", "abr", "aprile"),
    ("may", "mai", "mayo", "maggio", "mei", "maj"),
    ("june", "jun", "juni", "juin", "junio", "giugno"),
    ("july", "jul", "juli", "juillet", "juil", "julio", "luglio"),
    ("august", "aug", "août", "agosto", "ago", "augustus", "augusti"),
    ("september", "sep", "sept", "septembre", "septiembre", "settembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAME = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAY = r"(?P<d>\d{1,2})"
_YEAR = r"(?P<y>\d{4})"
_WORD = rf"(?P<n>{_NAME})"
_FORMS = (
    re.compile(rf"{_YEAR}-(?P<m>\d{{2}})-(?P<d>\d{{2}})"),
    re.compile(rf"{_DAY}(?:st|nd|rd|th|\.|er)? (?:de )?{_WORD}\.?,? (?:de )?{_YEAR}"),
    re.compile(rf"{_WORD}\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}"),
    re.compile(rf"{_DAY}\.(?P<m>\d{{1,2}})\.{_YEAR}"),
)


def date_in(text: str) -> tuple[str, str]:
    """The one date of a short line as yyyy-mm-dd, and the line without it; ("", text) if none.

    21/01/2024 is left alone: nothing tells whether day or month comes first.
    """
    folded = text.casefold()
    for form in _FORMS:
        if found := form.search(folded):
            groups = found.groupdict()
            month = int(groups["m"]) if "m" in groups else _NUMBERS[groups["n"]]
            try:
                day = date(int(groups["y"]), month, int(groups["d"]))
            except ValueError:
                continue
            return day.isoformat(), text[: found.start()] + text[found.end() :]
    return "", text
