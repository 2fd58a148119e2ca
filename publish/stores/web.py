"""Pages on the web, to read: no listing, no writing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urljoin, urlsplit

from publish.stores.address import READ_ONLY, Address
from publish.stores.driver import Body, Data, Page, Stored
from publish.stores.trouble import Trouble

_CHUNK = 2**18
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 10
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
            async with _answer(ask, str(url), _PLAIN) as answer:
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
        async with _answer(session.get, str(url), {**_PLAIN, **rest}) as answer:
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


@asynccontextmanager
async def _answer(
    ask: Callable[..., Any], url: str, headers: Mapping[str, str]
) -> AsyncIterator[Any]:
    """The answer at the end of redirects, none of which leads where a stranger must not send us.

    Whoever named the first address knows its host; the others a server names.
    """
    began_inside: bool | None = None
    for _ in range(_MOST_REDIRECTS):
        async with ask(url, headers=headers, allow_redirects=False) as answer:
            goes_on = answer.headers.get("Location", "") if answer.status in _REDIRECTS else ""
            if not goes_on:
                yield answer
                return
            if began_inside is None:
                began_inside = await _is_inside(url)
            url = urljoin(url, goes_on)
        if urlsplit(url).scheme not in READ_ONLY or not urlsplit(url).hostname:
            raise Trouble("astray", "another scheme")
        if not began_inside and await _is_inside(url):
            raise Trouble("astray", "a private host")
    raise Trouble("astray", "too many redirects")


async def _is_inside(url: str) -> bool:
    """Whether a host is of this machine, or of a network that the world does not see.

    One that cannot be looked up is none: nobody is asked there.
    """
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return False
    return not all(ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)


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
