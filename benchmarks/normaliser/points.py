"""The normaliser without one of its larger parts, to see what each is worth.

The forests stay as they are trained: what a part tells them is told all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from unittest.mock import patch

from publish.model.tree import Blocks
from publish.normaliser import RULES, Rule
from publish.normaliser.learning import Rows
from publish.normaliser.learning.learned import Judgement
from publish.normaliser.page import page as pages
from publish.normaliser.page.page import Left, Page, Seen
from publish.normaliser.rules import reach
from publish.normaliser.rules.model import line
from publish.normaliser.rules.siblings import Settled

__all__ = ["POINTS", "Point"]

Look = Callable[[Page], Seen]


@dataclass(frozen=True, slots=True)
class Point:
    """A part that is taken out: of the rules, of what a look finds, or of a module for a while."""

    rules: tuple[Rule, ...] = RULES
    seen: Callable[[Page, Judgement], Seen] | None = None
    parts: tuple[tuple[object, str, object], ...] = ()

    def look(self, look: Look) -> Look:
        """A look without the part."""

        def without(page: Page) -> Seen:
            found = look(page)
            return self.seen(page, found) if self.seen and isinstance(found, Judgement) else found

        return without

    @contextmanager
    def out(self) -> Iterator[None]:
        """While this lasts the part is not there."""
        patches = [patch.object(*each) for each in self.parts]
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()


def _unopened(blocks: Blocks) -> tuple[Blocks, tuple[None, ...]]:
    return blocks, (None,) * len(blocks)


def _unsettled(_page: Page, _left: Left, going: Iterable[int], _keep: Sequence[float]) -> Settled:
    return Settled(tuple(going), {}, ())


def _no_reach(page: Page, _left: Left, _keep: Rows, _sure: float) -> reach.Reach:
    """As it was: from the first paragraph of the core to the last."""
    core = page.core
    return reach.Reach(range(min(core), max(core)) if core else range(0))


POINTS: Mapping[str, Point] = {
    "the region": Point(
        tuple(rule for rule in RULES if rule.id != "model.region"),
        seen=lambda page, found: replace(found, core=page.prose_run),
    ),
    "the second look": Point(seen=lambda _, found: replace(found, keep=found.first)),
    "lists opened": Point(
        parts=((pages, "opened", _unopened), (line, "settled", _unsettled)),
    ),
    "short lines": Point(parts=((line, "reach_of", _no_reach),)),
}
"""By what stands in the table."""
