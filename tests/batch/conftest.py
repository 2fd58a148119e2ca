"""What tests of runs are given: a look at what a run opens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

OPENED: list[str] | None = None


def _hear(event: str, words: tuple[object, ...]) -> None:
    if OPENED is not None and event == "open" and isinstance(words[0], str | os.PathLike):
        OPENED.append(os.fspath(words[0]) if not isinstance(words[0], str) else words[0])


sys.addaudithook(_hear)


@pytest.fixture
def opened() -> Iterator[Callable[[Path], list[str]]]:
    """The files that this process opens during a test, below a folder; ours are not told."""
    global OPENED
    OPENED = []

    def below(folder: Path) -> list[str]:
        assert OPENED is not None
        inside = (os.path.relpath(path, folder) for path in OPENED if path.startswith(f"{folder}/"))
        return sorted({path for path in inside if ".publish" not in path})

    yield below
    OPENED = None
