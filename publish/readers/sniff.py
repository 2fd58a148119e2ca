"""What bytes look like, whatever their name says."""

from __future__ import annotations

import io
import re
import zipfile

from publish.errors import EncryptedSource, UnknownFormat
from publish.model.article import Source

BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks, the longer before those they begin with."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OTTO", "a font"),
    (b"\x00\x01\x00\x00", "a font"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"bplist00", "a property list"),
    (b"// <!-- <mdb:mork:", "a mail program's index"),  # beside each mailbox of Thunderbird
)
_OLD = "an old Word or Office file"
_DATA = "a JSON file"
_WORDY = frozenset({b"BM", b"MZ", b"ID3", b"BZh", b"OTTO", b"wOFF", b"wOF2", b"OggS", b"GIF87a"})
"""Marks that an honest text can begin with; they count only when the rest is no text either."""

_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_FIELD = r"[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*"
_HEADER = re.compile(rf"\s*(?:From \S[^\n]*\n)?((?:{_FIELD})+)")
_OF_A_MESSAGE = re.compile(
    r"^(?:content-type:\s*(?:multipart/|text/html|application/xhtml|message/)"
    r"|content-transfer-encoding:\s*(?:quoted-printable|base64)|snapshot-content-location:)",
    re.IGNORECASE | re.MULTILINE,
)
_PARTS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n|--)(?:[^\n]*\n){0,60}?--[^\s-][^\n]*\n"
    r"(?:Content-[A-Za-z-]+:[^\n]*\n){2}|--[^\s][^\n]*\n(?:Content-[A-Za-z-]+:[^\n]*\n){2}",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\b|<(?:rss|feed|svg|rdf:RDF)\b)", re.IGNORECASE)
_JSON = re.compile(r'\s*(?:\{\s*"[^"]*"\s*:|\[\s*\{\s*")')
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32)])  # 27 begins a shift in ISO-2022-JP


def suffix_of(name: str) -> str:
    """The suffix of a source's name in small letters, with its dot, or empty."""
    last = name.rsplit("/", 1)[-1]
    stem, dot, suffix = last.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does: doctype or <html>, after XML and comments."""
    return bool(_HTML.match(start_of(data)))


def looks_like_message(data: bytes) -> bool:
    """Whether the bytes begin with a header that says how parts or characters were packed.

    Of a damaged one, the header of its first part will do.
    """
    head = start_of(data).replace("\r\n", "\n").lstrip()
    if ":" not in head[:80] and not head.startswith("--"):
        return False
    found = _HEADER.match(head)
    return bool(found and _OF_A_MESSAGE.search(found[1])) or bool(_PARTS.match(head))


def looks_like_word(data: bytes) -> bool:
    """Whether the bytes are the package of a Word file, by the types or the names of its parts."""
    if not data.startswith(_ZIP) or data[30:38] == b"mimetype":  # an e-book, an OpenDocument
        return False
    if data.find(b"word/", 0, _HEAD) > 0 or (b"word/document" in data and b"xl/" not in data):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            types = package.open("[Content_Types].xml").read(_LONGEST_TYPES)
    except (*_NO_PACKAGE, KeyError):
        return False
    return b"wordprocessingml" in types


def looks_like_json_lines(head: bytes) -> bool:
    """Whether a file begins with an object in JSON that is a line of its own."""
    first, end, rest = head.removeprefix(BOMS[0][0]).lstrip().partition(b"\n")
    if not first.startswith(b"{") or not first[1:].lstrip().startswith(b'"'):
        return False
    if not end:  # the only line, or one that is longer than what was read
        return first.rstrip().endswith(b"}") or len(head) >= _HEAD
    return first.rstrip().endswith(b"}") and rest.lstrip()[:1] in (b"{", b"")


_ZIP = b"PK\x03\x04"
_LONGEST_TYPES = 100_000  # bytes of a list of types: a document of 500 pictures has 60,000
_NO_PACKAGE = (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError)


def refuse_what_is_no_text(source: Source, known: str) -> None:
    """Raises UnknownFormat or EncryptedSource, saying in plain words what the bytes look like.

    `known` are the formats that are read, for the hint.
    """
    _refuse(source, _kind(source.data), known)


def refuse_data(source: Source, known: str) -> None:
    """Raises UnknownFormat for XML and JSON, which are texts that nobody means to print."""
    head = start_of(source.data)
    if _XML.match(head):
        _refuse(source, "an XML file", known)
    if _JSON.match(head):
        _refuse(source, _DATA, known)


def _refuse(source: Source, kind: str, known: str) -> None:
    if kind == "encrypted":
        raise EncryptedSource(
            "locked with a password", where=source.name, hint="save it without a password"
        )
    if kind:
        raise UnknownFormat(
            f"looks like {kind}, which is not read yet", where=source.name, hint=_hint(kind, known)
        )


def _hint(kind: str, known: str) -> str:
    if kind == _OLD:
        return "save it as .docx"
    if kind == _DATA:
        return "one object a line is read: jq -c '.[]' FILE.json > FILE.jsonl"
    return f"publish reads {known}"


def _kind(data: bytes) -> str:
    """What the bytes are when they are no text; empty for text."""
    if data.startswith(_ZIP):
        return _package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return "encrypted" if locked else _OLD
    if data[:4] == b"RIFF":
        return "a WebP picture" if data[8:12] == b"WEBP" else "a sound or video file"
    if data[4:8] == b"ftyp":
        return "an AVIF, HEIC or video file"
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (magic not in _WORDY or _is_binary(data)):
            return kind
    return "a binary file" if _is_binary(data) else ""


def _package(data: bytes) -> str:
    """What a zip holds, by the names of its first members."""
    if b"mimetypeapplication/epub+zip" in data[:200]:
        return "an EPUB"
    if b"mimetypeapplication/vnd.oasis" in data[:200]:
        return "an OpenDocument file"
    return "an Office file" if b"[Content_Types].xml" in data else "a zip archive"


def _is_binary(data: bytes) -> bool:
    """Whether more than 5 % of the first bytes are controls that no text has.

    Source: random bytes have 11 %; a text with a few stray NULs is still a text.
    """
    if any(data.startswith(mark) for mark, _ in BOMS) or wide_codec(data):
        return False
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 20 > len(head)


def wide_codec(data: bytes) -> str:
    """UTF-16 without a mark, seen by NULs on one side of most pairs; empty for anything else."""
    head = data[: _HEAD - _HEAD % 2]
    pairs = len(head) // 2
    high, low = head[0::2].count(0), head[1::2].count(0)
    if pairs >= 4 and low * 10 > pairs * 7 and high * 20 < pairs:
        return "utf-16-le"
    if pairs >= 4 and high * 10 > pairs * 7 and low * 20 < pairs:
        return "utf-16-be"
    return ""


def start_of(data: bytes, size: int = _HEAD) -> str:
    """The characters of the first bytes, good enough to tell markup by."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return data[len(mark) : size].decode(codec, "replace")
    return data[:size].decode(wide_codec(data) or "latin-1", "replace")
