"""How deep a page nests, counted before any parser sees it.

lexbor took 192 s for 100,000 nested divs (selectolax 1.0.2), so depth is refused from outside.
"""

from __future__ import annotations

import re
from collections import Counter

from publish.errors import OverLimit

__all__ = ["check_depth"]

_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*)|(!--)|[!?])")
_RAW = re.compile(r"script|style|textarea|title|iframe|noembed|noframes|xmp", re.IGNORECASE)
# Never open, or closed by their like: a page may leave thousands of them without an end tag.
_SELF_CLOSING = """
    area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead
    tbody tfoot option optgroup colgroup rt rp html head body
"""
_NOT_COUNTED = frozenset(_SELF_CLOSING.split())


def check_depth(text: str, allowed: int, where: str) -> None:
    """Raises OverLimit when more than `allowed` elements are open at once. Linear in the text."""
    open_by_tag: Counter[str] = Counter()
    depth = at = 0
    lowered = text.lower()
    while found := _TAG.search(lowered, at):
        at = found.end()
        if found[3]:
            at = _after(lowered, "-->", at)
            continue
        tag = found[2]
        if not tag or tag in _NOT_COUNTED:
            continue
        if found[1]:
            if open_by_tag[tag]:
                open_by_tag[tag] -= 1
                depth -= 1
            continue
        if _RAW.fullmatch(tag):
            at = _after(lowered, f"</{tag}", at)
            continue
        open_by_tag[tag] += 1
        depth += 1
        if depth > allowed:
            raise OverLimit("nesting", depth, allowed, where=where)


def _after(text: str, end: str, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)
