"""Who works in a folder of results in a store: one run, by a lease that it renews.

A disk has locks that the kernel frees; a store has none, but it writes an object only if there is
none of that name, when asked so. So a run holds `OUT/.publish/lock/0000012`, and every 15 s makes
`0000013` and removes the one before. Another run may make the next number when the newest is a
minute old by the store's own clock: its holder is dead, or asleep, and knows by its own clock that
it has lost. All other clocks are never compared.

Between a look at the lease (`Lease.check`) and a write a run may be put to sleep for a minute. What
it then writes is one group at most, and replaces only what it looked at before (`stores.put`).
"""

from __future__ import annotations

import json
import math
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from publish import stores
from publish.errors import FolderLocked, LeaseLost, PublishError, SourceError, Unwritable, shown
from publish.model.article import Note
from publish.stores import Stored

SECONDS = 60.0
"""How long a lease holds that nobody renews. A renewal comes four times as often, so that three may
fail, and a crash keeps the next run waiting for no longer than it takes to look why."""

_MARGIN = 1 / 12
"""The part of it that a holder leaves unused: a group of results takes a moment to be written."""

_TICK = 1.0
"""Seconds that a lease is left alone for longer: a store's times are whole ones, cut down."""


class Lease:
    """The right to write into a folder, renewed in a thread while `held` goes on."""

    def __init__(self, folder: str, seconds: float) -> None:
        self._folder = folder
        self._home = f"{folder.rstrip('/')}/.publish/lock"
        self._seconds = seconds
        self._run = uuid.uuid4().hex
        self._since = datetime.now(UTC).isoformat(timespec="seconds")
        self._number = 0
        self._until = 0.0
        self._lost = False
        self._ended = threading.Event()
        self.note: Note | None = None
        """That the store does not keep others out, where it does not."""

    def check(self) -> None:
        """LeaseLost if another run may write here by now."""
        if self._lost or _now() >= self._until:
            self._lost = True
            raise LeaseLost(
                "another run has taken this folder, because this one stood still or was cut off",
                where=shown(self._folder),
                hint="what is done stays; run it again when the other has ended",
            )

    # --- to take it ---

    def take(self) -> None:
        """Make the first number that is free. Raises FolderLocked, Unwritable."""
        if not stores.can_create(self._home, f"try-{self._run}"):
            self.note = Note(
                "output.unlocked", f"{shown(self._folder)}: two runs could meet in this folder"
            )
        left = self._dead()
        number = max((_number_of(each) for each in left), default=0) + 1
        began = _now()
        try:
            stores.put(self._address(number), self._said(number), "")
        except stores.Taken:
            raise self._locked() from None
        self._number, self._until = number, self._end_of(began)
        # Others may have looked when we did, and have made another number since.
        mine = {self._address(number), *(each.address for each in left)}
        if any(each.address not in mine for each in self._numbers()):
            stores.remove([self._address(number)])
            raise self._locked()
        stores.remove(each.address for each in left)

    def _dead(self) -> list[Stored]:
        """Numbers that runs have left behind. FolderLocked where one is alive."""
        if not (there := self._numbers()):
            return []
        there, now = self._timed()
        if any(self._left(each, now) > 0 for each in there):
            raise self._locked()
        return there

    def _locked(self) -> FolderLocked:
        """What the second run is told."""
        there, now = self._timed()
        message, hint = "another run works in this folder", "wait for it to end"
        if there:
            newest = max(there, key=_number_of)
            with suppress(PublishError, ValueError, KeyError):
                said = json.loads(stores.read(newest.address, 10_000))
                message += f", since {datetime.fromisoformat(said['since']):%H:%M} UTC"
            left = max(1, math.ceil(self._left(newest, now)))
            hint = f"wait for it to end; if it has died, its place is free in {left} s"
        return FolderLocked(message, where=shown(self._folder), hint=hint)

    def _left(self, each: Stored, now: int) -> float:
        """For how many seconds it counts, if nobody renews it."""
        return self._seconds + _TICK - (now - each.changed) / 1e9

    def _timed(self) -> tuple[list[Stored], int]:
        """All numbers, and what the store's clock says."""
        mark = f"{self._home}/now-{self._run}"
        try:
            stores.put(mark, b"")
            there = stores.state(mark)
            return self._numbers(), there.changed if there else 0
        finally:
            stores.remove([mark])

    def _numbers(self) -> list[Stored]:
        return [each for each in stores.walk(self._home) if _number_of(each)]

    def _address(self, number: int) -> str:
        return f"{self._home}/{number:07}"

    def _said(self, number: int) -> bytes:
        said = {"run": self._run, "number": number, "since": self._since}
        return json.dumps(said).encode()

    def _end_of(self, began: float) -> float:
        return began + self._seconds * (1 - _MARGIN)

    # --- to keep it, and to let it go ---

    def keep(self) -> None:
        """Renew it until it is let go or lost."""
        pause = self._seconds / 4
        while not self._ended.wait(pause) and not self._lost:
            pause = self._seconds / 4 if self._renewed() else self._seconds / 20

    def _renewed(self) -> bool:
        began, number = _now(), self._number + 1
        if began >= self._until:
            self._lost = True
            return False
        try:
            stores.put(self._address(number), self._said(number), "")
        except stores.Taken:
            self._lost = True
            return False
        except PublishError:  # the network; the lease ends by itself if it stays so
            return False
        self._number, self._until = number, self._end_of(began)
        with suppress(PublishError):
            stores.remove([self._address(number - 1)])
        return True

    def let_go(self, keeper: threading.Thread) -> None:
        """Nothing of it stays, if the store can be reached; else it ends by itself."""
        self._ended.set()
        keeper.join(self._seconds / 3)
        if not self._lost and _now() < self._until:
            # the second one is ours, too: of a renewal of which no answer came
            with suppress(PublishError):
                stores.remove([self._address(self._number), self._address(self._number + 1)])


@contextmanager
def held(folder: str, seconds: float = 0.0) -> Iterator[Lease]:
    """The lease of a folder of results in a store, for as long as the block runs.

    It counts for so many `seconds`, 0 being SECONDS. Raises FolderLocked while another run works
    there, Unwritable. Whoever writes asks `check` before each group.
    """
    lease = Lease(folder, seconds or SECONDS)
    try:
        lease.take()
    except (SourceError, Unwritable) as error:
        raise Unwritable(error.message, where=shown(folder), hint=error.hint) from None
    keeper = threading.Thread(target=lease.keep, name="lease", daemon=True)
    keeper.start()
    try:
        yield lease
    finally:
        lease.let_go(keeper)


def _number_of(each: Stored) -> int:
    name = each.address.rpartition("/")[2]
    return int(name) if name.isascii() and name.isdecimal() else 0


def _now() -> float:
    """Seconds that go on while this process, or the whole machine, is asleep."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
