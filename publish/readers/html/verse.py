"""Verse on a page: which of its elements are lines of one stanza, and which programs are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

__all__ = ["following_lines", "is_verse"]

_NAMES = "poems?|poetry|poema|poesia|verses?|stanza|strophe|lyrics?|gedicht"
_STEMS = ("poe", "verse", "stanza", "stroph", "lyric", "gedicht")  # asked first: quicker
_CLASSES = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?=$|[\s_-])")
_LINES = frozenset(("div", "p", "span"))
_BLOCKS = "div, p, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, br, img, pre, li"
_LONGEST = 100  # characters of a line of verse. # guess


@lru_cache(maxsize=4096)  # pages use few, and those of one site the same
def is_verse(classes: str | None) -> bool:
    """Whether classes say that an element holds verse."""
    lowered = (classes or "").lower()
    return any(stem in lowered for stem in _STEMS) and _CLASSES.search(lowered) is not None


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
    return not any(each.mem_id != node.mem_id for each in node.css(_BLOCKS))
