"""The listing of a file of articles: made once, kept as long as the file is as it was.

A small database, so that one of any length takes little memory to make and to read: an article is
found by its number, a picture by its address.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from publish.archives.forms import Entry, Form, LeftOut, Picture, Settings
from publish.archives.naming import name_of, renamed
from publish.errors import BrokenSource, DiskFailed, Failure, OverLimit, shown
from publish.files import Slice, digest
from publish.model.article import Note
from publish.model.clean import clean_text
from publish.model.limits import Limits

_VERSION = 1
_LONGEST_TITLE = 300  # characters; nobody reads more of it in a list
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, name TEXT, digest TEXT, title TEXT, pictures INTEGER,
    at INTEGER, size INTEGER, packing TEXT, data BLOB, failure TEXT);
CREATE TABLE pictures (
    address TEXT PRIMARY KEY, digest TEXT, at INTEGER, size INTEGER, packing TEXT, data BLOB)
    WITHOUT ROWID;
CREATE TABLE moved (address TEXT PRIMARY KEY, leads_to TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Article:
    """A line of a listing: an article's name in its file, and where its bytes are."""

    number: int
    name: str
    digest: str
    title: str
    pictures: bool
    slice: Slice | None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture in a file: where it lies, or its `data`, and the SHA-256 of its bytes."""

    slice: Slice | None
    digest: str
    data: bytes = field(default=b"", repr=False)


def write(form: Form, path: Path, settings: Settings, about: Mapping[str, str], to: Path) -> None:
    """List a file into a new listing at `to`; `about` is kept with it.

    Raises SourceError, and DiskFailed where the listing cannot be written.
    """
    try:
        _write(form, path, settings, about, to)
    except sqlite3.OperationalError as error:
        where, hint = shown(str(to)), "make room on the disk, then run it again"
        raise DiskFailed(str(error), where=where, hint=hint) from error


def _write(form: Form, path: Path, settings: Settings, about: Mapping[str, str], to: Path) -> None:
    left_out: Counter[tuple[str, str]] = Counter()
    notes: list[list[str]] = []
    with closing(sqlite3.connect(to)) as base:
        base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES}")
        number = 0
        for listed in form.entries(path, settings):
            if isinstance(listed, Entry):
                number += 1
                name = name_of(listed.identity, listed.data)
                base.execute(_ARTICLE, (number, name, *_row(listed)))
            elif isinstance(listed, Picture):
                row = (listed.address, digest(listed.data), *_place(listed.slice, listed.data))
                base.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?)", row)
            elif isinstance(listed, LeftOut):
                left_out[listed.one, listed.many] += 1
                if listed.leads_to:
                    row = listed.address, listed.leads_to
                    base.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", row)
            else:
                notes.append([listed.code, listed.message])
        # sorted by the database: the names of a million articles are not held
        namesakes = base.execute(_NAMESAKES + (" DESC" if form.newest_first else ""))
        base.executemany("UPDATE articles SET name = ? WHERE number = ?", renamed(namesakes))
        told = [[one, many, count] for (one, many), count in sorted(left_out.items())]
        texts = {"left_out": json.dumps(told), "notes": json.dumps(notes)}
        said = {**about, **texts, "version": str(_VERSION)}
        base.executemany("INSERT INTO about VALUES (?, ?)", sorted(said.items()))
        base.commit()


_ARTICLE = "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NAMESAKES = (
    "SELECT name, number FROM articles"
    " WHERE name IN (SELECT name FROM articles GROUP BY name HAVING count(*) > 1)"
    " ORDER BY name, number"
)
_PICTURE = "SELECT digest, at, size, packing, data FROM pictures WHERE address = ?"
_MOVED = "SELECT leads_to FROM moved WHERE address = ?"
_MOST_HOPS = 5  # from address to address; a browser follows 20, a picture is seldom behind two
_ARTICLES = (
    "SELECT number, name, digest, title, pictures, at, size, packing, failure"
    " FROM articles ORDER BY number"
)


def _place(where: Slice | None, data: bytes) -> tuple[str | int | bytes | None, ...]:
    """Where bytes lie in the file; without a place there the bytes."""
    if where is None:
        return None, None, "", data
    return where.at, where.size, where.packing, None


def _row(entry: Entry) -> tuple[str | int | bytes | None, ...]:
    failure = entry.failure
    said = json.dumps([failure.code, failure.message, failure.hint]) if failure else None
    return (
        digest(entry.data),
        " ".join(clean_text(entry.title)[0].split())[:_LONGEST_TITLE],
        int(entry.pictures),
        *_place(entry.slice, b"" if failure else entry.data),
        said,
    )


class Listing:
    """A listing that was written; BrokenListing where it is none, or of another version."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._base = sqlite3.connect(
                f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            self.about: Mapping[str, str] = dict(self._base.execute("SELECT * FROM about"))
        except sqlite3.Error as error:
            raise BrokenListing(path) from error
        if self.about.get("version") != str(_VERSION):
            raise BrokenListing(path)

    @classmethod
    def at(cls, path: str) -> Listing:
        """The listing at a path; a process opens it once."""
        status = os.stat(path)  # noqa: PTH116  # once an article
        return _opened(path, status.st_ino, status.st_mtime_ns)

    @property
    def left_out(self) -> Iterator[tuple[str, str, int]]:
        """What the file holds besides: what one and what several are called, and how many."""
        yield from json.loads(self.about["left_out"])

    @property
    def notes(self) -> Iterator[Note]:
        """What is odd about the file as a whole."""
        yield from (Note(code, message) for code, message in json.loads(self.about["notes"]))

    def articles(self) -> Iterator[Article]:
        """The articles in the order in which the file has them. Raises BrokenListing."""
        try:
            for row in self._base.execute(_ARTICLES):
                number, name, of_bytes, title, pictures, at, size, packing, failure = row
                where = None if at is None else Slice(at, size, packing)
                said = Failure(*json.loads(failure)) if failure else None
                yield Article(number, name, of_bytes, title, bool(pictures), where, said)
        except sqlite3.Error as error:
            raise broken(self._path) from error

    def data(self, number: int, limits: Limits) -> bytes:
        """The bytes of an article that the listing keeps. Raises OverLimit, BrokenListing."""
        try:
            row = self._base.execute("SELECT data FROM articles WHERE number = ?", (number,))
            ((data,),) = row
        except (sqlite3.Error, ValueError) as error:
            raise broken(self._path) from error
        if len(data) > limits.file_bytes:
            raise OverLimit("file-bytes", len(data), limits.file_bytes)
        assert isinstance(data, bytes)
        return data

    def picture(self, address: str) -> Stored | None:
        """A picture by its address, or by one that leads there. Raises BrokenListing."""
        try:
            for _ in range(_MOST_HOPS):
                if row := self._base.execute(_PICTURE, (address,)).fetchone():
                    where = None if row[1] is None else Slice(*row[1:4])
                    return Stored(where, row[0], row[4] or b"")
                moved = self._base.execute(_MOVED, (address,)).fetchone()
                if moved is None:
                    return None
                (address,) = moved
        except sqlite3.Error as error:
            raise broken(self._path) from error
        return None


class BrokenListing(BrokenSource):
    """A listing that cannot be read: it is made anew with the next run."""

    def __init__(self, path: str) -> None:
        super().__init__("its listing is damaged", where=shown(path), hint="run it again")


def broken(path: str) -> BrokenListing:
    """The error of a listing that cannot be used, which is taken away."""
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108  # as text
    return BrokenListing(path)


@lru_cache(maxsize=4)
def _opened(path: str, inode: int, changed_ns: int) -> Listing:
    del inode, changed_ns  # of another file of this name
    return Listing(path)
