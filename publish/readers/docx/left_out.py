"""What of a Word file the tree cannot say, as notes with their counts."""

from __future__ import annotations

from collections.abc import Mapping

from publish.model.article import Note
from publish.readers.docx.package import Package
from publish.readers.docx.pictures import REASONS
from publish.readers.docx.reading import Reading

_DONE = {"accept": "accepted", "reject": "rejected", "show": "shown as deleted and inserted words"}
_SAID: Mapping[str, tuple[str, str]] = {
    "word.changes": ("1 tracked change was {done}", "{n} tracked changes were {done}"),
    "word.chunk": ("1 embedded document was not read", "{n} embedded documents were not read"),
    "word.outside": (
        "1 thing outside the file was not fetched",
        "{n} things outside the file were not fetched",
    ),
    "word.drawing": (
        "1 chart, diagram or drawing is not printed",
        "{n} charts, diagrams or drawings are not printed",
    ),
    "word.object": (
        "1 embedded object stands as its picture",
        "{n} embedded objects stand as their pictures",
    ),
    "word.field": (
        "1 field that Word draws from its code is not printed",
        "{n} fields that Word draws from their codes are not printed",
    ),
    "word.symbol": (
        "1 sign of an unknown font was left out",
        "{n} signs of unknown fonts were left out",
    ),
    "word.hidden": ("1 line has hidden words", "{n} lines have hidden words"),
    "word.highlight": (
        "1 run of highlighted words stands plain",
        "{n} runs of highlighted words stand plain",
    ),
    "word.ruby": (
        "1 reading above a word stands behind it",
        "{n} readings above words stand behind them",
    ),
    "word.macros": ("its macros were left out", "its macros were left out"),
    "link.dropped": (
        "1 link has no address that a reader can follow; its words stay",
        "{n} links have no address that a reader can follow; their words stay",
    ),
}


def notes_on(reading: Reading, package: Package) -> tuple[Note, ...]:
    """The notes on a file that was walked."""
    counts = reading.counts
    made = [Note(code, _told(code, counts[code], reading)) for code in _SAID if counts[code]]
    for why, names in reading.gallery.unread.items():
        said = f"{REASONS[why]}: {', '.join(names)}"
        made.append(Note("image.unreadable", f"picture cannot be used, {said}"))
    if package.damaged:
        made.append(Note("word.damaged", f"damaged parts were left out: {_names(package)}"))
    return tuple(made)


def _told(code: str, count: int, reading: Reading) -> str:
    one, several = _SAID[code]
    said = one if count == 1 else several.format(n=f"{count:,}", done="{done}")
    return said.replace("{done}", _DONE[reading.changes])


def _names(package: Package) -> str:
    return ", ".join(dict.fromkeys(package.damaged))
