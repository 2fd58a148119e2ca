"""Whether every word of every note stands at the foot of a page.

WeasyPrint 70 drops without a word what a page cannot hold: whole notes on dense pages (7 of 220
random documents), and the rest of a note that is longer than the page (1,800 words of 2,700).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import compared

LONGEST_NOTE = 1_500
"""Letters: about a quarter of a page. Longer notes belong to the end, and laying them out at the
foot took over a minute for ten of 2,000 words."""


def notes_lost(page: Any, document: Any) -> bool:
    """Whether letters of the page's notes are missing from the laid-out document."""
    wanted = sum(_notes(page))
    return wanted > 0 and sum(map(_letters, _printed(document))) < wanted


def longest_note(page: Any) -> int:
    """The letters of the longest note in a page's elements, 0 when it has none."""
    return max(_notes(page), default=0)


def _notes(page: Any) -> Iterator[int]:
    """The letters of each note."""
    for span in page.iter("span"):
        if span.get("class") == "footnote":
            yield _letters("".join(span.itertext()))


def _printed(document: Any) -> Iterator[str]:
    """The texts in the footnote areas of all pages."""
    for page in document.pages:
        for area in page._page_box.children:
            if type(area).__name__ == "FootnoteAreaBox":
                yield from (box.text for box in area.descendants() if hasattr(box, "text"))


def _letters(text: str) -> int:
    """How many letters: marks, hyphens and spaces come and go when lines are broken."""
    return sum(map(str.isalpha, text))


HOLDS = (
    *compared("weasyprint.document", "Page.__init__"),
    *compared("weasyprint.formatting_structure.boxes", "Box.descendants", "FootnoteAreaBox"),
)
