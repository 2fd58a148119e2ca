"""Files that hold articles: feeds, mailboxes, web archives, JSON lines. `FORMS` is the table.

A file is listed once (`listing`): each of its articles has a name that its position does not
change, and a place in the file. From then on an article is a source like any other: it is read
alone, by the reader of its form (`readers`), and the file is opened only at its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from publish import files
from publish.archives.beginnings import looks_like_feed, looks_like_mbox
from publish.archives.forms import Entries, Form, Listed, Settings
from publish.archives.listing import Listing, write
from publish.archives.slices import read_slice
from publish.errors import MissingSource, UnreadableSource
from publish.files import Companions, Found
from publish.model.article import Source
from publish.model.clean import clean_name
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers import READERS

__all__ = ["FORMS", "Form", "Listing", "Settings", "form_at", "load", "picture", "write"]

_HEAD = 4_096  # bytes that tell a form where the name does not
_OF_READERS = frozenset(suffix for reader in READERS[:-1] for suffix in reader.suffixes)


def _lazily(module: str) -> Entries:
    """The `entries` of a module of this package, which is imported at the first call."""

    def entries(path: Path, settings: Settings) -> Iterator[Listed]:
        made: Iterator[Listed] = import_module(f"{__name__}.{module}").entries(path, settings)
        return made

    return entries


FORMS: tuple[Form, ...] = (
    Form(
        "feed",
        "RSS and Atom",
        (".rss", ".atom"),
        _lazily("feed"),
        looks_like=looks_like_feed,
        maybe=(".xml", ".rdf"),
        newest_first=True,
    ),
    Form("mhtml", "mailboxes", (".mbox", ".mbx"), _lazily("mbox"), looks_like=looks_like_mbox),
    Form("json", "JSON lines", (".jsonl", ".ndjson"), _lazily("json_lines")),
)
"""By what their files are called, or begin with."""


def form_at(place: str, *, named: bool = False) -> Form | None:
    """The form of the file at a path, by its name, or by its first bytes.

    These are read of files without a suffix, of those called as several formats are, and of any
    that somebody `named`, but for one that is called as a reader's are: a mail may begin as a
    mailbox does. None for what holds no articles, or cannot be read.
    """
    name = os.path.basename(place).lower()  # noqa: PTH119  # of a hundred thousand sources
    for form in FORMS:
        if name.endswith(form.suffixes):
            return form
    suffix = os.path.splitext(name)[1]  # noqa: PTH122  # likewise
    named = named and suffix not in _OF_READERS
    asked = [form for form in FORMS if named or not suffix or suffix in form.maybe]
    if not asked or place == "-":
        return None
    try:
        with os.fdopen(files.opened(place)[0], "rb", buffering=0) as file:
            head = file.read(_HEAD)
    except (MissingSource, UnreadableSource, OSError):
        return None  # who loads it says what is wrong
    return next((form for form in asked if form.looks_like(head)), None)


def load(found: Found, limits: Limits = DEFAULT_LIMITS) -> Source:
    """An article of a file, as `files.load` has one that is a file. Raises SourceError."""
    member = found.member
    assert member
    files.refuse(found)
    if member.slice is None:
        data = Listing.at(member.listing).data(member.number, limits)
    else:
        data = read_slice(found.place, member.slice, limits.file_bytes)
    if member.pictures:
        companions = Companions(lambda name: picture(found, name, limits))
    else:
        companions = Companions.beside(found.path.parent, limits.image_bytes)
    return Source(clean_name(found.name), data, companions, form=member.form)


def picture(found: Found, name: str, limits: Limits) -> bytes | None:
    """A picture that lies in the file of an article, by its address; None where there is none."""
    assert found.member
    stored = Listing.at(found.member.listing).picture(name)
    if stored is None:
        return None
    return read_slice(found.place, stored.slice, limits.image_bytes)
