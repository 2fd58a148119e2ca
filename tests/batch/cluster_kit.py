"""A Dask cluster in processes of its own, on loopback: what its users have on several machines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tests.conftest import ROOT

_SECONDS = 60.0  # in which anything that is waited for comes
_QUICK = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
}
# What a node runs first: an article of this name kills the node that meets it.
_KILLER = """
import os, signal
from publish.batch.executors import node
if node.job_of.__name__ == "job_of":  # Dask runs this twice
    job_of = node.job_of
    def killing(line):
        if b"killer" in line:
            os.kill(os.getpid(), signal.SIGKILL)
        return job_of(line)
    node.job_of = killing
"""


class Far:
    """A scheduler, and nodes of a thread each, with nannies that start them anew."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self._home = home
        self._environment = {**os.environ, **_QUICK, **environment}
        self.nodes: list[subprocess.Popen[bytes]] = []
        self._file = home / "scheduler.json"
        self.scheduler = self._started("scheduler", "--port=0", "--dashboard-address=127.0.0.1:0")

    @property
    def address(self) -> str:
        """Where its scheduler is, once it has started."""
        until(lambda: self._file.exists() and self._file.read_text().endswith("}"))
        return str(json.loads(self._file.read_text())["address"])

    def add_node(self, *words: str, root: Path = ROOT) -> subprocess.Popen[bytes]:
        """A node more, of the program in that folder."""
        killer = self._home / "killer.py"
        killer.write_text(_KILLER)
        words = ("--nthreads=1", f"--local-directory={self._home}", f"--preload={killer}", *words)
        node = self._started("worker", *words, root=root)
        self.nodes.append(node)
        return node

    def wait_for(self, node: subprocess.Popen[bytes], workers: int = 1) -> None:
        """Wait until the scheduler knows the workers of a node."""
        log = self._home / f"worker-{self.nodes.index(node)}.log"
        until(lambda: log.read_bytes().count(b"Registered to") >= workers)

    def close(self) -> None:
        for process in (*self.nodes, self.scheduler):
            for each in (*workers_of(process), process):
                with suppress(psutil.NoSuchProcess, ProcessLookupError):
                    each.kill()
            process.wait()

    def _started(self, what: str, *words: str, root: Path = ROOT) -> subprocess.Popen[bytes]:
        common = (f"--scheduler-file={self._file}", "--host=127.0.0.1", "--no-dashboard")
        name = f"{what}-{len(self.nodes)}" if what == "worker" else what
        with (self._home / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *common, *words],
                env={**self._environment, "PYTHONPATH": str(root)},
                cwd=root,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


@contextmanager
def far(home: Path, nodes: int, environment: Mapping[str, str]) -> Iterator[Far]:
    """A cluster with so many nodes, which ends with the block."""
    there = Far(home, environment)
    try:
        there.wait_for(there.add_node(f"--nworkers={nodes}"), nodes)
        yield there
    finally:
        there.close()


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The Dask worker of a node with a nanny, and what it has started."""
    try:
        return list(psutil.Process(process.pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def performing(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The warm workers of ours that a node has."""
    return [each for each in workers_of(process) if _says(each, "executors.worker")]


def kill_worker_of(process: subprocess.Popen[bytes]) -> None:
    """Kill one Dask worker of a node; its nanny lives."""
    workers = psutil.Process(process.pid).children()
    next(each for each in workers if _says(each, "spawn_main")).kill()


@contextmanager
def stopped_worker_of(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """One Dask worker of a node stands still meanwhile, as on a machine that hangs."""
    workers = psutil.Process(process.pid).children()
    worker = next(each for each in workers if _says(each, "spawn_main"))
    worker.suspend()
    try:
        yield
    finally:
        worker.resume()


def _says(process: psutil.Process, word: str) -> bool:
    try:
        return any(word in each for each in process.cmdline())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def until(holds: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + _SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)
