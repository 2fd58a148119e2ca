"""What other tools make of the same page, with their defaults as a user would call them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import lxml.html
import trafilatura
from lxml import etree
from readability import Document  # type: ignore[import-untyped]
from readability.readability import Unparseable  # type: ignore[import-untyped]
from resiliparse.extract.html2text import extract_plain_text

__all__ = ["OTHERS", "Extracted"]

_BLOCKS = frozenset(
    {
        *("address", "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    }
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A page's text and what was found about it; what a tool never gives is None."""

    text: str
    title: str | None = None
    authors: str | list[str] | None = None
    date: str | None = None


def _trafilatura(page: str, url: str) -> Extracted:
    found = trafilatura.bare_extraction(
        page, url=url or None, with_metadata=True, include_comments=False
    )
    if found is None:
        return Extracted("", "", "", "")
    assert not isinstance(found, dict), "as_dict was not asked for"
    return Extracted(found.text or "", found.title or "", found.author or "", found.date or "")


def _readability(page: str, _: str) -> Extracted:
    document = Document(page)
    try:
        summary = document.summary(html_partial=True)
        tree = lxml.html.fromstring(summary)
    except (Unparseable, etree.ParserError):
        return Extracted("", "")
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    return Extracted(tree.text_content(), document.title() or "")


def _resiliparse(page: str, _: str) -> Extracted:
    return Extracted(extract_plain_text(page, main_content=True) or "")


OTHERS: Mapping[str, Callable[[str, str], Extracted]] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}
"""By the name of the package; each takes a page and its address."""

# What they say of pages they find hard is not ours to pass on.
for _name in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
