"""What stands above an article's first paragraph: title, byline, date."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.dates import Dated, dates_in
from publish.model.tree import Heading, Inlines, Paragraph, Strong
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.bylines import dateline_of
from publish.normaliser.fields.dates import settled
from publish.normaliser.fields.headlines import first_of_core, headline_of
from publish.normaliser.fields.heads import Told, lines_of
from publish.normaliser.fields.names import is_nobody, is_organisation, is_person, people_in
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare

_NEAR = 8  # open blocks between title and first paragraph in which standfirst and echoes stand
_HEAD = 60  # open blocks that may stand above an article, menus and all
_MOST = 8  # names in one byline
_LEFT = 4  # words of a line of dates that may stay unexplained: "24 May 2024 | Press releases"
_LONGEST_KICKER = 5  # words
_PROSE = "Rents rose for the ninth month in a row, the city said on Monday."


@rule(
    "head.title",
    "The headline becomes the title, and is not printed twice.",
    example=f"Rents rise again\n\n{_PROSE}",
)
def title(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the block that is the headline, and at its repetitions above the first paragraph."""
    index, why = headline_of(page, left)
    if index is None:
        return
    words = _inlines(page, index)
    if len(words) == 1 and isinstance(words[0], Strong):
        words = words[0].inlines  # what is wholly bold stands out from nothing
    yield Finding(index, index, why, lifts=Lifts(title=words), moved_to="title")
    said = page.bares[index]
    for other in left.indices[:_NEAR]:
        if other != index and said and page.bares[other] == said:
            yield Finding(other, other, "the headline again", moved_to="title")


@rule(
    "head.standfirst",
    "The paragraph that the source declares as its summary becomes the standfirst.",
)
def standfirst(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the block near the top that says what is declared as description or dek."""
    declared = {bare(each.value) for each in page.draft.hints.standfirst} - {""}
    for index in left.indices[:_HEAD] if declared else ():
        if isinstance(page.blocks[index], Paragraph | Heading) and (
            bare(page.texts[index]) in declared
        ):
            if not _has_prose_below(page, left, index) or _is_opening(page, left, index):
                return
            lifts = Lifts(standfirst=_inlines(page, index))
            why = "the words that the source declares as its summary"
            yield Finding(index, index, why, lifts=lifts, moved_to="standfirst")
            return


@rule(
    "head.byline",
    "A line of names under the headline becomes the byline.",
    example=f"Rents rise again\n\nBy Ann Ode and Bo Li\n\n{_PROSE}",
)
def byline(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "By A and B", at names in an element of the authors, at names beside a date.

    A name alone counts when the source declares it. A line that says more than names, dates and
    counts is read and stays.
    """
    hints = page.draft.hints.authors
    declared = {each.value.casefold() for each in hints if not is_organisation(each.value)}
    told_lines = lines_of(page, left)
    dates = {told.index for told in told_lines if told.line.published or told.line.updated}
    ranked = [(_rank(told, declared, dates), told) for told in told_lines]
    best = max((rank for rank, told in ranked), default=0)
    names: tuple[str, ...] = ()
    for rank, told in ranked:
        if rank == 0 or (told.place == "below" and best > rank):
            continue
        said = _said(told)
        chosen = not names and rank == best
        names = said if chosen else names
        again = {each.casefold() for each in said} <= {each.casefold() for each in names} | declared
        if not chosen and not again:
            continue
        keeps = not _is_only_that(page, told)
        if not chosen and (keeps or told.place == "below"):
            continue
        lifts = Lifts(byline=said) if chosen else Lifts()
        index = told.index
        yield Finding(index, index, _why(told), lifts=lifts, moved_to="byline", keeps=keeps)


@rule(
    "head.date",
    "A line above the first paragraph that is only a date becomes the date.",
    example=f"Rents rise again\n\nPublished: January 21, 2024\n\n{_PROSE}",
)
def date_line(page: Page, left: Left) -> Iterator[Finding]:
    """Point at dates, with or without "Published" or "Updated" before them; in a byline too."""
    published = updated = ""
    for told in lines_of(page, left):
        if told.place == "below" and (published or not _is_only_that(page, told)):
            continue
        first = published or _settled(page, told.line.published)
        last = updated or _settled(page, told.line.updated)
        if not (told.line.published or told.line.updated):
            continue
        lifts = Lifts(
            published=first if first != published else None,
            updated=last if last != updated else None,
        )
        published, updated = first, last
        keeps = bool(_said(told)) or not _is_only_that(page, told)
        keeps = keeps or told.index not in left
        said = {_settled(page, told.line.published), _settled(page, told.line.updated)} - {""}
        if not lifts.names() and (keeps or not said or not said <= {first, last}):
            continue  # a third date is another thing's
        field = "published" if told.line.published else "updated"
        why = "a line that is only a date" if not keeps else "a line with a date"
        yield Finding(told.index, told.index, why, lifts=lifts, moved_to=field, keeps=keeps)
    yield from _dateline(page)


@rule(
    "head.kicker",
    "A word or two right above the headline say where in the paper it stands, and are not printed.",
    example=f"Cities\n\nRents rise again as wages stand still\n\n{_PROSE}",
)
def kicker(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the line above the headline: by its element's name, or as the first of a text."""
    index, _ = headline_of(page, left)
    above = (index or 0) - 1
    if above < 0 or above not in left or not isinstance(page.blocks[above], Paragraph):
        return
    trail = page.blocks[above].origin.trail
    words = page.words[above]
    said = " ".join(page.texts[above].split())
    if dates_in(said) or said.endswith((".", "?", "!")):
        return
    if any(element_of(step).is_kicker for step in trail[-3:]) and words <= _LONGEST_KICKER:
        yield Finding(above, above, f"“{said}” in an element named for the line above a headline")
    elif not trail and above == 0 and words <= 2 and said[-1:].isalpha():
        yield Finding(above, above, f"“{said}” alone right above the headline")


def _dateline(page: Page) -> Iterator[Finding]:
    """The place at the front of the first paragraph; its words stay where they are."""
    first = first_of_core(page)
    if first < len(page) and (place := dateline_of(page.texts[first])):
        why = "a place, then a dash, at the front of the first paragraph"
        yield Finding(first, first, why, lifts=Lifts(dateline=place), keeps=True)


def _rank(told: Told, declared: set[str], dates: set[int]) -> int:
    """How much shows that a line is the article's byline: 0 for nothing, 7 for a clear one."""
    line = told.line
    said = _said(told)
    if not said or len(said) > _MOST:
        return 0
    if any(each.casefold() in declared for each in said):
        return 7
    people = is_person(said[0])
    if line.labelled:
        if people:
            return 6
        shown = line.published or told.cued or told.linked
        return 3 if shown or (said[0][:1].isupper() and told.place != "below") else 0
    if told.linked:
        return 5 if people else 2
    if told.cued:
        return 4 if people else 0 if told.place == "below" else 1
    if told.place not in ("under", "over") or line.left or not people:
        return 0
    beside = line.published or not dates.isdisjoint((told.index - 1, told.index + 1))
    return 1 if beside and all(len(name.split()) < 4 for name in said) else 0


def _said(told: Told) -> tuple[str, ...]:
    """Who a line names: people, or who stands behind "By" or alone where an author does."""
    line = told.line
    if told.linked and (not line.people or told.linked not in line.people):
        people = people_in(told.linked)
        if people and not (line.labelled and line.people):
            return people
        if not line.people and not is_nobody(told.linked) and len(told.linked.split()) <= 4:
            return (told.linked,)
    if line.people:
        return line.people
    if line.alias:
        return (line.alias,)
    if told.cued and len(line.left) == 1:
        name = _before_job(line.left[0])
        if is_person(name):
            return (name,)
        if len(name.split()) > 4:
            return ()
        if name[:1].isupper() and name.replace(" ", "").isalnum() and not is_nobody(name):
            return (name,)
    return ()


def _before_job(text: str) -> str:
    """The name at the front of "Ann Ode Founder at Acme"; a text without a job as it stands."""
    words = text.split()
    for count in (2, 3):
        if len(words) > count and is_organisation(words[count]):
            return " ".join(words[:count])
    return text


def _is_only_that(page: Page, told: Told) -> bool:
    """Whether a line says nothing but authors, dates and counts, and may go as a whole."""
    left = " ".join(told.line.left)
    if not left:
        return True
    if told.place == "below" or any(mark in left for mark in "/=?&<>{}_"):
        return False
    return len(left.split()) <= _LEFT and not page.texts[told.index].endswith((".", "!", "?", ":"))


def _why(told: Told) -> str:
    said = _said(told)
    names = f"{len(said)} names" if len(said) > 1 else f"“{said[0]}”"
    if told.line.labelled:
        return f"{names} behind a word such as “By”"
    if told.linked:
        return f"{names}, which leads to an author's page"
    if told.cued:
        return f"{names} in an element named for authors"
    return f"{names} beside a date or as declared"


def _settled(page: Page, dated: Dated | None) -> str:
    return settled(dated, page.draft, page.texts) if dated else ""


def _is_opening(page: Page, left: Left, index: int) -> bool:
    """Whether a block stands as the paragraphs below it do: many sites declare the first one."""
    trail = page.blocks[index].origin.trail
    below = (i for i in left.indices if i > index and page.is_sentence(i))
    following = next(below, None)
    return bool(trail) and following is not None and (page.blocks[following].origin.trail == trail)


def _has_prose_below(page: Page, left: Left, index: int) -> bool:
    """Whether an article is left below a block: of a single paragraph the summary is the text."""
    return any(page.is_sentence(other) for other in left.indices if other > index)


def _inlines(page: Page, index: int) -> Inlines:
    block = page.blocks[index]
    assert isinstance(block, Heading | Paragraph)
    return block.inlines
