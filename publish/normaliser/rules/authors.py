"""Notes about the authors, which are set apart from the article and name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publish.model.article import Finding, Lifts
from publish.model.tree import Paragraph
from publish.normaliser.engine import Page, rule
from publish.normaliser.names import is_person, organisation_in
from publish.normaliser.phrases import bare, phrases
from publish.normaliser.rules.marks import LONG_PROSE

_AT_THE_END = 4  # open blocks from the end in which a note about the authors stands
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@rule(
    "tail.author-note",
    "A note about the authors at the end is set apart, and names them.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\nAnn Ode is a reporter at The Paper.",
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
