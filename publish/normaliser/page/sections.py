"""Headings of a page, and what stands under each."""

from __future__ import annotations

from publish.model.tree import Heading
from publish.normaliser.page.page import Page

__all__ = ["is_heading", "own_section", "section"]

_LONGEST = 20  # words; a longer one that ends as a sentence is a paragraph set in large letters


def is_heading(page: Page, index: int) -> bool:
    """Whether a block heads what comes below; a paragraph in the marks of a heading does not."""
    block = page.blocks[index]
    return isinstance(block, Heading) and not (
        page.words[index] > _LONGEST and page.is_sentence(index)
    )


def section(page: Page, index: int) -> range:
    """The blocks under a heading, up to the next one of the same or a higher rank."""
    level = _level(page, index)
    end = index + 1
    while end < len(page) and not (is_heading(page, end) and _level(page, end) <= level):
        end += 1
    return range(index + 1, end)


def own_section(page: Page, index: int) -> range:
    """The part of its section that stands in the element around the heading and what is next to it.

    Empty for the last heading of an element: what comes below it is another box. A format without
    elements has one box.
    """
    whole = section(page, index)
    if not whole:
        return whole
    depth = _shared(page, index, index + 1)
    if index and depth < _shared(page, index - 1, index):
        return range(0)
    trail = page.blocks[index].origin.trail[:depth]
    end = whole.start
    while end < whole.stop and page.blocks[end].origin.trail[:depth] == trail:
        end += 1
    return range(whole.start, end)


def _level(page: Page, index: int) -> int:
    block = page.blocks[index]
    assert isinstance(block, Heading)
    return block.level


def _shared(page: Page, one: int, other: int) -> int:
    """How many elements two blocks stand in together."""
    same = 0
    for step, another in zip(
        page.blocks[one].origin.trail, page.blocks[other].origin.trail, strict=False
    ):
        if step != another:
            break
        same += 1
    return same
