"""Dates above the first paragraph, and the place at its front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.model.article import Finding, Lifts
from publish.model.dates import Dated
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.ambiguous_dates import settled
from publish.normaliser.fields.bylines import dateline_of
from publish.normaliser.fields.headlines import first_of_core, headline_of
from publish.normaliser.fields.heads import Told, far_dates_of, is_labelled, lines_of
from publish.normaliser.fields.metadata import same_day
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.styled import DATE, styled
from publish.normaliser.rules.examples import SENTENCE
from publish.normaliser.rules.forms import posts_of
from publish.normaliser.rules.told import names_in, says_only_that

_AT_HEADLINE = (
    8  # blocks between the headline and its date: a standfirst, names, a picture. # guess
)


@rule(
    "head.date",
    "A line above the first paragraph that is only a date becomes the date.",
    example=f"Rents rise again\n\nPublished: January 21, 2024\n\n{SENTENCE}",
)
def date(page: Page, left: Left) -> Iterator[Finding]:
    """Point at dates, with or without "Published" or "Updated" before them; in a byline too."""
    if page.posts or styled(page).of(DATE):
        return  # each post has its own; its author has named it
    published = updated = ""
    lines = lines_of(page, left)
    stamps = _stamps(page, lines)
    for told in lines if any(map(_tells_day, lines)) else far_dates_of(page, left):
        if told.place == "below" and (published or not says_only_that(page, told)):
            continue
        if told.index in posts_of(page) or (published and told.index in stamps):
            continue
        reading = told.reading
        said = _settled(page, told, reading.published), _settled(page, told, reading.updated)
        if not any(said):
            continue
        first, last = published or said[0], updated or said[1]
        is_new = (first, last) != (published, updated)
        published, updated = first, last
        keeps = bool(names_in(told)) or not says_only_that(page, told)
        keeps = keeps or told.index not in left
        if not is_new and (keeps or not {*said} <= {first, last, ""}):
            continue  # a third date is another thing's
        lifts = _lifts(page, left, told, said)
        field = "published" if told.reading.published else "updated"
        why = "a line that is only a date" if not keeps else "a line with a date"
        yield Finding(told.index, told.index, why, lifts=lifts, moved_to=field, keeps=keeps)
    yield from _dateline(page)


def _dateline(page: Page) -> Iterator[Finding]:
    """The place at the front of the first paragraph; its words stay where they are."""
    first = first_of_core(page)
    if first < len(page) and (place := dateline_of(page.texts[first])):
        why = "a place, then a dash, at the front of the first paragraph"
        yield Finding(first, first, why, lifts=Lifts(dateline=place), keeps=True)


def _stamps(page: Page, lines: Sequence[Told]) -> frozenset[int]:
    """Several days without a word for them behind the first paragraph: each opens an entry."""
    first = first_of_core(page)
    behind = [told for told in lines if told.index > first and _tells_day(told)]
    bare = [told.index for told in behind if not told.reading.left and not is_labelled(told)]
    return frozenset(bare) if len(bare) > 1 else frozenset()


def _tells_day(told: Told) -> bool:
    return bool(told.reading.published or told.reading.updated)


def _lifts(page: Page, left: Left, told: Told, said: tuple[str, str]) -> Lifts:
    """What a line's dates are to the article; one without a word for it may be of the change."""
    day, change = said
    if not day or _is_seen(page, left, told, day):
        return Lifts(published=day or None, updated=change or None)
    changed = any(same_day(day, each.value) for each in page.draft.hints.updated)
    return Lifts(updated=change or (day if changed else None))


def _is_seen(page: Page, left: Left, told: Told, day: str) -> bool:
    """Whether a day is what a reader of a page takes for the article's, whatever is declared.

    It stands at the headline and nothing with it; elsewhere it only says again what is declared.
    Of a text the fields themselves put first what is declared.
    """
    strong = [
        each.value for each in page.draft.hints.published if each.where not in ("time", "url")
    ]
    headline, _ = headline_of(page, left)
    near = headline is not None and abs(told.index - headline) <= _AT_HEADLINE
    alone = near and not told.reading.left
    in_text = not page.blocks[told.index].origin.trail
    return bool(alone or in_text or not strong or same_day(day, strong[0]))


def _settled(page: Page, told: Told, dated: Dated | None) -> str:
    if dated is None:
        return ""
    return settled(dated, told.text[dated.first : dated.end], page.draft, page.texts)
