"""What cleaning took out of articles: read from removals.jsonl, and pages that show it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from publish.batch.pages import markup
from publish.batch.pages.markup import LARGEST_BYTES, name, text
from publish.model.tree import Origin

REMOVALS = "removals.jsonl"
"""Below the folder `.publish`: a line for each source that was read, the last one counts."""
_HEAD = '{"source": '
_SHOWN = 300  # characters of what was removed
_MOST = 500  # removals of an article that are shown; the rest are counted
_TURN = '<nav><ul><li><a href="../report.html">Report</a></li></ul></nav>\n'


class Record:
    """Where the line of each source stands in removals.jsonl, read when it is asked for."""

    def __init__(self, ours: Path) -> None:
        self._path = ours / REMOVALS
        self._offsets: dict[str, int] = {}
        try:
            with self._path.open("rb") as file:
                offset = 0
                for line in file:
                    if source := _source(line):
                        self._offsets[source] = offset
                    offset += len(line)
        except OSError:
            self._offsets.clear()  # the report does without

    def __contains__(self, source: str) -> bool:
        return source in self._offsets

    def of(self, source: str) -> Sequence[Mapping[str, object]]:
        """What was taken out of a source, as the codec writes a Removal."""
        if source not in self._offsets:
            return ()
        try:
            with self._path.open("rb") as file:
                file.seek(self._offsets[source])
                found = json.loads(file.readline())["removals"]
        except (OSError, ValueError, KeyError, TypeError):
            return ()
        return [each for each in found if isinstance(each, dict)]


def _source(line: bytes) -> str:
    said = line.decode("ascii", "replace")
    if not (said.startswith(_HEAD) and said.endswith("}\n")):
        return ""
    try:
        source, _ = json.JSONDecoder().raw_decode(said, len(_HEAD))
    except ValueError:
        return ""
    return source if isinstance(source, str) else ""


def pages_of(
    sources: Sequence[str], record: Record, kind: str, where: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Pages of what was taken out of these, by file name; `where` learns where each is shown."""
    held: list[str] = []
    size = 0
    number = 1
    for index, source in enumerate(sources):
        section = _section(f"a{index + 1}", source, record.of(source))
        if not section:
            continue
        if held and size + len(section.encode()) > LARGEST_BYTES:
            yield f"{kind}-{number}.html", _page(held)
            held, size, number = [], 0, number + 1
        held.append(section)
        size += len(section.encode())
        where[source] = f"{kind}-{number}.html#a{index + 1}"
    if held:
        yield f"{kind}-{number}.html", _page(held)


def _page(sections: Sequence[str]) -> bytes:
    title = "What was removed"
    return markup.page(title, f"<main>\n<h1>{title}</h1>\n{_TURN}{''.join(sections)}</main>\n")


def _section(anchor: str, source: str, removals: Sequence[Mapping[str, object]]) -> str:
    if not removals:
        return ""
    items = "".join(map(_item, removals[:_MOST]))
    more = len(removals) - _MOST
    rest = f'<p class="soft">… and {more:,} more: publish inspect</p>\n' if more > 0 else ""
    head = f'<h2 id="{anchor}">{name(source)}</h2>\n'
    return f'{head}<ol class="gone">\n{items}</ol>\n{rest}'


def _item(removal: Mapping[str, object]) -> str:
    said = str(removal.get("text", ""))
    shown = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1].rstrip()}…"
    moved = removal.get("moved_to")
    to = f" → {text(str(moved))}" if moved else ""
    place = _place(removal.get("origin"))
    return (
        f"<li><code>{text(str(removal.get('rule', '')))}</code>{to} "
        f"<small>{text(place)}{': ' if place else ''}{text(str(removal.get('why', '')))}</small>"
        f'<q dir="auto">{text(shown)}</q></li>\n'
    )


def _place(origin: object) -> str:
    """A place as an Origin says it; by hand: the codec would take most of a page's time."""
    if not isinstance(origin, dict):
        return ""
    first, last = origin.get("first"), origin.get("last")
    if not (isinstance(first, int) and isinstance(last, int)):
        return ""
    return str(Origin(first, last, str(origin.get("unit", "line"))))
