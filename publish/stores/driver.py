"""What a kind of store must be able to do, and what it says of its objects."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from publish.stores.address import Address


@dataclass(frozen=True, slots=True)
class Stored:
    """An object, as its store speaks of it.

    `size` is in bytes, -1 where a web server does not say. `etag` changes with the contents; ""
    where the store has none. `changed` is when it was last written, in ns by the store's clock; 0
    where it does not say.
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


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a listing; `mark` leads to the next one, "" at the end."""

    objects: tuple[Stored, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An object that is open: `chunks` are its bytes from byte `at` on.

    `size` is that of all of it, -1 where nobody says. `md5` is that of its bytes as the store has
    it, in hex; "" where it does not say.
    """

    size: int
    etag: str
    at: int
    chunks: AsyncIterator[bytes]
    md5: str = ""


Data = bytes | Path
"""What is written: bytes, or a file that holds them."""


class Driver(Protocol):
    """A kind of store. Its functions ask once; they raise what the library raises, or Trouble."""

    async def page(self, folder: Address, mark: str) -> Page:
        """A page of all objects whose keys begin as the folder's, in order of code points."""

    async def state(self, address: Address) -> Stored | None:
        """What stands there; None for nothing."""

    def open(self, address: Address, at: int, etag: str) -> AbstractAsyncContextManager[Body]:
        """An object from a byte on; where that is not the first, the object with this ETag."""

    async def put(self, address: Address, data: Data, over: str | None, media_type: str) -> Stored:
        """Write an object; `over` as `stores.put` has it."""

    async def remove(self, address: Address) -> None:
        """Remove an object; FileNotFoundError or nothing where there is none."""

    def etag_of(self, data: Data) -> str:
        """The ETag that these bytes would have; "" where that cannot be known."""
