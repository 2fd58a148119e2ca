"""Headings under which nothing is left."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Figure
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.sections import is_heading, own_section, section


@rule("body.empty-section", "Headings of which all that stood under them was taken.")
def empty_section(page: Page, left: Left) -> Iterator[Finding]:
    """Point at headings behind the article's first paragraph whose section is gone, inner ones too.

    A heading under which no words stood to begin with stays: the article may end with it, and the
    headings of a gallery say what its pictures showed.
    """
    if not page.core:
        return
    gone: set[int] = set()
    for index in range(len(page) - 1, min(page.core), -1):
        if index not in left or not is_heading(page, index):
            continue
        under = own_section(page, index)
        if not any(_is_said(page, each) for each in under):
            continue
        if all(each in gone or not left.holds(each) for each in section(page, index)):
            gone.add(index)
            yield Finding(index, index, "nothing that stood under it is left")


def _is_said(page: Page, index: int) -> bool:
    return page.words[index] > 0 and not isinstance(page.blocks[index], Figure)
