"""What a page offers to do with itself."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import goes_on, marks_of, may_be_heading, point_at_bars


@rule(
    "chrome.page-tools",
    "What a page offers to do with itself: print, enlarge, translate, rate, go to the top.",
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
