"""Files of a run that nodes need and cannot see, because its results lie in a store."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from publish import files, stores
from publish.batch.destination import OURS, Destination
from publish.batch.executors import Cluster, Executor
from publish.errors import SaveError
from publish.files import Found

_FOLDER = "tmp"
_LARGEST = 2**40  # bytes of a file of ours


class Shared:
    """Puts them below INTO/.publish/tmp, each once; closing it takes them away.

    On a disk that all nodes see, and without a cluster, they stay where they are.
    """

    def __init__(self, destination: Destination, executor: Executor) -> None:
        shares = isinstance(executor, Cluster) and destination.shadowed is not None
        self._into = f"{destination.into}/{OURS}/{_FOLDER}" if shares else ""
        self._known: dict[str, str] = {}

    def place(self, path: str) -> str:
        """Where whoever performs jobs finds a file of this machine. Raises Unwritable."""
        if not (self._into and path):
            return path
        if path not in self._known:
            address = f"{self._into}/{files.digest_at(path, _LARGEST)}"
            stores.put(address, Path(path))
            self._known[path] = address
        return self._known[path]

    def members(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """The sources; where articles of files are found, whoever performs jobs finds it."""
        return tuple(self._member(each) for each in found)

    def close(self) -> None:
        """Take them away; what cannot be is nobody's, and the next run's to take."""
        with suppress(SaveError):
            stores.remove(self._known.values())

    def _member(self, found: Found) -> Found:
        if not (self._into and found.member and not found.refused):
            return found
        listing, file = self.place(found.member.listing), self.place(found.member.file)
        return replace(found, member=replace(found.member, listing=listing, file=file))
