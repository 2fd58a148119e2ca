"""Jobs on the nodes of a Dask cluster: what a node that dies has not finished, others do.

The client says which node does which task, and takes it back when the node is gone: so a node that
differs gets nothing, a task that kills nodes is known, and nothing depends on how the scheduler is
set up. Its `allowed-failures` blames every task that a dead node had, those that only waited there
among them (distributed #5234); we blame those that ran. Dask starts, watches and connects.
"""

from __future__ import annotations

import json
import os
import re
import time
import uuid
from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from publish import files
from publish.batch.executors import node
from publish.batch.executors.flights import (
    LOCAL,
    Answer,
    Batches,
    Needs,
    News,
    Node,
    Nodes,
    Pace,
    Task,
    parts_on_disk,
)
from publish.errors import ClusterError, Failure, SettingsError, shown
from publish.model.article import Note
from publish.model.codec import Json
from publish.pipeline import SHIPPED, Fetch, Formats, Job, Result

if TYPE_CHECKING:
    from publish.batch.executors.connection import Connection

_ADDRESS = re.compile(r"((tcp|tls|ucx|wss?)://)?[^/]+:\d+/?")
_MOMENT_SECONDS = 0.2  # until whoever waits for a result hears that there is none
_PATIENCE_SECONDS = 30.0  # with a cluster that has no node
_SHORT_PATIENCE = 3.0  # with one of which every node is refused
_DEATHS = 3  # of a node under an article, until that is its failure
_MOST_TRIES = 10  # of a task that is lost again and again, though no node dies
_WINDOW = 1_000
_STAYS = "what was finished stays, the next run goes on from there"
_ALIKE = "nodes must be as this machine is, and see the same folders"


def execute(
    jobs: Iterable[Job | None],
    workers: int,
    scratch: Path,
    formats: Formats,
    fetch: Fetch | None = None,
) -> Generator[tuple[int, Result] | None, None, None]:
    """Each job's number and result as they are done, by a cluster that is started here for them.

    ValueError for other formats than the shipped ones: a function cannot travel to a node.
    """
    del fetch  # nodes bring pictures themselves
    if formats != SHIPPED:
        raise ValueError("nodes know the shipped formats alone")
    with closing(Cluster(LOCAL, workers, scratch)) as cluster:
        yield from cluster.perform(jobs)


class Cluster:
    """A cluster by the address of its scheduler, reached when there is work for it.

    `threads` is how many of its threads are used, 0 for all; of a "local" one how many there are.
    `home` is a folder for what that needs while it lives. Whoever makes a cluster closes it. Raises
    SettingsError for what is no address.
    """

    def __init__(self, address: str, threads: int, home: Path) -> None:
        if address != LOCAL and not _ADDRESS.fullmatch(address):
            hint = f"such as tcp://host:8786, or {LOCAL}"
            raise SettingsError(
                "no address of a Dask scheduler", where=f"--cluster {shown(address)}", hint=hint
            )
        self._address = address
        self._threads = threads
        self._home = home
        self._id = f"publish-{uuid.uuid4().hex[:8]}"
        self._connection: Connection | None = None
        self._pace = Pace()
        self._nodes: dict[str, Node] = {}
        self._ready: deque[Task] = deque()
        self._flying: dict[str, Task] = {}
        self._sent = 0
        self._left: list[str] = []  # parts that tries may have left
        self._needs = Needs()
        self._question = b""
        self._token: Path | None = None
        self._asked = 0
        self._own: dict[str, str] = {}
        self._without_node = 0.0  # since when, by the monotonic clock
        self._done: deque[tuple[int, Result]] = deque()
        self._refused: dict[str, str] = {}
        self._lost = 0
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether it performs no more."""
        return self._closed

    @property
    def window(self) -> int:
        """Results that may wait for one before them to be told: some times what is at work."""
        return max(_WINDOW, 4 * sum(len(task.lines) for task in self._flying.values()))

    def notes(self) -> Iterator[Note]:
        """Which nodes got no work, and that some were lost."""
        for why in dict.fromkeys(self._refused.values()):
            yield Note("cluster.refused", why)
        if self._lost:
            lost = "a node was" if self._lost == 1 else f"{self._lost:,} nodes were"
            yield Note("cluster.lost", f"{lost} lost; what was not finished there others did")

    def perform(
        self, jobs: Iterable[Job | None]
    ) -> Generator[tuple[int, Result] | None, None, None]:
        """As `executors.Execute` says; a cluster performs for one caller at a time.

        Raises ClusterError when no scheduler answers, or no node can do the work.
        """
        batches = Batches(jobs, os.getcwd())  # noqa: PTH109
        self._without_node = time.monotonic()
        for each in self._nodes.values():
            if each.state == "asked":  # and may have looked when the last run had ended
                self._ask(each)
        try:
            while batches.more or self._ready or self._flying:
                has_moved = self._take_in(batches)
                has_moved |= self._send()
                if not self._connection:  # there was nothing to do yet
                    yield None
                    continue
                news = self._connection.news(0 if has_moved else _MOMENT_SECONDS)
                self._hear(news)
                while self._done:
                    yield self._done.popleft()
                if not news:
                    yield None
        except ClusterError:
            self._leave()  # who performs again connects again
            raise
        finally:
            if self._flying or self._ready or self._done:
                self._recall()

    def close(self) -> None:
        """End what is at work, and the connection; with one that was started here all of it."""
        self._closed = True
        self._leave()

    def _leave(self) -> None:
        if not self._connection:
            return
        if self._address != LOCAL:
            self._recall()
        self._connection.close()
        self._connection = None
        self._nodes.clear()
        self._question = b""
        if self._token:
            with suppress(OSError):
                self._token.unlink(missing_ok=True)

    def _take_in(self, batches: Batches) -> bool:
        """Ask for the jobs of a task more, where a node could begin it soon."""
        has_room = not self._nodes or any(each.room(self._ahead) for each in self._nodes.values())
        if self._ready or not batches.more or not has_room:
            return False
        task = batches.next_task(self._pace.size)
        if not task:
            return False
        assert batches.first
        self._require(batches.first, task.recipe)
        self._ready.append(task)
        return True

    @property
    def _ahead(self) -> int:
        """Tasks a thread; at first as few as keep nodes at work, so that all begin."""
        return 1 if any(node.state == "asked" for node in self._nodes.values()) else 2

    def _require(self, first: Job, recipe: Json) -> None:
        """Connect; ask every node anew where a task needs what none before it did."""
        parts = parts_on_disk(first)
        folder = os.path.dirname(parts[0]) if parts else ""  # noqa: PTH120
        formats = self._needs.formats | {each.format for each in first.targets}
        needs = Needs(first.layout_digest, folder, formats)
        if self._question and needs == self._needs:
            return
        self._token = Path(folder, f".{self._id}") if folder else None
        token = str(self._token or "")
        self._needs, self._question = needs, node.question_of(first, formats, recipe, token)
        self._show_token()
        self._own = node.about_here(self._question)
        self._without_node = time.monotonic()
        if self._connection is None:
            # Here, not above: workers lie in this room, too, and need no asyncio.
            from publish.batch.executors.connection import Connection

            self._connection = Connection(self._address, self._threads, self._home, self._id)
        for each in self._nodes.values():
            self._ask(each)

    def _ask(self, each: Node) -> None:
        assert self._connection
        self._show_token()
        self._asked += 1
        each.state, each.asked = "asked", self._asked
        self._connection.ask(each.address, self._question, self._asked)

    def _show_token(self) -> None:
        """Put the file in its place that nodes look for: each run empties that folder."""
        if self._token:
            self._token.touch()

    def _send(self) -> bool:
        """Give tasks to nodes that have room; whether there was one for any."""
        has_sent = False
        while self._ready and self._connection:
            task = self._ready[0]
            fit = [each for each in self._nodes.values() if each.takes(task, self._ahead)]
            if not fit:
                break
            emptiest = max(fit, key=lambda each: each.room(self._ahead) / each.threads)
            self._sent += 1
            task.key, task.node = f"{self._id}-{self._sent}", emptiest.address
            task.tries += 1
            emptiest.tasks.append(task)
            self._flying[task.key] = self._ready.popleft()
            self._connection.send(task.key, task.payload(), emptiest.address)
            has_sent = True
        return has_sent

    def _hear(self, news: News | None) -> None:
        """Take in news. Raises ClusterError when the cluster is of no use any more."""
        match news:
            case ClusterError():
                raise news
            case Nodes():
                self._know(news.threads)
            case Answer() if news.key in self._flying:
                self._land(self._flying[news.key], news)
            case Answer() if (each := self._nodes.get(news.key)) and each.asked == news.number:
                self._admit(each, news)
            case _:
                pass  # none; or of a node that is gone, of a task that was taken back
        states = {each.state for each in self._nodes.values()}
        if "fit" in states:
            self._without_node = time.monotonic()
            return
        patience = _SHORT_PATIENCE if states == {"refused"} else _PATIENCE_SECONDS
        if time.monotonic() - self._without_node > patience:
            raise self._no_node(states)

    def _no_node(self, states: Collection[str]) -> ClusterError:
        where = shown(self._address)
        if not states:
            hint = "start some: dask worker ADDRESS; what was finished stays"
            return ClusterError("the cluster has no node", where=where, hint=hint)
        if "refused" in states:
            why = next(iter(self._refused.values()))
            return ClusterError(f"no node can do the work: {why}", where=where, hint=_ALIKE)
        return ClusterError("no node answers", where=where, hint="look at its log")

    def _know(self, threads: Mapping[str, int]) -> None:
        """Ask the nodes that have come; take back the tasks of those that have gone."""
        for gone in self._nodes.keys() - threads.keys():
            self._lose(self._nodes.pop(gone))
        left = self._threads or sum(threads.values())
        left -= sum(each.threads for each in self._nodes.values())
        for address in threads.keys() - self._nodes.keys():
            used = min(threads[address], left)
            if used > 0:
                left -= used
                self._nodes[address] = Node(address, used, is_whole=used == threads[address])
                self._ask(self._nodes[address])

    def _admit(self, each: Node, answer: Answer) -> None:
        """Let a node work if it is as this machine is."""
        if answer.is_lost:  # it has gone, or will have
            self._ask(each)
            return
        why = _first_line(answer.error) if answer.error else _difference(answer.data, self._own)
        each.state = "fit"
        if why:
            self._refuse(each, why)

    def _refuse(self, each: Node, why: str) -> None:
        each.state = "refused"
        self._refused[each.address] = f"{each.address} is refused: {why}"
        self._take_back(each.tasks)

    def _lose(self, each: Node) -> None:
        """What a node had goes to others; what ran there, and may have killed it, is known."""
        if each.state == "fit":
            self._lost += 1
        for task in each.at_work():
            task.deaths += 1
        self._take_back(each.tasks)

    def _take_back(self, tasks: list[Task]) -> None:
        """Have others do tasks of a node, before all that waits."""
        assert self._connection
        taken, tasks[:] = list(tasks), []
        self._connection.recall([task.key for task in taken])
        for task in reversed(taken):
            del self._flying[task.key]
            self._left += task.parts_of_try()
            if task.deaths >= _DEATHS and task.alone:
                self._done.append((task.numbers[0], _killing(task.names[0])))
            elif task.deaths >= _DEATHS - 1 and not task.alone:
                # By the next death it is known which of its articles it was.
                self._ready.extendleft(reversed(list(task.apart())))
            elif task.tries >= _MOST_TRIES:
                where = shown(self._address)
                raise ClusterError("tasks are lost again and again", where=where, hint=_STAYS)
            else:
                self._ready.appendleft(task)

    def _land(self, task: Task, answer: Answer) -> None:
        """Take in the results of a task, or send it again where they were lost."""
        each = self._nodes[task.node]
        each.tasks.remove(task)
        head, *lines = answer.data.splitlines() or [b"{}"]
        said = json.loads(head)
        if "seconds" not in said or len(lines) != len(task.lines):
            task.deaths += answer.is_killed
            self._take_back([task])
            if why := said.get("error", "") or (answer.error and _first_line(answer.error)):
                self._refuse(each, why) if not answer.is_lost else self._ask(each)
            return
        del self._flying[task.key]
        self._pace.hear(len(lines), said["seconds"])
        parts = (part for parts in task.parts for part in parts)
        for tried, part in zip(task.parts_of_try(), parts, strict=True):
            with suppress(FileNotFoundError):  # not made, as the result says
                os.rename(tried, part)  # noqa: PTH104
        self._done += zip(task.numbers, map(task.result, lines), strict=True)

    def _recall(self) -> None:
        """Wait for nothing any more, and leave nothing at work."""
        if self._connection:
            ours = [each.address for each in self._nodes.values() if each.state != "refused"]
            self._connection.recall(list(self._flying), rest=ours)
        for task in self._flying.values():
            self._left += task.parts_of_try()
        self._flying.clear()
        self._ready.clear()
        self._done.clear()
        for each in self._nodes.values():
            each.tasks.clear()
        for path in self._left:
            with suppress(OSError):
                files.remove(Path(path))
        self._left.clear()


def _killing(name: str) -> Result:
    message = f"its node died {_DEATHS} times"
    hint = "look at the nodes' logs; --retry failed tries it again"
    return Result(name, failure=Failure("worker.died", message, hint))


def _difference(said: bytes, own: Mapping[str, str]) -> str:
    """What differs on a node, by its answer to what this machine has answered; "" for nothing."""
    try:
        theirs = json.loads(said)
    except ValueError:
        return said.decode(errors="replace").strip().rpartition("\n")[2] or "it says nothing"
    if unseen := theirs.get("unseen"):
        return f"it does not see {shown(unseen)}"
    if lacks := theirs.get("lacks"):
        return str(lacks)
    for key, here in own.items():
        there = theirs.get(key)
        if there != here:
            return f"{key} {there or 'is missing'}, here {here or 'none'}"
    return ""


def _first_line(error: Exception) -> str:
    said = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {said}"
