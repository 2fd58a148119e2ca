"""The path to the page above an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_MARK = re.compile(r"[›»>→/]|::")
_STEP = re.compile(rf"(?:(?<!\s)\s+)?(?:{_MARK.pattern})\s*")


@rule(
    "chrome.breadcrumb",
    "The path to the page, such as Home › World › Europe.",
    example=f"Rents rise again\n\nHome › City › Housing\n\n{PARAGRAPH}",
)
def breadcrumb(page: Page, left: Left) -> Iterator[Finding]:
    """Point at a line above the first paragraph that divides steps and begins at home."""
    home = phrases("breadcrumb", "home")
    first = marks_of(page).core_first
    for index in range(min(first, len(page))):
        if page.words[index] < 2 or index not in left or not page.bares[index]:
            continue
        if not _MARK.search(page.texts[index]):
            continue
        steps = [step for step in _STEP.split(page.raws[index].strip(" ›»>→/")) if step.strip()]
        if len(steps) > 1 and bare(steps[0].rstrip(":")) in home | {bare("you are here")}:
            yield Finding(index, index, f"a path of {len(steps)} steps from “{steps[0].strip()}”")
