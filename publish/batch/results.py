"""Where results stand: on a disk, or in a store; one interface for all who ask.

An output is named by its path below the folder of results, with `/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from publish import files, stores
from publish.batch.judge import digest_of_output
from publish.batch.manifest import Built
from publish.batch.provenance import Provenance
from publish.batch.signatures import NOWHERE, State, signature_at, state_at
from publish.batch.standing import Standing, bars_other, folder_in_the_way, standing_of
from publish.errors import PublishError, SourceError
from publish.hands import at_once
from publish.model.formats import Format
from publish.stores import Stored
from publish.stores.shadow import Shadow

_AT_ONCE = 16  # requests
_MOST_READ = 500_000_000  # bytes, as in `standing`


class Results(Protocol):
    """What stands in a folder of results."""

    @property
    def into(self) -> str:
        """The path or the address of the folder."""
        ...

    def place(self, output: str) -> str:
        """The path or the address of an output."""
        ...

    def signature(self, output: str) -> str:
        """Its signature (`signatures`), "" where it has none. OSError for what is not there."""
        ...

    def state(self, output: str) -> State:
        """What it is to one who does not read it."""
        ...

    def is_there(self, output: str) -> bool:
        """Whether anything stands in its place."""
        ...

    def digest(self, output: str) -> str | None:
        """The SHA-256 of what stands there, as `pipeline.perform` says it; None for nothing."""
        ...

    def standing(
        self, output: str, format: Format, built: Built | None, made_from: Provenance | None
    ) -> Standing:
        """Whose it is, by its contents (`standing.standing_of`)."""
        ...

    def remove(self, output: str) -> str:
        """Remove it, and the folders that it leaves empty; "" or why it could not be."""
        ...


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Results in a folder; or one `file`, which is every output."""

    folder: Path
    file: Path | None = None

    @property
    def into(self) -> str:
        """Its path."""
        return str(self.folder)

    def place(self, output: str) -> str:
        """Its path."""
        return str(self.file) if self.file else f"{self.folder}{os.sep}{output}"

    def signature(self, output: str) -> str:
        """Of what stands at its path."""
        return signature_at(self.place(output))

    def state(self, output: str) -> State:
        """Of what stands at its path."""
        return state_at(self.place(output))

    def is_there(self, output: str) -> bool:
        """Whether anything does."""
        return os.path.lexists(self.place(output))

    def digest(self, output: str) -> str | None:
        """Of its bytes; None for a link, too."""
        place = Path(self.place(output))
        return None if place.is_symlink() else digest_of_output(place)

    def standing(
        self, output: str, format: Format, built: Built | None, made_from: Provenance | None
    ) -> Standing:
        """Whose it is."""
        single = self.file is not None
        return standing_of(self.place(output), format, built, made_from=made_from, single=single)

    def remove(self, output: str) -> str:
        """Remove the file or the folder."""
        final = Path(self.place(output))
        try:
            files.remove(final)
        except OSError as error:
            return (error.strerror or str(error)).lower()
        for above in final.parents:
            if above == self.folder:
                break
            with suppress(OSError):  # one that holds something
                above.rmdir()
        return ""


@dataclass(slots=True)
class InStore:
    """Results below an address; or one object, where `file` is its address.

    `_looks` is what was listed when the run began, and put since: what each object looks like
    (`Stored.look`), by its path below `into`. There may be millions.
    """

    into: str
    file: str = ""
    _looks: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, set[str]] = field(default_factory=dict)  # what each holds, by its own name

    def place(self, output: str) -> str:
        """Its address."""
        return self.file or f"{self.into}/{output}"

    def know(self, objects: Iterable[Stored]) -> None:
        """Take in what stands there."""
        skip = len(self.into) + 1
        for each in objects:
            self._add(each.address[skip:], each)

    def _name(self, output: str) -> str:
        """What an output is called below `into`."""
        return self.file.rpartition("/")[2] if self.file else output

    def look_again(self, outputs: Iterable[tuple[str, Format]]) -> None:
        """Ask the store for what stands in these places now; nothing is there if it cannot say."""
        asked = list(outputs)
        found = at_once(self._asked, asked, _AT_ONCE, "publish-results")
        for (output, _), there in zip(asked, found, strict=True):
            self._forget(self._name(output))
            for each in there:
                self._add(each.address[len(self.into) + 1 :], each)

    def _asked(self, of: tuple[str, Format]) -> list[Stored]:
        output, format = of
        with suppress(SourceError):
            if format.folder:
                return list(stores.walk(f"{self.place(output)}/"))
            there = stores.state(self.place(output))
            return [there] if there else []
        return []

    def signature(self, output: str) -> str:
        """Of the object, or of all those in a folder of that name."""
        name = self._name(output)
        if look := self._looks.get(name):
            return look if has_etag(look) else ""
        if name not in self._folders:
            raise FileNotFoundError(output)
        inside = self._inside(name)
        return look_of_folder(inside) if all(map(has_etag, inside.values())) else ""

    def look(self, output: str) -> str:
        """The same with the sizes of what has no ETags (`Stored.look`); "" for nothing."""
        name = self._name(output)
        if look := self._looks.get(name):
            return look
        inside = self._inside(name)
        return look_of_folder(inside) if inside else ""

    def state(self, output: str) -> State:
        """The same, as a state: it counts at once."""
        try:
            return State(self.signature(output))
        except FileNotFoundError:
            return NOWHERE

    def is_there(self, output: str) -> bool:
        """Whether an object, or some below it, stand there."""
        name = self._name(output)
        return name in self._looks or name in self._folders

    def digest(self, output: str) -> str | None:
        """Of what is fetched from there."""
        if not self.is_there(output):
            return None
        with TemporaryDirectory(prefix="publish-") as home, suppress(PublishError):
            return digest_of_output(self._fetched(self._name(output), Path(home)))
        return None

    def standing(
        self, output: str, format: Format, built: Built | None, made_from: Provenance | None
    ) -> Standing:
        """Whose it is; what is as it was recorded is not fetched."""
        place = self.place(output)
        if not self.is_there(output):
            return Standing("nothing", place)
        if not self.file:
            if other := bars_other(place, built, made_from):
                return other
            if built and built.seen[:1] == (self.signature(output),) != ("",):
                return Standing("ours", place, built.digest)
            if output in self._looks and output in self._folders:
                return folder_in_the_way(place)
        with TemporaryDirectory(prefix="publish-") as home:
            local = str(self._fetched(self._name(output), Path(home)))
            stands = standing_of(local, format, built, single=bool(self.file))
        texts = {name: getattr(stands, name).replace(local, place) for name in ("what", "hint")}
        return replace(stands, final=place, **texts)

    def remove(self, output: str) -> str:
        """Remove the object, or all those in the folder."""
        name = self._name(output)
        inside = [f"{name}/{inner}" for inner in self._inside(name)]
        if name in self._looks:
            inside.append(name)
        try:
            stores.remove(f"{self.into}/{each}" for each in inside)
        except PublishError as error:
            return error.message
        self._forget(name)
        return ""

    def remove_begun(self, output: str, digests: Mapping[str, str]) -> None:
        """Remove what a kill has left of a folder, if each object is one of these and not all are.

        Nobody can have worked on what was never whole.
        """
        inside = self._inside(output)
        if inside.keys() < digests.keys() and all(
            files.digest(stores.read(f"{self.place(output)}/{name}", _MOST_READ)) == digests[name]
            for name in inside
        ):
            self.remove(output)

    def _inside(self, output: str) -> Mapping[str, str]:
        """What the objects in a folder look like, by their paths below it."""
        made: dict[str, str] = {}
        todo = [""]
        while todo:
            above = todo.pop()
            for name in self._folders.get(f"{output}/{above}".rstrip("/"), ()):
                if look := self._looks.get(f"{output}/{above}{name}"):
                    made[above + name] = look
                todo.append(f"{above}{name}/")
        return made

    def _fetched(self, name: str, home: Path) -> Path:
        """What is called so below `into`, as a file or a folder on this disk."""
        shadow = Shadow(home)
        if name in self._looks:
            address = f"{self.into}/{name}"
            stores.fetch(address, shadow.path_of(address), _MOST_READ)
        for inner in self._inside(name):
            address = f"{self.into}/{name}/{inner}"
            stores.fetch(address, shadow.path_of(address), _MOST_READ)
        return shadow.path_of(f"{self.into}/{name}")

    def _add(self, name: str, stored: Stored) -> None:
        self._looks[name] = stored.look
        while name:
            above, _, name_there = name.rpartition("/")
            held = self._folders.setdefault(above, set())
            if name_there in held:
                break
            held.add(name_there)
            name = above

    def _forget(self, output: str) -> None:
        for name in (*(f"{output}/{name}" for name in self._inside(output)), output):
            self._looks.pop(name, None)
            while name and name not in self._looks and not self._folders.get(name):
                self._folders.pop(name, None)
                above, _, name_there = name.rpartition("/")
                self._folders.get(above, set()).discard(name_there)
                name = above


def look_of_folder(inside: Mapping[str, str]) -> str:
    """What a result of several objects looks like, of what each does, by their paths in it."""
    lines = (f"{name} {inside[name]}\n" for name in sorted(inside))
    return sha256("".join(lines).encode(errors="surrogateescape")).hexdigest()


def has_etag(look: str) -> bool:
    """Whether what an object looks like (`Stored.look`) tells more of it than its size."""
    return not look.endswith(" ")
