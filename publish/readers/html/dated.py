"""When a page declares that its article was published and changed, the best word first.

Pages name the day in a hundred ways ("published_on", "dc.date.issued", "parsely-pub-date",
"cXenseParse:recs:publishtime"). Known names come in the order of their trust; behind them any name
that says as much once its marks are off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from publish.model.article import Declared
from publish.readers.html.belonging import belonging, times_of
from publish.readers.html.jsonld import Linked, text_at
from publish.readers.values import date_of

__all__ = ["days_in_paths", "published", "updated"]

Metas = Mapping[str, Sequence[str]]

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "ptime",
    "last-published",
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
# Of a name without its marks: "w-published-date" is "wpublisheddate".
_IS_PUBLISHED = re.compile(
    r"(?:first|original|online)?publi(?:sh(?:ed)?|cation)(?:on|at|date|time|datetime|timestamp)?$"
    r"|(?:first|date|time|day)publi(?:sh(?:ed)?|cation)$"
    r"|pub(?:date|time)$|(?:date|time)pub$|postdate$|(?:date)?posted(?:on|at|time)?$|postedtime$"
    r"|(?:date|dcterms|dc)issued$|issuedate$|issuedon$|releasedate$"
    r"|(?:articledate|dccreated|dcdatecreated|displaydate)(?:original)?$"
)
_IS_NOT = re.compile(r"expir|unpubl|modif|updat|valid|event|video|audio|product|copyright|last")
_IS_UPDATED = re.compile(
    r"(?:modified|updated|revised|modification|revision|update)(?:on|at|date|time|datetime)$"
    r"|(?:date|last)(?:modified|updated|revised|mod)$|^moddate$|^modified$|^revised$"
)
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)(?:[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})|(\d\d)(\d\d))(?=[/_-]|$)"
)
_LONGEST = 60  # characters of a name that is looked at
_MOST = 3  # values of a name


def published(parser: LexborHTMLParser, meta: Metas, linked: Linked) -> Iterator[Declared]:
    """The days of publication that are declared: JSON-LD, meta tags, microdata, `<time>`."""
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield Declared(date_of(text_at(linked.article.get(key))), f"json-ld {key}")
    yield from _named(meta, _PUBLISHED)
    for node in islice(belonging(parser, '[itemprop="datePublished"]'), 3):
        said = [node.attributes.get(name) for name in ("datetime", "content", "title")]
        yield Declared(
            date_of(next(filter(None, said), node.text_lexbor())), "itemprop datePublished"
        )
    yield from _called(meta, _IS_PUBLISHED, _IS_NOT)
    for node in times_of(parser)[:1]:
        yield Declared(date_of(node.attributes.get("datetime")), "time")


def updated(meta: Metas, linked: Linked) -> Iterator[Declared]:
    """The days of the last change that are declared."""
    modified = text_at(linked.article.get("dateModified"))
    yield Declared(date_of(modified), "json-ld dateModified")
    yield from _named(meta, _UPDATED)
    yield from _called(meta, _IS_UPDATED, None)


def days_in_paths(urls: Iterable[Declared]) -> Iterator[Declared]:
    """The day in the path of an address: /2024/03/01/rents-rise, /2024/mar/01/, /20240301/."""
    for each in urls:
        if found := _IN_PATH.search(each.value.lower()):
            year, month, day, *close = found.groups()
            numbers = (year, month or close[0], day or close[1])
            yield Declared(date_of(("-" if numbers[1].isdigit() else " ").join(numbers)), "url")
            return


def _named(meta: Metas, names: Iterable[str]) -> Iterator[Declared]:
    for name in names:
        yield from _days(meta, name)


def _called(
    meta: Metas, kind: re.Pattern[str], other: re.Pattern[str] | None
) -> Iterator[Declared]:
    for name in meta:
        plain = "".join(filter(str.isalnum, name[:_LONGEST]))
        if kind.search(plain) and not (other and other.search(plain)):
            yield from _days(meta, name)


def _days(meta: Metas, name: str) -> Iterator[Declared]:
    for value in meta.get(name, ())[:_MOST]:
        yield Declared(date_of(value), name)
