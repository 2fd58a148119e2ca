"""The lines of a PDF as the eye reads them: the signs of lists are drawn behind a page's words."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

_SAME_LINE = 3  # points between the feet of words on one line


def lines_seen(data: bytes) -> Iterator[str]:
    """Each line from left to right, down the pages, its words parted by single spaces."""
    for page in pypdfium2.PdfDocument(data):
        words = page.get_textpage()
        places = [words.get_rect(at) for at in range(words.count_rects())]
        line: list[tuple[float, str]] = []
        foot = 0.0
        for left, bottom, right, top in sorted(places, key=lambda place: -place[1]):
            if line and foot - bottom > _SAME_LINE:
                yield " ".join(said for _, said in sorted(line))
                line = []
            foot = bottom
            line.append((left, words.get_text_bounded(left, bottom, right, top).strip()))
        yield " ".join(said for _, said in sorted(line))
