"""What an item of a feed says: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and what they borrow.

Names are those of each format's own text: rssboard.org/rss-specification, RFC 4287, and the
modules content, dc, media and itunes.
"""

from __future__ import annotations

import html as marks
import re
from base64 import b64decode
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from lxml import etree

from publish.errors import BrokenSource
from publish.model.article import Declared
from publish.model.clean import clean_text
from publish.readers.feed.xml import Element
from publish.readers.language_tags import clean_language
from publish.readers.references import web_address
from publish.readers.values import date_of, line_of, names_of, sender_of

_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MODULES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://purl.org/rss/1.0/modules/slash/": "slash:",
    "http://wellformedweb.org/CommentAPI/": "wfw:",
    "http://purl.org/syndication/thread/1.0": "thr:",
    _XHTML: "xhtml:",
}
_CORE = re.compile(
    r"(?:http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom/ns#|rss/1\.0/|net/rss1\.1#)"
    r"|(?:my|channel)\.netscape\.com/rdf/simple/.*|backend\.userland\.com/rss.*"
    r"|blogs\.law\.harvard\.edu/tech/rss|cyber\.law\.harvard\.edu/rss/.*))?"
)
_ELEMENT = re.compile(  # marks that are none of HTML's are words: the <T> of vector<T>
    r"<(?!/?(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote"
    r"|body|br|button|canvas|caption|center|cite|code|col|colgroup|data|dd|del|details|dfn|dialog"
    r"|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr"
    r"|html|i|iframe|image|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|meta|nav|nobr"
    r"|noscript|object|ol|optgroup|option|p|param|picture|pre|q|rb|rp|rt|ruby|s|samp|script"
    r"|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td"
    r"|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp"
    r"|m[a-z]+|semantics|annotation|g|path|text|tspan|amp-[a-z-]+|[a-z]+-[a-z-]+)"
    r"(?:[\s/>]|$)|!|\?)",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_IN_BRACKETS = re.compile(r"\(([^()]{1,200})\)")
_LONGEST_TAG = 80  # characters
_MOST_TAGS = 40
_LONGEST_SAID = 80  # characters of one thing that is said besides
_FOR_MACHINES = """
    guid id comments slash:section slash:department wfw:comment wfw:commentRss thr:in-reply-to
    feedburner:origLink feedburner:awareness generator rights copyright dc:rights content:items
    dc:identifier dc:format dc:type
"""
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


FACTS = frozenset(("title", "link", "language", "dc:language", "author"))
"""What an item needs of its feed."""

_FLEETING = frozenset(("slash:comments", "slash:hit_parade", "thr:total"))


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
    reader = _Reader(root, _item_in(root))
    title = next((each.value for each in reader.titles()), "")
    return reader.identity() or reader.words(title), title


def item_of(root: Element) -> Item:
    """The item in a feed of one. Raises BrokenSource where there is none."""
    return _Reader(root, _item_in(root)).item()


def _item_in(root: Element) -> Element:
    item = next((each for each in root.iter() if name_of(each) in ("item", "entry")), None)
    if item is None:
        raise BrokenSource("no item of a feed", hint="build the feed that it was in")
    return item


def letters(markup: str) -> str:
    """The letters and digits of a piece of HTML in small letters, its pictures as words."""
    shown = re.sub(
        r"<(img|video|audio|iframe|svg|embed|object)\b[^<>]*>", r" \1 ", markup, flags=re.I
    )
    return "".join(filter(str.isalnum, marks.unescape(re.sub("<[^<>]*>", "", shown)).casefold()))


def name_of(element: Element) -> str:
    """`title`, `dc:creator`: what an element is called, whatever prefix its feed gives it."""
    return _called(element.tag) if isinstance(element.tag, str) else ""  # an entity


@lru_cache(maxsize=1_000)
def _called(tag: str) -> str:
    if not tag.startswith("{"):
        return tag
    space, _, local = tag[1:].partition("}")
    if prefix := _MODULES.get(space):
        return f"{prefix}{local}"
    return local if _CORE.fullmatch(space) else f"?:{local}"


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

    def words(self, title: str) -> str:
        content, summary, *_ = self._texts()
        return "\n".join(filter(None, (title, content, summary)))

    def _all(self, *names: str) -> Iterator[tuple[str, Element]]:
        for name in names:
            self._asked.add(name)
            for element in self._children.get(name, ()):
                yield name, element

    def _first(self, *names: str) -> str:
        said = (_folded(element) for _, element in self._all(*names))
        return next(filter(None, said), "")

    def identity(self) -> str:
        about = next((v for k, v in self._item.items() if k.endswith("}about")), "")
        return self._first("guid", "id") or " ".join(about.split()) or self._address()

    def _address(self) -> str:
        """Where the item leads, as it says it."""
        if said := self._first("feedburner:origLink"):
            return said
        links = [each for _, each in self._all("link")]
        plain = [_folded(each) for each in links if not each.get("href")]
        leading = [each for each in links if each.get("rel", "alternate") == "alternate"]
        leading.sort(key=lambda each: "html" not in each.get("type", "html"))
        return next(filter(None, (*plain, *(each.get("href", "") for each in leading))), "")

    def _url(self) -> str:
        base = self._said_base() or self._home()
        address = self._address()
        said = web_address(address, base) if address else ""
        if not said:
            permanent = [e for _, e in self._all("guid") if e.get("isPermaLink") != "false"]
            said = next(filter(None, (web_address(_folded(each)) for each in permanent)), "")
        return said

    def _home(self) -> str:
        """The address of the page that the feed belongs to."""
        for child in self._facts:
            leads = name_of(child) == "link" and child.get("rel", "alternate") == "alternate"
            if leads and (said := web_address(child.get("href") or _folded(child))):
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
        told = [_folded(e) for e in self._facts if name_of(e) in ("language", "dc:language")]
        said = (*own, self._first("dc:language", "language"), *above, *told)
        return next(filter(None, map(clean_language, said)), "")

    def titles(self) -> Iterator[Declared]:
        for name, element in self._all("title", "dc:title", "media:title", "itunes:title"):
            if said := self._line(element):
                yield Declared(said, f"feed {name}")
                return

    def _line(self, element: Element) -> str:
        """What an element says on one line; a mark that its feed shows is one of its words."""
        line = marks.unescape(_TAG.sub(" ", self._markup(element)))
        if _ENTITY.search(line) and "<" not in line:
            line = marks.unescape(line)  # escaped twice, as many feeds do with titles
        return " ".join(clean_text(line)[0].split())

    def _authors(self) -> Iterator[Declared]:
        seen: set[str] = set()
        found = list(self._all("author", "dc:creator", "dc:author"))
        if not found:
            found = list(self._all("itunes:author"))
        if not found and self._is_atom:
            found = [("author", each) for each in self._facts if name_of(each) == "author"]
        for name, element in found:
            people = [_folded(each) for each in element if name_of(each) == "name"]
            for said in people or [_person(_folded(element))]:
                for person in names_of(said):
                    if person.casefold() not in seen:
                        seen.add(person.casefold())
                        yield Declared(person, f"feed {name}")

    def _dates(self, *names: str) -> Iterator[Declared]:
        for name, element in self._all(*names):
            # Neither RSS nor Atom has a day without a time: midnight stands for that.
            if day := date_of(_folded(element)).removesuffix("T00:00:00+00:00"):
                yield Declared(day, f"feed {name}")

    def _outlets(self) -> Iterator[Declared]:
        for name, element in self._all("source", "dc:publisher"):
            titles = [each for each in element if name_of(each) == "title"]
            if said := self._line(titles[0] if titles else element):
                yield Declared(said, f"feed {name}")
        for each in self._facts:
            if name_of(each) == "title" and (said := self._line(each)):
                yield Declared(said, "feed channel title")

    def _tags(self) -> Iterator[Declared]:
        seen: set[str] = set()
        for name, element in self._all("category", "dc:subject"):
            said = line_of(element.get("label") or element.get("term") or _folded(element))
            if said and len(said) <= _LONGEST_TAG and said.casefold() not in seen:
                seen.add(said.casefold())
                if len(seen) <= _MOST_TAGS:
                    yield Declared(said, f"feed {name}")

    def _texts(self) -> tuple[str, str, bool, bool]:
        """The content, a summary beside it, whether there is none, whether it is a summary."""
        whole = [self._markup(e) for _, e in self._all(
            "content:encoded", "xhtml:body", "xhtml:div", "content")]  # fmt: skip
        short = [self._markup(e) for _, e in self._all("description", "summary")]
        whole = [each for each in whole if letters(each)]
        short = [each for each in short if letters(each)]
        if not whole and not short:
            names = ("media:description", "itunes:summary", "itunes:subtitle", "dc:description")
            short = [self._markup(e) for _, e in self._all(*names)]
        texts = [*whole, *short]
        content = max(texts, key=lambda each: len(letters(each)), default="")
        others = [each for each in texts if each is not content]
        unsaid = [each for each in others if letters(each) not in letters(content)]
        summary = next((each for each in (*unsaid, *others) if each), "")
        is_summary = self._is_atom and not whole and bool(short)
        self._more = [each for each in unsaid if each is not summary]
        return content, summary, not others, is_summary

    def _markup(self, element: Element) -> str:
        """What an element holds, as HTML."""
        if len(element) and name_of(element) not in ("author", "source"):
            return _inline(element)
        text = element.text or ""
        if element.get("mode") == "base64":  # Atom 0.3
            text = _unpacked(text)
        kind = element.get("type") or ("text" if self._is_atom else "html")
        if kind not in ("text", "text/plain"):
            is_html = "html" in kind or "/" not in kind
            return _ELEMENT.sub("&lt;", text) if is_html else ""
        paragraphs = [marks.escape(part, quote=False) for part in _BLANK_LINES.split(text.strip())]
        return "".join(f"<p>{part}</p>" for part in paragraphs)

    def _picture(self, base: str) -> tuple[str, str]:
        """The address of the first picture that is given beside the words, and its caption."""
        groups = [each for _, each in self._all("media:group")]
        around = [self._item, *groups]
        for holder in around:
            for element in holder:
                if (kind := name_of(element)) not in (
                    "media:content",
                    "enclosure",
                    "media:thumbnail",
                ):
                    continue
                told = f"{element.get('medium', '')} {element.get('type', '')}"
                if "image" not in told and kind != "media:thumbnail":
                    continue
                address = element.get("url", "")
                self._shown = address
                within = (*element, *holder)
                said = (_folded(e) for n in ("media:description", "media:credit")
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


def _folded(element: Element) -> str:
    return " ".join((element.text or "").split())


def _person(said: str) -> str:
    """A name out of `ann@paper.example (Ann Ode)`, or of `Ann Ode <ann@paper.example>`."""
    if "@" not in said:
        return said
    inside = _IN_BRACKETS.search(said)
    return inside[1] if inside else sender_of(said)


def _unpacked(text: str) -> str:
    try:
        return b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return text


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return base


def _inline(element: Element) -> str:
    """The elements and words in an element as HTML, whatever names their space has."""
    made = [marks.escape(element.text or "", quote=False)]
    for child in element:
        child = copy(child)
        for each in child.iter():
            if isinstance(each.tag, str):
                each.tag = each.tag.rpartition("}")[2].rpartition(":")[2]
        etree.cleanup_namespaces(child)
        made.append(etree.tostring(child, encoding="unicode", method="html"))
    return "".join(made)
