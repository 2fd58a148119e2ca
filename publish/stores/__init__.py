"""Places that are no disk of this machine: objects in a store, each by its address.

An address is fsspec's: `s3://bucket/articles/rents.txt`. Who may read and write there the
environment says, in the ways of fsspec and of the store's own library; nothing of it is ever shown,
kept or sent. An object is there whole or not at all. Whatever a network does is tried again, with
pauses that grow; what fails then is the failure of who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish.errors import MissingSource, OverLimit, UnreadableSource, Unwritable, shown
from publish.files import is_stored

__all__ = ["Stored", "Taken", "fetch", "is_stored", "put", "read", "remove", "state", "walk"]


class Taken(Exception):
    """Something else stands at an address than whoever wrote there took for granted."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object, as its store speaks of it.

    `size` is in bytes. `etag` changes with the contents; "" where the store has none. `changed` is
    when it was last written, in ns by the store's clock; 0 where it does not say.
    """

    address: str
    size: int
    etag: str = ""
    changed: int = 0

    @property
    def look(self) -> str:
        """Its size and ETag, whether there is one or not: what is compared when it was written."""
        return f"{self.size} {self.etag}"

    @property
    def signature(self) -> str:
        """What tells whether it is as it was, unread (as `batch.signatures`); "" for nothing."""
        return self.look if self.etag else ""


def walk(address: str) -> Iterator[Stored]:
    """All objects below an address, by their addresses in order of code points.

    Raises MissingSource where there is no such bucket, UnreadableSource.
    """
    below = address.rstrip("/") + "/"
    scheme = address.partition("://")[0]
    found = _reached(address, lambda fs: fs.find(below, detail=True))
    for name in sorted(found):
        yield _stored(f"{scheme}://{name.lstrip('/')}", found[name])


def state(address: str) -> Stored | None:
    """What stands at an address; None for nothing. Raises UnreadableSource."""
    try:
        said = _reached(address, lambda fs: fs.info(address))
        return None if said["type"] == "directory" else _stored(address, said)
    except MissingSource:
        return None


def read(address: str, limit_bytes: int, expected: str = "") -> bytes:
    """The bytes of an object, at most so many.

    With the signature that is `expected` of it, UnreadableSource where it is another object by now.
    Raises MissingSource, OverLimit.
    """
    if (there := state(address)) and there.size > limit_bytes:
        raise OverLimit("file-bytes", there.size, limit_bytes, where=shown(address))
    data: bytes = _reached(address, lambda fs: fs.cat_file(address))
    if expected and f"{len(data)} {there.etag if there else ''}" != expected:
        raise UnreadableSource("is another object by now", where=shown(address))
    return data


def fetch(address: str, path: Path, limit_bytes: int, expected: str = "") -> None:
    """The same into a file, whose folders are made; a large one is never held whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(read(address, limit_bytes, expected))


def put(address: str, data: bytes | Path, over: str | None = None) -> Stored:
    """Write an object, which is there when this returns, whole, or not at all.

    `over` is the signature of what it may replace, "" where nothing may stand there, None for
    whatever does; Taken where it is something else, unless that is these bytes. Raises Unwritable.
    """
    bytes_ = data if isinstance(data, bytes) else data.read_bytes()
    if over is not None:
        there = state(address)
        if (there.signature if there else "") != over:
            raise Taken(address)
    _reached(address, lambda fs: fs.pipe_file(address, bytes_))
    made = state(address)
    if made is None:
        raise Unwritable("it is not there after it was written", where=shown(address))
    return made


def remove(addresses: Iterable[str]) -> None:
    """Remove objects; those that are not there are none. Raises Unwritable."""
    for address in addresses:
        try:
            _reached(address, lambda fs: fs.rm_file(address))  # noqa: B023  # called at once
        except MissingSource:
            continue


def _reached(address: str, ask: Callable[[Any], Any]) -> Any:
    import fsspec  # only who names an address has it

    scheme = address.partition("://")[0]
    try:
        return ask(fsspec.filesystem(scheme, use_listings_cache=False))
    except FileNotFoundError as error:
        raise MissingSource("nothing stands here", where=shown(address)) from error
    except OSError as error:
        raise UnreadableSource(str(error), where=shown(address)) from error


def _stored(address: str, said: dict[str, Any]) -> Stored:
    etag = str(said.get("ETag") or said.get("etag") or "").strip('"')
    changed = said.get("LastModified")
    ns = int(changed.timestamp() * 1e9) if changed else 0
    return Stored(address, int(said["size"]), etag, ns)
