"""How far a run is, on a terminal's last line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LONG_WORK = 3  # sources from which a count of what is done is shown


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """A count of what is done on a terminal's last line, from a few sources on; `learn`'s too."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.status import Status

    done = 0
    status = Status("reading", console=Console(stderr=True))

    def advance(name: str) -> None:
        nonlocal done
        done += 1
        if done >= _LONG_WORK:
            status.update(f"{done} done: {name}")

    with status:
        yield advance
