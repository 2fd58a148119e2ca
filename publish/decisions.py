"""An editor's word about the articles of a folder: decisions.toml, read and written.

One table a source, keyed by the source's file name. A digest is that of `walk.digest_of` and means
every occurrence in that article. The file is meant for version control and for hand editing, so a
change of ours keeps the comments, the order and the spelling of all that it does not touch.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from publish import files
from publish.errors import BrokenDecisions, MissingSource, SettingsError
from publish.model.article import NO_DECISIONS, Decisions, Passage
from publish.model.limits import DEFAULT_LIMITS
from publish.model.walk import digest_of, folded
from publish.settings import SettingsTable

if TYPE_CHECKING:
    from tomlkit.items import Array, InlineTable
    from tomlkit.items import Table as TomlTable


DECISIONS_FILE = "decisions.toml"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def load_decisions(path: str | Path) -> Decisions:
    """What decisions.toml beside a source says about it. Raises BrokenDecisions."""
    return decision_about(Path(path).name, decisions_in(Path(path).parent))


def decisions_in(folder: Path) -> Mapping[str, Decisions]:
    """What decisions.toml in a folder says, by file name. Raises BrokenDecisions."""
    return _parsed(_read(folder / DECISIONS_FILE), str(folder / DECISIONS_FILE))


def decision_about(name: str, decisions: Mapping[str, Decisions]) -> Decisions:
    """What a folder's decisions say about the source of this name (`Source.name`)."""
    return decisions.get(name.rsplit("/", 1)[-1], NO_DECISIONS)


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
    after = decided(
        _read(beside), source.name, restore=restore, strip=strip, values=values, where=str(beside)
    )
    made = decision_about(source.name, decisions_from(after, str(beside)))
    files.save({"": after}, beside)
    return made


def decisions_from(data: bytes, where: str) -> Mapping[str, Decisions]:
    """The decisions in a file, by source name. Raises BrokenDecisions that names the key."""
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
        return {
            name: _decisions(SettingsTable(table, where, f'"{name}"'))
            for name, table in document.items()
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
    # Here, not above: only those who write decisions need it, and it is slow to load.
    import tomlkit
    from tomlkit.items import Table as TomlTable

    decisions_from(data, where)  # whose message is the better one
    document = tomlkit.parse(data.decode("utf-8-sig"))
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


def _read(path: Path) -> bytes:
    try:
        return files.read(path, DEFAULT_LIMITS.file_bytes)
    except MissingSource:
        return b""


@lru_cache(maxsize=8)
def _parsed(data: bytes, where: str) -> Mapping[str, Decisions]:
    """A file that says much about many sources is parsed once, not once a source."""
    return decisions_from(data, where)


def _decisions(table: SettingsTable) -> Decisions:
    made = Decisions(
        title=table.optional("title"),
        standfirst=table.optional("standfirst"),
        byline=_texts(table, "byline"),
        dateline=table.optional("dateline"),
        published=table.day("published"),
        updated=table.day("updated"),
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


def _texts(table: SettingsTable, key: str) -> tuple[str, ...] | None:
    found = table.texts(key, ())
    return found if key in table else None


def _passages(table: SettingsTable, key: str) -> tuple[Passage, ...]:
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
        from tomlkit import inline_table

        entry = inline_table()
        entry["digest"] = digest
        if not by_digest:
            entry["text"] = folded(text)
        table[into] = _array([*entries, entry])


def _array(entries: list[InlineTable]) -> Array:
    from tomlkit import array as new_array

    array = new_array()
    array.extend(entries)
    array.multiline(multiline=True)
    return array
