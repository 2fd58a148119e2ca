"""MHTML and mail → the page or the text in a message, with the pictures that came along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message

from publish.errors import EmptySource, EncryptedSource, SourceError
from publish.model.article import Draft, Note, Source
from publish.model.limits import Limits
from publish.readers import html, text
from publish.readers.decode import decoded
from publish.readers.fragments import looks_like_fragment
from publish.readers.headers import Header, added, left_out_note
from publish.readers.html.saved import Saved
from publish.readers.html.saved_frames import FramePage, opened, words_of
from publish.readers.html.stylesheets import SPEAKING
from publish.readers.mail import as_page, is_locked, is_page, is_text, left_out, letter_of, text_of
from publish.readers.mime import (
    PAGES,
    bytes_of,
    charset_of,
    check,
    header,
    is_attached,
    leaves,
    line_of,
    name_of,
    parsed,
)
from publish.readers.references import joined, page_base, web_address
from publish.readers.sniff import looks_like_html
from publish.readers.values import date_of

_FRAMESET = re.compile(rb"<frameset\b", re.IGNORECASE)


def read(source: Source, limits: Limits) -> Draft:
    """The draft of the page in a message, else of its text.

    A saved page's address is that of its part; a mail's subject, sender and day are hints, and what
    of it is not printed is told. Raises EmptySource when the message holds no words.
    """
    check(source, limits)
    message = parsed(source.data)
    parts = list(leaves(message))
    page = _page_of(message, parts)
    if page is not None and _is_saved(message, page):
        texts = [part for part in parts if is_text(part)]
        if words_of(bytes_of(page)) or not texts:
            return _draft_of_saved(source, message, page, parts, limits)
        return _with_headers(_draft_of_text(source, texts[0], limits), message)
    return _draft_of_mail(source, message, limits)


def _is_saved(message: Message, page: Message) -> bool:
    """Whether a message is a page that a browser saved."""
    base = header(page, "Content-Location") or header(message, "Snapshot-Content-Location")
    told = header(message, "Snapshot-Content-Location") or web_address(base)
    return bool(told or "saved by" in header(message, "From").lower() or base.startswith("file:"))


def _draft_of_saved(
    source: Source, message: Message, page: Message, parts: list[Message], limits: Limits
) -> Draft:
    base = header(page, "Content-Location") or header(message, "Snapshot-Content-Location")
    day = date_of(header(message, "Date"))[: len("yyyy-mm-dd")]
    saved = Saved(web_address(base), day, charset_of(page), styles=_styles_of(parts))
    data = bytes_of(page)
    pictures = _Pictures(parts, page_base(data, base))
    inner = replace(source, data=opened(data, _frames_of(page, parts, pictures.base)))
    draft = html.read_saved(inner, limits, replace(saved, pictures=pictures))
    return replace(draft, notes=(*draft.notes, *_beside(page, message, parts)))


def _draft_of_mail(source: Source, message: Message, limits: Limits) -> Draft:
    letter = letter_of(message)
    if not letter.worded and is_locked(message):
        hint = "save it from the program that can open it"
        raise EncryptedSource("locked with a key", where=source.name, hint=hint)
    if not letter.worded:
        raise EmptySource("no words in it", where=source.name, hint="save it once more")
    parts = list(leaves(letter.head))
    first, *others = letter.shown
    pictures = _Pictures(parts, "")
    if not others and not is_page(first):
        draft = _draft_of_text(source, first, limits)
    else:
        data = bytes_of(first) if not others else as_page(letter.shown).encode()
        pictures = _Pictures(parts, page_base(data, header(first, "Content-Location")))
        data = opened(data, _frames_of(first, parts, pictures.base))
        charset = "utf-8" if others else charset_of(first)
        saved = Saved(charset=charset, pictures=pictures, styles=_styles_of(parts))
        draft = html.read_saved(replace(source, data=data), limits, saved)
    left = left_out(message, letter, pictures.used)
    return _with_headers(replace(draft, notes=(*draft.notes, *left)), letter.head)


def _draft_of_text(source: Source, part: Message, limits: Limits) -> Draft:
    """The draft of a part that says it is text; of marks of HTML it may be all the same."""
    inner = replace(source, data=bytes_of(part))
    if looks_like_html(inner.data) or looks_like_fragment(inner.data):
        return html.read_saved(inner, limits, Saved(charset=charset_of(part)))
    if part.get_param("format") == "flowed":
        return text.read(replace(source, data=text_of(part).encode()), limits, "utf-8")
    return text.read(inner, limits, charset_of(part))


def _with_headers(draft: Draft, message: Message) -> Draft:
    """A mail's draft with what its header says behind what it declares itself."""
    first: dict[str, tuple[str, str]] = {}
    for name, raw in message.raw_items():
        first.setdefault(name.lower(), (name, raw))
    headers = [Header(name, line_of(raw)) for name, raw in first.values()]
    return replace(
        draft, hints=added(draft.hints, headers), notes=(*draft.notes, *left_out_note(headers))
    )


class _Pictures(Mapping[str, bytes]):
    """The pictures of a message, as its page calls them, decoded when they are asked for.

    By their address, by one that is relative to the page's `base`, and by `cid:`.
    """

    def __init__(self, parts: list[Message], base: str) -> None:
        self.base = base
        self.used: list[Message] = []
        self._parts: dict[str, Message] = {}
        for part in parts:
            if part.get_content_maintype() == "text" or "svg" in part.get_content_type():
                continue
            for name in _names_of(part):
                self._parts.setdefault(name, part)

    def __getitem__(self, name: str) -> bytes:
        part = self._parts.get(name) or self._parts[joined(self.base, name)]
        self.used.append(part)
        return bytes_of(part)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _page_of(message: Message, parts: list[Message]) -> Message | None:
    """The part that is the page; of a page of frames alone the frame with the most to read."""
    page = _named_page(message, parts)
    if page is None or not _FRAMESET.search(bytes_of(page)):
        return page
    frames = [part for part in parts if part.get_content_type() in PAGES and part is not page]
    return max(frames, key=lambda part: words_of(bytes_of(part)), default=page)


def _named_page(message: Message, parts: list[Message]) -> Message | None:
    """The part that the message names as its page, else the first that is one."""
    pages = [part for part in parts if part.get_content_type() in PAGES and not is_attached(part)]
    wanted = {header(message, "Snapshot-Content-Location"), f"cid:{_start_of(message)}"}
    named = (part for part in pages if wanted.intersection(_names_of(part)) - {""})
    return next(named, pages[0] if pages else None)


def _styles_of(parts: list[Message]) -> str:
    """The sheets that say something of words; a browser saves those of the page itself so, too."""
    return "".join(
        bytes_of(part).decode("utf-8", "replace")
        for part in parts
        if part.get_content_type() == "text/css"
        and any(sign in str(part.get_payload()) for sign in SPEAKING)
    )


def _start_of(message: Message) -> str:
    start = message.get_param("start") or ""
    return start.strip("<> ") if isinstance(start, str) else ""


def _names_of(part: Message) -> Iterator[str]:
    """What other parts call a part."""
    if name := header(part, "Content-Location"):
        yield joined(header(part, "Content-Base"), name)
    if name := header(part, "Content-ID").strip("<>"):
        yield f"cid:{name}"
    if name := name_of(part):
        yield name


def _frames_of(page: Message, parts: list[Message], base: str) -> dict[str, FramePage]:
    """The pages of frames, by what the page may call them."""
    frames: dict[str, FramePage] = {}
    for part in parts:
        if part is page or part.get_content_type() not in PAGES or is_attached(part):
            continue
        data = bytes_of(part)
        try:
            text = decoded(Source("frame", data), charset_of(part)).text
        except SourceError:
            text = ""  # nothing in it to be read
        frame = FramePage(data, text, web_address(header(part, "Content-Location")))
        for name in _names_of(part):
            frames.setdefault(name, frame)
            if base and name.startswith(root := joined(base, ".")):
                frames.setdefault(name[len(root) :], frame)
    return frames


def _beside(page: Message, message: Message, parts: list[Message]) -> tuple[Note, ...]:
    """The note on the frames that stood around the one with the most to read."""
    if _named_page(message, parts) is page:
        return ()
    others = [part for part in parts if part.get_content_type() in PAGES and part is not page]
    said = "; ".join(name for part in others for name in _names_of(part) if "cid:" not in name)
    return (Note("mhtml.frames", f"frames around the one that is read: {said}"),)
