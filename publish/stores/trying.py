"""Requests tried again while it may help, within limits of time, from any thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from publish.errors import PublishError
from publish.hands import from_loop
from publish.stores.trouble import Trouble, trouble_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how long we try.

    Before each trial but the first a pause, in seconds: as many trials as pauses and one. A trial
    has `seconds` to begin, and for its bytes as long as `bytes_a_second` takes.
    """

    pauses: tuple[float, ...] = (0.1, 0.4, 1.6, 6.4)
    """Four times as long each: 8.5 s in all; S3 asks for growing pauses, and splits a crowded
    prefix in minutes, so a run that is refused for longer goes on with the next one."""
    seconds: float = 20.0
    """guess: S3 answers within 0.2 s, a store on spinning disks within 2."""
    bytes_a_second: float = 65_536.0
    """guess: slower than any network that a cluster stands in; one that drips ends."""
    progress_bytes: int = 2**23
    """What must have come for a transfer that broke off to have all its trials again."""


pace = Pace()
"""The one that is in force; tests have a quicker one."""


class Clock:
    """The time that a trial has left; more once it is known how many bytes there are."""

    def __init__(self, limit: asyncio.Timeout) -> None:
        self._limit = limit

    def expect(self, size: int) -> None:
        """So many bytes are to be carried from now on."""
        now = asyncio.get_running_loop().time()
        self._limit.reschedule(now + pace.seconds + max(size, 0) / pace.bytes_a_second)


Ask = Callable[[Clock], Coroutine[Any, Any, T]]


def waited(ask: Ask[T], done: Callable[[], int] = lambda: 0) -> T:
    """What a request comes to, tried again where that may help; called from any thread.

    `done` says how many bytes have come so far. Raises Trouble, or the PublishError of `ask`.
    """
    return within(lambda: tried(ask, done))


def within(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What a coroutine comes to in the thread that speaks to stores; ends it when we are ended."""
    from fsspec.asyn import get_loop  # only who names an address has it

    return from_loop(work, get_loop())


async def tried(ask: Ask[T], done: Callable[[], int] = lambda: 0) -> T:
    """The same in the thread that speaks to stores."""
    trial, before = 0, 0
    while True:
        try:
            async with asyncio.timeout(pace.seconds) as limit:
                return await ask(Clock(limit))
        except PublishError:
            raise
        except Exception as error:  # libraries raise anything, and it must be told by kinds
            trouble = trouble_of(error)
            if not trouble.passes:
                raise trouble from None
        if (now := done()) >= before + pace.progress_bytes:
            trial, before = 0, now
        if trial == len(pace.pauses):
            raise trouble
        await asyncio.sleep(pace.pauses[trial])
        trial += 1


async def all_of(asks: Sequence[Ask[T]], at_once: int) -> list[T | Trouble]:
    """What many requests come to, in their order, so many of them at a time."""
    turns = asyncio.Semaphore(at_once)

    async def one(ask: Ask[T]) -> T | Trouble:
        async with turns:
            try:
                return await tried(ask)
            except Trouble as trouble:
                return trouble

    waiting: list[Awaitable[T | Trouble]] = [one(ask) for ask in asks]
    return list(await asyncio.gather(*waiting))
