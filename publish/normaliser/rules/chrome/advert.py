"""Labels of advertisements."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of


@rule(
    "chrome.advert",
    "Labels of advertisements.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nStory continues below advertisement\n\n"
    f"{PARAGRAPH}",
)
def advert(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines that say nothing but that an advertisement stands here."""
    for index, each in marks_of(page).of(left, "advert", "whole"):
        yield Finding(index, index, f"the label of an advertisement (“{each.phrase}”)")
