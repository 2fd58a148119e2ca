"""What objects of stores are, where their names do not say it: by a look at their bytes.

A look costs a request. So those that are nothing special are not looked at again as long as they
are as they were.

OUT/.publish/looked   the first half of a digest of each, in hex
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from publish import archives, files, stores
from publish.batch.destination import OURS, Destination
from publish.errors import SourceError
from publish.files import Found, digest
from publish.hands import at_once

T = TypeVar("T")

_AT_ONCE = 16  # requests
_DIGITS = 32  # of a digest, in hex


def forms_of(found: Iterable[Found], destination: Destination) -> Mapping[str, archives.Form]:
    """The forms of those of these objects that hold articles, by their addresses."""
    made: dict[str, archives.Form] = {}
    asked: dict[Found, Sequence[archives.Form]] = {}
    for each in found:
        if form := archives.form_called(each.place):
            made[each.place] = form
        elif possible := archives.forms_possible(each.place, named=each.named):
            asked[each] = possible
    if asked:
        made |= _looked_at(asked, destination)
    return made


def _looked_at(
    asked: Mapping[Found, Sequence[archives.Form]], destination: Destination
) -> Mapping[str, archives.Form]:
    with Looked(destination, "articles") as looked:
        todo = [each for each in asked if not looked.knows(each)]
        heads = at_once(_head, todo, _AT_ONCE, "publish-look")
        made: dict[str, archives.Form] = {}
        for each, head in zip(todo, heads, strict=True):
            if form := archives.form_of(head, asked[each]) if head else None:
                made[each.place] = form
            elif head:
                looked.keep(each)
        return made


def _head(found: Found) -> bytes:
    try:
        return stores.head(found.place, archives.HEAD)
    except SourceError:
        return b""  # who loads it says what is wrong


def words_of(
    found: Iterable[Found], limit_bytes: int, destination: Destination, said: Callable[[bytes], T]
) -> Mapping[Found, T]:
    """What each of these objects says that says anything; one that cannot be read says nothing."""

    def read(each: Found) -> tuple[bool, T | None]:
        try:
            return True, said(stores.read(each.place, limit_bytes, each.signature))
        except SourceError:
            return False, None

    with Looked(destination, "words") as looked:
        todo = [each for each in found if not looked.knows(each)]
        made: dict[Found, T] = {}
        told = at_once(read, todo, _AT_ONCE, "publish-look")
        for each, (is_read, what) in zip(todo, told, strict=True):
            if what:
                made[each] = what
            elif is_read:
                looked.keep(each)
        return made


class Looked:
    """Knows which objects were looked at for something (`kind`), by this run or by one before."""

    def __init__(self, destination: Destination, kind: str) -> None:
        self._path = destination.folder / OURS / "looked" if destination.manifest else None
        self._keeps = not (destination.is_frozen or destination.shard)
        self._kind = kind
        self._before: frozenset[str] = frozenset()
        self._new: set[str] = set()

    def __enter__(self) -> Looked:
        if self._path:
            with suppress(OSError, ValueError):  # there is none, or it is not ours
                self._before = frozenset(self._path.read_text("ascii").split())
        return self

    def __exit__(self, *_: object) -> None:
        if self._path and self._keeps and self._new:
            # What this run has not met may be another's, and costs little.
            marks = sorted(self._before | self._new)
            files.save({"": "".join(f"{mark}\n" for mark in marks).encode()}, self._path)

    def knows(self, found: Found) -> bool:
        """Whether an object was looked at, and is nothing special."""
        return bool(found.signature) and self._mark(found) in self._before

    def keep(self, found: Found) -> None:
        """Note that it is not."""
        if found.signature:
            self._new.add(self._mark(found))

    def _mark(self, found: Found) -> str:
        of = f"{self._kind} {found.named} {found.signature} {found.place}"  # more is asked of named
        return digest(of.encode(errors="surrogateescape"))[:_DIGITS]
