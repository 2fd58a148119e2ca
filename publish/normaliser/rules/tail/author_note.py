"""Notes about the authors, which are set apart from the article and name them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from publish.model.article import Finding, Lifts
from publish.model.tree import Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.fields.names import is_person, organisation_in
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import phrases
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_AT_THE_END = 4  # open blocks from the end in which a note about the authors stands; 33 of 1,338
_LONGEST_NOTE = 120  # words; 1 of 1,338
_MOST_NOTES = 3  # blocks below a label
_WEAK_LABELS = frozenset({"author", "authors", "written by", "the author", "the authors"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@rule(
    "tail.author-note",
    "A note about the authors at the end is set apart, and names them.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\nAnn Ode is a reporter at The Paper.",
)
def author_note(page: Page, left: Left) -> Iterator[Finding]:
    """Point at "A is a … at …. B is a …" behind the article, with its label if it has one.

    Below a label such as "About the author" the note needs no such words.
    """
    indices = left.indices
    places = _places(page, indices)
    for place in sorted(places, reverse=True):
        index = indices[place]
        block = page.blocks[index]
        if not isinstance(block, Paragraph) or page.words[index] > _LONGEST_NOTE:
            continue
        people = _people_introduced(page.texts[index])
        if not people:
            continue
        if any(mark in page.texts[index] for mark in "“„«"):
            continue  # somebody who speaks is in the story
        outlet = _outlet(page.texts[index])
        lifts = Lifts(byline=people, outlet=outlet or None, author_note=(block,))
        why = f"behind the article; introduces {' and '.join(people)} by their work"
        yield Finding(index, index, why, lifts=lifts, moved_to="author_note")
        above = indices[place - 1]
        if page.bares[above] in phrases("author", "label"):
            yield Finding(above, above, "the label of the note about the authors")
        return
    yield from _labelled(page, indices)


def _places(page: Page, indices: Sequence[int]) -> set[int]:
    """Where in `indices` a note may stand: at the end of all, or where the article ends."""
    count = len(indices)
    places = set(range(max(1, count - _AT_THE_END), count))
    core_last = marks_of(page).core_last
    if core_last >= 0:
        behind = bisect_left(indices, core_last)
        places.update(range(max(1, behind), min(count, behind + _AT_THE_END)))
    return places


def _labelled(page: Page, indices: Sequence[int]) -> Iterator[Finding]:
    """Point at what stands below "About the author", behind the middle of the article."""
    middle = (marks_of(page).core_first + marks_of(page).core_last) // 2
    for place, index in enumerate(indices):
        label = page.bares[index]
        if label not in phrases("author", "label") or label in _WEAK_LABELS or index < middle:
            continue
        note: list[int] = []
        for below in indices[place + 1 : place + 1 + _MOST_NOTES]:
            if not isinstance(page.blocks[below], Paragraph) or page.words[below] > _LONGEST_NOTE:
                break
            if below in marks_of(page).bars or (note and not page.is_sentence(below)):
                break
            note.append(below)
        if not note or not any(map(page.is_sentence, note)):
            continue
        person = next((name for each in note if (name := _name_at_start(page.texts[each]))), "")
        lifts = Lifts(
            byline=(person,) if person else None,
            author_note=tuple(page.blocks[each] for each in note),
        )
        yield Finding(index, index, "the label of the note about the authors")
        why = f"{len(note)} blocks below “{page.texts[index]}”"
        yield Finding(note[0], note[-1], why, lifts=lifts, moved_to="author_note")
        return


def _name_at_start(text: str) -> str:
    """The person with whose name a note begins, or ""."""
    if is_person(text):
        return text
    words = text.split()
    for count in range(len(words), 1, -1):
        name = " ".join(words[:count]).rstrip(",")
        if is_person(name):
            return name
    return ""


def _people_introduced(text: str) -> tuple[str, ...]:
    """The people whom the sentences of a note introduce.

    The first sentence must say what they do; later ones may go on about the person ("She …").
    """
    people: list[str] = []
    for number, sentence in enumerate(_SENTENCE.split(text)):
        person, verb, rest = _introduction(sentence)
        if person and (_has_role(rest) or _is_work(verb, rest)):
            people.append(person)
        elif number == 0:
            return ()
    return tuple(dict.fromkeys(people))


def _is_work(verb: str, rest: str) -> bool:
    """Whether a verb says what somebody does for a living: "writes about", not "writes that"."""
    return (
        verb in phrases("author", "does") and rest.split(" ")[0].casefold().strip(",") not in _THAT
    )


_THAT = frozenset(
    {"that", "in", "dass", "dem", "que", "che", "dat", "że", "że,", "že", "att", "to"}
)


def _introduction(sentence: str) -> tuple[str, str, str]:
    """(person, verb, rest) of "Ann Ode is a reporter", or three empty strings."""
    words = sentence.split()
    for count in range(2, len(words)):
        verb = words[count].casefold()
        if verb in phrases("author", "is") or verb in phrases("author", "does"):
            person = " ".join(words[:count]).rstrip(",")
            if is_person(person):
                return person, verb, " ".join(words[count + 1 :])
    return "", "", ""


def _has_role(text: str) -> bool:
    words = {word.strip(".,;:()").casefold() for word in text.split()}
    return bool(words & phrases("author", "roles"))


def _outlet(text: str) -> str:
    """The organisation named most often behind "at", "for", "of" in a note about authors."""
    words = text.split()
    found: Counter[str] = Counter()
    for position, word in enumerate(words[:-1]):
        if word.casefold() in phrases("author", "of"):
            name = organisation_in(" ".join(words[position + 1 :]))
            if name and not _is_joint_of_name(words, position):
                found[name] += 1
    most = found.most_common(1)
    return most[0][0] if most else ""


def _is_joint_of_name(words: list[str], position: int) -> bool:
    """Whether "for" stands inside a name, as in Foundation for Defense of Democracies."""
    before = words[position - 1] if position else ""
    return before[:1].isupper() and before.casefold() not in _TITLES


_TITLES = frozenset({"editor", "fellow", "director", "professor", "reporter", "correspondent"})
