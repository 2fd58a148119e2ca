"""Which key made which output: one line of JSON each, appended and synced; the last one counts.

A line is whole or it is not there: what a kill left of the last one is cut off. A line that is not
understood is as good as none, and its output is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from publish.errors import Failure
from publish.files import save, save_error
from publish.model.article import Note
from publish.model.codec import decode, encode

_SEVERAL = 4  # times its live size that the file may grow to before it is written anew
_SMALL = 1_000  # lines that are never worth it


@dataclass(frozen=True, slots=True)
class Built:
    """An output that was made: its path below the output folder, and the key and bytes it has.

    `source` is the name of the source that it was made of, `below` the folder that the name begins
    at, as a path from the output folder; of an `edition` its own name. Both are "" where a line of
    before says nothing, `below` for what lies in no folder.
    `pictures` are as in `pipeline.Result`. `versions` name the programs that made it. `notes` and
    `removed` let a later run report on a source that it does not read. `merged` is the digest of an
    edited file in this place of which all changes came home: the next run may replace it.
    """

    output: str
    key: str
    digest: str
    pages: int | None = None
    lines: tuple[int, int] | None = None
    pictures: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    removed: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    merged: str = ""
    source: str = ""
    below: str = ""
    edition: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """An output that was there and was removed: its line counts no more."""

    output: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be published with this key. A failure of None: it can again."""

    source: str
    key: str
    failure: Failure | None = None


class Manifest:
    """The lines of one output folder; whoever holds one also holds the folder's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._built: dict[str, Built] = {}
        self._failed: dict[str, Failed] = {}
        self._lines = 0
        data = _whole_lines(path)
        for line in data.splitlines():
            self._lines += 1
            record = _understood(line)
            if record:
                self._keep(record)

    def built(self, output: str) -> Built | None:
        """What is known of an output."""
        return self._built.get(output)

    def failed(self, source: str) -> Failed | None:
        """What is known of a source that failed."""
        return self._failed.get(source)

    def all_built(self) -> Iterator[Built]:
        """What is known of every output."""
        yield from list(self._built.values())

    def add(self, record: Built | Failed | Gone) -> None:
        """Append a line and wait until it is on the disk. Raises DiskFailed, Unwritable."""
        line = _line(record).encode("ascii")
        try:
            with self._path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise save_error(error, self._path) from error
        self._lines += 1
        self._keep(record)

    def compact(self) -> None:
        """Write the file anew if most of its lines count no more."""
        live: list[Built | Failed] = [*self._built.values(), *self._failed.values()]
        if self._lines <= max(_SMALL, _SEVERAL * len(live)):
            return
        lines = "".join(_line(record) for record in live)
        save({"": lines.encode("ascii")}, self._path)
        self._lines = len(live)

    def _keep(self, record: Built | Failed | Gone) -> None:
        if isinstance(record, Gone):
            self._built.pop(record.output, None)
        elif isinstance(record, Built):
            self._built[record.output] = record
        elif record.failure:
            self._failed[record.source] = record
        else:
            self._failed.pop(record.source, None)


def _whole_lines(path: Path) -> bytes:
    """The file without what a kill left of its last line, which is cut off the file too."""
    try:
        data = path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            os.truncate(path, len(whole))
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise save_error(error, path) from error
    return whole


_NAMES = frozenset(each.name for each in fields(Built))


def _line(record: Built | Failed | Gone) -> str:
    kind = type(record).__name__.lower()
    said = encode(record)
    assert isinstance(said, dict)
    return json.dumps({"kind": kind, **said}) + "\n"


def _understood(line: bytes) -> Built | Failed | Gone | None:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            return None
        # Lines of before say no kind: those of failures had a source, those of outputs none.
        kind = record.pop("kind", "failed" if "source" in record else "built")
        if kind == "gone":
            return Gone(**record)
        if kind == "failed":
            failed = decode(record, Failed)
            return failed if isinstance(failed, Failed) else None
        # Most lines are plain; the codec would take ten times as long to see it.
        if record.keys() <= _NAMES and not record.keys() & {"lines", "pictures", "notes"}:
            return Built(**record)
        built = decode(record, Built)
        return built if isinstance(built, Built) else None
    except (ValueError, TypeError):
        return None
