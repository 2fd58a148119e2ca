"""JSON lines: one article a line, its fields by name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from publish import files
from publish.archives.forms import Entry, Listed, Settings
from publish.errors import BrokenSource, Failure, OverLimit, SourceError, shown
from publish.files import Slice
from publish.model.article import Note
from publish.model.json_fields import Fields
from publish.readers.json_objects import loaded, no_text
from publish.readers.sniff import BOMS, wide_codec
from publish.readers.values import line_of

_PIECE = 2**16  # bytes that are read at a time of a line that is too long
_HEAD = 4_096


def entries(path: Path, settings: Settings) -> Iterator[Listed]:
    """The articles of a file, a line each; a line that is none is one that cannot be read.

    A line over the limit is never held. Raises BrokenSource for a file in two bytes a character.
    """
    unseen = set(settings.fields)
    any_object = False
    with os.fdopen(files.opened(path)[0], "rb") as file:
        at = _start(file, shown(str(path)))
        for count, (line, size) in enumerate(_lines(file, settings.limits.file_bytes), 1):
            if line.strip():
                entry, about = _entry(line, size, at, count, settings)
                yield entry
                if about:
                    any_object = True
                    unseen = {ours for ours in unseen if about.lacks(ours)}
            at += size
    if any_object:
        for ours in sorted(unseen):
            theirs = settings.fields[ours]
            yield Note("source.fields", f"no line has a field {theirs!r}: --fields {ours}={theirs}")


def _start(file: BinaryIO, where: str) -> int:
    """Where the first line begins, behind a mark of UTF-8."""
    head = file.read(_HEAD)
    mark = next((codec for mark, codec in BOMS if head.startswith(mark)), "")
    wide = wide_codec(head) if mark in ("", "utf-8") else mark
    if wide:
        raise BrokenSource(f"it is in {wide}", where=where, hint="JSON lines are in UTF-8")
    at = len(BOMS[0][0]) if mark else 0
    file.seek(at)
    return at


def _lines(file: BinaryIO, limit_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Each line, of one that is longer than the limit its beginning, and how long it is."""
    while line := file.readline(limit_bytes + 2):  # a line may be as long as that, without its end
        size = len(line)
        piece = line
        while not piece.endswith(b"\n") and (piece := file.readline(_PIECE)):
            size += len(piece)
        yield line, size


def _entry(
    line: bytes, size: int, at: int, count: int, settings: Settings
) -> tuple[Entry, Fields | None]:
    """The article of line `count`, which begins at byte `at`, and the fields of its object."""
    data = line.rstrip(b"\r\n")
    where = Slice(at, len(data))
    limits = settings.limits
    try:
        if size - (len(line) - len(data)) > limits.file_bytes:
            raise OverLimit("file-bytes", size, limits.file_bytes)
        # letters that are none are counted when it is read
        about = Fields(loaded(data.decode(errors="replace"), limits), settings.fields)
        title = line_of(about.text("title"))
        if next(about.bodies(), None):
            return Entry(about.identity, data, where, title), about
        failure = _failure(no_text(), count)
        return Entry(about.identity, data, where, title, failure=failure), about
    except SourceError as error:
        return Entry("", data, where, failure=_failure(error, count)), None


def _failure(error: SourceError, count: int) -> Failure:
    return Failure(error.code, f"line {count:,}: {error.message}", error.hint)
