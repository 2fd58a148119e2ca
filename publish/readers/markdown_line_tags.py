"""Tags of HTML in an editor's lines: what they mark, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from publish.model.clean import clean_text
from publish.model.tree import Anchor, Checkbox, LineBreak, Picture
from publish.readers.html.places import place_name
from publish.readers.inlines import Mark
from publish.readers.language_tags import clean_language
from publish.readers.references import link_address

__all__ = ["UNSEEN", "Tag", "leaf_of", "mark_of", "pieces", "tag_of"]

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]{0,1000}>|<(/?)([a-zA-Z][\w-]*+)([^<>]*+)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_MARKS = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "strong": "strong",
    "b": "strong",
    "sup": "sup",
    "sub": "sub",
    "del": "del",
    "s": "del",
    "strike": "del",
    "ins": "ins",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
UNSEEN = frozenset(("script", "style", "template", "textarea", "noscript", "iframe", "title"))
"""Elements whose words nobody sees."""


class Tag(NamedTuple):
    """A tag; its name is in small letters, its attributes are as they read."""

    name: str
    closes: bool
    attributes: Mapping[str, str]


def tag_of(html: str) -> Tag | None:
    """The tag that a piece of HTML is; None for a comment and the like."""
    found = _PIECE.match(html)
    return _tag(found) if found is not None and found[2] else None


def pieces(html: str) -> Iterator[Tag | str]:
    """The tags of a piece of HTML, and the words between them, as they stand."""
    at = 0
    for found in _PIECE.finditer(html):
        if found.start() > at:
            yield unescape(html[at : found.start()])
        if found[2]:
            yield _tag(found)
        at = found.end()
    if html[at:]:
        yield unescape(html[at:])


def _tag(found: re.Match[str]) -> Tag:
    said = {
        each[1].lower(): unescape(next((v for v in each.groups()[1:] if v is not None), ""))
        for each in _ATTRIBUTE.finditer(found[3])
    }
    return Tag(found[2].lower(), bool(found[1]), said)


def mark_of(tag: Tag) -> Mark | None:
    """What an opening tag says of the words behind it; None when the tree cannot say it."""
    said = tag.attributes
    if tag.name == "a" and "href" in said:
        return link_mark(said["href"])
    if tag.name == "span" and (language := clean_language(said.get("lang", ""))):
        return Mark("lang", language)
    return Mark(_MARKS[tag.name]) if tag.name in _MARKS else None


def link_mark(href: str) -> Mark | None:
    """The mark of a link out of the article, or to a place in it."""
    if href.startswith("#"):
        name = place_name(href[1:])
        return Mark("link", f"#{name}") if name else None
    url = clean_text(link_address(href))[0]
    return Mark("link", url) if url else None


def leaf_of(tag: Tag) -> LineBreak | Picture | Checkbox | Anchor | None:
    """What a tag that holds nothing shows; None for any other."""
    said = tag.attributes
    match tag.name:
        case "br":
            return LineBreak()
        case "img":
            return Picture(cleaned(said.get("src", "")), cleaned(said.get("alt", "")))
        case "input" if said.get("type", "").lower() == "checkbox":
            return Checkbox("checked" in said)
        case "a" if name := place_name(said.get("id") or said.get("name") or ""):
            return Anchor(name)
        case _:
            return None


def cleaned(text: str) -> str:
    """Characters that every format holds."""
    return clean_text(text)[0]
