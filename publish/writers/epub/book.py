"""All files of the e-book, packed.

Source: EPUB 3.3, section 4 (the container); EPUBCheck PKG-006 and PKG-007 on `mimetype`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from publish.compose.printed_dates import printed_date
from publish.compose.views import labels_for
from publish.model.article import Note
from publish.model.edition import Edition, Layout
from publish.writers.epub.cover import CoverWords, cover_image
from publish.writers.epub.fonts import with_fonts
from publish.writers.epub.navigation import nav_page, ncx
from publish.writers.epub.package import COVER_IMAGE, COVER_PAGE, NAV, NCX, package_document
from publish.writers.epub.pages import cover_page
from publish.writers.xhtml.folder import Folder, Part, folder_of
from publish.writers.zip import Deflated, deflated, packed

_ROOT = "EPUB/"
_PACKAGE = "package.opf"
_MIMETYPE = b"application/epub+zip"  # and nothing after it
_SHARED = ("fonts/", "styles/")
_LEVEL = 4  # of fonts 1 % longer than at the usual 6, in seven tenths of the time
_CONTAINER = f"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{_ROOT}{_PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def book_of(edition: Edition, layout: Layout) -> tuple[bytes, tuple[Note, ...]]:
    """The e-book's bytes, and what was odd on the way."""
    folder = folder_of(edition, layout)
    labels = labels_for(layout.labels, folder.facts.languages[0])
    words = words_of(folder)
    cover, nav = cover_page(folder, words, labels), nav_page(folder, labels)
    folder = with_fonts(folder, layout, (cover, nav))
    parts = {
        **folder.parts,
        COVER_IMAGE: Part(cover_image(words, layout), "image/png", ("cover-image",)),
        COVER_PAGE: Part(cover, "application/xhtml+xml"),
        NAV: Part(nav, "application/xhtml+xml", ("nav",)),
        NCX: Part(ncx(folder), "application/x-dtbncx+xml"),
    }
    files: dict[str, bytes | Deflated] = {
        "mimetype": _MIMETYPE,
        "META-INF/container.xml": _CONTAINER.encode(),
        f"{_ROOT}{_PACKAGE}": package_document(folder, parts),
        **_pressed(parts),
    }
    data = packed(files, edition.moment, first=("mimetype",), stored=frozenset({"mimetype"}))
    return data, folder.notes


def words_of(folder: Folder) -> CoverWords:
    """What stands on the cover. Of several articles no authors: they stand with their articles.

    The edition's own line, such as a series' name, takes the outlet's place.
    """
    facts = folder.facts
    outlet = facts.outlets[0] if len(facts.outlets) == 1 else ""
    if len(folder.pages) > 1:
        line = folder.subtitle or outlet
        return CoverWords(facts.title, line, "", printed_date(facts.date, facts.languages[0]))
    view = folder.pages[0].view
    authors = " ".join(filter(None, (", ".join(view.first_authors), view.others)))
    return CoverWords(facts.title, outlet, authors, view.published.text)


def _pressed(parts: Mapping[str, Part]) -> dict[str, bytes | Deflated]:
    """The parts by their full path; those that many books share are deflated once a process."""
    return {
        f"{_ROOT}{path}": _shared(part.data) if path.startswith(_SHARED) else part.data
        for path, part in parts.items()
    }


@lru_cache(maxsize=256)
def _shared(data: bytes) -> Deflated:
    return deflated(data, level=_LEVEL)
