"""How deep a page nests, counted before any parser sees it, and what it says without scripts.

lexbor took 192 s for 100,000 nested divs (selectolax 1.0.2), so depth is refused from outside.
"""

from __future__ import annotations

import re
from collections import Counter

from publish.errors import OverLimit

__all__ = ["checked"]

_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*)|(!--)|[!?])")
_RAW = re.compile(r"script|style|textarea|title|iframe|noembed|noframes|xmp", re.IGNORECASE)
# Never open, or closed by their like: a page may leave thousands of them without an end tag.
_SELF_CLOSING = """
    area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead
    tbody tfoot option optgroup colgroup rt rp html head body
"""
_NOT_COUNTED = frozenset(_SELF_CLOSING.split())


# Drawings by hand leave these open by the hundred, inside their `<svg>`.
_SHAPES = frozenset(
    ("path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "stop", "use")
)
_SHAPES_ALLOWED = 20  # times the limit; lexbor reads 5,000 in half a second


def checked(text: str, allowed: int, where: str) -> str:
    """The page without its `<noscript>` parts. Linear in the text.

    With scripts a browser takes what is in `<noscript>` for characters and ends it at the first end
    tag; a parser without scripts may take the rest of the page to be in it.
    Raises OverLimit when more than `allowed` elements are open at once.
    """
    open_by_tag: Counter[str] = Counter()
    depth = shapes = at = 0
    kept: list[str] = []
    begin = 0
    lowered = _lower(text)
    while found := _TAG.search(lowered, at):
        at = found.end()
        tag = found[2]
        if found[3]:
            at = _after(lowered, "-->", at)
        elif not tag or tag in _NOT_COUNTED:
            continue
        elif found[1]:
            if tag == "svg":
                shapes = 0
            if open_by_tag[tag]:
                open_by_tag[tag] -= 1
                depth -= 1
        elif tag == "noscript":
            end = lowered.find("</noscript", at)
            if end >= 0:
                kept.append(text[begin : found.start()])
                at = begin = _after(lowered, ">", end)
        elif _RAW.fullmatch(tag):
            at = _after(lowered, f"</{tag}", at)
        elif tag in _SHAPES:
            shapes += 1
        else:
            open_by_tag[tag] += 1
            depth += 1
        if depth > allowed or shapes > allowed * _SHAPES_ALLOWED:
            raise OverLimit("nesting", max(depth, shapes), allowed, where=where)
    return "".join((*kept, text[begin:]))


def _lower(text: str) -> str:
    """The text in small letters, as long as before: a dotted capital I would be two characters."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else _lowered_ascii(text)


def _lowered_ascii(text: str) -> str:
    """The text with A to Z in small letters."""
    return text.translate(_ASCII_LOWER)


_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)
