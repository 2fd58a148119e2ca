"""What cleaning took out of articles: read from removals.jsonl, and pages that show it."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from publish.batch.pages import markup
from publish.batch.pages.markup import LARGEST_BYTES, name, text
from publish.batch.removals import REMOVALS_FILE
from publish.model.tree import Origin

_HEAD, _BEHIND, _NONE = b'{"source": ', b'", "key": "', b'"removals": []}\n'
_SHOWN = 300  # characters of what was removed
_MOST = 500  # removals of an article that are shown; the rest are counted
_TURN = '<nav><ul><li><a href="../report.html">Report</a></li></ul></nav>\n'


class Record:
    """Where the line of each source stands in removals.jsonl, and what tells it from others.

    The file can be gigabytes, so that its lines are looked through once: what was found is kept in
    `index`, and only what came since is read, as long as it is the same file.
    """

    def __init__(self, ours: Path, index: Path) -> None:
        self._path = ours / REMOVALS_FILE
        self._index = index
        self._lines: dict[str, int] = {}  # offset << 32 | CRC-32: a hundred thousand are held
        self._file: list[int | str] = []
        self._size = 0
        self._grew = True
        with suppress(OSError):  # the report does without
            self._look()

    def mark(self, source: str) -> int:
        """A number that changes with what was taken out of a source; 0 where that is nothing."""
        return self._lines.get(source, 0) & 0xFFFFFFFF

    def of(self, source: str) -> Sequence[Mapping[str, object]]:
        """What was taken out of a source, as the codec writes a Removal."""
        if source not in self._lines:
            return ()
        try:
            with self._path.open("rb") as file:
                file.seek(self._lines[source] >> 32)
                found = json.loads(file.readline())["removals"]
        except (OSError, ValueError, KeyError, TypeError):
            return ()
        return [each for each in found if isinstance(each, dict)]

    def keep(self) -> None:
        """Write down what was found, for the next time. Raises Unwritable, DiskFailed."""
        if self._grew:
            said = {"file": self._file, "size": self._size, "lines": self._lines}
            markup.write(self._index, json.dumps(said).encode("ascii"))

    def _look(self) -> None:
        with self._path.open("rb") as file:
            # Written anew, the record is another file, with another size in its first line.
            first = file.readline().decode("ascii", "replace")
            status = os.fstat(file.fileno())
            self._file = [status.st_ino, first if len(first) < _SHOWN else ""]
            self._recall(status.st_size)
            file.seek(self._size)
            for line in file:
                if not line.endswith(b"\n"):
                    break  # what a kill left; what follows it one day belongs to this line
                self._keep(line)
                self._size += len(line)
                self._grew = True

    def _recall(self, size: int) -> None:
        try:
            said = json.loads(self._index.read_bytes())
            if said["file"] == self._file and said["size"] <= size:
                self._size, self._lines, self._grew = said["size"], said["lines"], False
        except (OSError, ValueError, KeyError, TypeError):
            pass  # it is found again

    def _keep(self, line: bytes) -> None:
        source = _source(line)
        if not source:
            return
        if line.endswith(_NONE):
            self._lines.pop(source, None)
        else:
            self._lines[source] = self._size << 32 | zlib.crc32(line)


def _source(line: bytes) -> str:
    head, found, _ = line.partition(_BEHIND)
    if not (found and head.startswith(_HEAD) and line.endswith(b"}\n")):
        return ""
    try:
        source = json.loads(head[len(_HEAD) :] + b'"')
    except ValueError:
        return ""
    return source if isinstance(source, str) else ""


def pages_of(
    sources: Sequence[str], record: Record, kind: str, where: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Pages of what was taken out of these, by file name; `where` learns where each is shown."""
    held: list[str] = []
    size = 0
    number = 1
    for index, source in enumerate(sources):
        section = _section(f"a{index + 1}", source, record.of(source))
        if not section:
            continue
        if held and size + len(section.encode()) > LARGEST_BYTES:
            yield f"{kind}-{number}.html", _page(held)
            held, size, number = [], 0, number + 1
        held.append(section)
        size += len(section.encode())
        where[source] = f"{kind}-{number}.html#a{index + 1}"
    if held:
        yield f"{kind}-{number}.html", _page(held)


def _page(sections: Sequence[str]) -> bytes:
    title = "What was removed"
    return markup.page(title, f"<main>\n<h1>{title}</h1>\n{_TURN}{''.join(sections)}</main>\n")


def _section(anchor: str, source: str, removals: Sequence[Mapping[str, object]]) -> str:
    if not removals:
        return ""
    items = "".join(map(_item, removals[:_MOST]))
    more = len(removals) - _MOST
    rest = f'<p class="soft">… and {more:,} more: publish inspect</p>\n' if more > 0 else ""
    head = f'<h2 id="{anchor}">{name(source)}</h2>\n'
    return f'{head}<ol class="gone">\n{items}</ol>\n{rest}'


def _item(removal: Mapping[str, object]) -> str:
    said = str(removal.get("text", ""))
    shown = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1].rstrip()}…"
    moved = removal.get("moved_to")
    to = f" → {text(str(moved))}" if moved else ""
    place = _place(removal.get("origin"))
    return (
        f"<li><code>{text(str(removal.get('rule', '')))}</code>{to} "
        f"<small>{text(place)}{': ' if place else ''}{text(str(removal.get('why', '')))}</small>"
        f'<q dir="auto">{text(shown)}</q></li>\n'
    )


def _place(origin: object) -> str:
    """A place as an Origin says it; by hand: the codec would take most of a page's time."""
    if not isinstance(origin, dict):
        return ""
    first, last = origin.get("first"), origin.get("last")
    if not (isinstance(first, int) and isinstance(last, int)):
        return ""
    return str(Origin(first, last, str(origin.get("unit", "line"))))
