"""Verse on a page: which of its elements are lines of one stanza, and which programs are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from selectolax.lexbor import LexborNode

from publish.readers.html.elements import Attributes, Kind

__all__ = ["Kept", "following_lines", "is_verse", "lines_kept"]

_NAMES = (
    "poems?|poetry|poem[ae]|po[eé]sie|poesía|poesia|verses?|verse-?block|stanzas?|stroph?en?|strof[ay]"
    "|lyrics?|songtext|gedichte?|line-?block|wiersz|báseň|basen|siir|şiir|стих(?:и|отворение)?|stihi?"
)
_STEM = re.compile(
    "po[eé]|verse|stanza|stro|lyric|songtext|gedicht|line-?block|wiersz|báseň|basen|[sş]iir|стих|stih"
)  # asked first: quicker
_CLASSES = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?=$|[\s_-])")
_LINES = frozenset(("div", "p", "span"))
_PARTING = "div, p, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, img, pre, li"
_BLOCKS = f"{_PARTING}, br"
_LINES_KEPT = re.compile(r"white-space\s*:\s*pre(?:-(line|wrap))?\b", re.IGNORECASE)
_LONGEST = 100  # characters of a line of verse. # guess
_LONGEST_SHORT = 60  # of a line that was surely not wrapped at a width. # guess

Kept = Literal["", "lines", "indents"]
"""What an element keeps of the lines in its text."""


@lru_cache(maxsize=4096)  # pages use few, and those of one site the same
def is_verse(classes: str | None) -> bool:
    """Whether classes say that an element holds verse."""
    lowered = (classes or "").lower()
    return _STEM.search(lowered) is not None and _CLASSES.search(lowered) is not None


def lines_kept(kind: Kind, node: LexborNode, attributes: Attributes) -> Kept:
    """What an element keeps of its lines: nothing, where they end, or what sets them in as well.

    A `<pre>` does that if it is verse by its own classes or those of what holds it, others by their
    style; but not where the lines seem to be wrapped at a width.
    """
    if kind.tag == "pre":
        around = node.parent
        is_poem = is_verse(attributes.get("class")) or (
            around is not None and is_verse(around.attributes.get("class"))
        )
        return "indents" if is_poem else ""
    if not kind.parts or "style" not in attributes:
        return ""
    found = _LINES_KEPT.search(attributes["style"] or "")
    if found is None or _holds(node, _PARTING):
        return ""
    longest = max(map(len, node.text_lexbor().split("\n")))
    if _LONGEST_SHORT < longest <= _LONGEST:
        return ""
    return "lines" if found[1] == "line" else "indents"


def following_lines(holder: LexborNode) -> Iterator[int]:
    """By identity, the lines in an element that belong to the stanza of the line before."""
    before = ""
    for node in holder.iter(include_text=True):
        if node.tag == "-text" and not (node.text_content or "").strip():
            continue
        tag = node.tag if _is_line(node) else ""
        if tag and tag == before:
            yield node.mem_id
        before = tag or ""


def _is_line(node: LexborNode) -> bool:
    """Whether an element holds a few words and nothing that would part them."""
    if node.tag not in _LINES or not 0 < len(node.text_lexbor().strip()) <= _LONGEST:
        return False
    if node.tag == "span" and "line" not in (node.attributes.get("class") or ""):
        return False
    return not _holds(node, _BLOCKS)


def _holds(node: LexborNode, selector: str) -> bool:
    """Whether such elements stand in one, which is found among them itself."""
    return any(each.mem_id != node.mem_id for each in node.css(selector))
