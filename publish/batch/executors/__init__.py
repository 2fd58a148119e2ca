"""Who performs the jobs of a run. All of them leave the same bytes in the same part files."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from publish.batch.executors import cluster, processes, serial
from publish.batch.executors.cluster import Cluster
from publish.batch.executors.flights import LOCAL
from publish.batch.executors.processes import Pool
from publish.batch.executors.staging import staged
from publish.pipeline import SHIPPED, Fetch, Formats, Job, Result

__all__ = [
    "EXECUTORS",
    "Cluster",
    "Execute",
    "Executor",
    "Pool",
    "here",
    "started",
    "warm",
    "window",
]

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
    "cluster": cluster.execute,
}

Executor = str | Pool | Cluster
"""The name of an executor, behind which the address of a cluster may stand (`cluster:tcp://…`), or
workers that are there already."""

_WINDOW = 1_000


def started(
    executor: Executor, jobs: Iterable[Job | None], workers: int, scratch: Path, formats: Formats
) -> Generator[tuple[int, Result] | None, None, None]:
    """The jobs performed by an executor of that name, or by workers that are there already."""
    if isinstance(executor, Cluster):  # whose nodes stage
        return executor.perform(jobs)
    if isinstance(executor, Pool):
        return staged(jobs, executor.perform, scratch / "stores")

    def perform(
        jobs: Iterable[Job | None], fetch: Fetch | None
    ) -> Generator[tuple[int, Result] | None, None, None]:
        name = executor.partition(":")[0]
        return EXECUTORS[name](jobs, workers, scratch, formats, fetch)

    return staged(jobs, perform, scratch / "stores")


def here(executor: Executor) -> Executor:
    """The executor, or workers of this machine in the place of a cluster's."""
    named = isinstance(executor, str) and executor.startswith("cluster")
    return "processes" if named or isinstance(executor, Cluster) else executor


def window(executor: Executor) -> int:
    """How many results may wait for one before them to be told."""
    return _WINDOW if isinstance(executor, str) else executor.window


@contextmanager
def warm(executor: Executor, workers: int, scratch: Path, formats: Formats) -> Iterator[Executor]:
    """The executor for several passes over the sources: workers stay warm from one to the next."""
    if not isinstance(executor, str) or formats != SHIPPED:
        yield executor
        return
    name, _, address = executor.partition(":")
    workers_there: Pool | Cluster
    if name == "processes":
        workers_there = Pool(workers, scratch)
    elif name == "cluster":
        workers_there = Cluster(address or LOCAL, workers, scratch)
    else:
        yield executor
        return
    with closing(workers_there):
        yield workers_there
