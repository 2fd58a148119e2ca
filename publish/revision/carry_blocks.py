"""Blocks of an editor's file with what the file could not say of their lines."""

from __future__ import annotations

from collections.abc import Sequence

from publish.model.article import Article
from publish.model.tree import Anchor, Blocks, Inlines, Paragraph
from publish.model.walk import rebuilt
from publish.revision.align import align
from publish.revision.carry import carried, is_same
from publish.revision.lines import Line, lines_in
from publish.revision.shape import Plan, shaped


def carried_blocks(base: Sequence[Line], edited: Blocks, now: Sequence[Line]) -> Blocks:
    """The edited blocks; each line that comes from one of `base` as it is in `now`, but for edits.

    `base` and `now` are the same lines, one by one; where they are not, nothing is carried.
    """
    if len(base) != len(now):
        return edited
    lines = lines_in(edited)
    plan, told = Plan(), set[int]()
    for pair in align([line.text for line in base], [line.text for line in lines]):
        if len(pair.before) != 1:
            continue
        was, here = base[pair.before[0]], now[pair.before[0]]
        for j in pair.after if is_same(was.inlines, here.inlines) else ():
            run = here.inlines if was.number not in told else _without_places(here.inlines)
            told.add(was.number)
            plan.lines[j] = (Paragraph(carried(was.inlines, lines[j].inlines, run)),)
    alone = Article("", (), edited)
    return shaped(alone, plan).article.body if plan.lines else edited


def _without_places(inlines: Inlines) -> Inlines:
    """The run without anchors: a line that was parted has them in its first part."""
    return tuple(
        rebuilt(each, inlines=_without_places) for each in inlines if not isinstance(each, Anchor)
    )
