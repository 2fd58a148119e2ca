"""A run told to the person or the script that asked for it, as it goes and however it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.cli import report
from publish.cli.doubts import Doubts
from publish.cli.progress import progress
from publish.cli.tally import Tally
from publish.errors import ClusterError, DiskFailed, Failure

if TYPE_CHECKING:
    from publish.batch import Outcome, Report

Run = Callable[[Callable[[int], None], Callable[["Outcome"], None]], "Report"]
"""Performs a run; it says how many sources there are, and what became of each."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run is told: only its failures, as JSON lines, every note, bugs with tracebacks.

    Of a `dry` one what it would build is told; `shard` is which share it is of, as it was asked.
    """

    quiet: bool = False
    as_json: bool = False
    every_note: bool = False
    debug: bool = False
    dry: bool = False
    shard: str = ""


Heard = dict[str, Failure]
"""The failures that were told in rounds before this one, by source."""


def told(run: Run, manner: Manner, heard: Heard | None = None) -> Report:
    """The report of a run, told while it goes on; what ends it early is raised again.

    With `heard` it is one of many rounds: what failed alike before is not told again, and a round
    of nothing new says nothing.
    """
    started = time.monotonic()
    tally = Tally(shard=manner.shard)
    try:
        made = _performed(run, manner, tally, heard)
    except (KeyboardInterrupt, SystemExit, DiskFailed, ClusterError):
        if tally.total and not manner.quiet:
            report.talk(tally.interrupted(time.monotonic() - started))
        raise
    if manner.quiet or (heard is not None and not tally.news):
        return made
    for note in made.notes:
        report.talk(report.line(note.weight, note.message, f"({note.code})"))
    if failures := tally.failures():
        report.talk(failures)
    if not manner.as_json:
        seconds = time.monotonic() - started
        closing = tally.planned() if manner.dry else tally.closing(seconds, made.stopped)
        print(closing, flush=True)
    return made


def _performed(run: Run, manner: Manner, tally: Tally, heard: Heard | None) -> Report:
    doubts = Doubts(manner.every_note)
    with closing(doubts), progress(manner.quiet, shard=manner.shard) as shown:

        def tell(outcome: Outcome) -> None:
            failure = outcome.failure
            shown.hear(f"{outcome.name}: {failure.message}" if failure else "")
            is_new = outcome.status != "skipped" and (not failure or _is_new(outcome, heard))
            tally.hear(outcome, is_new=is_new)
            if heard is None or is_new:
                _tell(outcome, manner, doubts)

        def expect(sources: int) -> None:
            tally.expect(sources)
            shown.expect(sources)

        return run(expect, tell)


def _is_new(outcome: Outcome, heard: Heard | None) -> bool:
    """Whether a source fails as it did not fail before."""
    if heard is None or not outcome.failure:
        return True
    before = heard.get(outcome.name)
    heard[outcome.name] = outcome.failure
    return before != outcome.failure


def _tell(outcome: Outcome, manner: Manner, doubts: Doubts) -> None:
    if manner.as_json:
        print(report.json_line(outcome), flush=True)
        return
    if outcome.failure:
        report.failed(outcome.name, outcome.failure, title=outcome.title, debug=manner.debug)
    elif outcome.status == "planned" and manner.dry and not manner.quiet:
        print(report.line("build", outcome.name, report.whys(outcome)))
    if not manner.quiet:
        doubts.hear(outcome)
