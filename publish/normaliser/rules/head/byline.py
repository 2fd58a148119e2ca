"""The line of names under a headline."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from publish.model.article import Finding, Lifts
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.heads import Told, lines_of
from publish.normaliser.fields.names import is_organisation, is_person
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import SENTENCE
from publish.normaliser.rules.told import names_in, says_only_that

_LONGEST_NAME = 3  # words of a name that only a date beside it shows; 1 of 1,338


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
    if page.posts:
        return  # each post has its own
    hints = page.draft.hints.authors
    declared = {each.value.casefold() for each in hints if not is_organisation(each.value)}
    told_lines = lines_of(page, left)
    dates = {told.index for told in told_lines if told.reading.published or told.reading.updated}
    ranked = [(_rank(told, declared, dates), told) for told in told_lines]
    best = max((rank for rank, told in ranked), default=_Rank.NOTHING)
    names: tuple[str, ...] = ()
    for rank, told in ranked:
        if rank is _Rank.NOTHING or (told.place == "below" and best > rank):
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
        index, lifts = told.index, Lifts(byline=said)  # of several the first is the byline
        yield Finding(index, index, _why(told), lifts=lifts, moved_to="byline", keeps=keeps)


class _Rank(IntEnum):
    """How much shows that a line is the article's byline; of several lines the highest wins."""

    NOTHING = 0
    BESIDE_A_DATE = CUED_ALIAS = 1
    LINKED_ALIAS = 2
    LABELLED_ALIAS = 3
    CUED = 4
    LINKED = 5
    LABELLED = 6
    DECLARED = 7


def _rank(told: Told, declared: set[str], dates: set[int]) -> _Rank:
    """How much shows that a line is the article's byline."""
    said = names_in(told)
    if not said:
        return _Rank.NOTHING
    if any(each.casefold() in declared for each in said):
        return _Rank.DECLARED
    if is_person(said[0]):
        return _rank_of_person(told, said, dates)
    return _rank_of_alias(told, said[0])


def _rank_of_person(told: Told, said: tuple[str, ...], dates: set[int]) -> _Rank:
    reading = told.reading
    if reading.labelled:
        return _Rank.LABELLED
    if told.linked:
        return _Rank.LINKED
    if told.cued:
        return _Rank.CUED
    if told.place not in ("under", "over") or reading.left:
        return _Rank.NOTHING
    beside = reading.published or not dates.isdisjoint((told.index - 1, told.index + 1))
    short = all(len(name.split()) <= _LONGEST_NAME for name in said)
    return _Rank.BESIDE_A_DATE if beside and short else _Rank.NOTHING


def _rank_of_alias(told: Told, name: str) -> _Rank:
    """The rank of a line that names nobody by a person's name: "NETGEAR Team", "jdoe"."""
    below = told.place == "below"
    if told.reading.labelled:
        shown = told.reading.published or told.cued or told.linked
        is_alias = shown or (name[:1].isupper() and not below)
        return _Rank.LABELLED_ALIAS if is_alias else _Rank.NOTHING
    if told.linked:
        return _Rank.LINKED_ALIAS
    return _Rank.CUED_ALIAS if told.cued and not below else _Rank.NOTHING


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
