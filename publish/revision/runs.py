"""A run of inlines as words with their marks, and a run made of such words again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

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
from publish.revision.tokens import pieces

Mark = Emphasis | Strong | Superscript | Subscript | Deleted | Inserted | Link | Foreign | Code
"""What words may be marked as; one that holds no words, or no characters, stands for itself."""
Thing = LineBreak | Footnote | Picture | Formula | Anchor | Checkbox
"""What stands among words and is no word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a sign or white space; or a thing, whose `text` is empty.

    `marks` are what it stands in, outermost first.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    thing: Thing | None = None

    @property
    def is_space(self) -> bool:
        """Whether it is white space between words; a line break is a thing."""
        return self.thing is None and self.text.isspace()


def pieces_of(inlines: Inlines) -> tuple[Piece, ...]:
    """The pieces of a run. A word that is marked in part is several."""
    return tuple(_pieces(inlines, ()))


def _pieces(inlines: Inlines, marks: tuple[Mark, ...]) -> Iterator[Piece]:
    for inline in inlines:
        match inline:
            case Text():
                yield from (Piece(text, marks) for text in pieces(inline.text))
            case Code():
                held = (*marks, Code(""))
                yield from (Piece(text, held) for text in pieces(inline.text))
            case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Foreign():
                yield from _pieces(inline.inlines, (*marks, replace(inline, inlines=())))
            case Deleted() | Inserted():
                yield from _pieces(inline.inlines, (*marks, replace(inline, inlines=())))
            case LineBreak() | Footnote() | Picture() | Formula() | Anchor() | Checkbox():
                yield Piece("", marks, inline)
            case _:
                assert_never(inline)


def inlines_of(run: Sequence[Piece]) -> Inlines:
    """Pieces as inlines; those that follow each other in one mark stand in one."""
    return tuple(_inlines(run, 0))


def _inlines(run: Sequence[Piece], depth: int) -> Iterator[Inline]:
    def outer(piece: Piece) -> Mark | bool:
        if len(piece.marks) > depth:
            return piece.marks[depth]
        return piece.thing is None  # words stand together, things alone

    for key, group in groupby(run, key=outer):
        held = list(group)
        match key:
            case True:
                yield Text("".join(piece.text for piece in held))
            case False:
                yield from (piece.thing for piece in held if piece.thing is not None)
            case Code():
                yield from _code(held)
            case _:
                yield replace(key, inlines=tuple(_inlines(held, depth + 1)))


def _code(run: Sequence[Piece]) -> Iterator[Inline]:
    for is_thing, group in groupby(run, key=lambda piece: piece.thing is not None):
        if is_thing:
            yield from (piece.thing for piece in group if piece.thing is not None)
        else:
            yield Code("".join(piece.text for piece in group))
