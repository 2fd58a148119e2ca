"""Waiting until something changes: folders by the system's own word, single files by their dates.

What is watched is more than sources: pictures and decisions below their folders; profiles and rules
above them; the settings, the style sheet, the layouts of the project.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import watchfiles

from publish.files import home_of
from publish.profiles import PROFILE_FILE
from publish.rules_file import RULES_FILE
from publish.settings import Options

if TYPE_CHECKING:
    from watchfiles import Change

Changed = Literal["sources", "around"]
"""What has changed: something in the folders of sources, or what stands around them all."""

_QUIET_MS = 100  # without a change, until what came together is one round
_LONGEST_MS = 1_600  # that a round waits for changes that go on and on
_TIMEOUT_MS = 100
_POLL_SECONDS = 0.25  # between two looks at single files
_WILD = frozenset("*?[")


class Watch:
    """The places that a run depends on; changes are kept from the moment it is entered.

    `folders` are those that the system watches, whole. `ours` are real paths that a run wrote: no
    change that counts.
    """

    def __init__(self, sources: Iterable[str], options: Options, css: Iterable[str] = ()) -> None:
        named = [*sources, *(name for each in options.editions for name in each.sources)]
        self.folders = _outermost(map(_folder_of, named))
        self._around = tuple(_around(self.folders, css))
        self._into = _real(options.into)
        self.ours: set[str] = set()
        self._changes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._system: Generator[set[tuple[Change, str]], None, None] | None = None
        self._seen: list[tuple[int, ...]] = []

    def __enter__(self) -> Self:
        self._system = watchfiles.watch(
            *self.folders,
            watch_filter=self._counts,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            rust_timeout=_TIMEOUT_MS,
            yield_on_timeout=True,
            stop_event=self._over,
            ignore_permission_denied=True,
        )
        if next(self._system):  # only now does the system begin to tell
            self._changes.put(None)
        self._seen = list(map(_signature, self._around))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def wait(self) -> Changed:
        """Wait for changes since the last time; what comes together is one round.

        This thread waits here itself, so that a signal ends it.
        """
        while True:
            changed = False
            with suppress(queue.Empty):
                self._changes.get(timeout=_POLL_SECONDS)
                changed = True
            now = list(map(_signature, self._around))
            if now != self._seen:
                return "around"
            if changed:
                return "sources"

    def _listen(self) -> None:
        """Pass on what the system tells; in a thread, because only a thread can wait for both."""
        assert self._system
        for changes in self._system:
            if changes:
                self._changes.put(None)

    def _counts(self, _: Change, path: str) -> bool:
        """Whether a change is one of a source or of what belongs to it."""
        folder = next((each for each in self.folders if _is_in(path, each)), "")
        if not folder or any(part.startswith(".") for part in Path(path[len(folder) :]).parts):
            return False
        if _is_in(self._into, folder) and self._into != folder and _is_in(path, self._into):
            return False
        return not ({path, *map(str, Path(path).parents)} & self.ours)


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _real(path: str | Path) -> str:
    return os.path.realpath(path)


def _folder_of(name: str) -> str:
    """The folder in which a change can be one of this source: itself, or what holds it."""
    path = Path(name)
    if _WILD.intersection(name) and not path.exists():
        parts = path.parts
        first = next(i for i, part in enumerate(parts) if _WILD.intersection(part))
        top = Path(*parts[:first])
        return _real(top.parent if top.is_file() else top)  # of a pattern of a file's articles
    return _real(path if path.is_dir() else home_of(path)[0])


def _outermost(folders: Iterable[str]) -> tuple[str, ...]:
    """The folders that are in none of the others, and there."""
    kept: list[str] = []
    for folder in sorted(set(folders)):
        if not any(_is_in(folder, each) for each in kept) and Path(folder).is_dir():
            kept.append(folder)
    return tuple(kept)


def _around(folders: Collection[str], named: Iterable[str]) -> Iterator[Path]:
    """Files that may be there or come, and count for all sources or for those of a folder."""
    yield from (Path("publish.toml"), Path("pyproject.toml"), Path(RULES_FILE))
    yield from (Path(name) for name in named if name)
    yield Path("layouts")
    above = {parent for folder in folders for parent in Path(folder).parents}
    for folder in sorted(above):
        yield from (folder / PROFILE_FILE, folder / RULES_FILE)


def _signature(path: Path) -> tuple[int, ...]:
    """What changes when a file does, or any file in a folder; nothing where there is none."""
    if path.is_dir():
        return tuple(
            number for each in sorted(path.rglob("*")) for number in _signature_of_file(each)
        )
    return _signature_of_file(path)


def _signature_of_file(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
