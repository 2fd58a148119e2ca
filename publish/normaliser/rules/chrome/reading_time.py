"""How long it takes to read the article."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_LONGEST_TIME = 8  # words of a line about the reading time; 4 of 1,338


@rule(
    "chrome.reading-time",
    "How long it takes to read the article.",
    example=f"Rents rise again\n\n5 min read\n\n{PARAGRAPH}",
)
def reading_time(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines of a number and the words for reading."""
    for index, each in marks_of(page).of(left, "reading", "contains"):
        text = page.texts[index]
        if page.words[index] <= _LONGEST_TIME and any(map(str.isdigit, text)):
            yield Finding(index, index, f"a number and “{each.phrase}”")
