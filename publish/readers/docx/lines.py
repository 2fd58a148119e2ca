"""Leaves of a paragraph → inlines: white space folded, marks nested, the longest outermost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.model.clean import clean_text
from publish.model.tree import Anchor, Code, Figure, Inline, Inlines, LineBreak, Text
from publish.readers.docx.names import Element
from publish.readers.docx.remarks import is_sign
from publish.readers.inlines import Leaf, Mark, Marks, folded, wrapped

HIDDEN, CREDIT, FACT = "hidden", "credit", "fact"
"""Marks that never reach the tree: words that Word does not show, who made a picture in a caption
of ours, and what a line of the title block says, by the name of its style."""
_INNER = frozenset((HIDDEN, CREDIT, FACT))


@dataclass(slots=True)
class Line:
    """What a paragraph holds: its leaves, and what stands apart from its words.

    `boxes` are text boxes that are anchored here, `figures` pictures that are no part of a line.
    `looks` are bold or not and the size, in half points, of its words; `displayed` says that a
    formula of it has a line of its own, `contents` that it stands in a table of contents,
    `program` which language a program is in.
    """

    leaves: list[Leaf] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    looks: set[tuple[bool, int]] = field(default_factory=set)
    displayed: bool = False
    contents: bool = False
    program: str = ""

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return bool(self.looks) and all(bold for bold, _ in self.looks)

    @property
    def size(self) -> int:
        """The size of its words in half points; 0 where they differ."""
        sizes = {size for _, size in self.looks}
        return sizes.pop() if len(sizes) == 1 else 0

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing."""
        return not any(
            leaf.strip() if isinstance(leaf, str) else not isinstance(leaf, LineBreak | Anchor)
            for _, leaf in self.leaves
        )


def meant(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves with the marks alone that the tree has."""
    return [
        (tuple(m for m in marks if m.kind not in _INNER), said)
        if any(m.kind in _INNER for m in marks)
        else (marks, said)
        for marks, said in leaves
    ]


def has(marks: Marks, kind: str) -> bool:
    """Whether there is a mark of this kind."""
    return any(mark.kind == kind for mark in marks)


def inlines_of(leaves: Sequence[Leaf]) -> Inlines:
    """The leaves of a line as inlines; no white space at its ends and beside breaks."""
    return _nested(_joined(_spaced(leaves)))


def text_of_lines(leaves: Sequence[Leaf]) -> str:
    """The characters of a program or of a line with tabs, as they stand; breaks are new lines."""
    pieces = ("\n" if isinstance(said, LineBreak) else said.text if isinstance(said, Code) else said
              for _, said in leaves if isinstance(said, str | Code | LineBreak))  # fmt: skip
    return clean_text("".join(pieces))[0]


def parted(leaves: Sequence[Leaf], sign: str = "\t") -> tuple[list[Leaf], list[Leaf]]:
    """The leaves before the first such sign and those behind it."""
    for at, (marks, said) in enumerate(leaves):
        if isinstance(said, str) and sign in said:
            before, _, behind = said.partition(sign)
            return [*leaves[:at], (marks, before)], [(marks, behind), *leaves[at + 1 :]]
    return list(leaves), []


def _spaced(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves with white space folded over their borders, nothing empty left."""
    made: list[Leaf] = []
    spaced = True
    for marks, said in leaves:
        if isinstance(said, Anchor) or (isinstance(said, str) and is_sign(said)):
            made.append((marks, said))
            continue
        if isinstance(said, str):
            said = folded(said)
            if spaced:
                said = said.removeprefix(" ")
            if not said:
                continue
            spaced = said[-1] == " "
        elif isinstance(said, LineBreak):
            _trim(made)
            spaced = True
            if not any(_shows(each) for _, each in made):
                continue
        else:
            spaced = False
        made.append((marks, said))
    _trim(made)
    while made and (isinstance(made[-1][1], LineBreak)):
        made.pop()
        _trim(made)
    return made


def _shows(said: object) -> bool:
    return not isinstance(said, Anchor) and not (isinstance(said, str) and is_sign(said))


def _trim(leaves: list[Leaf]) -> None:
    """Takes white space away at the end; places and signs stay."""
    for at in range(len(leaves) - 1, -1, -1):
        marks, said = leaves[at]
        if not _shows(said):
            continue
        if not isinstance(said, str):
            return
        text = said.rstrip(" ")
        if text:
            leaves[at] = (marks, text)
            return
        del leaves[at]


def _joined(leaves: list[Leaf]) -> list[Leaf]:
    """The leaves with neighbours of the same marks in one."""
    made: list[Leaf] = []
    for marks, said in leaves:
        if made and made[-1][0] == marks:
            before = made[-1][1]
            if isinstance(said, str) and isinstance(before, str):
                made[-1] = (marks, before + said)
                continue
            if isinstance(said, Code) and isinstance(before, Code):
                made[-1] = (marks, Code(before.text + said.text))
                continue
        made.append((marks, said))
    return made


class _Run(NamedTuple):
    """A mark and the leaf at which it ends, counted from the one where it was asked."""

    mark: Mark
    end: int


def _nested(leaves: Sequence[Leaf]) -> Inlines:
    """The leaves as inlines: of several marks at a place the one that goes on longest holds."""
    made: list[Inline] = []
    at, count = 0, len(leaves)
    while at < count:
        marks, said = leaves[at]
        if not marks:
            texts = []
            while at < count and not leaves[at][0] and isinstance(leaves[at][1], str):
                texts.append(leaves[at][1])
                at += 1
            if texts:
                made.append(Text("".join(map(str, texts))))
            else:
                made.append(said)  # type: ignore[arg-type]  # no text: those are joined above
                at += 1
            continue
        runs = [_Run(mark, _end(leaves, at, mark)) for mark in marks]
        best = max(runs, key=lambda run: run.end)
        inner = [(_less(each, best.mark), said) for each, said in leaves[at : best.end]]
        made.append(wrapped(best.mark, _nested(inner)))
        at = best.end
    return tuple(made)


def _end(leaves: Sequence[Leaf], at: int, mark: Mark) -> int:
    while at < len(leaves) and mark in leaves[at][0]:
        at += 1
    return at


def _less(marks: Marks, mark: Mark) -> Marks:
    return tuple(each for each in marks if each != mark)
