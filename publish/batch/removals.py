"""What cleaning took out of the articles of a run: kept as packed JSON, read when somebody asks.

The record of a page can be as long as the page. Few look at it, so nobody but they decodes it:
a worker encodes and packs it, the parent passes it on, and OUT/.publish/removals.jsonl keeps it.
Many can wait in the parent for one that takes long.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

from publish.files import save_error
from publish.model.article import Removal
from publish.model.codec import decode, encode

REMOVALS_FILE = "removals.jsonl"
"""The record, in the folder of what a run knows: a line a source that was read; the last counts."""


class Removals(Sequence[Removal]):
    """A sequence of removals of which only packed JSON is held; equal to a tuple of the same."""

    __slots__ = ("_count", "packed")

    def __init__(self, packed: bytes, count: int) -> None:
        self.packed = packed
        self._count = count

    @classmethod
    def of(cls, removals: Sequence[Removal]) -> Removals:
        """These removals, encoded if they are not yet."""
        if isinstance(removals, Removals):
            return removals
        if not removals:
            return NO_REMOVALS
        return cls.packing(json.dumps([encode(each) for each in removals]), len(removals))

    @classmethod
    def packing(cls, text: str, count: int) -> Removals:
        """So many removals, by their JSON."""
        return cls(zlib.compress(text.encode("ascii"), zlib.Z_BEST_SPEED), count)

    @property
    def text(self) -> str:
        """Their JSON."""
        return zlib.decompress(self.packed).decode("ascii")

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Removal: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Removal, ...]: ...
    def __getitem__(self, index: int | slice) -> Removal | tuple[Removal, ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Removals):
            return self.packed == other.packed
        return isinstance(other, tuple) and self._all() == other

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> tuple[Removal, ...]:
        made = decode(json.loads(self.text), tuple[Removal, ...])
        assert isinstance(made, tuple)
        return made


NO_REMOVALS = Removals.packing("[]", 0)


def compact(path: Path) -> None:
    """Write the record anew, one line a source, when it is twice as large as it was after that.

    Its first line says how large that was. Raises DiskFailed, Unwritable.
    """
    try:
        with path.open("rb") as file:
            before = _size_said(file.readline())
            if path.stat().st_size <= max(_SMALL_BYTES, 2 * before):
                return
            last: dict[bytes, int] = {}
            file.seek(0)
            at = 0
            for line in file:
                if line.startswith(_HEAD) and line.endswith(b"}\n"):
                    last[line.partition(_BEHIND)[0]] = at
                at += len(line)
            live = frozenset(last.values())
            part = path.with_name(f".{path.name}.part")
            with part.open("wb") as anew:
                anew.write(_SIZE % 0)
                file.seek(0)
                at = 0
                for line in file:
                    if at in live:
                        anew.write(line)
                    at += len(line)
                size = anew.tell()
                anew.seek(0)
                anew.write(_SIZE % size)
        part.replace(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise save_error(error, path) from error


_SMALL_BYTES = 10_000_000
_HEAD, _BEHIND = b'{"source": ', b', "key": "'
_SIZE = b'{"kind": "size", "bytes": %15d}\n'


def _size_said(line: bytes) -> int:
    try:
        return int(json.loads(line)["bytes"])
    except (ValueError, TypeError, KeyError):
        return 0


def lines_of(told: Iterable[tuple[str, str, Removals]]) -> Iterator[bytes]:
    """Sources, their keys and removals as lines of removals.jsonl, each made when it is written."""
    for source, key, removals in told:
        head = f'{{"source": {json.dumps(source)}, "key": "{key}", "removals": '
        yield f"{head}{removals.text}}}\n".encode("ascii")
