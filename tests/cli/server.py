"""`publish` as a shell has it, without the half second that each start of Python takes.

A process that has loaded the command line waits for commands; each runs in a fork of it, a process
of its own with the folder, the environment and the standard streams that are asked for. It may use
one core, so that it starts one worker and not as many as the machine has: each of pytest's own
workers has a server.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

SECONDS = 120
# What nearly every command needs; nothing that draws, for a fork of Pango is not to be trusted.
_LOADED = (
    *("publish.cli", "publish.cli.build", "publish.cli.inspect", "publish.batch.run"),
    *("publish.normaliser", "publish.pipeline.cleaned", "publish.readers.html"),
)
_STREAMS = ("stdin", "stdout", "stderr")


def run(
    folder: Path, arguments: tuple[str, ...], stdin: bytes, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """What `publish ARGUMENTS` does in a folder."""
    with TemporaryDirectory() as home:
        paths = {name: Path(home, name) for name in _STREAMS}
        paths["stdin"].write_bytes(stdin)
        asked = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": environment,
            **{name: str(path) for name, path in paths.items()},
        }
        code = _server().answer(asked)
        out, err = (paths[name].read_bytes().decode() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["publish", *arguments], code, out, err)


class _Server:
    def __init__(self) -> None:
        one_thread = {"OPENBLAS_NUM_THREADS": "1", "COLUMNS": "100"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **one_thread},
            text=True,
        )

    def answer(self, asked: dict[str, object]) -> int:
        """The exit code of a command; TimeoutError after 120 s, and what hangs is ended."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], SECONDS)[0]:
            os.killpg(self._process.pid, 9)
            _server.cache_clear()
            raise TimeoutError(asked["arguments"])
        return int(self._process.stdout.readline())


@cache
def _server() -> _Server:
    return _Server()


def main() -> None:
    """Serve commands from standard input until it ends."""
    os.setsid()
    for module in _LOADED:
        __import__(module)
    core = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    cores = sorted(os.sched_getaffinity(0))
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.sched_setaffinity(0, {cores[core % len(cores)]})
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(asked: dict[str, Any]) -> NoReturn:
    """Be the command that is asked for, and end as it does."""
    for number, name in enumerate(_STREAMS):
        flags = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT
        os.dup2(os.open(asked[name], flags), number)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["publish", *asked["arguments"]]
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(0, closefd=False),
        os.fdopen(1, "w", encoding="utf-8", closefd=False),
        os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False),
    )
    code: object = 1
    try:
        from publish.cli import main as publish

        publish()
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    main()
