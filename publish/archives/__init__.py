"""Files that hold articles: feeds, mailboxes, web archives, JSON lines. `FORMS` is the table.

A file is listed once (`listing`): each of its articles has a name that its position does not
change, and a place in the file. From then on an article is a source like any other: it is read
alone, by the reader of its form (`readers`), and the file is opened only at its place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from publish import files, loading
from publish.archives.beginnings import (
    looks_like_feed,
    looks_like_mbox,
    looks_like_wacz,
    looks_like_warc,
)
from publish.archives.forms import Entries, Form, Listed, Settings
from publish.archives.listing import Listing, broken, write
from publish.archives.slices import read_slice
from publish.errors import MissingSource, UnreadableSource
from publish.files import Found, Member
from publish.loading import Companions
from publish.model.article import Source
from publish.model.clean import clean_name
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers import READERS
from publish.readers.sniff import looks_like_json_lines

__all__ = [
    "BY_NAME",
    "FORMS",
    "HEAD",
    "Form",
    "Listing",
    "Settings",
    "form_at",
    "form_called",
    "form_of",
    "forms_possible",
    "load",
    "picture",
    "suffix_of",
    "write",
]

HEAD = 4_096
"""Bytes that tell a form where the name does not."""

_OF_READERS = frozenset(suffix for reader in READERS[:-1] for suffix in reader.suffixes)
_AROUND = 100_000  # bytes of headers that may stand around a picture


def _lazily(module: str) -> Entries:
    """The `entries` of a module of this package, which is imported at the first call."""

    def entries(path: Path, settings: Settings) -> Iterator[Listed]:
        made: Iterator[Listed] = import_module(f"{__name__}.{module}").entries(path, settings)
        return made

    return entries


def _picture_of_warc(data: bytes, limit_bytes: int) -> bytes:
    # Here, not above: who opens no web archive needs no FastWARC.
    from publish.archives.warc import picture_in

    return picture_in(data, limit_bytes)


FORMS: tuple[Form, ...] = (
    Form(
        "feed",
        "RSS and Atom",
        (".rss", ".atom"),
        _lazily("feed"),
        looks_like=looks_like_feed,
        maybe=(".xml", ".rdf"),
        newest_first=True,
        alone=".xml",
    ),
    Form(
        "mhtml",
        "mailboxes",
        (".mbox", ".mbx"),
        _lazily("mbox"),
        looks_like=looks_like_mbox,
        alone=".eml",
    ),
    Form(
        "json",
        "JSON lines",
        (".jsonl", ".ndjson"),
        _lazily("json_lines"),
        looks_like=looks_like_json_lines,
        maybe=(".json",),
        by_name=True,
        alone=".json",
    ),
    Form(
        "warc",
        "web archives",
        (".warc", ".warc.gz", ".warc.zst", ".warc.lz4"),
        _lazily("warc"),
        looks_like=looks_like_warc,
        maybe=(".gz", ".zst", ".lz4"),
        picture=_picture_of_warc,
    ),
    Form(
        "warc",
        "WACZ",
        (".wacz",),
        _lazily("wacz"),
        looks_like_wacz,
        (".zip",),
        picture=_picture_of_warc,
    ),
)
"""By what their files are called, or begin with."""
BY_NAME = frozenset(form.name for form in FORMS if form.by_name)
"""The forms whose articles have fields by names that a person may say (`--fields`)."""


def form_at(place: str, *, named: bool = False) -> Form | None:
    """The form of the file at a path, by its name, or by its first bytes.

    These are read of files without a suffix, of those called as several formats are, and of any
    that somebody `named`, but for one that is called as a reader's are: a mail may begin as a
    mailbox does. None for what holds no articles, or cannot be read.
    """
    if form := form_called(place):
        return form
    asked = forms_possible(place, named=named)
    if not asked or place == "-":
        return None
    try:
        with os.fdopen(files.opened(place)[0], "rb", buffering=0) as file:
            head = file.read(HEAD)
    except (MissingSource, UnreadableSource, OSError):
        return None  # who loads it says what is wrong
    return form_of(head, asked)


def form_called(place: str) -> Form | None:
    """The form of which a file is by its name."""
    name = os.path.basename(place).lower()  # noqa: PTH119  # of a hundred thousand sources
    return next((form for form in FORMS if name.endswith(form.suffixes)), None)


def forms_possible(place: str, *, named: bool) -> Sequence[Form]:
    """The forms of which another file may be, by its first bytes (`form_at`)."""
    suffix = os.path.splitext(place.lower())[1]  # noqa: PTH122  # likewise
    named = named and suffix not in _OF_READERS
    return [form for form in FORMS if named or not suffix or suffix in form.maybe]


def form_of(head: bytes, asked: Sequence[Form] = FORMS) -> Form | None:
    """The form, of those asked for, of a file that begins so."""
    return next((form for form in asked if form.looks_like(head[:HEAD])), None)


def suffix_of(member: Member) -> str:
    """What the name of a file ends in that holds this article and nothing else."""
    form = next((form for form in FORMS if form.name == member.form), None)
    return (form.alone or form.suffixes[0]) if form else ""


def load(
    found: Found, limits: Limits = DEFAULT_LIMITS, fetch: Callable[[str], None] | None = None
) -> Source:
    """The source's bytes, as `loading.load` has them, of an article in a file too.

    Raises SourceError.
    """
    member = found.member
    if member is None:
        return loading.load(found, limits, fetch)
    loading.refuse(found)
    if member.slice is None:
        data = Listing.at(member.listing).data(member.number, limits)
        if files.digest(data) != member.digest:
            raise broken(member.listing)
    else:
        data = read_slice(member.file or found.place, member.slice, limits.file_bytes)
    if member.pictures:
        companions = Companions(lambda name: picture(found, name, limits))
    elif found.place == "-":
        return Source(clean_name(found.name), data, form=member.form)
    else:
        companions = Companions.beside(found.path.parent, limits.image_bytes, fetch)
    return Source(clean_name(found.name), data, companions, form=member.form)


def picture(found: Found, name: str, limits: Limits) -> bytes | None:
    """A picture that lies in the file of an article, by its address; None where there is none."""
    assert found.member
    stored = Listing.at(found.member.listing).picture(name)
    if stored is None or stored.slice is None:
        return stored.data if stored else None
    form = next(form for form in FORMS if form.name == found.member.form)
    data = read_slice(found.member.file or found.place, stored.slice, limits.image_bytes + _AROUND)
    return form.picture(data, limits.image_bytes)
