"""Who works in a folder of results: one run, or several shards; the kernel frees what they held.

A file is locked by all who want it alone, or by shards together (flock(2); on Windows, which has no
shared locks here, each shard takes a byte of its own, and who wants the file alone takes all).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.files import save_error

MOST_SHARDS = 1_000_000
"""That may share a file: bytes of it that can be locked."""


@contextmanager
def locked(path: Path, *, shard: int = 0) -> Iterator[bool]:
    """Whether a file could be locked, for as long as the block runs.

    Alone, or with a `shard` (its number, from 1) together with other shards. Raises Unwritable,
    DiskFailed where there is no file and none can be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise save_error(error, path) from error
    with os.fdopen(handle, "rb"):
        try:
            free = _lock(handle, shard)
        except OSError as error:
            raise save_error(error, path) from error
        yield free


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, shard: int) -> bool:
        os.lseek(handle, shard, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1 if shard else MOST_SHARDS + 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int, shard: int) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shard else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
