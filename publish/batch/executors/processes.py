"""Jobs in warm local workers: what hangs, eats memory or dies costs its own article and no other.

Each worker is a plain child that gets a job as a line of JSON and answers with its result. It is
started by `python -c`, not by multiprocessing or a pool built on it: those import the caller's main
module in every child, so that a script without the `__main__` guard fails, or runs again and again.
Never forked: Pango holds locks, and a forked child deletes its parent's fonts (WeasyPrint #167).
A thread a worker waits for it; whoever waits for results keeps the wall limit, and the worker the
others (`worker`).
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from publish.batch.executors.wire import Wire, asked_in, result_of
from publish.errors import Failure
from publish.model.article import Note
from publish.pipeline import SHIPPED, Fetch, Formats, Job, Result, over_memory

_JOBS_EACH = 500  # then a new worker takes over; 1,000 documents leak about 1 MB
_LARGEST_BYTES = 600 * 2**20  # a worker this large is done, whatever it has done
_STARTS_OVER = frozenset({"bug", "limit.memory-mib"})  # failures that leave a worker in doubt
_LAST_WORDS = 2_000  # characters of what a dead worker said
# What GLib, cairo and OpenBLAS say before they give up.
_NO_MEMORY = ("allocat", "out of memory")
_MOMENT_SECONDS = 0.2  # until whoever waits for a result hears that there is none
# Jobs that wait for each worker: planning the next may take a moment, where much is up to date.
_AHEAD, _AHEAD_AT_LEAST = 3, 8
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
# numpy's threads hold memory against the limit and win nothing: the workers fill the cores.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from publish.batch.executors.worker import main; main(int(sys.argv[2]))"
)


def cores() -> int:
    """The cores that this process may use."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def execute(
    jobs: Iterable[Job | None],
    workers: int,
    scratch: Path,
    formats: Formats,
    fetch: Fetch | None = None,
) -> Generator[tuple[int, Result] | None, None, None]:
    """Each job's number and result as they are done, by this many workers (0: one a core).

    Closing the iterator kills the workers; they die with this process too, however it dies.
    ValueError for other formats than the shipped ones: a function cannot travel to a worker.
    """
    if formats != SHIPPED:
        raise ValueError("workers know the shipped formats alone")
    with closing(Pool(workers, scratch)) as pool:
        yield from pool.perform(jobs, fetch)


class Pool:
    """Workers that stay warm from one job to the next, and from one run to the next.

    `home` is a folder for what they need while they live; 0 workers are one a core. Each is served
    by a thread, and both are started when there is work for them. Paths that are not absolute are
    below `folder`, "" for this process's own. Whoever makes a pool closes it.
    """

    window = 1_000
    """Results that may wait for one before them to be told."""

    def __init__(self, workers: int, home: Path, folder: str = "") -> None:
        self._most = workers or cores()
        self._home = home
        self._folder = folder
        self._todo: queue.SimpleQueue[tuple[int, Job] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, Result] | BaseException] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._alive: set[_Worker] = set()
        self._closed = False
        self._fetch: Fetch | None = None

    def perform(
        self, jobs: Iterable[Job | None], fetch: Fetch | None = None
    ) -> Generator[tuple[int, Result] | None, None, None]:
        """As `executors.Execute` says; a pool performs for one caller at a time.

        `fetch` brings what a job asks for, in the thread of its worker. When the iterator is closed
        before it ends, the pool is too.
        """
        self._fetch = fetch
        ahead = max(_AHEAD * self._most, _AHEAD_AT_LEAST)
        asked = iter(jobs)
        number, open_jobs, more = 0, 0, True
        try:
            while more or open_jobs:
                while more and open_jobs < ahead:
                    try:
                        job = next(asked)
                    except StopIteration:
                        more = False
                        break
                    if job is None:
                        break
                    open_jobs += 1
                    self._give(number, job, open_jobs)
                    number += 1
                done = self._next_done() if open_jobs else None
                open_jobs -= done is not None
                yield done
        finally:
            if open_jobs:
                self.close()

    @property
    def is_closed(self) -> bool:
        """Whether it performs no more."""
        return self._closed

    def notes(self) -> tuple[Note, ...]:
        """What is odd about those who perform: nothing, of what is here."""
        return ()

    def close(self) -> None:
        """Kill every worker; jobs that are not done stay undone."""
        with self._lock:
            self._closed = True
            alive = tuple(self._alive)
        for worker in alive:
            self._end(worker)
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            if thread.ident:
                thread.join()

    def _give(self, number: int, job: Job, open_jobs: int) -> None:
        self._todo.put((number, job))
        if len(self._threads) < min(self._most, open_jobs):
            home = self._home / f"worker-{len(self._threads)}"
            # daemons: a thread that waits must not keep an interpreter that ends
            thread = threading.Thread(target=self._serve, args=(home,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _next_done(self) -> tuple[int, Result] | None:
        """The next result, waited for a moment; what ended a thread is raised here.

        This is also where the wall limit is kept.
        """
        done: tuple[int, Result] | BaseException | None = None
        with suppress(queue.Empty):
            done = self._done.get(timeout=_MOMENT_SECONDS)
        for worker in tuple(self._alive):
            worker.end_if_too_slow()
        if isinstance(done, BaseException):
            raise done
        return done

    def _serve(self, home: Path) -> None:
        """Give jobs to one worker after the other until the pool is closed; a thread's body."""
        wire = Wire()
        worker: _Worker | None = None
        try:
            while not self._closed and (todo := self._todo.get()):
                number, job = todo
                worker = worker or self._start(home)
                if worker is None:
                    return
                result = worker.perform(job, wire, self._fetch)
                if worker.is_spent(result):
                    self._end(worker)
                    worker = None
                self._done.put((number, result))
        except OSError as error:  # no process can be started: the run cannot go on
            self._done.put(error)
        finally:
            if worker:
                self._end(worker)

    def _start(self, home: Path) -> _Worker | None:
        with self._lock:
            if self._closed:
                return None
            worker = _Worker(home, self._folder)
            self._alive.add(worker)
            return worker

    def _end(self, worker: _Worker) -> None:
        worker.kill()
        with self._lock:
            self._alive.discard(worker)


@dataclass(eq=False, slots=True)
class _Worker:
    """A child process and its own folder for temporary files."""

    home: Path
    folder: str = ""
    jobs: int = 0
    deadline: float | None = None
    was_too_slow: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        folder = str(self.home)
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own interpreter and words
                [sys.executable, "-c", _START, json.dumps(sys.path), str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder or None,
                env={**os.environ, **_ONE_THREAD, **dict.fromkeys(_TEMPORARY, folder)},
                # Ctrl-C goes to the terminal's whole group; the parent decides what it means.
                start_new_session=True,
            )

    @property
    def _log(self) -> Path:
        return self.home / "stderr.log"

    def perform(self, job: Job, wire: Wire, fetch: Fetch | None) -> Result:
        """The job's result, or the failure that says how the worker ended under it."""
        if not self.jobs and not self._is_ready():
            return Result(job.name, failure=self._death(job))
        self.jobs += 1
        wall_seconds = job.recipe.limits.wall_seconds
        answer, left = wire.line_of(job), float(wall_seconds)
        while True:
            with self.lock:
                self.deadline = time.monotonic() + left
            answer = self._ask(answer)
            with self.lock:  # or it could be killed under its next job
                left = self.deadline - time.monotonic()
                self.deadline = None
            asked = asked_in(answer)
            if asked is None:
                break
            if fetch:  # that is the network's time, and not the article's
                fetch(*asked)
            answer = b"\n"
        if answer.endswith(b"\n"):
            return result_of(answer)
        death = self._death(job)
        failure = _too_slow("wall-seconds", wall_seconds) if self.was_too_slow else death
        return Result(job.name, failure=failure)

    def end_if_too_slow(self) -> None:
        """Kill the process when the wall limit of its article is over; called now and then."""
        with self.lock:
            if self.deadline is not None and time.monotonic() > self.deadline:
                self.was_too_slow = True
                with suppress(OSError):
                    self.process.kill()

    def is_spent(self, result: Result) -> bool:
        """Whether another worker should take the next job."""
        if self.process.poll() is not None or self.jobs >= _JOBS_EACH:
            return True
        if result.failure and result.failure.code in _STARTS_OVER:
            return True
        return _resident_bytes(self.process.pid) > _LARGEST_BYTES

    def kill(self) -> None:
        """End the process and remove its folder."""
        self._kill_process()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError, ValueError):
                    pipe.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _is_ready(self) -> bool:
        """Wait until everything is imported: that is not the article's time."""
        assert self.process.stdout
        with suppress(OSError, ValueError):
            return self.process.stdout.readline() == b"\n"
        return False

    def _ask(self, line: bytes) -> bytes:
        assert self.process.stdin
        assert self.process.stdout
        with suppress(OSError, ValueError):  # it died, or was killed, between two words
            self.process.stdin.write(line)
            self.process.stdin.flush()
            return self.process.stdout.readline()
        return b""

    def _death(self, job: Job) -> Failure:
        code = self._kill_process()  # it is ending already; its own exit code stays
        if sys.platform != "win32" and code == -signal.SIGXCPU:
            return _too_slow("cpu-seconds", job.recipe.limits.cpu_seconds)
        said = self._last_words()
        if any(words in said.lower() for words in _NO_MEMORY):
            return over_memory(job.recipe.limits.memory_mib)
        hint = "if it needs more memory, --limit memory-mib=N; --retry failed tries it again"
        return Failure("worker.died", f"the worker died ({_cause(code)})", hint, said)

    def _kill_process(self) -> int:
        with suppress(OSError):
            self.process.kill()
        return self.process.wait()

    def _last_words(self) -> str:
        with suppress(OSError):
            return self._log.read_bytes()[-_LAST_WORDS:].decode(errors="replace")
        return ""


def _too_slow(limit: str, seconds: int) -> Failure:
    message = f"took longer than {limit} {seconds:,}"
    return Failure(f"limit.{limit}", message, f"--limit {limit}={4 * seconds}")


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _resident_bytes(pid: int) -> int:
    """What a process holds in memory; 0 where the system does not say it cheaply."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0
