"""Edition + Layout → PDF: one file that is PDF/A-3a and PDF/UA-1, with its articles' records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.model.edition import Edition, Layout, Rendition


def write(edition: Edition, layout: Layout) -> Rendition:
    """The edition as a PDF. `layouts.use_fonts(layout)` must have come before in this process.

    Raises RenderError when the engine gives up, BrokenLayout for a template's mistakes.
    """
    # Here, not above: the engine takes a second to load, and the parent of workers never sets text.
    from publish.writers.pdf.render import render

    return render(edition, layout)
