"""A person's changes to a line carried over to the same line as it is elsewhere.

A file says less of a line than the article has: no places that links lead to, no languages, after
some programs no marks at all; and it may spell it otherwise. So what the person changed is what
differs between the line as the file had it and as it has it now; the rest is the article's.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from publish.model.tree import (
    Anchor,
    Checkbox,
    Footnote,
    Formula,
    Inlines,
    Paragraph,
    Picture,
)
from publish.model.walk import text_of_blocks, text_of_inlines
from publish.revision.equality import equal
from publish.revision.runs import Mark, Piece, Thing, inlines_of, pieces_of
from publish.revision.sequences import common
from publish.revision.tokens import is_alike, pieces, seen, spelling

Marks = tuple[Mark, ...]


def carried(base: Inlines, edited: Inlines, now: Inlines) -> Inlines:
    """The line `now` with what was changed from `base` to `edited`: words, marks, notes.

    Words that are only spelt otherwise, and marks that only the file lost, stay those of `now`. New
    words stand in the marks of those they replace, or of both neighbours.
    """
    if equal(base, edited):
        return now
    ours, theirs, here = _words_of(base), _words_of(edited), _words_of(now)
    drawn = _drawn(here)
    ours, theirs = _redrawn(ours, drawn), _redrawn(theirs, drawn)
    known = {word.thing for word in (*ours, *here) if isinstance(word.thing, Anchor)}
    work = _Carrying(
        [word for word in ours if not isinstance(word.thing, Anchor)],  # programs drop them all
        [word for word in theirs if not (isinstance(word.thing, Anchor) and word.thing in known)],
        here,
    )
    made = tuple(work.pieces())
    return now if made == pieces_of(now) else inlines_of(made)


def bare(inlines: Inlines) -> Inlines:
    """The run without marks: what a program leaves of it that drops them all."""
    return inlines_of([replace(piece, marks=()) for piece in pieces_of(inlines)])


def is_same(one: Inlines, other: Inlines) -> bool:
    """Whether two runs have the same words, however they are spelt, marked and drawn."""
    return equal(one, other) or _is_said(text_of_inlines(one), text_of_inlines(other))


def _is_said(one: str, other: str) -> bool:
    ours, theirs = seen(one), seen(other)
    return len(ours) == len(theirs) and all(
        spelling(a) == spelling(b) and is_alike(a, b) for a, b in zip(ours, theirs, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, a sign, white space or a thing, with the marks of each of its parts."""

    text: str
    parts: tuple[Piece, ...]

    @property
    def thing(self) -> Thing | None:
        return self.parts[0].thing

    @property
    def key(self) -> Hashable:
        """What words are matched by."""
        match self.thing:
            case None:
                return spelling(self.text)
            case Checkbox() as box:
                return box.sign
            case Anchor() as anchor:
                return anchor
            case thing:
                return type(thing).__name__

    @property
    def dress(self) -> tuple[Marks, ...]:
        """The marks of its parts, those that follow each other once."""
        return tuple(marks for marks, _ in groupby(part.marks for part in self.parts))

    def is_alike(self, other: _Word) -> bool:
        """Whether both say the same."""
        if self.key != other.key:
            return False
        if isinstance(self.thing, Footnote) and isinstance(other.thing, Footnote):
            return _is_said(text_of_blocks(self.thing.blocks), text_of_blocks(other.thing.blocks))
        if self.thing is not None and not isinstance(self.thing, Checkbox):
            return equal(self.thing, other.thing)
        return is_alike(self.text, other.text)


def _words_of(inlines: Inlines) -> list[_Word]:
    """The words of a run; one that is marked in part is still one."""
    made: list[_Word] = []
    for is_thing, group in groupby(pieces_of(inlines), key=lambda piece: piece.thing is not None):
        if is_thing:
            made += [_Word("", (piece,)) for piece in group]
        else:
            made += _joined(list(group))
    return made


def _joined(run: Sequence[Piece]) -> Iterable[_Word]:
    at = used = 0
    for text in pieces("".join(piece.text for piece in run)):
        parts: list[Piece] = []
        wanted = len(text)
        while wanted:
            piece = run[at]
            taken = piece.text[used : used + wanted]
            parts.append(Piece(taken, piece.marks))
            wanted -= len(taken)
            used += len(taken)
            if used == len(piece.text):
                at, used = at + 1, 0
        yield _Word(text, tuple(parts))


_Drawn = dict[Hashable, list[tuple[list[Hashable], Formula | Picture]]]
"""Things that a file may say in words, by the first of these."""


def _drawn(line: Sequence[_Word]) -> _Drawn:
    found: _Drawn = {}
    for word in line:
        if isinstance(word.thing, Formula | Picture):
            text = text_of_inlines((word.thing,))
            keys: list[Hashable] = [spelling(piece) for piece in pieces(text)]
            if keys:
                found.setdefault(keys[0], []).append((keys, word.thing))
    return found


def _redrawn(line: list[_Word], drawn: _Drawn) -> list[_Word]:
    """The line with the things that stand in it as words."""
    if not drawn:
        return line
    made: list[_Word] = []
    at = 0
    while at < len(line):
        for keys, thing in drawn.get(line[at].key, ()):
            run = line[at : at + len(keys)]
            if [word.key for word in run] == keys and not any(word.thing for word in run):
                made.append(_Word("", (Piece("", run[0].parts[0].marks, thing),)))
                at += len(keys)
                break
        else:
            made.append(line[at])
            at += 1
    return made


class _Carrying:
    """The words of the three lines, and which of them are the same."""

    def __init__(self, base: list[_Word], edited: list[_Word], now: list[_Word]) -> None:
        self.base, self.edited, self.now = base, edited, now
        keys = [[word.key for word in line] for line in (base, edited, now)]
        self.was = {j: i for i, j in common(keys[0], keys[1])}
        self.there = dict(common(keys[0], keys[2]))
        self.silent = self._silent()

    def _silent(self) -> dict[int, list[int]]:
        """Words of `now` that the base does not say, by the base's word that they stand behind.

        Only those that no file says: what has words was put in meanwhile, and stays too.
        """
        back = {k: i for i, k in self.there.items()}
        found: dict[int, list[int]] = {}
        last = -1
        for k in range(len(self.now)):
            if k in back:
                last = back[k]
            else:
                found.setdefault(last, []).append(k)
        return found

    def pieces(self) -> Iterable[Piece]:
        """The line with the changes."""
        last = -1
        yield from self._unsaid(-1, -1)
        for j, word in enumerate(self.edited):
            i = self.was.get(j)
            if i is None:
                yield from self._new(j, word)
                continue
            yield from self._unsaid(last, i - 1)
            yield from self._kept(word, self.base[i], self.there.get(i))
            yield from self._unsaid(i, i)
            last = i + 1
        yield from self._unsaid(last, len(self.base) - 1)

    def _unsaid(self, first: int, last: int) -> Iterable[Piece]:
        """What stands in `now` alone, behind words of the base from `first` to `last`."""
        for i in range(first, last + 1):
            for k in self.silent.pop(i, ()):
                yield from self.now[k].parts

    def _kept(self, word: _Word, was: _Word, k: int | None) -> Iterable[Piece]:
        """A word that stays, as `now` has it but for what was changed."""
        if k is None:  # it went meanwhile
            return word.parts if not word.is_alike(was) else ()
        here = self.now[k]
        if word.is_alike(was):
            if word.dress == was.dress:
                return here.parts
            if len(word.dress) == 1:
                return (Piece(here.text, word.dress[0], here.thing),)
            return word.parts
        if isinstance(word.thing, Footnote):
            return (Piece("", here.parts[0].marks, self._note(word.thing, was.thing, here.thing)),)
        if word.dress == was.dress and len(here.dress) == 1:
            return (Piece(word.text, here.dress[0], word.thing),)
        return word.parts

    def _note(self, edited: Footnote, base: Thing | None, now: Thing | None) -> Footnote:
        """A note of which the words changed, paragraph by paragraph."""
        assert isinstance(base, Footnote)
        assert isinstance(now, Footnote)
        if not len(edited.blocks) == len(base.blocks) == len(now.blocks):
            return edited
        made = []
        for after, before, here in zip(edited.blocks, base.blocks, now.blocks, strict=True):
            lines = (before, after, here)
            if not all(isinstance(each, Paragraph) for each in lines):
                return edited
            runs = [each.inlines for each in lines if isinstance(each, Paragraph)]
            made.append(Paragraph(carried(runs[0], runs[1], runs[2])))
        return Footnote(tuple(made))

    def _new(self, j: int, word: _Word) -> Iterable[Piece]:
        """A word that the base does not have, in the marks that stand there in `now`."""
        before, behind = j - 1, j + 1
        while before >= 0 and before not in self.was:
            before -= 1
        while behind < len(self.edited) and behind not in self.was:
            behind += 1
        first = self.was[before] if before >= 0 else -1
        end = self.was[behind] if behind < len(self.edited) else len(self.base)
        struck = range(first + 1, end)
        asked = struck or [i for i in (first, end) if 0 <= i < len(self.base)]
        known = [self.now[self.there[i]] for i in asked if i in self.there]
        plain = all(self.base[i].dress == word.dress for i in asked)
        if not plain or not known or (not struck and len(asked) < 2) or len(word.dress) != 1:
            return word.parts
        marks = _shared([part.marks for each in known for part in each.parts])
        return (Piece(word.text, marks, word.thing),)


def _shared(runs: Sequence[Marks]) -> Marks:
    """The outer marks that all have."""
    shared = runs[0]
    for marks in runs[1:]:
        same = 0
        while same < min(len(shared), len(marks)) and shared[same] == marks[same]:
            same += 1
        shared = shared[:same]
    return shared
