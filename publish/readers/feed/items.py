"""What an item of a feed says: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and what they borrow.

Names are those of each format's own text: rssboard.org/rss-specification, RFC 4287, and the
modules content, dc, media and itunes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from publish.errors import BrokenSource
from publish.model.article import Declared
from publish.readers.feed.elements import letters, line_in, markup_in, name_of, words_in
from publish.readers.feed.xml import Element
from publish.readers.language_tags import clean_language
from publish.readers.references import web_address
from publish.readers.values import date_of, line_of, names_of, sender_of

_XML = "{http://www.w3.org/XML/1998/namespace}"
_IN_BRACKETS = re.compile(r"\(([^()]{1,200})\)")
_LONGEST_TAG = 80  # characters
_MOST_TAGS = 40
_LONGEST_SAID = 80  # characters of one thing that is said besides
_FOR_MACHINES = """
    guid id comments slash:section slash:department wfw:comment wfw:commentRss thr:in-reply-to
    feedburner:origLink feedburner:awareness generator rights copyright dc:rights content:items
    dc:identifier dc:format dc:type
"""
_PICTURES = ("media:content", "enclosure", "media:thumbnail")
_OF_MACHINES = frozenset(_FOR_MACHINES.split())
"""Numbers, addresses for programs, and what is said of the feed on each item."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article as a feed has it; `content` and `summary` are HTML, "" where there is none.

    `is_alone` says that no summary stands beside the content, `is_summary` that the feed calls the
    content one. `beside` is what else the item says, in words for a note.
    """

    title: tuple[Declared, ...]
    url: str
    base: str
    language: str
    content: str
    summary: str
    is_alone: bool
    is_summary: bool
    authors: tuple[Declared, ...]
    published: tuple[Declared, ...]
    updated: tuple[Declared, ...]
    outlet: tuple[Declared, ...]
    tags: tuple[Declared, ...]
    picture: str
    caption: str
    beside: tuple[str, ...]


_FACTS = frozenset(("title", "link", "language", "dc:language", "author"))
_FLEETING = frozenset(("slash:comments", "slash:hit_parade", "thr:total"))


def is_fact(element: Element) -> bool:
    """Whether an element of a feed is something that its items need."""
    return name_of(element) in _FACTS and element.get("rel", "alternate") == "alternate"


def lasting(root: Element) -> None:
    """Take out of a feed of one what changes while its article does not: how often it was read.

    Space between elements says nothing and goes, too.
    """
    item = _item_in(root)
    for child in list(item):
        if name_of(child) in _FLEETING:
            item.remove(child)
    for each in (item, *item):
        if each is item:
            each.text = (each.text or "").strip() or None
        each.tail = (each.tail or "").strip() or None


def identity_and_title(root: Element) -> tuple[str, str]:
    """What tells the item in a feed of one from others, and its title; "" where it has none.

    That is what the feed calls it, else where it leads, else its words.
    """
    item = _item_in(root)
    reader = _Reader(root, item)
    title = next((each.value for each in reader.titles()), "")
    return reader.identity() or " ".join(" ".join(item.itertext()).split()), title


def item_of(root: Element) -> Item:
    """The item in a feed of one. Raises BrokenSource where there is none."""
    return _Reader(root, _item_in(root)).item()


def _item_in(root: Element) -> Element:
    item = next((each for each in root.iter() if name_of(each) in ("item", "entry")), None)
    if item is None:
        raise BrokenSource("no item of a feed", hint="build the feed that it was in")
    return item


class _Reader:
    """Asks an item by the names of what it holds, and keeps what nobody asked for."""

    def __init__(self, root: Element, item: Element) -> None:
        self._item = item
        self._children: dict[str, list[Element]] = {}
        for child in item:
            self._children.setdefault(name_of(child), []).append(child)
        self._asked: set[str] = set()
        self._shown = ""
        self._more: list[str] = []
        self._is_atom = name_of(item) == "entry"
        parent = item.getparent()
        channel = next((each for each in root if name_of(each) == "channel"), root)
        self._facts = channel if parent is root else parent

    def item(self) -> Item:
        url = self._url()
        base = self._base(url)
        content, summary, is_alone, is_summary = self._texts()
        published = tuple(self._dates("pubDate", "published", "issued", "dc:date", "dc:issued"))
        updated = self._dates("updated", "modified", "dc:modified")
        picture, caption = self._picture(base) if "<img" not in content else ("", "")
        return Item(
            tuple(self.titles()),
            url,
            base,
            self._language(),
            content,
            summary,
            is_alone,
            is_summary,
            tuple(self._authors()),
            published,
            # Atom's entries must have one; one that is the other says nothing.
            tuple(each for each in updated if each.value not in [p.value for p in published]),
            tuple(self._outlets()),
            tuple(self._tags()),
            picture,
            caption,
            tuple(self._beside()),
        )

    def _all(self, *names: str) -> Iterator[tuple[str, Element]]:
        for name in names:
            self._asked.add(name)
            for element in self._children.get(name, ()):
                yield name, element

    def _first(self, *names: str) -> str:
        said = (words_in(element) for _, element in self._all(*names))
        return next(filter(None, said), "")

    def identity(self) -> str:
        about = next((v for k, v in self._item.items() if k.endswith("}about")), "")
        return self._first("guid", "id") or " ".join(about.split()) or self._address()

    def _address(self) -> str:
        """Where the item leads, as it says it."""
        if said := self._first("feedburner:origLink"):
            return said
        links = [each for _, each in self._all("link")]
        plain = [words_in(each) for each in links if not each.get("href")]
        leading = [each for each in links if each.get("rel", "alternate") == "alternate"]
        leading.sort(key=lambda each: "html" not in each.get("type", "html"))
        return next(filter(None, (*plain, *(each.get("href", "") for each in leading))), "")

    def _url(self) -> str:
        base = self._said_base() or self._home()
        address = self._address()
        said = web_address(address, base) if address else ""
        if not said:
            permanent = [e for _, e in self._all("guid") if e.get("isPermaLink") != "false"]
            said = next(filter(None, (web_address(words_in(each)) for each in permanent)), "")
        return said

    def _home(self) -> str:
        """The address of the page that the feed belongs to."""
        for child in self._facts:
            leads = name_of(child) == "link" and child.get("rel", "alternate") == "alternate"
            if leads and (said := web_address(child.get("href") or words_in(child))):
                return said
        return ""

    def _said_base(self) -> str:
        """What `xml:base` says, from the outside in."""
        base = ""
        content = [e for n in ("content", "summary") for e in self._children.get(n, ())[:1]]
        around = list(self._item.iterancestors())[::-1]
        for element in (*around, self._item, *content[:1]):
            if said := element.get(f"{_XML}base"):
                base = _joined(base, said)
        return web_address(base)

    def _base(self, url: str) -> str:
        return self._said_base() or url or self._home()

    def _language(self) -> str:
        content = [e for n in ("content", "summary") for e in self._children.get(n, ())[:1]]
        own = [e.get(f"{_XML}lang") or "" for e in (*content, self._item)]
        above = [e.get(f"{_XML}lang") or "" for e in self._item.iterancestors()]
        told = [words_in(e) for e in self._facts if name_of(e) in ("language", "dc:language")]
        said = (*own, self._first("dc:language", "language"), *above, *told)
        return next(filter(None, map(clean_language, said)), "")

    def titles(self) -> Iterator[Declared]:
        for name, element in self._all("title", "dc:title", "media:title", "itunes:title"):
            if said := line_in(element, is_atom=self._is_atom):
                yield Declared(said, f"feed {name}")
                return

    def _authors(self) -> Iterator[Declared]:
        seen: set[str] = set()
        found = list(self._all("author", "dc:creator", "dc:author"))
        if not found:
            found = list(self._all("itunes:author"))
        if not found and self._is_atom:
            found = [("author", each) for each in self._facts if name_of(each) == "author"]
        for name, element in found:
            people = [words_in(each) for each in element if name_of(each) == "name"]
            for said in people or [_person(words_in(element))]:
                for person in names_of(said):
                    if person.casefold() not in seen:
                        seen.add(person.casefold())
                        yield Declared(person, f"feed {name}")

    def _dates(self, *names: str) -> Iterator[Declared]:
        for name, element in self._all(*names):
            # Neither RSS nor Atom has a day without a time: midnight stands for that.
            if day := date_of(words_in(element)).removesuffix("T00:00:00+00:00"):
                yield Declared(day, f"feed {name}")

    def _outlets(self) -> Iterator[Declared]:
        for name, element in self._all("source", "dc:publisher"):
            titles = [each for each in element if name_of(each) == "title"]
            if said := line_in(titles[0] if titles else element, is_atom=self._is_atom):
                yield Declared(said, f"feed {name}")
        for each in self._facts:
            if name_of(each) == "title" and (said := line_in(each, is_atom=self._is_atom)):
                yield Declared(said, "feed channel title")

    def _tags(self) -> Iterator[Declared]:
        seen: set[str] = set()
        for name, element in self._all("category", "dc:subject"):
            said = line_of(element.get("label") or element.get("term") or words_in(element))
            if said and len(said) <= _LONGEST_TAG and said.casefold() not in seen:
                seen.add(said.casefold())
                if len(seen) <= _MOST_TAGS:
                    yield Declared(said, f"feed {name}")

    def _texts(self) -> tuple[str, str, bool, bool]:
        """The content, a summary beside it, whether there is none, whether it is a summary."""
        whole = self._worded("content:encoded", "xhtml:body", "xhtml:div", "content")
        short = self._worded("description", "summary")
        if not whole and not short:
            names = ("media:description", "itunes:summary", "itunes:subtitle", "dc:description")
            short = self._worded(*names)
        texts = {**whole, **short}
        # Some feeds give the text as its description, and as its content a picture of it.
        worth = {each: len(said) * (1 + (each in whole)) for each, said in texts.items()}
        content = max(texts, key=worth.__getitem__, default="")
        others = [each for each in texts if each != content]
        unsaid = [each for each in others if texts[each] not in texts[content]]
        summary = next(iter((*unsaid, *others)), "")
        self._more = [each for each in unsaid if each != summary]
        return content, summary, not others, self._is_atom and not whole

    def _worded(self, *names: str) -> dict[str, str]:
        """What elements hold that have words, as HTML, each with its letters."""
        held = (markup_in(each, is_atom=self._is_atom) for _, each in self._all(*names))
        return {each: said for each in held if (said := letters(each))}

    def _picture(self, base: str) -> tuple[str, str]:
        """The address of the first picture that is given beside the words, and its caption."""
        groups = [each for _, each in self._all("media:group")]
        around = [self._item, *groups]
        for holder in around:
            for element in holder:
                if (kind := name_of(element)) not in _PICTURES:
                    continue
                told = f"{element.get('medium', '')} {element.get('type', '')}"
                if "image" not in told and kind != "media:thumbnail":
                    continue
                address = element.get("url", "")
                self._shown = address
                within = (*element, *holder)
                said = (words_in(e) for n in ("media:description", "media:credit")
                        for e in within if name_of(e) == n)  # fmt: skip
                self._asked |= {"media:description", "media:credit"}
                return web_address(address, base) or address, next(filter(None, said), "")
        return "", ""

    def _beside(self) -> Iterator[str]:
        """What the item says that is neither printed nor a field."""
        for text in self._more:
            yield f"a further text “{_short(' '.join(re.sub('<[^<>]*>', ' ', text).split()))}”"
        for name, elements in self._children.items():
            if not name or name in self._asked or name in _OF_MACHINES:
                continue
            for element in elements:
                address = element.get("url") or element.get("href") or ""
                if address and address == self._shown:
                    continue
                said = _short(" ".join("".join(element.itertext()).split())) or address
                if said:
                    yield f"{name.replace('?:', '')} {said}"
        for element in self._children.get("link", ()):
            if element.get("rel") in ("enclosure", "related", "via") and element.get("href"):
                yield f"{element.get('rel')} {element.get('href')}"
        for element in self._children.get("content", ()):
            if element.get("src"):
                yield f"content {element.get('src')}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…"


def _person(said: str) -> str:
    """A name out of `ann@paper.example (Ann Ode)`, or of `Ann Ode <ann@paper.example>`."""
    if "@" not in said:
        return said
    inside = _IN_BRACKETS.search(said)
    return inside[1] if inside else sender_of(said)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return base
