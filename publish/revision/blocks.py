"""One block made of another by changes to its lines: what a person would have typed.

Where that cannot be said (a column more, a list that counts otherwise) there is no answer, and the
block is replaced as a whole. Who asks proves an answer by carrying it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Entry,
    Figure,
    FormulaBlock,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    Table,
    Text,
)
from publish.model.walk import text_of, text_of_blocks
from publish.revision.align import align
from publish.revision.equality import equal
from publish.revision.grouping import (
    by_place,
    emptied,
    first_run,
    grouped,
    runs_of,
    starts_of,
)
from publish.revision.lines import lines_in, notes_of
from publish.revision.sequences import common
from publish.revision.shape import Beside, Group, Row

Part = TypeVar("Part")
OneLine = Paragraph | Heading | CodeBlock | FormulaBlock
"""Blocks that are one line, and its notes."""


_DEEPEST = 8  # blocks in blocks: a tree may be 250 deep, and Python counts a thousand calls


@dataclass(slots=True)
class Ops:
    """Changes within a block: `lines` by number from 0, what they are now.

    `groups` are parts that join a list, quote, table or glossary beside a line, before or after it.
    """

    lines: dict[int, Blocks] = field(default_factory=dict)
    groups: list[tuple[int, bool, Group]] = field(default_factory=list)

    def beside(self) -> dict[int, list[Beside]]:
        """The groups as a plan has them."""
        made: dict[int, list[Beside]] = {}
        for order, (number, before, group) in enumerate(self.groups):
            made.setdefault(number, []).append(Beside(order, before, (group,)))
        return made


def block_ops(a: Block, b: Block) -> Ops | None:
    """Changes to the lines of `a` that may make `b` of it; None where none can."""
    finder = _Finder()
    return finder.ops if finder.block(a, b, 0) else None


@dataclass(slots=True)
class _Finder:
    """Each method says whether it found a way; `at` is the number of the first line of `a`."""

    ops: Ops = field(default_factory=Ops)
    depth: int = 0

    def block(self, a: Block, b: Block, at: int) -> bool:
        """Find how one block becomes the other; not in blocks that nobody would nest so deep."""
        if equal(a, b):
            return True
        if self.depth >= _DEEPEST:
            return False
        self.depth += 1
        found = self._block(a, b, at)
        self.depth -= 1
        return found

    def _block(self, a: Block, b: Block, at: int) -> bool:
        match a, b:
            case (Paragraph(), Paragraph()):
                return self._line(a.inlines, b.inlines, at)
            case (Heading(), Heading()) if a.level == b.level:
                return self._line(a.inlines, b.inlines, at)
            case (
                Paragraph() | Heading() | CodeBlock() | FormulaBlock(),
                Heading() | CodeBlock() | FormulaBlock(),
            ):
                self.ops.lines[at] = (b,)
                return True
            case (Quote(), Quote()):
                return self._quoted(a, b, at)
            case (Listing(), Listing()):
                return self._items(a, b, at)
            case (DefinitionList(), DefinitionList()):
                return self._entries(a, b, at)
            case (Table(), Table()):
                return self._table(a, b, at)
            case (Figure(), Figure()):
                return self._figure(a, b, at)
            case _:
                return False

    # Lines

    def _line(self, a: Inlines, b: Inlines, at: int) -> bool:
        if not equal(a, b) and not self._notes(a, b, at):
            self.ops.lines[at] = (Paragraph(b),)
        return True

    def _notes(self, a: Inlines, b: Inlines, at: int) -> bool:
        """Whether only notes changed, or went."""
        ours, theirs = notes_of(a), notes_of(b)
        if not ours or len(theirs) > len(ours):
            return False
        inner = _Finder(depth=self.depth + 1)
        number = at + 1
        if len(ours) == len(theirs):
            if not equal(emptied(a), emptied(b)):
                return False
            for was, now in zip(ours, theirs, strict=True):
                if not inner._run(was.blocks, now.blocks, number):
                    return False
                number += len(lines_in(was.blocks))
        else:
            said = [[text_of_blocks(note.blocks) for note in notes] for notes in (ours, theirs)]
            kept = {i for i, _ in common(*said)}
            if len(kept) < len(theirs):
                return False
            for i, was in enumerate(ours):
                end = number + len(lines_in(was.blocks))
                if i not in kept:
                    inner._gone(was.blocks, number)
                number = end
        self._take(inner)
        return True

    def _take(self, inner: _Finder) -> None:
        self.ops.lines.update(inner.ops.lines)
        self.ops.groups += inner.ops.groups

    def _words(self, a: Inlines, b: Inlines, at: int) -> bool:
        """A caption, a credit, a term: it has no place until it has words."""
        if a and not b:
            self.ops.lines[at] = ()
            return True
        return equal(a, b) or (bool(a) and self._line(a, b, at))

    def _gone(self, blocks: Blocks, at: int) -> bool:
        """All lines of these go, and the blocks with them."""
        for line in lines_in(blocks):
            if not line.noted:
                self.ops.lines[at + line.number] = ()
        return True

    # Blocks

    def _run(self, a: Blocks, b: Blocks, at: int) -> bool:
        """Blocks in an item, a cell, a note, a quote."""
        if equal(a, b):
            return True
        if not a:  # an empty cell is a line
            self.ops.lines[at] = b
            return True
        if len(a) == len(b) == 1:
            return self._one(a[0], b, at)
        starts = starts_of([(block,) for block in a], at)
        there, leading = grouped(align([text_of(x) for x in a], [text_of(x) for x in b]), b)
        if there is None:
            return False
        for i, now in there.items():
            if not now:
                self._gone((a[i],), starts[i])
            else:
                first = leading + now if leading else now
                leading = ()
                if not self._one(a[i], first, starts[i]):
                    return False
        return not leading

    def _one(self, a: Block, now: Blocks, at: int) -> bool:
        """One block becomes these."""
        if len(now) == 1 and self.block(a, now[0], at):
            return True
        if isinstance(a, OneLine) and len(now) > 1:
            self.ops.lines[at] = now
            return True
        return False

    def _quoted(self, a: Quote, b: Quote, at: int) -> bool:
        return self._parts(
            [(block,) for block in a.blocks],
            [(block,) for block in b.blocks],
            at,
            lambda blocks: Quote(tuple(block for part in blocks for block in part)),
            split=False,
        )

    def _items(self, a: Listing, b: Listing, at: int) -> bool:
        if replace(a, items=(), values=()) != replace(b, items=(), values=()):
            return False
        return self._parts(
            a.items, b.items, at, lambda items: Listing(tuple(items), a.ordered), split=True
        )

    def _parts(
        self,
        a: Sequence[Blocks],
        b: Sequence[Blocks],
        at: int,
        group: Callable[[Sequence[Blocks]], Group],
        *,
        split: bool,
    ) -> bool:
        """Items of a list or blocks of a quote: some go, some join, one becomes several."""

        def change(was: Blocks, now: list[Blocks], at: int) -> bool:
            if len(now) == 1:
                return self._run(was, now[0], at)
            if len(was) != 1 or not isinstance(was[0], OneLine):
                return False
            together = (group(now),) if split else tuple(x for part in now for x in part)
            self.ops.lines[at] = together
            return True

        return self._members(
            a,
            b,
            text=text_of_blocks,
            starts=starts_of(a, at),
            gone=self._gone,
            change=change,
            group=group,
        )

    def _members(
        self,
        a: Sequence[Part],
        b: Sequence[Part],
        *,
        text: Callable[[Part], str],
        starts: Sequence[int],
        gone: Callable[[Part, int], bool],
        change: Callable[[Part, list[Part], int], bool],
        group: Callable[[Sequence[Part]], Group],
    ) -> bool:
        """The members of a group: those that go, that change, that come in beside others."""
        now: dict[int, list[int]] = {i: [] for i in range(len(a))}
        new: list[int] = []
        for pair in by_place(align([text(x) for x in a], [text(x) for x in b])):
            if not pair.before or pair.moved:
                new += pair.after
            elif pair.after:
                run = first_run(pair.after)
                now[pair.before[0]] = run
                new += pair.after[len(run) :]
        standing = {j: i for i, run in now.items() for j in run}
        if not standing and b:
            return False
        for i, run in now.items():
            if not (change(a[i], [b[j] for j in run], starts[i]) if run else gone(a[i], starts[i])):
                return False
        for run in runs_of(sorted(new)):
            joined = group([b[j] for j in run])
            before = run[0] - 1
            if before >= 0:
                while before not in standing and before >= 0:
                    before -= 1
            if before >= 0:
                self.ops.groups.append((starts[standing[before]], False, joined))
            else:
                first = standing[min(standing)]
                self.ops.groups.append((starts[first], True, joined))
        return True

    def _entries(self, a: DefinitionList, b: DefinitionList, at: int) -> bool:
        starts = starts_of([(DefinitionList((entry,)),) for entry in a.entries], at)

        def change(was: Entry, now: list[Entry], at: int) -> bool:
            return len(now) == 1 and self._entry(was, now[0], at)

        def gone(entry: Entry, at: int) -> bool:
            return self._gone((DefinitionList((entry,)),), at)

        return self._members(
            a.entries,
            b.entries,
            text=lambda entry: text_of(DefinitionList((entry,))),
            starts=starts,
            gone=gone,
            change=change,
            group=lambda entries: DefinitionList(tuple(entries)),
        )

    def _entry(self, a: Entry, b: Entry, at: int) -> bool:
        same = len(a.terms) == len(b.terms) and len(a.definitions) == len(b.definitions)
        if not same:
            return False
        for was, now in zip(a.terms, b.terms, strict=True):
            if not self._words(was, now, at):
                return False
            at += len(lines_in((Paragraph(was),)))
        for was_blocks, now_blocks in zip(a.definitions, b.definitions, strict=True):
            if not self._run(was_blocks, now_blocks, at):
                return False
            at += len(lines_in(was_blocks))
        return True

    def _figure(self, a: Figure, b: Figure, at: int) -> bool:
        if a.asset != b.asset:
            return False
        alts = [(Text(alt),) if alt else () for alt in (a.alt, b.alt)]
        for was, now in ((alts[0], alts[1]), (a.caption, b.caption), (a.credit, b.credit)):
            if not self._words(was, now, at):
                return False
            at += len(lines_in((Paragraph(was),))) if was else 0
        return True

    # Tables

    def _table(self, a: Table, b: Table, at: int) -> bool:
        if not self._words(a.caption, b.caption, at):
            return False
        at += len(lines_in((Paragraph(a.caption),))) if a.caption else 0

        def change(was: Row, now: list[Row], at: int) -> bool:
            return len(now) == 1 and self._row(was, now[0], at)

        return self._members(
            a.rows,
            b.rows,
            text=lambda row: text_of(Table((row,))),
            starts=starts_of([(Table((row,)),) for row in a.rows], at),
            gone=lambda row, at: self._gone((Table((row,)),), at),
            change=change,
            group=lambda rows: Table(tuple(rows)),
        )

    def _row(self, a: Row, b: Row, at: int) -> bool:
        if [replace(cell, blocks=()) for cell in a] != [replace(cell, blocks=()) for cell in b]:
            return False
        for was, now in zip(a, b, strict=True):
            if not self._run(was.blocks, now.blocks, at):
                return False
            at += len(lines_in(was.blocks)) if was.blocks else 1
        return True
