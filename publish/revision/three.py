"""Three ways: what an editor changed, put into an article that changed meanwhile.

Block by block, and line by line within them. Where only the editor changed a line the change is
made; where both made the same, nothing is left to do; where both changed it otherwise that is a
conflict, and nothing is written for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from publish.model.article import Article
from publish.model.revision import At, Edit, Insert, Revision, Value
from publish.model.tree import Blocks, Inlines, Paragraph, Text
from publish.model.walk import text_of, text_of_blocks
from publish.revision.carry import carried, is_same
from publish.revision.carry_blocks import carried_blocks
from publish.revision.diff import changes_of, values_of
from publish.revision.equality import equal
from publish.revision.lines import lines_in
from publish.revision.merged_remarks import merged_remarks
from publish.revision.way import Way

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What two people changed otherwise: the field, and the three texts.

    A text is "" where it is gone, or was not there yet.
    """

    field: str
    base: str
    edited: str
    now: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The changes of an editor as a revision of the article as it is now, and the conflicts."""

    revision: Revision
    conflicts: tuple[Conflict, ...] = ()


def merged(base: Article, edited: Article, now: Article) -> Merged:
    """What was changed from `base` to `edited`, as changes of `now`.

    Where `base` is the article as a file tells it, what the file cannot say stays as in `now`.
    """
    work = _Merging(base, edited, now)
    work.fields()
    work.lines()
    revision = Revision(work.values, tuple(work.changes))
    remarks = merged_remarks(base, edited, now, revision)
    return Merged(replace(revision, remarks=remarks), tuple(work.conflicts))


@dataclass(slots=True)
class _Merging:
    base: Article
    edited: Article
    now: Article
    values: dict[str, Value] = field(default_factory=dict)
    changes: list[Edit | Insert] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    _moves: dict[At, Blocks] = field(default_factory=dict)
    """What stands elsewhere in the edited article, and what it is there."""
    _refused: set[At] = field(default_factory=set)
    """Lines that do not go, and so do not move."""

    # Fields

    def fields(self) -> None:
        """Each field as a whole; of key points each one, where there are as many."""
        for name in values_of(self.base, self.edited):
            was, new, here = (getattr(each, name) for each in (self.base, self.edited, self.now))
            match name:
                case "title" | "standfirst" | "summary":
                    self._run(name, was, new, here)
                case "key_points":
                    self._points(was, new, here)
                case "author_note":
                    self._note(was, new, here)
                case _:
                    self._value(name, was, new, here)

    def _run(self, name: str, was: Inlines, new: Inlines, here: Inlines) -> None:
        if is_same(was, here):
            run = carried(was, new, here)
            if not equal(run, here):
                self.values[name] = run
        elif not is_same(new, here):
            said = (text_of(each) for each in (was, new, here))
            self.conflicts.append(Conflict(name, *said))

    def _value(self, name: str, was: str | Names, new: str | Names, here: str | Names) -> None:
        if _is_like(was, new) or _is_like(new, here):
            return
        if _is_like(was, here):
            self.values[name] = new
        else:
            said = ("\n".join(_names(each)) for each in (was, new, here))
            self.conflicts.append(Conflict(name, *said))

    def _note(self, was: Blocks, new: Blocks, here: Blocks) -> None:
        texts = [text_of_blocks(each) for each in (was, new, here)]
        if _is_said(texts[0], texts[2]):
            made = carried_blocks(lines_in(was), new, lines_in(here))
            if not equal(made, here):
                self.values["author_note"] = made
        elif not _is_said(texts[1], texts[2]):
            self.conflicts.append(Conflict("author_note", *texts))

    def _points(
        self,
        was: tuple[Inlines, ...],
        new: tuple[Inlines, ...],
        here: tuple[Inlines, ...],
    ) -> None:
        if len(was) == len(here) and all(map(is_same, was, here)):
            same = len(was) == len(new)
            made = tuple(map(carried, was, new, here)) if same else new
        elif len(was) == len(new) == len(here):
            made = tuple(map(self._point, was, new, here))
        else:
            made = here
            if len(new) != len(here) or not all(map(is_same, new, here)):
                said = ("\n".join(map(text_of, each)) for each in (was, new, here))
                self.conflicts.append(Conflict("key_points", *said))
        if not equal(made, here):
            self.values["key_points"] = made

    def _point(self, was: Inlines, new: Inlines, here: Inlines) -> Inlines:
        if is_same(was, here):
            return carried(was, new, here)
        if not equal(was, new) and not is_same(new, here):
            said = (text_of(each) for each in (was, new, here))
            self.conflicts.append(Conflict("key_points", *said))
        return here

    # The body

    def lines(self) -> None:
        """Each change of the body."""
        if any(equal(self.edited.body, each.body) for each in (self.base, self.now)):
            return
        way = Way.between(self.base, self.now)
        changes = changes_of(self.base, self.edited)
        for change in changes:
            if isinstance(change, Insert) and change.moved:
                self._moves[change.moved] = change.blocks
        for change in changes:
            if isinstance(change, Edit):
                self._edit(change, way)
            else:
                self._insert(change, way)

    def _edit(self, edit: Edit, way: Way) -> None:
        if edit.at.whole:
            self._edit_block(edit, way)
            return
        (number,) = way.before.lines_at(edit.at)
        line = way.before.lines[number]
        here = way.line(number)
        new: Inlines | None = None
        match edit.now:
            case (Paragraph() as only,):
                new = only.inlines
        if here is None:
            if edit.now or edit.at in self._moves:
                self._clash(edit, line.text, "")
        elif is_same(line.inlines, here.inlines):
            if new is not None:
                run = carried(line.inlines, new, here.inlines)
                if not equal(run, here.inlines):
                    self.changes.append(Edit(way.after.at_line(here.number), (Paragraph(run),)))
            elif (line.kind, line.level) == (here.kind, here.level):
                blocks = carried_blocks((line,), edit.now, (here,))
                self.changes.append(Edit(way.after.at_line(here.number), blocks))
            else:
                self._clash(edit, line.text, here.text)
        elif not edit.now and self._only_moves(edit.at, way):
            self.changes.append(Edit(way.after.at_line(here.number), ()))
        elif new is None or not is_same(new, here.inlines):
            self._clash(edit, line.text, here.text)

    def _edit_block(self, edit: Edit, way: Way) -> None:
        was, here = way.block(edit.at)
        name = way.named(edit.at)
        if here is None or name is None:
            if edit.now or edit.at in self._moves:
                self._clash(edit, text_of(was), "")
        elif (
            equal(here, was)
            or (type(here) is type(was) and _is_said(text_of(here), text_of(was)))
            or (not edit.now and self._only_moves(edit.at, way))
        ):
            blocks = carried_blocks(lines_in((was,)), edit.now, lines_in((here,)))
            self.changes.append(Edit(name, blocks))
        elif not equal(edit.now, (here,)):
            self._clash(edit, text_of(was), text_of(here))

    def _only_moves(self, at: At, way: Way) -> bool:
        """Whether a block has the same words at another place, and so takes others along."""
        moved = self._moves.get(at, ())
        return len(moved) == 1 and _is_said(text_of(moved[0]), text_of(way.block(at)[0]))

    def _clash(self, edit: Edit, base: str, now: str) -> None:
        self._refused.add(edit.at)
        edited = edit.now or self._moves.get(edit.at, ())
        self.conflicts.append(Conflict("body", base, text_of_blocks(edited), now))

    def _insert(self, insert: Insert, way: Way) -> None:
        moved = insert.moved
        if moved in self._refused:
            return
        blocks = insert.blocks
        after, before = way.beside(insert)
        if moved is None and way.is_there(blocks, after, before):
            return
        if moved is not None:
            was, here = way.block(moved)
            if here is None:
                return
            if self._only_moves(moved, way):
                blocks = (here,)
            else:
                blocks = carried_blocks(lines_in((was,)), blocks, lines_in((here,)))
            moved = way.named(moved)
        self.changes.append(replace(insert, blocks=blocks, after=after, before=before, moved=moved))


def _is_said(one: str, other: str) -> bool:
    return is_same((Text(one),), (Text(other),))


def _names(value: str | Names) -> Names:
    return (value,) if isinstance(value, str) else value


def _is_like(one: str | Names, other: str | Names) -> bool:
    ours, theirs = _names(one), _names(other)
    return len(ours) == len(theirs) and all(map(_is_said, ours, theirs))
