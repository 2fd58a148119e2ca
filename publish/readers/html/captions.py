"""Captions and credits outside of `<figure>`: lines beside a picture in elements named for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.model.captions import Part, part_named
from publish.model.tree import Block, Figure, Heading, Paragraph
from publish.model.walk import text_of_inlines
from publish.readers.html.frames import both

__all__ = ["with_captions"]

_NEAR = 4  # elements between a picture, or its caption, and what holds both. # guess
_MOST_LINES = 4  # below a picture that are looked at: a caption, a credit, and what divides them
_LONGEST = 600  # characters of a caption
_SHORT = 200  # of one that is known by an element which holds its picture, too


def with_captions(blocks: list[Block]) -> list[Block]:
    """The blocks of one container with lines that are a picture's caption or credit made so."""
    if not any(isinstance(block, Figure) for block in blocks):
        return blocks
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not isinstance(block, Figure):
            made.append(block)
            continue
        end = at + _lines_below(block, blocks[at : at + _MOST_LINES + 1])
        said = [*_over(block, made, at, blocks), *blocks[at:end]]
        del made[len(made) - (len(said) - (end - at)) :]
        made.append(_captioned(block, said))
        at = end
    return made


def _lines_below(figure: Figure, blocks: Sequence[Block]) -> int:
    """How many of the blocks below a picture are its own; some may stand over the next picture."""
    count = 0
    while count < min(len(blocks), _MOST_LINES) and _part(figure, blocks[count]):
        count += 1
    following = blocks[count] if count < len(blocks) else None
    while count and isinstance(following, Figure):
        trail = blocks[count - 1].origin.trail
        if _shared(trail, following.origin.trail) <= _shared(trail, figure.origin.trail):
            break
        count -= 1
    return count


def _over(
    figure: Figure, made: Sequence[Block], at: int, blocks: Sequence[Block]
) -> tuple[Block, ...]:
    """The line above a picture when it is its caption and none stands below."""
    if not made or figure.caption or (at < len(blocks) and _part(figure, blocks[at]) == "caption"):
        return ()
    return (made[-1],) if _part(figure, made[-1]) == "caption" else ()


def _part(figure: Figure, block: Block) -> Part:
    """What of a picture a block beside it is named for."""
    if not isinstance(block, Paragraph | Heading):
        return ""
    mine, its = figure.origin.trail, block.origin.trail
    shared = _shared(mine, its)
    if not shared or max(len(mine), len(its)) - shared > _NEAR:
        return ""
    part: Part = next((named for step in reversed(its[shared:]) if (named := part_named(step))), "")
    longest = _LONGEST
    if not part:  # what holds both may be named for the line
        part, longest = part_named(its[shared - 1]), _SHORT
    return part if part and len(text_of_inlines(block.inlines)) <= longest else ""


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many elements two trails share from the outermost on."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _captioned(figure: Figure, said: Sequence[Block]) -> Figure:
    caption, credit = figure.caption, figure.credit
    for block in said:
        assert isinstance(block, Paragraph | Heading)
        if _part(figure, block) == "credit":
            credit = both(credit, block.inlines)
        else:
            caption = both(caption, block.inlines)
    return replace(figure, caption=caption, credit=credit) if said else figure
