"""What a result must never take the place of: a source, or a folder that holds one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from publish.batch.provenance import real
from publish.errors import SettingsError, Unwritable, shown
from publish.files import Found, is_stored


class Clashes:
    """Knows what the sources of a run are under any of their names; looked at when one is asked."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found
        self._sources: dict[object, str] | None = None
        self._above: frozenset[str] = frozenset()

    def refuse(self, final: str) -> None:
        """Unwritable where a result of this path would take the place of a source."""
        if source := self._source_at(final):
            raise Unwritable(_message(source), where=shown(final), hint=_HINT)

    def refuse_file(self, final: Path) -> None:
        """SettingsError where the one file that was named as the result is a source."""
        if source := self._source_at(str(final)):
            raise SettingsError(_message(source), where=shown(str(final)), hint=_HINT)

    def _source_at(self, final: str) -> str:
        identity = _identity(final)
        if identity is None:
            return ""
        if self._sources is None:
            self._sources = {}
            for place in dict.fromkeys(each.place for each in self._found):
                if (of := _identity(place)) is not None:
                    self._sources[of] = place
            folders = {real(os.path.dirname(place)) for place in self._sources.values()}  # noqa: PTH120
            self._above = frozenset(up for folder in folders for up in _with_above(folder))
        if source := self._sources.get(identity):
            return source
        is_folder = is_stored(final) or os.path.isdir(final)  # noqa: PTH112
        return final if is_folder and real(final) in self._above else ""


_HINT = "use another --into"


def _message(source: str) -> str:
    return f"this result would replace the source {shown(source)}"


def _identity(place: str) -> object:
    """What a file is under any of its names; None when there is none. An object has one name."""
    if is_stored(place):
        return place
    try:
        status = os.stat(place)  # noqa: PTH116  # a Path takes as long again
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _with_above(folder: str) -> Iterator[str]:
    """A folder and those above it."""
    while folder not in ("", above := os.path.dirname(folder)):  # noqa: PTH120
        yield folder
        folder = above
    yield folder
