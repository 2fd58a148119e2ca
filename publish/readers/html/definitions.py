"""Terms with their definitions; a `<dl>` that says something else gives up its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from publish.model.links import linked_text_of
from publish.model.tree import (
    Block,
    Blocks,
    DefinitionList,
    Entry,
    Figure,
    Inlines,
    Paragraph,
    Strong,
)
from publish.model.walk import blocks_inside, text_of, text_of_blocks
from publish.readers.html.frames import Frame, Term, run_of
from publish.readers.values import date_of

_FURNITURE = re.compile(
    r"^(?:nav|aside|footer|form)\b|comment|menu|footer|sidebar|related|share|ranking", re.IGNORECASE
)

_MOST_LINES = 3  # of a term on average that say no sentence; a menu has more. # guess
_LONGEST_DATE = 40  # characters
_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", ";", ":", "”", "»")

_Part = Term | Blocks


def definitions_of(frame: Frame) -> Blocks:
    """A closed list of definitions; none that holds nothing.

    A heading, a picture or a list for a term is no term, and menus, rankings and comments are laid
    out in this way too: then all blocks stand one after another, the terms in bold.
    """
    if not frame.parts:
        return ()
    terms = [part for part in frame.parts if isinstance(part, Term)]
    if terms and all(_is_words(term) for term in terms) and not _is_furniture(frame):
        return (DefinitionList(tuple(_entries(frame.parts)), frame.origin),)
    return tuple(block for part in frame.parts for block in _loose(part))


def _is_words(term: Term) -> bool:
    return all(isinstance(block, Paragraph) for block in term.blocks)


def _is_furniture(frame: Frame) -> bool:
    """Whether it stands where articles do not, shows pictures, lists links, dates or many things.

    A date alone says when the page was published, and its line is looked for.
    """
    if any(_FURNITURE.search(cue) for cue in frame.trail):
        return True
    if _is_menu(frame.parts):
        return True
    parts = (part.blocks if isinstance(part, Term) else part for part in frame.parts)
    blocks = tuple(chain.from_iterable(parts))
    if any(len(text := text_of(block)) <= _LONGEST_DATE and date_of(text) for block in blocks):
        return True
    if any(isinstance(block, Figure) for block in blocks_inside(blocks)):
        return True
    return 2 * sum(len(linked_text_of(block)) for block in blocks) > len(text_of_blocks(blocks))


def _is_menu(parts: Sequence[_Part]) -> bool:
    """Whether many lines that are no sentences stand below few terms."""
    terms = sum(isinstance(part, Term) for part in parts)
    said = (text_of_blocks(part).split("\n") for part in parts if not isinstance(part, Term))
    lines = [line for line in chain.from_iterable(said) if line.strip()]
    sentences = sum(line.rstrip().endswith(_STOPS) for line in lines)
    return len(lines) > _MOST_LINES * terms and 2 * sentences < len(lines)


def _entries(parts: Sequence[_Part]) -> Iterator[Entry]:
    """Terms that follow each other share the definitions behind them."""
    terms: tuple[Inlines, ...] = ()
    for are_terms, run in groupby(parts, lambda part: isinstance(part, Term)):
        if are_terms:
            terms = tuple(run_of(part.blocks) for part in run if isinstance(part, Term))
        else:
            yield Entry(terms, tuple(part for part in run if not isinstance(part, Term)))
            terms = ()
    if terms:
        yield Entry(terms, ())


def _loose(part: _Part) -> Blocks:
    if not isinstance(part, Term):
        return part
    return tuple(map(_strong, part.blocks))


def _strong(block: Block) -> Block:
    """A paragraph in bold, if it is none already."""
    if not isinstance(block, Paragraph) or all(isinstance(each, Strong) for each in block.inlines):
        return block
    return Paragraph((Strong(block.inlines),), block.origin)
