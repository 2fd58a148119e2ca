"""What lies outside an HTML page's main column, and the boxes inside it, by their trails."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.engine import Page, rule

MOST_OF_THE_PROSE = 0.7
"""A step of the trail that holds this share of the prose leads to the main column."""

MOST_PROSE_IN_A_BOX = 0.2
"""A share of the core's words over which a box is a part of the article."""

_BOX_TAGS = frozenset({"nav", "aside", "footer", "form", "button", "dialog", "menu", "select"})
_BOX_NAMES = frozenset(
    {
        "share",
        "sharing",
        "social",
        "related",
        "recirc",
        "newsletter",
        "promo",
        "comments",
        "comment-list",
        "disqus",
        "breadcrumb",
        "breadcrumbs",
        "pagination",
        "pager",
        "cookie",
        "consent",
        "advert",
        "advertisement",
        "sponsor",
        "sidebar",
        "widget",
        "popup",
        "modal",
        "paywall",
        "subscribe",
        "subscription",
        "toolbar",
        "tags",
        "tag-list",
        "taglist",
        "recommended",
        "trending",
        "most-read",
        "read-more",
        "readmore",
        "signup",
        "outbrain",
        "taboola",
        "screen-reader-text",
        "skip-link",
    }
)
_NAME = re.compile(r"[.#]([A-Za-z0-9_-]+)")


@rule(
    "region.outside",
    "Blocks of an HTML page outside the column that holds its prose.",
    example="",
)
def outside(page: Page) -> Iterator[Finding]:
    """Point at all that does not stand where most of the page's prose stands."""
    column, share = _main_column(page)
    if not column:
        return
    why = f"outside {column[-1]}, which holds {share:.0%} of the page's prose"
    for first, last in _runs(
        [
            index
            for index in page.open_indices()
            if page.blocks[index].origin.trail[: len(column)] != column
        ]
    ):
        yield Finding(first, last, why)


@rule(
    "region.box",
    "Boxes inside the main column: share bars, related links, forms, by their element or class.",
    example="",
)
def box(page: Page) -> Iterator[Finding]:
    """Point at blocks whose trail, from the main column on, names a box.

    What holds much of the article's own prose is no box, whatever it is called.
    """
    column, _ = _main_column(page)
    named: dict[int, str] = {}
    core: Counter[str] = Counter()
    for index in page.open_indices():
        trail = page.blocks[index].origin.trail[len(column) :]
        if step := next((step for step in trail if _is_box(step)), ""):
            named[index] = step
            core[step] += page.words[index] if index in page.core else 0
    most = MOST_PROSE_IN_A_BOX * sum(page.words[index] for index in page.core)
    for index, step in named.items():
        if core[step] <= most:
            yield Finding(index, index, f"inside {step}")


def _main_column(page: Page) -> tuple[tuple[str, ...], float]:
    """The longest trail under which most of the page's prose stands, and its share."""
    prose = [index for index in range(len(page)) if page.is_prose(index)]
    total = sum(page.words[index] for index in prose)
    column: tuple[str, ...] = ()
    share = 1.0
    while total:
        below: Counter[str] = Counter()
        for index in prose:
            trail = page.blocks[index].origin.trail
            if trail[: len(column)] == column and len(trail) > len(column):
                below[trail[len(column)]] += page.words[index]
        if not below:
            break
        step, words = below.most_common(1)[0]
        if words < MOST_OF_THE_PROSE * total:
            break
        column = (*column, step)
        share = words / total
    # A block's own element is no column: an article of one paragraph would lose its list.
    while column and not _holds(column[-1]):
        column = column[:-1]
    return column, share


def _holds(step: str) -> bool:
    tag = re.split(r"[.#]", step, maxsplit=1)[0]
    return tag in ("body", "main", "article", "section", "div", "td", "center", "html")


def _is_box(step: str) -> bool:
    tag = re.split(r"[.#]", step, maxsplit=1)[0]
    if tag in _BOX_TAGS:
        return True
    for name in _NAME.findall(step):
        folded = name.casefold().replace("_", "-")
        if folded in _BOX_NAMES or any(part in _BOX_NAMES for part in re.split("-+", folded)):
            return True
    return False


def _runs(indices: list[int]) -> Iterator[tuple[int, int]]:
    """Consecutive indices as (first, last)."""
    start = previous = -2
    for index in indices:
        if index != previous + 1:
            if start >= 0:
                yield start, previous
            start = index
        previous = index
    if start >= 0:
        yield start, previous
