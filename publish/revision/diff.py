"""The changes that make one article of another, each as small as a person would make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from publish.model.article import Article
from publish.model.revision import At, Edit, Insert, Revision, Value
from publish.model.tree import Block, Blocks, Paragraph
from publish.model.walk import blocks_inside, text_of
from publish.revision.align import Pair, align
from publish.revision.apply import applied
from publish.revision.blocks import OneLine, Ops, block_ops
from publish.revision.equality import equal
from publish.revision.grouping import first_run
from publish.revision.places import Places
from publish.revision.restored import restored
from publish.revision.shape import Plan, joins, shaped

_NO_FIELDS = frozenset({"name", "body", "assets", "removals", "notes", "remarks"})


def diff(a: Article, b: Article) -> Revision:
    """The revision with which `apply` makes `b` of `a`.

    Fields, body, author note and remarks; not names, pictures, removals, notes and origins.
    """
    revision = Revision(values_of(a, b), changes_of(a, b))
    made = applied(revision, a).article
    if not equal(made.body, b.body):  # nothing finer says it
        revision = replace(revision, values={**revision.values, "body": b.body}, changes=())
        made = applied(revision, a).article
    if made.remarks != b.remarks:
        revision = replace(revision, remarks=b.remarks)
    return revision


def values_of(a: Article, b: Article) -> dict[str, Value]:
    """The fields of `b` that say something else than those of `a`."""
    return {
        each.name: getattr(b, each.name)
        for each in fields(Article)
        if each.name not in _NO_FIELDS and not equal(getattr(a, each.name), getattr(b, each.name))
    }


def changes_of(a: Article, b: Article) -> tuple[Edit | Insert, ...]:
    """The changes that make the body of `b` of that of `a`, in reading order."""
    if equal(a.body, b.body):
        return ()
    return restored(_Changes(a, b).found(), a)


@dataclass(slots=True)
class _Changes:
    """Two bodies, and what was found of the way from one to the other."""

    a: Article
    b: Article
    places: Places = field(init=False)
    changes: list[Edit | Insert] = field(default_factory=list)
    _standing: dict[int, int] = field(default_factory=dict)
    """The blocks of `b` that stand where one of `a` stood, and which one."""

    def __post_init__(self) -> None:
        self.places = Places.of(self.a)

    def found(self) -> list[Edit | Insert]:
        pairs = align(
            [text_of(block) for block in self.a.body], [text_of(block) for block in self.b.body]
        )
        new: list[tuple[int, int | None]] = []
        for pair in pairs:
            new += self._paired(pair)
        self._insert(sorted(new))
        return self.changes

    def _paired(self, pair: Pair) -> list[tuple[int, int | None]]:
        """Say what becomes of blocks; those that are still to be put in, with what each was."""
        if not pair.before:
            return [(j, None) for j in pair.after]
        main = pair.before[0]  # by which `align` tells whether they moved
        for i in pair.before:
            if i != main or not pair.after or pair.moved:
                self._edit_block(i, ())
        if not pair.after:
            return []
        if pair.moved:
            return [(j, main if j == pair.after[0] else None) for j in pair.after]
        run = first_run(pair.after)
        for j in run:
            self._standing[j] = main
        self._become(main, tuple(self.b.body[j] for j in run))
        return [(j, None) for j in pair.after if j not in run]

    def _become(self, i: int, now: Blocks) -> None:
        """Block `i` is to be `now`, by the smallest changes that say so."""
        was = self.a.body[i]
        if equal(now, (was,)):
            return
        ops = block_ops(was, now[0]) if len(now) == 1 else None
        if ops is not None and self._makes(was, ops, now):
            self._say(i, ops)
        else:
            self._edit_block(i, now)

    def _makes(self, was: Block, ops: Ops, now: Blocks) -> bool:
        alone = replace(self.a, title=(), standfirst=(), summary=(), key_points=(), author_note=())
        plan = Plan(lines=ops.lines, beside=ops.beside())
        return equal(shaped(replace(alone, body=(was,)), plan).article.body, now)

    def _say(self, i: int, ops: Ops) -> None:
        first = self.places.first[i]
        for number, now in sorted(ops.lines.items()):
            self.changes.append(Edit(self.places.at_line(first + number), now))
        for number, before, group in ops.groups:
            at = self.places.at_line(first + number)
            self.changes.append(
                Insert((group,), before=at) if before else Insert((group,), after=at)
            )

    def _edit_block(self, i: int, now: Blocks) -> None:
        """All of a block is another; a line is called a line where that says the same."""
        was = self.a.body[i]
        first, end = self.places.lines_of(i)
        is_line = end > first and self.places.end_of(first) == end and isinstance(was, OneLine)
        keeps_kind = len(now) == 1 and isinstance(now[0], Paragraph)
        if is_line and not keeps_kind:
            self.changes.append(Edit(self.places.at_line(first), now))
        else:
            self.changes.append(Edit(self.places.at_block(i), now))

    def _insert(self, new: Sequence[tuple[int, int | None]]) -> None:
        """Put in blocks of `b`, each run of them at once; what moved stands alone."""
        run: list[int] = []
        for at, (j, was) in enumerate(new):
            run.append(j)
            behind = new[at + 1] if at + 1 < len(new) else None
            if was is None and behind and behind == (j + 1, None):
                continue
            self.changes.append(self._inserted(run, was))
            run = []

    def _inserted(self, run: Sequence[int], was: int | None) -> Insert:
        blocks = tuple(self.b.body[j] for j in run)
        moved = None if was is None else self._name(was)
        before = run[0] - 1
        while before >= 0 and before not in self._standing:
            before -= 1
        if before < 0:
            return Insert(blocks, moved=moved)
        return Insert(blocks, after=self._beside(self._standing[before], blocks), moved=moved)

    def _name(self, i: int) -> At:
        first, end = self.places.lines_of(i)
        return self.places.at_line(first) if end > first else self.places.at_block(i)

    def _beside(self, i: int, blocks: Blocks) -> At:
        """What a block of `a` is called where blocks are to stand after it.

        That is its last line, or all of it where they would join what holds the line.
        """
        first, end = self.places.lines_of(i)
        was = self.a.body[i]
        if first == end or (
            len(blocks) == 1 and any(joins(blocks[0], held) for held in blocks_inside((was,)))
        ):
            return self.places.at_block(i)
        return self.places.at_line(end - 1)
