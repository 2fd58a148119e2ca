"""Which objects of stores are files of articles: by their names, else by their first bytes.

Those cost a request each, so that an object that was looked at is not looked at again as long as it
is as it was.

OUT/.publish/looked   the first half of the digests of objects that hold no articles, in hex
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from publish import archives, files, stores
from publish.batch.destination import OURS, Destination
from publish.errors import SourceError
from publish.files import Found, digest

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
    path = destination.folder / OURS / "looked"
    before = _known(path) if destination.manifest else set()
    marks = {each: _mark(each) for each in asked}
    todo = [each for each in asked if marks[each] not in before]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        heads = zip(todo, threads.map(_head, todo), strict=True)
        forms = {each: archives.form_of(head, asked[each]) for each, head in heads}
    none = {marks[each] for each, form in forms.items() if form is None and each.signature}
    if none and destination.manifest and not (destination.is_frozen or destination.shard):
        # What this run has not met may be another's, and costs little.
        files.save({"": "".join(f"{mark}\n" for mark in sorted(before | none)).encode()}, path)
    return {each.place: form for each, form in forms.items() if form}


def _head(found: Found) -> bytes:
    try:
        return stores.head(found.place, archives.HEAD)
    except SourceError:
        return b""  # who loads it says what is wrong


def _known(path: Path) -> set[str]:
    try:
        return set(path.read_text("ascii").split())
    except (OSError, ValueError):
        return set()


def _mark(found: Found) -> str:
    named = "named " if found.named else ""  # of which more is asked
    return digest(f"{named}{found.signature} {found.place}".encode(errors="surrogateescape"))[
        :_DIGITS
    ]
