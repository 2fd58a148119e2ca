"""A decisions.toml that is broken in places: a mistake costs the table that it stands in."""

from __future__ import annotations

from collections.abc import Mapping

from publish.errors import BrokenDecisions
from publish.toml import header_of, read_toml


def tables_apart(
    text: str, where: str
) -> tuple[dict[str, object], dict[str, BrokenDecisions]] | None:
    """The tables of a text that is no TOML, each read alone, and what is wrong with the others.

    None when nobody can say where the mistake ends: outside a table, in the head of one, in a text
    of several lines.
    """
    tables: dict[str, object] = {}
    broken: dict[str, BrokenDecisions] = {}
    for first, part in _parts(text):
        names = header_of(part.partition("\n")[0])
        try:
            found = read_toml(part, where, first, BrokenDecisions)
        except BrokenDecisions as error:
            if not names or _is_open(part):
                return None
            broken.setdefault(names[0], error)
            continue
        if not _laid_in(tables, found):
            return None
    return ({**tables, **{name: {} for name in broken}}, broken) if broken else None


def _parts(text: str) -> list[tuple[int, str]]:
    """The text cut before each header, each part with the number of its first line."""
    parts: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(text.split("\n"), 1):
        if header_of(line):
            parts.append((number, []))
        parts[-1][1].append(line)
    return [(first, "\n".join(lines)) for first, lines in parts]


def _is_open(part: str) -> bool:
    """Whether a broken part may reach into the next, or hold the head of another table."""
    lines = part.split("\n")[1:]
    return any(mark in part for mark in ('"""', "'''")) or any(
        line.lstrip().startswith("[") for line in lines
    )


def _laid_in(tables: dict[str, object], found: Mapping[str, object]) -> bool:
    """Put in what one part says; False when another has said it already."""
    for key, value in found.items():
        before = tables.setdefault(key, {} if isinstance(value, dict) else value)
        if before is value:
            continue
        if isinstance(before, list) and isinstance(value, list):  # [["rents.txt".strip]] each
            before.extend(value)
            continue
        if not isinstance(before, dict) or not isinstance(value, dict):
            return False
        if not _laid_in(before, value):
            return False
    return True
