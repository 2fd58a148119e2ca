"""Work in other threads, waited for in a way that Ctrl-C can end.

concurrent.futures and threading.Event wait inside a Condition, which is written in Python: a
KeyboardInterrupt that comes while it is entered leaves its lock taken, and the thread that would
tell of its work then waits for ever, and whoever waits for that thread (seen: one in five runs into
a store that were ended). queue.SimpleQueue has no such moment (bugs.python.org/issue14976).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")
S = TypeVar("S")


@dataclass(eq=False, slots=True)
class Given(Generic[T]):
    """Work that was given to somebody; `is_done` is known by who hears of it."""

    work: Callable[[], T]
    is_done: bool = False
    value: T | None = None
    error: BaseException | None = None

    def result(self) -> T:
        """What it came to, once it is done; raises what it raised."""
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # which is None only where T is


class Hands:
    """At most `count` threads that do what they are given, each one thing after the other.

    One thread gives, hears and closes.
    """

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._todo: queue.SimpleQueue[Given[Any] | None] = queue.SimpleQueue()
        self._news: queue.SimpleQueue[Given[Any]] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._open = 0
        self._closed = False

    def give(self, work: Callable[[], T]) -> Given[T]:
        """Have something done."""
        given = Given(work)
        self._open += 1
        self._todo.put(given)
        if len(self._threads) < min(self._count, self._open):
            # daemon: one that was interrupted while it began must not keep the program
            thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
            thread.start()
            self._threads.append(thread)
        return given

    def hear(self, seconds: float | None = 0) -> bool:
        """Hear of one thing that is done, waited for so long (None: for ever); False for none."""
        try:
            given = self._news.get(timeout=seconds) if seconds != 0 else self._news.get_nowait()
        except queue.Empty:
            return False
        given.is_done = True
        self._open -= 1
        return True

    def close(self) -> None:
        """Wait for what is being done; what has not begun is left."""
        self._closed = True
        for _ in self._threads:
            self._todo.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while (given := self._todo.get()) and not self._closed:
            try:
                given.value = given.work()
            except BaseException as error:  # whoever gave it hears of it
                given.error = error
            self._news.put(given)


def at_once(work: Callable[[S], T], items: Iterable[S], count: int, name: str) -> list[T]:
    """What comes of each item, in their order, so many at a time; raises what the first raised."""
    several = list(items)
    if len(several) < 2:
        return [work(each) for each in several]
    hands = Hands(count, name)
    try:
        given = [hands.give(partial(work, each)) for each in several]
        for _ in given:
            hands.hear(None)
        return [each.result() for each in given]
    finally:
        hands.close()


def from_loop(
    work: Callable[[], Coroutine[Any, Any, T]],
    loop: asyncio.AbstractEventLoop,
    seconds: float | None = None,
) -> T:
    """What a coroutine comes to in another thread's loop; it is ended when we are.

    TimeoutError after so many seconds, None for never.
    """
    said: queue.SimpleQueue[Given[T]] = queue.SimpleQueue()
    tasks: list[asyncio.Task[None]] = []

    async def telling() -> None:
        given: Given[T] = Given(lambda: None)  # type: ignore[arg-type,return-value]  # not called
        try:
            given.value = await work()
        except BaseException as error:  # whoever waits hears of it
            given.error = error
        said.put(given)

    loop.call_soon_threadsafe(lambda: tasks.append(loop.create_task(telling())))
    try:
        return said.get(timeout=seconds).result()
    except queue.Empty:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])
        raise TimeoutError from None
    except BaseException:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])
        raise
