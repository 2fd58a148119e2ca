"""Dates above the first paragraph, and the place at its front."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.dates import Dated
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.ambiguous_dates import settled
from publish.normaliser.fields.bylines import dateline_of
from publish.normaliser.fields.headlines import first_of_core
from publish.normaliser.fields.heads import lines_of
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import SENTENCE
from publish.normaliser.rules.forms import posts_of
from publish.normaliser.rules.told import names_in, says_only_that


@rule(
    "head.date",
    "A line above the first paragraph that is only a date becomes the date.",
    example=f"Rents rise again\n\nPublished: January 21, 2024\n\n{SENTENCE}",
)
def date(page: Page, left: Left) -> Iterator[Finding]:
    """Point at dates, with or without "Published" or "Updated" before them; in a byline too."""
    if page.posts:
        return  # each post has its own
    published = updated = ""
    for told in lines_of(page, left):
        if told.place == "below" and (published or not says_only_that(page, told)):
            continue
        if told.index in posts_of(page):
            continue
        said = _settled(page, told.reading.published), _settled(page, told.reading.updated)
        if not any(said):
            continue
        first, last = published or said[0], updated or said[1]
        is_new = (first, last) != (published, updated)
        published, updated = first, last
        keeps = bool(names_in(told)) or not says_only_that(page, told)
        keeps = keeps or told.index not in left
        if not is_new and (keeps or not {*said} <= {first, last, ""}):
            continue  # a third date is another thing's
        lifts = Lifts(published=said[0] or None, updated=said[1] or None)
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


def _settled(page: Page, dated: Dated | None) -> str:
    return settled(dated, page.draft, page.texts) if dated else ""
