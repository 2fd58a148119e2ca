"""What holds paragraphs and tables, a body, a cell or a note, with tracked changes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publish.revision.align import align
from publish.writers.docx.redline.changes import Marks
from publish.writers.docx.redline.paragraphs import (
    Sides,
    State,
    changed,
    mark_end,
    merged,
    say_properties,
    unmark_end,
    words_in,
)
from publish.writers.docx.redline.tokens import Element, W, element, said

_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands together in both texts: indices, those of one side alone where it is new."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


def held(
    before: Sequence[Element], after: Sequence[Element], marks: Marks, sides: Sides
) -> list[Element]:
    """The paragraphs and tables of the edited text, with those of the base, changes tracked.

    What moved is deleted in one place and inserted in the other.
    """
    made: list[Element] = []
    for group in _groups(before, after):
        ours = [before[index] for index in group.before]
        theirs = [after[index] for index in group.after]
        made += _group(ours, theirs, marks, sides)
    _settle_end(made, marks)
    return made


def _group(
    before: list[Element], after: list[Element], marks: Marks, sides: Sides
) -> Iterator[Element]:
    kinds = {each.tag for each in (*before, *after)}
    if before and after and kinds == {_P}:
        yield from merged(before, after, marks, sides)
    elif len(before) == len(after) == 1 and kinds == {_TBL} and _same_grid(before[0], after[0]):
        yield _table(before[0], after[0], marks, sides)
    else:
        yield from (_all(each, "del", marks) for each in before)
        yield from (_all(each, "ins", marks) for each in after)


def _groups(before: Sequence[Element], after: Sequence[Element]) -> Iterator[_Group]:
    """Both texts in one order: what stands in both where the edited text has it."""
    pairs = align([words_in(each) for each in before], [words_in(each) for each in after])
    both = sorted(
        (_Group(pair.before, pair.after) for pair in pairs if pair.before and pair.after),
        key=lambda group: group.after[0],
    )
    anchors = _rising([group for group in both if _is_run(group.before) and _is_run(group.after)])
    done_before = done_after = 0
    for group in (*anchors, _Group((len(before),), (len(after),))):
        yield from (_Group(before=(index,)) for index in range(done_before, group.before[0]))
        yield from (_Group(after=(index,)) for index in range(done_after, group.after[0]))
        if group.before[0] < len(before):
            yield group
        done_before, done_after = group.before[-1] + 1, group.after[-1] + 1


def _is_run(indices: tuple[int, ...]) -> bool:
    return all(later == earlier + 1 for earlier, later in pairwise(indices))


def _rising(groups: list[_Group]) -> list[_Group]:
    """Of groups in the order of the edited text as many as stand in that of the base too."""
    from bisect import bisect_left

    ends: list[int] = []  # the last place in the base of the best row of each length
    places: list[int] = []
    came_from: list[int] = []
    for index, group in enumerate(groups):
        at = bisect_left(ends, group.before[0])
        came_from.append(places[at - 1] if at else -1)
        ends[at : at + 1] = [group.before[0]]
        places[at : at + 1] = [index]
    made: list[_Group] = []
    at = places[-1] if places else -1
    while at >= 0:
        made.append(groups[at])
        at = came_from[at]
    return made[::-1]


def _all(block: Element, state: State, marks: Marks) -> Element:
    """A paragraph or a table that is all new, or all gone."""
    if block.tag == _P:
        return changed(block, state, marks)
    made = copy.deepcopy(block)
    for row in made.iter(_TR):
        _mark_row(row, state, marks)
    for paragraph in list(made.iter(_P)):
        paragraph.getparent().replace(paragraph, changed(paragraph, state, marks))
    return made


def _mark_row(row: Element, state: State, marks: Marks) -> None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = element(f"{W}trPr")
        at = row.find(f"{W}tblPrEx")
        row.insert(0 if at is None else 1, properties)
    properties.append(marks.mark(state, said(row)))


def _same_grid(one: Element, other: Element) -> bool:
    columns = [len(each.findall(f"{W}tblGrid/{W}gridCol")) for each in (one, other)]
    return columns[0] == columns[1]


def _table(before: Element, after: Element, marks: Marks, sides: Sides) -> Element:
    """A table as the edited text has it, rows of the base in their places."""
    rows, others = before.findall(_TR), after.findall(_TR)
    made = copy.deepcopy(after)
    for row in made.findall(_TR):
        made.remove(row)
    texts = [[said(row) or "no words" for row in each] for each in (rows, others)]
    pairs = [pair for pair in align(*texts) if len(pair.before) == len(pair.after) == 1]
    both = sorted((_Group(pair.before, pair.after) for pair in pairs), key=lambda g: g.after[0])
    both = [g for g in both if _spans(rows[g.before[0]]) == _spans(others[g.after[0]])]
    done = done_after = 0
    for group in (*_rising(both), _Group((len(rows),), (len(others),))):
        made.extend(_all_row(row, "del", marks) for row in rows[done : group.before[0]])
        made.extend(_all_row(row, "ins", marks) for row in others[done_after : group.after[0]])
        if group.before[0] < len(rows):
            made.append(_row(rows[group.before[0]], others[group.after[0]], marks, sides))
        done, done_after = group.before[0] + 1, group.after[0] + 1
    return made


def _spans(row: Element) -> list[tuple[str, str]]:
    """What each cell of a row spans."""
    made = []
    for cell in row.findall(_TC):
        across, down = (cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge"))
        made.append(
            (
                across.get(f"{W}val", "1") if across is not None else "1",
                down.get(f"{W}val", "continue") if down is not None else "",
            )
        )
    return made


def _all_row(row: Element, state: State, marks: Marks) -> Element:
    made = copy.deepcopy(row)
    for each in made.iter(_TR):
        _mark_row(each, state, marks)
    for paragraph in list(made.iter(_P)):
        paragraph.getparent().replace(paragraph, changed(paragraph, state, marks))
    return made


def _row(before: Element, after: Element, marks: Marks, sides: Sides) -> Element:
    made = copy.deepcopy(after)
    for cell, was, now in zip(
        made.findall(_TC), before.findall(_TC), after.findall(_TC), strict=True
    ):
        properties = cell.find(f"{W}tcPr")
        for each in list(cell):
            if each is not properties:
                cell.remove(each)
        cell.extend(held(blocks_of(was), blocks_of(now), marks, sides))
    return made


def blocks_of(container: Element) -> list[Element]:
    """The paragraphs and tables right in a container."""
    return [each for each in container if each.tag in (_P, _TBL)]


def _settle_end(made: list[Element], marks: Marks) -> None:
    """The last paragraph keeps its end: of what stands behind the last kept one, the ends move up.

    Word cannot take the end of a container away. It tracks a paragraph added at the end as the end
    of the one before it.
    """
    tail: list[tuple[int, State]] = []
    for index in range(len(made) - 1, -1, -1):
        if made[index].tag != _P or not (state := _state_of(made[index])):
            break
        tail.insert(0, (index, state))
    if not tail:
        return
    states = [state for _, state in tail]
    last, first = made[tail[-1][0]], tail[0][0]
    if len(set(states)) == 2:
        other = max(i for i, (_, state) in enumerate(tail) if state != states[-1])
        _put_together(made, tail[other][0], tail[-1][0], marks)
        return
    unmark_end(last)
    if first and made[first - 1].tag == _P:
        kept = made[first - 1]
        mark_end(kept, states[0], marks)
        if states[0] == "ins":
            say_properties(last.find(f"{W}pPr"), kept.find(f"{W}pPr"), marks)
        else:
            _take_properties(last, kept, marks)


def _take_properties(last: Element, kept: Element, marks: Marks) -> None:
    """The end that stays is that of the paragraph which loses its own."""
    was = last.find(f"{W}pPr")
    now = copy.deepcopy(kept.find(f"{W}pPr"))
    for name in ("rPr", "pPrChange"):
        for each in now.findall(f"{W}{name}"):
            now.remove(each)
    say_properties(now, was, marks)
    last.replace(was, now)
    for section in kept.findall(f"{W}pPr/{W}sectPr"):
        section.getparent().remove(section)


def _state_of(paragraph: Element) -> State:
    look = paragraph.find(f"{W}pPr/{W}rPr")
    if look is None:
        return ""
    if look.find(f"{W}ins") is not None:
        return "ins"
    return "del" if look.find(f"{W}del") is not None else ""


def _put_together(made: list[Element], one: int, last: int, marks: Marks) -> None:
    """Two paragraphs at the end, one gone and one new, as one whose end stays and is the new's."""
    pair = made.pop(one), made.pop(last - 1)
    gone, new = pair if _state_of(pair[0]) == "del" else pair[::-1]
    unmark_end(new)
    was, now = gone.find(f"{W}pPr"), new.find(f"{W}pPr")
    for each in reversed([each for each in gone if each is not was]):
        now.addnext(each)
    say_properties(now, was, marks)
    made.insert(last - 1, new)
