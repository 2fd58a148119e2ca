"""An editor's word about the articles of a folder: decisions.toml, read and written.

One table a source, keyed by the source's file name. A digest is that of `walk.digest_of` and means
every occurrence in that article. The file is meant for version control and for hand editing, so a
change of ours keeps the comments, the order and the spelling of all that it does not touch.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import tomlkit
import tomlkit.exceptions
from tomlkit.items import Array, InlineTable
from tomlkit.items import Table as TomlTable

from publish import files
from publish.errors import BrokenDecisions, MissingSource, SettingsError
from publish.model.article import NO_DECISIONS, Decisions, Passage
from publish.model.walk import digest_of, folded
from publish.settings import LIMITS, Table

__all__ = ["DECISIONS_FILE", "decide", "decided", "decisions_from", "load_decisions"]

DECISIONS_FILE = "decisions.toml"
_LARGEST = LIMITS["file-bytes"]
_DIGEST = re.compile(r"[0-9a-f]{64}")


def load_decisions(path: str | Path) -> Decisions:
    """What decisions.toml beside a source says about it. Raises BrokenDecisions."""
    source = Path(path)
    beside = source.parent / DECISIONS_FILE
    try:
        data = files.read(beside, _LARGEST)
    except MissingSource:
        return NO_DECISIONS
    return decisions_from(data, str(beside)).get(source.name, NO_DECISIONS)


def decide(
    path: str | Path,
    *,
    restore: Iterable[str] = (),
    strip: Iterable[str] = (),
    values: Mapping[str, str | tuple[str, ...]] | None = None,
) -> Decisions:
    """Write an editor's word about a source into decisions.toml beside it, and return it all.

    Passages are given as their words or as their digest; `values` sets fields by name. Raises
    BrokenDecisions when the file that stands there cannot be understood, SettingsError for a field
    there is not, Unwritable.
    """
    source = Path(path)
    beside = source.parent / DECISIONS_FILE
    try:
        before = files.read(beside, _LARGEST)
    except MissingSource:
        before = b""
    after = decided(
        before, source.name, restore=restore, strip=strip, values=values, where=str(beside)
    )
    made = decisions_from(after, str(beside)).get(source.name, NO_DECISIONS)
    files.save({"": after}, beside)
    return made


def decisions_from(data: bytes, where: str) -> Mapping[str, Decisions]:
    """The decisions in a file, by source name. Raises BrokenDecisions that names the key."""
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
        return {
            name: _decisions(Table(table, where, f'"{name}"')) for name, table in document.items()
        }
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenDecisions(f"not valid TOML: {error}", where=where) from error
    except SettingsError as error:
        raise BrokenDecisions(error.message, where=where, hint=error.hint) from error


def decided(
    data: bytes,
    name: str,
    *,
    restore: Iterable[str] = (),
    strip: Iterable[str] = (),
    values: Mapping[str, str | tuple[str, ...]] | None = None,
    where: str = DECISIONS_FILE,
) -> bytes:
    """The file with more said about one source: texts to restore and to strip, fields to set.

    What is restored is no longer stripped, and the other way about. Raises BrokenDecisions.
    """
    decisions_from(data, where)
    try:
        document = tomlkit.parse(data.decode("utf-8-sig"))
    except tomlkit.exceptions.TOMLKitError as error:
        raise BrokenDecisions(f"not valid TOML: {error}", where=where) from error
    if name not in document:
        document[name] = tomlkit.table()
    table = document[name]
    assert isinstance(table, TomlTable)
    for key, value in (values or {}).items():
        table[key] = value if isinstance(value, str) else list(value)
    for text in restore:
        _move(table, text, into="restore", out_of="strip")
    for text in strip:
        _move(table, text, into="strip", out_of="restore")
    return tomlkit.dumps(document).encode()


def _decisions(table: Table) -> Decisions:
    made = Decisions(
        title=table.optional("title"),
        standfirst=table.optional("standfirst"),
        byline=_texts(table, "byline"),
        dateline=table.optional("dateline"),
        published=table.optional("published"),
        updated=table.optional("updated"),
        outlet=table.optional("outlet"),
        url=table.optional("url"),
        language=table.optional("language"),
        tags=_texts(table, "tags"),
        summary=table.optional("summary"),
        key_points=_texts(table, "key_points"),
        restore=_passages(table, "restore"),
        strip=_passages(table, "strip"),
        options=table.table("options").strings(),
    )
    table.refuse_rest()
    return made


def _texts(table: Table, key: str) -> tuple[str, ...] | None:
    found = table.texts(key, ())
    return found if key in table.keys() else None  # noqa: SIM118


def _passages(table: Table, key: str) -> tuple[Passage, ...]:
    made = []
    for each in table.tables(key):
        text = each.text("text", "")
        digest = each.text("digest", "") or digest_of(text)
        each.refuse_rest()
        made.append(Passage(digest, text))
    return tuple(made)


def _move(table: TomlTable, text: str, *, into: str, out_of: str) -> None:
    """Put a passage into one list of a source and take it out of the other."""
    by_digest = _DIGEST.fullmatch(text) is not None
    digest = text if by_digest else digest_of(text)
    if out_of in table:
        left = [entry for entry in table[out_of] if entry.get("digest") != digest]
        if left:
            table[out_of] = _array(left)
        else:
            del table[out_of]
    entries = list(table.get(into, []))
    if all(entry.get("digest") != digest for entry in entries):
        entry = tomlkit.inline_table()
        entry["digest"] = digest
        if not by_digest:
            entry["text"] = folded(text)
        table[into] = _array([*entries, entry])


def _array(entries: list[InlineTable]) -> Array:
    array = tomlkit.array()
    array.extend(entries)
    array.multiline(multiline=True)
    return array
