"""A mail's parts: those that are printed, in their order, and those that are left out, by name.

Source: RFC 2046 (what holds parts), 2183 (what is attached), 2387 (related), 3676 (flowed text).
"""

from __future__ import annotations

import html as marks
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

from publish.errors import EmptySource, SourceError
from publish.model.article import Note, Source
from publish.readers.decode import decoded
from publish.readers.html.saved_frames import words_of
from publish.readers.mime import PAGES, bytes_of, charset_of, header, is_attached, name_of

_TORN = re.compile(rb"\s*content-[\w-]*(?::[^\n]*)?\s*", re.IGNORECASE)
_MARK = re.compile(r"<(?:style|script|title)\b[^<>]*>[^<]*|<[^<>]*>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_SHORT = 60  # characters of a line that its writer ended; a program ends them later. # guess
_LONGEST_NOTE = 300  # characters
# Marks of the sender's program and of its user's key: they speak of the mail, as its header does.
_SIGNATURES = (
    "application/pgp-signature",
    "application/pgp-keys",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
)
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_VERSIONS = ("text/plain", "text/html", "text/enriched", "text/x-amp-html", "text/richtext")


@dataclass(frozen=True, slots=True)
class Letter:
    """What of a mail is printed: pages, texts and pictures in their order; and its header.

    Of a mail that says nothing but passes another one on, that is the other one.
    """

    head: Message
    shown: tuple[Message, ...]

    @property
    def worded(self) -> tuple[Message, ...]:
        """The parts that hold words."""
        return tuple(
            part for part in self.shown if part.get_content_maintype() == "text" or is_page(part)
        )


def letter_of(message: Message) -> Letter:
    """What of a mail is printed; nothing where no part of it has words."""
    shown = tuple(_without_copies(_shown(message)))
    if any(_has_words(part) for part in shown):
        return Letter(message, shown)
    for part in _within(message):
        if part.get_content_maintype() == "message" and part.is_multipart():
            inner = letter_of(_first_of(part))
            if inner.worded:
                return inner
    return Letter(message, shown if any(map(is_page, shown)) else ())


def is_page(part: Message) -> bool:
    """Whether a part is a page of HTML."""
    return part.get_content_type() in PAGES


def is_locked(message: Message) -> bool:
    """Whether a message is one that a key opens (OpenPGP, S/MIME)."""
    return any(part.get_content_type() in _LOCKED for part in message.walk())


def left_out(message: Message, letter: Letter, used: Iterable[Message]) -> tuple[Note, ...]:
    """The note on the parts of a mail that are not printed; `used` are pictures that are."""
    printed = {id(part) for part in (*letter.shown, *used)}
    names = list(dict.fromkeys(_left(message, letter.head, printed)))
    if not names:
        return ()
    said = "; ".join(names)
    short = said if len(said) <= _LONGEST_NOTE else f"{said[: _LONGEST_NOTE - 1]}…"
    return (Note("mail.left-out", f"parts of the mail are not printed: {short}"),)


def text_of(part: Message) -> str:
    """The characters of a part of text, its lines as they were before they were wrapped for mail.

    Raises SourceError.
    """
    text = decoded(Source("part", bytes_of(part)), charset_of(part)).text
    return _unflowed(text, part) if part.get_param("format") == "flowed" else text


def as_page(parts: Iterable[Message]) -> str:
    """Pages, texts and pictures as one page. Raises SourceError for characters of no encoding."""
    return "\n".join(_as_html(part, number) for number, part in enumerate(parts, 1))


def _as_html(part: Message, number: int) -> str:
    if part.get_content_maintype() == "image":
        return f'<figure><img src="{marks.escape(_address_of(part, number))}"></figure>'
    try:
        text = text_of(part)
    except EmptySource:
        return ""
    if is_page(part):
        return text
    said = (marks.escape(each, quote=False) for each in _BLANK_LINES.split(text.strip()))
    return "".join(f"<p>{_with_ends(each)}</p>" for each in said)


def _with_ends(paragraph: str) -> str:
    lines = paragraph.split("\n")
    ends = ("<br>" if len(line.strip()) < _SHORT else " " for line in lines[:-1])
    return "".join(f"{line}{end}" for line, end in zip(lines, (*ends, ""), strict=True))


def _address_of(part: Message, number: int) -> str:
    """What a page can call a picture; one without a name is given one."""
    if not header(part, "Content-ID"):
        part["Content-ID"] = f"<{number}@picture>"
    return f"cid:{header(part, 'Content-ID').strip('<>')}"


def _shown(part: Message) -> list[Message]:
    """The parts that a mail program shows, in their order."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        return _best([_shown(each) for each in _parts_of(part)])
    if kind == "multipart/related":
        return _root_of(part)
    if part.get_content_maintype() == "message" or is_attached(part):
        return []
    if part.is_multipart():
        return [each for inner in _parts_of(part) for each in _shown(inner)]
    if part.get_content_maintype() == "image" and "svg" not in kind:
        return [part]
    return [part] if is_page(part) or is_text(part) else []


def is_text(part: Message) -> bool:
    """Whether a part is text to be read; of a header that was cut off nothing is."""
    if part.get_content_type() != "text/plain" or is_attached(part):
        return False
    return bool(part.keys()) or not _TORN.fullmatch(bytes_of(part))


def _best(versions: list[list[Message]]) -> list[Message]:
    """The richest of several versions, the last of those as rich."""

    def worth(version: list[Message]) -> int:
        worded = [part for part in version if _has_words(part)]
        return 2 * any(map(is_page, worded)) + bool(worded)

    return max(reversed(versions), key=worth, default=[])


def _root_of(related: Message) -> list[Message]:
    """What is shown of parts that belong together: one, which calls the others."""
    start = related.get_param("start")
    named = start.strip("<> ") if isinstance(start, str) else ""
    shown = [(each, _shown(each)) for each in _parts_of(related)]
    for each, inner in shown:
        if inner and named and header(each, "Content-ID").strip("<>") == named:
            return inner
    found = [inner for _, inner in shown if any(map(is_page, inner))]
    return next(iter(found or [inner for _, inner in shown if inner]), [])


def _without_copies(shown: list[Message]) -> Iterator[Message]:
    """The parts without texts that a page beside them says, too, and pictures that it names."""
    if len(shown) == 1:  # as most have
        yield from shown
        return
    pages = "".join(_decoded(part) for part in shown if is_page(part))
    said = _letters(_MARK.sub("", pages))
    for part in shown:
        if is_page(part):
            yield part
        elif part.get_content_maintype() == "image":
            called = (header(part, "Content-ID").strip("<>"), name_of(part))
            if not any(name and name in pages for name in called):
                yield part
        elif not pages or _letters(_decoded(part)) not in said:
            yield part


def _decoded(part: Message) -> str:
    try:
        return marks.unescape(text_of(part))
    except SourceError:
        return ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _has_words(part: Message) -> bool:
    if is_page(part):
        return bool(words_of(bytes_of(part)))
    return part.get_content_maintype() == "text" and bool(bytes_of(part).strip())


def _left(message: Message, head: Message, printed: set[int]) -> Iterator[str]:
    """What each part is called that is not printed, down to the mail that is."""
    for part in _within(message):
        kind = part.get_content_type()
        inner = _first_of(part) if part.get_content_maintype() == "message" else None
        if inner is head or (inner and any(each is head for each in inner.walk())):
            yield from _left(inner, head, printed)
        elif id(part) in printed or kind in _SIGNATURES or kind == "text/css":
            continue
        elif part.get_content_maintype() == "image" and header(part, "Content-ID"):
            continue  # the page has no place for it
        elif kind not in _VERSIONS or is_attached(part) or name_of(part):
            yield _called(part, inner)


def _called(part: Message, inner: Message | None) -> str:
    if inner and (subject := header(inner, "Subject")):
        return f"the mail “{subject}”"
    return name_of(part) or f"a part of type {part.get_content_type()}"


def _within(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, and the mails in a mail, without what these hold."""
    if message.get_content_maintype() == "message":
        return
    for part in _parts_of(message) if message.is_multipart() else ():
        if part.get_content_maintype() == "message" or not part.is_multipart():
            yield part
        else:
            yield from _within(part)


def _parts_of(part: Message) -> list[Message]:
    held = part.get_payload()
    return [each for each in held if isinstance(each, Message)] if isinstance(held, list) else []


def _first_of(part: Message) -> Message:
    return next(iter(_parts_of(part)), part)


def _unflowed(text: str, part: Message) -> str:
    """A text whose lines end in a space where they go on (RFC 3676)."""
    gap = "" if str(part.get_param("delsp")).lower() == "yes" else " "
    lines: list[list[str]] = []
    goes_on, deep = False, ""
    for line in text.split("\n"):
        behind = line.lstrip(">")
        depth, said = line[: len(line) - len(behind)], behind.removeprefix(" ")
        is_sign = said == "-- "
        if goes_on and depth == deep and not is_sign:
            lines[-1].append(said.rstrip(" "))
        else:
            lines.append([f"{depth} {said}".rstrip() if depth else said.rstrip(" ")])
        goes_on, deep = said.endswith(" ") and not is_sign, depth
    return "\n".join(gap.join(line) for line in lines)
