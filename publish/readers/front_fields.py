"""The keys of front matter, by whatever names systems give them → hints.

Jekyll, Hugo, Zola, Quarto, Pandoc, Obsidian and the web clippers that write for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from publish.model.article import Declared, Hints
from publish.readers.language_tags import clean_language
from publish.readers.references import web_address
from publish.readers.values import date_of, line_of, names_of

__all__ = ["Value", "cleaned", "folded_key", "hints_of", "is_known"]

Value = str | list["Value"] | dict[str, "Value"]

# `created` is missing on purpose: clippers write the day of clipping there.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "standfirst": (
        *("standfirst", "description", "subtitle", "excerpt", "deck", "dek", "lede", "abstract"),
    ),
    "summary": ("summary", "bottom_line", "tldr", "tl;dr"),
    "key_points": ("key_points", "keypoints", "key_takeaways", "takeaways", "highlights"),
    "authors": ("authors", "author", "byline", "by", "creator"),
    "published": (
        *("published", "date", "publication_date", "publishdate", "pubdate", "published_at"),
        *("date_published", "datepublished", "published_date"),
    ),
    "updated": (
        *("updated", "modified", "lastmod", "last_modified", "last_modified_at", "updated_at"),
        *("date_modified", "datemodified"),
    ),
    "outlet": (
        *("outlet", "publisher", "source", "site", "site_name", "sitename", "publication"),
        *("hostname", "website"),
    ),
    "url": (
        *("url", "canonical", "canonical_url", "canonicalurl", "link", "permalink", "source"),
        *("source_url", "original_url"),
    ),
    "language": ("language", "lang", "locale"),
    "tags": ("tags", "keywords", "categories", "category", "topics"),
}
_KNOWN = frozenset(key for keys in _KEYS.values() for key in keys)
_TABLES = ("params", "extra", "taxonomies", "metadata", "page")
"""Tables in which Hugo, Zola and others keep what they do not know themselves."""

_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]]*)\]\(([^()\s]*)\)")
_MOST = 100  # values of a key


def folded_key(key: str) -> str:
    """A key as the table above spells it: "Key points" and key-points are key_points."""
    return re.sub(r"[\s-]+", "_", key.strip().lower().replace("(s)", "s"))


def is_known(key: str) -> bool:
    """Whether a key is one of those that are read."""
    return folded_key(key) in _KNOWN


def hints_of(values: Mapping[str, Value]) -> Hints:
    """What the keys say, the most trusted first."""
    tables = [_folded(values)]
    tables += [_folded(inner) for name in _TABLES if isinstance(inner := tables[0].get(name), dict)]
    found = {field: tuple(_declared(tables, field)) for field in _KEYS}
    return Hints(**found)


def _folded(values: Mapping[str, Value]) -> dict[str, Value]:
    return {folded_key(str(key)): value for key, value in values.items()}


def _declared(tables: list[dict[str, Value]], field: str) -> Iterator[Declared]:
    """What the keys of a field say, the first key first."""
    for table in tables:
        for key in _KEYS[field]:
            for text in _texts(table.get(key), split=field == "tags"):
                for value in cleaned(field, text):
                    if value:
                        yield Declared(value, f"front matter {key}")


def _texts(value: Value | None, *, split: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split(",") if split else (value,)
    elif isinstance(value, dict):
        if {"given", "family"} & value.keys():
            yield " ".join(filter(None, (_text(value.get("given")), _text(value.get("family")))))
        elif len(value) == 1 and not {"name", "literal"} & value.keys():
            # Words with a colon: to YAML "- Rents: they rise" is a table.
            yield from (f"{key}: {text}" for key, text in value.items() if isinstance(text, str))
        else:
            yield from _texts(value.get("name") or value.get("literal"), split=split)
    elif value is not None:
        for each in value[:_MOST]:
            yield from _texts(each, split=False)


def _text(value: Value | None) -> str:
    return value if isinstance(value, str) else ""


def cleaned(field: str, text: str) -> list[str]:
    """What a text that is declared says of a field of hints: some values, or none."""
    if field == "url":
        target = _LINK.search(text)
        return [web_address(target[3] if target and target[3] else text)]
    text = _LINK.sub(lambda found: found[1] or found[2] or "", text)
    match field:
        case "authors":
            # A page of a vault may lie in a folder: People/Ann Ode
            return names_of("; ".join(part.rpartition("/")[2] for part in text.split(";")))
        case "published" | "updated":
            return [date_of(text)]
        case "language":
            return [clean_language(text)]
        case "outlet":
            return [] if web_address(text) else [line_of(text)]
        case "tags":
            return [line_of(part).lstrip("#") for part in re.split("[，、;]", text)]
        case _:
            return [line_of(text)]
