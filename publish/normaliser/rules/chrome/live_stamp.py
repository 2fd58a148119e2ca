"""Stamps of live pages: times counted from a now that has passed."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import phrases
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, point_at_bars


@rule(
    "chrome.live-stamp",
    "Stamps such as “5m ago” and the buttons of live pages.",
    example=f"Rents rise again\n\n5 minutes ago\n\n{PARAGRAPH}",
)
def live_stamp(page: Page, left: Left) -> Iterator[Finding]:
    """Point at times counted from a now that has passed; times of day are the report's own."""
    yield from point_at_bars(page, left, ("live",), "a button of a live page")
    units, ago = phrases("live", "units"), phrases("live", "ago")
    for index in marks_of(page).numbers:
        if index not in left:
            continue
        words = page.bares[index].replace("il y a", "ilya").split()
        if _is_ago(words, units, ago):
            yield Finding(index, index, "a time counted from when the page was made")


def _is_ago(words: list[str], units: frozenset[str], ago: frozenset[str]) -> bool:
    """Whether words are a number, a unit and "ago", with nothing else."""
    kinds: set[str] = set()
    for word in words:
        word = word.strip(".,()•·|")
        if word.isdigit():
            kinds.add("n")
        elif word in ago or word == "ilya":
            kinds.add("a")
        elif word in units:
            kinds.add("u")
        elif word[:-1].isdigit() or word.rstrip("minhrsdw").isdigit():
            kinds.update("nu")
        elif word:
            return False
    return kinds == {"a", "n", "u"}
