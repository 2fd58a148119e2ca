"""Links to other articles: their labels, the headlines below, and those between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.model.article import Finding
from publish.model.forms import is_line
from publish.model.tree import Heading, Listing
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases
from publish.normaliser.page.sentences import FULL_STOPS, ends_as_no_title
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import LINKED, marks_of

_LONGEST_TEASER = 25  # words; 16 of 1,338
_MOST_TEASERS = 12  # below a label; 53 of 1,338
_SHORT_HEADING = 4  # words of a line before prose that is a sub-heading sooner; 9 of 5,351
_ARROWS = frozenset("→»›▶►▸☞⇒👉➡>")
_ARROW = re.compile(r"\s*(?:→|»|›|▶|►|▸|☞|⇒|👉|➡️?|>>)\s*")


@rule(
    "chrome.related",
    "Links to other articles, with their label.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nRead more: Wages stand still\n\n{PARAGRAPH}",
)
def related(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "Related" with the short lines below it, and at "Read more: A headline"."""
    indices = left.indices
    places = {index: place for place, index in enumerate(indices)}
    done = -1
    for index in _candidates(page):
        if index <= done or index not in places or page.words[index] > _LONGEST_TEASER:
            continue
        line = page.bares[index]
        if line in phrases("related", "button"):
            yield Finding(index, index, f"“{page.texts[index]}” alone leads to another page")
        elif line in phrases("related", "label") or _is_section(page, index):
            place = places[index] + 1
            if teasers := _teasers(page, indices, place):
                done = teasers[-1]
                why = f"labelled “{page.texts[index]}”; {len(teasers)} lines below, none a sentence"
                yield Finding(index, done, why)
        elif found := _inline(page, index):
            yield Finding(index, index, found)


def _candidates(page: Page) -> list[int]:
    """The blocks that say a label of links, or begin with an arrow, in order."""
    found = {index for index, _ in marks_of(page).said.get("related", ())}
    found.update(index for index, text in enumerate(page.texts) if text[:1] in _ARROWS)
    return sorted(found)


def _is_section(page: Page, index: int) -> bool:
    """Whether a block is a label such as "Most popular" before or behind the article."""
    marks = marks_of(page)
    if page.bares[index] not in phrases("related", "section"):
        return False
    return index > marks.core_last >= 0 or _leads_to_links(page, index + 1)


def _leads_to_links(page: Page, index: int) -> bool:
    return index < len(page) and page.link_share[index] >= LINKED


def _inline(page: Page, index: int) -> str:
    """Why a block is a link to another article on one line, or ""."""
    text = page.texts[index]
    if ends_as_no_title(text) or text.endswith(","):
        return ""
    if not is_line(page.blocks[index]):
        return ""
    head, colon, rest = text.replace("：", ":").partition(":")
    known = phrases("related", "inline")
    if colon and len(rest.split()) > 1 and bare(head) in known:
        return f"labelled “{head.strip()}”, then a headline"
    if page.link_share[index] < LINKED:
        return ""
    if (arrow := _ARROW.match(text)) and page.words[index] > 2:
        return f"a link behind “{arrow[0].strip()}”"
    words = bare(text).split()
    for count in range(len(words) - 2, 1, -1):
        if (label := " ".join(words[:count]).strip(":|")) in known:
            return f"a link that begins with “{label}”"
    return ""


def _teasers(page: Page, indices: Sequence[int], first: int) -> list[int]:
    """The run of short lines from a place on, all lists and lines without a sentence's end.

    A list counts as one line, in however many pieces it stands here: all of it goes, or nothing.
    """
    run: list[int] = []
    lines, at = 0, first
    while at < len(indices) and lines < _MOST_TEASERS:
        own = indices[at : _end_of_list(page, indices, at)]
        if page.bares[own[0]] in phrases("keep", "label") or (run and own[0] != run[-1] + 1):
            break  # what was taken between them is the headline: the article begins
        if not all(_may_be_teaser(page, index) for index in own):
            break
        run += own
        lines, at = lines + 1, at + len(own)
    behind = indices[at] if at < len(indices) else -1
    if run and behind >= 0 and page.is_prose(behind) and _heads_what_follows(page, run):
        run.pop()
    return run


def _end_of_list(page: Page, indices: Sequence[int], at: int) -> int:
    """Where the pieces end that stand in one list with the block at a place."""
    item = page.items[indices[at]]
    end = at + 1
    while item is not None and end < len(indices):
        other = page.items[indices[end]]
        if other is None or other.listing is not item.listing:
            break
        end += 1
    return end


def _may_be_teaser(page: Page, index: int) -> bool:
    block = page.blocks[index]
    if isinstance(block, Listing):
        return not any(_is_sentence(line) for line in page.raws[index].split("\n"))
    return is_line(block) and _is_teaser(page, index)


def _heads_what_follows(page: Page, run: list[int]) -> bool:
    """Whether the last line of a run is rather the sub-heading of the paragraph below it.

    So it is with a heading, with a few words, and with the last of several lines without a link.
    """
    last = run[-1]
    if page.link_share[last] >= LINKED or isinstance(page.blocks[last], Listing):
        return False
    if isinstance(page.blocks[last], Heading) or page.words[last] <= _SHORT_HEADING:
        return True
    return len(run) > 1


def _is_teaser(page: Page, index: int) -> bool:
    if page.words[index] > _LONGEST_TEASER:
        return False
    return not page.is_sentence(index) or page.link_share[index] >= LINKED


def _is_sentence(line: str) -> bool:
    """Whether a line of a list reads like a sentence."""
    return len(line.split()) > _LONGEST_TEASER or line.rstrip().endswith(FULL_STOPS)
