"""What a line around a headline names, and whether it says anything else."""

from __future__ import annotations

from publish.normaliser.fields.heads import Told
from publish.normaliser.fields.labels import behind_all, behind_by
from publish.normaliser.fields.names import is_nobody, is_organisation, is_person, people_in
from publish.normaliser.page.page import Page
from publish.normaliser.page.sentences import is_ended_or_open

_LONGEST_ALIAS = 4  # words of who is no person and stands where an author does; 3 of 5,351
_LONGEST_NAME = 3  # words of a name before a job without a comma between; 2 of 1,338
_LEFT = 4  # words that may stay unexplained: “24 May 2024 | Press releases”; 20 of 1,338


def names_in(told: Told) -> tuple[str, ...]:
    """Who a line names: people, or who stands behind "By" or alone where an author does."""
    reading = told.reading
    if reading.helped and not (reading.people or reading.alias):
        return ()
    linked = "" if told.linked in reading.helped else behind_all(told.linked)
    if linked and (not reading.people or linked not in reading.people):
        people = people_in(linked)
        if people and not (reading.labelled and reading.people):
            return people
        if not reading.people and not is_nobody(linked) and len(linked.split()) <= _LONGEST_ALIAS:
            return (behind_by(linked) or linked,)
    if reading.people:
        return reading.people
    if reading.alias:
        return (reading.alias,)
    if told.cued and len(reading.left) == 1:
        name = _before_job(reading.left[0])
        if is_person(name):
            return (name,)
        if len(name.split()) > _LONGEST_ALIAS:
            return ()
        worded = name.replace(" ", "").isalpha() and name[:1].isupper()
        if worded and not is_nobody(name):
            return (name,)
    return ()


def _before_job(text: str) -> str:
    """The name at the front of "Ann Ode Founder at Acme"; a text without a job as it stands."""
    words = text.split()
    for count in range(2, _LONGEST_NAME + 1):
        before = " ".join(words[:count])
        if len(words) > count and is_organisation(words[count]) and is_person(before):
            return before
    return text


def says_only_that(page: Page, told: Told) -> bool:
    """Whether a line says nothing but authors, dates and counts, and may go as a whole."""
    left = " ".join(told.reading.left)
    if not left:
        return True
    if told.place == "below" or any(mark in left for mark in "/=?&<>{}_"):
        return False
    return len(left.split()) <= _LEFT and not is_ended_or_open(page.texts[told.index])
