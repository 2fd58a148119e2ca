"""Which node does which task: values that know of no network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from publish.batch.executors.wire import Wire, line_apart, result_of
from publish.errors import ClusterError
from publish.files import is_stored
from publish.model.codec import Json
from publish.pipeline import Job, Result

Fit = Literal["asked", "fit", "refused"]
"""What is known of a node: nothing yet, that it is as this machine is, or that it is not."""

LOCAL = "local"
"""The word for a cluster that is started on this machine, and ends with the run."""

LEAST, MOST = 16, 256
"""Jobs of a task, but for the last ones and those that are tried alone."""

_TASK_SECONDS = 8.0  # so little is lost with a node, and a scheduler sees few tasks
_AHEAD = 2  # tasks a thread, one of which waits: the next is there when one is done


@dataclass(slots=True)
class Task:
    """Jobs that travel together: the number and the name of each, its line, its parts.

    `tries` counts the times it was sent, `deaths` those of which the node died under it. One that
    is `alone` on its node tells by a death that it is to blame.
    """

    recipe: Json
    folder: str
    numbers: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    parts: list[tuple[str, ...]] = field(default_factory=list)
    key: str = ""
    node: str = ""
    tries: int = 0
    deaths: int = 0
    alone: bool = False

    def add(self, number: int, job: Job) -> None:
        """One job more."""
        self.numbers.append(number)
        self.names.append(job.name)
        self.lines.append(line_apart(job))
        self.parts.append(parts_on_disk(job))

    def payload(self) -> bytes:
        """What the node reads (`node.work`)."""
        head = {"key": self.key, "folder": self.folder, "recipe": self.recipe}
        return b"".join((json.dumps(head).encode("ascii"), b"\n", *self.lines))

    def parts_of_try(self) -> Iterator[str]:
        """Where this try of the task makes its outputs."""
        return (part_of_try(part, self.key) for parts in self.parts for part in parts)

    def result(self, line: bytes) -> Result:
        """A result as its line says it, with the parts that its job named."""
        made = result_of(line)
        end = part_of_try("", self.key)
        outputs = (
            replace(out, target=replace(out.target, part=out.target.part.removesuffix(end)))
            for out in made.outputs
        )
        return replace(made, outputs=tuple(outputs))

    def apart(self) -> Iterator[Task]:
        """The same jobs, each alone."""
        whole = zip(self.numbers, self.names, self.lines, self.parts, strict=True)
        for number, name, line, parts in whole:
            yield Task(
                *(self.recipe, self.folder, [number], [name], [line], [parts]),
                deaths=self.deaths,
                alone=True,
            )


def part_of_try(part: str, key: str) -> str:
    """Where one try of a task makes an output: a node that was given up may still write there."""
    return f"{part}.{key}"


def parts_on_disk(job: Job) -> tuple[str, ...]:
    """The parts of a job's outputs that are placed from a disk that nodes see."""
    return tuple(each.part for each in job.targets if not is_stored(each.final))


@dataclass(slots=True)
class Node:
    """A Dask worker: how many threads of it are used, and the tasks that it has, oldest first."""

    address: str
    threads: int
    is_whole: bool = True
    state: Fit = "asked"
    tasks: list[Task] = field(default_factory=list)

    def room(self, ahead: int = _AHEAD) -> int:
        """How many tasks more it may have; of one that is used in part none waits there."""
        if self.state != "fit" or any(task.alone for task in self.tasks):
            return 0
        return self.threads * (ahead if self.is_whole else 1) - len(self.tasks)

    def takes(self, task: Task, ahead: int = _AHEAD) -> bool:
        """Whether it may have this one now."""
        return self.room(ahead) > 0 and not (task.alone and self.tasks)

    def at_work(self) -> list[Task]:
        """The tasks that run there, as far as the client knows: nodes begin the oldest first."""
        return self.tasks[: self.threads]


class Pace:
    """How many jobs the next task has: as many as take some seconds."""

    def __init__(self) -> None:
        self.size = LEAST

    def hear(self, jobs: int, seconds: float) -> None:
        """A task of so many jobs took so long on its node."""
        wanted = int(_TASK_SECONDS * jobs / max(seconds, 0.001))
        self.size = max(LEAST, min(wanted, 2 * self.size, MOST))


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes that are there, by address, with the threads of each."""

    threads: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task, or of a question to a node: bytes, or an error of Dask's or the node's.

    `key` is that of the task; of a question the node's address. What was lost the node is not to
    blame for: it has gone, and may have been killed by the task, or the connection broke.
    """

    key: str
    data: bytes = b""
    error: Exception | None = None
    is_lost: bool = False
    is_killed: bool = False


News = Nodes | Answer | ClusterError


@dataclass(frozen=True, slots=True)
class Needs:
    """What jobs need of a node that does them, as far as they differ in it.

    A layout by its digest, the folder for parts on a disk that nodes see, "" for none, and formats.
    """

    layout: str = ""
    parts: str = ""
    formats: frozenset[str] = frozenset()


class Batches:
    """Jobs as tasks, each asked for when it is needed; `folder` is where paths begin."""

    def __init__(self, jobs: Iterable[Job | None], folder: str) -> None:
        self._jobs = iter(jobs)
        self._folder = folder
        self._wire = Wire()
        self._count = 0
        self._next: Job | None = None  # of another recipe than those before it
        self.more = True
        self.first: Job | None = None
        """The first job of the task that was made last."""

    def next_task(self, size: int) -> Task | None:
        """At most so many jobs that share a recipe; None where there are none just now."""
        task: Task | None = None
        while task is None or len(task.lines) < size:
            job, self._next = self._next or self._asked(), None
            if job is None:
                break
            if task is None:
                task, self.first = Task(self._wire.recipe_of(job), self._folder), job
            elif self.first and job.recipe is not self.first.recipe:
                self._next = job
                break
            task.add(self._count, job)
            self._count += 1
        return task

    def _asked(self) -> Job | None:
        try:
            return next(self._jobs)
        except StopIteration:
            self.more = False
            return None
