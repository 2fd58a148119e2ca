"""What a Word file of ours carries unseen: its articles, its sources, how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from publish.errors import SourceError
from publish.model.article import Article, Note
from publish.model.word_part import NAMESPACE, Carried, sources_in, unpacked
from publish.readers.docx.package import Package, Relation

_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_LONGEST_PROPERTY = 1_000_000  # characters of a property: names of the sources of a large edition


@dataclass(frozen=True, slots=True)
class Record:
    """The articles of our part, and the names and digests of the sources in our properties."""

    articles: tuple[Article, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    layout: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def record_of(package: Package, relations: Mapping[str, Relation]) -> Record:
    """The record in a file; an empty one where it is none of ours. Raises OverLimit."""
    sources = sources_in(_properties(package))
    carried, notes = _carried(package, relations)
    if carried is None:
        return Record(sources=sources, notes=notes)
    edition = carried.furnished(_pictures(package, relations))
    return Record(edition.articles, sources, carried.layout, carried.options, notes)


def _carried(
    package: Package, relations: Mapping[str, Relation]
) -> tuple[Carried | None, tuple[Note, ...]]:
    """Our part, and a note where it is ours and cannot be understood."""
    for each in relations.values():
        if each.kind != "customXml" or each.outside or not package.has(each.target):
            continue
        try:
            data = package.data(each.target)
        except SourceError:
            continue
        if NAMESPACE.encode() not in data[:_HEAD]:
            continue
        try:
            return unpacked(data), ()
        except ValueError as error:
            said = f"the article that the file carries cannot be read: {error}"
            return None, (Note("word.record", said),)
    return None, ()


_HEAD = 1_000  # bytes: the root stands at the beginning


def _pictures(package: Package, relations: Mapping[str, Relation]) -> Iterator[bytes]:
    for each in relations.values():
        if each.kind == "image" and not each.outside and package.has(each.target):
            try:
                yield package.data(each.target)
            except SourceError:
                continue


def _properties(package: Package) -> dict[str, str]:
    """The custom properties of a file, by name."""
    root = package.optional(package.related("", "custom-properties"))
    made: dict[str, str] = {}
    for each in root.iter(_CUSTOM) if root is not None else ():
        text = "".join(each.itertext())
        if len(text) <= _LONGEST_PROPERTY:
            made[each.get("name", "")] = text
    return made
