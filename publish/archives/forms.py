"""What is said of a file that holds articles while it is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from publish.errors import Failure
from publish.files import Slice
from publish.model.article import Note
from publish.model.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes how a file is listed: `fields` are names of JSON's fields by those of ours."""

    limits: Limits = DEFAULT_LIMITS
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article: what tells it from all others, and its bytes as its reader takes them.

    `identity` is what its publisher calls it, "" for nothing: then its bytes tell it. They lie at
    `slice` of the file; without one the listing keeps them. One with a `failure` is known, and
    cannot be read.
    """

    identity: str
    data: bytes = field(repr=False)
    slice: Slice | None = None
    title: str = ""
    pictures: bool = False
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the file, for articles that name its `address`; the last of several counts.

    `slice` says where what holds it lies (`Form.picture`); without one the listing keeps `data`.
    """

    address: str
    data: bytes = field(repr=False)
    slice: Slice | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is no article and no picture: "style sheet", "redirect"; one and several.

    What lies at another address, `leads_to`, may be asked for by its own.
    """

    one: str
    many: str
    address: str = ""
    leads_to: str = ""


Listed: TypeAlias = Entry | Picture | LeftOut | Note
Entries: TypeAlias = Callable[[Path, Settings], Iterator[Listed]]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file that holds articles; its `name` is that of the reader of one of them.

    Files are known by their `suffixes`, which may have two dots; those that end in one of `maybe`,
    and some others, by how they begin. `entries` lists one, an article at a time: SourceError where
    nothing can be listed; a Note is of the file, and told once. `newest_first` says that new
    articles come before the others, `by_name` that the fields of an article have names that differ
    (`--fields`). A file of one article's bytes ends in `alone`, or the first of `suffixes`.
    `picture` takes a picture of so many bytes at most out of its slice: OverLimit for more.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    entries: Entries
    looks_like: Callable[[bytes], bool] = lambda _: False
    maybe: tuple[str, ...] = ()
    newest_first: bool = False
    alone: str = ""
    by_name: bool = False
    picture: Callable[[bytes, int], bytes] = lambda data, _: data
