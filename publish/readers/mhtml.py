"""MHTML and mail → the page or the text in a message, with the pictures that came along.

Parser: the standard library's `email`. It goes down one call a level, so that parts in parts are
counted before it sees them; it takes a message that was cut off at any place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from urllib.parse import urljoin

from publish.errors import BrokenSource, EmptySource, OverLimit
from publish.model.article import Draft, Source
from publish.model.limits import Limits
from publish.readers import html, text
from publish.readers.fragments import looks_like_fragment
from publish.readers.headers import Header, hints_of, left_out_note
from publish.readers.html.saved import Saved
from publish.readers.html.stylesheets import SPEAKING
from publish.readers.references import web_address
from publish.readers.sniff import looks_like_html
from publish.readers.values import date_of

_DEEPEST = 20  # parts in parts; a mail that was forwarded three times has seven
_LONGEST_HEADER = 5_000  # bytes; `email` needs the square of a header's parameters
_TYPE = re.compile(
    rb"^content-(?:type|disposition)[ \t]*:[^\n]*\n?(?:[ \t][^\n]*\n?)*",
    re.IGNORECASE | re.MULTILINE,
)
_HOLDS_PARTS = re.compile(rb"content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
_NUMBER = re.compile(rb"cid:([^\s\"'<>]{1,200})")
_DIVIDER = re.compile(rb"^--([^\s\"]{1,70})[ \t]*\r?\n(?=[A-Za-z-]{1,40}:)", re.MULTILINE)


def read(source: Source, limits: Limits) -> Draft:
    """The draft of the page in a message, else of its text.

    A saved page's address is that of its part; a mail's subject, sender and day are hints.
    Raises EmptySource when the message holds neither.
    """
    _check(source, limits)
    message = _parsed(source.data)
    parts = list(_leaves(message))
    page = _page_of(message, parts)
    if page is not None:
        return _draft_of_page(source, message, page, parts, limits)
    for part in parts:
        if part.get_content_type() == "text/plain" and not _is_attached(part):
            return _with_headers(_draft_of_text(source, part, limits), message)
    raise EmptySource("no words in it", where=source.name, hint="save the page once more")


def _check(source: Source, limits: Limits) -> None:
    """Raises OverLimit or BrokenSource for what the parser would take minutes for."""
    found = [each[0] for each in _TYPE.finditer(source.data)]
    if len(found) > limits.blocks:
        raise OverLimit("blocks", len(found), limits.blocks, where=source.name)
    depth = sum(_HOLDS_PARTS.match(each) is not None for each in found)
    if depth > _DEEPEST:
        raise OverLimit("nesting", depth, _DEEPEST, where=source.name)
    if any(len(each) > _LONGEST_HEADER for each in found):
        raise BrokenSource(
            "a header without end", where=source.name, hint="save the page once more"
        )


def _draft_of_page(
    source: Source, message: Message, page: Message, parts: list[Message], limits: Limits
) -> Draft:
    snapshot = _header(message, "Snapshot-Content-Location")
    base = _header(page, "Content-Location") or snapshot
    address = web_address(base)
    is_saved = bool(snapshot or address or "saved by" in _header(message, "From").lower())
    day = date_of(_header(message, "Date"))[: len("yyyy-mm-dd")] if is_saved else ""
    pictures = _Pictures(parts, base)
    saved = Saved(address, day, _charset_of(page), pictures=pictures, styles=_styles_of(parts))
    inner = replace(source, data=_with_frames(_bytes_of(page), parts))
    draft = html.read_saved(inner, limits, saved)
    return draft if is_saved else _with_headers(draft, message)


def _draft_of_text(source: Source, part: Message, limits: Limits) -> Draft:
    """The draft of a part that says it is text; of marks of HTML it may be all the same."""
    inner = replace(source, data=_bytes_of(part))
    if looks_like_html(inner.data) or looks_like_fragment(inner.data):
        return html.read_saved(inner, limits, Saved(charset=_charset_of(part)))
    return text.read(inner, limits, _charset_of(part))


def _with_headers(draft: Draft, message: Message) -> Draft:
    """A mail's draft with what its header says behind what it declares itself."""
    headers = [Header(name, _header(message, name)) for name in dict.fromkeys(message.keys())]
    said = hints_of(headers)
    hints = replace(
        draft.hints,
        title=(*draft.hints.title, *said.title),
        authors=(*draft.hints.authors, *said.authors),
        published=(*draft.hints.published, *said.published),
    )
    return replace(draft, hints=hints, notes=(*draft.notes, *left_out_note(headers)))


class _Pictures(Mapping[str, bytes]):
    """The pictures of a message, as its page calls them, decoded when they are asked for.

    By their address, by one that is relative to the page's `base`, and by `cid:`.
    """

    def __init__(self, parts: list[Message], base: str) -> None:
        self._base = base
        self._parts: dict[str, Message] = {}
        for part in parts:
            if part.get_content_maintype() == "text" or "svg" in part.get_content_type():
                continue
            for name in _names_of(part):
                self._parts.setdefault(name, part)

    def __getitem__(self, name: str) -> bytes:
        return _bytes_of(self._parts.get(name) or self._parts[_joined(self._base, name)])

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _parsed(data: bytes) -> Message:
    """The message; one that does not say, or says wrongly, what divides it is divided by sight."""
    message = BytesParser().parsebytes(data.lstrip())
    is_whole = message.is_multipart() or message.get_content_type() in _PAGES
    if is_whole or not (found := _DIVIDER.search(data)):
        return message
    head = b'Content-Type: multipart/related; boundary="%s"\n\n' % found[1]
    divided = BytesParser().parsebytes(head + data[found.start() :])
    for name, value in message.raw_items():
        if name.lower() != "content-type":
            divided.set_raw(name, value)
    return divided


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in order."""
    return (part for part in message.walk() if not part.is_multipart())


def _page_of(message: Message, parts: list[Message]) -> Message | None:
    """The part that is the page: the one the message names, else the first."""
    pages = [part for part in parts if part.get_content_type() in _PAGES and not _is_attached(part)]
    wanted = {_header(message, "Snapshot-Content-Location"), f"cid:{_start_of(message)}"}
    named = (part for part in pages if wanted.intersection(_names_of(part)) - {""})
    return next(named, pages[0] if pages else None)


def _styles_of(parts: list[Message]) -> str:
    """The sheets that say something of words; a browser saves those of the page itself so, too."""
    return "".join(
        _bytes_of(part).decode("utf-8", "replace")
        for part in parts
        if part.get_content_type() == "text/css"
        and any(sign in str(part.get_payload()) for sign in SPEAKING)
    )


def _start_of(message: Message) -> str:
    start = message.get_param("start") or ""
    return start.strip("<> ") if isinstance(start, str) else ""


def _names_of(part: Message) -> Iterator[str]:
    """What other parts call a part."""
    if name := _header(part, "Content-Location"):
        yield _joined(_header(part, "Content-Base"), name)
    if name := _header(part, "Content-ID").strip("<>"):
        yield f"cid:{name}"


def _joined(base: str, address: str) -> str:
    """An address that may be relative to another; itself where one of them is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _with_frames(page: bytes, parts: list[Message]) -> bytes:
    """The page with its frames called by their address in the place of their number."""
    addresses = {
        _header(part, "Content-ID").strip("<>").encode(): address.encode()
        for part in parts
        if part.get_content_type() in _PAGES
        and web_address(address := _header(part, "Content-Location"))
    }
    return _NUMBER.sub(lambda found: addresses.get(found[1], found[0]), page)


def _bytes_of(part: Message) -> bytes:
    """The part's bytes, as many of them as were saved."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset_of(part: Message) -> str:
    charset = part.get_param("charset") or ""
    return charset if isinstance(charset, str) else ""


def _header(part: Message, name: str) -> str:
    """A header's words on one line; empty when there is none."""
    raw = next((value for key, value in part.raw_items() if key.lower() == name.lower()), "")
    line = raw[:_LONGEST_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        pieces = decode_header(line)
        words = "".join(
            piece.decode(charset or "ascii", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in pieces
        )
    except (LookupError, ValueError):  # an encoding of no name, broken base64
        words = line
    return " ".join(words.split())
