"""The frames of a page that was saved as a message: their pages stand in parts of their own.

A frame's page is opened in its place by the attribute with which HTML itself holds one, `srcdoc`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from publish.readers.html.embeds import is_read

__all__ = ["FramePage", "opened", "words_of"]

_TAG = re.compile(rb"<iframe(?=\s)((?:[^<>\"']|\"[^\"]{0,5000}\"|'[^']{0,5000}')*)>", re.IGNORECASE)
_NUMBER = re.compile(rb"cid:([^\s\"'<>]{1,200})")
_UNSAID = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|title)\b.*?(?:</\1[^>]*>|\Z)|<[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_PLAYER = re.compile(rb"<(?:video|audio)\b", re.IGNORECASE)
_DRAWN = re.compile(rb"<(?:canvas|svg)\b", re.IGNORECASE)
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_SENTENCE = 8  # words in one element; buttons and names of players have fewer. # guess


@dataclass(frozen=True, slots=True)
class FramePage:
    """The page of a frame: its own bytes, its characters and its address, if it has one."""

    data: bytes
    text: str
    address: str


def words_of(page: bytes) -> int:
    """How many words a page says, markup and programs aside."""
    return len(_UNSAID.sub(b" ", page).split())


def opened(page: bytes, frames: Mapping[str, FramePage]) -> bytes:
    """A page with the pages of its frames in their place, each once, and frames in frames.

    `frames` are called by what a `src` says: their number or their address. A frame that shows no
    reading, or plays something, is left; it is called by its address in the place of its number.
    What a frame draws is not read: its address follows its words.
    """
    return _Opening(frames).opened(page)


class _Opening:
    """Frames of one message while they are opened."""

    def __init__(self, frames: Mapping[str, FramePage]) -> None:
        self._frames = dict(frames)

    def opened(self, page: bytes) -> bytes:
        called = {
            name[len("cid:") :].encode(): frame.address.encode("ascii", "xmlcharrefreplace")
            for name, frame in self._frames.items()
            if name.startswith("cid:") and frame.address
        }
        made = _TAG.sub(self._tag, page) if self._frames else page
        return _NUMBER.sub(lambda found: called.get(found[1], found[0]), made)

    def _tag(self, found: re.Match[bytes]) -> bytes:
        attributes = _attributes_of(found[0])
        source = (attributes.get("src") or "").strip()
        frame = self._frames.get(source)
        if frame is None or "srcdoc" in attributes:
            return found[0]
        if not is_read({**attributes, "src": frame.address}) or _PLAYER.search(frame.data):
            return found[0]
        if not _is_worded(frame.data):
            return found[0]
        self._frames = {name: each for name, each in self._frames.items() if each is not frame}
        inside = frame.text.encode("ascii", "xmlcharrefreplace")
        inside = _TAG.sub(self._tag, inside)
        held = b' srcdoc="%s"' % html.escape(inside.decode("ascii")).encode("ascii")
        if _DRAWN.search(frame.data):
            return b"<iframe%s></iframe>%s" % (held, found[0])
        return b"<iframe%s%s>" % (held, found[1])


def _is_worded(page: bytes) -> bool:
    """Whether a page holds sentences or a table, as what is pressed and played does not."""
    runs = _UNSAID.sub(b"\0", page).split(b"\0")
    return _TABLE.search(page) is not None or max(len(run.split()) for run in runs) >= _SENTENCE


def _attributes_of(tag: bytes) -> Mapping[str, str | None]:
    node = LexborHTMLParser(tag).css_first("iframe")
    return node.attributes if node is not None else {}
