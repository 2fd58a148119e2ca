"""A record of a web archive: where it came from, how it answered, and the bytes it holds.

Parser of records: FastWARC. What a server packed is unpacked here within limits; what says that it
is packed and is not, or was cut off, is taken as it came.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import brotli
from fastwarc.stream_io import ChunkedReader, WarcReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcHeader, WarcRecord

from publish.errors import BrokenSource, OverLimit
from publish.readers.references import web_address

PAGES = frozenset({"text/html", "application/xhtml+xml"})
TEXT = "text/plain"
OTHERS = {
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "message/rfc822": "mhtml",
    "multipart/related": "mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
"""Readers by the media types of what they read, besides."""
READ = PAGES | OTHERS.keys() | {TEXT, ""}
"""The media types of what is read; "" is what says none, and shows it."""

LONGEST_HEAD = 65_536  # bytes of a server's header; browsers take 256 KB, servers send 8 KB
_PIECE = 65_536
_LARGEST = 1_000_000  # bytes that are unpacked at a time
_MOST_PACKINGS = 4  # one in another; servers that err do it twice
_HEAD = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})\b[^\n]*\n?")
_END = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';,]{1,40})", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Said:
    """What the header of a record says of it; "" for what it does not say.

    `kind` is that of the standard (response, resource, …), `day` the yyyy-mm-dd of the visit, `cut`
    why the crawler left the rest of the answer, `same_as` where the same bytes were seen before.
    """

    kind: str
    id: str
    address: str
    day: str
    content_type: str
    length: int
    cut: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a server answered, by the first bytes of a record's block.

    `status` is 200 for what was not asked of a server. The body begins at `start`.
    """

    status: int
    media_type: str
    charset: str = ""
    location: str = ""
    transfer: str = ""
    packings: tuple[str, ...] = ()
    start: int = 0


def said_by(record: WarcRecord) -> Said:
    """What a record says in its header, whatever bytes it says it with."""
    headers = record.headers
    date = _words(headers.get_bytes(WarcHeader.WARC_DATE))
    day = _DATE.match(date)
    has_parts = headers.get_bytes(WarcHeader.WARC_SEGMENT_NUMBER) is not None
    segment = "it is in other records" if has_parts else ""
    return Said(
        _words(headers.get_bytes(WarcHeader.WARC_TYPE)).lower(),
        _words(headers.get_bytes(WarcHeader.WARC_RECORD_ID)),
        _words(headers.get_bytes(WarcHeader.WARC_TARGET_URI)).strip("<>"),  # as wget 1.19 has it
        day[0] if day else "",
        _words(headers.get_bytes(WarcHeader.CONTENT_TYPE)),
        record.content_length,
        _words(headers.get_bytes(WarcHeader.WARC_TRUNCATED)) or segment,
        _words(headers.get_bytes(WarcHeader.WARC_REFERS_TO_TARGET_URI)).strip("<>"),
    )


def answer_in(said: Said, block: bytes) -> Answer:
    """How the server answered; of a record that no server did, what its own header says.

    Raises BrokenSource for an HTTP header without end.
    """
    if said.kind not in ("response", "revisit"):
        media_type, charset = _type_of(said.content_type)
        return Answer(200, media_type, charset)
    first = _HEAD.match(block)
    if first is None:  # another protocol's, such as that of dns:
        return Answer(0, _type_of(said.content_type)[0])
    end = _END.search(block, first.end() - 2, LONGEST_HEAD)
    if end is None and len(block) >= LONGEST_HEAD:
        raise BrokenSource("an HTTP header without end", hint="crawl the page once more")
    headers = _headers(block[first.end() : end.start() if end else len(block)])
    media_type, charset = _type_of(headers.get("content-type", ""))
    said_packings = headers.get("content-encoding", "").lower().replace(" ", "").split(",")
    packings = [each for each in said_packings if each not in ("", "identity")]
    if len(packings) > _MOST_PACKINGS:
        raise BrokenSource(f"packed {len(packings)} times over", hint="crawl the page once more")
    return Answer(
        int(first[1]),
        media_type,
        charset,
        headers.get("location", ""),
        headers.get("transfer-encoding", "").lower(),
        tuple(packings),
        end.end() if end else len(block),
    )


def body_of(answer: Answer, block: bytes, limit_bytes: int, most: int | None = None) -> bytes:
    """The bytes that a browser would have had: all, or the first `most` of them.

    Raises OverLimit for more than `limit_bytes`.
    """
    body = block[answer.start :]
    wanted = limit_bytes + 1 if most is None else most
    if "chunked" in answer.transfer:
        body = _read(lambda: ChunkedReader(BytesIO(body)), wanted) or body
    for packing in reversed(answer.packings):
        body = _unpacked(packing, body, wanted) or body
    if most is None and len(body) > limit_bytes:
        raise OverLimit("file-bytes", len(body), limit_bytes)
    return body if most is None else body[:most]


def key_of(address: str) -> str:
    """What an address is found by: http or https, and a place in the page, are none of it."""
    return web_address(address).partition("#")[0].partition(":")[2]


def record_in(data: bytes) -> tuple[Said, bytes]:
    """What a single record says of itself, and its block. Raises BrokenSource."""
    try:
        for record in ArchiveIterator(BytesIO(data), parse_http=False):
            return said_by(record), record.reader.read()
    except OSError:
        pass
    raise BrokenSource("no record of a web archive in it", hint="crawl the page once more")


def _headers(lines: bytes) -> dict[str, str]:
    """The first of each header by its name in small letters."""
    found: dict[str, str] = {}
    for line in _FOLD.sub(b" ", lines).splitlines():
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(_words(name.strip()).lower(), _words(value))
    return found


def _type_of(content_type: str) -> tuple[str, str]:
    """The media type in small letters and the charset beside it."""
    charset = _CHARSET.search(content_type)
    return content_type.partition(";")[0].strip().lower(), charset[1] if charset else ""


def _words(value: bytes | None) -> str:
    return (value or b"").strip().decode("utf-8", "replace")


def _unpacked(packing: str, body: bytes, wanted: int) -> bytes:
    """The body unpacked; empty where it is not packed so, or in a way that nobody knows."""
    match packing:
        case "gzip" | "x-gzip":
            return _inflated(body, 16 + zlib.MAX_WBITS, wanted)
        case "deflate":  # meant as zlib has it, and sent without its header by many
            is_bare = _inflated(body, zlib.MAX_WBITS, 1) == b""
            return _inflated(body, -zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS, wanted)
        case "br":
            return _from_brotli(body, wanted)
        case "zstd":
            return _read(lambda: ZstdReader(BytesIO(body)), wanted)
        case _:
            return b""


def _inflated(body: bytes, bits: int, wanted: int) -> bytes:
    """At most `wanted` bytes of what zlib packed, as many as are sound."""
    unpacker = zlib.decompressobj(bits)
    pieces: list[bytes] = []
    try:
        for at in range(0, len(body), _PIECE):
            pieces.append(unpacker.decompress(body[at : at + _PIECE], wanted))
            wanted -= len(pieces[-1])
            if wanted <= 0 or unpacker.eof:
                break
    except zlib.error:
        pass
    return b"".join(pieces)


def _from_brotli(body: bytes, wanted: int) -> bytes:
    """The same of what Brotli packed."""
    unpacker = brotli.Decompressor()
    pieces: list[bytes] = []
    try:
        for at in range(0, len(body), _PIECE):
            piece = body[at : at + _PIECE]
            while wanted > 0 and (piece or not unpacker.can_accept_more_data()):
                pieces.append(unpacker.process(piece, output_buffer_limit=min(wanted, _LARGEST)))
                wanted -= len(pieces[-1])
                piece = b""
            if wanted <= 0 or unpacker.is_finished():
                break
    except brotli.error:
        pass
    return b"".join(pieces)


def _read(opened: Callable[[], WarcReader], wanted: int) -> bytes:
    """At most `wanted` bytes of a stream, as many as are sound."""

    def pieces(left: int) -> Iterator[bytes]:
        try:
            stream = opened()
            while left > 0 and (piece := stream.read(min(_PIECE, left))):
                yield piece
                left -= len(piece)
        except OSError:
            return

    return b"".join(pieces(wanted))
