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
from publish.normaliser.page.words import UNSPACED
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import LINKED, marks_of
from publish.normaliser.rules.own_lists import are_own

_LONGEST_TEASER = 25  # words; 16 of 1,338
_MOST_TEASERS = 12  # below a label; 53 of 1,338
_SHORT_HEADING = 4  # words of a line before prose that is a sub-heading sooner; 9 of 5,351
_PART = 4  # blocks below a heading in which the text of its part begins
_SHORTEST_LABEL = 4  # signs of such a label; shorter ones begin other words. # guess
_SHORTEST_HEADLINE = 8  # signs behind a label in a script without spaces. # guess
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
            teasers = _teasers(page, index, indices, place)
            if teasers and not _heads_a_list(page, index, teasers):
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
        own = not page.links[index] and _is_own(page, index, bare(head))
        return "" if own else f"labelled “{head.strip()}”, then a headline"
    if page.link_share[index] < LINKED:
        return ""
    if (arrow := _ARROW.match(text)) and page.words[index] > 2:
        return f"a link behind “{arrow[0].strip()}”"
    words = bare(text).split()
    for count in range(len(words) - 2, 1, -1):
        if (label := " ".join(words[:count]).strip(":|")) in known:
            return f"a link that begins with “{label}”"
    line = bare(text)  # of a script without spaces
    labels = (each for each in known if UNSPACED.match(each) and len(each) >= _SHORTEST_LABEL)
    glued = (each for each in labels if line.startswith(each))
    label = max(glued, key=len, default="")
    long = len(line) - len(label) >= _SHORTEST_HEADLINE
    return f"a link that begins with “{label}”" if label and long else ""


def _is_own(page: Page, index: int, label: str) -> bool:
    """Whether a label without a link is the article's own: a verdict, or the head of a part of it.

    “Recommended: ages nine and up” leads nowhere. A text has no links at all.
    """
    if label in phrases("related", "verdict"):
        return True
    if not page.tells_links:
        return False
    heads = isinstance(page.blocks[index], Heading) and index + 1 < len(page)
    return marks_of(page).is_inside(index) or (heads and page.is_sentence(index + 1))


def _heads_a_list(page: Page, index: int, below: Sequence[int]) -> bool:
    """Whether a sub-heading such as “See also” heads a list of the article, that leads nowhere."""
    lines = [each for each in below if not isinstance(page.blocks[each], Heading)]
    return isinstance(page.blocks[index], Heading) and bool(lines) and are_own(page, lines)


def _teasers(page: Page, label: int, indices: Sequence[int], first: int) -> list[int]:
    """The run of short lines below a label, all lists and lines without a sentence's end.

    It begins at the place `first`. A list counts as one line, in however many pieces it stands
    here: all of it goes, or nothing.
    """
    run: list[int] = []
    lines, at = 0, first
    while at < len(indices) and lines < _MOST_TEASERS:
        own = indices[at : _end_of_list(page, indices, at)]
        if page.bares[own[0]] in phrases("keep", "label") or (run and own[0] != run[-1] + 1):
            break  # what was taken between them is the headline: the article begins
        if run and _ends_teasers(page, label, run, own[0]):
            break
        if not all(_may_be_teaser(page, index) for index in own):
            break
        run += own
        lines, at = lines + 1, at + len(own)
    behind = indices[at] if at < len(indices) else -1
    if run and behind >= 0 and page.is_prose(behind) and _heads_what_follows(page, run):
        run.pop()
        while run and isinstance(page.blocks[run[-1]], Heading) and not page.links[run[-1]]:
            run.pop()  # the heading above a sub-heading
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


def _ends_teasers(page: Page, label: int, run: list[int], index: int) -> bool:
    """Whether a heading without a link, below linked teasers, heads a part of the article."""
    block, head = page.blocks[index], page.blocks[label]
    if not isinstance(block, Heading) or page.links[index]:
        return False
    if isinstance(head, Heading) and block.level > head.level:
        return False
    behind = range(index + 1, min(len(page), index + 1 + _PART))
    return all(page.links[each] for each in run) and any(map(page.is_prose, behind))


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
