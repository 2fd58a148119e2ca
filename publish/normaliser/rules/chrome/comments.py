"""Comments under an article: their labels, their form, and the thread."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.threads import is_a_thread
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, may_be_heading, point_at_bars, tells

_LONGEST_FORM = 45  # words of a line of a form for comments; 1 of 1,338


@rule(
    "chrome.comments",
    "Labels and counts of comments, their form, and the thread below them.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n12 Comments",
)
def comments(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "12 comments", "Leave a comment", "Log in to comment" and at what follows them.

    A thread is what stands below such a label behind the article's last paragraph, when its lines
    hold dates or buttons to reply.
    """
    marks = marks_of(page)
    labels = [
        index
        for index, each in marks.of(left, "comments", "whole", "weak")
        if each.key == "whole" or any(map(str.isdigit, page.texts[index]))
    ]
    for index in labels:
        if not (marks.is_inside(index) and may_be_heading(page, index)):
            yield Finding(index, index, "the label of a comment section")
    yield from point_at_bars(page, left, ("comments",), "buttons of a comment section")
    for index, each in marks.of(left, "comments", "contains"):
        if page.words[index] > _LONGEST_FORM or tells(page, index):
            continue
        if index not in page.core:
            yield Finding(index, index, f"the form of a comment section (“{each.phrase}”)")
    below = [index for index in labels if index > marks.core_last >= 0]
    if below and (last := len(page) - 1) > below[0]:
        thread = range(below[0] + 1, last + 1)
        items = {at: page.raws[at].split("\n") for at in thread if page.items[at] is not None}
        if stamps := is_a_thread(page.bares, page.words, thread, items):
            why = f"the thread below “{page.texts[below[0]]}”; {stamps} lines with dates or replies"
            yield Finding(below[0] + 1, last, why)
