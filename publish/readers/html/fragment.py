"""A piece of HTML inside another format → blocks, read as a page is."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publish.model.article import Note, Source
from publish.model.limits import Limits
from publish.model.tree import Blocks
from publish.readers.html.depth import checked
from publish.readers.html.elements import INLAY
from publish.readers.html.flow import Flow
from publish.readers.html.formulas import find_formulas, formula_notes
from publish.readers.html.notes import Notes
from publish.readers.html.reading import Inlay, Reading


def reading(source: Source, limits: Limits, language: str = "") -> Reading:
    """What holds for all pieces of a file, and what is counted over them."""
    return Reading(
        "",
        language,
        Notes(),
        limits,
        source.name,
        captions=False,
        hosts=True,
        companions=source.companions,
    )


def inlaid(page: Reading, inlay: Inlay) -> str:
    """Markup that stands for an inline which the piece shall hold as it is."""
    page.inlays.append(inlay)
    return f'<{INLAY} n="{len(page.inlays) - 1}"></{INLAY}>'


def blocks_of(html: str, page: Reading) -> Blocks:
    """The blocks of a piece; its trails begin with `body`. Raises OverLimit as a page does."""
    data = f"<body>{html}".encode("utf-8", "replace")
    piece = checked(data, page.limits.nesting, page.name)
    root = LexborHTMLParser(piece.page).body
    if root is None:  # a <frameset> takes the body's place and has no words
        return ()
    return laid(root, html, piece.markup, page)


def laid(root: LexborNode, text: str, markup: str, page: Reading) -> Blocks:
    """The blocks of what stands in an element of a page or a piece with this text."""
    page.formulas = find_formulas(root, text, markup)
    page.unset_formulas += formula_notes(page.formulas.places.values())
    flow = Flow(page)
    flow.walk(root)
    return flow.finished()


def notes_on(page: Reading) -> tuple[Note, ...]:
    """What the tree cannot say of what was read, and what was left out."""
    return (*page.left_out.notes(), *dict.fromkeys(page.unset_formulas))
