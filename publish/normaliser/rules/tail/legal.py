"""Copyright lines."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, tells

_SIGN = 3  # characters of the longest
_SIGNS = ("©", "(c) ", "(C) ", "ⓒ", "℗")


@rule(
    "tail.legal",
    "Copyright lines and the like.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n© 2024 The Paper. All rights reserved.",
)
def legal(page: Page, left: Left) -> Iterator[Finding]:
    """Point at short lines that begin with a copyright sign or reserve all rights."""
    marks = marks_of(page)
    for key in ("contains", "begins"):
        for index, each in marks.of(left, "legal", key):
            if marks.is_inside(index) or tells(page, index):
                continue
            if key == "contains" or any(map(str.isdigit, page.texts[index])):
                yield Finding(index, index, f"a copyright line (“{each.phrase}”)")
    for index in marks.numbers:
        text = page.texts[index]
        if text.startswith(_SIGNS) and index in left:
            yield Finding(index, index, f"a copyright line (“{text[:_SIGN].strip()}”)")
