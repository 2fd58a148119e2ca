"""RSS and Atom: an article is an item, cut out of its feed and written as a feed of one.

The feed is cut as text, an item at a time, and each item is parsed alone: one that is no XML costs
no other. An article's bytes are its item and what of the feed it needs: where it leads, what it is
called, in which language; nothing that changes from day to day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from publish.archives.beginnings import ROOT
from publish.archives.feed_text import text_of
from publish.archives.forms import Entry, Settings
from publish.errors import BrokenSource, Failure, OverLimit, SourceError, shown
from publish.model.limits import Limits
from publish.readers.feed.elements import name_of
from publish.readers.feed.items import identity_and_title, is_fact, lasting
from publish.readers.feed.xml import Element, fields_as_words, parsed, spelt
from publish.readers.values import line_of

_DECLARES = re.compile(r"\s(xmlns(?::[\w.-]+)?|xml:lang|xml:base)\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_CHANNEL = re.compile(r"<((?:[\w.-]+:)?)channel((?:\s[^<>]*)?)>")
_BEGIN = r"(?:\s[^<>]*)?>\s*+(?:<!\[CDATA\[\s*+)?([^<\s][^<]{0,500})"
_IDENTITY = re.compile(rf"<(?:[\w.-]{{1,40}}:)?(?:guid|id|link){_BEGIN}")
_TITLE = re.compile(rf"<(?:[\w.-]{{1,40}}:)?title{_BEGIN}")
_USUAL = {  # prefixes that feeds use and do not always declare
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
_LONGEST_HEAD = 1_000_000  # characters before the first item; it holds a title and addresses
_KEPT = 20_000  # characters of an item that is too long, to know it by
_LONGEST_TAG = 10_000  # characters of a tag of an item; a longer one is no tag
_AGAIN = "fetch the feed once more"


def entries(path: Path, settings: Settings) -> Iterator[Entry]:
    """The items of a feed, one at a time; one that cannot be read has its failure.

    Raises BrokenSource for what is no feed and for a DOCTYPE, MissingSource, UnreadableSource.
    """
    limits = settings.limits
    chunks = text_of(path)
    head = next(chunks, "")
    while len(head) < _LONGEST_HEAD and not _holds_item(head) and (more := next(chunks, "")):
        head += more
    feed = _Feed.of(head, shown(str(path)), lambda item: _behind_items(path, item))
    for piece in _pieces(chain([head[feed.begin :]], chunks), feed.item, limits.file_bytes):
        yield _entry(feed, piece, limits)


def _behind_items(path: Path, item: str) -> str:
    """What a feed says behind its last item: neither format says that it must stand before."""
    text = ""
    for chunk in text_of(path):
        text = (text + chunk).rpartition(f"</{item}>")[2][-_LONGEST_HEAD:]
    return text


def _holds_item(head: str) -> bool:
    return re.search(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", head) is not None


@dataclass(frozen=True, slots=True)
class _Feed:
    """What an item needs of its feed: what its elements are called, and what stands around it.

    `begin` is the first character of the feed's text behind its root.
    """

    item: str
    before: str
    behind: str
    begin: int

    @classmethod
    def of(cls, head: str, where: str, behind_items: Callable[[str], str]) -> _Feed:
        """What `head` says, the text up to the first item; of no title, what stands behind them.

        Raises BrokenSource for what is no feed, and for a DOCTYPE.
        """
        root = ROOT.search(head)
        if root is None:
            raise BrokenSource("neither RSS nor Atom", where=where, hint=_AGAIN)
        if "<!DOCTYPE" in head[: root.start()]:
            hint = "take the line out, if you know who wrote it"
            raise BrokenSource("declares a DOCTYPE, which no feed needs", where=where, hint=hint)
        name: str = root[1]
        own, colon, kind = name.rpartition(":")
        channel = None if kind == "feed" else _CHANNEL.search(head, root.end())
        prefix = f"{own}{colon}" if kind == "feed" else channel[1] if channel else ""
        item = f"{prefix}{'entry' if kind == 'feed' else 'item'}"
        opened = _opened(name, root[2] + (channel[2] if channel else ""))
        marks = _marks_of(item).finditer(head, root.end())
        first = next((mark.start() for mark in marks if mark[0].startswith(f"<{item}")), None)
        above = head[root.end() : first]
        facts = _facts(opened + (above if "title" in above else above + behind_items(item)))
        begin, end = (f"<{prefix}channel>", f"</{prefix}channel>") if kind != "feed" else ("", "")
        if kind == "rss":  # its items stand in the channel, those of RDF behind it
            return cls(item, f"{opened}{begin}{facts}", f"{end}</{name}>", root.end())
        return cls(item, f"{opened}{begin}{facts}{end}", f"</{name}>", root.end())

    def root_of(self, text: str, limits: Limits) -> Element:
        """A feed of this item alone. Raises BrokenSource, OverLimit."""
        try:
            return self._parsed(text, limits)
        except BrokenSource:
            pass
        text = spelt(text)
        try:
            return self._parsed(text, limits)
        except BrokenSource:
            return self._parsed(fields_as_words(text), limits)

    def _parsed(self, text: str, limits: Limits) -> Element:
        return parsed(f"{self.before}{text}{self.behind}".encode("utf-8", "replace"), "", limits)


def _opened(name: str, said: str) -> str:
    """The first tag of a feed: its own names, base and language, and the names that are usual."""
    declared = {f"xmlns:{prefix}": f'"{space}"' for prefix, space in _USUAL.items()}
    declared |= dict(_DECLARES.findall(said))
    return spelt(f"<{name} {' '.join(f'{each}={value}' for each, value in declared.items())}>")


def _facts(head: str) -> str:
    """What the head of a feed says that its items need, as XML."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
    )
    root = etree.fromstring(spelt(head).encode("utf-8", "replace"), parser)
    if root is None:
        return ""
    channel = next((each for each in root if name_of(each) == "channel"), root)
    facts = (deepcopy(each) for each in channel if is_fact(each))
    return "".join(_written(each).decode() for each in facts)


def _written(element: Element) -> bytes:
    """An element as XML that declares the names which it uses, and no others.

    Not C14N: it refuses the relative names of spaces that some feeds declare.
    """
    etree.cleanup_namespaces(element)
    written: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    return written


def _entry(feed: _Feed, piece: _Piece, limits: Limits) -> Entry:
    try:
        if piece.size > limits.file_bytes:
            raise OverLimit("file-bytes", piece.size, limits.file_bytes)
        if not piece.is_whole:
            raise BrokenSource("the feed ends in the middle of it", hint=_AGAIN)
        root = feed.root_of(piece.text, limits)
    except SourceError as error:
        failure = Failure(error.code, error.message, error.hint)
        identity, title = (_found(each, piece.text) for each in (_IDENTITY, _TITLE))
        return Entry(identity, piece.text.encode("utf-8", "replace"), None, title, failure=failure)
    lasting(root)
    identity, title = identity_and_title(root)
    return Entry(identity, _written(root), None, title)


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text, 0, _KEPT)
    return line_of(found[1].partition("]]>")[0]) if found else ""


class _Piece(NamedTuple):
    """An item's text, of one that is too long its beginning, and its size in characters.

    `is_whole` says that the item ends.
    """

    text: str
    size: int
    is_whole: bool


def _pieces(chunks: Iterable[str], item: str, longest: int) -> Iterator[_Piece]:
    """The items in a text that comes in chunks, each from its first mark to its last.

    Marks in comments and sections of characters are none. An item that another one begins in had
    no end: it ends there.
    """
    cutter = _Cutter(item, longest)
    for chunk in chunks:
        yield from cutter.fed(chunk)
    yield from cutter.ended()


def _marks_of(item: str) -> re.Pattern[str]:
    """Where an item begins and ends, and where what looks like that may be words."""
    name = re.escape(item)
    return re.compile(rf"<!\[CDATA\[|<!--|<{name}\s*+/>|<{name}(?=[\s/>])|</{name}\s*+>")


class _Cutter:
    """Cuts items out of a text, of which it keeps no more than the item it stands in."""

    def __init__(self, item: str, longest: int) -> None:
        self._closing = f"</{item}"
        self._marks = _marks_of(item)
        self._longest = longest
        self._text = ""
        self._at = 0  # looked at up to here
        self._start = -1  # where the item begins; below 0 outside of any
        self._awaited = ""  # the end of a comment, or of a section of characters
        self._dropped = 0  # characters of the item that were let go
        self._first = ""  # its beginning, then

    def fed(self, chunk: str) -> Iterator[_Piece]:
        self._text += chunk
        while (found := self._next()) is not None:
            if found[0].startswith("<!"):
                self._awaited = "-->" if found[0] == "<!--" else "]]>"
            elif found[0].startswith(self._closing):
                if self._start >= 0:
                    yield self._cut(found.end())
            else:
                if self._start >= 0:
                    yield self._cut(found.start(), f"{self._closing}>")
                self._start = found.start()
                if found[0].endswith("/>"):
                    yield self._cut(found.end())
        self._forget()

    def ended(self) -> Iterator[_Piece]:
        if self._start >= 0:
            yield self._cut(len(self._text))._replace(is_whole=False)

    def _next(self) -> re.Match[str] | None:
        """The next mark, and everything before it is looked at; None where the text ends first."""
        if self._awaited:
            end = self._text.find(self._awaited, self._at)
            if end < 0:
                self._at = max(self._at, len(self._text) - 2)
                return None
            self._at = end + len(self._awaited)
            self._awaited = ""
        found = self._marks.search(self._text, self._at)
        if found:
            self._at = found.end()
        else:
            mark = self._text.rfind("<", self._at)
            torn = mark >= 0 and len(self._text) - mark < _LONGEST_TAG
            self._at = mark if torn else len(self._text)
        return found

    def _cut(self, end: int, tail: str = "") -> _Piece:
        """The item up to a place of the text."""
        text = (self._first or self._text[self._start : end]) + tail
        piece = _Piece(text, self._dropped + end - self._start, is_whole=True)
        self._start, self._dropped, self._first = -1, 0, ""
        return piece

    def _forget(self) -> None:
        """Let go of what was looked at: what stands between items, and one that is too long."""
        kept = self._at
        if self._start >= 0:
            size = self._dropped + self._at - self._start
            if size <= self._longest:
                kept = self._start
            else:
                self._first = self._first or self._text[self._start : self._start + _KEPT]
                self._dropped = size
        self._text = self._text[kept:]
        self._at -= kept
        self._start = 0 if self._start >= 0 else -1
