"""What can be asked of objects: list, look, read, write, remove."""

from __future__ import annotations

import io
from collections.abc import Callable, Coroutine, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from publish.errors import MissingSource, SourceError, UnreadableSource, Unwritable, shown
from publish.stores import trying
from publish.stores.address import Address, parted
from publish.stores.driver import Data, Driver, Page, Stored
from publish.stores.media import media_type_of
from publish.stores.reaching import driver_of
from publish.stores.transfer import Transfer
from publish.stores.trouble import Trouble

T = TypeVar("T")

_AT_ONCE = 32  # requests on their way; guess: S3 takes thousands, a small store of one's own this
_GROUP = 1024  # addresses asked for together, so that memory stays flat


class Forbidden(UnreadableSource):
    """The store forbids it; where nobody may list, that may be all it says of what is not there."""


class Taken(Exception):
    """Something else stands at an address than whoever wrote there took for granted."""


def walk(address: str) -> Iterator[Stored]:
    """All objects below an address, by their addresses in order of code points.

    What only marks a folder (no bytes, its key ends in a slash) is left out. Raises MissingSource
    where there is no such bucket, UnreadableSource.
    """
    folder = parted(address)
    if folder.key:
        folder = parted(f"{address.rstrip('/')}/")
    driver, mark = driver_of(folder), ""
    while True:
        try:
            page = trying.waited(partial(_page, driver, folder, mark))
        except Trouble as trouble:
            missing = trouble.kind == "missing"  # of a listing that can be the bucket alone
            raise _unread(folder, Trouble("bucket") if missing else trouble) from None
        yield from (each for each in page.objects if each.size or not each.address.endswith("/"))
        if not (mark := page.mark):
            return


def state(address: str) -> Stored | None:
    """What stands at an address; None for nothing. Raises UnreadableSource."""
    at = parted(address)
    driver = driver_of(at)
    return _read(at, lambda _: driver.state(at))


def states(addresses: Iterable[str]) -> Iterator[tuple[str, Stored | None]]:
    """The same of many, several at a time, in their order. Raises UnreadableSource."""
    for at, found in _many(addresses, lambda driver, at: driver.state(at)):
        if isinstance(found, Trouble):
            raise _unread(at, found)
        yield at.text, found


def read(address: str, limit_bytes: int, expected: str = "") -> bytes:
    """The bytes of an object, at most so many.

    With the signature that is `expected` of it, UnreadableSource where it is another object by now:
    its message ends in `errors.CHANGED`. Raises MissingSource, OverLimit.
    """
    sink = io.BytesIO()
    _transfer(address, sink, limit_bytes, expected)
    return sink.getvalue()


def head(address: str, size: int) -> bytes:
    """The first bytes of an object, at most so many. Raises MissingSource, UnreadableSource."""
    at = parted(address)
    driver = driver_of(at)

    async def ask(clock: trying.Clock) -> bytes:
        clock.expect(size)
        made = b""
        async with driver.open(at, 0, "") as body:
            async for chunk in body.chunks:
                made += chunk
                if len(made) >= size:
                    break
        return made[:size]

    return _read(at, ask)


def fetch(address: str, path: Path, limit_bytes: int, expected: str = "") -> None:
    """The same into a file, whose folders are made; a large one is never held whole.

    The file is there when this returns; what an error leaves of it is for the caller to remove.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w+b") as sink:
        _transfer(address, sink, limit_bytes, expected)


def put(address: str, data: Data, over: str | None = None) -> Stored:
    """Write an object, which is there when this returns, whole, or not at all.

    `over` is the signature of what it may replace, "" where nothing may stand there, None for
    whatever does, which is all that can be said where a store has no ETags. Taken where it is
    something else, unless that is these bytes. Raises Unwritable.
    """
    at = parted(address)
    driver = driver_of(at)
    try:
        return _put(driver, at, data, over)
    except Trouble as trouble:
        if trouble.kind == "unable" and over is not None:
            return _put_looking(driver, at, data, over)
        if trouble.kind == "taken":
            return _same(driver, at, data)
        raise _unwritten(at, trouble) from None


def can_create(folder: str, name: str) -> bool:
    """Whether the store keeps what it is told to keep: a second object under one name is refused.

    `name` is one below the folder that nobody else uses; nothing stays there. Raises Unwritable.
    """
    at = parted(f"{folder.rstrip('/')}/{name}")
    driver = driver_of(at)
    try:
        _put(driver, at, b"1", None)  # whose answer may be lost, and then it is tried again
        try:
            _put(driver, at, b"2", "")
        except Trouble as trouble:
            if trouble.kind not in ("taken", "unable"):
                raise
            return trouble.kind == "taken"
        return False
    except Trouble as trouble:
        if trouble.kind == "unable":
            return False
        raise _unwritten(at, trouble) from None
    finally:
        remove([at.text])


def remove(addresses: Iterable[str]) -> None:
    """Remove objects; those that are not there are none. Raises Unwritable."""
    for at, found in _many(addresses, lambda driver, at: driver.remove(at)):
        if isinstance(found, Trouble) and found.kind != "missing":
            raise _unwritten(at, found)


# --- below: requests, and what their failures are called ---


def _put(driver: Driver, at: Address, data: Data, over: str | None) -> Stored:
    size = len(data) if isinstance(data, bytes) else data.stat().st_size

    async def ask(clock: trying.Clock) -> Stored:
        clock.expect(size)
        return await driver.put(at, data, over, media_type_of(at.key))

    return trying.waited(ask)


def _put_looking(driver: Driver, at: Address, data: Data, over: str) -> Stored:
    """For a store without preconditions: look, then write."""
    there = state(at.text)
    if (there.signature or "?" if there else "") != over:
        return _same(driver, at, data)
    try:
        return _put(driver, at, data, None)
    except Trouble as trouble:
        raise _unwritten(at, trouble) from None


def _same(driver: Driver, at: Address, data: Data) -> Stored:
    """What stands there, if it is these bytes: of a trial whose answer was lost. Else Taken."""
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    there = state(at.text)
    if there is None or there.size != size:
        raise Taken(at.text)
    if there.etag and there.etag == driver.etag_of(data):
        return there
    try:
        found = read(at.text, size, there.signature)
    except SourceError:
        raise Taken(at.text) from None
    if found != (data if isinstance(data, bytes) else data.read_bytes()):
        raise Taken(at.text)
    return there


def _page(driver: Driver, at: Address, mark: str, _: trying.Clock) -> Coroutine[Any, Any, Page]:
    return driver.page(at, mark)


def _transfer(address: str, sink: Any, limit_bytes: int, expected: str) -> None:
    at = parted(address)
    carried = Transfer(driver_of(at), at, sink, limit_bytes, expected)
    try:
        trying.waited(carried.trial, lambda: carried.got)
    except Trouble as trouble:
        raise _unread(at, trouble) from None


def _read(at: Address, ask: Callable[[trying.Clock], Coroutine[Any, Any, T]]) -> T:
    try:
        return trying.waited(ask)
    except Trouble as trouble:
        raise _unread(at, trouble) from None


def _many(
    addresses: Iterable[str], ask: Callable[[Driver, Address], Coroutine[Any, Any, T]]
) -> Iterator[tuple[Address, T | Trouble]]:
    left = iter(addresses)
    while group := [parted(each) for each in islice(left, _GROUP)]:
        asks = [partial(_asked, ask, at) for at in group]
        found = trying.within(partial(trying.all_of, asks, _AT_ONCE))
        yield from zip(group, found, strict=True)


def _asked(
    ask: Callable[[Driver, Address], Coroutine[Any, Any, T]], at: Address, _: trying.Clock
) -> Coroutine[Any, Any, T]:
    return ask(driver_of(at), at)


def _unread(at: Address, trouble: Trouble) -> SourceError:
    message, hint = trouble.said(len(trying.pace.pauses) + 1)
    kinds: dict[str, type[SourceError]] = {
        "missing": MissingSource,
        "bucket": MissingSource,
        "forbidden": Forbidden,
    }
    kind = kinds.get(trouble.kind, UnreadableSource)
    return kind(message, where=shown(at.text), hint=hint)


def _unwritten(at: Address, trouble: Trouble) -> Unwritable:
    if trouble.kind == "missing":  # what is written is not there yet: the bucket it must be
        trouble = Trouble("bucket")
    message, hint = trouble.said(len(trying.pace.pauses) + 1)
    return Unwritable(message, where=shown(at.text), hint=hint)
