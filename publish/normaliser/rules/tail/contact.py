"""How to reach people, behind an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, tells

_LONGEST_LINE = 15  # words of a line of an address, or of one that names an account; 1 of 1,338
_LONGEST_FIELD = 6  # words of a line that only a number or an address makes one; 2 of 1,338
_ADDRESS_LINES = 5  # below a label of contacts; 4 of 1,338
_PHONE = re.compile(r"\+?\(?\d[\d ()/.-]{6,}\d")
_FOLLOW = re.compile(r"follow (?:\S+ ){1,6}on (?:twitter|x|facebook|instagram|linkedin|bluesky)\b")


@rule(
    "tail.contact",
    "How to reach the author, the paper or a press office.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nContact the author at ann@paper.example",
)
def contact(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines with a label of contacts, or an address or number, behind the article."""
    marks = marks_of(page)
    labelled: set[int] = set()
    for index, each in marks.of(left, "contact", "begins"):
        if index < marks.core_last or tells(page, index):
            continue
        labelled.add(index)
        reach = "address" in cues(page.bares[index]) or _PHONE.search(page.texts[index])
        if reach or not page.is_sentence(index):
            yield Finding(
                index, index, f"behind the article; how to reach people (“{each.phrase}”)"
            )
    for index in range(max(marks.core_last, 0), len(page)):
        line = page.bares[index]
        if not line or page.words[index] > _LONGEST_LINE or index not in left:
            continue
        if _FOLLOW.match(line):
            yield Finding(index, index, "behind the article; sends the reader to an account")
        elif _is_below(index, labelled) and _is_field(page, index):
            yield Finding(index, index, "part of an address below a label of contacts")


def _is_below(index: int, labelled: set[int]) -> bool:
    return any(index - lines in labelled for lines in range(1, _ADDRESS_LINES + 1))


def _is_field(page: Page, index: int) -> bool:
    """Whether a short line is a field of an address: labelled, a number, or an address for mail."""
    said_so = marks_of(page).lines.get(index, ())
    if any(each.kind == "contact" for each in said_so):
        return True
    if page.words[index] > _LONGEST_FIELD:
        return False
    return "address" in cues(page.bares[index]) or bool(_PHONE.search(page.texts[index]))
