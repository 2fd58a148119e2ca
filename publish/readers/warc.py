"""A record of a web archive → the page in it, with the pictures that the archive holds.

The bytes are those of the record, its own header and the server's before the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module

from publish.errors import EmptySource, UnknownFormat
from publish.model.article import Declared, Draft, Note, Source
from publish.model.limits import Limits
from publish.readers import html, text
from publish.readers.fragments import looks_like_fragment
from publish.readers.html.saved import Saved, saved_note
from publish.readers.references import joined, page_base, web_address
from publish.readers.sniff import looks_like_html
from publish.readers.warc_record import (
    OTHERS,
    PAGES,
    READ,
    TEXT,
    Answer,
    Said,
    answer_in,
    body_of,
    key_of,
    record_in,
)

_DIGEST = re.compile(
    rb"^WARC-Block-Digest:[ \t]*([\w-]+):([\w+/=-]+)", re.IGNORECASE | re.MULTILINE
)
_ALGORITHMS = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256"}
_LONGEST_HEADER = 65_536  # bytes in which a record's own header ends


def read(source: Source, limits: Limits) -> Draft:
    """The draft of the page in a record; its address is where it came from, unless it says another.

    Raises EmptySource, UnknownFormat and what the reader of its media type does.
    """
    said, block = record_in(source.data)
    answer = answer_in(said, block)
    body = body_of(answer, block, limits.file_bytes)
    if not body:
        raise EmptySource("no words in it", where=source.name, hint="crawl the page once more")
    inner = replace(source, data=body, form="")
    draft = _draft(inner, limits, said, answer)
    return replace(draft, notes=(*draft.notes, *_doubts(source.data, said, block)))


def _draft(inner: Source, limits: Limits, said: Said, answer: Answer) -> Draft:
    address = web_address(said.address)
    is_text = answer.media_type == TEXT
    looks = looks_like_html(inner.data) or (is_text and looks_like_fragment(inner.data))
    if answer.media_type in PAGES or (looks and answer.media_type in READ):
        pictures = _Pictures(inner.companions, page_base(inner.data, address))
        return html.read_saved(
            inner, limits, Saved(address, said.day, answer.charset, pictures=pictures)
        )
    if is_text:
        draft = text.read(inner, limits, answer.charset)
    elif other := OTHERS.get(answer.media_type):
        reader = import_module(f"publish.readers.{other}")  # few pages need one: slow to load
        draft = reader.read(inner, limits)
    else:
        kind = answer.media_type or "a page of no kind that it names"
        raise UnknownFormat(f"it holds {kind}, which is not read", where=inner.name)
    urls = (*draft.hints.url, *((Declared(address, "saved from"),) if address else ()))
    hints = replace(draft.hints, url=urls)
    return replace(draft, hints=hints, notes=(*draft.notes, *saved_note(Saved(day=said.day))))


def _doubts(data: bytes, said: Said, block: bytes) -> Iterator[Note]:
    """What says that a page is not whole."""
    if said.cut:
        yield Note("warc.cut", f"the crawler left out the rest of the page: {said.cut}")
    found = _DIGEST.search(data, 0, _LONGEST_HEADER)
    algorithm = _ALGORITHMS.get(found[1].decode("latin-1").lower()) if found else None
    if found and algorithm:
        made = hashlib.new(algorithm, block, usedforsecurity=False)
        told = found[2].decode("latin-1")
        if told.lower() != made.hexdigest() and told.upper() != _base32(made.digest()):
            yield Note("warc.digest", "its bytes are not those that the crawler saw")


def _base32(digest: bytes) -> str:
    return base64.b32encode(digest).decode()


class _Pictures(Mapping[str, bytes]):
    """The pictures of an archive as a page calls them, from its `base` on."""

    def __init__(self, archive: Mapping[str, bytes], base: str) -> None:
        self._archive = archive
        self._base = base

    def __bool__(self) -> bool:
        return True  # nobody counts them before one is asked for

    def __getitem__(self, name: str) -> bytes:
        key = "" if name[:5].lower() == "data:" else key_of(joined(self._base, name))
        if not key:
            raise KeyError(name)
        return self._archive[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive)

    def __len__(self) -> int:
        return len(self._archive)
