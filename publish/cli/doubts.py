"""The notes of a run, told to the person: each kind once, or every one as it comes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.cli import report
from publish.model.notes import CODES, WEIGHTS

if TYPE_CHECKING:
    from publish.batch import Outcome
    from publish.model.article import Note

_NAMES = 3  # sources that a line names
_NEW = frozenset({"output.edited"})  # of what is up to date, but seen in this run
_TOLD = frozenset({"source.duplicate"})  # information that somebody may want to act on


@dataclass(slots=True)
class _Kind:
    """The notes of one code so far: the first one, how many of which source."""

    first: Note
    counts: Counter[str] = field(default_factory=Counter)
    messages: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Doubts:
    """Hears of every outcome; what is wrong or doubtful of what was built is told at the end.

    Information, and what was told when an up-to-date output was built, is only counted; but for
    articles that are there twice, which every run tells. With
    `every` all notes are told at once, one a line.
    """

    every: bool = False
    _kinds: dict[tuple[str, str], _Kind] = field(default_factory=dict)
    _informing: int = 0
    _before: int = 0

    def hear(self, outcome: Outcome) -> None:
        """Take in the notes of a source."""
        for note in outcome.notes:
            if self.every:
                report.talk(report.line(note.weight, outcome.name, report.said(note)))
            elif outcome.status == "skipped" and note.code not in _NEW | _TOLD:
                self._before += 1
            elif note.weight == "info" and note.code not in _TOLD:
                self._informing += 1
            else:
                kind = self._kinds.setdefault((note.weight, note.code), _Kind(note))
                kind.counts[outcome.name] += 1
                kind.messages.add(note.message)

    def close(self) -> None:
        """Say each kind once, the heaviest first, and in one line how many more there are."""
        for (weight, code), kind in sorted(
            self._kinds.items(), key=lambda each: WEIGHTS.index(each[1].first.weight)
        ):
            report.talk(report.line(weight, _named(list(kind.counts)), _told(kind)))
            if code in CODES:
                report.hint(CODES[code].do)
        if more := self._informing + self._before:
            counts = [
                *([f"{self._informing:,} for information"] if self._informing else []),
                *([f"{self._before:,} of what is up to date"] if self._before else []),
            ]
            notes = "note" if more == 1 else "notes"
            report.talk(f"{more:,} more {notes}: {', '.join(counts)}; --notes lists all")


def _told(kind: _Kind) -> str:
    many = kind.counts.total()
    if many == 1:
        return report.said(kind.first)
    if len(kind.messages) == 1:
        return f"{many:,} times: {kind.first.message}  ({kind.first.code})"
    return f"{many:,} notes, such as {report.said(kind.first)}"


def _named(names: list[str]) -> str:
    more = f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
    return f"{', '.join(names[:_NAMES])}{more}"
