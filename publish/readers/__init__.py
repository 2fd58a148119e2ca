"""Bytes → Draft. `READERS` is the table of contents; `read` picks by what the bytes look like.

A reader is imported when it is first asked for: who only lists what can be read needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from publish.errors import listed
from publish.model.article import Draft, Source
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers.fragments import looks_like_fragment
from publish.readers.sniff import (
    looks_like_html,
    looks_like_message,
    looks_like_word,
    refuse_data,
    refuse_what_is_no_text,
    suffix_of,
)

Read = Callable[[Source, Limits], Draft]


def _lazily(module: str) -> Read:
    """The `read` of a module of this package, which is imported at the first call."""

    def read(source: Source, limits: Limits) -> Draft:
        made: Draft = import_module(f"{__name__}.{module}").read(source, limits)
        return made

    return read


def _no_mark(_: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a format: known by its first bytes, by its suffix when these have no mark.

    `may_be` is asked when neither tells: whether the bytes are of this format all the same.
    `title` is what people call it. The versions of `libraries` are in the key of every output.
    `warm` are modules that are slow to import: a worker has them before an article's time begins.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Read
    looks_like: Callable[[bytes], bool] = _no_mark
    may_be: Callable[[bytes], bool] = _no_mark
    libraries: tuple[str, ...] = ()
    warm: tuple[str, ...] = ()


READERS: tuple[Reader, ...] = (
    Reader(  # not warm, like Markdown
        "mhtml",
        "MHTML",
        (".mhtml", ".mht", ".eml"),
        _lazily("mhtml"),
        looks_like=looks_like_message,
        libraries=("selectolax",),
    ),
    Reader(
        "html",
        "HTML",
        (".html", ".htm", ".xhtml"),
        _lazily("html"),
        looks_like=looks_like_html,
        may_be=looks_like_fragment,
        libraries=("selectolax",),
        warm=(f"{__name__}.html",),
    ),
    Reader(  # not warm, like Markdown
        "docx",
        "Word",
        (".docx", ".docm", ".dotx", ".dotm"),
        _lazily("docx"),
        looks_like=looks_like_word,
        libraries=("lxml",),
    ),
    Reader(  # not warm: as heavy as all the rest, and a folder of pages never needs it
        "markdown",
        "Markdown",
        (".md", ".markdown", ".mdown", ".mkd"),
        _lazily("markdown"),
        libraries=("markdown-it-py", "mdit-py-plugins", "selectolax"),
    ),
    Reader(
        "warc", "web archives", (), _lazily("warc"), libraries=("brotli", "fastwarc", "selectolax")
    ),
    Reader("feed", "feeds", (), _lazily("feed"), libraries=("lxml", "selectolax")),
    Reader(
        "json",
        "JSON lines",
        (),
        _lazily("json"),
        libraries=("markdown-it-py", "mdit-py-plugins", "selectolax"),
    ),
    Reader("text", "text", (".txt", ".text"), _lazily("text"), warm=(f"{__name__}.text",)),
)
"""In the order in which they look at the bytes; text takes what nobody else knows."""


def examples(readers: tuple[Reader, ...] = READERS) -> str:
    """What articles are called, for a hint: .txt, .md or .html."""
    return listed([reader.suffixes[0] for reader in reversed(readers) if reader.suffixes], "or")


def reader_for(source: Source, readers: tuple[Reader, ...] = READERS) -> Reader:
    """The reader of a source: as it says, else by its bytes, its suffix, else the last one.

    Raises UnknownFormat for bytes that are no text, and says what they look like.
    """
    for reader in readers:
        if source.form == reader.name or (not source.form and reader.looks_like(source.data)):
            return reader
    known = listed([reader.title for reader in reversed(readers)], "and")
    refuse_what_is_no_text(source, known)
    suffix = suffix_of(source.name)
    for reader in readers[:-1]:
        if suffix in reader.suffixes:
            return reader
    refuse_data(source, known)
    return next((reader for reader in readers if reader.may_be(source.data)), readers[-1])


def read(
    source: Source, limits: Limits = DEFAULT_LIMITS, readers: tuple[Reader, ...] = READERS
) -> Draft:
    """Everything the source says, as blocks; nothing is judged.

    Raises SourceError: EmptySource, UnknownFormat, UndecodableText, EncryptedSource, OverLimit.
    """
    return reader_for(source, readers).read(source, limits)
