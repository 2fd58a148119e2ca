"""What a run came to: one Outcome a source or edition, and the Report over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal, NamedTuple, overload

from publish.errors import Failure
from publish.model.article import Note, Removal

Status = Literal["built", "skipped", "failed", "planned", "copy"]

_ALL_DONE, _SOME_FAILED, _BUG = 0, 1, 70


@dataclass(frozen=True, slots=True)
class Made:
    """An output under its final name: `path` is a folder for xhtml, `digest` is of its contents.

    `lines` counts paragraphs set whole and greedily, where the typesetter says.
    """

    path: str
    format: str
    digest: str
    pages: int | None = None
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source, or of one edition.

    `outputs` are those that are right as they stand: built now, or before and still up to date; a
    failed source can have some. `removed` counts what cleaning took out; `removals` are in full
    only for who hears of a source that was read in this run. `planned` is what a dry run would
    build; of this and of what is built `why` says for each format: one of `tasks.WHY`. `title` is
    what the article says, or the file that holds it; "" where neither is known. A `copy` is not
    printed, because it is the same article as another (`unique`): its note says which.
    """

    name: str
    status: Status
    outputs: tuple[Made, ...] = ()
    removed: int = 0
    removals: Sequence[Removal] = ()
    notes: tuple[Note, ...] = ()
    failure: Failure | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


class Failing(NamedTuple):
    """A source or an edition that failed, by its name and, where it is known, its title."""

    name: str
    failure: Failure
    title: str = ""


_Known = tuple[str | bytes, ...]
"""What it takes to make an outcome anew, for who knows how."""


class Outcomes(Sequence[Outcome]):
    """The outcomes of a run, in the order of the sources, without their removals.

    Of what is up to date only what it takes to say so again is held: there can be very many.
    """

    def __init__(self) -> None:
        self._held: list[Outcome | _Known] = []
        self._makers: list[tuple[int, Callable[[_Known], Outcome]]] = []
        self.counts: Counter[str] = Counter()
        """How many have which status."""
        self.failures: Counter[str] = Counter()
        """How many failed with which code."""

    def add(self, outcome: Outcome) -> None:
        """Put an outcome behind the others."""
        self._held.append(replace(outcome, removals=()) if outcome.removals else outcome)
        self.counts[outcome.status] += 1
        if outcome.failure:
            self.failures[outcome.failure.code] += 1

    def add_current(self, make: Callable[[_Known], Outcome], known: _Known) -> None:
        """Put one of what is up to date behind the others: it is made anew when asked for."""
        if not self._makers or self._makers[-1][1] is not make:
            self._makers.append((len(self._held), make))
        self._held.append(known)
        self.counts["skipped"] += 1

    def failed_from(self, first: int) -> Iterator[Failing]:
        """Those that failed, from this one on; what is up to date is not made for it."""
        for held in islice(self._held, first, None):
            if isinstance(held, Outcome) and held.failure:
                yield Failing(held.name, held.failure, held.title)

    def planned_from(self, first: int) -> Iterator[str]:
        """The names of those that were not built, from this one on."""
        for held in islice(self._held, first, None):
            if isinstance(held, Outcome) and held.status == "planned":
                yield held.name

    def __len__(self) -> int:
        return len(self._held)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Outcome, ...]: ...
    def __getitem__(self, index: int | slice) -> Outcome | tuple[Outcome, ...]:
        if isinstance(index, slice):
            return tuple(self._outcome(at) for at in range(*index.indices(len(self))))
        return self._outcome(range(len(self))[index])

    def _outcome(self, at: int) -> Outcome:
        held = self._held[at]
        if isinstance(held, Outcome):
            return held
        return next(make for first, make in reversed(self._makers) if first <= at)(held)


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes, in the order of the sources. `stopped` says why a run ended early, or "".

    `notes` tell what is odd and concerns no source, such as decisions about a file there is not.
    """

    outcomes: Outcomes = field(default_factory=Outcomes)
    stopped: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def built(self) -> int:
        """How many sources were built."""
        return self.outcomes.counts["built"]

    @property
    def skipped(self) -> int:
        """How many sources were up to date."""
        return self.outcomes.counts["skipped"]

    @property
    def failed(self) -> int:
        """How many sources failed."""
        return self.outcomes.counts["failed"]

    @property
    def planned(self) -> int:
        """How many sources a dry run would build."""
        return self.outcomes.counts["planned"]

    @property
    def copies(self) -> int:
        """How many sources were left out as the same article as another."""
        return self.outcomes.counts["copy"]

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some failed, 70 a bug of ours."""
        if self.outcomes.failures["bug"]:
            return _BUG
        return _SOME_FAILED if self.failed else _ALL_DONE
