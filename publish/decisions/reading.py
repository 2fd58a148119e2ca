"""decisions.toml as it is read: what it says of each source, and where each mistake stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from publish import files
from publish.decisions.apart import tables_apart
from publish.decisions.entries import edits, inserts, passages, remarks, settled
from publish.decisions.finding import line_of_entry
from publish.errors import BrokenDecisions, MissingSource, SettingsError, SourceError, nearest
from publish.model.article import NO_DECISIONS, Decisions, Note
from publish.model.clean import clean_name
from publish.model.limits import DEFAULT_LIMITS
from publish.settings import SettingsTable
from publish.toml import header_of, read_toml, says

DECISIONS_FILE = "decisions.toml"


class DecisionsFile(Mapping[str, Decisions]):
    """What a decisions.toml says, by the name of a source.

    A mistake in a source's table is BrokenDecisions when that source is asked for, and concerns no
    other; one of which nobody can say which table it breaks, when any is.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self._text = ""
        self._tables: Mapping[str, object] = {}
        self._broken: BrokenDecisions | None = None
        self._broken_in: Mapping[str, BrokenDecisions] = {}
        try:
            self._text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._broken = BrokenDecisions("not UTF-8", where=where, hint="save as UTF-8")
            self._broken.__cause__ = error
            return
        try:
            self._tables = read_toml(self._text, where, broken=BrokenDecisions)
        except BrokenDecisions as error:
            if parted := tables_apart(self._text, where):
                self._tables, self._broken_in = parted
            else:
                self._broken = error

    def about(self, name: str) -> Decisions:
        """What is said of a source by its name in the folder (`Found.own_name`).

        Raises BrokenDecisions.
        """
        key = self.key_of(clean_name(name))
        return NO_DECISIONS if key is None else self[key]

    def key_of(self, name: str) -> str | None:
        """The table about a file; its name may be composed of other characters than the file's."""
        self.check()
        if name in self._tables:
            return name
        return self._by_composed.get(_composed(name))

    @cached_property
    def _by_composed(self) -> Mapping[str, str]:
        return {_composed(key): key for key in reversed(list(self._tables))}

    def check(self) -> None:
        """Raises BrokenDecisions when the file cannot be read at all."""
        if self._broken:
            raise self._broken

    def check_all(self) -> None:
        """Raises BrokenDecisions when any part of the file is no TOML."""
        self.check()
        for error in self._broken_in.values():
            raise error

    def strangers(self, names: Iterable[str], closed: Iterable[str] = ()) -> Iterator[Note]:
        """A note for each table that speaks of no source.

        `names` are those of the folder's files, and of the articles in them but for those that are
        `closed`: of these nobody says what they hold.
        """
        known = sorted(map(clean_name, names))
        composed = {_composed(name) for name in known}
        holding = {name.rpartition("/")[0] for name in composed if "/" in name}
        unknown = {_composed(clean_name(name)) for name in closed}
        for key, table in self._tables.items():
            file = _composed(key.rpartition("/")[0])
            if (_composed(key) in composed or file in unknown) and _composed(key) not in holding:
                continue
            if not isinstance(table, Mapping):
                hint = 'a table is named after its source, as in ["rents.txt"]'
                message = f"{key} stands in no table; {hint}"
            elif _composed(key) in holding:
                first = next(name for name in known if name.startswith(f"{clean_name(key)}/"))
                message = f'{key} holds articles; a table speaks of one, as in ["{first}"]'
            elif file in holding:
                near = nearest(key, [each for each in known if each.startswith(f"{file}/")])
                message = f"no article {key} here{_meant(near)}"
            elif "/" in key:
                folder, _, name = key.rpartition("/")
                message = f"no file {key} here; write {name} into {folder}/{DECISIONS_FILE}"
            else:
                near = nearest(key, known) if known else ""
                message = f"no file {key} here{_meant(near)}"
            yield Note("decision.no-file", f"{self.place_of(key)}: {message}")

    def place_of(self, name: str, key: str = "") -> str:
        """The file and line that speak of a source, or of a key of its: TOML keeps no places.

        A key may be an entry of a list, such as "edit 3".
        """
        lines = self._text.split("\n")
        held, _, count = key.partition(" ")
        if count.isdecimal():
            if at := line_of_entry(lines, name, held, int(count)):
                return f"{self.where}:{at}"
            key = held
        inside, first = False, 0
        for number, line in enumerate(lines, 1):
            header = header_of(line)
            if header or not first:
                inside = header[:1] == [name] or (not header and name in line)
                first = first or (number if inside else 0)
            if inside and key and (key in header[1:] or (not header and says(line, key))):
                return f"{self.where}:{number}"
        return f"{self.where}:{first or 1}"

    def __getitem__(self, key: str) -> Decisions:
        self.check()
        if key in self._broken_in:
            raise self._broken_in[key]
        try:
            return _decisions(SettingsTable(self._tables[key], self.where, f'"{key}"'))
        except SettingsError as error:
            place = self.place_of(key, error.key)
            raise BrokenDecisions(error.message, where=place, hint=error.hint) from error

    def __iter__(self) -> Iterator[str]:
        self.check()
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def decisions_from(data: bytes, where: str) -> Mapping[str, Decisions]:
    """The decisions in a file, by source name. Raises BrokenDecisions for any mistake in it."""
    return dict(DecisionsFile(data, where))


def decisions_in(folder: Path) -> DecisionsFile:
    """What decisions.toml in a folder says. Raises BrokenDecisions when it cannot be opened."""
    return _parsed(read_beside(folder), str(folder / DECISIONS_FILE))


def read_beside(folder: Path) -> bytes:
    """The bytes of a folder's decisions.toml, none when there is none. Raises BrokenDecisions."""
    try:
        return files.read(folder / DECISIONS_FILE, DEFAULT_LIMITS.file_bytes)
    except MissingSource:
        return b""
    except SourceError as error:
        raise BrokenDecisions(error.message, where=error.where, hint=error.hint) from error


@lru_cache(maxsize=8)
def _parsed(data: bytes, where: str) -> DecisionsFile:
    """A file that says much about many sources is parsed once, not once a source."""
    return DecisionsFile(data, where)


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
        language=table.language("language"),
        tags=_texts(table, "tags"),
        summary=table.optional("summary"),
        key_points=_texts(table, "key_points"),
        author_note=table.optional("author_note"),
        restore=passages(table, "restore"),
        strip=passages(table, "strip"),
        options=table.table("options").strings(),
        edit=edits(table),
        insert=inserts(table),
        remark=remarks(table),
        settled=settled(table),
    )
    table.refuse_rest()
    return made


def checked_values(values: Mapping[str, object]) -> None:
    """SettingsError for a field that there is not, and for a value that it cannot have."""
    table = SettingsTable(values, "")
    _decisions(table)


def _texts(table: SettingsTable, key: str) -> tuple[str, ...] | None:
    found = table.texts(key, ())
    return found if key in table else None


def _meant(near: str) -> str:
    return f"; {near}" if near.startswith("did") else ""


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
