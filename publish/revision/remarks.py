"""Remarks that stay beside the words they stood on while the words around them change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from publish.model.article import Article, Remark, Span
from publish.model.tree import Block
from publish.model.walk import text_of
from publish.revision.shape import Shaped


def kept_remarks(before: Article, made: Shaped, moved: Mapping[int, Block]) -> tuple[Remark, ...]:
    """The remarks of an article, where their blocks of the body are now.

    `moved` are blocks that went elsewhere, by index, and what they are there. A remark on a block
    that is gone stands on the one before it.
    """
    if not any(remark.field == "body" for remark in before.remarks):
        return before.remarks
    places = {id(block): index for index, block in enumerate(made.article.body)}
    return tuple(
        _kept(remark, before, made, moved, places)
        if remark.field == "body" and remark.block < len(made.runs)
        else remark
        for remark in before.remarks
    )


def _kept(
    remark: Remark,
    before: Article,
    made: Shaped,
    moved: Mapping[int, Block],
    places: Mapping[int, int],
) -> Remark:
    first, end = made.runs[remark.block]
    if first == end:
        target = moved.get(remark.block)
        if target is None:
            return replace(remark, block=max(first - 1, 0), span=None)
        first = places[id(target)]
        end = first + 1
    body = made.article.body
    if remark.span is None or body[first] is before.body[remark.block]:
        return replace(remark, block=first)
    old = text_of(before.body[remark.block])
    for index in range(first, end):
        span = shifted(remark.span, old, text_of(body[index]))
        if span is not None:
            return replace(remark, block=index, span=span)
    return replace(remark, block=first, span=None)


def shifted(span: Span, old: str, new: str) -> Span | None:
    """Where the characters of a span stand in a text that has changed, the nearest of several.

    None where they do not stand there any more.
    """
    start, end = span
    words = old[start:end]
    if not words:
        return None
    behind = len(new) - (len(old) - start)  # where they are if all that changed stands before
    found = [new.rfind(words, 0, max(start, 0) + len(words)), new.find(words, max(start, 0))]
    if behind >= 0 and new.startswith(words, behind):
        found.append(behind)
    known = [at for at in found if at >= 0]
    if not known:
        return None
    best = min(known, key=lambda at: (min(abs(at - start), abs(at - behind)), at))
    return best, best + len(words)
