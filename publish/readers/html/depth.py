"""How deep a page nests, counted before any parser sees it, and what it says without scripts.

lexbor took 192 s for 100,000 nested divs (selectolax 1.0.2), so depth is refused from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import filterfalse
from typing import NamedTuple

from publish.errors import BrokenSource, OverLimit
from publish.readers.html.scriptless import CLOSED, OPENED, body_of, is_shown_without_scripts
from publish.readers.html.stylesheets import SPEAKING

_TAG = re.compile(rb"<(/?[a-z][^\s/>]*)")
_RAW = re.compile(
    rb"<(?:!--|(script|style|noscript|textarea|title|iframe|noembed|noframes|xmp)(?=[\s/>]))"
)
# Never open, or closed by their like: a page may leave thousands of them without an end tag.
_SELF_CLOSING = b"""
    area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead
    tbody tfoot option optgroup colgroup rt rp html head body noscript
"""
_NOT_COUNTED = frozenset(_SELF_CLOSING.split()) | {b"/" + tag for tag in _SELF_CLOSING.split()}


# Drawings by hand leave these open by the hundred, inside their `<svg>`.
_SHAPES = frozenset(b"path circle rect line polygon polyline ellipse stop use".split())
_SLASH = ord("/")
_LONG_TAG = 40_000  # bytes; lexbor needs the square of an element's attributes
_LONG = re.compile(rb"<[a-z][^<>]{%d,}" % _LONG_TAG)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_ATTRIBUTES = 5_000  # of one element; lexbor reads 10,000 in 0.7 s
_SPEAKING = tuple(sign.encode() for sign in SPEAKING)
_SHAPES_ALLOWED = 20  # times the limit; lexbor reads 5,000 in half a second


class Checked(NamedTuple):
    """A page that a parser may see, what of it is tags and words, in lower case, and its styles.

    Most of a page is programs and styles: whether it has a mark anywhere is asked of the rest. Of a
    program its tag is left, which tells whose program it is. Signs beyond ASCII are not readable.
    """

    page: bytes
    markup: str
    styles: str  # of the sheets that say something of words


def checked(page: bytes, allowed: int, where: str) -> Checked:
    """The page, in UTF-8, its `<noscript>` parts left out or opened. Linear in its size.

    With scripts a browser takes what is in `<noscript>` for characters and ends it at the first end
    tag; a parser without scripts may take the rest of the page to be in it. Those that hold what a
    reader would have seen become elements of a name of ours.
    Raises OverLimit when more than `allowed` elements are open at once.
    """
    kept: list[bytes] = []
    markup: list[bytes] = []  # what is neither comment nor script
    styles: list[bytes] = []
    begin = at = 0
    body = body_of(page)
    lowered = page.lower()
    seen = 0
    while found := _RAW.search(lowered, at):
        start, at = found.span()
        markup.append(lowered[seen:start])
        if found[1] == b"noscript":
            end = lowered.find(b"</noscript", at)
            if end >= 0:
                inside = _after(lowered, b">", start)
                shown = is_shown_without_scripts(page, inside, end, body)
                kept += (page[begin:start], OPENED + page[inside:end] + CLOSED if shown else b"")
                at = begin = _after(lowered, b">", end)
                if shown:
                    markup.append(lowered[inside:end])
        else:
            if found[1] == b"script":
                markup.append(lowered[start + 1 : _after(lowered, b">", at)])  # not as a tag
            begun = _after(lowered, b">", at)
            at = _after(lowered, b"</" + found[1] if found[1] else b"-->", at)
            if found[1] == b"style" and any(lowered.find(s, begun, at) >= 0 for s in _SPEAKING):
                styles.append(page[begun:at])
        seen = at
    markup.append(lowered[seen:])
    whole = b"".join(markup)
    if len(whole) > _LONG_TAG:
        _check_attributes(whole, where)
    _check(_TAG.findall(whole), allowed, where)
    left = b"".join((*kept, page[begin:])) if kept else page
    return Checked(left, whole.decode("latin-1"), b"".join(styles).decode("utf-8", "replace"))


def _check_attributes(tags: bytes, where: str) -> None:
    """Raises BrokenSource when an element has more attributes than any page gives one."""
    if max(map(len, tags.split(b"<"))) < _LONG_TAG:
        return
    for found in _LONG.finditer(tags):
        if len(_QUOTED.sub(b"", found[0]).split()) > _ATTRIBUTES:
            raise BrokenSource(
                f"an element with more than {_ATTRIBUTES:,} attributes",
                where=where,
                hint="save the page once more",
            )


def _check(tags: Iterable[bytes], allowed: int, where: str) -> None:
    """Raises OverLimit when too many of the tags are open at once."""
    open_by_end: dict[bytes, int] = {}  # by the end tag that closes them
    ends: dict[bytes, bytes] = {}
    depth = shapes = 0
    for tag in filterfalse(_NOT_COUNTED.__contains__, tags):
        if tag in open_by_end:
            if open_by_end[tag]:
                open_by_end[tag] -= 1
                depth -= 1
            if tag == b"/svg":
                shapes = 0
            continue
        if tag in ends:
            open_by_end[ends[tag]] += 1
            depth += 1
        elif tag in _SHAPES:
            shapes += 1
        elif tag[0] != _SLASH:
            end = ends[tag] = b"/" + tag
            open_by_end[end] = 1
            depth += 1
        if depth > allowed or shapes > allowed * _SHAPES_ALLOWED:
            raise OverLimit("nesting", max(depth, shapes), allowed, where=where)


def _after(text: bytes, end: bytes, at: int) -> int:
    found = text.find(end, at)
    return len(text) if found < 0 else found + len(end)
