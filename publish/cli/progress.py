"""How far a run is: on a terminal in its last lines, elsewhere in a line every half minute.

All of it is talk and goes to stderr. A dumb terminal cannot take a line back, so it gets lines.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publish.cli import report
from publish.cli.tally import of_shard

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

EVERY_SECONDS = 30.0
"""Between two lines, where no terminal shows the last one; a shorter run says none."""
_WINDOW_SECONDS = 60  # over which the rate is taken: what is up to date goes by in a moment
_SMALLEST_STEP = 1.0  # seconds between two points of that window
_BAR_CELLS = 24
_NARROW_CELLS = 72  # of a terminal that has no room for a bar besides the words


@dataclass(slots=True)
class Pace:
    """How many sources of how many are done, and how fast they go.

    Times are seconds of a clock that never goes back; the caller reads it.
    """

    started: float
    total: int = 0
    done: int = 0
    failed: int = 0
    problem: str = ""
    """The last failure, in a line."""
    shard: str = ""
    """Which share of a run it is, as it was asked for."""
    _points: deque[tuple[float, int]] = field(default_factory=deque)

    def expect(self, sources: int) -> None:
        """So many are to be done in all."""
        self.total = sources

    def hear(self, now: float, problem: str = "") -> None:
        """One more is done; `problem` says how it failed."""
        self.done += 1
        if problem:
            self.failed += 1
            self.problem = problem
        if not self._points or now - self._points[-1][0] >= _SMALLEST_STEP:
            self._points.append((now, self.done))
        while self._points[0][0] < now - _WINDOW_SECONDS:
            self._points.popleft()

    def rate(self, now: float) -> float:
        """Sources a second over the last minute; 0 where nothing can be said yet."""
        since, before = self._points[0] if self._points else (self.started, 0)
        if now - since < _SMALLEST_STEP or now - self.started < _WINDOW_SECONDS:
            since, before = self.started, 0
        return (self.done - before) / (now - since) if now - since >= _SMALLEST_STEP else 0.0

    def line(self, now: float) -> str:
        """Such as: 1,234 of 100,000 done, 41/s, about 40 min left, 3 failed."""
        of = f" of {self.total:,}" if self.total else ""
        parts = [f"{self.done:,}{of} done"]
        if rate := self.rate(now):
            parts.append(_rate(rate))
            if self.total > self.done:
                parts.append(f"{_span((self.total - self.done) / rate)} left")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return of_shard(self.shard) + ", ".join(parts)


@contextmanager
def progress(
    quiet: bool, every_seconds: float = EVERY_SECONDS, *, shard: str = ""
) -> Iterator[Progress]:
    """What takes in how far a run is, and shows it for as long as the block runs."""
    shown = Progress(Pace(time.monotonic(), shard=shard))
    if quiet:
        yield shown
    elif console := _terminal():
        with _on(console, shown.pace):
            yield shown
    else:
        with _lines(shown.pace, every_seconds):
            yield shown


@dataclass(frozen=True, slots=True)
class Progress:
    """Takes in what is done as it is done."""

    pace: Pace

    def expect(self, sources: int) -> None:
        """So many are to be done in all."""
        self.pace.expect(sources)

    def hear(self, problem: str = "") -> None:
        """One more is done; `problem` says in a line how it failed."""
        self.pace.hear(time.monotonic(), problem)


def _terminal() -> Console | None:
    """Standard error, if it is a terminal whose last line can be written again."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console

    console = Console(stderr=True)
    return None if console.is_dumb_terminal else console


@contextmanager
def _on(console: Console, pace: Pace) -> Iterator[None]:
    from rich.live import Live

    # What others print goes above the last lines; with redirection rich would reflow it.
    with Live(
        console=console,
        get_renderable=lambda: _picture(pace, time.monotonic(), console.width),
        refresh_per_second=4,
        transient=True,
    ):
        yield


def _picture(pace: Pace, now: float, cells: int) -> RenderableType:
    """A bar, the words beside it, and the last problem below; each one line, cut to the width."""
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    words = Text(pace.line(now), no_wrap=True, overflow="ellipsis")
    first: RenderableType = words
    if pace.total and cells >= _NARROW_CELLS:
        grid = Table.grid(padding=(0, 1))
        grid.add_row(ProgressBar(pace.total, pace.done, width=_BAR_CELLS), words)
        first = grid
    if not pace.problem:
        return first
    said = report.shown(pace.problem)
    problem = Text(f"last problem: {said}", style="dim", no_wrap=True, overflow="ellipsis")
    return Group(first, problem)


@contextmanager
def _lines(pace: Pace, every_seconds: float) -> Iterator[None]:
    """A line now and then, also while one article takes long."""
    over = threading.Event()

    def tell() -> None:
        while not over.wait(every_seconds):
            report.talk(pace.line(time.monotonic()))

    # A daemon: it must not keep an interpreter that ends.
    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _rate(a_second: float) -> str:
    if a_second >= 10:
        return f"{a_second:,.0f}/s"
    return f"{a_second:.1f}/s" if a_second >= 1 else f"{a_second * 60:.1f}/min"


def _span(seconds: float) -> str:
    """A time to wait, no finer than anybody can promise."""
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    return f"about {minutes:,} min" if minutes < 100 else f"about {minutes / 60:,.0f} h"
