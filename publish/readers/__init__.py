"""Bytes → Draft. `READERS` is the table of contents; `read` picks by what the bytes look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from publish.model.article import Draft, Source
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers.html import read_html
from publish.readers.pictures import asset_of
from publish.readers.sniff import looks_like_html, refuse_data, refuse_what_is_no_text, suffix_of
from publish.readers.text import read_text

__all__ = ["READERS", "Reader", "asset_of", "read", "reader_for"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: `sniff` knows it by its first bytes, `suffixes` by its name when it has no mark."""

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[Source, Limits], Draft]


def _never(_: bytes) -> bool:
    return False


def _read_markdown(source: Source, limits: Limits) -> Draft:
    # As heavy to import as all the rest: a folder of pages never needs it.
    from publish.readers.markdown import read_markdown

    return read_markdown(source, limits)


READERS: tuple[Reader, ...] = (
    Reader("html", (".html", ".htm", ".xhtml"), looks_like_html, read_html),
    Reader("markdown", (".md", ".markdown", ".mdown", ".mkd"), _never, _read_markdown),
    Reader("text", (".txt", ".text"), _never, read_text),
)
"""In the order in which they look at the bytes; text takes what nobody else knows."""


def reader_for(source: Source) -> Reader:
    """The reader of a source: by its bytes, else by its suffix, else text.

    Raises UnknownFormat for bytes that are no text, and says what they look like.
    """
    for reader in READERS:
        if reader.sniff(source.data):
            return reader
    refuse_what_is_no_text(source)
    suffix = suffix_of(source.name)
    for reader in READERS[:-1]:
        if suffix in reader.suffixes:
            return reader
    refuse_data(source)
    return READERS[-1]


def read(source: Source, limits: Limits = DEFAULT_LIMITS) -> Draft:
    """Everything the source says, as blocks; nothing is judged.

    Raises SourceError: EmptySource, UnknownFormat, UndecodableText, EncryptedSource, OverLimit.
    """
    return reader_for(source).read(source, limits)
