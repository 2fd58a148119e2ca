"""Dates in words, by language: no clock, no locale of the machine."""

from __future__ import annotations

import re

__all__ = ["MONTHS", "printed_date"]

MONTHS: dict[str, tuple[str, ...]] = {
    language: tuple(names.split())
    for language, names in {
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "en": "January February March April May June July August September October November "
        "December",
        "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre",
        "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
        "novembre dicembre",
        "nl": "januari februari maart april mei juni juli augustus september oktober november "
        "december",
        "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
        "dezembro",
    }.items()
}
"""The months' names, January first. Source: Unicode CLDR 44, calendar gregorian, format wide."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")
_DAY_MONTH = {"de": "{day}. {month} {year}", "es": "{day} de {month} de {year}"}
_DAY_MONTH["pt"] = _DAY_MONTH["es"]
_MONTH = {"es": "{month} de {year}", "pt": "{month} de {year}"}


def printed_date(date: str, language: str) -> str:
    """A date as a reader of the language writes it: "21 January 2024", "21. Januar 2024".

    `date` begins with yyyy, yyyy-mm or yyyy-mm-dd; a time behind it is not printed. Languages
    without a table get the same digits. What is no date comes back as it is.
    """
    match = _DATE.match(date)
    if not match:
        return date
    year, month, day = match.groups()
    primary = language.split("-", maxsplit=1)[0].lower()
    names = MONTHS.get(primary)
    if names is None or month is None or not 1 <= int(month) <= 12:
        return match.group()
    name = names[int(month) - 1]
    if day is None:
        return _MONTH.get(primary, "{month} {year}").format(month=name, year=year)
    number = "1er" if primary == "fr" and day == "01" else str(int(day))
    form = _DAY_MONTH.get(primary, "{day} {month} {year}")
    return form.format(day=number, month=name, year=year)
