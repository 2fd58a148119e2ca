"""Word files of ours that people edit and leave among the sources.

Only what tells them is looked at, a small part of the file, and never more than a little of it:
whether the rest is sound is the reader's to find out.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.parsers import expat

from publish import files
from publish.batch.destination import Destination
from publish.batch.looking import words_of
from publish.errors import SourceError, shown
from publish.files import Found, digest
from publish.model.article import Note
from publish.model.clean import clean_name
from publish.model.limits import Limits
from publish.model.word_part import sources_in

_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_CUSTOM = "docProps/custom.xml"
_MOST_BYTES = 1_000_000  # of a part with properties; those of an edition of 1,000 have 90 KB
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError),
    *(RuntimeError, ValueError, LookupError, NotImplementedError, OverflowError),
)  # what zipfile and expat raise for bytes that hold to nothing


def sources_said(data: bytes) -> tuple[tuple[str, str], ...]:
    """The names and digests of the sources that a Word file was made from; none for others'."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return sources_in(_properties(_part(package, _CUSTOM)))
    except _BROKEN:
        return ()


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a small part; none where there is none, or where it is large."""
    if name not in package.namelist() or package.getinfo(name).file_size > _MOST_BYTES:
        return b""
    with package.open(name) as part:
        return part.read(_MOST_BYTES)


def _properties(data: bytes) -> Mapping[str, str]:
    """The text of each property by its name. ValueError for a document type."""
    made: dict[str, str] = {}
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        path.append(attributes.get("name", local) if local == "property" else local)

    def text(words: str) -> None:
        name = path[-2] if len(path) > 1 else path[-1]
        made[name] = made.get(name, "") + words

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    if data:
        parser.Parse(data, True)
    return made


def without_copies(
    found: Sequence[Found], limits: Limits, destination: Destination
) -> tuple[tuple[Found, ...], tuple[Note, ...]]:
    """The sources without edited Word files of others among them, and a note for each of those.

    A Word file of ours is a source where none of the sources that it was made from is there. One
    whose source was renamed is found on a disk, where the bytes of all can be compared.
    """
    word = [each for each in found if each.place.lower().endswith(_SUFFIXES) and not each.refused]
    stored = words_of(
        [each for each in word if each.is_stored], limits.file_bytes, destination, sources_said
    )
    of = {each: said for each in word if (said := stored.get(each) or _said_by(each, limits))}
    if not of:
        return tuple(found), ()
    others = [each for each in found if each not in of and not each.refused]
    there = {_composed(each.own_name) for each in others}
    digests = _Digests(others, limits)
    copies: dict[Found, str] = {}
    for each, sources in of.items():
        for name, made_from in sources:
            if not there.isdisjoint(_ends(name)) or (made_from and made_from in digests):
                copies[each] = name
                break
    notes = tuple(
        Note(
            "source.edited-copy",
            f"{each.name} is a copy of {shown(name)} for an editor:"
            f" publish merge {shown(each.place)}",
        )
        for each, name in copies.items()
    )
    return tuple(each for each in found if each not in copies), notes


def _said_by(found: Found, limits: Limits) -> tuple[tuple[str, str], ...]:
    if found.is_stored:
        return ()
    try:
        return sources_said(files.read(found.path, limits.file_bytes))
    except SourceError:
        return ()


def _ends(name: str) -> tuple[str, str]:
    """What a source of this name may be called in its folder: as a file, as an article in one."""
    parts = name.split("/")
    return _composed(parts[-1]), _composed("/".join(parts[-2:]))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", clean_name(name))


class _Digests:
    """The digests of sources, read when one is first asked for: one that was renamed is found."""

    def __init__(self, found: Sequence[Found], limits: Limits) -> None:
        self._found = found
        self._limits = limits
        self._known: frozenset[str] | None = None

    def __contains__(self, wanted: str) -> bool:
        if self._known is None:
            self._known = frozenset(filter(None, map(self._digest, self._found)))
        return wanted in self._known

    def _digest(self, found: Found) -> str:
        if found.member:
            return found.member.digest
        if found.is_stored:
            return ""
        try:
            return digest(files.read(found.path, self._limits.file_bytes))
        except SourceError:
            return ""
