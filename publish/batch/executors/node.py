"""What a node of a cluster does: tasks of many jobs, each in a warm local pool of one worker.

A task is bytes, and so is its answer: a line of JSON that says what is the same for all, then a
line a job; a line a result. A thread of the Dask worker takes one task at a time and has a pool to
itself meanwhile, so that the limits of time and memory hold as on one machine. A task that nobody
waits for any more ends at once, and its pool with it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from publish.batch.executors.flights import part_of_try, parts_on_disk
from publish.batch.executors.processes import Pool
from publish.batch.executors.staging import staged
from publish.batch.executors.wire import answer_of, job_of
from publish.batch.versions import reading_versions, versions
from publish.errors import DiskFailed, MissingLibrary, PublishError
from publish.files import is_stored
from publish.model.codec import Json, decode
from publish.model.formats import FORMATS
from publish.model.recipe import Recipe
from publish.pipeline import Job, forget_layouts, layout_of
from publish.readers import READERS

_IDLE_SECONDS = 60.0  # that a pool waits for another task: a client that was killed says no word
_ABOUT_SECONDS = 60
_REST_SECONDS = 10.0
_ASK = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from publish.batch.executors.node import about; about()"
)


def work(task: bytes) -> bytes:
    """How long a task took, and its results in their order; b"" where nobody waits for it any more.

    Runs in a thread of a Dask worker. What goes wrong besides the articles is said in the first
    line: an exception would travel as a pickle, and one that cannot be is never heard of.
    """
    try:
        return _worked(task)
    except Exception as error:
        return json.dumps({"error": f"{type(error).__name__}: {error}"}).encode("ascii")


def _worked(task: bytes) -> bytes:
    head, *lines = task.splitlines()
    said = json.loads(head)
    recipe = decode(said["recipe"], Recipe)
    assert isinstance(recipe, Recipe)
    jobs = [_as_tried(replace(job_of(line), recipe=recipe), said["key"]) for line in lines]
    answers = [b""] * len(jobs)
    started = time.monotonic()
    with (
        _POOLS.lent(said["folder"], said["key"]) as (pool, home),
        closing(staged(jobs, pool.perform, home)) as results,
    ):
        for done in results:
            if not _is_wanted(said["key"]):
                return b""
            if done:
                number, result = done
                full = result.failure and result.failure.code == DiskFailed.code
                if full and result.failure and not parts_on_disk(jobs[number]):
                    raise OSError(result.failure.message)  # of this node: others have room
                answers[number] = answer_of(result)
    seconds = {"seconds": time.monotonic() - started}
    return b"".join((json.dumps(seconds).encode("ascii"), b"\n", *answers))


def _as_tried(job: Job, key: str) -> Job:
    own = (
        each if is_stored(each.final) else replace(each, part=part_of_try(each.part, key))
        for each in job.targets
    )
    return replace(job, targets=tuple(own))


def _is_wanted(key: str) -> bool:
    """Whether the client still waits for a task; Dask tells its workers when one is released."""
    from distributed import Status, get_worker

    worker = get_worker()
    state = worker.state.tasks.get(key)
    return worker.status == Status.running and state is not None and state.state == "executing"


class _Pools:
    """The pools of this process, one for each task at work; those that are idle wait for more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[str, Pool, Path]] = []
        self._busy: list[str] = []
        self._timer: threading.Timer | None = None

    @contextmanager
    def lent(self, folder: str, key: str) -> Iterator[tuple[Pool, Path]]:
        """A pool for a task, that works below a folder; and one of this machine, to stage in."""
        pool, home = self._taken(folder, key)
        try:
            yield pool, home
        finally:
            if pool.is_closed:
                shutil.rmtree(home, ignore_errors=True)
            with self._lock:
                self._busy.remove(key)
                if not pool.is_closed:
                    self._idle.append((folder, pool, home))
                self._close_later()

    def close_idle(self) -> None:
        """End the workers that have nothing to do."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, pool, home in idle:
            pool.close()
            shutil.rmtree(home, ignore_errors=True)

    def is_busy(self, run: str) -> bool:
        """Whether there is work for tasks of this run."""
        with self._lock:
            return any(key.startswith(run) for key in self._busy)

    def _taken(self, folder: str, key: str) -> tuple[Pool, Path]:
        with self._lock:
            for at, (where, pool, home) in enumerate(self._idle):
                if where == folder:
                    del self._idle[at]
                    self._busy.append(key)
                    return pool, home
        home = Path(mkdtemp(prefix="publish-", dir=_local_folder()))
        pool = Pool(1, home, folder if os.path.isdir(folder) else "")  # noqa: PTH112
        with self._lock:
            self._busy.append(key)
        return pool, home

    def _close_later(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(_IDLE_SECONDS, self.close_idle)
        self._timer.daemon = True
        self._timer.start()


_POOLS = _Pools()


def _local_folder() -> str:
    """The Dask worker's own folder, which it and those after it empty; it may have been removed."""
    from distributed import get_worker

    folder = str(get_worker().local_directory)
    Path(folder).mkdir(parents=True, exist_ok=True)
    return folder


async def rest(run: str) -> None:
    """End the workers of this node as soon as what it does of a run has ended."""
    import asyncio

    for _ in range(int(_REST_SECONDS / 0.1)):
        if not _POOLS.is_busy(run):
            break
        await asyncio.sleep(0.1)
    await asyncio.to_thread(_POOLS.close_idle)


async def asked(question: bytes) -> bytes:
    """What `about_here` answers on this node, where its workers will be; or what was in the way."""
    import asyncio

    try:
        return await asyncio.to_thread(_asked, question)
    except Exception as error:  # as in `work`
        return f"{type(error).__name__}: {error}".encode()


def _asked(question: bytes) -> bytes:
    folder = json.loads(question)["folder"]
    if not os.path.isdir(folder) or os.path.samefile(folder, os.curdir):  # noqa: PTH112, PTH121
        return json.dumps(about_here(question)).encode("ascii")
    # Layouts may lie in the folder, and a thread has none of its own.
    asking = subprocess.run(  # noqa: S603  # our own interpreter and words
        [sys.executable, "-c", _ASK, json.dumps(sys.path)],
        input=question,
        capture_output=True,
        cwd=folder,
        timeout=_ABOUT_SECONDS,
        check=False,
    )
    return asking.stdout or asking.stderr[-2_000:]


def about() -> None:
    """Answer the question on standard input, on standard output."""
    sys.stdout.write(json.dumps(about_here(sys.stdin.buffer.read())))


def question_of(job: Job, formats: Iterable[str], recipe: Json, token: str) -> bytes:
    """What a node is asked before it gets such jobs.

    `token` is a file beside the part files, which only who sees the same disk sees, or "".
    """
    places = [each.place for each in job.sources if not each.is_stored and each.place != "-"]
    said = {
        "folder": os.getcwd(),  # noqa: PTH109
        "formats": sorted(formats),
        "recipe": recipe,
        "has_layout": bool(job.layout_digest),
        "source": places[0] if places else "",
        "token": token,
    }
    return json.dumps(said).encode("ascii")


def about_here(question: bytes) -> dict[str, str]:
    """What this machine is, as far as results show it: versions by name, the layout's digest.

    "unseen" says what of the disk it does not see, "" for nothing; "lacks" is only there where a
    library is not, such as Pango.
    """
    asked = json.loads(question)
    recipe = decode(asked["recipe"], Recipe)
    assert isinstance(recipe, Recipe)
    said: dict[str, str] = dict(reading_versions(READERS))
    try:
        for format in FORMATS:
            if format.name in asked["formats"]:
                said |= versions(format, READERS)
    except MissingLibrary as error:
        said["lacks"] = error.message
    if asked["has_layout"]:
        forget_layouts()
        try:
            said["layout"] = layout_of(recipe).digest
        except PublishError as error:
            said["layout"] = str(error)
    unseen = "" if _sees(asked["token"]) else str(Path(asked["token"]).parent)
    source = asked["source"]
    if source and not os.path.lexists(source):
        unseen = source
    said["unseen"] = unseen
    return said


def _sees(token: str) -> bool:
    """Whether results may be made beside a file of ours, which only the same disk has."""
    if not token:
        return True
    own = Path(f"{token}-{uuid.uuid4().hex}")
    with suppress(OSError):
        if Path(token).exists():
            own.touch()
            own.unlink()
            return True
    return False
