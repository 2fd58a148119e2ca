"""Labels of players and galleries, reading times, and the stamps of live pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import phrases
from publish.normaliser.rules.marks import LONG_PROSE, furniture, marks_of

_PLAYER = re.compile(r"-?\d{1,2}:\d\d(?::\d\d)?(?:\s*[/|]\s*-?\d{1,2}:\d\d(?::\d\d)?)?")
_LONGEST_LABEL = 15  # words
_LONGEST_TIME = 8  # words of a line about the reading time


@rule(
    "chrome.player",
    "Labels of audio and video players and of galleries.",
    example=f"Rents rise again\n\nListen to this article\n\n0:00 / 3:21\n\n{LONG_PROSE}",
)
def player(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "Listen to this article", "Play video", and at the times of a player."""
    yield from furniture(page, left, ("media",), "the label of a player or gallery")
    marks = marks_of(page)
    for index, each in marks.of(left, "media", "begins"):
        if page.words[index] <= _LONGEST_LABEL and not page.is_prose(index):
            yield Finding(index, index, f"the label of a player or gallery (“{each.phrase}”)")
    for index in marks.numbers:
        text = page.texts[index]
        if len(text) > 20 or index not in left or not _PLAYER.fullmatch(text):
            continue
        if "/" in text or text.startswith("0"):
            yield Finding(index, index, "the times of a player")


@rule(
    "chrome.reading-time",
    "How long it takes to read the article.",
    example=f"Rents rise again\n\n5 min read\n\n{LONG_PROSE}",
)
def reading_time(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines of a number and the words for reading."""
    for index, each in marks_of(page).of(left, "reading", "contains"):
        text = page.texts[index]
        if page.words[index] <= _LONGEST_TIME and any(map(str.isdigit, text)):
            yield Finding(index, index, f"a number and “{each.phrase}”")


@rule(
    "chrome.live-stamp",
    "Stamps such as “5m ago” and the buttons of live pages.",
    example=f"Rents rise again\n\n5 minutes ago\n\n{LONG_PROSE}",
)
def live_stamp(page: Page, left: Left) -> Iterator[Finding]:
    """Point at times counted from a now that has passed; times of day are the report's own."""
    yield from furniture(page, left, ("live",), "a button of a live page")
    units, ago = phrases("live", "units"), phrases("live", "ago")
    for index in marks_of(page).numbers:
        if not 1 < page.words[index] <= 6 or index not in left:
            continue
        words = page.bares[index].replace("il y a", "ilya").split()
        if _is_ago(words, units, ago):
            yield Finding(index, index, "a time counted from when the page was made")


def _is_ago(words: list[str], units: frozenset[str], ago: frozenset[str]) -> bool:
    """Whether words are a number, a unit and "ago", with nothing else."""
    kinds = []
    for word in words:
        word = word.strip(".,()•·|")
        if word.isdigit():
            kinds.append("n")
        elif word in ago or word == "ilya":
            kinds.append("a")
        elif word in units:
            kinds.append("u")
        elif word[:-1].isdigit() or word.rstrip("minhrsdw").isdigit():
            kinds += "nu"
        elif word:
            return False
    return sorted(set(kinds)) == ["a", "n", "u"] and len(kinds) <= 5
