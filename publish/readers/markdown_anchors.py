"""Places in a Markdown file to which its own links lead: headings by their words, and ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token

from publish.model.clean import clean_text
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    DefinitionList,
    Entry,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from publish.readers.markdown_attributes import ATTRIBUTES, named_blocks

__all__ = ["Anchors", "anchors_of", "ids_in", "led"]

_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)")
_HREF = re.compile(r"<a\s[^<>]*?href\s*=\s*[\"']?#([^\"'\s<>]+)", re.IGNORECASE)
_OWN = re.compile(rf"(?<![ \t])[ \t]*+{ATTRIBUTES}[ \t]*+$")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The names of places by the fragments of the links that lead there; empty for nowhere.

    `named` are the names of headings and blocks by the identity of their tokens.
    """

    names: Mapping[str, str]
    named: Mapping[int, str]

    @property
    def linked(self) -> frozenset[str]:
        """The names to which a link leads."""
        return frozenset(filter(None, self.names.values()))

    @property
    def lost(self) -> tuple[str, ...]:
        """Fragments that lead nowhere."""
        return tuple(unquote(each) for each, name in self.names.items() if each and not name)


def anchors_of(tokens: Sequence[Token]) -> Anchors:
    """All places and links of the file; `{#name}` behind a heading is taken off it."""
    names: dict[str, None] = {}
    slugs: dict[str, str] = {}
    counts: Counter[str] = Counter()  # headings of the same words are numbered from the second on
    headings: dict[int, str] = {}
    wanted: dict[str, str] = {}  # in the order of the file
    blocks = named_blocks(tokens)
    names.update(dict.fromkeys(blocks.values()))
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            own = _own_id(token)
            slug = _slug(_words(token))
            name = own or (f"{slug}-{counts[slug]}" if counts[slug] else slug)
            counts[slug] += 1
            headings[id(token)] = name
            names[name] = None
            slugs.setdefault(_key(slug), name)
    for token in tokens:
        for part in (token, *(token.children or ())):
            if part.type == "link_open" and (href := str(part.attrGet("href"))).startswith("#"):
                wanted[href[1:]] = ""
            elif part.type in ("html_block", "html_inline"):
                wanted.update(dict.fromkeys(_HREF.findall(part.content), ""))
                names.update(dict.fromkeys(ids_in(part.content)))
    places = {_key(name): name for name in reversed(names)}  # of those alike the first
    places = slugs | places | {name: name for name in names}
    places.pop("", None)
    for fragment in wanted:
        said = unquote(fragment)
        wanted[fragment] = places.get(said) or places.get(_key(said), "")
    linked = frozenset(filter(None, wanted.values()))
    named = {**blocks, **headings}
    return Anchors(wanted, {key: name for key, name in named.items() if name in linked})


def led(anchors: Inlines, block: Block) -> Blocks:
    """The block with anchors before its first words; before it where it has none."""
    match block:
        case Paragraph() | Heading():
            return (replace(block, inlines=(*anchors, *block.inlines)),)
        case Quote(blocks=(first, *more)):
            return (replace(block, blocks=(*led(anchors, first), *more)),)
        case Listing(items=((first, *more), *items)):
            return (replace(block, items=((*led(anchors, first), *more), *items)),)
        case DefinitionList(entries=(Entry(terms=(term, *more)) as entry, *entries)):
            entry = replace(entry, terms=((*anchors, *term), *more))
            return (replace(block, entries=(entry, *entries)),)
        case Table(rows=((Cell(blocks=(first, *more)) as cell, *cells), *rows)):
            cell = replace(cell, blocks=(*led(anchors, first), *more))
            return (replace(block, rows=((cell, *cells), *rows)),)
        case _:
            return (Paragraph(anchors, block.origin), block)


def ids_in(html: str) -> Iterator[str]:
    """The ids of a piece of HTML."""
    yield from (clean_text(name)[0] for name in _ID.findall(html))


def _words(inline: Token) -> str:
    return "".join(
        each.content for each in inline.children or () if each.type in ("text", "code_inline")
    )


def _slug(words: str) -> str:
    """Words as sites make an address of them: "The quay (at night)" is the-quay-at-night."""
    return re.sub(r"[ \t]", "-", re.sub(r"[^\w\- \t]", "", clean_text(words)[0].strip().lower()))


def _key(name: str) -> str:
    """What is left of a name when systems differ in case and signs."""
    return re.sub(r"[\W_]", "", name.lower())


def _own_id(inline: Token) -> str:
    """The id that a heading gives itself, without its braces from then on."""
    last = next(reversed(inline.children or []), None)
    found = _OWN.search(last.content) if last is not None and last.type == "text" else None
    if found is None or last is None:
        return ""
    last.content = last.content[: found.start()]
    return next((word[1:] for word in found[1].split() if word[0] == "#"), "")
