"""Links to other articles: their labels, the headlines below, and those between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.model.article import Finding
from publish.model.tree import Heading, Listing, Paragraph
from publish.normaliser.engine import Page, rule
from publish.normaliser.phrases import bare, phrases
from publish.normaliser.rules.marks import LONG_PROSE, marks_of

_LONGEST_TEASER = 25  # words
_MOST_TEASERS = 12
_SHORT_HEADING = 4  # words of a line before prose that is a sub-heading sooner than a headline
_LINKED = 0.5  # share of a block's characters in links from which the block is a link
_ARROW = re.compile(r"\s*(?:→|»|›|▶|►|▸|☞|⇒|👉|➡️?|>>)\s*")


@rule(
    "chrome.related",
    "Links to other articles, with their label.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nRead more: Wages stand still\n\n{LONG_PROSE}",
)
def related(page: Page) -> Iterator[Finding]:
    """Point at "Related" with the short lines below it, and at "Read more: A headline"."""
    indices = page.open_indices()
    position_of = {index: position for position, index in enumerate(indices)}
    done = -1
    for index in indices:
        if index <= done or not 0 < page.words[index] <= _LONGEST_TEASER:
            continue
        if label := _label(page, index):
            position = position_of[index]
            if teasers := _teasers(page, indices[position + 1 : position + 2 + _MOST_TEASERS]):
                done = teasers[-1]
                why = f"labelled “{label}”; {len(teasers)} lines below it, none a sentence"
                yield Finding(index, done, why)
        elif found := _inline(page, index):
            yield Finding(index, index, found)


def _label(page: Page, index: int) -> str:
    """The label of links that a block is, or ""; a real list of links has it as its first line."""
    line = page.bares[index]
    if line in phrases("related", "label"):
        return page.texts[index]
    return ""


def _inline(page: Page, index: int) -> str:
    """Why a block is a link to another article on one line, or ""."""
    text = page.texts[index]
    if text.endswith((".", "。", ",", ":")) and page.link_share[index] < _LINKED:
        return ""
    if not isinstance(page.blocks[index], Paragraph | Heading):
        return ""
    head, colon, rest = text.replace("：", ":").partition(":")
    known = phrases("related", "inline")
    if colon and len(rest.split()) > 1 and bare(head) in known:
        return f"labelled “{head.strip()}”, then a headline"
    if page.link_share[index] < _LINKED:
        return ""
    if (arrow := _ARROW.match(text)) and page.words[index] > 2:
        return f"a link behind “{arrow[0].strip()}”"
    words = bare(text).split()
    for count in range(min(5, len(words) - 2), 0, -1):
        if (label := " ".join(words[:count]).strip(":|")) in known:
            return f"a link that begins with “{label}”"
    return ""


def _teasers(page: Page, indices: Sequence[int]) -> list[int]:
    """The run of short lines below a label, all lists and lines without a sentence's end."""
    marks = marks_of(page)
    run: list[int] = []
    for index in indices[:_MOST_TEASERS]:
        block = page.blocks[index]
        if page.bares[index] in phrases("keep", "label") or (run and index != run[-1] + 1):
            break  # what was taken between them is the headline: the article begins
        if isinstance(block, Listing):
            if any(_is_sentence(line) for line in page.raw(index).split("\n")):
                break
        elif not isinstance(block, Paragraph | Heading) or not _is_teaser(page, index):
            break
        run.append(index)
    behind = indices[len(run)] if len(run) < len(indices) else -1
    while run and behind in page.core and run[-1] + 1 == behind and marks.is_inside(run[-1]):
        # What stands right above a paragraph of the article may be its sub-heading.
        last = run[-1]
        linked = page.link_share[last] >= _LINKED
        heading = isinstance(page.blocks[last], Heading) or (
            page.words[last] <= _SHORT_HEADING and not isinstance(page.blocks[last], Listing)
        )
        if linked or not heading:
            break
        run.pop()
        behind = last
    return run


def _is_teaser(page: Page, index: int) -> bool:
    if page.words[index] > _LONGEST_TEASER:
        return False
    return not page.is_sentence(index) or page.link_share[index] >= _LINKED


def _is_sentence(line: str) -> bool:
    """Whether a line of a list reads like a sentence."""
    return len(line.split()) > _LONGEST_TEASER or line.rstrip().endswith((".", "。"))
