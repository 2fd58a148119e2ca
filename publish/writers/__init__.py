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
from publish.model.formats import DOCX, EPUB, JSON, PDF, XHTML, Format

Write = Callable[[Edition, Layout], Rendition]


def _lazily(module: str) -> Write:
    """The `write` of a module of this package, which is imported at the first call."""

    def write(edition: Edition, layout: Layout) -> Rendition:
        made: Rendition = import_module(f"{__name__}.{module}").write(edition, layout)
        return made

    return write


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a format.

    `warm` are modules that are slow to import: a worker has them before an article's time begins.
    """

    format: Format
    write: Write
    warm: tuple[str, ...] = ()


WRITERS = (
    Writer(PDF, _lazily("pdf"), warm=("weasyprint",)),
    Writer(DOCX, _lazily("docx")),
    Writer(EPUB, _lazily("epub")),
    Writer(XHTML, _lazily("xhtml")),
    Writer(JSON, _lazily("json")),
)


def writer_for(format: str, writers: tuple[Writer, ...] = WRITERS) -> Writer:
    """The writer of a format. SettingsError with the nearest right name when there is none."""
    known = {writer.format.name: writer for writer in writers}
    if format not in known:
        raise SettingsError("there is no such format", where=format, hint=nearest(format, known))
    return known[format]
