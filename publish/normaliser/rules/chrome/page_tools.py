"""What a page offers to do with itself."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.asking import LONGEST_ASK
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.figures import are_stars, are_votes, count_up, factors_in
from publish.normaliser.rules.marks import goes_on, marks_of, may_be_heading, point_at_bars, tells

_MOST_VOTES = 2  # lines of votes on a page that has them of itself; a list of goods has one each
_ASKS = ("?", "？", "؟", "@", "#")


@rule(
    "chrome.page-tools",
    "What a page offers to do with itself: print, enlarge, scale, translate, rate, go to the top.",
    example=f"Rents rise again\n\nPrint | Font size\n\n{PARAGRAPH}\n\nBack to top",
)
def page_tools(page: Page, left: Left) -> Iterator[Finding]:
    """Point at blocks that consist of a page's tools, and at questions such as "A mistake?"."""
    marks = marks_of(page)
    yield from point_at_bars(page, left, ("tools",), "nothing but tools of the page")
    yield from point_at_bars(page, left, ("rating",), "asks the reader for a rating")
    for index, each in marks.of(left, "tools", "begins"):
        if not (page.is_prose(index) or goes_on(page, index, each)):
            yield Finding(index, index, f"a tool of the page (“{each.phrase}”)")
    for index, each in marks.of(left, "rating", "whole"):
        if not may_be_heading(page, index):
            yield Finding(index, index, f"asks the reader for a rating (“{each.phrase}”)")
    for index, each in marks.of(left, "rating", "begins"):
        text = page.texts[index]
        asks = page.words[index] <= LONGEST_ASK and any(sign in text for sign in _ASKS)
        if asks and not tells(page, index):
            yield Finding(index, index, f"asks the reader for a rating (“{each.phrase}”)")
    yield from _votes(page, left)
    yield from _factors(page, left)


def _votes(page: Page, left: Left) -> Iterator[Finding]:
    """Lines that say how readers rated the page, and the stars right beside them."""
    found = [index for index in marks_of(page).numbers if are_votes(page.texts[index])]
    if len(found) > _MOST_VOTES:
        return
    for index in found:
        if index in left:
            yield Finding(index, index, "how readers rated it, with the number of their votes")
        for other in (index - 1, index + 1):
            if other in left and are_stars(page.texts[other]):
                yield Finding(other, other, f"stars beside “{page.texts[index]}”")


def _factors(page: Page, left: Left) -> Iterator[Finding]:
    """Buttons in a row that scale a recipe or the pace of a player: 1x, 2x, 3x."""
    run: list[int] = []
    factors: tuple[float, ...] = ()
    for index in range(len(page) + 1):
        found = factors_in(page.texts[index]) if index < len(page) else ()
        if found:
            run.append(index)
            factors += found
            continue
        if count_up(factors):
            for each in run:
                if each in left:
                    yield Finding(each, each, f"one of {len(factors)} factors that count up")
        run, factors = [], ()
