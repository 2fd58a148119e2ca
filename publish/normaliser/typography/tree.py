"""Typography over a tree: a paragraph's marks are read through all of its inlines."""

from __future__ import annotations

import re
from functools import partial
from typing import assert_never

from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
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
from publish.model.walk import contents_of, mapped, rebuilt
from publish.normaliser.typography.conventions import Convention, convention_of
from publish.normaliser.typography.dashes import dash_edits, dot_edits
from publish.normaliser.typography.edits import OPAQUE, Edit, in_order, is_code, outside
from publish.normaliser.typography.quotes import APOSTROPHE, quote_edits
from publish.normaliser.typography.spaces import high_edits, space_edits

_IN_NAMES = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|\s|$)")


def set_name(name: str) -> str:
    """A person's or an outlet's name with real apostrophes."""
    return _IN_NAMES.sub(APOSTROPHE, name) if "'" in name else name


def set_text(text: str, language: str) -> str:
    """A line of text as its language sets it."""
    style = convention_of(language)
    return _applied(text, 0, _edits(text, style)) if style else text


def set_blocks(blocks: Blocks, language: str) -> Blocks:
    """Blocks as their language sets them."""
    return mapped(blocks, partial(set_block, language=language))


def set_block(block: Block, language: str) -> Block:
    """A block as its language sets it, whatever it holds; code stays."""
    return rebuilt(
        block,
        inlines=partial(set_inlines, language=language),
        blocks=partial(set_blocks, language=language),
    )


def set_inlines(inlines: Inlines, language: str) -> Inlines:
    """A run of inlines as its language sets it; the same object when nothing changes.

    Notes are runs of their own, and so are words in another language.
    """
    style = convention_of(language)
    if style and len(inlines) == 1 and isinstance(inlines[0], Text):  # most of them
        text = inlines[0].text
        edits = _edits(text, style)
        return (Text(_applied(text, 0, edits)),) if edits else inlines
    spelling = _Spelling(language)
    spelling.read(inlines)
    edits = _edits("".join(spelling.parts), style) if style else []
    holds_others = not _APART.isdisjoint(spelling.parts)
    return spelling.written(inlines, edits) if edits or holds_others else inlines


def _edits(text: str, style: Convention) -> list[Edit]:
    if text.isalnum() or is_code(text):
        return []
    edits = [
        *quote_edits(text, style),
        *dash_edits(text, style),
        *dot_edits(text, style),
        *high_edits(text, style),
        *space_edits(text, style),
    ]
    return in_order(outside(text, edits)) if edits else edits


def _applied(text: str, start: int, edits: list[Edit]) -> str:
    """The text, which begins at `start` of its run, with the edits that lie in it."""
    parts: list[str] = []
    at = 0
    end = start + len(text)
    for first, last, new in edits:
        if first >= start and last <= end and first < end:
            parts += (text[at : first - start], new)
            at = last - start
    return "".join((*parts, text[at:])) if parts else text


_APART = frozenset({OPAQUE, ""})
"""What is shown of inlines that are set by themselves: one sign, or none at all."""


def _shown(inline: Inline) -> str | None:
    """What an inline is to the marks around it; None where they read on in what it holds."""
    match inline:
        case Text():
            return inline.text
        case Code() | Foreign() | Picture() | Formula() | Checkbox():
            return OPAQUE
        case LineBreak():
            return "\n"
        case Footnote() | Anchor():
            return ""
        case Emphasis() | Strong() | Superscript() | Subscript() | Link():
            return None
        case Deleted() | Inserted():
            return None
        case _:
            assert_never(inline)


class _Spelling:
    """The characters of a run of inlines, and the same inlines with some of them changed."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.parts: list[str] = []
        self._edits: list[Edit] = []
        self._at = 0
        self._next = 0

    def read(self, inlines: Inlines) -> None:
        for inline in inlines:
            if (shown := _shown(inline)) is None:
                self.read(contents_of(inline)[0])
            else:
                self.parts.append(shown)

    def written(self, inlines: Inlines, edits: list[Edit]) -> Inlines:
        self._edits = edits
        return self._inlines(inlines)

    def _inlines(self, inlines: Inlines) -> Inlines:
        return mapped(inlines, self._inline)

    def _inline(self, inline: Inline) -> Inline:
        shown = _shown(inline)
        if shown is None:
            return rebuilt(inline, inlines=self._inlines)
        if isinstance(inline, Text):
            return rebuilt(inline, text=self._leaf)
        self._at += len(shown)
        language = inline.language if isinstance(inline, Foreign) else self.language
        return rebuilt(
            inline,
            inlines=partial(set_inlines, language=language),
            blocks=partial(set_blocks, language=language),
        )

    def _leaf(self, text: str) -> str:
        """A text with its own edits; an edit over the border of two texts is left out."""
        start, self._at = self._at, self._at + len(text)
        mine: list[Edit] = []
        while self._next < len(self._edits) and self._edits[self._next][0] < self._at:
            mine.append(self._edits[self._next])
            self._next += 1
        return _applied(text, start, mine)
