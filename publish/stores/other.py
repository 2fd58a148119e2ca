"""Stores that are reached by fsspec's common functions: gs, az, and memory for tests."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from publish.stores.address import Address
from publish.stores.driver import Body, Data, Page, Stored
from publish.stores.trouble import Trouble

_PIECE = 2**26
"""What is read at a time, in bytes, and held."""
_SIMPLE = threading.Lock()  # memory looks and then writes: create-only must be one step


class Other:
    """A driver (`driver.Driver`) over any file system of fsspec."""

    def __init__(self, scheme: str) -> None:
        import fsspec

        self._scheme = scheme
        self._fs: Any = fsspec.filesystem(
            scheme, skip_instance_cache=True, use_listings_cache=False
        )

    async def _call(self, name: str, address: Address, *asked: Any, **more: Any) -> Any:
        if self._fs.async_impl:
            return await getattr(self._fs, f"_{name}")(address.text, *asked, **more)
        with _SIMPLE:
            return getattr(self._fs, name)(address.text, *asked, **more)

    async def page(self, folder: Address, mark: str) -> Page:
        """All of it: fsspec gives no pages."""
        del mark
        found = await self._call("find", folder, detail=True)
        below = f"{folder.bucket}/{folder.key}"
        if (
            not found and self._scheme == "az"
        ):  # which lists nothing in a container that is not there
            await self._fs._info(folder.bucket)
        keys = ((name.lstrip("/"), said) for name, said in found.items())
        return Page(
            tuple(
                _stored(f"{self._scheme}://{key}", said)
                for key, said in sorted(keys, key=lambda each: each[0])
                if key.startswith(below)
            )
        )

    async def state(self, address: Address) -> Stored | None:
        """What fsspec knows of it; a folder is nothing."""
        try:
            said = await self._call("info", address)
        except FileNotFoundError:
            return None
        return None if said["type"] == "directory" else _stored(address.text, said)

    @asynccontextmanager
    async def open(self, address: Address, at: int, etag: str) -> AsyncIterator[Body]:
        """The state, and then the bytes, a piece at a time."""
        there = await self.state(address)
        if there is None:
            raise Trouble("missing")
        if at and there.etag != etag:
            raise Trouble("taken")
        yield Body(there.size, there.etag, at, self._pieces(address, at, there.size))

    async def _pieces(self, address: Address, at: int, size: int) -> AsyncIterator[bytes]:
        if at == 0 and size <= _PIECE:
            yield await self._call("cat_file", address)
            return
        for start in range(at, size, _PIECE):
            yield await self._call("cat_file", address, start, min(start + _PIECE, size))

    async def put(self, address: Address, data: Data, over: str | None, media_type: str) -> Stored:
        """Create-only as the store has it; what replaces looks first, but on Azure."""
        more = self._more(media_type, over)
        if over and "etag" not in more:
            there = await self.state(address)
            if there is None or there.signature != over:
                raise Trouble("taken")
        bytes_ = data if isinstance(data, bytes) else data.read_bytes()
        mode = "create" if over == "" else "overwrite"
        await self._call("pipe_file", address, bytes_, mode=mode, **more)
        made = await self.state(address)
        if made is None:
            raise Trouble("odd", "gone after it was written")
        return made

    def _more(self, media_type: str, over: str | None) -> dict[str, Any]:
        """What a library takes besides: the media type, and which object is to be replaced."""
        if self._scheme == "gs":
            return {"content_type": media_type}
        if self._scheme != "az":
            return {}
        more: dict[str, Any] = {"content_settings": {"content_type": media_type}}
        if over:
            from azure.core import MatchConditions

            more["etag"] = f'"{over.partition(" ")[2]}"'
            more["match_condition"] = MatchConditions.IfNotModified
        return more

    async def remove(self, address: Address) -> None:
        """Remove it."""
        await self._call("rm_file", address)

    def etag_of(self, data: Data) -> str:
        """Nobody knows."""
        del data
        return ""


def _stored(address: str, said: dict[str, Any]) -> Stored:
    names = ("etag", "ETag")
    etag = next((str(said[name]) for name in names if said.get(name)), "").replace('"', "")
    whens = ("updated", "last_modified", "mtime", "created")
    when = next((said[name] for name in whens if said.get(name)), None)
    return Stored(address, int(said["size"]), etag, _ns(when))


def _ns(when: object) -> int:
    """A moment as gcsfs (text), adlfs (datetime) or memory (either of datetime, seconds) has it."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    if isinstance(when, datetime):
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    return int(when * 1e9) if isinstance(when, int | float) else 0
