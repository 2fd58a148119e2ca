"""Jobs in this process, one after the other: no limit of time or memory holds here."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

from publish.pipeline import Fetch, Formats, Job, Result, perform


def execute(
    jobs: Iterable[Job | None],
    workers: int,
    scratch: Path,
    formats: Formats,
    fetch: Fetch | None = None,
) -> Generator[tuple[int, Result] | None, None, None]:
    """Each job and its result, in order; `workers` and `scratch` are other executors' business."""
    del workers, scratch
    index = 0
    for job in jobs:
        if job is None:
            yield None
        else:
            yield index, perform(job, formats, fetch)
            index += 1
