"""What a paper says of its own mistakes: the article's, wherever it stands."""

from __future__ import annotations

import re

from publish.normaliser.page.page import Page
from publish.normaliser.page.phrases import bare, phrases

_LONGEST = 120  # words of a correction; a longer block has another subject. # guess
_SHORTEST = 3  # words of one with its label: the label alone heads something else
_PARTED = re.compile(r"[:：\-–—|(\[]|[,.]\s")
_WORDS = re.compile(r"[^\W\d_]+")


def is_correction(page: Page, index: int) -> bool:
    """Whether a block says what an earlier version of the article had wrong."""
    if not _SHORTEST <= page.words[index] <= _LONGEST:
        return False
    line = bare(page.texts[index])
    if any(each in line for each in phrases("correction", "stated")):
        return True
    head = _PARTED.split(line, maxsplit=1)
    return len(head) > 1 and head[0].strip() in phrases("correction", "headed")


def speaks_of_mistakes(page: Page, index: int) -> bool:
    """Whether a line on where an article is from says what was wrong there."""
    words = frozenset(_WORDS.findall(page.texts[index].casefold()))
    return bool(words & phrases("correction", "wrong")) or is_correction(page, index)
