"""A revision carried out: the article with its changes, and what each struck and put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from publish.model.article import Article
from publish.model.passages import key_of
from publish.model.revision import At, Edit, Insert, Revision
from publish.model.tree import Block, Blocks
from publish.revision.lines import lines_in
from publish.revision.places import Places
from publish.revision.remarks import kept_remarks
from publish.revision.shape import Beside, Plan, shaped

_STAGES = 8  # edits of edits: as many merges as anyone makes before the lines are joined


@dataclass(frozen=True, slots=True)
class Applied:
    """An article with a revision carried out.

    `struck` and `inserted` are the words that each change took out and put in, a line a line.
    `lost` are the changes, by index, that found no line; `overruled` those whose line a later
    change took.
    """

    article: Article
    struck: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()
    lost: tuple[int, ...] = ()
    overruled: tuple[int, ...] = ()


def apply(revision: Revision, article: Article) -> Article:
    """The article as revised; changes that find no line in it do nothing."""
    return applied(revision, article).article


def applied(revision: Revision, article: Article) -> Applied:
    """The article as revised, with what was struck, put in and not found."""
    count = len(revision.changes)
    struck, inserted = [""] * count, [""] * count
    overruled: set[int] = set()
    left = list(range(count))
    now = article
    for _ in range(_STAGES):
        if not left:
            break
        stage = _Stage(Places.of(now), revision.values)
        # Edits first: what is put in beside a line of a block that gives way stands beside what it
        # gives way to.
        order = sorted(left, key=lambda at: isinstance(revision.changes[at], Insert))
        waiting = sorted(at for at in order if not stage.take(at, revision.changes[at]))
        overruled |= stage.overruled
        if len(waiting) == len(left):
            break
        for at, (out, put) in stage.words().items():
            struck[at], inserted[at] = out, put
        made = shaped(now, stage.plan)
        remarks = kept_remarks(now, made, stage.moved)
        now = replace(made.article, remarks=remarks)
        left = waiting
    changed: dict[str, Any] = dict(revision.values)  # fields by name, each of its own type
    if revision.remarks is not None:
        changed["remarks"] = revision.remarks
    return Applied(
        article=replace(now, **changed) if changed else now,
        struck=tuple(struck),
        inserted=tuple(inserted),
        lost=tuple(left),
        overruled=tuple(sorted(overruled)),
    )


@dataclass(slots=True)
class _Stage:
    """The changes that find their lines in an article, as a plan."""

    places: Places
    values: Container[str]
    plan: Plan = field(default_factory=Plan)
    moved: dict[int, Block] = field(default_factory=dict)
    """Blocks of the body that are gone, by index, and what they are now."""
    overruled: set[int] = field(default_factory=set)
    _lines: dict[int, int] = field(default_factory=dict)  # by which change each line is taken
    _blocks: dict[int, int] = field(default_factory=dict)
    _put: dict[int, Blocks] = field(default_factory=dict)
    _held: Counter[int] = field(default_factory=Counter)  # how many places each change has

    def take(self, order: int, change: Edit | Insert) -> bool:
        """Whether there is a place for the change, which then has it."""
        match change:
            case Edit():
                return self._edit(order, change)
            case Insert():
                return self._insert(order, change)
            case _:
                assert_never(change)

    def words(self) -> dict[int, tuple[str, str]]:
        """What each change that was taken strikes and puts in."""
        struck: dict[int, list[str]] = {order: [] for order in self._put}
        for number, order in self._lines.items():
            struck[order] += self.places.said(number, self.places.end_of(number))
        for index, order in self._blocks.items():
            struck[order] += self.places.said(*self.places.lines_of(index))
        return {
            order: (
                "\n".join(struck[order]),
                "\n".join([line.text for line in lines_in(blocks)] * (self._held[order] or 1)),
            )
            for order, blocks in self._put.items()
            if order not in self.overruled
        }

    def _edit(self, order: int, edit: Edit) -> bool:
        numbers = self.places.lines_at(edit.at)
        blocks = [] if numbers else self.places.blocks_at(edit.at)
        if any(self.places.lines[number].field in self.values for number in numbers):
            numbers = [n for n in numbers if self.places.lines[n].field not in self.values]
            if not numbers:  # the field as a whole is given anew
                self.overruled.add(order)
                return True
        free = [number for number in numbers if not self._is_held(number)]
        if not free and not blocks:
            return False
        for number in free:
            self._free(number, self.places.end_of(number))
            self._lines[number] = order
            self._held[order] += 1
            self.plan.lines[number] = edit.now
        for index in blocks:
            self._free(*self.places.lines_of(index))
            if index in self._blocks:
                self._overrule(self._blocks[index])
            self._blocks[index] = order
            self._held[order] += 1
            self.plan.blocks[index] = edit.now
        self._put[order] = edit.now
        return True

    def _is_held(self, number: int) -> bool:
        """Whether an earlier change took all of the block, or of the line, that holds this one."""
        line = self.places.lines[number]
        if line.field == "body" and line.block in self._blocks:
            return True
        holder = self.places.holder_of(number)
        return holder != number and holder in self._lines

    def _free(self, first: int, end: int) -> None:
        """Take lines from the changes that have them."""
        for number in range(first, end):
            if number in self._lines:
                self._overrule(self._lines.pop(number))
                del self.plan.lines[number]

    def _overrule(self, earlier: int) -> None:
        """Take a place from a change, which is overruled when it has no other."""
        self._held[earlier] -= 1
        if not self._held[earlier]:
            self.overruled.add(earlier)

    def _insert(self, order: int, insert: Insert) -> bool:
        blocks = insert.blocks
        if insert.moved:
            was = self._first_block(insert.moved)
            if was is not None:
                origin = self.places.article.body[was].origin
                blocks = tuple(replace(block, origin=origin) for block in blocks)
                self.moved.update({was: blocks[0]} if blocks else {})
        at = insert.after or insert.before
        if at is None:
            self.plan.opening.append(blocks)
            self._put[order] = blocks
            return True
        beside = Beside(order, insert.after is None, blocks)
        numbers = [n for n in self.places.lines_at(at) if self.places.lines[n].field == "body"]
        taken = self.places.lines[numbers[0]].block if numbers else -1
        if taken in self._blocks:
            now = lines_in(self.plan.blocks[taken])
            if key_of(at.text) in (key_of(line.text) for line in now):
                return False  # it stands in what was made
            self.plan.around.setdefault(taken, []).append(beside)
        elif numbers:
            self.plan.beside.setdefault(numbers[0], []).append(beside)
        else:
            indices = self.places.blocks_at(at)
            if not indices:
                return False
            self.plan.around.setdefault(indices[0], []).append(beside)
        self._put[order] = blocks
        return True

    def _first_block(self, at: At) -> int | None:
        for number in self.places.lines_at(at):
            if self.places.lines[number].field == "body":
                return self.places.lines[number].block
        return next(iter(self.places.blocks_at(at)), None)
