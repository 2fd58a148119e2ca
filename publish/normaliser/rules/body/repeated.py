"""What a page says twice: teasers, and quotes out of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Heading, Paragraph, Quote
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.headlines import headline_of
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_TWICE = 20  # words from which a paragraph is not the same by chance; 83 of 1,338
_SHORTEST_QUOTE = 6  # words: a word set apart is an answer, not a pull quote
_MARKED = 9  # words of one that marks alone show; headings in quotes are shorter; 2 of 1,338
_LONGER = 20  # characters that a paragraph has besides the words quoted; 1 of 1,338
_OPENING = 5  # words told of a paragraph,
_OPENING_CHARACTERS = 60  # and so much of them: in Chinese a word may be all of it
_MOST_QUOTES = 40  # a page with more has none: to look for each in all the text takes time


@rule(
    "body.repeated",
    "What a page says twice: teasers, and quotes out of the text set apart from it.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n"
    "“The city sees no end to it, it said on Monday”\n\n"
    "Landlords expect rents to rise again before the winter, a survey of four hundred of them "
    f"says, and next year.\n\n{PARAGRAPH}",
)
def repeated(page: Page, left: Left) -> Iterator[Finding]:
    """Point at paragraphs that stand on the page already, and at quotes out of its text.

    Verse is left alone, and so are lists: refrains are meant to be said again.
    """
    own = _own_run(page)
    seen: dict[str, int] = {}
    for index, text in enumerate(page.texts):
        if page.words[index] < _TWICE or not isinstance(page.blocks[index], Paragraph | Quote):
            continue
        if "\n" in page.raws[index] or index not in left:
            continue
        first = seen.setdefault(text, index)
        outside = [each for each in (index, first) if each not in own]
        if first != index and len(outside) == 1 and _is_teaser(page, outside[0], own):
            why = f"repeats the paragraph “{_opening(text)} …”, outside the article's own run"
            yield Finding(outside[0], outside[0], why)
    yield from _headlines_again(page, left)
    yield from _pull_quotes(page, left)


def _headlines_again(page: Page, left: Left) -> Iterator[Finding]:
    """Headings below the article's first paragraph that say the headline again, as cards do."""
    at, _ = headline_of(page, left)
    if at is None or not page.core:
        return
    said, top = _plain(page.texts[at]), max(at, min(page.core))
    for index in left:
        is_heading = index > top and isinstance(page.blocks[index], Heading)
        if is_heading and _plain(page.texts[index]) == said:
            yield Finding(index, index, "says the headline again")


def _own_run(page: Page) -> range:
    """From the article's first paragraph to its last, and a teaser is not the first.

    It reads like the article, so it may be of the core; of the heaviest run of prose it is not.
    """
    core, run = page.core, page.prose_run
    own = run if run <= core else core
    return range(min(own, default=len(page)), max(own, default=-1) + 1)


def _is_teaser(page: Page, index: int, own: range) -> bool:
    """Whether a copy outside the article's run stands as teasers do.

    No other paragraph stands by it, and it comes first or has furniture around.
    """
    around = [other for other in (index - 1, index + 1) if 0 <= other < len(page)]
    if any(map(page.is_prose, around)):
        return False
    return index < own.start or any(other in marks_of(page).bars for other in around)


def _pull_quotes(page: Page, left: Left) -> Iterator[Finding]:
    """Quotes whose words all stand, in this order, in a longer paragraph of the core."""
    found = [
        index
        for index in range(len(page))
        if page.words[index] >= _SHORTEST_QUOTE and _is_quote(page, index) and index in left
    ]
    if not found or len(found) > _MOST_QUOTES:
        return
    prose = {index: _plain(page.texts[index]) for index in page.core}
    for index in found:
        words = _plain(page.texts[index])
        for other, text in prose.items():
            if other != index and len(text) > len(words) + _LONGER and words in text:
                yield Finding(index, index, f"repeats words of “{_opening(page.texts[other])} …”")
                break


def _is_quote(page: Page, index: int) -> bool:
    """Whether a block is set as a quote: by its element, or by marks around all of it."""
    text = page.texts[index]
    if isinstance(page.blocks[index], Quote):
        return True
    if not isinstance(page.blocks[index], Paragraph) or page.words[index] < _MARKED:
        return False
    inner = text.rstrip(".!?。")
    return text[0] in _OPENS and inner[-1:] in _CLOSES and not _MARKS.search(inner[1:-1])


_OPENS, _CLOSES = '“"„«»‘”「『', '”"“»«’」』'
_MARKS = re.compile('[“”"„«»「」『』]')


def _plain(text: str) -> str:
    """Words as they are compared, with a space around each."""
    letters = "".join(char if char.isalnum() else " " for char in text.casefold())
    return f" {' '.join(letters.split())} "


def _opening(text: str) -> str:
    return " ".join(text.split()[:_OPENING])[:_OPENING_CHARACTERS]
