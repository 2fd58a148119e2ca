"""Names of people and of organisations, as lines of articles spell them."""

from __future__ import annotations

import re

from publish.normaliser.phrases import phrases

__all__ = ["is_person", "organisation_in", "people_in"]

_LONGEST_NAME = 5  # words: "Maria del Carmen Ruiz Soto"
_PARTICLES = frozenset(
    (
        *("de", "da", "di", "do", "dos", "das", "del", "della", "la", "le", "van", "von", "der"),
        *("den", "zu", "al", "el", "bin", "ibn", "abu", "ter"),
    )
)
_SPLIT = re.compile(r"\s*[,;/|]\s*")


def is_person(text: str) -> bool:
    """Whether a phrase looks like one person's name: two to five words, capitals, no digits."""
    words = text.split()
    if not 2 <= len(words) <= _LONGEST_NAME or text.casefold() in phrases("byline", "nobody"):
        return False
    if not all(_is_name_word(word) or word in _PARTICLES for word in words):
        return False
    return _is_name_word(words[0]) and _is_name_word(words[-1])


def people_in(text: str) -> tuple[str, ...]:
    """The people in a byline such as "Ann Ode, Bo Li and Cy Vu"; none when a part is no person."""
    joins = phrases("byline", "joins")
    parts: list[str] = []
    for piece in _SPLIT.split(text.strip(" .,;:|·-–—")):
        words: list[str] = []
        for word in piece.split():
            if word.casefold() in joins and words and not _between_names(words, word):
                parts.append(" ".join(words))
                words = []
            elif not (word.casefold() in joins and not words):
                words.append(word)
        if words:
            parts.append(" ".join(words))
    return tuple(parts) if parts and all(is_person(part) for part in parts) else ()


def organisation_in(text: str) -> str:
    """The organisation that a phrase begins with: a run of capitalised words and small joints."""
    joints = phrases("author", "in_names")
    words: list[str] = []
    for word in text.split():
        name = word.strip(",;()")
        if name[:1].isupper() or (words and name.casefold() in joints):
            words.append(name.rstrip("."))
        elif words or name.casefold() != "the":
            break
        if words and word[-1] in ".,;":
            break
    while words and words[-1].casefold() in joints:
        words.pop()
    return " ".join(words)


def _between_names(words: list[str], joint: str) -> bool:
    """Whether a joining word is a part of a name: the initial in "Juan Y. Pérez" is none."""
    return joint[:1].isupper() and len(words) == 1


def _is_name_word(word: str) -> bool:
    core = word.strip(".'’-")
    if not core or any(char.isdigit() for char in core):
        return False
    letters = core.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    if not letters.isalpha():
        return False
    return core[0].isupper() or not (core[0].isupper() or core[0].islower())
