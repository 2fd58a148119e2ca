"""Mailboxes in one file: a message begins behind a line "From …" with a day and an hour.

Source: qmail's mbox(5) for mboxo, mboxrd, mboxcl and mboxcl2; RFC 4155. A message is the bytes
between two such lines, as its program would save it alone; where words of it were quoted (">From
here on") they are unquoted, and the listing keeps it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from publish import files
from publish.archives.beginnings import BEGINS_MESSAGE, OF_HEADER
from publish.archives.forms import Entry, LeftOut, Listed, Settings
from publish.errors import BrokenSource, Failure, OverLimit, shown
from publish.files import Slice
from publish.model.limits import Limits
from publish.readers.mime import line_of

_TOLD = re.compile(
    rb"^(message-id|subject|date|from)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_LENGTH = re.compile(
    rb"^content-length[ \t]*:[ \t]*(\d{1,12})[ \t\r]*$", re.IGNORECASE | re.MULTILINE
)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_DELETED = re.compile(  # until the mailbox is compacted: Thunderbird's flags, mutt's and Pine's
    rb"^x-mozilla-status:[ \t]*+[0-9a-f]{3}[89a-f]\b|^x-status:[ \t]*+[A-CE-Z]*+D[A-Z]*+[ \t\r]*+$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_LINE = 65_536  # bytes that are read at once; a line of mail has 998
_LONGEST_HEAD = 100_000  # bytes that are looked through for what a message is called
_GONE = LeftOut("deleted message", "deleted messages")
_BEFORE = LeftOut("piece before its first message", "pieces before its first message")


def entries(path: Path, settings: Settings) -> Iterator[Listed]:
    """The messages of a mailbox in their order. Raises BrokenSource for what is none."""
    any_found = False
    with os.fdopen(files.opened(path)[0], "rb") as file:
        for message in _messages(file, settings.limits.file_bytes):
            if message.begun:
                any_found = True
                yield _listed(message, settings.limits)
            elif message.data.strip():
                yield _BEFORE
    if not any_found:
        hint = "a mailbox begins with a line such as: From - Fri Mar 01 10:11:12 2024"
        raise BrokenSource("no message in it", where=shown(str(path)), hint=hint)


@dataclass(slots=True)
class _Message:
    """Bytes behind a line that begins a message; of too many of them only how many.

    Those before any such line are not `begun`.
    """

    at: int
    begun: bool
    size: int = 0
    parts: list[bytes] = field(default_factory=list)

    @property
    def data(self) -> bytes:
        return b"".join(self.parts)


def _messages(file: BinaryIO, longest: int) -> Iterator[_Message]:
    message = _Message(0, begun=False)
    line, at = file.readline(_LONGEST_LINE), 0
    begins, blank_before, until, in_head = True, True, 0, False
    while line:
        following = file.readline(_LONGEST_LINE)
        here = begins and blank_before and at >= until and line.startswith(b"From ")
        if here and BEGINS_MESSAGE.match(line.rstrip()) and OF_HEADER.match(following):
            yield message
            message = _Message(at + len(line), begun=True)
            until, in_head = 0, True
        else:
            message.size += len(line)
            if message.size <= longest:
                message.parts.append(line)
            elif message.size - len(line) <= longest:  # its beginning says what it is called
                message.parts[:] = [message.data[:_LONGEST_HEAD]]
            if in_head and begins and not line.strip():
                in_head = False
                until = _end_by_length(file, message, at + len(line), following)
        blank_before = begins and not line.strip()
        begins = line.endswith(b"\n")
        at += len(line)
        line = following
    yield message


def _end_by_length(file: BinaryIO, message: _Message, body: int, following: bytes) -> int:
    """Where a message ends by its own word, if another begins there; 0 where it does not say so.

    `following` is the line that was read of its body already.
    """
    found = _LENGTH.search(message.data[:_LONGEST_HEAD])
    if not found:
        return 0
    end = body + int(found[1])
    here = body + len(following)
    is_there = end <= file.seek(0, os.SEEK_END)
    file.seek(end)
    behind = file.read(16).lstrip(b"\r\n")
    file.seek(here)
    return end if is_there and (not behind or behind.startswith(b"From ")) else 0


def _head_of(data: bytes) -> bytes:
    end = _END_OF_HEAD.search(data, 0, _LONGEST_HEAD)
    return data[: end.end()] if end else data[:_LONGEST_HEAD]


def _listed(message: _Message, limits: Limits) -> Listed:
    data = message.data
    head = _head_of(data)
    if _DELETED.search(head):
        return _GONE
    said: dict[bytes, str] = {}
    for name, value in _TOLD.findall(head):
        said.setdefault(name.lower(), line_of(value.decode("utf-8", "surrogateescape")))
    identity = said.get(b"message-id", "").strip("<> ")
    if not identity and said.get(b"date"):
        identity = "\n".join(said.get(each, "") for each in (b"date", b"from", b"subject"))
    title = said.get(b"subject", "")
    where = Slice(message.at, message.size)
    if message.size > limits.file_bytes:
        error = OverLimit("file-bytes", message.size, limits.file_bytes)
        failure = Failure(error.code, error.message, error.hint)
        return Entry(identity, data, where, title, failure=failure)
    whole = data.removesuffix(b"\n").removesuffix(b"\r")  # the line before the next message
    if not whole.endswith(b"\n"):
        whole = data
    if b"\n>" in whole and (unquoted := _QUOTED.sub(rb"\1", whole)) != whole:
        return Entry(identity, unquoted, None, title, pictures=False)
    return Entry(identity, whole, Slice(message.at, len(whole)), title)
