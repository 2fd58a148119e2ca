"""Where an article's authors and dates stand: the lines around its headline and below its text.

A line counts by what it says (`bylines.read_byline`) and by where it stands: between headline and
text, in an element named "byline", behind a link to an author's page. Lines of teasers, comments
and menus do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from publish.model.dates import dates_in
from publish.model.forms import is_line
from publish.model.tree import Heading, Listing, Paragraph
from publish.model.walk import folded, text_of_inlines
from publish.normaliser.fields.ambiguous_dates import day_first_of
from publish.normaliser.fields.bylines import (
    LONGEST_BYLINE,
    BylineReading,
    read_byline,
    tells_date,
)
from publish.normaliser.fields.headlines import first_of_core, headline_of
from publish.normaliser.fields.labels import behind_by, behind_helped, is_helped_label
from publish.normaliser.fields.names import is_person
from publish.normaliser.page.elements import element_of, steps_shared
from publish.normaliser.page.page import Left, Page, once_a_page
from publish.normaliser.page.phrases import phrases

# “34 of 1,338”: on so many development pages (every fourth of 5,351) a byline or a date is found
# elsewhere, or none, when the number and its clause go.
_ABOVE_TITLE = 6  # blocks above the headline in which a byline or date stands; 34 of 1,338
_AT_TITLE = 3  # blocks on either side of the headline that belong to it; 13 of 1,338
_BELOW_TITLE = 30  # blocks below it, if the text does not begin before; 39 of 1,338
_BEFORE_TEXT = 15  # blocks above the text, wherever the headline stands; 16 of 1,338
_INTO_CORE = 8  # from the first paragraph on, behind a standfirst like prose; 99 of 1,338
_LONG = 12  # words from which a line without a figure or "By" is a sentence; 13 of 1,338
_BELOW_CORE = 10  # blocks below the last paragraph; 57 of 1,338
_LONGEST_NAME = 4  # words of a line right at the headline that may be a name alone; 6 of 1,338
_NAMED_AT = frozenset({"under", "over", "below"})
_STEPS = 7  # elements around a line that are looked at; 7 of 1,338
_CUED_STEPS = 5  # of them, those that may be named for authors; 1 of 1,338
_DEGREE = re.compile(
    r",\s(?:M\.?D|Ph\.?\s?D|R\.?N|R\.?D|D\.?V\.?M|VMD|Psy\.?D|Pharm\.?D|D\.?O|M\.?P\.?H|J\.?D|MBA|MSW|CPA|CFP|LCSW)\b"
)
_PAGE_OF_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|people|profiles?|team|staff|contributors?|by|writers?"
    r"|users?|redaktion|redactie|journalists?|reporters?|members?|bio|ueber-uns|@)[/?]?|[?&]author=",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line around the article that tells of authors or dates.

    `text` is what was read, with a label that stands in the block above it; `cued` when an element
    around it is named for authors; `linked` are its words that lead to an
    author's page; `place` is "under" the headline, right "over" it, farther "above", "inside" the
    text, "below" it, "far" from all that, or "" when there is no headline.
    """

    index: int
    text: str
    reading: BylineReading
    cued: bool
    linked: str
    place: str


class _Around(NamedTuple):
    """What the last elements of a trail are named for."""

    cued: bool
    helped: bool
    apart: bool
    elsewhere: bool


@lru_cache(maxsize=1024)
def _around(trail: tuple[str, ...]) -> _Around:
    elements = list(map(element_of, trail))
    others = [each for each in elements if not each.is_of_authors]
    return _Around(
        cued=any(each.is_of_authors for each in elements[-_CUED_STEPS:]),
        helped=any(each.is_of_helpers for each in elements[-_CUED_STEPS:]),
        apart=any(each.has_no_byline for each in others),
        elsewhere=any(each.is_elsewhere for each in others),
    )


@once_a_page
def lines_of(page: Page, left: Left) -> tuple[Told, ...]:
    """The lines of a page that tell of its authors and dates, the best places first."""
    title, _ = headline_of(page, left)
    first = first_of_core(page)
    day_first = day_first_of(page.language)
    around = page.blocks[title].origin.trail if title is not None else ()
    return tuple(
        told
        for index, near in _places(page, title, first)
        if (told := _told(page, index, day_first, near, around)) is not None
    )


def far_dates_of(page: Page, left: Left) -> tuple[Told, ...]:
    """The lines far from headline and text whose dates have a label, if they say but one day.

    They stand in a column beside the text, or under its comments.
    """
    title, _ = headline_of(page, left)
    day_first = day_first_of(page.language)
    around = page.blocks[title].origin.trail if title is not None else ()
    found = []
    for index in left.indices:
        if not 0 < page.words[index] <= _LONG or not any(map(str.isdigit, page.texts[index])):
            continue
        told = _told(page, index, day_first, "far", around)
        if told is not None and is_labelled(told):
            found.append(told)
    said = {(told.reading.published, told.reading.updated) for told in found}
    days = {tuple(each.day or each.either for each in pair if each) for pair in said}
    return tuple(found[:1]) if len(days) == 1 else ()


def is_labelled(told: Told) -> bool:
    """Whether a line's first date stands behind a word such as "Published"."""
    dates = [each for each in (told.reading.published, told.reading.updated) if each]
    first = min((each.first for each in dates), default=0)
    return first > 0 and tells_date(told.text[:first])


def _places(page: Page, title: int | None, first: int) -> Iterator[tuple[int, str]]:
    """Blocks in which to look, with where they stand (`Told.place`), the best places first."""
    behind = range(max(page.core, default=first) + 1, len(page))
    others = next((index for index in behind if _is_teaser(page, index)), len(page))
    end = min(others, first + _INTO_CORE)
    if title is None or title > end:
        start = max(0, first - _BEFORE_TEXT)
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
        last_place = min(others, last + _BELOW_CORE)
        yield from ((index, "below") for index in range(max(end, last - 2), last_place))


def _is_teaser(page: Page, index: int) -> bool:
    """Whether a block is a heading that leads to another article: what follows is that one's."""
    links = page.links[index] if isinstance(page.blocks[index], Heading) else ()
    return len(links) == 1 and text_of_inlines(links[0].inlines) == page.raws[index]


def _is_near(index: int, title: int, first: int) -> bool:
    """Whether a block below the headline is near it or near the text."""
    return index <= title + _BELOW_TITLE or index >= first - _BEFORE_TEXT


def _told(
    page: Page, index: int, day_first: bool | None, place: str, headline: tuple[str, ...]
) -> Told | None:
    block = page.blocks[index]
    if index in page.apart:
        return None  # who comments, and when
    if not 0 < page.words[index] <= LONGEST_BYLINE or not isinstance(
        block, Paragraph | Heading | Listing
    ):
        return None
    text, trail = page.said[index], block.origin.trail
    begun = behind_by(text)
    plain = page.words[index] > _LONG and not any(map(str.isdigit, text))
    if plain and not begun and not has_degree(text):
        return None
    own = trail[steps_shared(trail, headline) :]  # what holds the headline is the article's
    around = _around(own[-_STEPS:])
    if index in page.core or (not (around.cued or begun) and _is_prose(page, index)):
        return None
    if around.apart or (around.elsewhere and place not in ("under", "over")):
        return None
    linked = _leads_to_author(page, index)
    if index and not begun and page.bares[index - 1] in phrases("byline", "begins"):
        text = begun = f"By {text}"
    if index and not begun and _is_label(page.bares[index - 1]):
        text = f"{page.texts[index - 1]} {text}"
    helped = around.helped and not begun
    if not (around.cued or begun or linked or _may_tell(page, index, text, place)):
        return None
    reading = read_byline(text, day_first)
    if helped:
        reading = replace(reading, people=(), alias="", helped=reading.people)
    if place == "inside" and not (around.cued or linked or _is_plain(page, index, reading)):
        return None
    if reading.tells() or around.cued or linked:
        return Told(index, text, reading, around.cued, linked, place)
    return None


def _is_label(line: str) -> bool:
    """Whether a line says nothing but that a date, or who helped, follows."""
    return (
        line in phrases("date", "label")
        or line in phrases("date", "updated")
        or is_helped_label(line)
    )


def _may_tell(page: Page, index: int, text: str, place: str) -> bool:
    """Whether a line may hold a date, a name alone, or a person whom the source declares."""
    if any(map(str.isdigit, text)) and dates_in(text):
        return True
    if behind_helped(text) or (place in ("under", "over") and has_degree(text)):
        return True
    if place in _NAMED_AT and page.words[index] <= _LONGEST_NAME and text[:1].isupper():
        return True
    folded = text.casefold()
    return any(hint.value.casefold() in folded for hint in page.draft.hints.authors)


def has_degree(text: str) -> bool:
    """Whether a line has a degree behind a name: "Ann Ode, MD; Bo Li, PhD"."""
    return _DEGREE.search(text) is not None


def _is_plain(page: Page, index: int, reading: BylineReading) -> bool:
    """Whether a line of a page's text, right behind a standfirst, can only be a byline or date."""
    told = reading.labelled or reading.published or reading.updated
    return bool(told and not reading.left and page.blocks[index].origin.trail)


def _is_prose(page: Page, index: int) -> bool:
    return page.words[index] > _LONG and page.is_sentence(index)


def _leads_to_author(page: Page, index: int) -> str:
    """The words of a block that lead to an author's page; of several the first.

    Of a list only when one link of it does, and is a name: "Thread starter", "Start date".
    """
    block = page.blocks[index]
    if not (is_line(block) or isinstance(block, Listing)):
        return ""
    found = [link for link in page.links[index] if _PAGE_OF_AUTHOR.search(link.url)]
    words = folded(text_of_inlines(found[0].inlines)) if found else ""
    named = " " in words and is_person(words)  # any few signs of Chinese could be a name
    sure = is_line(block) or (named and len(found) == 1)
    return words if sure else ""
