"""The same article twice: which sources of a run are one before them, told with each that is.

OUT/.publish/duplicates.json  what was found, and over which sources

Whether an article is a copy depends on those before it in the run's order, and on nothing else. So
outcomes are asked as they are told, in that order; and as long as all are as they were when the
file was written, it says all there is to say and no line of the manifest is looked into.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from publish import files
from publish.batch.destination import OURS, Destination
from publish.batch.manifest import Manifest, built_of
from publish.batch.plan import Planner
from publish.files import digest
from publish.model.article import Note
from publish.model.formats import Format
from publish.model.sketch import Originals
from publish.pipeline.bundle import said_of_copy

_FILE = "duplicates.json"
_SKETCH = b'"sketch": "'  # nobody else's words: in texts the quotes have a backslash before them

Standing = Literal["as it was", "new", "nothing"]
"""What became of a source's outputs: all up to date; some made; none is right as it stands."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The source whose article is that of another, by the name of that one."""

    original: str
    is_printed: bool = True

    @property
    def note(self) -> Note:
        """The note on the copy."""
        return said_of_copy(self.original, unique=not self.is_printed)


@dataclass(frozen=True, slots=True)
class Known:
    """The copies among the results in a folder, by name.

    `of` is a digest of the sources, in their order, of the run that has found them last, `nothing`
    are those of them of which there is no output.
    """

    copies: Mapping[str, Copy] = field(default_factory=dict)
    of: str = ""
    nothing: frozenset[str] = frozenset()

    @classmethod
    def at(cls, ours: Path) -> Known:
        """What is known in the folder `.publish`; nothing where that cannot be read."""
        try:
            said = json.loads((ours / _FILE).read_bytes())
            copies = {name: Copy(*copy) for name, copy in said["copies"].items()}
            return cls(copies, said["of"], frozenset(said["nothing"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, ours: Path) -> None:
        """Keep it there. Raises Unwritable, DiskFailed."""
        copies = {name: [copy.original, copy.is_printed] for name, copy in self.copies.items()}
        said = {"of": self.of, "nothing": sorted(self.nothing), "copies": copies}
        files.save({"": json.dumps(said).encode("ascii")}, ours / _FILE)


def sketch_in(line: bytes) -> str:
    """The sketch that the line of an output says, "" for none."""
    return line.partition(_SKETCH)[2].partition(b'"')[0].decode("ascii", "replace")


class Duplicates:
    """Hears what became of the sources of a run, in their order, and says which are copies."""

    def __init__(
        self,
        destination: Destination,
        planner: Planner,
        formats: Sequence[Format],
    ) -> None:
        assert destination.manifest
        self._manifest: Manifest = destination.manifest
        self._ours = destination.folder / OURS
        self._is_frozen = destination.is_frozen
        self._planner = planner
        self._groups = planner.groups
        self._suffixes = [format.suffix for format in formats]
        self._before = Known.at(self._ours)
        names = "\0".join(group[0].name for _, group in planner.groups)
        self._of = digest(names.encode("utf-8", "surrogatepass"))
        self._holds = self._before.of == self._of
        self._copies: dict[str, Copy] = {}
        self._nothing: set[str] = set()
        self._originals: Originals | None = None
        self._heard = 0

    def change(self) -> None:
        """Say that results are about to be made: until the run has ended nothing is known."""
        if self._holds and not self._is_frozen:
            with suppress(OSError):
                (self._ours / _FILE).unlink(missing_ok=True)
        self._holds = False

    def copy_at(self, index: int, standing: Standing) -> Copy | None:
        """What the source at a place of the run is a copy of; None where it is of none."""
        if index != self._heard:  # the run has ended early, and not all is told
            return None
        stem, group = self._groups[index]
        found, original = group[0], self._planner.original_of(group)
        if self._holds and not self._is_as_before(found.name, standing, original):
            self._holds = False
        if original:
            copy = Copy(original, is_printed=False)
        elif standing == "nothing":
            self._nothing.add(found.name)
            copy = None
        else:
            copy = self._before.copies.get(found.name) if self._holds else self._found(stem)
        if copy:
            self._copies[found.name] = copy
        self._heard += 1
        return copy

    def finish(self) -> None:
        """Keep what was found for later runs; what others have found of other sources stays."""
        if self._is_frozen or self._heard < len(self._groups):
            return
        if self._holds and len(self._copies) == len(self._before.copies):
            return
        mine = {group[0].name for _, group in self._groups}
        others = {
            name: copy
            for name, copy in self._before.copies.items()
            if name not in mine and copy.original not in mine
        }
        Known({**others, **self._copies}, self._of, frozenset(self._nothing)).write(self._ours)

    def _is_as_before(self, name: str, standing: Standing, original: str) -> bool:
        before = self._before.copies.get(name)
        if original or (before and not before.is_printed):
            return before == Copy(original, is_printed=False)
        if standing == "new":
            return False
        return (standing == "nothing") == (name in self._before.nothing)

    def _found(self, stem: str) -> Copy | None:
        """Whether the article that is called so is that of one before it."""
        if self._originals is None:
            self._originals = Originals(self._spelt)
            for heard, group in self._groups[: self._heard]:
                name = group[0].name
                copy = self._copies.get(name)
                if name not in self._nothing and not (copy and not copy.is_printed):
                    self._originals.of(heard)
        original = self._originals.of(stem)
        built = built_of(self._line(original)) if original else None
        return Copy(built.source) if built else None

    def _spelt(self, stem: str) -> str:
        return sketch_in(self._line(stem))

    def _line(self, stem: str) -> bytes:
        lines = (self._manifest.line(stem + suffix) for suffix in self._suffixes)
        return next(filter(None, lines), b"")
