"""Bytes at a place of a file, unpacked within limits."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from publish import files
from publish.errors import BrokenSource, OverLimit, shown
from publish.files import Slice

_GZIP = 16 + zlib.MAX_WBITS


def read_slice(path: Path | str, where: Slice, limit_bytes: int) -> bytes:
    """The bytes at a place of a regular file, unpacked, at most `limit_bytes` of them.

    Raises MissingSource, UnreadableSource, OverLimit, and BrokenSource where the file ends before
    they do or they are not packed as they should be.
    """
    name = shown(str(path))
    if where.size > limit_bytes:  # packed bytes are no fewer than half of a per cent under theirs
        raise OverLimit("file-bytes", where.size, limit_bytes, where=name)
    with os.fdopen(files.opened(path)[0], "rb", buffering=0) as file:
        file.seek(where.at)
        data = file.read(where.size)
    if len(data) < where.size:
        raise BrokenSource("it ends before its article does", where=name, hint="fetch it once more")
    return unpacked(data, limit_bytes, name) if where.packing == "gzip" else data


def unpacked(data: bytes, limit_bytes: int, where: str) -> bytes:
    """What gzip packed: one member or several. Raises OverLimit, BrokenSource."""
    made = b""
    while data:
        unpacker = zlib.decompressobj(_GZIP)
        try:
            made += unpacker.decompress(data, limit_bytes + 1 - len(made))
        except zlib.error as error:
            raise BrokenSource("damaged gzip", where=where, hint="fetch it once more") from error
        if len(made) > limit_bytes:
            raise OverLimit("file-bytes", len(made), limit_bytes, where=where)
        if not unpacker.eof:
            raise BrokenSource("damaged gzip", where=where, hint="fetch it once more")
        data = unpacker.unused_data
    return made
