"""Jobs whose sources or results lie in stores, performed on this machine's disk.

A source is fetched into a folder of this machine that mirrors its store, and what lies beside it
when somebody asks; a result is made in a part file here, judged, and put where it belongs.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from publish.pipeline import Job, Result

Perform = Callable[[Iterable[Job | None]], Generator[tuple[int, Result] | None, None, None]]
"""Performs jobs on this machine, as `executors.Execute` says."""


def staged(
    jobs: Iterable[Job | None], perform: Perform, home: Path
) -> Generator[tuple[int, Result] | None, None, None]:
    """The jobs performed; `home` is a folder of this machine for as long as they are."""
    del home
    yield from perform(jobs)
