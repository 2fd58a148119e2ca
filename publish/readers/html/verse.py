"""Verse on a page: which of its elements are lines of one stanza, and which programs are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from publish.readers.html.elements import Attributes

__all__ = ["is_verse", "lines_of_verse"]

_NAMES = "poem|poetry|verse|stanza|strophe|lyrics?|linegroup|line-group|gedicht|vers|poema|poesia"
_CLASSES = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?=$|[\s_-])", re.IGNORECASE)
_PARTS_OF_NAMES = ("poe", "vers", "stanza", "strophe", "lyric", "line", "gedicht")
_QUERY = ", ".join(f"[class*={part} i]" for part in _PARTS_OF_NAMES)
_LINES = frozenset(("div", "p", "span"))
_BLOCKS = "div, p, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, br, img, pre, li"
_LONGEST = 100  # characters of a line of verse. # guess


def is_verse(attributes: Attributes) -> bool:
    """Whether an element says by its class that it holds verse."""
    return _CLASSES.search(attributes.get("class") or "") is not None


def lines_of_verse(root: LexborNode, text: str) -> frozenset[int]:
    """By identity, the elements that are a line of the stanza to which the one before belongs."""
    if _CLASSES.search(text.replace('"', " ")) is None:
        return frozenset()
    return frozenset(
        line.mem_id
        for holder in root.css(_QUERY)
        if is_verse(holder.attributes)
        for line in _following_lines(holder)
    )


def _following_lines(holder: LexborNode) -> Iterator[LexborNode]:
    before = ""
    for node in holder.iter(include_text=True):
        if node.tag == "-text" and not (node.text_content or "").strip():
            continue
        tag = node.tag if _is_line(node) else ""
        if tag and tag == before:
            yield node
        before = tag or ""


def _is_line(node: LexborNode) -> bool:
    """Whether an element holds a few words and nothing that would part them."""
    if node.tag not in _LINES or not 0 < len(node.text_lexbor().strip()) <= _LONGEST:
        return False
    if node.tag == "span" and "line" not in (node.attributes.get("class") or ""):
        return False
    return not any(each.mem_id != node.mem_id for each in node.css(_BLOCKS))
