"""What a page says about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_LARGEST = 2_000_000  # characters of one script; real ones reach some hundred thousand
_DEEPEST = 60  # brackets; far below what Python's decoder recurses through
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|Posting|Recipe|HowTo|Podcast\w*)$")
_PAGE = re.compile(r"^(?:\w*Page|CreativeWork)$")
_OF_A_PAGE = ("author", "datePublished", "dateModified", "publisher", "inLanguage", "description")
_LAST_COMMA = re.compile(r",\s*([}\]])")
_CONTROLS = re.compile("[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Linked:
    """The object that describes the article, and every object of the page by its @id."""

    article: Mapping[str, Json]
    by_id: Mapping[str, Mapping[str, Json]]

    def objects(self, key: str) -> list[Json]:
        """The values of a key as a list, references followed once."""
        value = self.article.get(key)
        values = value if isinstance(value, list) else [value]
        return [self._followed(each) for each in values if each is not None]

    def _followed(self, value: Json) -> Json:
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return dict(self.by_id.get(str(value["@id"]), value))
        return value


def linked_data(parser: LexborHTMLParser) -> Linked:
    """The page's first article in JSON-LD; empty when there is none or it cannot be read."""
    objects: list[dict[str, Json]] = []
    for script in parser.css('script[type*="ld+json"]'):
        objects.extend(_objects(_loaded(script.text_lexbor())))
    by_id: dict[str, Mapping[str, Json]] = {}
    for each in objects:
        if isinstance(name := each.get("@id"), str) and len(each) > 1:
            by_id.setdefault(name, each)
    articles = [each for each in objects if _is(each, _ARTICLE)]
    best = max(articles, key=_richness, default={})
    if not best:  # a page says when it was written, though its name is more than the headline
        pages = [each for each in objects if _is(each, _PAGE)]
        page = max(pages, key=_richness, default={})
        best = {key: page[key] for key in _OF_A_PAGE if key in page}
    return Linked(best, by_id)


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
    """Every object that stands in lists, in @graph or in mainEntity, outer ones first."""
    waiting: list[Json] = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            inner = ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "hasPart")
            waiting[:0] = [value[key] for key in inner if isinstance(value.get(key), list | dict)]


def _is(value: Mapping[str, Json], wanted: re.Pattern[str]) -> bool:
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and wanted.search(kind) for kind in kinds)


def _richness(value: Mapping[str, Json]) -> int:
    return sum(key in value for key in ("headline", "author", "datePublished", "articleBody"))
