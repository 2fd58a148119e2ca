"""The characters of a feed, a piece at a time, whatever encoding it is really in."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from publish import files
from publish.errors import BrokenSource, shown
from publish.readers.decode import codec_of, declared_codec
from publish.readers.sniff import BOMS, wide_codec

_AT_ONCE = 262_144  # bytes
_HEAD = 4_096  # bytes
_HIGH = bytes(range(128, 256))
_FEWEST = 20  # bytes above ASCII by which an encoding can be recognised. # guess
_GZIP = b"\x1f\x8b"


def text_of(path: Path) -> Iterator[str]:
    """The text of a file: by its byte order mark, as UTF-8 where it is that, else as it declares.

    Bytes of Windows-1252 in a feed that is UTF-8 otherwise are read as what they are: programs
    paste them so. Raises MissingSource, UnreadableSource; BrokenSource for a packed one.
    """
    with os.fdopen(files.opened(path)[0], "rb") as file:
        codec = _codec(file, shown(str(path)))
        decoder = codecs.getincrementaldecoder(codec)(_MIXED if codec == "utf-8" else "replace")
        while data := file.read(_AT_ONCE):
            yield decoder.decode(data)
        yield decoder.decode(b"", final=True)


def _codec(file: BinaryIO, where: str) -> str:
    """The codec of an open file, which stands at its first character then."""
    head = file.read(_HEAD)
    if head.startswith(_GZIP):
        raise BrokenSource("it is packed with gzip", where=where, hint="unpack it: gunzip")
    for mark, codec in BOMS:
        if head.startswith(mark):
            file.seek(len(mark))
            return codec
    file.seek(0)
    if wide := wide_codec(head):
        return wide
    declared = declared_codec(head)
    odd = _first_that_is_not_utf8(file)
    file.seek(0)
    if odd is None and not (declared and b"\x1b$" in head):
        return "utf-8"
    if declared:
        return declared
    file.seek(max(0, (odd or 0) - _AT_ONCE // 2))
    around = file.read(_AT_ONCE)
    file.seek(0)
    few = len(around) - len(around.translate(None, _HIGH)) < _FEWEST
    return "utf-8" if few else codec_of(around)


def _first_that_is_not_utf8(file: BinaryIO) -> int | None:
    """Near which byte a file is no UTF-8 any more; None where all of it is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    at = 0
    while data := file.read(_AT_ONCE):
        try:
            decoder.decode(data)
        except UnicodeDecodeError as error:
            return at + error.start
        at += len(data)
    return None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    odd = error.object[error.start : error.end]
    return odd.decode("cp1252", "replace"), error.end


_MIXED = "publish-mixed"
codecs.register_error(_MIXED, _as_windows_1252)
