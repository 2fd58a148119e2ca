"""Edition + Layout → a Word file for an editor: named styles, real notes, lists and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.model.edition import Edition, Layout, Rendition


def check_template(layout: Layout) -> None:
    """Raise BrokenLayout for a Word template of the house that cannot be used."""
    # Here, not above: lxml takes a twentieth of a second to load.
    from publish.writers.docx.fixed import fixed
    from publish.writers.docx.held import house_of

    if house := house_of(layout):
        fixed(layout.docx, "en", 0, rtl=False, house=house)


def write(edition: Edition, layout: Layout) -> Rendition:
    """The edition as a Word file.

    What was removed and what is doubtful stands in comments, unless the layout's option `comments`
    is "false" (`--no-comments`).
    """
    # Here, not above: lxml takes a twentieth of a second to load.
    from publish.writers.docx.document import written

    return written(edition, layout)
