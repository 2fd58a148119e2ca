"""A folder of a store, as its objects say it, and which of them are sources."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from publish.errors import Failure, UnreadableSource
from publish.files import Found
from publish.finding.beside import Beside
from publish.finding.kinds import OURS, may_be_source
from publish.stores import Stored

_ODD_PARTS = {"": "%2F", ".": "%2E", "..": "%2E%2E"}
_ODD = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|\0")
_MANIFEST = ("manifest.jsonl", "segments/")  # of our folder: a manifest, and lines to come to it
NO_NAME = Failure(
    UnreadableSource.code,
    "its key has a part that no folder can hold: an empty one, a dot, two dots, or a NUL",
    "give the object another key",
)
"""Why an object is a source that cannot be read."""
_TWICE = Failure(UnreadableSource.code, "a folder has its name", "give the object another key")


def is_odd(name: str) -> bool:
    """Whether the key of an object is no path of a file: one that means it may lead anywhere."""
    return _ODD.search(name) is not None


def spelt(name: str) -> str:
    """Such a key as a path."""
    parts = (_ODD_PARTS.get(part, part) for part in name.split("/"))
    return "/".join(parts).replace("\0", "%00")


def _may_be_one(name: str) -> bool:
    """Whether such a key would be that of a source, but for its odd parts."""
    *folders, last = name.split("/")
    possible = (part in _ODD_PARTS or may_be_source(part, is_folder=True) for part in folders)
    return all(possible) and (last in _ODD_PARTS or may_be_source(last, is_folder=False))


class Walked:
    """What lies below a folder; `beside` hears of all that is no source.

    `manifests` are the objects of the folder's own manifest, `results` counts what was left out as
    results once `sources` were asked for.
    """

    def __init__(self, top: str, objects: Iterable[Stored], beside: Beside) -> None:
        self.manifests: list[str] = []
        self.results = 0
        self._top = top
        self._start = len(top) + 1
        self._possible: list[Stored] = []
        self._made: set[str] = set()  # folders below that have a manifest
        self._parents: set[str] = set()
        self._open = {"": True}
        for each in objects:
            self._see(each, beside)
        beside.walk(top)

    def sources(self, results: Collection[str], into: str) -> Iterator[Found]:
        """The sources, folder by folder, as a disk is walked.

        `results` are names below the folder, `into` is the address of the output folder.
        """
        above = {""}  # all folders that hold something
        for folder in self._parents:
            while folder not in above:
                above.add(folder)
                folder = folder.rpartition("/")[0]
        self._possible.sort(key=lambda each: each.address[self._start :].replace("/", "\0"))
        for each in self._possible:
            name = each.address[self._start :]
            if is_odd(name):
                if _may_be_one(name):
                    yield Found(spelt(name), each.address, refused=NO_NAME)
            elif self._is_open(name.rpartition("/")[0], results, into):
                if name in results:
                    self.results += 1
                elif name not in above:
                    yield Found(name, each.address, signature=each.signature)
                elif each.size:  # else it marks the folder
                    yield Found(name, each.address, refused=_TWICE)
        for folder in self._made | above.intersection(results):  # some hold nothing else
            self._is_open(folder, results, into)

    def _see(self, each: Stored, beside: Beside) -> None:
        name = each.address[self._start :]
        folder, _, last = name.rpartition("/")
        of, ours, inner = f"/{name}".partition(f"/{OURS}/")
        if ours:
            if inner.startswith(_MANIFEST):
                if of:
                    self._made.add(of[1:])
                else:
                    self.manifests.append(each.address)
            return
        self._parents.add(folder)
        if is_odd(name) or may_be_source(last, is_folder=False):
            self._possible.append(each)
        else:
            beside.see(each.address, each.signature)

    def _is_open(self, folder: str, results: Collection[str], into: str) -> bool:
        """Whether sources may lie in a folder; counts those of results, each once."""
        todo: list[str] = []
        while folder not in self._open:
            todo.append(folder)
            folder = folder.rpartition("/")[0]
        made = self._open[folder]
        for each in reversed(todo):
            made = made and self._enters(each, results, into)
            self._open[each] = made
        return made

    def _enters(self, folder: str, results: Collection[str], into: str) -> bool:
        if not may_be_source(folder.rpartition("/")[2], is_folder=True):
            return False
        if folder in results:
            self.results += 1
            return False
        if f"{self._top}/{folder}" == into:
            return False
        if folder in self._made:
            self.results += 1
            return False
        return True


class ObjectTree:
    """All objects below a folder, as a tree in which patterns fit (`patterns.Tree`)."""

    def __init__(self, top: str, objects: Iterable[Stored]) -> None:
        self._objects = {each.address: each for each in objects}
        self._addresses = sorted(self._objects)
        self._inside: dict[str, set[tuple[str, bool]]] = {top: set()}
        for address in self._addresses:
            above, _, name = address.rpartition("/")
            known = above in self._inside
            self._inside.setdefault(above, set()).add((name, False))
            while not known:
                above, _, name = above.rpartition("/")
                known = above in self._inside
                self._inside.setdefault(above, set()).add((name, True))

    def entries(self, folder: str) -> Iterable[tuple[str, bool]]:
        """An object that has the name of a folder comes twice."""
        return self._inside.get(folder, ())

    def has(self, path: str) -> bool:
        """Whether an object or a folder has this address."""
        return path in self._objects or path in self._inside

    def join(self, folder: str, name: str) -> str:
        """The address of what is called so in a folder."""
        return f"{folder}/{name}"

    def object(self, address: str) -> Stored | None:
        """The object of this address."""
        return self._objects.get(address)

    def below(self, folder: str) -> Sequence[Stored]:
        """The objects below a folder; none where it is none."""
        above = f"{folder}/"
        first = bisect_left(self._addresses, above)
        last = bisect_left(self._addresses, f"{folder}0")  # the sign that follows the slash
        return [self._objects[each] for each in self._addresses[first:last]]
