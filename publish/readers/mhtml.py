"""MHTML and mail → the page or the text in a message, with the pictures that came along.

Parser: the standard library's `email`. It goes down one call a level, so that parts in parts are
counted before it sees them; it takes a message that was cut off at any place.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from urllib.parse import urljoin

from publish.errors import BrokenSource, EmptySource, OverLimit, SourceError
from publish.model.article import Draft, Note, Source
from publish.model.limits import Limits
from publish.readers import html, text
from publish.readers.decode import decoded
from publish.readers.fragments import looks_like_fragment
from publish.readers.headers import Header, added, left_out_note
from publish.readers.html.saved import Saved
from publish.readers.html.saved_frames import FramePage, opened, words_of
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
_FRAMESET = re.compile(rb"<frameset\b", re.IGNORECASE)
_BASE = re.compile(rb"<base\s[^>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_TORN = re.compile(rb"\s*content-[\w-]*(?::[^\n]*)?\s*", re.IGNORECASE)
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
    texts = [part for part in parts if _is_text(part)]
    if page is not None and not (texts and not words_of(_bytes_of(page))):
        return _draft_of_page(source, message, page, parts, limits)
    if texts:
        return _with_headers(_draft_of_text(source, texts[0], limits), message)
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
    by = _header(message, "From").lower()
    is_saved = bool(snapshot or address or "saved by" in by or base.startswith("file:"))
    day = date_of(_header(message, "Date"))[: len("yyyy-mm-dd")] if is_saved else ""
    data = _bytes_of(page)
    if found := _BASE.search(data):
        base = _joined(base, found[1].decode("latin-1"))
    pictures = _Pictures(parts, base)
    saved = Saved(address, day, _charset_of(page), pictures=pictures, styles=_styles_of(parts))
    inner = replace(source, data=opened(data, _frames_of(page, parts, base)))
    draft = html.read_saved(inner, limits, saved)
    draft = replace(draft, notes=(*draft.notes, *_beside(page, message, parts)))
    return draft if is_saved else _with_headers(draft, message)


def _draft_of_text(source: Source, part: Message, limits: Limits) -> Draft:
    """The draft of a part that says it is text; of marks of HTML it may be all the same."""
    inner = replace(source, data=_bytes_of(part))
    if looks_like_html(inner.data) or looks_like_fragment(inner.data):
        return html.read_saved(inner, limits, Saved(charset=_charset_of(part)))
    return text.read(inner, limits, _charset_of(part))


def _with_headers(draft: Draft, message: Message) -> Draft:
    """A mail's draft with what its header says behind what it declares itself."""
    first: dict[str, tuple[str, str]] = {}
    for name, raw in message.raw_items():
        first.setdefault(name.lower(), (name, raw))
    headers = [Header(name, _line_of(raw)) for name, raw in first.values()]
    return replace(
        draft, hints=added(draft.hints, headers), notes=(*draft.notes, *left_out_note(headers))
    )


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
    """The part that is the page; of a page of frames alone the frame with the most to read."""
    page = _named_page(message, parts)
    if page is None or not _FRAMESET.search(_bytes_of(page)):
        return page
    frames = [part for part in parts if part.get_content_type() in _PAGES and part is not page]
    return max(frames, key=lambda part: words_of(_bytes_of(part)), default=page)


def _named_page(message: Message, parts: list[Message]) -> Message | None:
    """The part that the message names as its page, else the first that is one."""
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


def _is_text(part: Message) -> bool:
    """Whether a part is text to be read; of a header that was cut off nothing is."""
    if part.get_content_type() != "text/plain" or _is_attached(part):
        return False
    return bool(part.keys()) or not _TORN.fullmatch(_bytes_of(part))


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _frames_of(page: Message, parts: list[Message], base: str) -> dict[str, FramePage]:
    """The pages of frames, by what the page may call them."""
    frames: dict[str, FramePage] = {}
    for part in parts:
        if part is page or part.get_content_type() not in _PAGES or _is_attached(part):
            continue
        data = _bytes_of(part)
        try:
            text = decoded(Source("frame", data), _charset_of(part)).text
        except SourceError:
            text = ""  # nothing in it to be read
        frame = FramePage(data, text, web_address(_header(part, "Content-Location")))
        for name in _names_of(part):
            frames.setdefault(name, frame)
            if base and name.startswith(root := _joined(base, ".")):
                frames.setdefault(name[len(root) :], frame)
    return frames


def _beside(page: Message, message: Message, parts: list[Message]) -> tuple[Note, ...]:
    """The note on the frames that stood around the one with the most to read."""
    if _named_page(message, parts) is page:
        return ()
    others = [part for part in parts if part.get_content_type() in _PAGES and part is not page]
    said = "; ".join(name for part in others for name in _names_of(part) if "cid:" not in name)
    return (Note("mhtml.frames", f"frames around the one that is read: {said}"),)


def _bytes_of(part: Message) -> bytes:
    """The part's bytes, as many of them as were saved."""
    if "base64" in _header(part, "Content-Transfer-Encoding").lower():
        # The library gives the letters themselves when one too many or too few of them was saved.
        said = _NOT_BASE64.sub(b"", str(part.get_payload()).encode("ascii", "ignore"))
        return base64.b64decode(said[: len(said) - (len(said) % 4 == 1)] + b"===")
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset_of(part: Message) -> str:
    charset = part.get_param("charset") or ""
    return charset if isinstance(charset, str) else ""


def _header(part: Message, name: str) -> str:
    """A header's words on one line; empty when there is none."""
    raw = next((value for key, value in part.raw_items() if key.lower() == name.lower()), "")
    return _line_of(raw)


def _line_of(raw: str) -> str:
    """What a header says, decoded, on one line."""
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
