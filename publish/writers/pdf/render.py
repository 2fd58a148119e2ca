"""The one module that runs WeasyPrint: HTML and CSS in, the bytes of a PDF and its doubts out."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any  # WeasyPrint has no types

import weasyprint
from PIL import ImageFile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from publish.collector import patient
from publish.compose import Composition, compose
from publish.compose.layout_pictures import layout_pictures
from publish.compose.picture_files import picture_name
from publish.errors import RenderError
from publish.model.article import Note
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import PDF
from publish.writers.pdf.engine_parts import running, verdicts
from publish.writers.pdf.fetcher import Memory
from publish.writers.pdf.footnotes import LONGEST_NOTE, longest_note, notes_lost
from publish.writers.pdf.glyphs import missing_notes, replaced
from publish.writers.pdf.heard import Heard, listening
from publish.writers.pdf.metadata import attachments, claim_conformance, describe
from publish.writers.pdf.note_links import MARKED, link_notes
from publish.writers.pdf.pictures import printable
from publish.writers.pdf.roles import with_roles
from publish.writers.pdf.structure import finisher, one_annotation_a_link
from publish.writers.pdf.text_layer import with_text_layer
from publish.writers.pdf.typesetter import Choices, Counts, typesetting

# WeasyPrint's import makes Pillow accept broken pictures, for the whole process.
ImageFile.LOAD_TRUNCATED_IMAGES = False

_RESOLUTION_DPI = 300  # of pictures, where the layout says nothing
_BASE = "file:///edition"  # where there is nothing; without it links hang on the current folder
_OTHER_ENGINE = "this WeasyPrint is not the one that publish was written for"
_VARIANT: dict[str, object] = {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
# What came out of the engine for odd input, beside its own errors (docs/reliability.md, finding 3).
_GAVE_UP = (RecursionError, ZeroDivisionError, OverflowError, UnicodeEncodeError)


@patient()  # to the end: between layout and writing all that was laid out is alive
def render(edition: Edition, layout: Layout) -> Rendition:
    """The edition as one PDF.

    A page is made again when a first attempt shows that a character has no glyph (it is then named)
    or that a note was lost (all notes then stand at the end): both are noted, neither is silent.
    """
    at_end = layout.options.get("notes") == "end" or "footnotes" not in running()
    pictures = {
        picture_name(asset): printable(asset)
        for article in edition.articles
        for asset in article.assets.values()
    }
    pictures |= {name: printable(asset) for name, asset in layout_pictures(layout).items()}
    notes: tuple[Note, ...] = ()
    page = compose(edition.fitted(), layout, "print", notes_at_end=at_end)
    pages = _laid_out(page, pictures, layout)
    if pages.notes_lost:
        notes = (
            Note("footnote.moved", "the notes find no room at the foot; they stand at the end"),
        )
        page = compose(edition.fitted(), layout, "print", notes_at_end=True)
        pages = _laid_out(page, pictures, layout)
    doubts = [note for view in page.articles for note in view.doubts]
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
        notes=(*notes, *doubts, *pages.notes, *heard.notes),
        starts=_starts(pages.document, page),
    )


def _starts(document: Any, page: Composition) -> tuple[int, ...]:
    """The pages on which the articles' titles stand, from 1."""
    at: dict[str, int] = {}
    for number, each in enumerate(document.pages, 1):
        for anchor in each.anchors:
            at.setdefault(anchor, number)
    found = tuple(at.get(view.anchor, 0) for view in page.articles)
    return found if all(found) else ()


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
    with _listening() as heard, _giving_up(page.title), _typesetting(choices) as counts:
        fetcher = _memory({**pictures, **page.pictures})
        source = weasyprint.HTML(string=page.html, base_url=_BASE, url_fetcher=fetcher)
        if longest_note(source.etree_element) > LONGEST_NOTE:
            return _Pages(None, choices, notes_lost=True)
        document = source.render(
            font_config=_fonts(), stylesheets=[sheet], dpi=resolution, **_VARIANT
        )
    lost = "footnotes" in running() and notes_lost(source.etree_element, document)
    said = (*_unknown(choices), *doubts, *heard.notes, *counts.notes)
    return _Pages(document, choices, lost, counts, said)


def _unknown(choices: Choices) -> tuple[Note, ...]:
    """A note of the parts that do not run with the engine installed here, if there are any."""
    told: dict[str, list[str]] = {}
    for verdict in verdicts():
        part, wanted = verdict.part, choices.engine == "fast" or not verdict.part.replaces
        if wanted and not verdict.runs:
            told.setdefault(part.without, []).append(f"{part.name} ({verdict.why})")
    if not told:
        return ()
    lost = "; ".join(f"{what} without {', '.join(names)}" for what, names in told.items())
    return (Note("engine.unknown", f"{_OTHER_ENGINE}: {lost}"),)


def _written(
    pages: _Pages, edition: Edition, layout: Layout, page: Composition
) -> tuple[bytes, Heard]:
    document = pages.document
    describe(document, edition.fitted(), layout)
    if "conformance" in running():
        claim_conformance(document)
    if "links" in running():
        one_annotation_a_link(document)
    if "notes" in running() and MARKED in page.html:
        link_notes(document)
    with (
        _listening() as heard,
        _giving_up(page.title),
        _typesetting(pages.choices) as counts,
        with_roles("roles" in running()),
        with_text_layer("text_layer" in running()),
        warnings.catch_warnings(),
    ):
        # WeasyPrint 70 leaves the file of its colour profile to the collector.
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = document.write_pdf(
            finisher=finisher(running()),
            attachments=attachments(edition),
            pdf_identifier=_identifier(edition, page),
            **_VARIANT,
        )
    heard.notes += tuple(note for note in counts.notes if note not in pages.notes)
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
            string=css, base_url=_BASE, font_config=_fonts(), url_fetcher=_memory({})
        )
    return sheet, heard.notes


def _memory(pictures: Mapping[str, bytes]) -> Memory:
    return Memory(pictures, lean="fetcher" in running())


def _listening() -> AbstractContextManager[Heard]:
    return listening(glyphs="glyphs" in running())


def _typesetting(choices: Choices) -> AbstractContextManager[Counts]:
    return typesetting(choices, running().values())


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
