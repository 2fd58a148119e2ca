"""What a run came to: one Outcome a source or edition, and the Report over all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from publish.errors import Failure
from publish.model.article import Note, Removal

Status = Literal["built", "skipped", "failed", "planned"]

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
    only where the source was read in this run. `why` is of a dry run alone, where what would be
    built is "planned": each format with one of `plan.WHY`.
    """

    name: str
    status: Status
    outputs: tuple[Made, ...] = ()
    removed: int = 0
    removals: tuple[Removal, ...] = ()
    notes: tuple[Note, ...] = ()
    failure: Failure | None = None
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes, in the order of the sources. `stopped` says why a run ended early, or "".

    `notes` tell what is odd and concerns no source, such as decisions about a file there is not.
    """

    outcomes: tuple[Outcome, ...] = ()
    stopped: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def built(self) -> int:
        """How many sources were built."""
        return self._count("built")

    @property
    def skipped(self) -> int:
        """How many sources were up to date."""
        return self._count("skipped")

    @property
    def failed(self) -> int:
        """How many sources failed."""
        return self._count("failed")

    @property
    def planned(self) -> int:
        """How many sources would be built."""
        return self._count("planned")

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some failed, 70 a bug of ours."""
        if any(each.failure and each.failure.code == "bug" for each in self.outcomes):
            return _BUG
        return _SOME_FAILED if self.failed else _ALL_DONE

    def _count(self, status: Status) -> int:
        return sum(each.status == status for each in self.outcomes)
