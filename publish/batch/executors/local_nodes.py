"""A Dask cluster on this machine, for as long as a run lasts: a scheduler in it, nodes beside it.

The nodes are plain children, started as those of `processes` are and for its reasons; a nanny of
Dask's among them starts each anew that dies. All of them listen on loopback alone, and speak to
nobody who has not the key that this cluster makes for itself: whoever reaches a scheduler has the
rights of who started it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from publish.batch.executors.processes import cores
from publish.errors import ClusterError

_HOST = "127.0.0.1"
# They die with this process, as in `worker`; to import that takes half a second each.
_START = (
    "import ctypes, json, os, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "sys.platform == 'linux' and ctypes.CDLL(None).prctl(1, 9, 0, 0, 0);"
    "sys.platform == 'linux' and os.getppid() != int(sys.argv[2]) and os._exit(1);"
    "from distributed.cli.dask_worker import main; main(sys.argv[3:], standalone_mode=False)"
)
_WORDS = ("--nthreads=1", "--no-dashboard", "--memory-limit=0", "--death-timeout=60")
# What costs time and nobody looks at: profiles each 10 ms, looks at the memory, ticks, pages.
_QUIET: Mapping[str, object] = {
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.diagnostics.nvml": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.http.routes": [],
    "distributed.scheduler.work-stealing": False,
    "distributed.worker.http.routes": [],
    "distributed.worker.memory.monitor-interval": "10s",
    "distributed.worker.profile.enabled": False,
}


class LocalNodes:
    """`count` nodes of a thread each (0: one a core); their folders and their log are in `home`."""

    def __init__(self, count: int, home: Path) -> None:
        self.count = count or cores()
        self._home = home / "nodes"
        self._scheduler: Any = None  # distributed has no types
        self._process: subprocess.Popen[bytes] | None = None
        self.security: Any = None

    async def start(self) -> str:
        """Start the scheduler and the nodes; the scheduler's address."""
        import dask
        import distributed

        library: Any = distributed
        try:
            self.security = library.Security.temporary()
        except ImportError as error:
            hint = "pip install 'publish[cluster]'"
            raise ClusterError("a cluster here needs cryptography", hint=hint) from error
        with dask.config.set(_QUIET):
            self._scheduler = await library.Scheduler(
                host=_HOST,
                port=0,
                protocol="tls",
                security=self.security,
                dashboard=False,
                dashboard_address=f"{_HOST}:0",
                idle_timeout=None,
            )
        address = str(self._scheduler.address)
        self._home.mkdir(parents=True, exist_ok=True)
        words = (*_WORDS, f"--nworkers={self.count}", f"--host=tls://{_HOST}")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and words
                [
                    *(sys.executable, "-c", _START, json.dumps(sys.path), str(os.getpid())),
                    *(address, *words, f"--local-directory={self._home}"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self._environment()},
                start_new_session=True,  # Ctrl-C is for the run, which ends them
            )
        return address

    @property
    def _log(self) -> Path:
        return self._home / "log"

    def _environment(self) -> dict[str, str]:
        settings = {
            **_QUIET,
            "distributed.comm.require-encryption": True,
            "distributed.comm.tls.ca-file": self.security.tls_ca_file,
            "distributed.comm.tls.worker.cert": self.security.tls_worker_cert,
            "distributed.comm.tls.worker.key": self.security.tls_worker_key,
        }
        return {_variable(name): str(value) for name, value in settings.items()}

    async def stop(self) -> None:
        """End the scheduler, which is here."""
        if self._scheduler:
            await self._scheduler.close()

    def kill(self) -> None:
        """End the nodes; what they have at work ends with them."""
        if self._process:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()


def _variable(name: str) -> str:
    """What the environment calls a setting of Dask's."""
    return f"DASK_{name.replace('.', '__').replace('-', '_')}".upper()
