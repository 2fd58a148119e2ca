"""Web archives: the pages that a crawler fetched, and the pictures in them.

What was fetched besides (style sheets, programs, redirects, requests) is counted and left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from io import RawIOBase
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord

from publish import files
from publish.archives.forms import Entry, LeftOut, Listed, Picture, Settings
from publish.archives.warc_walk import (
    Lost,
    Shared,
    Window,
    packing_of,
    reaches_out,
    record_at,
    walked,
)
from publish.errors import BrokenSource, EmptySource, Failure, OverLimit, SourceError, shown
from publish.files import Slice
from publish.model.article import Source
from publish.model.limits import Limits
from publish.readers.decode import decoded
from publish.readers.references import joined, web_address
from publish.readers.sniff import looks_like_html
from publish.readers.warc_record import (
    LONGEST_HEAD,
    PAGES,
    READ,
    Answer,
    Said,
    answer_in,
    body_of,
    key_of,
    record_in,
    said_by,
)

_FETCHED = ("response", "resource", "conversion")
_KINDS = {
    "request": LeftOut("request", "requests"),
    "revisit": LeftOut("visit to a page that had not changed", "visits to pages unchanged"),
    "continuation": LeftOut("part of a record in another file", "parts of records in other files"),
}
_OF_THE_CRAWL = LeftOut("record about the crawl", "records about the crawl")
_REDIRECT = LeftOut("redirect", "redirects")
_ERROR = LeftOut("answer that says what went wrong", "answers that say what went wrong")
_EMPTY = LeftOut("answer without a page", "answers without a page")
_FOR_MACHINES = LeftOut("file for machines", "files for machines")
_UNLISTED = LeftOut("page that its list does not name", "pages that its list does not name")
_TOO_LARGE = LeftOut("picture over the limit", "pictures over the limit")
_TYPES = (
    (("text/css",), LeftOut("style sheet", "style sheets")),
    (("text/javascript", "application/javascript", "application/x-javascript", "application/ecma"),
     LeftOut("script", "scripts")),
    (("font/", "application/font", "application/vnd.ms-fontobject", "application/x-font"),
     LeftOut("font", "fonts")),
    (("image/",), LeftOut("drawing", "drawings")),
    (("video/", "audio/"), LeftOut("sound or film", "sounds and films")),
    (("application/pdf",), LeftOut("PDF", "PDFs")),
    (("application/json", "application/ld+json", "text/xml", "application/xml", "application/rss",
      "application/atom"), LeftOut("file of data", "files of data")),
)  # fmt: skip
_OTHER = LeftOut("file of another kind", "files of other kinds")
_MACHINES = re.compile(
    r"/(?:robots|ads|app-ads|humans|security|llms(?:-full)?)\.txt\Z|/\.well-known/", re.IGNORECASE
)
_TITLE = re.compile(rb"<title\b[^>]{0,500}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
_TITLE_TEXT = re.compile(_TITLE.pattern.decode(), _TITLE.flags)
_HEADS = 65_536  # bytes of a page in which its title stands
_PARTIAL = 206
_HINT = "crawl it once more"
_LOST = "lost"
_MOST_LOST = 1_000  # stretches of a file, each of which takes two thousandths of a second. # guess
_GIVEN_UP = Failure(
    BrokenSource.code, f"damaged in over {_MOST_LOST:,} places: the rest is not read", _HINT
)


@dataclass(slots=True)
class Pages:
    """The pages that a list names, with their titles, by the key of their address.

    `seen` are those of them that were met.
    """

    titles: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def entries(path: Path, settings: Settings) -> Iterator[Listed]:
    """The pages and pictures of a web archive. Raises EmptySource, and BrokenSource for no such."""
    with os.fdopen(files.opened(path)[0], "rb") as file:
        window = Window(file)
        if not window.size:
            raise EmptySource("no records in it", where=shown(str(path)), hint=_HINT)
        lost: list[Listed] = []  # all of it, where it is no web archive
        holds_records = False
        for listed in listed_in(window, packing_of(window), settings.limits):
            if not holds_records and isinstance(listed, Entry) and _is_lost(listed):
                lost.append(listed)
                continue
            holds_records = True
            yield from lost
            lost.clear()
            yield listed
        if not holds_records:
            raise BrokenSource("no records of a web archive", where=shown(str(path)), hint=_HINT)


def listed_in(
    window: Window | RawIOBase, packing: str, limits: Limits, pages: Pages | None = None
) -> Iterator[Listed]:
    """What a web archive holds; of its pages those that a list names."""
    told, lost = -1, 0
    for each in walked(window, packing):
        if isinstance(each, Lost):
            if each.at != told:
                told = each.at
                lost += 1
                if lost > _MOST_LOST:
                    yield Entry(_LOST, b"", failure=_GIVEN_UP)
                    return
                yield Entry(f"{_LOST} {lost}", b"", failure=_damaged(window, each.at))
            continue
        at, record = each
        listed = _Record(window, packing, at, record, limits).listed(pages)
        if isinstance(listed, Entry) and listed.failure:
            told = at
        yield listed


def picture_in(data: bytes, limit_bytes: int) -> bytes:
    """The picture in a record. Raises BrokenSource, OverLimit."""
    said, block = record_in(data)
    return body_of(answer_in(said, block), block, limit_bytes)


class _Record:
    """A record that the walk stands on: what it is, and its bytes."""

    def __init__(
        self, window: Window | RawIOBase, packing: str, at: int, record: WarcRecord, limits: Limits
    ) -> None:
        self._window, self._packing, self._at = window, packing, at
        self._record, self._limits = record, limits
        self._said = said_by(record)
        self._head = b""

    def listed(self, pages: Pages | None) -> Listed:
        """What the listing gets of it."""
        said = self._said
        if said.kind not in _FETCHED:
            other = _KINDS.get(said.kind, _OF_THE_CRAWL)
            return _leading(other, said.address, said.same_as) if said.same_as else other
        address = web_address(said.address)
        if not address:
            return _OF_THE_CRAWL
        identity = f"{said.id} {said.address}".strip()
        try:
            self._head = self._read(min(said.length, LONGEST_HEAD))
            answer = answer_in(said, self._head)
            if 300 <= answer.status < 400:
                redirect = _leading(_REDIRECT, address, joined(address, answer.location))
                _follow(pages, redirect)
                return redirect
            if left_out := _failed(answer, said):
                return left_out
            if answer.media_type.startswith("image/") and "svg" not in answer.media_type:
                return self._picture(address)
            if left_out := _left_out(answer, address, self._head):
                return left_out
            title = self._title(answer)
            if pages is not None:
                key = key_of(address)
                if key not in pages.titles:
                    return _UNLISTED
                pages.seen.add(key)
                listed = pages.titles[key]
                title = listed if listed and listed != said.address else title
            data, where = self._bytes()
            return Entry(identity, data, where, title or address, pictures=True)
        except SourceError as error:
            return Entry(identity, b"", title=address, failure=Failure.of(error))

    def _picture(self, address: str) -> Listed:
        try:
            data, where = self._bytes()
            body = picture_in(data, self._limits.image_bytes)
        except OverLimit:
            return _TOO_LARGE
        return Picture(key_of(address), body, where) if body else _EMPTY

    def _title(self, answer: Answer) -> str:
        """The title of a page, from its first bytes; "" where there is none."""
        if answer.media_type not in PAGES | {""}:
            return ""
        body = body_of(answer, self._head, _HEADS, _HEADS)
        found = _TITLE.search(body)
        if found is None:
            return ""
        try:
            text = decoded(Source("title", body[: found.end()]), answer.charset).text
        except SourceError:
            return ""
        again = _TITLE_TEXT.search(text)
        return " ".join(unescape(again[1]).split()) if again else ""

    def _bytes(self) -> tuple[bytes, Slice | None]:
        """The record as its reader takes it, and where it lies. Raises BrokenSource, OverLimit."""
        said, limit = self._said, self._limits.file_bytes
        window = self._window
        if reaches_out(window, self._packing, self._at + said.length):
            raise _cut_off()
        if said.length > limit:
            raise OverLimit("file-bytes", said.length, limit)
        try:
            cut = record_at(window, self._at, self._packing, said.length, said.id)
        except Shared:
            block = self._head + self._read(said.length - len(self._head))
            if len(block) < said.length:
                raise _cut_off() from None
            return _written(self._record, block), None
        if cut is None:
            raise _cut_off()
        assert isinstance(window, Window)
        if len(cut.data) > limit:
            raise OverLimit("file-bytes", len(cut.data), limit)
        return cut.data, Slice(window.start + self._at, cut.size, self._packing)

    def _read(self, size: int) -> bytes:
        """The next bytes of the block. Raises BrokenSource."""
        pieces: list[bytes] = []
        try:
            while size > 0 and (piece := self._record.reader.read(size)):
                pieces.append(piece)
                size -= len(piece)
        except OSError as error:
            raise _cut_off() from error
        return b"".join(pieces)


def _failed(answer: Answer, said: Said) -> LeftOut | None:
    """What an answer without anything in it is; None for one with something."""
    if not 200 <= answer.status < 300:
        return _ERROR
    return _EMPTY if answer.status == _PARTIAL or answer.start >= said.length else None


def _left_out(answer: Answer, address: str, head: bytes) -> LeftOut | None:
    """What an answer is that is no page; None for a page."""
    if answer.media_type not in READ:
        kinds = (kind for types, kind in _TYPES if answer.media_type.startswith(types))
        return next(kinds, _OTHER)
    if answer.media_type == "" and not looks_like_html(head[answer.start :]):
        return _OTHER
    return _FOR_MACHINES if _MACHINES.search(urlsplit(address).path) else None


def _leading(left_out: LeftOut, address: str, there: str) -> LeftOut:
    return replace(left_out, address=key_of(address), leads_to=key_of(there))


def _follow(pages: Pages | None, redirect: LeftOut) -> None:
    """A page of the list lies where its address leads."""
    key, there = redirect.address, redirect.leads_to
    if pages is not None and key in pages.titles and there:
        pages.seen.add(key)
        pages.titles.setdefault(there, pages.titles[key])


def _written(record: WarcRecord, block: bytes) -> bytes:
    """A record as it was, out of its parts: what was packed with others has no bytes of its own."""
    lines = [b"WARC/1.1", *(b"%s: %s" % pair for pair in record.headers.items_bytes())]
    return b"\r\n".join((*lines, b"", block, b"", b""))


def _damaged(window: Window | RawIOBase, at: int) -> Failure:
    place = f" from byte {window.start + at:,} on" if isinstance(window, Window) else ""
    return Failure(BrokenSource.code, f"damaged{place}, and records are lost", _HINT)


def _is_lost(entry: Entry) -> bool:
    return entry.failure is not None and entry.identity.startswith(_LOST)


def _cut_off() -> BrokenSource:
    return BrokenSource("the file ends before the page does, or is damaged there", hint=_HINT)
