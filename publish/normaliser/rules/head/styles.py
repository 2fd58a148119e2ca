"""What the styles of a Word file call title, standfirst, byline, date and contents."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.dates import dates_in
from publish.model.forms import is_line
from publish.model.tree import Inlines, LineBreak
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.bylines import read_byline
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.styled import (
    BYLINE,
    DATE,
    DATELINE,
    STANDFIRST,
    TITLE,
    styled,
)


@rule(
    "head.styles",
    "What the styles of a Word file call title, standfirst, byline and date; its contents.",
)
def styles(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the lines that styles name, and at a table of contents that Word made.

    The author's word: what is named here no other rule looks for.
    """
    named = styled(page)
    if title := named.of(TITLE):
        lifts = Lifts(title=_joined(page, title))
        yield Finding(title[0], title[-1], _why("Title"), lifts=lifts, moved_to="title")
    if standfirst := named.of(STANDFIRST):
        lifts = Lifts(standfirst=_joined(page, standfirst))
        yield Finding(
            standfirst[0], standfirst[-1], _why("Subtitle"), lifts=lifts, moved_to="standfirst"
        )
    for index in named.of(BYLINE):
        yield from _byline(page, index)
    for index in named.of(DATELINE):
        lifts = Lifts(dateline=page.texts[index])
        yield Finding(index, index, _why("Dateline"), lifts=lifts, moved_to="dateline")
    for index in named.of(DATE):
        days = [each.day for each in dates_in(page.texts[index]) if each.day]
        if len(days) == 1:
            lifts = Lifts(published=days[0])
            yield Finding(index, index, _why("Date"), lifts=lifts, moved_to="published")
    for index in named.contents:
        if index in left:
            yield Finding(index, index, "of a table of contents that Word made")


def _why(style: str) -> str:
    return f"in the style {style}"


def _byline(page: Page, index: int) -> Iterator[Finding]:
    """The names of a line that is called a byline, which its author wrote as they are."""
    text = page.texts[index]
    reading = read_byline(text, None)
    names = reading.people or tuple(name for each in text.split(", ") if (name := each.strip()))
    yield Finding(index, index, _why("Byline"), lifts=Lifts(byline=names), moved_to="byline")


def _joined(page: Page, indices: tuple[int, ...]) -> Inlines:
    """The lines as one, a break between two."""
    made: Inlines = ()
    for index in indices:
        block = page.blocks[index]
        assert is_line(block)
        made = (*made, LineBreak(), *block.inlines) if made else block.inlines
    return made
