"""Front matter of a Markdown file: YAML between `---`, TOML between `+++`, into hints.

Only plain values are read. YAML comes through a loader that builds nothing but texts, lists and
tables, and refuses anchors and aliases, by which a small file becomes a large one.
Source: docs/reliability.md row 26.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from publish.model.article import Declared, Hints, Note
from publish.model.tree import Origin
from publish.readers.language_tags import clean_language
from publish.readers.references import web_address
from publish.readers.values import date_of, line_of, names_of

_LARGEST = 65_536  # characters
_DEEPEST = 20  # brackets or indents of YAML
_FENCES = {"---": "yaml", "+++": "toml"}
_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "standfirst": ("standfirst", "summary", "description", "subtitle", "excerpt", "deck"),
    "authors": ("authors", "author", "byline", "by"),
    "published": ("published", "date", "publication_date", "publishdate", "pubdate", "created"),
    "updated": ("updated", "modified", "lastmod", "last_modified"),
    "outlet": ("outlet", "publisher", "source", "site", "sitename", "publication", "hostname"),
    "url": ("url", "canonical", "canonical_url", "link", "permalink"),
    "language": ("language", "lang", "locale"),
    "tags": ("tags", "keywords", "categories"),
}

NO_HINTS = Hints()
Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says, and the number of lines it takes at the file's start."""

    hints: Hints = NO_HINTS
    lines: int = 0
    notes: tuple[Note, ...] = ()


def front_matter_of(text: str) -> FrontMatter:
    """The front matter; of what is none or is broken no lines, so that the text stays a text."""
    fence, lines = _fenced(text)
    if not fence:
        return FrontMatter()
    body = "\n".join(lines[1:-1])
    try:
        values = _yaml(body) if fence == "yaml" else _toml(body)
    except ValueError as error:
        said = f"front matter is kept as text: {error}"
        return FrontMatter(notes=(Note("front-matter.broken", said, Origin(1, len(lines))),))
    if not values and body.strip():
        return FrontMatter()  # a text between two thematic breaks
    return FrontMatter(_hints(values), len(lines))


def _fenced(text: str) -> tuple[str, list[str]]:
    """The kind of front matter and its lines with both fences; empty when there is none."""
    first, _, _ = text.partition("\n")
    kind = _FENCES.get(first.rstrip(), "")
    if not kind:
        return "", []
    lines = [first]
    size = 0
    for line in text[len(first) + 1 :].split("\n"):
        lines.append(line)
        size += len(line) + 1
        if line.rstrip() == first.rstrip() or (kind == "yaml" and line.rstrip() == "..."):
            return kind, lines
        if size > _LARGEST:
            break
    return "", []


def _yaml(body: str) -> dict[str, Value]:
    """The table; raises ValueError for broken YAML, anchors, and depth."""
    depth = 0
    try:
        for event in yaml.parse(body, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise ValueError("YAML with anchors or aliases")
            if depth > _DEEPEST:
                raise ValueError("nests too deep")
        loaded = yaml.load(body, Loader=yaml.BaseLoader)  # noqa: S506 # builds texts only
    except yaml.YAMLError as error:
        raise ValueError("not valid YAML") from error
    except RecursionError as error:
        raise ValueError("nests too deep") from error
    return loaded if isinstance(loaded, dict) else {}


def _toml(body: str) -> dict[str, Value]:
    """The table; raises ValueError for broken TOML."""
    if body.count("[") + body.count("{") > 1_000:
        raise ValueError("nests too deep")
    try:
        loaded = tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError("not valid TOML") from error
    return {key: _plain(value) for key, value in loaded.items()}


def _plain(value: object) -> Value:
    """A TOML value as YAML's base loader would give it."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    return str(value)


def _hints(values: Mapping[str, Value]) -> Hints:
    folded = {str(key).strip().lower().replace("-", "_"): value for key, value in values.items()}
    found = {field: tuple(_declared(folded, field)) for field in _KEYS}
    return Hints(**found)


def _declared(values: Mapping[str, Value], field: str) -> Iterator[Declared]:
    """What the keys of a field say, the first key first."""
    for key in _KEYS[field]:
        for text in _texts(values.get(key), split=field == "tags"):
            for value in _cleaned(field, text):
                if value:
                    yield Declared(value, f"front matter {key}")


def _texts(value: Value | None, *, split: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split(",") if split else (value,)
    elif isinstance(value, dict):
        yield from _texts(value.get("name"), split=split)
    elif value is not None:
        for each in value[:100]:
            yield from _texts(each, split=False)


def _cleaned(field: str, text: str) -> list[str]:
    match field:
        case "authors":
            return names_of(text)
        case "published" | "updated":
            return [date_of(text)]
        case "url":
            return [web_address(text)]
        case "language":
            return [clean_language(text)]
        case _:
            return [line_of(text)]
