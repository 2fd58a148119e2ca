"""Whether every word of every note finds room at the foot of a page.

WeasyPrint 70 drops without a word what a page cannot hold: whole notes on dense pages (7 of 220
random documents), and the rest of a note that is longer than the page (1,800 words of 2,700).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import compared

LONGEST_NOTE = 1_500
"""Letters: about a quarter of a page. Longer notes belong to the end, and laying them out at the
foot took over a minute for ten of 2,000 words."""

_OF_A_LINE = 40  # letters: half a line of notes, which is what its end leaves empty
_OF_A_PICTURE = 400  # letters that find room on 40 mm, the height it has at most (print.css)
_ROOMS: Mapping[str, int] = {
    **dict.fromkeys(("p", "li", "tr", "dt", "dd", "br"), _OF_A_LINE),
    "img": _OF_A_PICTURE,
}


def notes_lost(page: Any, document: Any) -> bool:
    """Whether the laid-out document lacks letters of the page's notes, or a page cannot hold its.

    Tables are never cut: they reach over the page's text, or beyond its head.
    """
    wanted = sum(_letters("".join(note.itertext())) for note in _notes(page))
    if not wanted:
        return False
    areas = list(_areas(document))
    texts = (box.text for _, area in areas for box in area.descendants() if hasattr(box, "text"))
    return sum(map(_letters, texts)) < wanted or any(
        area.position_y < page_box.content_box_y() for page_box, area in areas
    )


def longest_note(page: Any) -> int:
    """The letters that the longest note in a page's elements has room for, 0 when it has none."""
    return max(map(_room, _notes(page)), default=0)


def _notes(page: Any) -> Iterator[Any]:
    """The elements of the notes that stand at the foot."""
    for note in page.iter("object"):
        if "footnote" in note.get("class", ""):
            yield note


def _room(note: Any) -> int:
    """The letters of a note, and those that its lines and pictures take the room of."""
    return _letters("".join(note.itertext())) + sum(
        _ROOMS.get(element.tag, 0) for element in note.iter()
    )


def _areas(document: Any) -> Iterator[tuple[Any, Any]]:
    """The pages that have notes at their foot, with these."""
    for page in document.pages:
        for area in page._page_box.children:
            if type(area).__name__ == "FootnoteAreaBox":
                yield page._page_box, area


def _letters(text: str) -> int:
    """How many letters: marks, hyphens and spaces come and go when lines are broken."""
    return sum(map(str.isalpha, text))


HOLDS = (
    *compared("weasyprint.document", "Page.__init__"),
    *compared(
        "weasyprint.formatting_structure.boxes",
        "Box.content_box_y",
        "Box.descendants",
        "FootnoteAreaBox",
    ),
)
