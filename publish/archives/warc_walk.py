"""The records of a web archive one after another, over what is damaged.

FastWARC reads them; where it gives up, the next place is looked for at which a record begins.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcHeader, WarcRecord

_AT_ONCE = 262_144  # bytes that are looked through
_LONGEST_HEADER = 32_768  # bytes: FastWARC takes no longer one
_BEHIND = 64  # bytes of line ends behind a record
_FIRST = 1_024  # bytes of a member in which its first five are
_BEGINS = re.compile(rb"(?:\A|\n)(WARC/[\d.]{1,8}\r?\n)")
_MEMBER = re.compile(rb"(\x1f\x8b\x08)")
_HEADER_ENDS = re.compile(rb"\r?\n\r?\n")
_ALWAYS = (WarcHeader.WARC_TYPE, WarcHeader.CONTENT_LENGTH)  # said by every record
_GZIP = 16 + zlib.MAX_WBITS
_ENDLESS = 2**62
_STREAMS = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18", b"\x04\x22\x4d\x18")  # zstd and lz4


class Window(RawIOBase):
    """A stretch of a file as a file: bytes from `start` on, `size` of them."""

    def __init__(self, file: BinaryIO, start: int = 0, size: int | None = None) -> None:
        self._file = file
        self.start = start
        self.size = os.fstat(file.fileno()).st_size - start if size is None else size
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes from where it stands."""
        left = max(self.size - self._at, 0)
        data = os.pread(self._file.fileno(), min(size, left) if size >= 0 else left, self._place)
        self._at += len(data)
        return data

    @property
    def _place(self) -> int:
        return self.start + self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Stand somewhere else."""
        self._at = offset + (0, self._at, self.size)[whence]
        return self._at

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def part(self, at: int) -> Window:
        """The rest of it from a place on."""
        return Window(self._file, self.start + at, self.size - at)


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch, from byte `at` on, in which no record can be read."""

    at: int


def packing_of(window: Window) -> str:
    """How the records of a window are packed, by its first bytes.

    "" for not at all, "gzip" where each may be a member of its own, "stream" for what can only be
    read from its beginning.
    """
    head = window.part(0).read(_BEHIND).lstrip()
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "stream" if head.startswith(_STREAMS) else ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A record's bytes, unpacked, and how many they are in the file."""

    data: bytes
    size: int


class Shared(Exception):
    """A record lies in one member of gzip with others: it cannot be cut from the file."""


def record_at(
    window: Window | RawIOBase, at: int, packing: str, length: int, id: str
) -> Cut | None:
    """The bytes of the record at a place, with a block of this length and this id.

    None where the file, or its member of gzip, ends before they do. Raises Shared.
    """
    if not isinstance(window, Window) or packing == "stream" or _is_inside(window, at, packing):
        raise Shared
    whole = _LONGEST_HEADER + length + _BEHIND
    if packing == "":
        data = window.part(at).read(whole)
        size = _size(data, length)
        return Cut(data[:size], size) if size <= len(data) else None
    member = _member(window.part(at), whole)
    size = _size(member.data, length)
    header = _HEADER_ENDS.search(member.data)
    if member.data and (header is None or id.encode() not in member.data[: header.end()]):
        raise Shared
    if not member.fits or len(member.data) > size + _BEHIND:
        raise Shared
    return Cut(member.data, member.size) if member.is_sound and size <= len(member.data) else None


def _size(data: bytes, length: int) -> int:
    """The bytes of a record's header and block; more than there are where it has no end."""
    header = _HEADER_ENDS.search(data)
    return header.end() + length if header else len(data) + 1


@dataclass(frozen=True, slots=True)
class _Member:
    """What a member of gzip holds, at most as much as was asked for, and what it takes packed.

    `fits` says that this is all of it, `is_sound` that nothing in it is damaged or missing.
    """

    data: bytes
    size: int
    fits: bool
    is_sound: bool


def _member(window: Window, most: int, *, kept: bool = True) -> _Member:
    """The member at the window's start; without its bytes where they are not to be `kept`."""
    unpacker = zlib.decompressobj(_GZIP)
    pieces: list[bytes] = []
    left, taken, at_once = most, 0, min(_AT_ONCE, most + 1_024)
    try:
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or window.read(at_once)
            if not packed:
                return _Member(b"".join(pieces), taken, fits=True, is_sound=False)
            taken += 0 if unpacker.unconsumed_tail else len(packed)
            made = unpacker.decompress(packed, _AT_ONCE)
            left -= len(made)
            if left < 0:
                return _Member(b"".join(pieces), taken, fits=False, is_sound=True)
            if kept:
                pieces.append(made)
    except zlib.error:
        return _Member(b"".join(pieces), taken, fits=True, is_sound=False)
    return _Member(b"".join(pieces), taken - len(unpacker.unused_data), fits=True, is_sound=True)


def walked(window: Window | RawIOBase, packing: str) -> Iterator[tuple[int, WarcRecord] | Lost]:
    """Each record with its place in the window, and each stretch in which none can be read.

    A record is read before the next is asked for. A broken one is given, and then lost.
    """
    at = 0
    while True:
        last, length, is_broken, is_done = -1, 0, False, False
        try:
            for record in ArchiveIterator(
                window.part(at) if isinstance(window, Window) else window,
                parse_http=False,
                max_header_len=_LONGEST_HEADER,
            ):
                last, length = at + record.stream_pos, record.content_length
                if is_broken := any(record.headers.get_bytes(key) is None for key in _ALWAYS):
                    yield Lost(last)  # its header was cut off
                    continue
                yield last, record
                record.reader.consume()
                is_broken = record.reader.tell() < length
                if reaches_out(window, packing, last + length):
                    break  # it says that it is longer than the file, and hides others
            else:
                is_done = True
        except OSError:
            pass
        if (
            not isinstance(window, Window)
            or packing == "stream"
            or _is_inside(window, last, packing)
        ):
            if is_broken or not is_done:
                yield Lost(max(last, at))
            return
        ends = at if last < 0 else _end_of(window, last, packing, length)
        if ends is not None and _is_padding(window, ends):
            return
        found = _next(window, max(last, at) + 1 if ends is None else max(ends, at + 1), packing)
        if ends is None or (window.size if found is None else found) > ends:
            yield Lost(last if ends is None else ends)
        if found is None:
            return
        at = found


def reaches_out(window: Window | RawIOBase, packing: str, end: int) -> bool:
    """Whether a record that is not packed says that it ends behind its file."""
    return packing == "" and isinstance(window, Window) and end > window.size


def _end_of(window: Window, at: int, packing: str, length: int) -> int | None:
    """Where the record at a place ends, line ends behind it included; None where it is broken."""
    if packing == "gzip":
        member = _member(window.part(at), _ENDLESS, kept=False)
        return at + member.size if member.is_sound else None
    end = at + _size(window.part(at).read(_LONGEST_HEADER + 4), length)
    if end > window.size:
        return None
    behind = window.part(end).read(_BEHIND)
    return end + len(behind) - len(behind.lstrip(b"\r\n"))


def _is_inside(window: Window, at: int, packing: str) -> bool:
    """Whether a record lies inside a member of gzip, which others begin."""
    return packing == "gzip" and at >= 0 and not _is_record(window, at, packing)


def _is_padding(window: Window, at: int) -> bool:
    """Whether nothing comes from a place on but what fills up a block."""
    return not window.part(at).read(_AT_ONCE).strip(b"\0\r\n")


def _next(window: Window, at: int, packing: str) -> int | None:
    """The first place from `at` on where a record begins."""
    sign = _MEMBER if packing == "gzip" else _BEGINS
    while at < window.size:
        data = window.part(at).read(_AT_ONCE)
        for found in sign.finditer(data):
            place = at + found.start(1)
            if _is_record(window, place, packing):
                return place
        if len(data) < _AT_ONCE:
            return None
        at += len(data) - _BEHIND
    return None


def _is_record(window: Window, at: int, packing: str) -> bool:
    """Whether a record begins where the sign of one was found."""
    if packing == "":
        return at == 0 or window.part(at - 1).read(1) == b"\n"
    unpacker = zlib.decompressobj(_GZIP)
    try:
        return unpacker.decompress(window.part(at).read(_FIRST), 5) == b"WARC/"
    except zlib.error:
        return False
