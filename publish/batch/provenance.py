"""What an output was made from, as its line of the manifest says it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from publish.batch.manifest import Built
from publish.files import Found, is_stored


@dataclass(frozen=True, slots=True)
class Provenance:
    """A source by its name and the folder `below` which it is named so, or an edition.

    `below` is a path from the output folder, so that a project can be moved; "" is for what lies in
    no folder, such as standard input.
    """

    into: str
    source: str
    below: str = ""
    edition: bool = False

    def written_into(self, built: Built) -> Built:
        """The line of an output of this."""
        return replace(built, source=self.source, below=self.below, edition=self.edition)

    def is_said_by(self, built: Built) -> bool:
        """Whether a line names this."""
        said = (built.source, built.below, built.edition)
        return said == (self.source, self.below, self.edition)

    def other(self, built: Built) -> str:
        """The source that a line names, where it is another; "" where it is this, or says none.

        A source of this name whose file is gone from another folder is this one, moved.
        """
        if not built.source or self.is_said_by(built):
            return ""
        if built.edition or self.edition:
            same = built.edition == self.edition and built.source == self.source
            return "" if same else built.source
        before, now = path_of(built, self.into), Path(joined(self.into, self.below, self.source))
        moved = built.source == self.source and not (
            built.below and self.below and is_there(before)
        )
        return "" if moved or _is_same(before, now) else _shown(built, before)


class Bases:
    """The folders that sources are named below, as paths from the output folder `into`."""

    def __init__(self, into: str) -> None:
        self._into = into
        self._known: dict[str, str] = {}

    def below(self, found: Found) -> str:
        """That of a source; "" for one that lies in none."""
        base = found.base
        if base is None:
            return ""
        known = self._known.get(base)
        if known is None:
            known = self._known[base] = relative(base, self._into)
        return known


def path_of(built: Built, into: str) -> Path:
    """Where the source that a line names stood; `into` has no links in it."""
    return Path(joined(into, built.below, built.source))


def joined(into: str, below: str, name: str) -> str:
    """The place of a source that is named below a folder, seen from `into`."""
    return os.path.normpath(os.path.join(into, below, name))


def is_there(path: Path) -> bool:
    """Whether something stands at a path, or may: only what is known to be gone is gone.

    What an article is called in a file may be there as long as the file is.
    """
    try:
        os.lstat(path)
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        return is_file(path.parent)
    except OSError:
        return True
    return True


def is_file(path: Path) -> bool:
    """Whether something stands at a path that is no folder: it may hold articles."""
    return os.path.lexists(path) and not path.is_dir()


def relative(folder: str, into: str) -> str:
    """The way from `into` to a folder, "" being the current one; of another drive its whole path.

    What is remembered holds wherever the current folder is: a program may change it.
    """
    here = "" if folder.startswith("/") else os.getcwd()  # noqa: PTH109  # once a source
    return _relative(folder, here, into)


@lru_cache(maxsize=1024)  # one for each folder of sources that was named
def _relative(folder: str, here: str, into: str) -> str:
    real = os.path.realpath(Path(here, folder))
    if is_stored(into):
        return Path(real).as_posix()
    try:
        return Path(os.path.relpath(real, into)).as_posix()
    except ValueError:
        return Path(real).as_posix()


def _is_same(one: Path, other: Path) -> bool:
    if one.name == other.name and is_file(one.parent):  # an article in it
        one, other = one.parent, other.parent
    try:
        return one.samefile(other)
    except OSError:
        return False


def _shown(built: Built, path: Path) -> str:
    try:
        return os.path.relpath(path) if built.below else built.source
    except ValueError:
        return str(path)
