"""Lists of a page whose bullets stand as text: one to a paragraph, or behind line breaks.

Only signs that begin nothing but items: lines behind dashes are what people say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from publish.model.cuts import cut
from publish.model.tree import Block, Blocks, Inline, LineBreak, Listing, Paragraph
from publish.model.walk import text_of

_SIGNS = "•‣◦▪●■·・"
_BULLET = re.compile(rf"([{_SIGNS}])\s*(?=[^\s{_SIGNS}])")


def bulleted(body: Blocks, texts: Sequence[str]) -> Blocks:
    """The body with such paragraphs as lists; `texts` are those of its blocks."""
    if not any(text[:1] in _SIGNS or "\n" in text for text in texts if text):
        return body
    parts: list[Block] = []
    for block, text in zip(body, texts, strict=True):
        parts += _parted(block) if isinstance(block, Paragraph) and "\n" in text else (block,)
    return tuple(_gathered(parts))


def _parted(paragraph: Paragraph) -> Iterator[Block]:
    """A paragraph in two where its last lines are items, each of which becomes a paragraph."""
    lines = [
        Paragraph(tuple(line), paragraph.origin)
        for ends, line in groupby(paragraph.inlines, lambda each: isinstance(each, LineBreak))
        if not ends
    ]
    items = [line for line in lines if _sign(line)]
    first = len(lines) - len(items)
    if len(items) < 2 or items != lines[first:]:
        yield paragraph
        return
    above: list[Inline] = []
    for line in lines[:first]:
        above += (LineBreak(), *line.inlines) if above else line.inlines
    if above:
        yield replace(paragraph, inlines=tuple(above))
    yield from items


def _gathered(blocks: Sequence[Block]) -> Iterator[Block]:
    for sign, run in groupby(blocks, _sign):
        lines = list(run)
        if not sign or len(lines) < 2:
            yield from lines
            continue
        items = tuple((cut(line, [(0, _length(line))]),) for line in lines)
        origin = replace(lines[0].origin, last=lines[-1].origin.last)
        yield Listing(items, origin=origin)


def _sign(block: Block) -> str:
    """The bullet that a line begins with; empty for none, and for several lines."""
    text = text_of(block) if isinstance(block, Paragraph) else ""
    found = _BULLET.match(text)
    return found[1] if found is not None and "\n" not in text else ""


def _length(line: Block) -> int:
    found = _BULLET.match(text_of(line))
    return found.end() if found is not None else 0
