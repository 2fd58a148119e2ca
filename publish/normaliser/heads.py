"""Where an article's authors and dates stand: the lines around its headline and below its text.

A line counts by what it says (`bylines.read_line`) and by where it stands: between headline and
text, in an element named "byline", behind a link to an author's page. Lines of teasers, comments
and menus do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publish.model.tree import Heading, Inlines, Link, Listing, Paragraph
from publish.model.walk import folded, text_of_inlines
from publish.normaliser.bylines import LONGEST, Line, behind_by, read_line
from publish.normaliser.dates import day_first_of
from publish.normaliser.engine import Page
from publish.normaliser.headlines import first_of_core, headline_of
from publish.normaliser.phrases import phrases

__all__ = ["Told", "lines_of"]

_ABOVE_TITLE = 6  # blocks above the headline in which a byline or date stands
_AT_TITLE = 3  # blocks on either side of the headline that belong to it
_BELOW_TITLE = 30  # blocks below it, if the text does not begin before
_INTO_CORE = 8  # blocks from the first paragraph on: behind a standfirst that reads like prose
_BELOW_CORE = 10  # blocks below the last paragraph
_CUE = re.compile(
    r"byline|author(?!i[tsz])|autor|auteur|writt?er\b|writt?er[-_]|written-?by|contributor|reporter"
    r"|signature|verfasser|redact(?:or|eur)|journalist|creator|attribution|publish-?info",
    re.IGNORECASE,
)
_APART = re.compile(
    r"^(?:nav|form|figure|figcaption)\b|comment|related|recommend|breadcrumb|newsletter"
    r"|leserbrief|carousel|swiper|caption|image-?credit|photo-?credit|most-read|read-?more|advert"
    r"|cookie|consent",
    re.IGNORECASE,
)
_MENU = re.compile(r"menu\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"teaser|promo|popular|trending|slider|card-list|feed\b|latest|read-?next|up-?next|ticker"
    r"|recent|archive|blog-?roll|^aside\b|^footer\b|sidebar|widget",
    re.IGNORECASE,
)
_PAGE_OF_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|people|profiles?|team|staff|contributors?|by|writers?"
    r"|users?|redaktion|redactie|journalists?|reporters?|members?|bio|ueber-uns|@)[/?]?|[?&]author=",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line around the article that tells of authors or dates.

    `cued` when an element around it is named for authors; `linked` are its words that lead to an
    author's page; `place` is "under" the headline, right "over" it, farther "above", "inside" the
    text, "below" it, or "" when there is no headline.
    """

    index: int
    line: Line
    cued: bool
    linked: str
    place: str


@lru_cache(maxsize=1)
def lines_of(page: Page) -> tuple[Told, ...]:
    """The lines of a page that tell of its authors and dates, the best places first."""
    title, _ = headline_of(page)
    first = first_of_core(page)
    day_first = day_first_of(page.language)
    return tuple(
        told
        for index, near in _places(page, title, first)
        if (told := _told(page, index, day_first, near)) is not None
    )


def _places(page: Page, title: int | None, first: int) -> Iterator[tuple[int, str]]:
    """Blocks in which to look, with where they stand (`Told.place`), the best places first."""
    end = min(len(page), first + _INTO_CORE)
    if title is None or title > end:
        start = max(0, first - _BELOW_TITLE // 2)
        yield from ((index, "") for index in range(start, end))
    else:
        begun = min((index for index in page.core if index > title), default=end)
        under = [index for index in range(title + 1, end) if _is_near(index, title, first)]
        over = [index for index in range(title - 1, title - 1 - _ABOVE_TITLE, -1) if index >= 0]
        for index in (*under[:_AT_TITLE], *over[:_AT_TITLE], *under[_AT_TITLE:], *over[_AT_TITLE:]):
            if index > title:
                yield index, "under" if index < begun else "inside"
            else:
                yield index, "over" if index >= title - _AT_TITLE else "above"
    if page.core:
        last = max(page.core)
        last_place = min(len(page), last + _BELOW_CORE)
        yield from ((index, "below") for index in range(max(end, last - 2), last_place))


def _is_near(index: int, title: int, first: int) -> bool:
    """Whether a block below the headline is near it or near the text."""
    return index <= title + _BELOW_TITLE or index >= first - _BELOW_TITLE // 2


def _told(page: Page, index: int, day_first: bool | None, place: str) -> Told | None:
    block = page.blocks[index]
    if not 0 < page.words[index] <= LONGEST or not isinstance(block, Paragraph | Heading | Listing):
        return None
    steps = block.origin.trail[-5:]
    cued = any(_CUE.search(step) for step in steps)
    text = page.raw(index)
    if index in page.core or (not (cued or behind_by(text)) and _is_prose(page, index)):
        return None
    around = [step for step in block.origin.trail[-7:] if not _CUE.search(step)]
    if any(_APART.search(step) for step in around) or any(map(_MENU.search, steps[-3:])):
        return None
    if place not in ("under", "over") and any(_ELSEWHERE.search(step) for step in around):
        return None
    if index and page.bares[index - 1] in phrases("byline", "begins") and not behind_by(text):
        text = f"By {text}"
    line = read_line(text, day_first)
    linked = _leads_to_author(page, index)
    if place == "inside" and not (cued or linked):
        return None
    if not (linked or line.people or line.alias or line.published or line.updated or cued):
        return None
    return Told(index, line, cued, linked, place)


def _is_prose(page: Page, index: int) -> bool:
    return page.words[index] > 12 and page.is_sentence(index)


def _leads_to_author(page: Page, index: int) -> str:
    """The words of a block that lead to an author's page; of several the first."""
    block = page.blocks[index]
    if not isinstance(block, Paragraph | Heading):
        return ""
    for link in _links(block.inlines):
        if _PAGE_OF_AUTHOR.search(link.url):
            return folded(text_of_inlines(link.inlines))
    return ""


def _links(inlines: Inlines) -> Iterator[Link]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield inline
        else:
            yield from _links(getattr(inline, "inlines", ()))
