"""Who edited a Word file, and which of the changes the file tracked itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.errors import SourceError
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.walk import folded
from publish.readers.docx.names import W
from publish.readers.docx.package import Package
from publish.writers.docx.redline import Hand, Tracked

_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_NOBODY = "An editor"  # Word wants a name
_OURS = "publish"
_MOST = 10_000  # tracked changes that are looked at


def editor_of(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Hand:
    """Whoever changed the file last, as it says, and when."""
    package = Package.opened(data, name, limits)
    root = package.optional(package.related("", "core-properties"))
    if root is None:
        return Hand(_NOBODY)
    said = {
        key: folded(each.text or "")
        for key, tag in (("by", f"{_CORE}lastModifiedBy"), ("at", f"{_TERMS}modified"))
        if (each := root.find(tag)) is not None
    }
    author = said.get("by", "")
    moment = _MOMENT.match(said.get("at", ""))
    return Hand(
        author if author and author != _OURS else _NOBODY, f"{moment[0]}Z" if moment else ""
    )


def tracked_in(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Tracked, ...]:
    """The insertions and deletions that a file tracks, with their authors."""
    package = Package.opened(data, name, limits)
    made: list[Tracked] = []
    for part in (package.main, *_notes(package)):
        try:
            root = package.root(part)
        except SourceError:
            continue
        for each in root.iter(f"{W}ins", f"{W}del"):
            text = "".join(t.text or "" for t in each.iter(f"{W}t", f"{W}delText"))
            if len(made) < _MOST and text.strip():
                kind = "ins" if each.tag == f"{W}ins" else "del"
                moment = _MOMENT.match(each.get(f"{W}date", ""))
                hand = Hand(
                    folded(each.get(f"{W}author", "")) or _NOBODY,
                    f"{moment[0]}Z" if moment else "",
                )
                made.append(Tracked(kind, text, hand))
    return tuple(made)


def _notes(package: Package) -> Iterator[str]:
    for kind in ("footnotes", "endnotes"):
        if part := package.related(package.main, kind):
            yield part
