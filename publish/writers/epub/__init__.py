"""Edition + Layout → EPUB 3.3: the pages of the EPUB-ready folder with cover, contents, package."""

from __future__ import annotations

from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import EPUB


def write(edition: Edition, layout: Layout) -> Rendition:
    """The edition as an e-book.

    Raises BrokenLayout when the layout's template makes no well-formed XHTML.
    """
    # Here, not above: fontTools, lxml and Pillow take half a second to load.
    from publish.writers.epub.book import book_of

    data, notes = book_of(edition, layout)
    return Rendition(EPUB.name, {"": data}, EPUB.media_type, notes=notes)
