"""Marks in a tree: an Anchor where a span of its plain text begins, and one where it ends.

An Anchor has no words, so that all which looks at words (tables, languages, addresses) sees what it
saw before. White space at the ends of a span stays outside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from publish.model.article import Span
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Checkbox,
    Code,
    Footnote,
    Formula,
    Inline,
    Inlines,
    Paragraph,
    Picture,
    Text,
)
from publish.model.walk import edited, mapped, rebuilt

Mark = tuple[Span, str, str]
"""A span, and the names of the anchors that open and close it."""

_CLOSES, _OPENS, _CLOSES_AT_ONCE = 0, 1, 2  # in this order where several stand at one place
_Place = tuple[int, int]  # the number of a leaf, and characters of it


def marked_line(line: Inlines, marks: Sequence[Mark]) -> tuple[Inlines, list[Mark]]:
    """A run of inlines with these marks, and those of them that find no place."""
    block, left = marked(Paragraph(line), marks)
    assert isinstance(block, Paragraph)
    return block.inlines, left


def marked(block: Block, marks: Sequence[Mark]) -> tuple[Block, list[Mark]]:
    """A block with these marks, and those of them that find no place.

    None stands in a program, in a formula or in what describes a picture. Of words in a note the
    mark stands before or behind the note's sign.
    """
    leaves = _leaves(block)
    starts = [leaf.start for leaf in leaves]
    here: dict[int, list[tuple[int, int, str]]] = {}
    left: list[Mark] = []
    for each in marks:
        span, first, last = each
        ends = _ends(leaves, starts, span)
        if ends is None:
            left.append(each)
            continue
        opens, closes = ends
        here.setdefault(opens[0], []).append((opens[1], _OPENS, first))
        at_once = _CLOSES_AT_ONCE if opens == closes else _CLOSES
        here.setdefault(closes[0], []).append((closes[1], at_once, last))
    return (_Marking(here).block(block) if here else block), left


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf's text, where it begins in the block's, and whether a mark can stand beside it."""

    text: str
    start: int
    free: bool


def _leaves(block: Block) -> list[_Leaf]:
    """The leaves of a block in the order of its text."""
    found: list[tuple[str, int]] = []

    def leaf(text: str, start: int) -> str:
        found.append((text, start))
        return text

    edited(block, leaf)
    seen = _Marking({})
    seen.block(block)
    return [_Leaf(*each, free) for each, free in zip(found, seen.free, strict=True)]


def _ends(leaves: list[_Leaf], starts: list[int], span: Span) -> tuple[_Place, _Place] | None:
    """Where the first and the last character of a span stand; None where no mark can."""
    start, end = span
    first, last = max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end) - 1
    opens = closes = None
    for number in range(first, last + 1):
        at = max(start - starts[number], 0)
        said = leaves[number].text[at : max(end - starts[number], 0)]
        if said.strip():
            opens = number, at + len(said) - len(said.lstrip())
            break
    for number in range(last, first - 1, -1):
        at = max(start - starts[number], 0)
        said = leaves[number].text[at : max(end - starts[number], 0)].rstrip()
        if said:
            closes = number, at + len(said)
            break
    if opens is None or closes is None:
        return None
    return (opens, closes) if leaves[opens[0]].free and leaves[closes[0]].free else None


@dataclass(slots=True)
class _Marking:
    """Rebuilds a block with the marks of `here`, by leaf; tells which leaves are `free` of them."""

    here: Mapping[int, list[tuple[int, int, str]]]
    free: list[bool] = field(default_factory=list)

    def block(self, block: Block) -> Block:
        return rebuilt(block, text=self._closed, inlines=self._run, blocks=self._blocks)

    def _blocks(self, blocks: Blocks) -> Blocks:
        return mapped(blocks, self.block)

    def _closed(self, text: str) -> str:
        self.free.append(False)
        return text

    def _run(self, run: Inlines) -> Inlines:
        made = tuple(part for inline in run for part in self._inline(inline))
        return made if self.here else run

    def _inline(self, inline: Inline) -> Sequence[Inline]:
        match inline:
            case Text() | Code():
                return self._split(inline)
            case Picture() | Formula():
                opening, closing = self._sides(len(self.free), len(self.free) + 1)
                self.free.append(True)
                return (*opening, inline, *closing)
            case Checkbox():  # it opens its item, and nothing stands before it
                opening, closing = self._sides(len(self.free), len(self.free) + 1)
                self.free.append(True)
                return (inline, *opening, *closing)
            case Footnote():
                first = len(self.free)
                rebuilt(inline, blocks=_Marking({}, self.free)._blocks)
                self.free[first:] = [True] * (len(self.free) - first)
                opening, closing = self._sides(first, len(self.free))
                return (*opening, inline, *closing)
            case _:
                return (rebuilt(inline, inlines=self._run),)

    def _sides(self, first: int, end: int) -> tuple[list[Anchor], list[Anchor]]:
        """The marks of some leaves: those that stand before them and those behind."""
        marks = [mark for number in range(first, end) for mark in self.here.get(number, ())]
        opening = [Anchor(name) for _, order, name in marks if order == _OPENS]
        return opening, [Anchor(name) for _, order, name in marks if order != _OPENS]

    def _split(self, leaf: Text | Code) -> Sequence[Inline]:
        marks = sorted(self.here.get(len(self.free), ()), key=itemgetter(0, 1))
        self.free.append(True)
        made: list[Inline] = []
        at = 0
        for place, _, name in marks:
            if place > at:
                made.append(replace(leaf, text=leaf.text[at:place]))
            made.append(Anchor(name))
            at = place
        if at < len(leaf.text) or not marks:
            made.append(replace(leaf, text=leaf.text[at:]) if marks else leaf)
        return made
