"""Headline, byline and date that stand in one block, or side by side in cells, each made its own.

Old pages set them off by line breaks or by a table that lays out the page. Rules judge whole
blocks, so a head that is one block would go or stay whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publish.model.article import Draft
from publish.model.dates import dates_in
from publish.model.tree import (
    Block,
    Blocks,
    Emphasis,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    Paragraph,
    Strong,
    Superscript,
    Table,
)
from publish.model.walk import text_of, text_of_inlines
from publish.normaliser.fields.bylines import read_byline
from publish.normaliser.fields.labels import behind_by
from publish.normaliser.page.captions import with_captions_below
from publish.normaliser.page.words import UNSPACED

__all__ = ["prepared"]

_MOST_LINES = 6  # of a head: kicker, headline, standfirst, byline, date, place
_LONGEST_LINE = 200  # characters; a standfirst. # guess
_PROSE = 240  # characters of a block that ends a head. # guess
_HEADLINE = 4  # words of a headline, or signs of one without spaces. # guess
_BLOCKS = 200  # from the beginning of a page; menus stand there too. # guess


def prepared(draft: Draft) -> Draft:
    """The draft as rules judge it: its head parted, captions with the pictures above them."""
    return with_captions_below(_with_head_parted(draft))


def _with_head_parted(draft: Draft) -> Draft:
    """The draft with a block for each line of a head; most drafts are as they were.

    Its first line is the page's heading where the page has none of the first level; the name of a
    site above a date is shorter.
    """
    made: list[Block] = []
    for behind, block in enumerate(draft.blocks[:_BLOCKS], 1):
        if isinstance(block, Paragraph) and len(text_of(block)) > _PROSE:
            break
        parts = _parts(block)
        made += parts
        if parts != (block,):
            title = next(each for each in parts if isinstance(each, Paragraph | Heading))
            heads = (each for each in draft.blocks if isinstance(each, Heading))
            if _is_worded(text_of(title)) and all(each.level != 1 for each in heads):
                at = next(at for at, each in enumerate(made) if each is title)
                made[at] = Heading(1, title.inlines, title.origin)
            return replace(draft, blocks=(*made, *draft.blocks[behind:]))
    return draft


def _is_worded(line: str) -> bool:
    return len(line.split()) >= _HEADLINE or len(UNSPACED.findall(line)) >= _HEADLINE


def _parts(block: Block) -> Blocks:
    match block:
        case Paragraph() | Heading():
            lines = tuple(_lines(block.inlines))
            if not _is_head([text_of_inlines(line) for line in lines]):
                return (block,)
            first, *rest = lines
            title = replace(block, inlines=first)
            return (title, *(Paragraph(line, block.origin) for line in rest))
        case Table() if not block.caption and not block.head_rows:
            cells = [cell for row in block.rows for cell in row if cell.blocks]
            inner = [each for cell in cells for each in cell.blocks]
            plain = all(isinstance(each, Paragraph | Figure) for each in inner)
            if not plain or any(cell.header for cell in cells):
                return (block,)
            said = [text_of(each) for each in inner if isinstance(each, Paragraph)]
            return tuple(inner) if _is_head(said) else (block,)
        case _:
            return (block,)


def _is_head(lines: list[str]) -> bool:
    """Whether the first of a few lines may be a headline and another is only a byline or date."""
    if not 1 < len(lines) <= _MOST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return False
    if not any(map(str.isalpha, lines[0])) or _tells(lines[0]):
        return False
    return any(map(_tells, lines[1:]))


def _tells(line: str) -> bool:
    """Whether a line says who wrote an article or when, and nothing else."""
    said = line.strip()
    if not behind_by(said) and not dates_in(said):
        return False
    read = read_byline(said, None)
    return bool(read.labelled or read.published or read.updated) and not read.left


def _lines(inlines: Inlines) -> Iterator[Inlines]:
    """The inlines cut at their line breaks, also at those within marks."""
    line: list[Inlines] = [()]
    for inline in inlines:
        match inline:
            case LineBreak():
                line.append(())
            case Strong() | Emphasis() | Superscript():
                first, *rest = _lines(inline.inlines)
                line[-1] = (*line[-1], *_marked(inline, first))
                line += [tuple(_marked(inline, each)) for each in rest]
            case _:
                line[-1] = (*line[-1], inline)
    yield from (each for each in line)


def _marked(mark: Strong | Emphasis | Superscript, inlines: Inlines) -> Inlines:
    return (replace(mark, inlines=inlines),) if inlines else ()
