"""What a page holds for browsers without scripts: pictures loaded late, whole articles, pleas."""

from __future__ import annotations

import re

SCRIPTLESS = "x-noscript"
"""The element that a `<noscript>` with something to see becomes before the page is parsed."""

OPENED = f"<{SCRIPTLESS}>".encode()
CLOSED = f"</{SCRIPTLESS}>".encode()
_HEAD = re.compile(rb"<body[\s>]|</head", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
_PICTURE = re.compile(rb"<img\s[^>]*(?:src|srcset)\s*=", re.IGNORECASE)
_UNSEEN = re.compile(
    rb"display:\s*none|visibility:\s*hidden|position:\s*absolute"
    rb"|\b(?:width|height)\s*+[=:]\s*+[\"']?\s*+[01](?!\d)",
    re.IGNORECASE,
)
_FRAME = re.compile(rb"<iframe\s[^>]*src\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE)
_PLEA = re.compile(rb"java\s?script|<(?:script|form|input|meta|link|style)\b", re.IGNORECASE)
_SHARE = 200  # the least part of a page that an article is; more of them would take their square
_ARTICLE = 200  # bytes of words without a plea; pleas are shorter. # guess


def body_of(page: bytes) -> int:
    """Where the body of a page begins: what is in its head is for no reader."""
    found = _HEAD.search(page)
    return found.end() if found else 0


def is_shown_without_scripts(page: bytes, first: int, end: int, body: int) -> bool:
    """Whether what is in a `<noscript>` is a picture, a video or an article a reader would see.

    What the page says elsewhere too is there already.
    """
    inside = page[first:end]
    if _PLEA.search(inside) or _UNSEEN.search(inside):
        return False
    words = b" ".join(_TAG.sub(b"\n", inside).split())
    if not words:
        shown = _PICTURE.search(inside) or _FRAME.search(inside)
        return first >= body and shown is not None
    if len(words) < _ARTICLE or len(words) * _SHARE < len(page):
        return False
    longest = max(_TAG.sub(b"\n", inside).split(b"\n"), key=len).strip()
    return page.count(longest) == 1
