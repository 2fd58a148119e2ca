"""Who performs the jobs of a run. All of them leave the same bytes in the same part files."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from publish.batch.executors import processes, serial
from publish.batch.executors.processes import Pool
from publish.batch.executors.staging import staged
from publish.pipeline import SHIPPED, Fetch, Formats, Job, Result

__all__ = ["EXECUTORS", "Execute", "Pool", "started", "warm"]

Execute = Callable[
    [Iterable[Job | None], int, Path, Formats, Fetch | None],
    Generator[tuple[int, Result] | None, None, None],
]
"""Jobs, a number of workers, a folder for temporary files, the formats that are known, and who
brings pictures from elsewhere → each job's number, in the order in which they were asked for, and
its result, in the order in which they are done. Jobs are asked for as they are needed, a few ahead;
None among them: none just now, ask again after the next result. None among the results: a moment
passed and nothing was done. Closing the iterator ends what is at work."""

EXECUTORS: Mapping[str, Execute] = {
    "processes": processes.execute,
    "serial": serial.execute,
}


def started(
    executor: str | Pool, jobs: Iterable[Job | None], workers: int, scratch: Path, formats: Formats
) -> Generator[tuple[int, Result] | None, None, None]:
    """The jobs performed by an executor of that name, or by workers that are there already."""
    if isinstance(executor, Pool):
        return staged(jobs, executor.perform, scratch / "stores")

    def perform(
        jobs: Iterable[Job | None], fetch: Fetch | None
    ) -> Generator[tuple[int, Result] | None, None, None]:
        return EXECUTORS[executor](jobs, workers, scratch, formats, fetch)

    return staged(jobs, perform, scratch / "stores")


@contextmanager
def warm(
    executor: str | Pool, workers: int, scratch: Path, formats: Formats
) -> Iterator[str | Pool]:
    """The executor for several passes over the sources: workers stay warm from one to the next."""
    if executor != "processes" or formats != SHIPPED:
        yield executor
        return
    with closing(Pool(workers, scratch)) as pool:
        yield pool
