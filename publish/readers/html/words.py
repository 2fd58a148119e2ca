"""The words of a paragraph while they gather, and how far up its elements they agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from publish.model.clean import clean_text
from publish.model.tree import Code, LineBreak, Text
from publish.readers.inlines import Leaf, paragraphs

__all__ = ["Words", "code_leaves"]

_SEAM = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[a-zß-ÿ][A-ZÀ-Þ]")  # Miller24, ShareTweet
_NOTHING = " \u00a0\u200b\u2060\u00ad\u200e\u200f"


class Words:
    """Leaves in order, until something parts them."""

    __slots__ = ("_depth", "_leaves", "_low", "_touching", "_trail")

    def __init__(self) -> None:
        self._leaves: list[Leaf] = []
        self._trail: tuple[str, ...] = ()
        self._depth = 0
        self._low = 0  # the fewest elements that were open since the first words
        self._touching = False

    @property
    def begun(self) -> bool:
        """Whether there is a leaf."""
        return bool(self._leaves)

    def add(self, leaf: Leaf, trail: Callable[[], tuple[str, ...]], depth: int) -> None:
        """Takes a leaf in that stands inside `depth` elements, which `trail` names."""
        if not self._leaves:
            self._trail = trail()
            self._depth = self._low = depth
        if isinstance(leaf[1], Text):
            self._part(leaf[1].text)
        if not isinstance(leaf[1], Text) or not leaf[1].text.isspace():
            self._depth = min(self._depth, self._low, depth)
        self._leaves.append(leaf)

    def touch(self) -> None:
        """Two elements stand side by side, which a page's styles may set apart."""
        self._touching = True

    def closed(self, depth: int) -> None:
        """An element ended; `depth` are still open."""
        self._low = min(self._low, depth)

    def taken(self) -> tuple[list[list[Leaf]], tuple[str, ...]]:
        """The paragraphs, empty ones left out, and the elements that hold all their words."""
        parts = [part for part in paragraphs(self._leaves) if _says_something(part)]
        self._leaves = []
        self._touching = False
        return parts, self._trail[: self._depth]

    def _part(self, text: str) -> None:
        """Sets two words apart that met where two elements touch."""
        if self._touching and self._leaves:
            last = self._leaves[-1][1]
            if isinstance(last, Text) and _SEAM.fullmatch(last.text[-1:] + text[:1]):
                self._leaves.append(((), Text(" ")))
        self._touching = False


def code_leaves(text: str) -> Iterator[Text | Code]:
    """A piece of a program with the white space around it."""
    if text[0].isspace():
        yield Text(" ")
    yield Code(" ".join(clean_text(text)[0].split()))
    if text[-1].isspace():
        yield Text(" ")


def _says_something(leaves: Sequence[Leaf]) -> bool:
    return any(
        not isinstance(leaf, Text | LineBreak)
        or (isinstance(leaf, Text) and bool(leaf.text.strip(_NOTHING)))
        for _, leaf in leaves
    )
