"""What sources declare, cleaned: names of people, dates, lines of text.

Shared by a page's metadata and by front matter, so that both mean the same.
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from email.utils import parseaddr, parsedate_to_datetime

from publish.model.clean import clean_text
from publish.model.dates import dates_in

_LONGEST_LINE = 2_000  # characters; a description may be a paragraph, not an article
_LONGEST_NAME = 60
_MOST_NAMES = 50
_MOST_COMMENTS = 50  # in brackets, in an address
_BY = re.compile(
    r"(?:(?:view|see|show|zeige|more|voir|ver)\b.{0,30}\s)?"
    r"(?:by[\s:]+(?=\w)|(?:von|par|por|di|door|da)(?::\s*|\s+(?=\S+\s+\S)))"
    r"|(?:author|autor|autore|auteur|text|written by)\s*:\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:(?<!\s)\s++)?+[;|]\s*+|(?<!\s)[^\S\n]*+\n\s*+|(?:(?<!\s)\s++)?+&\s*+"
    r"|(?<!\s)\s++(?:and|und|et|y|e|og|och|en)\s++|(?:(?<!\s)\s++)?+,\s*+(?:and\s++)?"
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|ma|mba|esq|rn|dds|cfa)\.?", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|[@/\\<>{}\[\]#→»…]|\d{2}|^\w+(?:\.\w+)+$|\badmin|admin$"
    r"|^(?:editors?|staff|authors?|guest|unknown|none|null|undefined|n/?a|user|root|redaktion"
    r"|r[eé]daction|webmaster|anonymous|default|super user|view all posts.*)$",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"(?:(?:medically |clinically )?(?:edited|reviewed|fact.?checked|translated|illustrated)"
    r"|photo\w*|images?) by\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_JOB = re.compile(
    r"\b(?:director|editor|manager|reporter|correspondent|founder|ceo|writer|professor|officer"
    r"|president|analyst|contributor|journalist|producer|researcher|fellow)\b",
    re.IGNORECASE,
)
_AT_NUMERIC = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.:]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_YEARS = range(1600, 2101)


def line_of(value: object) -> str:
    """A text on one line without markup and entities; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(value[: 4 * _LONGEST_LINE])
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,500}>", " ", text)
    cleaned = " ".join(clean_text(text)[0].replace("\u00ad", "").split())
    return cleaned if len(cleaned) <= _LONGEST_LINE else ""


def sender_of(text: str) -> str:
    """The name beside an address, as mail writes both; empty where there is none."""
    nested = text.count("(") > _MOST_COMMENTS  # which the library reads one call a level
    return "" if nested else parseaddr(text)[0]


def names_of(text: str) -> list[str]:
    """The people in a line such as "By Ann Ode and Bo Li, PhD"; addresses and jobs are none."""
    line = _BY.sub("", line_of(text), count=1) if _BY.match(line_of(text)) else line_of(text)
    names: list[str] = []
    for part in _BETWEEN.split(line)[:_MOST_NAMES]:
        name = part.strip(' .·•–—-"“”') if not _SUFFIX.fullmatch(part.strip()) else part.strip()
        if _INITIAL.search(name) and f"{name}." in part:
            name += "."  # "Joe S.", "J.K.R."
        degree = name.isupper() and len(name) <= 5 and " " not in name
        if _HELPED.match(name):
            continue
        if names and (degree or _SUFFIX.fullmatch(name) or _JOB.search(name)):
            continue
        if name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name):
            names.append(_cased(name))
    return list(dict.fromkeys(names))


def _cased(name: str) -> str:
    """A name in capitals or small letters as names are written; others stay as they are."""
    words = name.split()
    if len(words) > 1 and (name.isupper() or name.islower()):
        return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in words)
    return name


def date_of(value: object) -> str:
    """yyyy-mm-dd, with Thh:mm:ss and zone where they are said; empty for what is no absolute date.

    Reads ISO 8601, RFC 2822, numbers with the year first and dates with the month's name. Numbers
    such as 03/04/2024 are not guessed.
    """
    if isinstance(value, datetime):
        return _written(value)
    if isinstance(value, date):
        return value.isoformat() if value.year in _YEARS else ""
    text = line_of(value)[:100]
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            parsed = parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return text if len(text) == 10 and parsed.year in _YEARS else _written(parsed)
    return _numeric(text) or _worded(text)


def _written(moment: datetime) -> str:
    if moment.year not in _YEARS:
        return ""
    if moment.tzinfo is None and not any((moment.hour, moment.minute, moment.second)):
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()


def _numeric(text: str) -> str:
    found = _AT_NUMERIC.match(text)
    if not found:
        return ""
    year, month, day, hour, minute, second, zone = found.groups()
    iso = f"{year}-{int(month):02}-{int(day):02}"
    if hour:
        iso += f"T{int(hour):02}:{minute}:{second or '00'}"
        iso += {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get(zone or "", zone or "")
    try:
        return _written(datetime.fromisoformat(iso))
    except ValueError:
        return ""


def _worded(text: str) -> str:
    return next((each.day for each in dates_in(text) if each.day), "")
