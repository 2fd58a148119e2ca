"""What a blog says about a post beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.figures import are_views, is_count
from publish.normaliser.rules.marks import Marks, marks_of

_VIEWED = re.compile(
    r"[.#_-](?:page-?|post-?)?(?:view|hit|visit|read)(?:s|ed)?-?(?:count|counter|er)?s?(?=$|[.#_\[-])"
)
"""How the element around a bare figure is named that says how often a page was read."""

_MOST_VIEWS = 2  # lines that say so of the page itself; a list of films has one each
_LONGEST_META = 25  # words of a post's meta line; 4 of 5,351


@rule(
    "chrome.post-meta",
    "What a blog says about a post: “Posted in City | 3 comments”, “1,834 views”.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nPosted in City | 3 comments",
)
def post_meta(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines that begin with "Posted in" and hold a bar, a date or a count of comments."""
    for index, each in marks_of(page).of(left, "post", "begins"):
        text = page.texts[index]
        if page.words[index] > _LONGEST_META or page.is_prose(index):
            continue
        said_so = cues(page.bares[index])
        divided = "|" in text or "·" in text or "•" in text
        if divided or (said_so & {"comments", "date", "tags"} and not page.is_sentence(index)):
            yield Finding(index, index, f"about the post, not of it (“{each.phrase} …”)")
    yield from _views(page, left)


def _views(page: Page, left: Left) -> Iterator[Finding]:
    """Lines outside the article's prose that say how often the page was read."""
    marks = marks_of(page)
    outside = [index for index in marks.numbers if not marks.is_inside(index)]
    worded = [index for index in outside if are_views(page.texts[index])]
    for index in worded if len(worded) <= _MOST_VIEWS else ():
        if index in left:
            yield Finding(index, index, "how often the page was read")
    for index in outside:
        if index in left and is_count(page.texts[index]) and _counts_page(page, marks, index):
            yield Finding(index, index, "a figure of the page's own, such as how often it was read")


def _counts_page(page: Page, marks: Marks, index: int) -> bool:
    """Whether a bare figure is named for views, or stands above the text beside furniture."""
    if not isinstance(page.blocks[index], Paragraph):
        return False
    trail = page.blocks[index].origin.trail
    if any(_VIEWED.search(step.lower()) for step in trail[-2:]):
        return True
    opens = index + 1 < len(page) and page.is_sentence(index + 1)
    above = bool(trail) and index < marks.core_first < len(page)
    return above and not opens and marks.has_company(index)
