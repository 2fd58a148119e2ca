"""Share buttons glued to a paragraph's first word."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import phrases
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import WORD_JOIN

_LONGEST_GLUED = 80  # characters: a text without spaces need not be read to its end


@rule(
    "chrome.glued-share",
    "Share buttons glued to the front of a paragraph.",
    example=f"Rents rise again\n\nShareTweet {PARAGRAPH}",
)
def glued_share(page: Page, left: Left) -> Iterator[Finding]:
    """Point at the characters of words like ShareTweet before a paragraph's first word."""
    strong = phrases("share", "strong") | phrases("share", "names")
    for index, text in enumerate(page.texts):
        first = text[:_LONGEST_GLUED].partition(" ")[0]
        if first[1:] == first[1:].lower() or index not in left:
            continue
        parts = WORD_JOIN.split(first)
        if len(parts) > 1 and all(part.casefold() in strong for part in parts):
            start = page.raws[index].find(first)
            if start < 0:  # a note stands inside the word
                continue
            span = (start, start + len(first))
            yield Finding(index, index, f"share words in one ({', '.join(parts)})", span)
