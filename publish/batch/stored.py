"""A folder of results in a store: what a run keeps there is worked on here, and put back.

INTO/.publish/lock/…                  who works there (`lease`)
INTO/.publish/segments/claim-….jsonl  what is about to be put in its place, by who made it
INTO/.publish/segments/0000017.jsonl  lines of the manifest and of the record of removals
INTO/.publish/tmp/…                   files of this machine that nodes need (`sharing`)
INTO/.publish/…                       as on a disk (`destination`), written when a run ends

A store has no appending and no renaming. So lines come in segments, one object a group of results,
which are joined to the manifest at the end; those that a killed run has left are joined by the
next. Results are put whole in their places by who makes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from publish import files, stores
from publish.batch.lease import Lease
from publish.batch.lines import claimed
from publish.batch.manifest import Built, Manifest, body_of
from publish.batch.removals import REMOVALS_FILE, Removals, lines_of
from publish.batch.results import InStore
from publish.batch.spread import begin
from publish.files import is_stored
from publish.hands import at_once
from publish.model.article import Note
from publish.pipeline import Result
from publish.stores import Stored

SEGMENTS = ".publish/segments"
"""Where a folder of results keeps claims, and what is recorded and not yet joined."""

_OURS = ".publish/"
_SEGMENTS = f"{SEGMENTS}/"
_SENT = ".publish/tmp/"
_APART = (_SEGMENTS, ".publish/lock/", _SENT)
_NUMBERED = re.compile(r"(\d{7})\.jsonl")
_PAGE = re.compile(r"index(-\d+)?\.html")
_REMOVALS, _INSIDE = b'{"source": ', b'{"kind": "inside"'
_AT_ONCE = 16  # requests
_MOST = 2**40  # bytes of what a run keeps


class StoredManifest(Manifest):
    """A manifest whose lines are put into the store as well: a segment each time it is synced."""

    def __init__(self, path: Path, segments: Segments | None) -> None:
        self._segments = segments
        super().__init__(path, frozen=segments is None)

    def sync(self) -> None:
        """Put what was appended since."""
        self.flush()
        if self._segments:
            self._segments.put()

    def _has_written(self, lines: list[bytes], *, sync: bool) -> None:
        if self._segments:
            self._segments.add(lines)
            if sync:
                self._segments.put()


class Segments:
    """The segments that a run writes below `into`, in order; `first` is the number of its first."""

    def __init__(self, into: str, first: int) -> None:
        self._into = into
        self._next = first
        self._lines: list[bytes] = []
        self.written: list[str] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Keep lines for the next one."""
        self._lines += lines

    def put(self) -> None:
        """Write the next one. Raises Unwritable."""
        if not self._lines:
            return
        address = f"{self._into}/{_SEGMENTS}{self._next:07}.jsonl"
        stores.put(address, b"".join(self._lines))
        self.written.append(address)
        self._next += 1
        self._lines = []


def claims_of(result: Result) -> Iterator[bytes]:
    """The lines that say of the outputs of a result that they are about to be put.

    Of one of several objects each is named, since a kill may come between them. What was taken out
    of the article comes first.
    """
    outputs = [each for each in result.outputs if is_stored(each.target.final)]
    lines = [claimed(result, each) for each in outputs]
    if lines:
        removals = Removals.of(result.removals)
        yield from lines_of([(lines[0].source, lines[0].key, removals)])
    for output, line in zip(outputs, lines, strict=True):
        yield b'{"kind": "intent", ' + body_of(line)
        part = Path(output.target.part)
        if part.is_dir():
            paths = [path for path in sorted(part.rglob("*")) if path.is_file()]
            named = {path.relative_to(part).as_posix(): path for path in paths}
            digests = {name: files.digest(path.read_bytes()) for name, path in named.items()}
            said = {"kind": "inside", "output": line.output, "files": digests}
            yield json.dumps(said).encode("ascii") + b"\n"


class Shadowed:
    """What lies below `into`, and what of it is worked on in the folder `home`."""

    def __init__(self, into: str, home: Path, lease: Lease | None = None) -> None:
        self.home = home
        self._lease = lease
        self.results = InStore(into)
        self._into = into
        self._before: dict[str, tuple[int, int]] = {}
        self._segments: list[str] = []
        self._claims: list[str] = []
        self._left: list[str] = []  # what a killed run has sent to nodes
        self._inside: dict[str, dict[str, str]] = {}
        self._last = 0
        self.segment = Segments(into, 0)

    def check(self) -> None:
        """LeaseLost where another run may write there by now."""
        if self._lease:
            self._lease.check()

    def notes(self) -> Iterator[Note]:
        """What is odd about the folder's lock."""
        if self._lease and self._lease.note:
            yield self._lease.note

    def read(self, objects: Iterable[Stored]) -> None:
        """Take in what stands there, and fetch what a run works on."""
        skip = len(self._into) + 1
        segments: list[tuple[str, Stored]] = []
        for each in objects:
            name = each.address[skip:]
            if name.startswith(_SENT):
                self._left.append(each.address)
            elif name.startswith(_SEGMENTS):
                segments.append((name, each))
            elif name.startswith(_OURS):
                if not name.startswith(_APART):
                    self._fetch(name, each)
            else:
                if _PAGE.fullmatch(name):
                    self._fetch(name, each)
                self.results.know([each])
        self._join(segments)

    def _fetch(self, name: str, stored: Stored) -> None:
        path = self.home / name
        if not path.resolve().is_relative_to(self.home.resolve()):
            return
        stores.fetch(stored.address, path, _MOST)
        self._before[name] = _look_of(path)

    def _join(self, segments: list[tuple[str, Stored]]) -> None:
        """Put the lines of segments that were left behind those of the manifest."""
        manifest = self.home / _OURS / "manifest.jsonl"
        removals = self.home / _OURS / REMOVALS_FILE
        manifest.parent.mkdir(parents=True, exist_ok=True)
        for name, stored in sorted(segments):
            lines = stores.read(stored.address, _MOST).splitlines(keepends=True)
            told = [line for line in lines if line.startswith(_REMOVALS)]
            for said in (json.loads(line) for line in lines if line.startswith(_INSIDE)):
                self._inside[said["output"]] = said["files"]
            files.append((line for line in lines if not line.startswith(_REMOVALS)), manifest)
            if told:
                files.append(told, removals)
            if number := _NUMBERED.fullmatch(name[len(_SEGMENTS) :]):
                self._last = max(self._last, int(number[1]))
                self._segments.append(stored.address)
            else:
                self._claims.append(stored.address)

    def begin(self, *, spread: bool | None) -> Segments:
        """Begin to write segments; the first of all says how results lie (`batch.spread`)."""
        self.segment = Segments(self._into, self._last + 1)
        manifest = self.home / _OURS / "manifest.jsonl"
        if spread is not None and (head := begin(manifest, spread=spread)):
            self.segment.add([head])
            self.segment.put()
        return self.segment

    def claimed(self, manifest: Manifest) -> Iterator[Built]:
        """What a killed run has put in its place and could not record."""
        asked = [each for each in manifest.intents() if self._is_new(each, manifest)]
        outputs = [each.output for each in asked]
        digests = at_once(self.results.digest, outputs, _AT_ONCE, "publish-claims")
        for intent, found in zip(asked, digests, strict=True):
            if found == intent.digest:
                signature = self.results.signature(intent.output)
                yield replace(intent, seen=(signature, *intent.seen[1:]))
            elif inside := self._inside.get(intent.output):
                self.results.remove_begun(intent.output, inside)

    def _is_new(self, intent: Built, manifest: Manifest) -> bool:
        """Whether what stands there is other than was recorded."""
        if not self.results.is_there(intent.output):
            return False
        built, signature = manifest.built(intent.output), self.results.signature(intent.output)
        return not (built and signature and built.seen[:1] == (signature,))

    def write(self, manifest: Manifest) -> None:
        """Put back what has changed, the manifest last; then its segments go.

        Raises LeaseLost, Unwritable.
        """
        self.check()
        manifest.compact()
        found = {
            path.relative_to(self.home).as_posix(): path
            for path in sorted(self.home.rglob("*"))
            if path.is_file()
        }
        known = {name: path for name, path in found.items() if not name.startswith(_APART)}
        changed = [name for name, path in known.items() if self._before.get(name) != _look_of(path)]
        changed.sort(key=lambda name: (name == f"{_OURS}manifest.jsonl", name))
        for name in changed:
            stores.put(f"{self._into}/{name}", known[name])
        gone = [f"{self._into}/{name}" for name in self._before.keys() - known.keys()]
        stores.remove([*gone, *self._left, *self._segments, *self._claims, *self.segment.written])


def _look_of(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
