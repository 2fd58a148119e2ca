"""What stands above an article's first paragraph: title, byline, date."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.tree import Heading, Inlines, Paragraph
from publish.normaliser.dates import date_in
from publish.normaliser.engine import Page, rule
from publish.normaliser.names import people_in
from publish.normaliser.phrases import bare, phrases

LONGEST_TITLE = 30  # words; the longest headline of 852 labelled pages has 28
_NEAR = 8  # open blocks between title and first paragraph in which bylines and dates stand


@rule(
    "head.title",
    "The headline becomes the title, and is not printed twice.",
    example="Rents rise again\n\nRents rose for the ninth month in a row, the city said on Monday.",
)
def title(page: Page) -> Iterator[Finding]:
    """Point at the block that is the headline, and at its repetitions above the first paragraph."""
    declared = [bare(each.value) for each in page.draft.hints.title]
    index = _declared_title(page, declared)
    why = "the words that the source declares as its title"
    if index is None:
        index, why = _first_heading(page), "the first heading of the highest level"
    if index is None and not declared:
        index, why = _opening_line(page), "a short first line without a full stop, before prose"
    if index is None:
        return
    inlines = _inlines(page, index)
    yield Finding(index, index, why, lifts=Lifts(title=inlines), moved_to="title")
    words = bare(page.texts[index])
    for other in page.open_indices()[:_NEAR]:
        if other != index and bare(page.texts[other]) == words:
            yield Finding(other, other, "the headline again", moved_to="title")


@rule(
    "head.standfirst",
    "The paragraph that the source declares as its summary becomes the standfirst.",
)
def standfirst(page: Page) -> Iterator[Finding]:
    """Point at the block near the top that says what is declared as description or dek."""
    declared = {bare(each.value) for each in page.draft.hints.standfirst} - {""}
    for index in page.open_indices()[:_NEAR] if declared else ():
        if isinstance(page.blocks[index], Paragraph | Heading) and (
            bare(page.texts[index]) in declared
        ):
            if not _has_prose_below(page, index):
                return
            lifts = Lifts(standfirst=_inlines(page, index))
            why = "the words that the source declares as its summary"
            yield Finding(index, index, why, lifts=lifts, moved_to="standfirst")
            return


@rule(
    "head.byline",
    "A line of names under the headline becomes the byline.",
    example="Rents rise again\n\nBy Ann Ode and Bo Li\n\n"
    "Rents rose for the ninth month in a row, the city said on Monday.",
)
def byline(page: Page) -> Iterator[Finding]:
    """Point at "By A and B" above the first paragraph; a date behind the names is read too."""
    for index in _above_prose(page):
        text = page.texts[index]
        if page.words[index] > 20 or not (begun := _behind_by(text)):
            continue
        published, rest = date_in(begun)
        names = people_in(_before_bar(rest))
        if names:
            lifts = Lifts(byline=names, published=published or None)
            why = f"{len(names)} name{'s' if len(names) > 1 else ''} behind “{text.split()[0]}”"
            yield Finding(index, index, why, lifts=lifts, moved_to="byline")
            return


@rule(
    "head.date",
    "A line above the first paragraph that is only a date becomes the date.",
    example="Rents rise again\n\nPublished: January 21, 2024\n\n"
    "Rents rose for the ninth month in a row, the city said on Monday.",
)
def date_line(page: Page) -> Iterator[Finding]:
    """Point at a date, with or without "Published" or "Updated" before it."""
    for index in _above_prose(page):
        if page.words[index] > 8:
            continue
        day, rest = date_in(page.texts[index])
        label = bare(rest)
        if day and label in phrases("date", "updated"):
            lifts, field = Lifts(updated=day), "updated"
        elif day and (not label or label in phrases("date", "label")):
            lifts, field = Lifts(published=day), "published"
        else:
            continue
        yield Finding(index, index, "a line that is only a date", lifts=lifts, moved_to=field)


def _declared_title(page: Page, declared: list[str]) -> int | None:
    """The first block that says a declared title, headings before other blocks."""
    said = [index for index in page.open_indices() if bare(page.texts[index]) in declared]
    headings = [index for index in said if isinstance(page.blocks[index], Heading)]
    return next(iter(headings or said), None)


def _first_heading(page: Page) -> int | None:
    """The first heading, if no lower one and no prose stands before it."""
    for index in page.open_indices():
        block = page.blocks[index]
        if isinstance(block, Heading) and 0 < page.words[index] <= LONGEST_TITLE:
            highest = min(b.level for b in page.blocks if isinstance(b, Heading))
            if block.level == highest:
                return index
        elif page.is_prose(index):
            return None
    return None


def _opening_line(page: Page) -> int | None:
    """The first block of a text, when it is short, no sentence, and prose follows."""
    indices = page.open_indices()
    if not indices or indices[0] != 0 or not isinstance(page.blocks[0], Paragraph):
        return None
    text = page.texts[0]
    sentence = text.endswith((".", "。", ":", ",")) and not text.endswith("...")
    if sentence or not 1 < page.words[0] <= LONGEST_TITLE or _behind_by(text):
        return None
    follows = any(page.is_sentence(index) for index in indices[1 : _NEAR + 1])
    return 0 if follows else None


def _has_prose_below(page: Page, index: int) -> bool:
    """Whether an article is left below a block: of a single paragraph the summary is the text."""
    return any(page.is_sentence(other) for other in page.open_indices() if other > index)


def _above_prose(page: Page) -> Iterator[int]:
    """The open blocks before the first paragraph of prose, at most a few."""
    for index in page.open_indices()[:_NEAR]:
        if page.is_prose(index):
            return
        yield index


def _behind_by(text: str) -> str:
    """What follows the "By" of a byline, or ""."""
    folded = text.casefold()
    for word in sorted(phrases("byline", "begins"), key=len, reverse=True):
        if folded.startswith((f"{word} ", f"{word}: ")):
            return text[len(word) :].lstrip(" :")
    return ""


def _before_bar(text: str) -> str:
    """The names of a byline, without what stands behind a bar or a dash."""
    for mark in (" | ", " · ", " — ", " – ", " - ", " • "):
        text = text.split(mark)[0]
    return text


def _inlines(page: Page, index: int) -> Inlines:
    block = page.blocks[index]
    assert isinstance(block, Heading | Paragraph)
    return block.inlines
