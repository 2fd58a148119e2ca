"""What an object in JSON says of an article: our fields by the names that programs give them.

The one table of names: whoever lists such objects, reads one or documents them looks here. Sources:
JSON Feed 1.1, schema.org, the REST interface of WordPress, and what trafilatura, newspaper,
news-please, Readability, Firecrawl, Wallabag and Readwise write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter

from publish.errors import SettingsError, nearest

__all__ = ["ALSO", "BODIES", "FIELDS", "Fields", "Json", "checked_fields", "text_of"]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

BODIES = ("html", "markdown", "body")
"""The fields that hold the text, those first that say most of its marks."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "_id", "guid", "uuid"),
    "title": ("title", "headline", "post_title", "name"),
    "standfirst": (
        *("standfirst", "dek", "deck", "subtitle", "description", "excerpt", "summary", "lede"),
        *("abstract", "meta_description", "post_excerpt"),
    ),
    "byline": ("byline", "authors", "author", "creator", "author_name", "by", "published_by"),
    "published": (
        *("published", "datepublished", "date_published", "published_at", "publishedat"),
        *("publish_date", "published_date", "publication_date", "pubdate", "pub_date"),
        *("date_publish", "publishedtime", "published_time", "date", "post_date", "timestamp"),
        *("created_at", "createdat", "datecreated", "created", "created_utc"),
    ),
    "updated": (
        *("updated", "datemodified", "date_modified", "updated_at", "updatedat", "modified"),
        *("last_modified", "date_modify", "modifiedtime", "post_modified"),
    ),
    "outlet": (
        *("outlet", "publisher", "publication", "site_name", "sitename", "site", "source_name"),
        *("source", "source_hostname", "website", "hostname", "domain", "domain_name"),
        "source_domain",
    ),
    "url": (
        *("url", "canonical_url", "canonicalurl", "canonical", "link", "permalink", "weburl"),
        *("source_url", "sourceurl", "original_url", "requested_url", "mainentityofpage", "@id"),
        *("source", "href"),
    ),
    "language": ("language", "lang", "inlanguage", "locale", "language_code"),
    "tags": ("tags", "keywords", "categories", "category", "topics"),
    "summary": ("bottom_line", "tldr", "tl;dr"),
    "key_points": ("key_points", "keypoints", "key_takeaways", "takeaways"),
    "html": (
        *("content_html", "html_content", "body_html", "contenthtml", "bodyhtml", "article_html"),
        *("content:encoded", "content_encoded", "html", "raw_html", "rawhtml"),
    ),
    "markdown": ("markdown", "content_markdown", "body_markdown", "content_md", "md"),
    "body": (
        *("articlebody", "body", "content", "text", "content_text", "textcontent", "full_text"),
        *("fulltext", "maintext", "plain_text", "plaintext", "cleaned_text", "body_text"),
        *("article_text", "raw_text", "post_content", "article", "paragraphs"),
    ),
}
"""Our fields; of the names of each, the first that says something counts."""

ALSO = {"author": "byline", "authors": "byline", "date": "published", "text": "body"}
"""What people call our fields besides."""

_TABLES = ("_source", "article", "metadata", "meta")
"""Objects in which programs keep an article, or what they know of it."""
_GRAPH = "@graph"
_HOLDING = frozenset((*_TABLES, _GRAPH))
_DEEP = 1_000  # more than names of a field: an inner object's counts after all of the outer one
_RANKS: dict[str, list[tuple[str, int]]] = {}
for _ours, _names in FIELDS.items():
    for _rank, _name in enumerate(_names):
        _RANKS.setdefault(_name, []).append((_ours, _rank))
_VALUES = ("rendered", "name", "value", "@value", "#text", "label", "html", "text", "content")
_PLACES = ("@id", "url", "href")
"""What says the words of an object that stands where a text might."""
_DEEPEST = 5  # lists and objects around a text
_MOST = 20_000  # texts of a list
_LONGEST_NAME = 60  # characters of a key that are looked at


def checked_fields(given: Mapping[str, str], where: str) -> Mapping[str, str]:
    """What an object's fields are called, by our names for them. Raises SettingsError."""
    made: dict[str, str] = {}
    for said, theirs in given.items():
        name = said.strip().lower().replace("-", "_")
        name = ALSO.get(name, name)
        if name not in FIELDS:
            hint = nearest(name, (*FIELDS, *ALSO))
            raise SettingsError(f"an article has no field {said!r}", where=where, hint=hint)
        if not theirs.strip():
            raise SettingsError(f"{said} has no name of theirs", where=where, hint="title=headline")
        made[name] = theirs.strip()
    return made


class Fields:
    """The fields of an object by our names; `named` says what it calls some of them.

    A name that is given goes down by dots, through lists by number or through all they hold:
    `content.rendered`, `authors.0.name`, `authors.name`. Others are the table's, in any case, with
    dashes or underscores, in the object itself and in those that hold an article.
    """

    def __init__(self, said: Mapping[str, Json], named: Mapping[str, str]) -> None:
        self._said = dict(said)
        self._named = named
        self._found: dict[str, list[tuple[int, str, Json]]] = {}
        outer = self._take(said, 0)
        inner = [outer[name] for name in _TABLES if name in outer]
        graph = outer.get(_GRAPH)
        if isinstance(graph, list):
            inner += [each for each in graph[:_MOST] if _is_article(each)][:1]
        for depth, each in enumerate(inner, 1):
            if isinstance(each, dict):
                self._take(each, depth)

    def _take(self, said: Mapping[str, Json], depth: int) -> Mapping[str, Json]:
        """Find fields in an object; the objects that may hold more of them, by name."""
        inner: dict[str, Json] = {}
        for key, value in said.items():
            name = _folded(key[:_LONGEST_NAME])
            for ours, rank in _RANKS.get(name, ()):
                if _says(value):
                    self._found.setdefault(ours, []).append((_DEEP * depth + rank, name, value))
            if name in _HOLDING:
                inner.setdefault(name, value)
        return inner

    def of(self, ours: str) -> Iterator[tuple[str, Json]]:
        """What the object calls a field, and its value; those first that count first."""
        if ours in self._named:
            path = self._named[ours]
            yield from ((path, value) for value in _at(self._said, path) if _says(value))
        else:
            ranked = sorted(self._found.get(ours, ()), key=itemgetter(0))
            yield from ((name, value) for _, name, value in ranked)

    def bodies(self) -> Iterator[tuple[str, str, str]]:
        """The texts: our field, the object's name for it, and its words."""
        for ours in BODIES:
            for name, value in self.of(ours):
                if not isinstance(value, int | float) and (said := text_of(value)):
                    yield ours, name, said

    def lacks(self, ours: str) -> bool:
        """Whether the object has no field that is called as was said, empty or not."""
        return next(_at(self._said, self._named[ours]), self) is self

    def text(self, *several: str) -> str:
        """The first text of these fields; "" for none."""
        texts = (text_of(value) for ours in several for _, value in self.of(ours))
        return next(filter(None, texts), "")

    @property
    def identity(self) -> str:
        """What the publisher calls the article: its id, else its address; "" for neither."""
        for ours, keys in (("id", _VALUES), ("url", _PLACES)):
            for _, value in self.of(ours):
                if said := text_of(value, keys).strip():
                    return said
        return ""


def text_of(value: Json, keys: tuple[str, ...] = _VALUES) -> str:
    """The words of a value, texts of a list with a blank line between; "" for one without any."""
    return "\n\n".join(texts_of(value, keys))


def texts_of(value: Json, keys: tuple[str, ...] = _VALUES, depth: int = 0) -> Iterator[str]:
    """The texts of a value; of an object the one at the first of the keys that it has."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and depth < _DEEPEST:
        for each in value[:_MOST]:
            yield from texts_of(each, keys, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key in keys:
            if found := list(texts_of(value.get(key), keys, depth + 1)):
                yield from found
                return


@lru_cache(maxsize=1_000)
def _folded(key: str) -> str:
    """A key as the table spells it."""
    return re.sub(r"[\s-]+", "_", key.strip().lower())


def _is_article(value: Json) -> bool:
    return isinstance(value, dict) and any(key in value for key in ("articleBody", "headline"))


def _says(value: Json) -> bool:
    return value is not None and value is not False and value not in ("", [], {})


def _at(value: Json, path: str) -> Iterator[Json]:
    """The values at a path; a key may have dots of its own."""
    if isinstance(value, list):
        first, _, rest = path.partition(".")
        if first.isascii() and first.isdigit() and len(first) < 7:
            if int(first) < len(value):
                yield from _at(value[int(first)], rest) if rest else (value[int(first)],)
        else:
            for each in value[:_MOST]:
                if isinstance(each, dict):  # not lists in lists, which may be as deep as they like
                    yield from _at(each, path)
    elif isinstance(value, dict):
        if path in value:
            yield value[path]
            return
        for dot in re.finditer(r"\.", path):
            if (key := path[: dot.start()]) in value:
                yield from _at(value[key], path[dot.end() :])
                return
