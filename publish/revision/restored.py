"""Words of the removal record that an editor put in again: decisions then say `restore`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from publish.model.article import Article, Removal
from publish.model.passages import key_of
from publish.model.revision import Edit, Insert
from publish.model.tree import Block, Paragraph
from publish.model.walk import text_of
from publish.revision.lines import said
from publish.revision.places import Places
from publish.revision.tokens import words

_EDITED = "decision.edit"  # what an edit struck was never cleaned away


def restored(changes: Sequence[Edit | Insert], article: Article) -> tuple[Edit | Insert, ...]:
    """The changes, with the removals named that those bring back whole.

    That is a block that stands where it was taken out, or a line with a part of it back. Words that
    were taken out several times are named only where all of them are back, for decisions speak of
    each. An insert of some such blocks is parted.
    """
    gone = [each for each in article.removals if each.rule != _EDITED and not each.moved_to]
    if not gone:
        return tuple(changes)
    work = _Restoring(article, gone)
    found: list[Edit | Insert] = []
    for change in changes:
        found += work.edit(change) if isinstance(change, Edit) else work.insert(change)
    back = Counter(key_of(removal.text) for change in found for removal in change.restored)
    return tuple(
        replace(change, restored=())
        if any(
            back[key_of(each.text)] < len(work.by_key[key_of(each.text)])
            for each in change.restored
        )
        else change
        for change in found
    )


class _Restoring:
    """The removals of an article by the keys of their words."""

    def __init__(self, article: Article, gone: Sequence[Removal]) -> None:
        self.places = Places.of(article)
        self.by_key: dict[str, list[Removal]] = {}
        for removal in gone:
            if key := key_of(removal.text):
                self.by_key.setdefault(key, []).append(removal)
        self.parts: dict[int, list[tuple[list[str], Removal]]] = {}  # by their number of words
        for removal in gone:
            if removal.span is not None and (part := words(removal.text)):
                self.parts.setdefault(len(part), []).append((part, removal))

    def insert(self, insert: Insert) -> list[Edit | Insert]:
        """The insert, parted where some of its blocks were removed and others were not."""
        if insert.moved:
            return [insert]
        found: list[Edit | Insert] = []
        run: list[Block] = []
        for block in insert.blocks:
            removal = self._removal(block, insert)
            if removal is None:
                run.append(block)
                continue
            if run:
                found.append(replace(insert, blocks=tuple(run)))
                run = []
            found.append(replace(insert, blocks=(block,), restored=(removal,)))
        if run:
            found.append(replace(insert, blocks=tuple(run)))
        return found or [insert]

    def _removal(self, block: Block, insert: Insert) -> Removal | None:
        known = self.by_key.get(key_of(text_of(block)), ())
        return next((each for each in known if self._stood_here(each, insert)), None)

    def _stood_here(self, removal: Removal, insert: Insert) -> bool:
        """Whether the words were taken out between the blocks that they stand between again."""
        body = self.places.article.body
        index = self._index(insert)
        origin = removal.origin
        before = body[index].origin if 0 <= index < len(body) else None
        after = body[index + 1].origin if index + 1 < len(body) else None
        return not (
            (before and 0 < origin.first < before.first) or (after and 0 < after.last < origin.last)
        )

    def _index(self, insert: Insert) -> int:
        """The block of the body that an insert stands behind; -1 where it opens it."""
        at = insert.after or insert.before
        if at is None:
            return -1
        lines = [self.places.lines[number] for number in self.places.lines_at(at)]
        indices = [line.block for line in lines if line.field == "body"]
        index = (indices or self.places.blocks_at(at) or [-1])[0]
        return index if insert.after else index - 1

    def edit(self, edit: Edit) -> list[Edit | Insert]:
        """The edit; where all that is new in the line was removed from it, with the removal."""
        match edit.now:
            case (Paragraph() as only,) if self.parts and not edit.at.whole:
                was, now = words(edit.at.text), words(said(only.inlines))
                for part, removal in self.parts.get(len(now) - len(was), ()):
                    if _is_put_in(part, was, now):
                        return [replace(edit, restored=(removal,))]
        return [edit]


def _is_put_in(part: list[str], was: list[str], now: list[str]) -> bool:
    """Whether a line is the old one with a part put in at one place."""
    same = 0
    while same < len(was) and was[same] == now[same]:
        same += 1
    for at in range(same, max(same - len(part), -1), -1):  # a part may begin as what follows does
        if now[at : at + len(part)] == part and now[at + len(part) :] == was[at:]:
            return True
    return False
