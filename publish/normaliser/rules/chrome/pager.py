"""Links to other pages of an article, and their numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, point_at_bars

# (?!\d): a number ends where its digits do; else each row of digits parts in 2^n ways.
_NUMBERS = re.compile(r"(?:\[?\d{1,3}(?!\d)\]?[\s|·,…-]*){3,}(?:next|»|>)?", re.I)
_OF = re.compile(r"(?:\w+\s+)?\d{1,3}\s*(?:/|of|von|de|sur|di|van|z|av|из|з|من)\s*\d{1,3}", re.I)


@rule(
    "chrome.pager",
    "Links to the next page or article, and the numbers of pages.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n1 2 3 4\n\nNext page",
)
def pager(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "Next page", "1 2 3 4", "Page 2 of 5"; figures in a row must count up by one."""
    yield from point_at_bars(page, left, ("pager",), "leads to other pages")
    marks = marks_of(page)
    for index in marks.numbers:
        text = page.texts[index]
        if index not in left:
            continue
        if _NUMBERS.fullmatch(text) and _counts_up(text):
            yield Finding(index, index, "numbers of pages in a row")
        elif _OF.fullmatch(text) and (marks.has_company(index) or "page" in text.casefold()):
            yield Finding(index, index, "which page of how many this is")


def _counts_up(text: str) -> bool:
    numbers = [int(number) for number in re.findall(r"\d{1,3}", text)]
    return numbers[0] <= 2 and all(
        0 < second - first <= 1 or second == numbers[-1]
        for first, second in itertools.pairwise(numbers)
    )
