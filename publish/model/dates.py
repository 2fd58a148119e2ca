"""Absolute dates in a line of text, in the seventeen languages we read.

Shared by readers (what sources declare) and the normaliser (what stands in the text), so that both
mean the same. A date that depends on today ("2 hours ago") is none. Source of the names: CLDR 44,
wide and abbreviated forms, nominative and genitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

_YEARS = range(1600, 2101)
_MONTHS = (
    """january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia
    styczeń stycz leden ledna led ocak oca января янв січня січень січ يناير""",
    """february feb februar feber février fevrier févr fév febrero febbraio fevereiro fev februari
    lutego luty lut únor února úno şubat şub февраля фев февр лютого лютий лют فبراير شباط""",
    """march mar märz mär mrz maerz mars marzo março marco maart mrt marca marzec březen března bře
    mart марта март мар березня березень бер مارس آذار""",
    """april apr avril avr abril abr aprile kwietnia kwiecień kwi duben dubna dub nisan nis апреля
    апр квітня квітень кві أبريل نيسان إبريل ابريل""",
    """may mai mayo maggio mag maio mei maj maja květen května kvě mayıs мая май травня травень
    тра مايو أيار""",
    """june jun juni juin junio giugno giu junho czerwca czerwiec cze červen června čvn haziran haz
    июня июнь июн червня червень чер يونيو حزيران يونيه""",
    """july jul juli juillet juil julio luglio lug julho lipca lipiec lip červenec července čvc
    temmuz tem июля июль июл липня липень лип يوليو تموز يوليه""",
    """august aug août aout agosto ago augustus augusti sierpnia sierpień sie srpen srpna srp
    ağustos ağu августа август авг серпня серпень сер أغسطس آب اغسطس""",
    """september sep sept septembre septiembre setiembre settembre set setembro września wrzesień
    wrz září zář eylül eyl сентября сентябрь сен сент вересня вересень вер سبتمبر أيلول""",
    """october oct oktober okt octobre octubre ottobre ott outubro out października październik paź
    říjen října říj ekim eki октября октябрь окт жовтня жовтень жов أكتوبر اكتوبر""",
    """november nov novembre noviembre novembro listopada listopad lis lst kasım kas ноября ноябрь
    ноя нояб листопада листопад лис نوفمبر""",
    """december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia
    grudzień gru prosinec prosince pro aralık ara декабря декабрь дек грудня грудень гру ديسمبر""",
)
_NUMBERS: Mapping[str, int] = {
    **{name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()},
    "كانون الثاني": 1,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}
_WORD = r"(?P<name>(?:كانون|تشرين)\s(?:الثاني|الأول)|[^\W\d_]{3,12})"
_SPACE = r"[\s\u00a0]{1,3}"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY = r"(?<!\d)(?<!\d[:.,/-])(?P<day>\d{1,2})(?!\d)"
_FORMS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"),
    re.compile(
        rf"{_DAY}(?:st|nd|rd|th|er|re|\.|º|ª|ος)?(?:{_SPACE}|(?<=\.)|[-/])(?:de{_SPACE}|d’|d'|of{_SPACE})?"
        rf"{_WORD}(?:[.,،]|\.,)?(?:{_SPACE}|[-/]|(?<=[.,]))(?:(?:de|del|do|of){_SPACE})?{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![^\W\d_]){_WORD}(?:[.,]|\.,)?(?:{_SPACE}|-)(?:the{_SPACE})?(?P<day>\d{{1,2}})"
        rf"(?:st|nd|rd|th)?(?:,|{_SPACE}|-|,{_SPACE}){_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(  # "2023 Jan 7"
        rf"(?<!\d)(?P<year>\d{{4}})(?:[.,،]?{_SPACE}|-){_WORD}(?:\.|(?=[\s-]))(?:{_SPACE}|-)?"
        r"(?P<day>\d{1,2})(?![\d:]|[.,]\d|(?:st|nd|rd|th)?,?\s\d{4})",
        re.IGNORECASE,
    ),
    re.compile(  # "2023. 1. 7."
        r"(?<!\d)(?P<year>\d{4})\.\s(?P<month>\d{1,2})\.\s(?P<day>\d{1,2})(?!\d)"
    ),
    re.compile(
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]?"
    ),
)
_NUMERIC = re.compile(
    r"(?<![\d/.:-])(?P<one>\d{1,2})(?:(?P<mark>[/.-])|(?P<dot>\.)\s)(?P<two>\d{1,2})"
    r"(?:(?P=mark)|(?P=dot)\s)(?P<year>\d{4}|\d{2}(?=[\s,|]|$))(?![\d/-])"
)
_QUICK = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d{2}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: the day as yyyy-mm-dd and the characters that say it.

    When nothing tells which number is the month, `day` is empty and `either` has the two readings,
    the one with the day first before the other.
    """

    day: str
    first: int
    end: int
    either: tuple[str, str] = ("", "")


def day_of(year: int, month: int, day: int) -> str:
    """The day as yyyy-mm-dd; empty when there is no such day."""
    if year not in _YEARS:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def is_moment(text: str) -> bool:
    """Whether a text is a day, yyyy-mm-dd, or a moment in the form of ISO 8601."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def dates_in(text: str, day_first: bool | None = None) -> tuple[Dated, ...]:
    """The dates of a line in their order.

    `day_first` says how 03/04/2024 is read: True for the third of April. With None only a number
    above twelve tells; a date that stays open has no `day` but its two readings in `either`. Dots
    between numbers always mean that the day comes first.
    """
    if not _QUICK.search(text):
        return ()
    found = sorted((*_worded(text), *_numbered(text, day_first)), key=lambda each: each.first)
    kept: list[Dated] = []
    for each in found:
        if not kept or each.first >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def _worded(text: str) -> Iterator[Dated]:
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = (
                int(parts["month"]) if "month" in parts else _NUMBERS.get(_folded(parts["name"]))
            )
            day = day_of(int(parts["year"]), month, int(parts["day"])) if month else ""
            if day:
                yield Dated(day, match.start(), match.end())


def _folded(name: str) -> str:
    return " ".join(name.replace("İ", "i").lower().split())


def _numbered(text: str, day_first: bool | None) -> Iterator[Dated]:
    for match in _NUMERIC.finditer(text):
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        mark = match["mark"] or "."
        if year < 100:
            if mark != ".":
                continue
            year += 2000 if year < 70 else 1900
        as_day, as_month = day_of(year, two, one), day_of(year, one, two)
        readings = {reading for reading in (as_day, as_month) if reading}
        if mark == ".":
            readings, first = {as_day} - {""}, True
        else:
            first = bool(day_first)
        if len(readings) == 2 and day_first is None and mark != ".":
            yield Dated("", match.start(), match.end(), (as_day, as_month))
        elif readings:
            day = as_day if first else as_month
            yield Dated(day or readings.pop(), match.start(), match.end())
