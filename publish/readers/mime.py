"""Messages and their parts: counted, then parsed, their headers and bytes decoded.

Parser: the standard library's `email`. It goes down one call a level, and takes seconds for a
hundred thousand parts, so that they are counted before it sees them; it takes a message that was
cut off at any place.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser

from publish.errors import BrokenSource, OverLimit
from publish.model.article import Source
from publish.model.limits import Limits

PAGES = ("text/html", "application/xhtml+xml")
"""The types of parts that are pages."""

_DEEPEST = 20  # parts in parts; a mail that was forwarded three times has seven
_LONGEST_HEADER = 5_000  # bytes; `email` needs the square of a header's parameters
_LONG_NUMBER = re.compile(rb"\*\s*\d{9}")  # of a parameter in pieces; Python reads 4,300 digits
_MARK = re.compile(  # a header that may say what divides parts, or a line that may do it
    rb"^(content-(?:type|disposition)[ \t]*:[^\n]*\n?(?:[ \t][^\n]*\n?)*)|^--([^\r\n]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
_HOLDS_PARTS = re.compile(rb"content-type[ \t]*:\s*(multipart|message)/", re.IGNORECASE)
_BOUNDARY = re.compile(
    rb"boundary\*?0?\*?\s*=\s*(?:\"([^\"\n]{1,200})|([^\s;\"]{1,200}))", re.IGNORECASE
)
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(range(256)).translate(None, _BASE64)
_DIVIDER = re.compile(rb"^--([^\s\"]{1,70})[ \t]*\r?\n(?=[A-Za-z-]{1,40}:)", re.MULTILINE)


def check(source: Source, limits: Limits) -> None:
    """Raises OverLimit or BrokenSource for what the parser would take minutes for."""
    parts = 0
    open_parts: list[bytes] = []  # what divides each, b"" for a message in a part
    data = source.data
    if b"\r" in data:  # the library ends lines there, too
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for found in _MARK.finditer(data):
        if found[1] is None:
            depth = _depth_at(found[2], open_parts)
            if depth is not None:
                parts += 1
                del open_parts[depth:]
        else:
            parts += 1
            if len(found[1]) > _LONGEST_HEADER or _LONG_NUMBER.search(found[1]):
                raise BrokenSource(
                    "a header without end", where=source.name, hint="save the page once more"
                )
            if kind := _HOLDS_PARTS.match(found[1]):
                boundary = _BOUNDARY.search(found[1])
                is_multipart = kind[1].lower() == b"multipart"
                open_parts.append(
                    (boundary[1] or boundary[2]) if is_multipart and boundary else b""
                )
        if len(open_parts) > _DEEPEST:
            depth, hint = len(open_parts), "save the innermost mail by itself"
            raise OverLimit("nesting", depth, _DEEPEST, where=source.name, hint=hint)
        if parts > limits.blocks:
            raise OverLimit("blocks", parts, limits.blocks, where=source.name)


def _depth_at(line: bytes, open_parts: list[bytes]) -> int | None:
    """How many parts are open behind a line that begins or ends one; None where it does neither."""
    line = line.rstrip()
    for at in range(len(open_parts) - 1, -1, -1):
        if open_parts[at] and line in (open_parts[at], open_parts[at] + b"--"):
            return at + (not line.endswith(b"--") or line == open_parts[at])
    return None


def parsed(data: bytes) -> Message:
    """The message; one that does not say, or says wrongly, what divides it is divided by sight."""
    message = BytesParser().parsebytes(data.lstrip())
    is_whole = message.is_multipart() or message.get_content_type() in PAGES
    if is_whole or not (found := _DIVIDER.search(data)):
        return message
    head = b'Content-Type: multipart/related; boundary="%s"\n\n' % found[1]
    divided = BytesParser().parsebytes(head + data[found.start() :])
    for name, value in message.raw_items():
        if name.lower() != "content-type":
            divided.set_raw(name, value)
    return divided


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in order."""
    return (part for part in message.walk() if not part.is_multipart())


def bytes_of(part: Message) -> bytes:
    """The part's bytes, as many of them as were saved."""
    if "base64" in header(part, "Content-Transfer-Encoding").lower():
        # The library gives the letters themselves when one too many or too few of them was saved.
        said = str(part.get_payload()).encode("ascii", "ignore").translate(None, _NOT_BASE64)
        return base64.b64decode(said[: len(said) - (len(said) % 4 == 1)] + b"===")
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def charset_of(part: Message) -> str:
    """What a part says of its encoding; empty where it says nothing."""
    charset = part.get_param("charset") or ""
    return charset if isinstance(charset, str) else ""


def header(part: Message, name: str) -> str:
    """A header's words on one line; empty when there is none."""
    raw = next((value for key, value in part.raw_items() if key.lower() == name.lower()), "")
    return line_of(raw)


def line_of(raw: str) -> str:
    """What a header says, decoded, on one line."""
    line = raw[:_LONGEST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    line = line.replace("\r", "").replace("\n", "")  # the library takes lines for words apart
    try:
        pieces = decode_header(line)
        words = "".join(
            piece.decode(charset or "ascii", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )
    except (LookupError, ValueError):  # an encoding of no name, broken base64
        words = line
    return " ".join(words.split())


def is_attached(part: Message) -> bool:
    """Whether a part is a file that came along."""
    return part.get_content_disposition() == "attachment"


def name_of(part: Message) -> str:
    """The name of the file that a part was; empty where it has none."""
    said = part.get_filename()
    return line_of(said) if said else ""
