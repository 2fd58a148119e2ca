"""What a file that was saved from the web knows of the page in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser

from publish.model.article import Note
from publish.readers.references import web_address
from publish.readers.values import date_of

__all__ = ["AS_FOUND", "Saved", "saved_note", "without_hidden"]

_BEFORE_ANY_WORD = 20_000  # characters in which the comment stands; style sheets come behind it
_LONGEST_QUOTED = 240  # characters of what a note repeats
_BY_A_BROWSER = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->", re.IGNORECASE)
_BY_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\b.{0,100}?\burl:\s*(\S{1,2000})"
    r"(?:\s+saved date:\s*(.{1,100}?))?\s*-->",
    re.IGNORECASE | re.DOTALL,
)
_BY_A_PROGRAM = re.compile(  # monolith, HTTrack
    r"<!--\s*(?:Saved|Mirrored) from (\S{1,2000}) (?:at (\S{1,40}) using|by) (?:monolith|HTTrack)"
    r"[^<>]{0,100}?(?:, (\w{3}, [^<>]{1,40}?))?\s*-->",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a page was saved from and when, its encoding, pictures by address, sheets beside it.

    Empty where nothing is known. `day` is yyyy-mm-dd, with the time where that is said.
    """

    address: str = ""
    day: str = ""
    charset: str = ""
    by_single_file: bool = False
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    styles: str = field(default="", repr=False)

    def in_comment_of(self, page: str) -> Saved:
        """The same, with what the comment says that programs leave in a page."""
        head = page[:_BEFORE_ANY_WORD]
        if "aved" not in head and "Mirrored" not in head:
            return self
        if found := _BY_SINGLE_FILE.search(head):
            day = date_of(found[2] or "")[: len("yyyy-mm-dd")]
            address = self.address or web_address(found[1])
            return replace(self, address=address, day=day, by_single_file=True)
        if found := _BY_A_BROWSER.search(head):
            return replace(self, address=self.address or web_address(found[1]))
        if found := _BY_A_PROGRAM.search(head):
            url = found[1] if "://" in found[1] else f"http://{found[1]}"
            day = date_of(found[2] or found[3] or "")[: len("yyyy-mm-dd")]
            return replace(self, address=self.address or web_address(url), day=self.day or day)
        return self


AS_FOUND = Saved()


def saved_note(saved: Saved) -> tuple[Note, ...]:
    """The note on what day the page was saved, which is no date of the article."""
    return (Note("source.saved", f"a copy saved on {saved.day}"),) if saved.day else ()


def without_hidden(parser: LexborHTMLParser) -> tuple[Note, ...]:
    """Takes out what SingleFile saw that nobody could see, and says its words in a note."""
    unseen: list[str] = []
    for node in parser.css("body .sf-hidden"):
        unseen += (node.text_lexbor() or "").split()
        node.decompose()
    if not unseen:
        return ()
    said = " ".join(unseen)
    short = said if len(said) <= _LONGEST_QUOTED else f"{said[:_LONGEST_QUOTED]}…"
    return (Note("html.hidden", f"words that were hidden when the page was saved: “{short}”"),)
