"""The way to a Dask cluster: bytes go to a node and come back, and nodes come and go.

All of Dask runs in a thread of its own; what it says is news, in the order in which it came.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import warnings
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from publish.batch.executors import node
from publish.batch.executors.flights import LOCAL, Answer, News, Nodes
from publish.batch.executors.local_nodes import LocalNodes
from publish.errors import ClusterError, shown
from publish.hands import from_loop

T = TypeVar("T")

_LOOK_SECONDS, _LOOK_AT_FIRST = 1.0, 0.1  # between two looks at who is there
_GONE_SECONDS = 5.0  # that the connection to a scheduler may be broken
_SILENT_SECONDS = 60.0  # that one, or a node, may say nothing: it may have much to do
_ASK_SECONDS = 90.0
_END_SECONDS = 15.0  # in which a connection ends, or is left
_LOGGERS = ("distributed", "tornado", "asyncio")
_STAYS = "what was finished stays; run it again when it is back"


class Connection:
    """A scheduler that answers, by its address. Whoever makes one closes it.

    `threads` is how many a "local" one has, `home` a folder for it; keys of tasks begin with `run`.
    Raises ClusterError when no scheduler answers; how long one waits Dask is told:
    `distributed.comm.timeouts.connect`.
    """

    def __init__(self, address: str, threads: int, home: Path, run: str) -> None:
        try:
            import distributed  # noqa: F401  # only who names a cluster has it
        except ImportError as error:
            hint = "pip install 'publish[cluster]'"
            raise ClusterError("a cluster needs distributed", hint=hint) from error
        self._address = address
        self._run_name = run
        self._news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self._heard: dict[str, tuple[float, float]] = {}  # what it says of each, and since when
        self._listened = 0.0
        self._mute: frozenset[str] = frozenset()
        self._flights: dict[str, asyncio.Task[None]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._local = LocalNodes(threads, home) if address == LOCAL else None
        self._quiet = _quiet()
        self._quiet.__enter__()
        try:
            self._client: Any = self._done(self._connected())
            self._looking = asyncio.run_coroutine_threadsafe(self._look(), self._loop)
        except BaseException:
            self.close()
            raise

    def news(self, seconds: float) -> News | None:
        """The next news, waited for so long; None for none."""
        with suppress(queue.Empty):
            return self._news.get(timeout=seconds) if seconds else self._news.get_nowait()
        return None

    def send(self, key: str, payload: bytes, address: str) -> None:
        """Have a node do a task; its Answer is news."""
        self._loop.call_soon_threadsafe(self._begin, key, self._fly(key, payload, address))

    def ask(self, address: str, question: bytes, number: int) -> None:
        """Ask a node what it is; its Answer, with the number, is news."""
        asking = self._ask(address, question, number)
        self._loop.call_soon_threadsafe(self._begin, f"{address} {number}", asking)

    def recall(self, keys: Iterable[str], rest: Iterable[str] = ()) -> None:
        """Wait for none of these tasks any more, until nodes have ended what they had of them."""
        with suppress(ClusterError):
            self._done(self._recalled(list(keys), list(rest)), _END_SECONDS)

    def close(self) -> None:
        """End the connection, and the cluster if it was started here."""
        with suppress(ClusterError):
            self._done(self._ended(), _END_SECONDS)
        if self._local:
            self._local.kill()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_END_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()
        self._quiet.__exit__(None, None, None)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _done(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        """What a coroutine gives. Raises ClusterError for what Dask raises, or after so long."""
        try:
            return from_loop(lambda: work, self._loop, seconds)
        except (OSError, ImportError, ValueError, TypeError, RuntimeError) as error:
            raise self._away(error) from error

    def _away(self, error: Exception) -> ClusterError:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        if self._local:
            said = self._local.last_words()
            return ClusterError(f"no cluster can be started here: {reason}", hint=said)
        hint = "start one: dask scheduler; or name another, such as tcp://host:8786"
        where = shown(self._address)
        return ClusterError(f"no scheduler answers: {reason}", where=where, hint=hint)

    async def _connected(self) -> Any:  # distributed's Client has no types
        import distributed
        from distributed.versions import VersionMismatchWarning

        warnings.filterwarnings("ignore", category=VersionMismatchWarning)  # nodes are compared
        at: Any = self._address
        security = None
        if self._local:
            at, security = await self._local.start(), self._local.security
        dask: Any = distributed
        client = await dask.Client(
            at, asynchronous=True, name="publish", set_as_default=False, security=security
        )
        if self._local:
            await client.wait_for_workers(self._local.count, timeout=_ASK_SECONDS)
        return client

    def _begin(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        self._flights[key] = self._loop.create_task(work)
        self._flights[key].add_done_callback(lambda _: self._flights.pop(key, None))

    async def _fly(self, key: str, payload: bytes, address: str) -> None:
        future = self._client.submit(
            *(node.work, payload),
            key=key,
            workers=[address],
            allow_other_workers=False,
            pure=False,
        )
        try:
            self._news.put(await _answer(key, future))
        finally:
            future.release()

    async def _ask(self, address: str, question: bytes, number: int) -> None:
        asked = self._client.run(node.asked, question, workers=[address], on_error="return")
        try:
            said = (await asyncio.wait_for(asked, _ASK_SECONDS)).get(address)
        except (OSError, TimeoutError) as error:
            said = error
        if isinstance(said, bytes):
            self._news.put(Answer(address, said, number=number))
            return
        lost = said is None or isinstance(said, OSError)
        if lost:
            await asyncio.sleep(_LOOK_SECONDS)  # it may be gone, which is told by then
        why = said or OSError("gone")
        self._news.put(Answer(address, error=why, is_lost=lost, number=number))

    async def _look(self) -> None:
        """Tell which nodes are there, again and again; and when there is no scheduler any more."""
        before: dict[str, int] | None = None
        heard, patience = self._loop.time(), _SILENT_SECONDS
        while self._loop.time() - heard < patience:
            try:
                threads = await asyncio.wait_for(self._client.nthreads(), _GONE_SECONDS)
                heard = self._loop.time()
                silent = await asyncio.wait_for(self._silent(), _GONE_SECONDS)
                threads = {each: threads[each] for each in threads if each not in silent}
                if threads != before:
                    self._news.put(Nodes(threads))
                    before = threads
            except (OSError, TimeoutError, ValueError, RuntimeError):
                pass  # time tells
            is_there = self._client.status == "running"
            patience = _SILENT_SECONDS if is_there else _GONE_SECONDS
            await asyncio.sleep(_LOOK_SECONDS if before else _LOOK_AT_FIRST)
        where = shown(self._address)
        self._news.put(ClusterError("the scheduler is gone", where=where, hint=_STAYS))

    async def _silent(self) -> frozenset[str]:
        """Nodes of which the scheduler has not heard for long: Dask gives them five minutes.

        One that stands still has a connection, and would keep its tasks.
        """
        now = self._loop.time()
        if now - self._listened < _SILENT_SECONDS / 10:
            return self._mute
        self._listened = now
        said = (await self._client.scheduler.identity())["workers"]
        for address, node_said in said.items():
            last, _ = self._heard.get(address, (0.0, now))
            if node_said["last_seen"] != last:
                self._heard[address] = node_said["last_seen"], now
        self._heard = {each: self._heard[each] for each in said}
        late = (each for each, (_, since) in self._heard.items() if now - since > _SILENT_SECONDS)
        self._mute = frozenset(late)
        return self._mute

    async def _recalled(self, keys: list[str], rest: list[str]) -> None:
        flights = [self._flights[key] for key in keys if key in self._flights]
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        if rest and self._client.status == "running":
            with suppress(OSError, TimeoutError):
                resting = self._client.run(
                    node.rest, self._run_name, workers=rest, on_error="ignore"
                )
                await asyncio.wait_for(resting, _END_SECONDS - 1)

    async def _ended(self) -> None:
        client = getattr(self, "_client", None)
        if looking := getattr(self, "_looking", None):
            looking.cancel()
        if client:
            await client.close(timeout=2)
        if self._local:
            await self._local.stop()
        rest = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
        for each in rest:
            each.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


async def _answer(key: str, future: Any) -> Answer:
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        return Answer(key, await future)
    except KilledWorker as error:
        return Answer(key, error=error, is_lost=True, is_killed=True)
    except FutureCancelledError as error:
        return Answer(key, error=error, is_lost=True)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # whatever the node raised: it is the node's
        return Answer(key, error=error)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own talk off the terminal: what matters of it is news."""
    known = (*_LOGGERS, *logging.root.manager.loggerDict)
    names = {name for name in known if name.partition(".")[0] in _LOGGERS}
    before = [(each, each.level) for each in map(logging.getLogger, names)]
    for each, _ in before:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in before:
            each.setLevel(level)
