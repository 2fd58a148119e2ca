"""Captions to the pictures and tables they speak of: Word keeps both as paragraphs apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from publish.model.titles import said_of
from publish.model.tree import Block, Figure, Inlines, Paragraph, Table, Text
from publish.readers.docx.lists import Placed


def captioned(lines: Sequence[Placed]) -> list[Placed]:
    """The lines with each caption in its picture or table, which stands right beside it.

    A picture's stands below it, a table's above; else the other way round. One that stands beside
    neither is a paragraph. Captions come as figures without a picture (story.py).
    """
    made: list[Placed] = []
    rest = list(lines)
    at = 0
    while at < len(rest):
        line = rest[at]
        at += 1
        if not is_caption(line):
            made.append(line)
            continue
        behind = rest[at] if at < len(rest) else None
        before = made[-1] if made else None
        caption = line.block
        assert isinstance(caption, Figure)
        if before and _takes(before, Figure) and not _is_for_table(line):
            made[-1] = _with(before, caption)
        elif behind and isinstance(behind.block, Table):  # what its properties say is not seen
            rest[at] = _with(behind, caption)
        elif before and (_takes(before, Table) or _is_told(before, caption)):
            made[-1] = _with(before, caption)
        elif behind and _takes(behind, Figure):
            rest[at] = _with(behind, caption)
        else:
            made.append(replace(line, block=Paragraph(_whole(caption), caption.origin)))
    return made


def is_caption(line: Placed) -> bool:
    """Whether a line is a caption that has no picture yet."""
    return line.look.kind == "caption" and isinstance(line.block, Figure) and not line.block.asset


def _is_for_table(line: Placed) -> bool:
    return "table" in line.look.name.lower()


def _takes(line: Placed, kind: type[Figure] | type[Table]) -> bool:
    """Whether a line is a picture or table that has no caption yet."""
    block: Block | None = line.block
    if not isinstance(block, kind) or is_caption(line):
        return False
    return isinstance(block, Figure | Table) and not block.caption


def _is_told(line: Placed, caption: Figure) -> bool:
    """Whether a table's properties say the caption that stands below it."""
    block = line.block
    return isinstance(block, Table) and said_of(block.caption) == said_of(_whole(caption))


def _with(line: Placed, caption: Figure) -> Placed:
    if isinstance(line.block, Table):
        return replace(line, block=replace(line.block, caption=_whole(caption)))
    assert isinstance(line.block, Figure)
    alt = line.block.alt
    if _letters(alt) == _letters(said_of(caption.caption)):
        alt = ""  # as ours say where a picture has no words of its own
    figure = replace(line.block, alt=alt, caption=caption.caption, credit=caption.credit)
    return replace(line, block=figure)


def _letters(text: str) -> str:
    """What two ways to say a text have in common, m² and m2."""
    return "".join(filter(str.isalnum, normalize("NFKC", text)))


def _whole(caption: Figure) -> Inlines:
    gap: Inlines = (Text(" "),) if caption.caption and caption.credit else ()
    return (*caption.caption, *gap, *caption.credit)
