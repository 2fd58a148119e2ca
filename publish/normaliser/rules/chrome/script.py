"""What a page says to browsers, and what its programs spill: data, unfilled templates, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import CodeBlock, Heading, Listing, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import point_at_asks
from publish.normaliser.rules.examples import PARAGRAPH

_FEWEST_KEYS = 2  # of data; a set of one word stands in brackets too
_MANY_KEYS = 6  # of data that nobody shows to explain it. # guess
_UNFILLED = re.compile(r"\s*(?:(?:\{\{[^{}]{1,200}\}\}|\{%[^{}]{1,200}%\}|<%[^<>]{1,200}%>)\s*)+")
_SIGNS = "{}();=<>|&"
_DENSE = 0.08  # share of a program's characters that are signs; of prose 1 of 1,000 are
_LEAST_OF_CODE = 40  # characters


@rule(
    "chrome.script",
    "What a page says to browsers that cannot show it, and data or code that it spills.",
    example=f"Please enable JavaScript to view this page.\n\nRents rise again\n\n{PARAGRAPH}",
)
def script(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short blocks about JavaScript, old browsers and blockers of adverts.

    On a page that shows no programs, words that are one have been spilled by the page's own.
    """
    yield from point_at_asks(page, left, "script", "speaks to the browser, not to a reader")
    if any(isinstance(block, CodeBlock) for block in page.blocks):
        return
    for index in left:
        block = page.blocks[index]
        is_worded = isinstance(block, Paragraph | Heading | Listing)
        if is_worded and (why := _spilled(page.raws[index], bool(block.origin.trail))):
            yield Finding(index, index, why)


def _spilled(raw: str, on_a_page: bool) -> str:
    """Why words are none but a program's, "" when they are.

    A text that was saved without its elements may show data that it speaks of.
    """
    if "{" not in raw and "}" not in raw and "<%" not in raw:
        return ""
    keys = raw.count('":')
    if keys >= (_FEWEST_KEYS if on_a_page else _MANY_KEYS) and _is_bracketed(raw):
        return f"data of a program, {keys} values with their names"
    if not on_a_page:
        return ""
    if _UNFILLED.fullmatch(raw):
        return "a template that nobody filled in"
    signs = sum(map(raw.count, _SIGNS))
    if len(raw) >= _LEAST_OF_CODE and signs >= _DENSE * len(raw) and "(" in raw and ";" in raw:
        return f"a program's words: {signs} of {len(raw)} characters are its signs"
    return ""


def _is_bracketed(raw: str) -> bool:
    said = raw.strip().removesuffix(";")
    return said.startswith(("{", "[")) and said.rstrip().endswith(("}", "]"))
