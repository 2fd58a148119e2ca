"""The words of a paragraph while they gather, and how far up its elements they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from publish.model.clean import clean_text
from publish.model.tree import (
    Anchor,
    Checkbox,
    Code,
    Footnote,
    Formula,
    Inlines,
    LineBreak,
    Picture,
)
from publish.readers.inlines import Leaf, Marks, Said, folded, marked, nested, paragraphs
from publish.readers.repairs import ODD

_SEAM = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[a-zß-ÿ][A-ZÀ-Þ]")  # Miller24, ShareTweet
_INDENT = "\u00a0 "
_MOST_BETWEEN = 20  # leaves without words that are looked past
_NOTHING = " \u00a0\u200b\u2060\u00ad\u200e\u200f"


class Gathering:
    """Leaves in order, until something parts them.

    `low` is the fewest elements that were open since the first leaf; `odd` says whether there were
    signs that `mended_block` looks after.
    """

    __slots__ = ("_cues", "_depth", "_touching", "leaves", "low", "odd")

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.low = 0
        self.odd = False
        self._cues: tuple[str, ...] = ()  # of the elements around the first leaf
        self._depth = 0  # how many of these hold all words
        self._touching = False

    def add(self, marks: Marks, leaf: Said, cues: Sequence[str]) -> None:
        """Takes a leaf in that stands inside the elements of these cues."""
        leaves = self.leaves
        if not leaves:
            self._cues = tuple(cues)
            self._depth = self.low = len(cues)
            self._touching = False  # nothing stands before
        elif self._touching:
            self._part(leaf)
        if self.low < self._depth and not (isinstance(leaf, str) and leaf.isspace()):
            self._depth = self.low
        leaves.append((marks, leaf))

    @property
    def cues(self) -> tuple[str, ...]:
        """Of the elements that hold all the words, these or those taken last."""
        return self._cues[: self._depth]

    @property
    def begin_a_line(self) -> bool:
        """Whether nothing stands on the line yet."""
        return not self.leaves or isinstance(self.leaves[-1][1], LineBreak)

    @property
    def last_words(self) -> str:
        """The last words of the line that is gathered; empty when it has none yet."""
        for _, leaf in reversed(self.leaves[-_MOST_BETWEEN:]):
            match leaf:
                case LineBreak():
                    return ""
                case str() if leaf.isspace():
                    continue
                case str():
                    return leaf
                case Code() | Formula():
                    return leaf.text
                case Footnote() | Checkbox():
                    return " "
                case Picture() | Anchor():
                    continue
                case _:
                    assert_never(leaf)
        return ""

    def touch(self) -> None:
        """Two elements stand side by side, which a page's styles may set apart."""
        self._touching = True

    def taken(self) -> Sequence[Inlines]:
        """The paragraphs, empty ones left out; the next leaf begins anew."""
        leaves = self.leaves
        self.leaves = []
        while len(leaves) > 1 and _is_white(leaves[-1][1]):
            leaves.pop()
        marks, text = leaves[0]
        if len(leaves) > 1 or not isinstance(text, str):
            for _, leaf in leaves:
                if isinstance(leaf, str) and not leaf.isascii() and ODD.search(leaf):
                    self.odd = True
            return [nested(part) for part in paragraphs(leaves) if _says_something(part)]
        text = folded(text).strip(" ")
        if not text.isascii():
            self.odd = self.odd or ODD.search(text) is not None
            if not text.strip(_NOTHING):
                return ()
        return ((marked(marks, text),),) if text else ()

    def _part(self, leaf: Said) -> None:
        """Sets two words apart that met where two elements touch."""
        if not isinstance(leaf, str):
            return
        last = self.leaves[-1][1]
        if isinstance(last, str) and _is_seam(last, leaf):
            self.leaves.append(((), " "))
        self._touching = False


def _is_seam(last: str, leaf: str) -> bool:
    """Whether two words meet; of numbers (2020 | 21) not the single digits of a counter."""
    seam = last[-1:] + leaf[:1]
    if len(seam) == 2 and seam.isdecimal():
        return len(last) + len(leaf) > 2
    return _SEAM.fullmatch(seam) is not None


def code_leaves(text: str, *, begins: bool) -> Iterator[str | Code]:
    """A piece of a program with the white space around it; what sets a line in stays."""
    words = text.lstrip(_INDENT) if begins and text[0] == _INDENT[0] else text
    indent = len(text) - len(words)
    if words[0].isspace():
        yield " "
    yield Code(indent * _INDENT[0] + " ".join(clean_text(words)[0].split()))
    if text[-1].isspace():
        yield " "


def _is_white(leaf: Said) -> bool:
    return isinstance(leaf, str) and leaf.isspace() and leaf.isascii()


def _says_something(leaves: Sequence[Leaf]) -> bool:
    for _, leaf in leaves:
        if leaf.strip(_NOTHING) if isinstance(leaf, str) else not isinstance(leaf, LineBreak):
            return True
    return False
