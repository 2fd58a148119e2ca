"""Short ways to read a page in tests."""

from __future__ import annotations

from publish.model.article import Draft, Source
from publish.model.tree import Block
from publish.model.walk import text_of
from publish.readers import read


def page(body: str, head: str = "", **companions: bytes) -> Draft:
    """The draft of a page with this body."""
    html = f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    return read(Source("page.html", html.encode(), companions))


def blocks(body: str, head: str = "") -> tuple[Block, ...]:
    return page(body, head).blocks


def said(body: str) -> list[str]:
    return [text_of(block) for block in blocks(body)]
