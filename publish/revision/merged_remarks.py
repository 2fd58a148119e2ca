"""The remarks of an editor's file, put into an article that got others meanwhile."""

from __future__ import annotations

from dataclasses import replace

from publish.model.article import Article, Remark
from publish.model.revision import Revision
from publish.model.walk import text_of
from publish.revision.align import align
from publish.revision.apply import apply
from publish.revision.equality import equal
from publish.revision.remarks import shifted


def merged_remarks(
    base: Article, edited: Article, now: Article, revision: Revision
) -> tuple[Remark, ...] | None:
    """The remarks of `now` with those that came, went or were settled; None where none did."""
    if base.remarks == edited.remarks:
        return None
    result = apply(replace(revision, remarks=None), now)
    if edited.remarks == now.remarks and equal(edited.body, now.body):
        return None
    known = {_told(remark) for remark in base.remarks}
    here = {_told(remark) for remark in now.remarks}
    came = [
        (at, remark)
        for at, remark in enumerate(edited.remarks)
        if _told(remark) not in known or _told(remark) in here
    ]  # what `now` has dropped stays away
    kept = {at: number for number, (at, _) in enumerate(came)}
    places = _places(edited, result)
    made = [
        replace(
            _placed(remark, edited, result, places),
            parent=None if remark.parent is None else kept.get(remark.parent),
        )
        for _, remark in came
    ]
    told = {_told(remark): number for number, remark in enumerate(made)}
    old = known | told.keys()
    meanwhile = [(at, each) for at, each in enumerate(result.remarks) if _told(each) not in old]
    numbers = {at: len(made) + number for number, (at, _) in enumerate(meanwhile)}
    for _, remark in meanwhile:
        parent = remark.parent
        if parent is not None:
            parent = numbers.get(parent, told.get(_told(result.remarks[parent])))
        made.append(replace(remark, parent=parent))
    return None if tuple(made) == result.remarks else tuple(made)


def _told(remark: Remark) -> tuple[str, str, str]:
    return remark.author, remark.date, remark.text


def _places(edited: Article, result: Article) -> dict[int, int]:
    """Where the blocks of the edited body are in the result."""
    ours, theirs = ([text_of(block) for block in each.body] for each in (edited, result))
    return {i: pair.after[0] for pair in align(ours, theirs) for i in pair.before if pair.after}


def _placed(remark: Remark, edited: Article, result: Article, places: dict[int, int]) -> Remark:
    if remark.field != "body" or remark.block >= len(edited.body):
        return remark
    block = remark.block
    while block >= 0 and block not in places:
        block -= 1
    if block < 0:
        return replace(remark, block=0, span=None)
    span = None
    if block == remark.block and remark.span is not None:
        old, new = text_of(edited.body[block]), text_of(result.body[places[block]])
        span = shifted(remark.span, old, new)
    return replace(remark, block=places[block], span=span)
