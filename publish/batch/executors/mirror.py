"""Objects of stores on this machine's disk, for as long as jobs are at work with them."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from publish import files, stores
from publish.stores.shadow import Shadow

_LARGEST = 2**40  # bytes of a file of articles: what it may be its listing has said


class Mirror:
    """Holds objects below `home`, which nobody else writes to; safe from several threads.

    What a job uses it uses by its path, and leaves: a logo may be here for many. Files of articles
    stay for who mirrors there next; all else goes, so that what was taken away from a store since
    counts no more.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._top = Path(mkdtemp(prefix="in-", dir=home))
        self.shadow = Shadow(self._top)
        self._kept = home / "files"
        self._keeping = Lock()
        self._using = Lock()
        self._users: Counter[str] = Counter()
        self.brought: dict[str, str] = {}
        """The signatures of what was brought and is here, by path."""
        self._parts = count()

    def close(self) -> None:
        """Remove all but files of articles."""
        shutil.rmtree(self._top, ignore_errors=True)

    def use(self, path: str) -> None:
        """Note that a job is at work with what lies at a path, or will."""
        with self._using:
            self._users[path] += 1

    def leave(self, path: str) -> None:
        """Note that it is not any more; with the last of them the file goes."""
        with self._using:
            self._users[path] -= 1
            if not self._users[path]:
                del self._users[path]
                self.brought.pop(path, None)
                Path(path).unlink(missing_ok=True)

    def bring(self, address: str, local: str, limit_bytes: int, signature: str) -> None:
        """Fetch an object, whole to whoever reads it just now. Raises SourceError."""
        part = Path(local).with_name(f"%~part-{next(self._parts)}")
        try:
            stores.fetch(address, part, limit_bytes, signature)
            part.replace(local)
            self.brought[local] = signature
        finally:
            part.unlink(missing_ok=True)

    def link(self, address: str, local: str, signature: str) -> None:
        """The same of a file of which many articles are, fetched once. Raises SourceError."""
        kept = self.kept(address, signature)
        with self._keeping:
            if not Path(local).exists():
                Path(local).parent.mkdir(parents=True, exist_ok=True)
                os.link(kept, local)

    def kept(self, address: str, signature: str) -> str:
        """The path of such a file, which stays. Raises SourceError."""
        local = self._kept / files.digest(f"{address} {signature}".encode())
        with self._keeping:  # many jobs want the same one
            if not local.exists():
                part = local.with_name(f"{local.name}.part")
                stores.fetch(address, part, _LARGEST, signature)
                part.replace(local)
        return str(local)
