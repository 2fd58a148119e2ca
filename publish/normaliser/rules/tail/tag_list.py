"""The tags of a site: behind a label, below one, or as hashtags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.model.article import Finding, Lifts
from publish.model.tree import Listing, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, cues, phrases
from publish.normaliser.page.sentences import is_ended_or_open
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of, tells

_LONGEST_TAG = 4  # words; 95 of 1,338
_MOST_TAGS = 20  # lines below a label; 9 of 1,338
_COLONS = re.compile("[:：]")
_DIVIDERS = re.compile(r"[,;|·•、，；]|\s/\s")
_ONE_OF_MANY = frozenset(("category", "keyword", "keywords", "topic", "tag", "kategorie", "rubrik"))
_HASHTAG = re.compile(r"#\w+")


@rule(
    "tail.tag-list",
    "The site's tags. A list on its label's own line becomes the keywords.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nTags: housing, rents, city council",
)
def tag_list(page: Page, left: Left) -> Iterator[Finding]:
    """Point at a labelled list of tags, at short lines under a label without one, at hashtags.

    Under an empty label nothing shows that the tags are the article's: they are not lifted.
    """
    indices = left.indices
    places = {index: place for place, index in enumerate(indices)}
    for index, text in enumerate(page.texts):
        if text[:1] == "#" and index in places and (tags := _hashtags(page, index)):
            why = f"{len(tags)} hashtags and nothing else"
            yield Finding(index, index, why, lifts=Lifts(tags=tags), moved_to="tags")
    for index, _ in marks_of(page).of(left, "tags", "label"):
        first, *lines = page.raws[index].split("\n")
        label, *behind = _COLONS.split(first, maxsplit=1)
        rest = first[len(label) + 1 :]
        if bare(label) not in phrases("tags", "label"):
            continue
        tags = _items(rest)
        if tags and not lines and not tells(page, index):
            why = f"labelled “{label}”; {len(tags)} items of at most {_LONGEST_TAG} words"
            yield Finding(index, index, why, lifts=Lifts(tags=tags), moved_to="tags")
        elif not bare(rest):
            yield from _below(page, indices, places[index], label, bool(behind))


def _below(
    page: Page, indices: Sequence[int], position: int, label: str, colon: bool
) -> Iterator[Finding]:
    """Point at a label that has nothing on its line, with the tags below it."""
    index = indices[position]
    items = [line for line in page.raws[index].split("\n")[1:] if line.strip()]
    if not all(map(_is_tag, items)):
        return
    below = [] if items else _short_run(page, indices[position + 1 : position + 1 + _MOST_TAGS])
    if below and not colon and marks_of(page).is_inside(index):
        return  # a sub-heading with a list: a part of the article
    if not colon and bare(label) in _ONE_OF_MANY:
        return
    count = len(items) + len(below)
    if count or colon:
        why = f"an empty label “{label}”; {count} short lines under it, none a sentence"
        yield Finding(index, below[-1] if below else index, why)


def _hashtags(page: Page, index: int) -> tuple[str, ...]:
    text = page.texts[index]
    if not text.startswith("#"):
        return ()
    if page.words[index] == 1 and index < marks_of(page).core_last:
        return ()
    words = text.replace(",", " ").split()
    if not all(_HASHTAG.fullmatch(word) for word in words) or text[1:].isdigit():
        return ()
    return tuple(word[1:] for word in words)


def _items(text: str) -> tuple[str, ...]:
    """The tags of a divided list; none when one is too long to be a tag."""
    items = tuple(item.strip(" .·#\u00a0") for item in _DIVIDERS.split(text))
    items = tuple(item for item in items if item)
    if "date" in cues(bare(text)):
        return ()
    if not items or not all(_is_tag(item) for item in items):
        return ()
    return items


def _is_tag(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _LONGEST_TAG and not is_ended_or_open(text.rstrip())


def _short_run(page: Page, indices: Sequence[int]) -> list[int]:
    """The blocks under an empty label that can be tags."""
    run: list[int] = []
    for index in indices:
        if not isinstance(page.blocks[index], Paragraph | Listing):
            break
        if not all(_is_tag(line) for line in page.raws[index].split("\n")):
            break
        run.append(index)
    return run
