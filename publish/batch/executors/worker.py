"""What a worker process does: jobs from standard input, results to standard output, JSON by line.

A picture that is not on this disk it asks its parent for, and waits until a line says that it came
or did not: who parses what people have sent opens no connection. It keeps the limits that only the
process itself can: CPU and memory, both counted from the article's start. It ends when its parent
ends.
"""

from __future__ import annotations

import ctypes
import math
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from publish import native
from publish.batch.executors.wire import answer_of, job_of, question_of
from publish.errors import PublishError
from publish.model.limits import Limits
from publish.pipeline import Job, Result, over_memory, perform
from publish.readers import READERS
from publish.writers import writer_for

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_SIGKILL = 9
# Of Python, of ENOMEM, and of the loader when a library finds no room.
_NO_MEMORY = ("memoryerror", "cannot allocate memory", "failed to map", "can't start new thread")


def main(parent: int) -> None:
    """Answer jobs until the parent closes its end; `parent` is its process id."""
    _die_with(parent)
    answers = _own_stdout()
    answers.write(b"\n")  # ready
    answers.flush()
    lines = _lines()

    def fetch(place: str, name: str) -> None:
        answers.write(question_of(place, name))
        answers.flush()
        next(lines)

    for line in lines:
        job = job_of(line)
        _warm(job)
        with _limited(job.recipe.limits):
            result = perform(job, fetch=fetch)
        answers.write(answer_of(_with_its_cause(result, job)))
        answers.flush()


def _warm(job: Job) -> None:
    """Import what is slow to import, once: the first article's CPU limit does not pay for it."""
    if job.lists:
        return
    modules = ["publish.normaliser", *(module for reader in READERS for module in reader.warm)]
    with suppress(PublishError):  # the article's own result says what is missing
        for target in job.targets:
            writer = writer_for(target.format)
            if writer.format.pango:
                native.ensure()
            modules += writer.warm
    for module in modules:
        import_module(module)


def _with_its_cause(result: Result, job: Job) -> Result:
    """A failure over memory by its name: libraries have their own words for it."""
    failure = result.failure
    if failure and failure.code == "bug":
        said = failure.details.lower()
        if any(words in said for words in _NO_MEMORY):
            return replace(result, failure=over_memory(job.recipe.limits.memory_mib))
    return result


def _die_with(parent: int) -> None:
    """Ask the kernel to kill this process when its parent is gone, or find that it is."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def _own_stdout() -> BinaryIO:
    """Standard output for the answers alone: what a library prints goes to standard error."""
    mine = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(mine, "wb")


def _lines() -> Iterator[bytes]:
    """The lines of standard input; when it ends the process does, even in the middle of a job.

    So a worker does not outlive its parent on systems whose kernel does not see to it.
    """
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield lines.get()


if sys.platform == "win32":

    @contextmanager
    def _limited(limits: Limits) -> Iterator[None]:
        """Windows has no such limits for a process itself: there the parent's wall limit is all."""
        del limits
        yield

else:
    import resource

    @contextmanager
    def _limited(limits: Limits) -> Iterator[None]:
        """The limits of one article; the process ends over CPU time, memory is a MemoryError."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        cpu = math.ceil(time.process_time()) + limits.cpu_seconds
        _lower(resource.RLIMIT_CPU, cpu)
        held = _address_space_bytes()
        if held:
            _lower(resource.RLIMIT_AS, held + limits.memory_mib * 2**20)
        try:
            yield
        finally:
            _lower(resource.RLIMIT_AS, resource.RLIM_INFINITY)

    def _lower(limit: int, value: int) -> None:
        """Set a soft limit, as far as the hard one allows."""
        _, hard = resource.getrlimit(limit)
        if hard != resource.RLIM_INFINITY:
            value = hard if value == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (value, hard))


def _address_space_bytes() -> int:
    """The address space of this process; 0 where the system does not say, and then no limit."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf(
            "SC_PAGE_SIZE"
        )
    except (OSError, ValueError):
        return 0
