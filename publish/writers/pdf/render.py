"""The one module that runs WeasyPrint: HTML and CSS in, the bytes of a PDF and its doubts out."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any  # WeasyPrint has no types

import weasyprint
from PIL import ImageFile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from publish.compose import Composition, compose
from publish.compose.picture_files import picture_name
from publish.errors import RenderError
from publish.model.article import Note
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import PDF
from publish.writers.pdf.footnotes import LONGEST_NOTE, longest_note, notes_lost
from publish.writers.pdf.glyphs import missing_notes, replaced
from publish.writers.pdf.metadata import attachments, describe
from publish.writers.pdf.pictures import printable
from publish.writers.pdf.roles import with_roles
from publish.writers.pdf.structure import finish, one_annotation_a_link
from publish.writers.pdf.typesetter import Choices, Counts, typesetting

__all__ = ["render"]

# WeasyPrint's import makes Pillow accept broken pictures, for the whole process.
ImageFile.LOAD_TRUNCATED_IMAGES = False

_RESOLUTION_DPI = 300  # of pictures, where the layout says nothing
_VARIANT: dict[str, object] = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
_OTHER_ENGINE = "WeasyPrint is not the version lines are set for, so it set them itself: {} differ"
# What came out of the engine for odd input, beside its own errors (docs/reliability.md, finding 3).
_GAVE_UP = (RecursionError, ZeroDivisionError, OverflowError, UnicodeEncodeError)


def render(edition: Edition, layout: Layout) -> Rendition:
    """The edition as one PDF.

    A page is made again when a first attempt shows that a character has no glyph (it is then named)
    or that a note was lost (all notes then stand at the end): both are noted, neither is silent.
    """
    at_end = layout.options.get("notes") == "end"
    pictures = {
        picture_name(asset): printable(asset)
        for article in edition.articles
        for asset in article.assets.values()
    }
    notes: tuple[Note, ...] = ()
    page = compose(edition, layout, "print", notes_at_end=at_end)
    pages = _laid_out(page, pictures, layout)
    if pages.notes_lost:
        notes = (
            Note("footnote.moved", "the notes find no room at the foot; they stand at the end"),
        )
        page = compose(edition, layout, "print", notes_at_end=True)
        pages = _laid_out(page, pictures, layout)
    data, heard = _written(pages, edition, layout, page)
    if heard.missing:
        notes += missing_notes(heard.missing, edition.articles)
        pages = _laid_out(replace(page, html=replaced(page.html, heard.missing)), pictures, layout)
        data, heard = _written(pages, edition, layout, page)
    return Rendition(
        format=PDF.name,
        files={"": data},
        media_type=PDF.media_type,
        pages=len(pages.document.pages),
        lines=(pages.counts.optimal, pages.counts.greedy),
        notes=(*notes, *pages.notes, *heard.notes),
    )


def _choices(layout: Layout) -> Choices:
    """How the layout wants its lines."""
    options = layout.options
    return Choices(
        lines="greedy" if options.get("lines") == "greedy" else "optimal",
        engine="untouched" if options.get("engine") == "untouched" else "fast",
        hang=options.get("hang") != "false",
        expand=options.get("expand") != "false",
    )


# The engine


@dataclass(frozen=True, slots=True)
class _Pages:
    """Pages laid out and not yet written; `document` is of no use where notes were lost."""

    document: Any
    choices: Choices
    notes_lost: bool
    counts: Counts = field(default_factory=Counts)
    notes: tuple[Note, ...] = ()


def _laid_out(page: Composition, pictures: Mapping[str, bytes], layout: Layout) -> _Pages:
    sheet, doubts = _sheet(page.css)
    choices = _choices(layout)
    resolution = float(layout.options.get("picture_dpi") or _RESOLUTION_DPI)
    with _listening() as heard, _giving_up(page.title), typesetting(choices) as counts:
        fetcher = _Memory({**pictures, **page.pictures})
        source = weasyprint.HTML(string=page.html, base_url="", url_fetcher=fetcher)
        if longest_note(source.etree_element) > LONGEST_NOTE:
            return _Pages(None, choices, notes_lost=True)
        document = source.render(
            font_config=_fonts(), stylesheets=[sheet], dpi=resolution, **_VARIANT
        )
    lost = notes_lost(source.etree_element, document)
    if counts.unknown:
        doubts += (Note("engine.unknown", _OTHER_ENGINE.format(", ".join(counts.unknown))),)
    return _Pages(document, choices, lost, counts, (*doubts, *heard.notes))


def _written(
    pages: _Pages, edition: Edition, layout: Layout, page: Composition
) -> tuple[bytes, _Heard]:
    document = pages.document
    describe(document, edition, layout)
    one_annotation_a_link(document)
    with (
        _listening() as heard,
        _giving_up(page.title),
        typesetting(pages.choices),
        with_roles(),
        warnings.catch_warnings(),
    ):
        # WeasyPrint 70 leaves the file of its colour profile to the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = document.write_pdf(
            finisher=finish,
            attachments=attachments(edition),
            pdf_identifier=_identifier(edition, page),
            **_VARIANT,
        )
    return data, heard


def _identifier(edition: Edition, page: Composition) -> bytes:
    """What makes this file this file, for the trailer: the same page has the same identifier."""
    whole = "\0".join((page.html, page.css, edition.moment)).encode()
    return hashlib.sha256(whole).digest()[:16]


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    """One for the process: a fresh one for each document costs 16 times the set-up."""
    return FontConfiguration()


@lru_cache(maxsize=16)
def _sheet(css: str) -> tuple[weasyprint.CSS, tuple[Note, ...]]:
    """A parsed style sheet and what the engine said of it, so that each document hears it."""
    with _listening() as heard, _giving_up("style sheet"):
        sheet = weasyprint.CSS(
            string=css, base_url="", font_config=_fonts(), url_fetcher=_Memory({})
        )
    return sheet, heard.notes


class _Memory(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves `asset:NAME` from memory and refuses everything else: no file or address is opened."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        # Not the base's: it builds handlers for files, FTP and HTTP, and an SSL context.
        self._pictures = pictures
        self._fail_on_errors = True

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """A picture of the edition; ValueError for any other address."""
        name = url.removeprefix("asset:")
        if name == url or name not in self._pictures:
            raise ValueError(f"{url} is none of the article's pictures, and nothing else is opened")
        return URLFetcherResponse(url, self._pictures[name])


@contextmanager
def _giving_up(where: str) -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError(
            str(error.__cause__ or error),
            where=where,
            hint="take url(...) and @import out of the style sheet",
        ) from error
    except _GAVE_UP as error:
        name = type(error).__name__
        raise RenderError(f"the page cannot be set ({name})", where=where) from error


# What the engine says


@dataclass(slots=True)
class _Heard:
    """What WeasyPrint logged: doubts as notes, and the characters that no font has."""

    notes: tuple[Note, ...] = ()
    missing: frozenset[str] = frozenset()


class _Ear(logging.Handler):
    def __init__(self, heard: _Heard) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        message = record.getMessage()
        if message.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self._heard.missing |= {str(record.args[0])}
        elif message.startswith("Failed to load image"):
            self._keep(Note("image.unreadable", message))
        else:
            self._keep(Note("print.engine", message))

    def _keep(self, note: Note) -> None:
        if note not in self._heard.notes:
            self._heard.notes += (note,)


@contextmanager
def _listening() -> Iterator[_Heard]:
    heard = _Heard()
    ear = _Ear(heard)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
