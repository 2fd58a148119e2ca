"""The line of names under a headline."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from publish.model.article import Finding, Lifts
from publish.model.tree import Emphasis, Figure, Paragraph, Strong
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.headlines import first_of_core, headline_of
from publish.normaliser.fields.heads import Told, has_degree, lines_of
from publish.normaliser.fields.labels import guests_in
from publish.normaliser.fields.metadata import WEAK
from publish.normaliser.fields.names import is_organisation, is_person
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues, phrases
from publish.normaliser.page.styled import BYLINE, styled
from publish.normaliser.rules.examples import SENTENCE
from publish.normaliser.rules.forms import posts_of
from publish.normaliser.rules.told import names_in, says_only_that

_LONGEST_NAME = 3  # words of a name that only a date beside it shows; 1 of 1,338
_AROUND = 4  # blocks around the text in which it says whose guest post it is. # guess
_LONGEST_GUEST = 80  # words of a paragraph that says so. # guess
_INSIDE = 2  # blocks into the text in which a name and a date may stand. # guess
_PICTURE = 2  # blocks between a name and its picture. # guess


@rule(
    "head.byline",
    "A line of names under the headline becomes the byline.",
    example=f"Rents rise again\n\nBy Ann Ode and Bo Li\n\n{SENTENCE}",
)
def byline(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "By A and B", at names in an element of the authors, at names beside a date.

    A name alone counts when the source declares it or a picture, a degree, a note shows whose it
    is. Who edited, reviewed or translated is no author. A line that says more than names, dates
    and counts is read and stays.
    """
    if page.posts or styled(page).of(BYLINE):
        return  # each post has its own; its author has named it
    told_lines = [told for told in lines_of(page, left) if told.index not in posts_of(page)]
    known = _known(page, left)
    dates = {told.index for told in told_lines if told.reading.published or told.reading.updated}
    ranked = [(_rank(page, told, known, dates), told) for told in told_lines]
    best = max((rank for rank, told in ranked), default=_Rank.NOTHING)
    yield from _guests(page, left)
    names: tuple[str, ...] = ()
    for rank, told in ranked:
        if rank is _Rank.NOTHING:
            yield from _helpers(page, told)
            continue
        if told.place == "below" and best > rank:
            continue
        said = names_in(told)
        chosen = not names and rank == best
        names = said if chosen else names
        again = {each.casefold() for each in said} <= {*map(str.casefold, names)} | known.names
        if not chosen and not again:
            continue
        keeps = not says_only_that(page, told)
        if not chosen and (keeps or told.place == "below"):
            continue
        index, lifts = told.index, Lifts(byline=said)  # of several the first is the byline
        yield Finding(index, index, _why(told), lifts=lifts, moved_to="byline", keeps=keeps)


def _known(page: Page, left: Left) -> _Known:
    """What the source declares of its authors, but for outlets, and the lines tell of helpers."""
    outlets = {each.value.casefold() for each in page.draft.hints.outlet}
    persons = (each for each in page.draft.hints.authors if not is_organisation(each.value))
    people = [each for each in persons if each.value.casefold() not in outlets]
    return _Known(
        frozenset(each.value.casefold() for each in people),
        any(is_person(each.value) and each.where not in WEAK for each in people),
        any(_is_shown(page, left, each.value) for each in people if is_person(each.value)),
        frozenset(name for told in lines_of(page, left) for name in told.reading.helped),
    )


def _guests(page: Page, left: Left) -> Iterator[Finding]:
    """The people of "This is a guest post by Ann Ode", which stays where it is in the text."""
    first = first_of_core(page)
    last = max(page.core, default=first)
    for index in (*range(max(0, first - _AROUND), first + 2), *range(last, last + _AROUND)):
        short = index in left and page.words[index] <= _LONGEST_GUEST
        people = guests_in(page.texts[index]) if short else ()
        if people:
            why = f"says that {' and '.join(people)} wrote this"
            yield Finding(index, index, why, lifts=Lifts(byline=people), keeps=True)
            return


def _helpers(page: Page, told: Told) -> Iterator[Finding]:
    """A line that says only who edited, reviewed or translated; credits are the captions'."""
    names = told.reading.helped
    tells = told.reading.published or told.reading.updated or told.reading.left
    credit = "credit" in cues(page.bares[told.index])
    if names and not tells and not credit and told.place != "below":
        why = f"{' and '.join(names)} had a hand in this and did not write it"
        yield Finding(told.index, told.index, why)


def _is_shown(page: Page, left: Left, name: str) -> bool:
    """Whether a name stands at the headline or between it and the text."""
    headline, _ = headline_of(page, left)
    first = first_of_core(page)
    begin = headline if headline is not None and headline < first else first
    return any(name in page.texts[each] for each in range(max(0, begin - _AROUND), first))


class _Known(NamedTuple):
    """The people whom the source declares, in small letters; `sure` if by more than a teaser.

    `shown` if a reader sees one of them between headline and text; `helpers` are those of whom
    the page says that they had a hand in it.
    """

    names: frozenset[str]
    sure: bool
    shown: bool
    helpers: frozenset[str]


class _Rank(IntEnum):
    """How much shows that a line is the article's byline; of several lines the highest wins."""

    NOTHING = 0
    BESIDE_A_DATE = CUED_ALIAS = 1
    LINKED_ALIAS = 2
    LABELLED_ALIAS = 3
    CONFIRMED = 4
    CUED = 5
    LINKED = 6
    LABELLED = 7
    DECLARED = 8


def _rank(page: Page, told: Told, known: _Known, dates: set[int]) -> _Rank:
    """How much shows that a line is the article's byline.

    Against people whom the source declares only a line at the headline that names others by a
    label, a link or an element: what a reader sees comes before what a template fills in.
    """
    said = names_in(told)
    if not said:
        return _Rank.NOTHING
    if any(each.casefold() in known.names for each in said):
        return _Rank.CUED if told.place == "below" else _Rank.DECLARED
    if known.helpers.issuperset(said):
        return _Rank.NOTHING
    if not is_person(said[0]):
        return _rank_of_alias(told, said[0])
    if known.shown and not any(name in told.text.casefold() for name in known.names):
        return _Rank.NOTHING
    rank = _rank_of_person(page, told, said, dates)
    seen = told.place == "under" or (told.reading.labelled and told.place == "over")
    seen = seen or not page.blocks[told.index].origin.trail  # the fields of a text decide
    return rank if not known.sure or (rank >= _Rank.CUED and seen) else _Rank.NOTHING


def _rank_of_person(page: Page, told: Told, said: tuple[str, ...], dates: set[int]) -> _Rank:
    reading = told.reading
    if reading.labelled:
        return _Rank.CUED if told.place in ("inside", "below") else _Rank.LABELLED
    if told.linked:
        return _Rank.LINKED
    if told.cued:
        return _Rank.CUED
    close = told.place == "inside" and told.index <= first_of_core(page) + _INSIDE
    if close and reading.published and not reading.left:
        return _Rank.BESIDE_A_DATE
    if told.place == "below" and not reading.left and _is_signature(page, told.index):
        return _Rank.BESIDE_A_DATE
    if told.place not in ("under", "over") or reading.left:
        return _Rank.NOTHING
    if has_degree(told.text) or _is_confirmed(page, told.index, said[0]):
        return _Rank.CONFIRMED
    beside = reading.published or not dates.isdisjoint((told.index - 1, told.index + 1))
    short = all(len(name.split()) <= _LONGEST_NAME for name in said)
    under = told.place == "under" or reading.published
    return _Rank.BESIDE_A_DATE if beside and short and under else _Rank.NOTHING


def _is_signature(page: Page, index: int) -> bool:
    """Whether a name alone stands right behind the text, set off by its type: a signature."""
    block = page.blocks[index]
    if not isinstance(block, Paragraph) or index > max(page.core, default=index) + _PICTURE:
        return False
    return len(block.inlines) == 1 and isinstance(block.inlines[0], Strong | Emphasis)


def _is_confirmed(page: Page, index: int, name: str) -> bool:
    """Whether a page shows elsewhere that a name is an author's: under a picture, in a note."""
    near = range(max(0, index - _PICTURE), min(len(page), index + _PICTURE + 1))
    figures = (page.blocks[each] for each in near)
    if any(isinstance(each, Figure) and name in each.alt for each in figures):
        return True
    said = (text for text in page.texts[index + 1 :] if text.startswith(name))
    verbs = phrases("author", "is") | phrases("author", "does")
    rests = (text[len(name) :].split(None, 1) for text in said)
    return any(rest and rest[0].casefold() in verbs for rest in rests)


def _rank_of_alias(told: Told, name: str) -> _Rank:
    """The rank of a line that names nobody by a person's name: "NETGEAR Team", "jdoe"."""
    below = told.place == "below"
    if told.reading.labelled:
        shown = told.reading.published or told.cued or told.linked
        is_alias = shown or (name[:1].isupper() and not below)
        if told.place == "under" and (told.linked or told.cued):
            return _Rank.LINKED
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
