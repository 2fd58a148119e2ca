"""What an output was made from, as its line of the manifest says it."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from publish import stores
from publish.batch.manifest import Built
from publish.errors import SourceError
from publish.files import Found, is_stored
from publish.finding.pages import is_page


@dataclass(frozen=True, slots=True)
class Provenance:
    """A source by its name and the folder `below` which it is named so, or an edition.

    `below` is a path from the output folder `into`, so that a project can be moved, in one bucket
    too; elsewhere it is the whole path or address. "" is for what lies in no folder, such as
    standard input; a page on the web lies in its own address.
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
        before, now = path_of(built, self.into), joined(self.into, self.below, self.source)
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


def path_of(built: Built, into: str) -> str:
    """Where the source that a line names stood; `into` has no links in it."""
    return joined(into, built.below, built.source)


def joined(into: str, below: str, name: str) -> str:
    """The path or address of a source that is named below a folder, seen from `into`."""
    if is_page(below):
        return below
    if is_stored(below):
        return f"{below}/{name}"
    if not is_stored(into) or os.path.isabs(below):
        return os.path.normpath(os.path.join(into, below, name))
    bucket, folder = _parted(into)
    return bucket + posixpath.normpath(posixpath.join(folder, below, name))


def real(place: str) -> str:
    """A path without links; an address, in which there are none."""
    return place if is_stored(place) else os.path.realpath(place)


def is_there(path: str) -> bool:
    """Whether something stands at a path, or may: only what is known to be gone is gone.

    What an article is called in a file on a disk may be there as long as the file is.
    """
    try:
        if is_stored(path):
            return stores.state(path) is not None
        os.lstat(path)
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        return is_file(os.path.dirname(path))
    except (OSError, SourceError):
        return True
    return True


def is_file(path: str) -> bool:
    """Whether something stands at a path that is no folder: it may hold articles."""
    if is_stored(path):
        try:
            return _parted(path)[1] != "/" and stores.state(path) is not None
        except SourceError:
            return True
    return os.path.lexists(path) and not os.path.isdir(path)


def relative(folder: str, into: str) -> str:
    """The way from `into` to a folder, "" being the current one; else its whole path or address.

    There is no way between drives, buckets, and a bucket and a disk. What is remembered holds
    wherever the current folder is: a program may change it.
    """
    if is_stored(folder):
        return _way_in_bucket(folder, into)
    here = "" if folder.startswith("/") else os.getcwd()  # once a source
    return _relative(folder, here, into)


def _way_in_bucket(folder: str, into: str) -> str:
    if is_page(folder):
        return folder
    bucket, path = _parted(folder.rstrip("/"))
    other, start = _parted(into) if is_stored(into) else ("", "")
    if other != bucket or _ODD.search(f"{path.rstrip('/')}{start.rstrip('/')}/"):
        return folder.rstrip("/")
    return posixpath.relpath(path, start)


def _parted(address: str) -> tuple[str, str]:
    """An address as that of its bucket, and the path in it."""
    scheme, _, rest = address.partition("://")
    bucket, _, key = rest.partition("/")
    return f"{scheme}://{bucket}", f"/{key}"


_ODD = re.compile(r"/\.{0,2}/(?!\Z)")  # a key with parts that paths have no names for


@lru_cache(maxsize=1024)  # one for each folder of sources that was named
def _relative(folder: str, here: str, into: str) -> str:
    real = os.path.realpath(Path(here, folder))
    if is_stored(into):
        return Path(real).as_posix()
    try:
        return Path(os.path.relpath(real, into)).as_posix()
    except ValueError:
        return Path(real).as_posix()


def _is_same(one: str, other: str) -> bool:
    if is_stored(one) or is_stored(other):
        return one == other
    first, second = Path(one), Path(other)
    if first.name == second.name and is_file(str(first.parent)):  # an article in it
        first, second = first.parent, second.parent
    try:
        return first.samefile(second)
    except OSError:
        return False


def _shown(built: Built, path: str) -> str:
    try:
        return (
            os.path.relpath(path)
            if built.below and not is_stored(path)
            else (path if is_stored(path) else built.source)
        )
    except ValueError:
        return path
