"""The bytes of an object on their way here: resumed where they broke off, and compared."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from publish.errors import CHANGED, OverLimit, UnreadableSource, shown
from publish.stores.address import Address
from publish.stores.driver import Body, Driver
from publish.stores.trouble import Trouble, trouble_of
from publish.stores.trying import Clock


class Transfer:
    """Carries one object into `sink`, in as many trials as it takes.

    `expected` is the signature that it must have, "" for any.
    """

    def __init__(
        self, driver: Driver, address: Address, sink: BinaryIO, limit_bytes: int, expected: str
    ) -> None:
        self._driver, self._address, self._sink = driver, address, sink
        self._limit_bytes, self._expected = limit_bytes, expected
        self._etag = ""
        self._refuted = ""  # a digest that came and was not the store's
        self._restart()

    @property
    def got(self) -> int:
        """How many bytes are here."""
        return self._got

    def _restart(self) -> None:
        self._got = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._sink.seek(0)
        self._sink.truncate()

    async def trial(self, clock: Clock) -> None:
        """Go on until all is here. Raises UnreadableSource, OverLimit, or what is tried again."""
        try:
            opened = self._driver.open(self._address, self._got, self._etag)
            async with opened as body:
                self._compare(body)
                clock.expect(body.size - body.at)
                async for chunk in body.chunks:
                    self._take(chunk)
        except Exception as error:
            if self._got and trouble_of(error).kind == "taken":
                self._changed()
            raise
        self._finish(body)

    def _compare(self, body: Body) -> None:
        """Whether what is open is what was asked for, and what is here the beginning of it."""
        self._check_limit(body.size)
        if self._expected:
            size, _, etag = self._expected.partition(" ")
            if body.etag != etag or (body.size >= 0 and str(body.size) != size):
                raise self._is_another()
        if body.at != self._got or (self._got and body.etag != self._etag):
            self._restart()
            if body.at:
                raise Trouble("passing", "changed")
        self._etag = body.etag

    def _take(self, chunk: bytes) -> None:
        self._check_limit(self._got + len(chunk))
        self._sink.write(chunk)
        self._digest.update(chunk)
        self._got += len(chunk)

    def _finish(self, body: Body) -> None:
        if body.size >= 0 and self._got != body.size:
            if self._got > body.size:
                self._restart()
            raise Trouble("passing", "cut off")
        digest = self._digest.hexdigest()
        # some stores have ETags that look like an MD5 and are none: bytes that come twice are right
        if body.md5 and digest != body.md5 and digest != self._refuted:
            self._refuted = digest
            self._restart()
            raise Trouble("passing", "damaged on the way")

    def _changed(self) -> None:
        """Another object stands there than the one of which some bytes are here."""
        if self._expected:
            raise self._is_another()
        self._restart()
        raise Trouble("passing", "changed")

    def _is_another(self) -> UnreadableSource:
        return UnreadableSource(CHANGED, where=shown(self._address.text), hint="run it again")

    def _check_limit(self, size: int) -> None:
        if size > self._limit_bytes:
            where = shown(self._address.text)
            raise OverLimit("file-bytes", size, self._limit_bytes, where=where)
