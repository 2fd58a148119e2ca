"""What a run came to, counted as it is told: the lines that end it, however it ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.batch import Outcome


@dataclass(slots=True)
class Tally:
    """Counts of sources by what became of them, of failures by code, of reasons to build."""

    total: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    whys: Counter[str] = field(default_factory=Counter)
    news: int = 0
    shard: str = ""

    def expect(self, sources: int) -> None:
        """So many are to be told in all."""
        self.total = sources

    def hear(self, outcome: Outcome, *, is_new: bool = True) -> None:
        """Count one source; `is_new` says whether somebody wants to be told of it."""
        self.news += is_new
        self.statuses[outcome.status] += 1
        if outcome.failure:
            self.codes[outcome.failure.code] += 1
        self.whys.update(dict.fromkeys(outcome.why.values(), 1))

    def failures(self) -> str:
        """Such as: 12 failed: 7 source.unknown-format, 5 limit.nesting; "" for fewer than two."""
        failed = self.codes.total()
        if failed < 2:
            return ""
        kinds = sorted(self.codes.items(), key=lambda each: (-each[1], each[0]))
        return f"{failed:,} failed: {', '.join(f'{count:,} {code}' for code, count in kinds)}"

    def closing(self, seconds: float, stopped: str = "") -> str:
        """The one line that ends a run: 41 built, 312 up to date, 1 failed in 18 s."""
        took = f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
        stopped = f"; stopped: {stopped}" if stopped else ""
        built = self.statuses["built"]
        counted = self._counted(f"{built:,} built", ("planned", "not built"))
        return f"{counted} in {took}{stopped}"

    def interrupted(self, seconds: float) -> str:
        """The same for a run that was ended: what is finished, and what is not."""
        rest = max(self.total - self.statuses.total(), 0)
        return f"{self.closing(seconds)}; {rest:,} not done" if rest else self.closing(seconds)

    def planned(self) -> str:
        """The same for a dry run: 12 to build (7 new, 5 source), 300 up to date."""
        first = f"{self.statuses['planned']:,} to build"
        if self.whys:
            kinds = sorted(self.whys.items(), key=lambda each: (-each[1], each[0]))
            first += f" ({', '.join(f'{count:,} {why}' for why, count in kinds)})"
        return f"{self._counted(first)}; nothing was written"

    def _counted(self, first: str, *more: tuple[str, str]) -> str:
        parts = [first]
        copies = self.statuses["copy"]
        copied = "left out as a copy" if copies == 1 else "left out as copies"
        said_of = (("skipped", "up to date"), ("copy", copied), ("failed", "failed"), *more)
        for status, said in said_of:
            if count := self.statuses[status]:
                parts.append(f"{count:,} {said}")
        return of_shard(self.shard) + ", ".join(parts)


def of_shard(asked: str) -> str:
    """What begins a line about a share of a run that was asked for as 3/16; "" for a whole one."""
    number, slash, count = asked.partition("/")
    return f"shard {number} of {count}: " if slash else ""
