"""Zip files whose bytes depend on nothing but what is asked for: for Word and EPUB.

The standard library's zipfile writes the system it runs on into each entry and deflates every
part anew; parts that never change are deflated once here and kept (`deflated`).
Source: PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_STORED, _DEFLATED = 0, 8
_USUAL, _SMALL = (zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL), (12, 5)  # bits of the window, zlib's memory
_SMALL_PART = 1 << 12  # bytes: all of it is in the small window
_VERSION = 20  # 2.0, the first that knows deflation
_UNIX = 3 << 8  # made on Unix, whatever runs it, so that the rights below mean something
_RIGHTS = 0o100644 << 16  # a plain file that everyone may read
_UTF_8 = 0x800
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Deflated:
    """A part as it lies in the file: `method` is 0 where deflating would have made it longer."""

    data: bytes
    method: int
    checksum: int
    length: int


def deflated(data: bytes, *, store: bool = False, level: int = 6) -> Deflated:
    """The part, ready to be packed any number of times; `level` 3 takes a third of the time of 6.

    To set up the memory for a large part takes longer than to press a small one.
    """
    pressed = data
    if not store:
        window, memory = _SMALL if len(data) <= _SMALL_PART else _USUAL
        press = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
        pressed = press.compress(data) + press.flush()
    shorter = len(pressed) < len(data)
    return Deflated(
        pressed if shorter else data,
        _DEFLATED if shorter else _STORED,
        zlib.crc32(data),
        len(data),
    )


def packed(
    files: Mapping[str, bytes | Deflated],
    moment: str,
    first: tuple[str, ...] = (),
    stored: frozenset[str] = frozenset(),
) -> bytes:
    """The files as one zip: those named in `first` in that order, then the others by name.

    `moment` (yyyy-mm-ddThh:mm:ssZ) is every file's date; a zip knows 1980 to 2107 only, so others
    become the nearest of these. Names in `stored` are not deflated. Files up to 4 GB.
    """
    time, day = _dos(moment)
    parts, central = [], []
    at = 0
    for name in _ordered(files, first):
        part = files[name]
        if isinstance(part, bytes):
            part = deflated(part, store=name in stored)
        path = name.encode()
        flags = 0 if name.isascii() else _UTF_8
        known = (flags, part.method, time, day, part.checksum, len(part.data), part.length)
        local = _LOCAL.pack(b"PK\3\4", _VERSION, *known, len(path), 0) + path
        parts += [local, part.data]
        entry = (b"PK\1\2", _UNIX | _VERSION, _VERSION, *known, len(path), 0, 0, 0, 0, _RIGHTS, at)
        central.append(_CENTRAL.pack(*entry) + path)
        at += len(local) + len(part.data)
    listing = b"".join(central)
    count = len(central)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), at, 0)
    return b"".join([*parts, listing, end])


def _ordered(files: Iterable[str], first: tuple[str, ...]) -> list[str]:
    return [*first, *sorted(name for name in files if name not in first)]


def _dos(moment: str) -> tuple[int, int]:
    """Time and day as MS-DOS has them: two-second steps, years from 1980."""
    moment = min(max(moment, "1980-01-01T00:00:00Z"), "2107-12-31T23:59:58Z")
    year, month, day = int(moment[:4]), int(moment[5:7]), int(moment[8:10])
    hour, minute, second = int(moment[11:13]), int(moment[14:16]), int(moment[17:19])
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
