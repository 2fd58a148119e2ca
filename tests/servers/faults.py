"""A server that stands before another and fails as networks and stores do, by a plan.

It speaks HTTP/1.1 with lengths, as S3's clients do, and counts what it is asked.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

SENTINEL = "AKIASENTINEL0SECRET"
"""Stands in every answer that refuses: nothing of a store's words may be shown."""

Do = Literal[
    "503",  # SlowDown, before anything is done
    "500",
    "403",
    "reset",  # the connection breaks before anything is done
    "deaf",  # it is done, and the answer is lost
    "truncate",  # half of the body, then the connection ends
    "damage",  # one byte of the body is another
    "drip",  # a byte now and then
    "hang",  # no answer
    "careless",  # preconditions do not count
]

EVERYTHING: tuple[Do, ...] = ("503", "reset", "truncate", "500", "deaf")
"""What a poor network and a busy store do, one after the other: `Fault(EVERYTHING, every=10)`."""


@dataclass
class Fault:
    """What happens to every so-manieth request of a kind, to those whose path holds `path`.

    Of several things to do one happens after the other.
    """

    do: Do | tuple[Do, ...]
    every: int = 1
    kind: str = ""
    """ "GET", "PUT", "HEAD", "DELETE", "POST", "LIST"; "" for each."""
    path: str = ""
    times: int = 1_000_000
    _met: int = field(default=0, init=False)

    def struck(self, request: Request) -> Do | None:
        """What happens to a request; None for nothing."""
        if self.kind not in ("", request.kind) or self.path not in request.path or not self.times:
            return None
        self._met += 1
        if self._met % self.every:
            return None
        self.times -= 1
        turns = self.do if isinstance(self.do, tuple) else (self.do,)
        return turns[(self._met // self.every - 1) % len(turns)]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    head: tuple[str, ...]
    body: bytes

    def named(self, name: str) -> str:
        """The value of a header; "" where there is none."""
        told = (line.partition(":") for line in self.head)
        return next((value.strip() for key, _, value in told if key.lower() == name), "")

    @property
    def kind(self) -> str:
        listing = self.method == "GET" and "list-type=" in self.path
        return "LIST" if listing else self.method


class Proxy:
    """Listens on a port of its own, in a thread of its own, for as long as the process lives."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.faults: tuple[Fault, ...] = ()
        self.counts: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.between: Callable[[], object] | None = None
        """Done once, before a request that comes after a fault."""
        self.port = 0
        self._struck = False
        self._began = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        assert self._began.wait(20)

    def plan(self, *faults: Fault) -> None:
        """From now on this happens; the counts begin anew."""
        self.faults = faults
        self.between = None
        self.counts.clear()
        self.requests.clear()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._began.set()
        await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _request(reader, writer):
                self.counts[request.kind] += 1
                self.requests.append(request)
                if self._struck and (between := self.between):
                    self.between = None
                    await asyncio.to_thread(between)
                struck = (each.struck(request) for each in self.faults)
                do: Do | None = next((each for each in struck if each), None)
                self._struck = do is not None
                if not await self._answered(request, do, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answered(
        self, request: Request, do: Do | None, writer: asyncio.StreamWriter
    ) -> bool:
        """Whether the connection goes on."""
        if do in ("503", "500", "403"):
            assert do
            writer.write(_refusal(do, request))
            await writer.drain()
            return True
        if do == "reset":
            _break(writer)
            return False
        if do == "hang":
            await asyncio.sleep(60)
            return False
        head, body = await self._passed_on(request, careless=do == "careless")
        if do == "deaf":
            _break(writer)
            return False
        if do == "damage" and body:
            body = bytes([body[0] ^ 1]) + body[1:]
        writer.write(head)
        if do == "truncate":
            writer.write(body[: len(body) // 2])
            await writer.drain()
            return False
        if do == "drip":
            for place in range(len(body)):
                writer.write(body[place : place + 1])
                await writer.drain()
                await asyncio.sleep(0.05)
            return True
        writer.write(body)
        await writer.drain()
        return True

    async def _passed_on(self, request: Request, *, careless: bool) -> tuple[bytes, bytes]:
        left_out = [
            "connection:",
            "expect:",
            *(["if-match:", "if-none-match:"] if careless else []),
        ]
        head = [line for line in request.head if not line.lower().startswith(tuple(left_out))]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            first = f"{request.method} {request.path} HTTP/1.1"
            lines = "\r\n".join([first, *head, "Connection: close", "", ""])
            writer.write(lines.encode("latin-1") + request.body)
            answer = await reader.read()
        finally:
            writer.close()
        top, _, body = answer.partition(b"\r\n\r\n")
        lines_ = top.split(b"\r\n")
        kept = [line for line in lines_ if not line.lower().startswith(b"connection:")]
        return b"\r\n".join(kept) + b"\r\n\r\n", body


async def _request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
    try:
        top = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *head = top.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    method, path, _ = first.split(" ")
    named = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in head}
    if named.get("expect"):
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = await reader.readexactly(int(named.get("content-length", "0")))
    return Request(method, path, tuple(head), body)


def _refusal(status: str, request: Request) -> bytes:
    code = {"503": "SlowDown", "500": "InternalError", "403": "AccessDenied"}[status]
    said = f"<Error><Code>{code}</Code><Message>{SENTINEL}</Message></Error>".encode()
    body = b"" if request.method == "HEAD" else said
    head = f"HTTP/1.1 {status} {SENTINEL}\r\nContent-Type: application/xml\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def _break(writer: asyncio.StreamWriter) -> None:
    """End a connection as a crashed machine does: with a reset."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
