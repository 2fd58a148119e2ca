"""Stores that are reached by fsspec's common functions: gs, and memory for tests."""

from __future__ import annotations

import threading
from base64 import b64decode
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
        if self._scheme == "gs" and ".." in address.key.split("/"):
            raise Trouble("misnamed")  # gcsfs takes it for a path of the web, and waits for ever
        if self._fs.async_impl:
            return await getattr(self._fs, f"_{name}")(address.text, *asked, **more)
        with _SIMPLE:
            return getattr(self._fs, name)(address.text, *asked, **more)

    async def page(self, folder: Address, mark: str) -> Page:
        """A thousand objects of Google's; all of memory's, of which fsspec gives no pages."""
        if self._scheme == "gs":
            asked = {"prefix": folder.key, "maxResults": 1_000, "pageToken": mark or None}
            said = await self._fs._call("GET", "b/{}/o", folder.bucket, json_out=True, **asked)
            items = said.get("items", ())
            objects = tuple(_stored(folder.of(each["name"]), each) for each in items)
            return Page(objects, said.get("nextPageToken", ""))
        found = await self._call("find", folder, detail=True)
        below = f"{folder.bucket}/{folder.key}"
        keys = sorted((name.lstrip("/"), said) for name, said in found.items())
        return Page(
            tuple(
                _stored(f"{self._scheme}://{key}", said)
                for key, said in keys
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
        said = await self._call("info", address)
        if said["type"] == "directory":
            raise Trouble("missing")
        there = _stored(address.text, said)
        if at and there.etag != etag:
            raise Trouble("taken")
        md5 = b64decode(said.get("md5Hash", "")).hex()  # Google's: not of another that came between
        yield Body(there.size, there.etag, at, self._pieces(address, at, there.size), md5)

    async def _pieces(self, address: Address, at: int, size: int) -> AsyncIterator[bytes]:
        if at == 0 and size <= _PIECE:
            yield await self._call("cat_file", address)
            return
        for start in range(at, size, _PIECE):
            yield await self._call("cat_file", address, start, min(start + _PIECE, size))

    async def put(self, address: Address, data: Data, over: str | None, media_type: str) -> Stored:
        """Create-only as the store has it; what replaces looks first."""
        if over:
            there = await self.state(address)
            if there is None or there.signature != over:
                raise Trouble("taken")
        bytes_ = data if isinstance(data, bytes) else data.read_bytes()
        mode = "create" if over == "" else "overwrite"
        more = {"content_type": media_type} if self._scheme == "gs" else {}
        await self._call("pipe_file", address, bytes_, mode=mode, **more)
        made = await self.state(address)
        if made is None:
            raise Trouble("odd", "gone after it was written")
        return made

    async def remove(self, address: Address) -> None:
        """Remove it."""
        await self._call("rm_file", address)

    def etag_of(self, data: Data) -> str:
        """Nobody knows."""
        del data
        return ""


def _stored(address: str, said: dict[str, Any]) -> Stored:
    etag = str(said.get("etag", "")).replace('"', "")
    when = next((said[name] for name in ("updated", "mtime", "created") if said.get(name)), None)
    return Stored(address, int(said["size"]), etag, _ns(when))


def _ns(when: object) -> int:
    """A moment as Google (text), gcsfs (datetime) or memory (datetime, or seconds) has it."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    if isinstance(when, datetime):
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    return int(when * 1e9) if isinstance(when, int | float) else 0
