"""Edition + Layout → the EPUB-ready folder: pages, style sheet, pictures, fonts, a manifest.

`article.xhtml` (of several articles `article-1.xhtml`, `article-2.xhtml`, …) with `styles/`,
`images/` and `fonts/` below it. `manifest.json` says what a packager has to know: the metadata, the
order of reading, the contents, and each file's media type and properties as EPUB names them.
"""

from __future__ import annotations

from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import XHTML


def write(edition: Edition, layout: Layout) -> Rendition:
    """The edition as a folder that any packager can take as it is.

    Raises BrokenLayout when the layout's template makes no well-formed XHTML.
    """
    # Here, not above: fontTools and lxml take a third of a second to load.
    from publish.writers.xhtml.folder import folder_of, with_fonts
    from publish.writers.xhtml.manifest import manifest_of

    folder = with_fonts(folder_of(edition, layout), layout)
    files = {path: part.data for path, part in folder.parts.items()}
    return Rendition(
        format=XHTML.name,
        files={**files, "manifest.json": manifest_of(folder)},
        media_type=XHTML.media_type,
        notes=folder.notes,
    )
