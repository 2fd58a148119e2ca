"""An S3 server on loopback in a process of its own: `python -m tests.servers.moto`.

It prints its port, and ends when its standard input does: with whoever started it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

BUCKET = "tests"


@contextmanager
def served() -> Iterator[int]:
    """The port of a server with an empty bucket, for as long as the block runs."""
    command = [sys.executable, "-m", "tests.servers.moto"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()  # it keeps nothing


def main() -> None:
    """Serve until nobody listens any more."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    from moto.s3.models import s3_backends

    s3_backends["123456789012"]["aws"].create_bucket(BUCKET, "us-east-1")
    print(server.get_host_and_port()[1], flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
