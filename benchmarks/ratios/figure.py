"""What a measurement comes to: a value beside the one it is measured by."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any  # answers of other processes are JSON


@dataclass(frozen=True, slots=True)
class Figure:
    """A promise and how it is kept: `value` may be `goal` at most; 0 for one that has no goal.

    `unit` is "×" for a ratio to the `baseline`, which was measured in the same run.
    """

    what: str
    value: float
    unit: str
    baseline: str
    goal: float = 0.0

    @property
    def kept(self) -> bool:
        """Whether the value is what was promised."""
        return not self.goal or self.value <= self.goal


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU that a program takes for an article in one format."""

    format: str
    program: str
    ms: float
    articles: int


def plain(value: Figure | Cost) -> dict[str, Any]:
    """As JSON has it."""
    return asdict(value)
