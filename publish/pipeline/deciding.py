"""A revision of an article as the decisions that say it, for decisions.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from publish.decisions import FIELDS, decided
from publish.model.article import (
    Article,
    Decisions,
    LineEdit,
    LineInsert,
    LineRemark,
    Passage,
    Removal,
)
from publish.model.markdown import line_of, markdown_of
from publish.model.revision import At, Edit, Insert, Revision, Value
from publish.model.tree import Blocks, Figure, Inlines, Paragraph, Text
from publish.model.walk import digest_of, folded, text_of, text_of_inlines
from publish.normaliser.cleaning.numbers import EDITED
from publish.normaliser.fields.decided import decided as with_fields
from publish.pipeline.remarking import line_remarks
from publish.pipeline.wording import Wording, markdown_for
from publish.revision.apply import apply
from publish.revision.places import Places

__all__ = ["decisions_of", "written"]

_WORDED = ("title", "standfirst", "summary")


def decisions_of(revision: Revision, article: Article) -> Decisions:
    """What is to be written for a revision of an article as built.

    A changed field is a value, or an edit of its line where it has marks. A block that is gone and
    whose words stand nowhere else is stripped, words of the record that stand again are restored;
    all else is an edit or an insert.
    """
    made = _Made(article, Places.of(article))
    for name, value in revision.values.items():
        made.takes_value(name, value)
    for change in revision.changes:
        if isinstance(change, Edit):
            made.takes_edit(change)
        else:
            made.takes_insert(change)
    called = _Called.of(made.places, made.values)
    remarks: tuple[LineRemark, ...] = ()
    if revision.remarks is not None:
        known = set(line_remarks(article))
        after = line_remarks(apply(revision, article))
        remarks = tuple(each for each in after if each not in known)
    return Decisions(
        **made.values,
        restore=tuple(dict.fromkeys(made.restore)),
        strip=tuple(dict.fromkeys(made.strip)),
        edit=tuple(made.edits(called)),
        insert=tuple(made.inserts(called)),
        remark=remarks,
    )


@dataclass(frozen=True, slots=True)
class _Called:
    """What lines are called once the fields are set, before any line is edited.

    A field that says what a line says makes two of one.
    """

    before: Places
    after: Places | None

    @classmethod
    def of(cls, places: Places, values: Mapping[str, Any]) -> _Called:
        """For these fields."""
        if not values:
            return cls(places, None)
        return cls(places, Places.of(with_fields(places.article, Decisions(**values))))

    def __call__(self, at: At) -> At:
        """The new name of a line."""
        numbers = self.before.lines_at(at)
        if self.after is None or len(numbers) != 1:
            return at
        line = self.before.lines[numbers[0]]
        number = line.number + _ahead(self.after, line.field) - _ahead(self.before, line.field)
        same = number < len(self.after.lines) and self.after.lines[number].text == line.text
        return self.after.at_line(number) if same else at


def _ahead(places: Places, field: str) -> int:
    """How many lines stand before those of a field."""
    return next((line.number for line in places.lines if line.field == field), 0)


@dataclass(slots=True)
class _Made:
    """Decisions in the making."""

    article: Article
    places: Places
    values: dict[str, Any] = field(default_factory=dict)
    restore: list[Passage] = field(default_factory=list)
    strip: list[Passage] = field(default_factory=list)
    _inserts: list[Insert] = field(default_factory=list)
    _edits: list[tuple[At, str]] = field(default_factory=list)

    def edits(self, called: _Called) -> Iterator[LineEdit]:
        """The edits, in their order."""
        for at, now in self._edits:
            at = called(at)
            yield LineEdit(_passage(at), now, at.nth)

    def inserts(self, called: _Called) -> Iterator[LineInsert]:
        """The inserts, in their order."""
        for insert in self._inserts:
            beside = insert.after or insert.before
            at = called(beside) if beside else None
            passage = _passage(at) if at else None
            yield LineInsert(
                markdown_of(insert.blocks),
                after=passage if insert.after else None,
                before=None if insert.after else passage,
                nth=at.nth if at else 0,
                origin=digest_of(insert.moved.text) if insert.moved else "",
            )

    # Fields

    def takes_value(self, name: str, value: Value) -> None:
        """A field of the article that says something else."""
        if name in _WORDED:
            self._takes_line(name, cast("Inlines", value))
        elif name == "key_points":
            self._takes_points(cast("tuple[Inlines, ...]", value))
        elif name == "author_note":
            self._takes_note(cast("Blocks", value))
        elif name == "body":
            self._takes_body(cast("Blocks", value))
        elif name in FIELDS:
            self.values[name] = value

    def _takes_line(self, name: str, words: Inlines) -> None:
        before: Inlines = getattr(self.article, name)
        if _is_plain(words) or not before:
            self.values[name] = text_of_inlines(words)
        else:
            self._edits_line(name, 0, words)

    def _takes_points(self, points: tuple[Inlines, ...]) -> None:
        before = self.article.key_points
        if len(points) != len(before) or all(map(_is_plain, points)):
            self.values["key_points"] = tuple(map(text_of_inlines, points))
            return
        for index, (old, new) in enumerate(zip(before, points, strict=True)):
            if old != new:
                self._edits_line("key_points", index, new)

    def _takes_note(self, blocks: Blocks) -> None:
        """Paragraphs one by one where they have marks; what is no paragraph is its words."""
        before = self.article.author_note
        plain = all(isinstance(each, Paragraph) and _is_plain(each.inlines) for each in blocks)
        alike = len(blocks) == len(before) and all(
            isinstance(each, Paragraph) for each in (*before, *blocks)
        )
        if plain or not alike:
            self.values["author_note"] = "\n\n".join(folded(text_of(each)) for each in blocks)
            return
        for index, (old, new) in enumerate(zip(before, blocks, strict=True)):
            if old != new and isinstance(new, Paragraph):
                self._edits_line("author_note", index, new.inlines)

    def _edits_line(self, name: str, index: int, words: Inlines) -> None:
        for line in self.places.lines:
            if line.field == name and line.block == index and not line.noted:
                self._edits.append((self.places.at_line(line.number), line_of(words)))

    def _takes_body(self, blocks: Blocks) -> None:
        """A body that nothing finer makes: its first block gives way to all, the others go."""
        if not self.article.body:
            self._inserts.append(Insert(blocks))
        for index in range(len(self.article.body)):
            now = blocks if index == 0 else ()
            self._edits.append((self.places.at_block(index), markdown_of(now)))

    # Lines

    def takes_edit(self, edit: Edit) -> None:
        """A line that reads otherwise, or is gone."""
        if _are_of_cleaning(edit.restored):
            self.restore += map(_back, edit.restored)
        elif not edit.now and (gone := self._stripped(edit.at)) is not None:
            self.strip.append(gone)
        else:
            now = markdown_for(edit.now, edit.at, self.places) if edit.now else ""
            self._edits.append((edit.at, now))

    def takes_insert(self, insert: Insert) -> None:
        """Blocks that are new, or stand elsewhere."""
        if _are_of_cleaning(insert.restored):
            self.restore += map(_back, insert.restored)
        else:
            self._inserts.append(insert)

    def _stripped(self, at: At) -> Passage | None:
        """The passage of a whole block that is gone, if cleaning can find it and nothing else."""
        indices = self.places.blocks_at(replace(at, nth=0))
        if len(indices) != 1:
            return None
        block = self.article.body[indices[0]]
        if isinstance(block, Figure) and not text_of(block).strip():
            alike = [each for each in self.article.body if each == block]
            name = block.asset
            return Passage(digest_of(name), name, whole=True) if name and len(alike) == 1 else None
        said = text_of(block)
        numbers = self.places.lines_at(replace(at, whole=False, nth=0))
        elsewhere = [n for n in numbers if self.places.lines[n].block != indices[0]]
        if not said.strip() or elsewhere or len(numbers) > 1:
            return None
        return Passage(digest_of(said), folded(said), whole=True)


def _passage(at: At) -> Passage:
    return Passage(digest_of(at.text), folded(at.text), at.whole)


def _are_of_cleaning(gone: tuple[Removal, ...]) -> bool:
    """Whether removals can be restored: what an edit struck comes back by another word for it."""
    return bool(gone) and all(each.rule != EDITED for each in gone)


def _back(gone: Removal) -> Passage:
    return Passage(digest_of(gone.text), folded(gone.text))


def _is_plain(inlines: Inlines) -> bool:
    return all(isinstance(each, Text) for each in inlines)


def written(
    before: bytes,
    name: str,
    made: Decisions,
    cleaned: Article | None = None,
    where: str = "decisions.toml",
) -> bytes:
    """The bytes of a decisions.toml that says what these decisions do about a source, besides.

    `cleaned` is the article without any edits: with it a line that is put back as the source has it
    is no decision any more. What the file says already is not written again. Raises
    BrokenDecisions, SettingsError.
    """
    values = {key: value for key in FIELDS if (value := getattr(made, key)) is not None}
    return decided(
        before,
        name,
        restore=(each.text or each.digest for each in made.restore),
        strip=made.strip,
        values=values,
        edit=made.edit,
        insert=made.insert,
        remark=made.remark,
        settled=made.settled,
        wording=Wording(cleaned),
        where=where,
    )
