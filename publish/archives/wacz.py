"""WACZ: web archives in a zip, with a list of the pages that somebody meant to keep.

Format: WACZ 1.1.1. Where it has a list (`pages/*.jsonl`) only those pages are articles: the others
are what pages bring along, such as frames of adverts.
"""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO

from publish import files
from publish.archives.forms import LeftOut, Listed, Settings
from publish.archives.warc import Pages, listed_in
from publish.archives.warc_walk import Window, packing_of
from publish.errors import BrokenSource, EncryptedSource, OverLimit, SourceError, shown
from publish.model.limits import Limits
from publish.readers.warc_record import key_of

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError,
    NotImplementedError, struct.error, OverflowError, IndexError,
)  # fmt: skip
"""What zipfile raises for bytes that hold to no zip."""

_ARCHIVES = (".warc", ".warc.gz", ".warc.zst")
_LOCAL = struct.Struct("<4s22xHH")  # of a member's own header: its sign, two lengths at its end
_LOCKED = 0x1
_LONGEST_LINE = 1_000_000  # bytes of a page's line: it may hold the words of the page
_MOST_LISTED = 100_000_000  # bytes of all lists: a million pages have 60 MB without their words
_MISSING = LeftOut("page of its list that is not in it", "pages of its list that are not in it")
_HINT = "fetch it once more"


def entries(path: Path, settings: Settings) -> Iterator[Listed]:
    """The pages and pictures of the archives in a zip. Raises SourceError for what is none."""
    where = shown(str(path))
    with os.fdopen(files.opened(path)[0], "rb") as file:
        try:
            opened = zipfile.ZipFile(file)
        except _DAMAGED as error:
            raise BrokenSource(
                "its list of files cannot be read", where=where, hint=_HINT
            ) from error
        with opened:
            members = _counted(opened, settings.limits, Window(file).size, where)
            archives = [each for each in members if _is_archive(each)]
            if not archives:
                raise BrokenSource("no web archive in it", where=where, hint=_HINT)
            pages = _pages(opened, members)
            for member in archives:
                try:
                    yield from _listed(opened, file, member, settings.limits, pages)
                except SourceError as error:
                    error.where = where
                    raise
            for key in pages.titles.keys() - pages.seen if pages else ():
                del key
                yield _MISSING


def _counted(
    opened: zipfile.ZipFile, limits: Limits, size: int, where: str
) -> list[zipfile.ZipInfo]:
    """Its members, counted before anything of them is read. Raises OverLimit, EncryptedSource."""
    members = opened.infolist()
    if len(members) > limits.members:
        raise OverLimit("members", len(members), limits.members, where=where)
    if any(member.flag_bits & _LOCKED for member in members):
        raise EncryptedSource("locked with a password", where=where, hint="save it without one")
    grown = sum(member.file_size for member in members) // max(size, 1)
    if grown > limits.unpacking:  # of members that lie on each other, too
        raise OverLimit("unpacking", grown, limits.unpacking, where=where)
    return members


def _is_archive(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith("archive/") and member.filename.lower().endswith(_ARCHIVES)


def _listed(
    opened: zipfile.ZipFile,
    file: BinaryIO,
    member: zipfile.ZipInfo,
    limits: Limits,
    pages: Pages | None,
) -> Iterator[Listed]:
    """What an archive holds: cut from the zip where it is stored there as it is."""
    if member.compress_type == zipfile.ZIP_STORED:
        window = _stored(file, member)
        yield from listed_in(window, packing_of(window), limits, pages)
        return
    try:
        stream = opened.open(member)
    except _DAMAGED as error:
        raise BrokenSource(f"{shown(member.filename)} is damaged", hint=_HINT) from error
    with stream:
        yield from listed_in(_Unpacked(stream), "stream", limits, pages)


class _Unpacked(io.RawIOBase):
    """What a member holds as a file that fails as files do."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes. Raises OSError."""
        try:
            return self._stream.read(size)
        except _DAMAGED as error:
            raise OSError("damaged") from error

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Stand somewhere else, where that can be; FastWARC panics at an error here."""
        with suppress(*_DAMAGED):
            self._stream.seek(offset, whence)
        return self._stream.tell()


def _stored(file: BinaryIO, member: zipfile.ZipInfo) -> Window:
    """Where a member lies that is not packed: its own header may be longer than its twin.

    Raises BrokenSource where it lies elsewhere.
    """
    whole = Window(file)
    whole.seek(member.header_offset)
    head = whole.read(_LOCAL.size) if member.header_offset >= 0 else b""
    start = member.header_offset + _LOCAL.size
    if len(head) == _LOCAL.size:
        sign, name, extra = _LOCAL.unpack(head)
        start += name + extra
        if sign == b"PK\x03\x04" and start + member.file_size <= whole.size:
            return Window(file, start, member.file_size)
    raise BrokenSource(f"{shown(member.filename)} is not where it should be", hint=_HINT)


def _pages(opened: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Pages | None:
    """The pages of all its lists; None where there is no list that can be read."""
    pages = Pages()
    left = _MOST_LISTED
    for member in members:
        if not member.filename.startswith("pages/") or not member.filename.endswith(".jsonl"):
            continue
        try:
            with opened.open(member) as lines:
                while left > 0 and (line := lines.readline(_LONGEST_LINE)):
                    left -= len(line)
                    _add(pages, line)
        except _DAMAGED:
            continue
    return pages if pages.titles else None


def _add(pages: Pages, line: bytes) -> None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return
    if isinstance(said, dict) and isinstance(address := said.get("url"), str):
        title = said.get("title")
        if key := key_of(address):
            pages.titles[key] = " ".join(title.split()) if isinstance(title, str) else ""
