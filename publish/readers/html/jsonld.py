"""What a page says about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from publish.model.titles import likeness
from publish.readers.html.belonging import ARTICLE

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_LARGEST = 2_000_000  # characters of one script; real ones reach some hundred thousand
_DEEPEST = 60  # brackets; far below what Python's decoder recurses through
_ALSO = re.compile(r"(?:Review|Recipe|HowTo|PodcastEpisode)$")
_SERIES = ("partOfSeries", "partOfSeason", "partOfTVSeries")
_PAGE = re.compile(r"^(?:\w*Page|CreativeWork)$")
_OF_A_PAGE = ("author", "datePublished", "dateModified", "publisher", "inLanguage", "description")
_SITE = re.compile(r"^(?:WebSite|NewsMediaOrganization)$")
_ADDRESSES = ("url", "mainEntityOfPage", "@id")
_SAME = 0.6  # likeness of a headline and one of the page's own titles. # guess
_STRANGE = 0.2  # the same, below which they tell of two things. # guess
_LAST_COMMA = re.compile(r",\s*([}\]])")
_TRAIL = re.compile("^BreadcrumbList$")
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher")
_CONTROLS = re.compile("[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Linked:
    """The object that describes the article, and every object of the page by its @id.

    `sites` are the names of the site, `sections` those of the parts of it that lead to the page.
    """

    article: Mapping[str, Json]
    by_id: Mapping[str, Mapping[str, Json]]
    sites: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series, such as a podcast's, of which the article is a part."""
        parts = (each for key in _SERIES for each in self.objects(key))
        return tuple(filter(None, (text_at(each, "name") for each in parts)))

    def objects(self, key: str) -> list[Json]:
        """The values of a key as a list, references followed once."""
        value = self.article.get(key)
        values = value if isinstance(value, list) else [value]
        return [self._followed(each) for each in values if each is not None]

    def _followed(self, value: Json) -> Json:
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return dict(self.by_id.get(str(value["@id"]), value))
        return value


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a page's own article from others: its address, and what it calls itself."""

    address: str
    titles: tuple[str, ...]

    def worth(self, value: Mapping[str, Json]) -> tuple[float, bool, int] | None:
        """How much shows that an object is the page's article; None when all shows another.

        Its address or its headline is the page's; it is an article before it is a recipe or a
        review, which stand in articles too; it says much.
        """
        said = [text_at(value.get(key), "@id", "url") for key in _ADDRESSES]
        places = {place for each in said if (place := _place(each))}
        here = _place(self.address)
        found = bool(here) and here in places
        headline = text_at(value.get("headline")) or text_at(value.get("name"))
        alike = max((likeness(headline, each) for each in self.titles), default=0.0)
        if not found and here and places and headline and self.titles and alike < _STRANGE:
            return None
        return found + (alike >= _SAME), _is(value, ARTICLE), _richness(value)


def linked_data(parser: LexborHTMLParser, known: Known = Known("", ())) -> Linked:
    """The page's article in JSON-LD; empty when there is none or it cannot be read."""
    objects: list[dict[str, Json]] = []
    for script in parser.css('script[type*="ld+json"]'):
        objects.extend(_objects(_loaded(script.text_lexbor())))
    by_id: dict[str, Mapping[str, Json]] = {}
    for each in objects:
        if isinstance(name := each.get("@id"), str) and len(each) > 1:
            by_id.setdefault(name, each)
    articles = [each for each in objects if _is(each, ARTICLE) or _is(each, _ALSO)]
    worths = [(worth, each) for each in articles if (worth := known.worth(each)) is not None]
    best = max(worths, key=itemgetter(0), default=((), {}))[1]
    if not best:  # a page says when it was written, though its name is more than the headline
        pages = [each for each in objects if _is(each, _PAGE)]
        page = max(pages, key=_richness, default={})
        best = {key: page[key] for key in _OF_A_PAGE if key in page}
    sites = (text_at(each.get("name")) for each in objects if _is(each, _SITE))
    trails = (each for each in objects if _is(each, _TRAIL))
    return Linked(
        best, by_id, tuple(sites), tuple(name for each in trails for name in _steps(each))
    )


def _place(address: str) -> str:
    """An address as two that lead to one page are compared; empty for what is no page's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    path = parts.path.rstrip("/")
    return f"{host.removeprefix('www.')}{path}" if host and path else ""


def _steps(trail: Mapping[str, Json]) -> Iterator[str]:
    """The names that a path of bread crumbs leads over."""
    steps = trail.get("itemListElement")
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict):
            item = step.get("item")
            yield text_at(step, "name") or text_at(item if isinstance(item, dict) else None, "name")


def text_at(value: Json, *keys: str) -> str:
    """The text at the first of the keys an object has; a bare text is itself."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for key in keys:
            found = value.get(key)
            if isinstance(found, list):
                found = found[0] if found else None
            if isinstance(found, str) and found:
                return found
    return ""


def _loaded(text: str) -> Json:
    """The script's value; None when it is too large, too deep or no JSON."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//").removeprefix("<![CDATA[").removesuffix("]]>").removesuffix("//")
    if len(text) > _LARGEST or _depth(text) > _DEEPEST:
        return None
    text = _CONTROLS.sub(" ", text)
    for attempt in (str, html.unescape, _mended):
        try:
            loaded: Json = json.loads(attempt(text))
        except ValueError:
            continue
        return loaded
    return None


def _mended(text: str) -> str:
    """JSON without the commas that hands leave before a closing bracket."""
    return _LAST_COMMA.sub(r"\1", text)


def _depth(text: str) -> int:
    """The deepest nesting of brackets, those in strings counted too."""
    depth = deepest = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    """Every object that stands in lists, in @graph or in mainEntity, outer ones first.

    Of an article its parts are none: they are of it, and have headlines of their own.
    """
    waiting: list[Json] = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            inner = _INNER if _is(value, ARTICLE) else (*_INNER, "hasPart")
            waiting[:0] = [value[key] for key in inner if isinstance(value.get(key), list | dict)]


def _is(value: Mapping[str, Json], wanted: re.Pattern[str]) -> bool:
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and wanted.search(kind) for kind in kinds)


def _richness(value: Mapping[str, Json]) -> int:
    return sum(key in value for key in ("headline", "author", "datePublished", "articleBody"))
