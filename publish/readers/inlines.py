"""Runs of leaves with marks → nested inlines.

Markup opens and closes as it likes, also across paragraphs; a list of leaves, each with the marks
that hold where it stands, can be cut anywhere and nested once at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from publish.model.clean import clean_text
from publish.model.tree import (
    Anchor,
    Checkbox,
    Code,
    Deleted,
    Emphasis,
    Footnote,
    Foreign,
    Formula,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Text,
)

_SPACES = re.compile("(?: [ \t\n\r\f]|[\t\n\r\f])[ \t\n\r\f]*")  # all but a single space


class Mark(NamedTuple):
    """What holds for a leaf: "em", "strong", "sup", "sub", "del", "ins", or "link" and "lang".

    The last two have a value.
    """

    kind: str
    value: str = ""


Marks = tuple[Mark, ...]
Said = str | Code | LineBreak | Footnote | Picture | Formula | Anchor | Checkbox
Leaf = tuple[Marks, Said]
"""Words are plain characters here: a page has ten times as many leaves as texts."""

_MAKERS: dict[str, Callable[[str, Inlines], Inline]] = {
    "em": lambda _, inlines: Emphasis(inlines),
    "strong": lambda _, inlines: Strong(inlines),
    "sup": lambda _, inlines: Superscript(inlines),
    "sub": lambda _, inlines: Subscript(inlines),
    "del": lambda _, inlines: Deleted(inlines),
    "ins": lambda _, inlines: Inserted(inlines),
    "link": Link,
    "lang": Foreign,
}


def with_mark(marks: Marks, mark: Mark) -> Marks:
    """The marks and one more; of a kind only the innermost holds, so depth has an end."""
    if not marks:
        return (mark,)
    if mark in marks:
        return marks
    return (*(other for other in marks if other.kind != mark.kind), mark)


def marked(marks: Marks, leaf: Said) -> Inline:
    """A single leaf inside its marks."""
    inline: Inline = Text(leaf) if isinstance(leaf, str) else leaf
    for kind, value in reversed(marks):
        inline = _MAKERS[kind](value, (inline,))
    return inline


def wrapped(mark: Mark, inlines: Inlines) -> Inline:
    """Inlines inside one mark."""
    return _MAKERS[mark.kind](mark.value, inlines)


def nested(leaves: Sequence[Leaf]) -> Inlines:
    """The leaves as inlines, neighbours with the same mark in one."""
    return (marked(*leaves[0]),) if len(leaves) == 1 else _nested(leaves, 0)


def _nested(leaves: Sequence[Leaf], depth: int) -> Inlines:
    made: list[Inline] = []
    at, count = 0, len(leaves)
    while at < count:
        first = at
        marks, leaf = leaves[at]
        mark = marks[depth] if len(marks) > depth else None
        at += 1
        if mark is not None:
            while at < count and _holds(mark, leaves[at][0], depth):
                at += 1
            made.append(_MAKERS[mark.kind](mark.value, _nested(leaves[first:at], depth + 1)))
        elif not isinstance(leaf, str):
            made.append(leaf)
        else:
            texts = [leaf]
            while at < count and len(leaves[at][0]) <= depth:
                following = leaves[at][1]
                if not isinstance(following, str):
                    break
                texts.append(following)
                at += 1
            made.append(Text("".join(texts)))
    return tuple(made)


def _holds(mark: Mark, marks: Marks, depth: int) -> bool:
    """Whether a leaf with these marks belongs to the run of a mark."""
    return len(marks) > depth and (marks[depth] is mark or marks[depth] == mark)


def paragraphs(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """The leaves cut where two line breaks meet, white space folded, nothing empty left.

    White space folds over the borders of leaves as on a web page, and goes beside a break.
    """
    part: list[Leaf] = []
    cut = [part]
    pending: Leaf | None = None  # a break counts once something follows it on its paragraph
    spaced = True
    for leaf in leaves:
        said = leaf[1]
        if isinstance(said, str):
            text = folded(said)
            if spaced:
                text = text.removeprefix(" ")
            if not text:
                continue
            spaced = text[-1] == " "
            if text != said:
                leaf = (leaf[0], text)
        elif isinstance(said, LineBreak):
            if pending is not None and part:
                part = []
                cut.append(part)
            pending, spaced = leaf, True
            continue
        elif not isinstance(said, Anchor):  # which takes no room
            spaced = False
        if pending is not None:
            if part:
                _trim(part)
                part.append(pending)
            pending = None
        part.append(leaf)
    for part in cut:
        _trim(part)
    return [part for part in cut if part]


def folded(text: str) -> str:
    """The text cleaned, each run of white space as one space."""
    if not text.isprintable():
        if text.isascii():
            words = text.split()
            if not words:
                return " "
            lead = " " if text[0].isspace() else ""
            text = f"{lead}{' '.join(words)} " if text[-1].isspace() else lead + " ".join(words)
        text = clean_text(text)[0]
    elif not text.isascii():
        text = clean_text(text)[0]
    if "  " in text or "\n" in text or "\t" in text:
        return _SPACES.sub(" ", text)
    return text


def _trim(leaves: list[Leaf]) -> None:
    """Takes white space away at the end."""
    while leaves:
        marks, leaf = leaves[-1]
        if not isinstance(leaf, str):
            return
        text = leaf.rstrip(" ")
        if text:
            if text != leaf:
                leaves[-1] = (marks, text)
            return
        leaves.pop()
