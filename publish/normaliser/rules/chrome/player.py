"""Labels and times of players and galleries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import goes_on, marks_of, point_at_bars

_PLAYER = re.compile(r"-?\d{1,2}:\d\d(?::\d\d)?(?:\s*[/|]\s*-?\d{1,2}:\d\d(?::\d\d)?)?")


@rule(
    "chrome.player",
    "Labels of audio and video players and of galleries.",
    example=f"Rents rise again\n\nListen to this article\n\n0:00 / 3:21\n\n{PARAGRAPH}",
)
def player(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "Listen to this article", "Play video", and at the times of a player."""
    yield from point_at_bars(page, left, ("media",), "the label of a player or gallery")
    marks = marks_of(page)
    for index, each in marks.of(left, "media", "begins"):
        if not (page.is_prose(index) or goes_on(page, index, each)):
            yield Finding(index, index, f"the label of a player or gallery (“{each.phrase}”)")
    for index in marks.numbers:
        text = page.texts[index]
        if index not in left or not _PLAYER.fullmatch(text):
            continue
        if "/" in text or text.startswith("0"):
            yield Finding(index, index, "the times of a player")
