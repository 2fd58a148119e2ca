"""What stands behind an article's last paragraph: tags, legal lines, a note about the authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.tree import Heading, Listing, Paragraph
from publish.normaliser.engine import Page, rule
from publish.normaliser.names import is_person, organisation_in
from publish.normaliser.phrases import bare, phrases

LONGEST_TAG = 4  # words
MOST_TAGS = 20
_AT_THE_END = 4  # open blocks from the end in which a note about the authors stands

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


@rule(
    "tail.tag-list",
    "The site's tags. A list on its label's own line becomes the keywords.",
    example=f"Rents rise again\n\n{_PROSE}\n\nTags: housing, rents, city council",
)
def tag_list(page: Page) -> Iterator[Finding]:
    """Point at a labelled list of tags, and at short lines under a label without one.

    Under an empty label nothing shows that the tags are the article's: they are not lifted.
    """
    indices = page.open_indices()
    for position, index in enumerate(indices):
        first, *lines = page.raw(index).split("\n")
        label, colon, rest = first.partition(":")
        if bare(label) not in phrases("tags", "label") or (not colon and rest.strip()):
            continue
        if not colon and not lines and not isinstance(page.blocks[index], Heading | Paragraph):
            continue
        tags = _items(rest)
        if tags and not lines:
            why = f"labelled “{label}”; {len(tags)} items of at most {LONGEST_TAG} words"
            yield Finding(index, index, why, lifts=Lifts(tags=tags), moved_to="tags")
        elif not bare(rest):
            below = _short_run(page, indices[position + 1 :]) if not lines else []
            items = [line for line in lines if line.strip()]
            if not all(_is_tag(line) for line in items) or not (colon or below or items):
                continue
            count = len(items) + len(below)
            if not count and not colon:
                continue
            why = f"an empty label “{label}”; {count} short lines under it, none a sentence"
            yield Finding(index, below[-1] if below else index, why)


@rule(
    "tail.legal",
    "Copyright lines and the like.",
    example=f"Rents rise again\n\n{_PROSE}\n\n© 2024 The Paper. All rights reserved.",
)
def legal(page: Page) -> Iterator[Finding]:
    """Point at short lines that begin with a copyright sign or reserve all rights."""
    for index in page.open_indices():
        text = page.texts[index].casefold()
        if page.words[index] > 30:
            continue
        begins = any(text.startswith(each) for each in phrases("legal", "begins"))
        reserves = any(each in text for each in phrases("legal", "contains"))
        if reserves or (begins and any(char.isdigit() for char in text)):
            yield Finding(index, index, "a copyright line")


@rule(
    "tail.author-note",
    "A note about the authors at the end is set apart, and names them.",
    example=f"Rents rise again\n\n{_PROSE}\n\nAnn Ode is a reporter at The Paper.",
)
def author_note(page: Page) -> Iterator[Finding]:
    """Point at "A is a … at …. B is a …" among the last blocks, with its label if it has one."""
    indices = page.open_indices()
    for position in range(len(indices) - 1, max(0, len(indices) - 1 - _AT_THE_END), -1):
        index = indices[position]
        block = page.blocks[index]
        people = _people_introduced(page.texts[index])
        if not people or not isinstance(block, Paragraph):
            continue
        outlet = _outlet(page.texts[index])
        lifts = Lifts(byline=people, outlet=outlet or None, author_note=(block,))
        why = f"one of the last blocks; introduces {' and '.join(people)} by their work"
        yield Finding(index, index, why, lifts=lifts, moved_to="author_note")
        above = indices[position - 1]
        if bare(page.texts[above]) in phrases("author", "label"):
            yield Finding(above, above, "the label of the note about the authors")
        return


def _items(text: str) -> tuple[str, ...]:
    """The tags of a comma-separated list; none when one is too long to be a tag."""
    items = tuple(item.strip(" .·#\u00a0") for item in re.split(r"[,;|·•]", text))
    items = tuple(item for item in items if item)
    if not items or len(items) > MOST_TAGS or not all(_is_tag(item) for item in items):
        return ()
    return items


def _is_tag(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= LONGEST_TAG and not text.rstrip().endswith((".", "!", "?", ":"))


def _short_run(page: Page, indices: list[int]) -> list[int]:
    """The blocks under an empty label that can be tags."""
    run: list[int] = []
    for index in indices[:MOST_TAGS]:
        if not isinstance(page.blocks[index], Paragraph | Listing):
            break
        if not all(_is_tag(line) for line in page.raw(index).split("\n")):
            break
        run.append(index)
    return run


def _people_introduced(text: str) -> tuple[str, ...]:
    """The people whom the sentences of a note introduce.

    The first sentence must say what they do; later ones may go on about the person ("She …").
    """
    people: list[str] = []
    for number, sentence in enumerate(_SENTENCE.split(text)):
        person, verb, rest = _introduction(sentence)
        if person and (_has_role(rest) or verb in ("covers", "writes", "reports")):
            people.append(person)
        elif number == 0:
            return ()
    return tuple(dict.fromkeys(people))


def _introduction(sentence: str) -> tuple[str, str, str]:
    """(person, verb, rest) of "Ann Ode is a reporter", or three empty strings."""
    words = sentence.split()
    for count in range(2, min(6, len(words))):
        if words[count].casefold() in phrases("author", "is"):
            person = " ".join(words[:count]).rstrip(",")
            if is_person(person):
                return person, words[count].casefold(), " ".join(words[count + 1 :])
    return "", "", ""


def _has_role(text: str) -> bool:
    words = {word.strip(".,;:()").casefold() for word in text.split()[:12]}
    return bool(words & phrases("author", "roles"))


def _outlet(text: str) -> str:
    """The organisation named most often behind "at", "for", "of" in a note about authors."""
    words = text.split()
    found: Counter[str] = Counter()
    for position, word in enumerate(words[:-1]):
        if word.casefold() in phrases("author", "of"):
            name = organisation_in(" ".join(words[position + 1 :]))
            if name and not is_joint_of_name(words, position):
                found[name] += 1
    most = found.most_common(1)
    return most[0][0] if most else ""


def is_joint_of_name(words: list[str], position: int) -> bool:
    """Whether "for" stands inside a name, as in Foundation for Defense of Democracies."""
    before = words[position - 1] if position else ""
    return before[:1].isupper() and before.casefold() not in _TITLES


_TITLES = frozenset({"editor", "fellow", "director", "professor", "reporter", "correspondent"})
