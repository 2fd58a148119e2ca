"""Pages on the web, to read: no listing, no writing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import Any

from publish.stores.address import Address
from publish.stores.driver import Body, Data, Page, Stored
from publish.stores.trouble import Trouble

_CHUNK = 2**18
_PLAIN = {"Accept-Encoding": "identity"}  # bytes as they lie there, of the size that is told


class Web:
    """A driver (`driver.Driver`) for http and https."""

    def __init__(self) -> None:
        import fsspec

        self._fs: Any = fsspec.filesystem(
            "http", skip_instance_cache=True, use_listings_cache=False
        )

    async def page(self, folder: Address, mark: str) -> Page:
        """Refused: web servers do not list."""
        del folder, mark
        raise Trouble("unable", "no listing")

    async def state(self, address: Address) -> Stored | None:
        """HEAD, or GET where a server knows none."""
        session = await self._fs.set_session()
        url = self._fs.encode_url(address.text)
        for ask in (session.head, session.get):
            async with ask(url, headers=_PLAIN, allow_redirects=True) as answer:
                if answer.status in (404, 410):
                    return None
                if answer.status in (405, 501) and ask == session.head:
                    continue
                answer.raise_for_status()
                return _stored(address, answer)
        return None

    @asynccontextmanager
    async def open(self, address: Address, at: int, etag: str) -> AsyncIterator[Body]:
        """GET, of the rest with Range where the server takes it."""
        session = await self._fs.set_session()
        rest = {"Range": f"bytes={at}-"} if at else {}
        if at and etag and not etag.startswith("W/"):
            rest["If-Range"] = f'"{etag}"'  # the whole, if it is another by now
        url = self._fs.encode_url(address.text)
        async with session.get(url, headers={**_PLAIN, **rest}) as answer:
            answer.raise_for_status()
            start = at if answer.status == 206 else 0
            there = _stored(address, answer)
            size = there.size + start if there.size >= 0 else -1
            yield Body(size, there.etag, start, answer.content.iter_chunked(_CHUNK))

    async def put(self, address: Address, data: Data, over: str | None, media_type: str) -> Stored:
        """Refused."""
        del address, data, over, media_type
        raise Trouble("unable", "read only")

    async def remove(self, address: Address) -> None:
        """Refused."""
        del address
        raise Trouble("unable", "read only")

    def etag_of(self, data: Data) -> str:
        """Nobody knows."""
        del data
        return ""


def _stored(address: Address, answer: Any) -> Stored:
    headers = answer.headers
    length = headers.get("Content-Length", "")
    packed = headers.get("Content-Encoding", "identity") != "identity"  # in spite of _PLAIN
    size = int(length) if length.isdecimal() and not packed else -1
    when = headers.get("Last-Modified", "")
    try:
        changed = int(parsedate_to_datetime(when).timestamp() * 1e9) if when else 0
    except ValueError:
        changed = 0
    return Stored(address.text, size, headers.get("ETag", "").replace('"', ""), changed)
