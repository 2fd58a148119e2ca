"""A piece of HTML inside another format → blocks, read as a page is."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from publish.model.limits import Limits
from publish.model.tree import Blocks
from publish.readers.html.depth import checked
from publish.readers.html.elements import INLAY
from publish.readers.html.flow import Flow
from publish.readers.html.formulas import find_formulas
from publish.readers.html.laying import Inlay, Reading
from publish.readers.html.notes import Notes

__all__ = ["blocks_of", "inlaid", "reading"]


def reading(limits: Limits, name: str, language: str = "") -> Reading:
    """What holds for all pieces of a file, and what is counted over them."""
    return Reading("", language, Notes(), limits, name, captions=False)


def inlaid(page: Reading, inlay: Inlay) -> str:
    """Markup that stands for an inline which the piece shall hold as it is."""
    page.inlays.append(inlay)
    return f'<{INLAY} n="{len(page.inlays) - 1}"></{INLAY}>'


def blocks_of(html: str, page: Reading) -> Blocks:
    """The blocks of a piece; its trails begin with `body`. Raises OverLimit as a page does."""
    data = f"<body>{html}".encode("utf-8", "replace")
    parser = LexborHTMLParser(checked(data, page.limits.nesting, page.name))
    root = parser.body
    if root is None:  # a <frameset> takes the body's place and has no words
        return ()
    page.formulas = find_formulas(root, html)
    flow = Flow(page)
    flow.walk(root)
    return flow.finished()
