"""A package opened for reading: its document, and the parts beside it that stories need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publish.model.article import Changes
from publish.model.limits import Limits
from publish.readers.docx.changes import count_of
from publish.readers.docx.fields import told
from publish.readers.docx.names import Element, R, W
from publish.readers.docx.numbering import Numbers
from publish.readers.docx.package import Package, Relation, document_of
from publish.readers.docx.pictures import Gallery
from publish.readers.docx.reading import Reading
from publish.readers.docx.remarks import Comment, comments_in
from publish.readers.docx.sheets import Sheet, numbers_of, sheet_of

_NO_TEXT = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_CODE = f"{W}instrText"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with all that is read of it parsed."""

    package: Package
    document: Element
    reading: Reading
    relations: Mapping[str, Relation]
    comments: Mapping[str, Comment]
    extended: Element | None


def opened_package(data: bytes, name: str, limits: Limits, changes: Changes) -> Opened:
    """The file in these bytes. Raises SourceError (see `Package.opened` and `Package.root`)."""
    package = Package.opened(data, name, limits)
    document = document_of(package)
    relations = package.relations(package.main)
    part = {
        each.kind: each.target for each in reversed(tuple(relations.values())) if not each.outside
    }
    sheet = package.known(part.get("styles", ""), sheet_of) or Sheet()
    numbers = package.known(part.get("numbering", ""), numbers_of) or Numbers()
    comments = comments_in(package.optional(part.get("comments", "")))
    notes, stories = _notes(package, part)
    stories["main"] = relations
    named = [("main", document), *((kind, root) for kind, (_, root) in notes.items())]
    roots = [root for _, root in named]
    reading = Reading(
        package,
        limits,
        changes,
        sheet,
        numbers.fresh(),
        dict(_each_note(notes)),
        stories,
        frozenset(_targets(roots)),
        {id: number for number, id in enumerate(comments)},
        Gallery(package.data, limits),
    )
    reading.before = _counted(roots, relations)
    reading.counts.update(reading.before)
    reading.base = sheet.language
    reading.unended = frozenset(kind for kind, root in named if not _is_balanced(root))
    extended = package.optional(part.get("commentsExtended", ""))
    return Opened(package, document, reading, relations, comments, extended)


_Roots = dict[str, tuple[str, Element]]


def _notes(
    package: Package, part: Mapping[str, str]
) -> tuple[_Roots, dict[str, Mapping[str, Relation]]]:
    """The roots of the notes' parts with their tags, and what they refer to, by kind."""
    roots: _Roots = {}
    relations: dict[str, Mapping[str, Relation]] = {}
    for kind, tag in (("footnotes", f"{W}footnote"), ("endnotes", f"{W}endnote")):
        name = part.get(kind, "")
        root = package.optional(name)
        if root is not None:
            roots[kind] = (tag, root)
        relations[kind] = package.relations(name) if root is not None else {}
    return roots, relations


def _each_note(roots: _Roots) -> Iterator[tuple[tuple[str, str], Element]]:
    for kind, (tag, root) in roots.items():
        for note in root.iterchildren(tag):
            if note.get(f"{W}type", "normal") not in _NO_TEXT:
                yield (kind, note.get(f"{W}id", "")), note


def _targets(roots: list[Element]) -> Iterator[str]:
    """The bookmarks that links and fields lead to."""
    for root in roots:
        for link in root.iter(f"{W}hyperlink"):
            if (place := link.get(f"{W}anchor")) and not link.get(f"{R}id"):
                yield place
        for simple in root.iter(f"{W}fldSimple"):
            yield _place_in(simple.get(f"{W}instr", ""))
        pieces: list[str] = []
        for element in root.iter(_CODE, f"{W}fldChar"):
            if element.tag == _CODE:
                pieces.append(element.text or "")
            elif pieces:
                yield _place_in("".join(pieces))
                pieces = []


def _is_balanced(root: Element) -> bool:
    """Whether as many fields end in a part as begin."""
    kinds = Counter(each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar"))
    return kinds["begin"] == kinds["end"]


def _place_in(code: str) -> str:
    url = told(code)[1]
    return url[1:] if url.startswith("#") else ""


def _counted(roots: list[Element], relations: Mapping[str, Relation]) -> dict[str, int]:
    """What the tree cannot say, where it is known before anything is walked."""
    counts = Counter({"word.changes": sum(map(count_of, roots))})
    for each in relations.values():
        if each.kind == "vbaProject":
            counts["word.macros"] += 1
        if each.outside and each.kind in ("attachedTemplate", "subDocument", "oleObject"):
            counts["word.outside"] += 1
    return counts
