"""Runs of leaves with marks → nested inlines.

Markup opens and closes as it likes, also across paragraphs; a list of leaves, each with the marks
that hold where it stands, can be cut anywhere and nested once at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from publish.model.clean import clean_text
from publish.model.tree import (
    Code,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)

__all__ = ["Leaf", "Mark", "Marks", "nested", "paragraphs", "with_mark"]

_SPACES = re.compile("[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What holds for a leaf: "em", "strong", "sup", "sub", or "link" and "lang" with a value."""

    kind: str
    value: str = ""


Marks = tuple[Mark, ...]
Leaf = tuple[Marks, Text | Code | LineBreak | Footnote]

_MAKERS: dict[str, Callable[[str, Inlines], Inline]] = {
    "em": lambda _, inlines: Emphasis(inlines),
    "strong": lambda _, inlines: Strong(inlines),
    "sup": lambda _, inlines: Superscript(inlines),
    "sub": lambda _, inlines: Subscript(inlines),
    "link": Link,
    "lang": Foreign,
}


def with_mark(marks: Marks, mark: Mark) -> Marks:
    """The marks and one more; of a kind only the innermost holds, so depth has an end."""
    if mark in marks:
        return marks
    return (*(other for other in marks if other.kind != mark.kind), mark)


def nested(leaves: Sequence[Leaf]) -> Inlines:
    """The leaves as inlines, neighbours with the same mark in one."""
    return tuple(_nested(leaves, 0))


def _nested(leaves: Sequence[Leaf], depth: int) -> Iterator[Inline]:
    for mark, run in groupby(leaves, lambda leaf: leaf[0][depth] if len(leaf[0]) > depth else None):
        inner = list(run)
        if mark is None:
            yield from _merged(leaf for _, leaf in inner)
        else:
            yield _MAKERS[mark.kind](mark.value, tuple(_nested(inner, depth + 1)))


def _merged(leaves: Iterator[Inline]) -> Iterator[Inline]:
    """Neighbouring texts as one."""
    for is_text, run in groupby(leaves, lambda leaf: isinstance(leaf, Text)):
        if is_text:
            yield Text("".join(leaf.text for leaf in run if isinstance(leaf, Text)))
        else:
            yield from run


def paragraphs(leaves: Sequence[Leaf]) -> list[list[Leaf]]:
    """The leaves cut where two line breaks meet, white space folded, nothing empty left.

    White space folds over the borders of leaves as on a web page, and goes beside a break.
    """
    cut: list[list[Leaf]] = [[]]
    pending: Leaf | None = None  # a break counts once something follows it on its paragraph
    spaced = True
    for marks, leaf in leaves:
        if isinstance(leaf, LineBreak):
            if pending is not None and cut[-1]:
                cut.append([])
            pending, spaced = (marks, leaf), True
            continue
        if isinstance(leaf, Text):
            text = _SPACES.sub(" ", clean_text(leaf.text)[0])
            if spaced:
                text = text.removeprefix(" ")
            if not text:
                continue
            leaf, spaced = Text(text), text.endswith(" ")
        else:
            spaced = False
        if isinstance(leaf, Text) and leaf.text == " " and pending is not None:
            continue
        if pending is not None and cut[-1]:
            _trim(cut[-1])
            cut[-1].append(pending)
        pending = None
        cut[-1].append((marks, leaf))
    for part in cut:
        _trim(part)
    return [part for part in cut if part]


def _trim(leaves: list[Leaf]) -> None:
    """Takes white space away at the end."""
    while leaves:
        marks, leaf = leaves[-1]
        if not isinstance(leaf, Text):
            return
        text = leaf.text.rstrip(" ")
        if text:
            leaves[-1] = (marks, Text(text))
            return
        leaves.pop()
