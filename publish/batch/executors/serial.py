"""Jobs in this process, one after the other: no limit of time or memory holds here."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from publish.pipeline import Formats, Job, Result, perform


def execute(
    jobs: Sequence[Job], workers: int, scratch: Path, formats: Formats
) -> Generator[tuple[int, Result], None, None]:
    """Each job and its result, in order; `workers` and `scratch` are other executors' business."""
    del workers, scratch
    for index, job in enumerate(jobs):
        yield index, perform(job, formats)
