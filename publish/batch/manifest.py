"""What was made of what: one line of JSON each, appended and synced; the last one counts.

{"kind": "spread", …}  how outputs lie, the first line (`spread`)
{"kind": "run", …}     how outputs of one kind were made: what all keys of a run share
{"kind": "intent", …}  an output that is about to get its final name, as its line will say it
{"kind": "built", …}   an output that has it
{"kind": "seen", …}    signatures of an output and its sources, once they count (`signatures`)
{"kind": "gone", …}    an output that is ours no more
{"kind": "failed", …}  a source that could not be published, or can again

A line is whole or it is not there: what a kill left of the last one is cut off. A line that is not
understood is as good as none, and its output is made again. Lines are kept as they stand and read
when they are asked for: most of a hundred thousand never are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from pathlib import Path

from publish import files
from publish.batch.spread import head_of
from publish.batch.whole_lines import whole_lines
from publish.errors import Failure
from publish.files import save, save_error
from publish.model.article import Note
from publish.model.codec import decode, encode

_SEVERAL = 5  # times its live lines that the file may grow to: a first run writes three each
_SMALL = 1_000  # lines that are never worth it


@dataclass(frozen=True, slots=True)
class Run:
    """What the keys of many outputs share; `key` is a digest of it all, and lines name it."""

    key: str
    format: str
    layout: str = ""
    recipe: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """An output that was made: its path below the output folder, and the key and bytes it has.

    `source` is the name of the source or edition that it was made of, "" in lines of before;
    `below` is the folder that `source` is named below, as a path from the output folder. `run`
    names the line that says how, `input` is the SHA-256 of the source's bytes (of those of several,
    of all of theirs), `said` of what decisions, profiles and rules say of it, "" for nothing.
    `pictures` are as in `pipeline.Result`. `notes` and `removed` let a later run report on a source
    that it does not read. `merged` is the digest of an edited file in this place of which all
    changes came home: the next run may replace it. The next four are for lists of results
    (`pipeline.About`); `sketch` is that of its one article (`model.sketch`). `seen` are the
    signatures of the output, of its sources and of its pictures, in this order, "" for one that
    does not count; empty where none do.
    """

    output: str
    key: str
    digest: str
    pages: int | None = None
    lines: tuple[int, int] | None = None
    pictures: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    removed: int = 0
    merged: str = ""
    source: str = ""
    below: str = ""
    edition: bool = False
    run: str = ""
    input: str = ""
    said: str = ""
    title: str = ""
    published: str = ""
    outlet: str = ""
    language: str = ""
    sketch: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be published with this key. A failure of None: it can again."""

    source: str
    key: str
    failure: Failure | None = None


Record = Run | Built | Failed


class Manifest:
    """The lines of one output folder; whoever holds one to write also holds the folder's lock.

    With `frozen` nothing is written, not even what a kill left is cut off.
    """

    def __init__(self, path: Path, *, frozen: bool = False) -> None:
        self._path = path
        self._frozen = frozen
        self._built: dict[str, bytes] = {}
        self._intents: dict[str, list[bytes]] = {}
        self._failed: dict[str, Failed] = {}
        self._runs: dict[str, Run] = {}
        self._unwritten: list[bytes] = []
        self._lines = 0
        self._now = 0
        for line in whole_lines(path, cut=not frozen):
            self._lines += 1
            self._keep(line)

    def lie_over(self, base: Path, names: Collection[str]) -> None:
        """Know what another manifest says of these outputs and sources, unless this one does."""
        self.flush()
        of_base = (line for line in whole_lines(base, cut=False) if _is_of(line, names))
        for line in chain(of_base, whole_lines(self._path, cut=False)):
            self._keep(line)

    def count(self) -> int:
        """How many outputs are known."""
        return len(self._built)

    def built(self, output: str) -> Built | None:
        """What is known of an output."""
        return built_of(self._built[output]) if output in self._built else None

    def line_if(self, output: str, seen: Sequence[str], made_of: str) -> bytes | None:
        """The line about an output if it says these signatures, and this of what it is made of.

        `made_of` is as `made_of` writes it. This is what nearly all of a large folder are asked, so
        texts are compared and nothing is decoded.
        """
        line = self._built.get(output)
        if line is None:
            return None
        said = f'{{"kind": "built", "output": {_text(output)}, "seen": {_list(seen)}, {made_of}'
        return line if line.startswith(said.encode("ascii")) else None

    def line(self, output: str) -> bytes:
        """The line about an output, for `built_of`; none where nothing is known."""
        return self._built.get(output, b"")

    def outputs(self) -> Iterator[str]:
        """The name of every output of which something is known."""
        yield from list(self._built)

    def all_built(self) -> Iterator[Built]:
        """What is known of every output, in the order in which they were first made."""
        for line in list(self._built.values()):
            if built := built_of(line):
                yield built

    def failed(self, source: str) -> Failed | None:
        """What is known of a source that failed."""
        return self._failed.get(source)

    def run(self, key: str) -> Run | None:
        """How the outputs were made of which the line names this run."""
        return self._runs.get(key)

    def intents(self) -> Iterator[Built]:
        """Outputs that a killed run was about to rename, the latest of each last."""
        for lines in list(self._intents.values()):
            yield from filter(None, map(built_of, lines))

    @property
    def now(self) -> int:
        """The time in ns at which the last lines were written, by the file system's own clock."""
        return self._now

    def add(self, *records: Record) -> None:
        """Append lines and wait until they are on the disk. Raises DiskFailed, Unwritable."""
        self._append([*map(_line, records)])

    def confirm(self, *records: Record, bodies: Iterable[bytes]) -> None:
        """Append lines, `bodies` (`body_of`) of outputs that have the names that were intended.

        They are on the disk when the next are that somebody waits for: until then intents tell.
        """
        lines = [*map(_line, records), *(_BUILT + body for body in bodies)]
        self._append(lines, sync=False)

    def sync(self) -> None:
        """Wait until all lines are on the disk. Raises DiskFailed, Unwritable."""
        self.flush()
        if not self._frozen:
            files.sync(self._path)

    def intend(self, bodies: Iterable[bytes]) -> None:
        """Say that these outputs are about to get their names, and wait as `add` does."""
        self._append([_INTENT + body for body in bodies])

    def forget(self, *outputs: str) -> None:
        """Say that these outputs are ours no more."""
        self._append([_json({"kind": "gone", "output": output}) for output in outputs])

    def saw(self, output: str, seen: tuple[str, ...]) -> None:
        """Keep the signatures of an output (`Built.seen`), with the next lines or some time soon.

        Nobody waits: what is lost is read again.
        """
        line = f'"output": {_text(output)}, "seen": {_list(seen)}}}\n'
        self._add_soon(_SEEN + line.encode("ascii"))

    def amend(self, built: Built) -> None:
        """Say of an output what its line left out; nobody waits: what is lost is found again."""
        self._add_soon(_line(built))

    def _add_soon(self, line: bytes) -> None:
        self._keep(line)
        self._unwritten.append(line)
        if len(self._unwritten) >= _SMALL:
            self.flush()

    def flush(self) -> None:
        """Write what waits to be written. Raises DiskFailed, Unwritable."""
        self._append([], sync=False)

    def clock(self) -> int:
        """The time of the folder's own file system in ns, as it dates what we write; now."""
        try:
            self._path.touch()
            self._now = self._path.stat().st_mtime_ns
        except OSError as error:
            raise save_error(error, self._path) from error
        return self._now

    def compact(self) -> None:
        """Write what waits to be written, and all anew if most of the lines count no more."""
        self.flush()
        count = len(self._built) + len(self._failed) + len(self._runs)
        if self._frozen or self._lines <= max(_SMALL, _SEVERAL * count):
            return
        said = {run: b'"run": ' + json.dumps(run).encode("ascii") for run in self._runs}
        live = self._built.values()
        runs = [run for key, run in self._runs.items() if any(said[key] in line for line in live)]
        lines = [*map(_line, runs), *self._built.values(), *map(_line, self._failed.values())]
        save({"": b"".join((head_of(self._path), *lines))}, self._path)
        self._lines = len(lines)

    def _append(self, lines: list[bytes], *, sync: bool = True) -> None:
        written = [*self._unwritten, *lines]
        if self._frozen or not written:
            return
        try:
            with self._path.open("ab") as file:
                file.write(b"".join(written))
                file.flush()
                if sync:
                    os.fsync(file.fileno())
                self._now = os.fstat(file.fileno()).st_mtime_ns
        except OSError as error:
            raise save_error(error, self._path) from error
        self._lines += len(written)
        self._unwritten.clear()
        for line in lines:
            self._keep(line)
        self._has_written(written, sync=sync)

    def _has_written(self, lines: list[bytes], *, sync: bool) -> None:
        """Hear of lines that were appended, and whether somebody waits for them."""

    def _keep(self, line: bytes) -> None:
        kind, output = _kind_and_output(line)
        if kind == "built":
            self._built[output] = line
            self._intents.pop(output, None)
        elif kind == "seen":
            if before := self._built.get(output):
                self._built[output] = _with_signatures(before, line)
        elif kind == "intent":
            self._intents.setdefault(output, []).append(line)
        elif kind == "gone":
            self._built.pop(output, None)
            self._intents.pop(output, None)
        else:
            self._keep_other(_understood(line))

    def _keep_other(self, record: Record | None) -> None:
        match record:
            case Built():  # of before
                self._keep(_line(record))
            case Run():
                self._runs[record.key] = record
            case Failed(failure=None):
                self._failed.pop(record.source, None)
            case Failed():
                self._failed[record.source] = record


_NAMES = frozenset(each.name for each in fields(Built))
_ODD = frozenset({"lines", "pictures", "notes"})
_Kind = type[Run | Built | Failed]
_KINDS: Mapping[str, _Kind] = {"run": Run, "built": Built, "intent": Built, "failed": Failed}
_BUILT, _INTENT, _SEEN = (f'{{"kind": "{kind}", '.encode() for kind in ("built", "intent", "seen"))
_HEADS = {b'{"kind": "' + kind.encode(): kind for kind in ("built", "seen", "intent")}


def _is_of(line: bytes, names: Collection[str]) -> bool:
    """Whether a line is about one of these outputs or sources, or about runs."""
    if output := _kind_and_output(line)[1]:
        return output in names
    record = _understood(line)
    return not isinstance(record, Failed) or record.source in names


def _with_signatures(line: bytes, later: bytes) -> bytes:
    """The line about an output with the signatures that a later one says."""
    at = line.find(_BEFORE_RUN)
    if at > 0:
        return _BUILT + later[len(_SEEN) : -len(b"}\n")] + line[at + 1 :]
    with suppress(ValueError, TypeError, KeyError):  # of before
        if built := built_of(line):
            return _line(replace(built, seen=tuple(map(str, json.loads(later)["seen"]))))
    return line


def _json(said: Mapping[str, object]) -> bytes:
    return json.dumps(said).encode("ascii") + b"\n"


_text = json.encoder.encode_basestring_ascii
_BEFORE_RUN = b'], "run": '
_FIRST = ("output", "seen", "run", "said", "source", "below")


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def made_of(run: str, said: str, source: str, below: str) -> str:
    """What the line of an output says of what it is made of, as it stands there."""
    return (
        f'"run": {_text(run)}, "said": {_text(said)},'
        f' "source": {_text(source)}, "below": {_text(below)}'
    )


def body_of(built: Built) -> bytes:
    """The line about an output but for its kind, as `Manifest.intend` and `add` take it."""
    said = encode(built)
    assert isinstance(said, dict)
    rest = json.dumps({key: value for key, value in said.items() if key not in _FIRST})
    head = f'"output": {_text(built.output)}, "seen": {_list(built.seen)}'
    of = made_of(built.run, built.said, built.source, built.below)
    return f"{head}, {of}, {rest[1:]}\n".encode("ascii")


def built_of(line: bytes) -> Built | None:
    """What a line says of an output; None for other lines."""
    built = _understood(line)
    return built if isinstance(built, Built) else None


def _line(record: Record) -> bytes:
    if isinstance(record, Built):
        return _BUILT + body_of(record)
    said = encode(record)
    assert isinstance(said, dict)
    return _json({"kind": "run" if isinstance(record, Run) else "failed", **said})


def _kind_and_output(line: bytes) -> tuple[str, str]:
    """The kind of a line about an output, and its name; "" for others, and for those of before."""
    head, plain, rest = line.partition(b'", "output": "')
    kind = _HEADS.get(head)
    if plain and kind:
        name = rest[: rest.find(b'"')]
        if b"\\" not in name:
            return kind, name.decode("ascii", "replace")
    try:
        said = json.loads(line)
        kind, output = said["kind"], said["output"]
    except (ValueError, TypeError, KeyError):
        return "", ""
    return (kind, output) if isinstance(kind, str) and isinstance(output, str) else ("", "")


def _understood(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            return None
        # Lines of before say no kind: those of failures had a source, those of outputs none.
        kind = _KINDS[record.pop("kind", "failed" if "source" in record else "built")]
        if kind is Built:
            record.pop("versions", None)  # of before: those of the run
        # Most lines are plain; the codec would take ten times as long to see it.
        if kind is Built and record.keys() <= _NAMES and not record.keys() & _ODD:
            return Built(**{**record, "seen": tuple(record.get("seen", ()))})
        made = decode(record, kind)
        return made if isinstance(made, Run | Built | Failed) else None
    except (ValueError, TypeError, KeyError):
        return None
