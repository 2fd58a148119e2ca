"""Lists among an article's paragraphs that say the words of menus and bars, and are none."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model.tree import Listing
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.page import Page

_AROUND = 4  # elements around a list, or an item, that may be named for a bar
_BARS = frozenset({"share", "navigation", "footer", "side", "related", "tags", "crumbs", "comment"})
_BULLETS = ("- ", "* ", "• ", "– ")


def are_own(page: Page, indices: Iterable[int]) -> bool:
    """Whether blocks are items, or lists, of the article: they lead nowhere, prose is around them.

    Menus, bars and lists of articles lead somewhere, or the elements around them say what they are.
    """
    if not page.core or not page.tells_links:
        return False
    first, last = min(page.core), max(page.core)
    return all(first < index < last and _is_own(page, index) for index in indices)


def _is_own(page: Page, index: int) -> bool:
    block = page.blocks[index]
    trail = block.origin.trail
    if page.links[index]:
        return False
    if not trail:
        return isinstance(block, Listing) or page.texts[index].startswith(_BULLETS)
    if not isinstance(block, Listing) and "li" not in {step.partition(".")[0] for step in trail}:
        return False
    around = map(element_of, trail[-_AROUND:])
    return not any(each.is_furniture or each.uses & _BARS for each in around)
