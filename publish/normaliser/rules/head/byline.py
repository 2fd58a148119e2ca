"""The line of names under a headline."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.heads import Told, lines_of
from publish.normaliser.fields.names import is_organisation, is_person
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import SENTENCE
from publish.normaliser.rules.told import names_in, says_only_that

_MOST = 8  # names in one byline


@rule(
    "head.byline",
    "A line of names under the headline becomes the byline.",
    example=f"Rents rise again\n\nBy Ann Ode and Bo Li\n\n{SENTENCE}",
)
def byline(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "By A and B", at names in an element of the authors, at names beside a date.

    A name alone counts when the source declares it. A line that says more than names, dates and
    counts is read and stays.
    """
    hints = page.draft.hints.authors
    declared = {each.value.casefold() for each in hints if not is_organisation(each.value)}
    told_lines = lines_of(page, left)
    dates = {told.index for told in told_lines if told.reading.published or told.reading.updated}
    ranked = [(_rank(told, declared, dates), told) for told in told_lines]
    best = max((rank for rank, told in ranked), default=0)
    names: tuple[str, ...] = ()
    for rank, told in ranked:
        if rank == 0 or (told.place == "below" and best > rank):
            continue
        said = names_in(told)
        chosen = not names and rank == best
        names = said if chosen else names
        again = {each.casefold() for each in said} <= {each.casefold() for each in names} | declared
        if not chosen and not again:
            continue
        keeps = not says_only_that(page, told)
        if not chosen and (keeps or told.place == "below"):
            continue
        lifts = Lifts(byline=said) if chosen else Lifts()
        index = told.index
        yield Finding(index, index, _why(told), lifts=lifts, moved_to="byline", keeps=keeps)


def _rank(told: Told, declared: set[str], dates: set[int]) -> int:
    """How much shows that a line is the article's byline: 0 for nothing, 7 for a clear one."""
    reading = told.reading
    said = names_in(told)
    if not said or len(said) > _MOST:
        return 0
    if any(each.casefold() in declared for each in said):
        return 7
    people = is_person(said[0])
    if reading.labelled:
        if people:
            return 6
        shown = reading.published or told.cued or told.linked
        return 3 if shown or (said[0][:1].isupper() and told.place != "below") else 0
    if told.linked:
        return 5 if people else 2
    if told.cued:
        return 4 if people else 0 if told.place == "below" else 1
    if told.place not in ("under", "over") or reading.left or not people:
        return 0
    beside = reading.published or not dates.isdisjoint((told.index - 1, told.index + 1))
    return 1 if beside and all(len(name.split()) < 4 for name in said) else 0


def _why(told: Told) -> str:
    said = names_in(told)
    names = f"{len(said)} names" if len(said) > 1 else f"“{said[0]}”"
    if told.reading.labelled:
        return f"{names} behind a word such as “By”"
    if told.linked:
        return f"{names}, which leads to an author's page"
    if told.cued:
        return f"{names} in an element named for authors"
    return f"{names} beside a date or as declared"
