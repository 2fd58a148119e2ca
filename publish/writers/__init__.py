"""Edition + Layout → Rendition: one writer a format, each in a module of its own.

A writer is imported when it is first asked for: PDF, Word and EPUB bring libraries that take up to
a second to load, and the command line lists the formats without them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from publish.errors import SettingsError, nearest
from publish.model.edition import Edition, Layout, Rendition

__all__ = ["WRITERS", "Writer", "writer_for"]

Write = Callable[[Edition, Layout], Rendition]


def _lazily(module: str) -> Write:
    """The `write` of a module of this package, which is imported at the first call."""

    def write(edition: Edition, layout: Layout) -> Rendition:
        made: Rendition = import_module(f"{__name__}.{module}").write(edition, layout)
        return made

    return write


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: its media type, the suffix of its file ("" for a folder) and who writes it."""

    format: str
    media_type: str
    suffix: str
    write: Write


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

WRITERS = (
    Writer("pdf", "application/pdf", ".pdf", _lazily("pdf")),
    Writer("docx", _WORD, ".docx", _lazily("docx")),
    Writer("epub", "application/epub+zip", ".epub", _lazily("epub")),
    Writer("xhtml", "application/xhtml+xml", "", _lazily("xhtml")),
    Writer("json", "application/json", ".json", _lazily("json")),
)


def writer_for(format: str) -> Writer:
    """The writer of a format. SettingsError with the nearest right name when there is none."""
    for writer in WRITERS:
        if writer.format == format:
            return writer
    hint = nearest(format, (writer.format for writer in WRITERS))
    raise SettingsError("there is no such format", where=format, hint=hint)
