"""What a result must never take the place of: a source, or a folder that holds one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from publish.errors import SettingsError, Unwritable, shown
from publish.files import Found


class Clashes:
    """Knows what the sources of a run are under any of their names; looked at when one is asked."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found
        self._sources: dict[tuple[int, int], str] | None = None
        self._above: frozenset[Path] = frozenset()

    def refuse(self, final: str) -> None:
        """Unwritable where a result of this path would take the place of a source."""
        if source := self._source_at(Path(final)):
            raise Unwritable(_message(source), where=shown(final), hint=_HINT)

    def refuse_file(self, final: Path) -> None:
        """SettingsError where the one file that was named as the result is a source."""
        if source := self._source_at(final):
            raise SettingsError(_message(source), where=shown(str(final)), hint=_HINT)

    def _source_at(self, final: Path) -> str:
        identity = _identity(str(final))
        if identity is None:
            return ""
        if self._sources is None:
            self._sources = {}
            for place in dict.fromkeys(each.place for each in self._found):
                if (of := _identity(place)) is not None:
                    self._sources[of] = place
            folders = {os.path.dirname(place) for place in self._sources.values()}  # noqa: PTH120
            real = {Path(folder).resolve() for folder in folders}
            self._above = frozenset(up for path in real for up in (path, *path.parents))
        if source := self._sources.get(identity):
            return source
        return str(final) if final.is_dir() and final.resolve() in self._above else ""


_HINT = "use another --into"


def _message(source: str) -> str:
    return f"this result would replace the source {shown(source)}"


def _identity(path: str) -> tuple[int, int] | None:
    """What a file is under any of its names; None when there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116  # a Path takes as long again
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino
