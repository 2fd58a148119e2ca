"""Spaces where no line may end: behind abbreviations, before units, around French marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.normaliser.typography.conventions import NARROW, NO_BREAK, Convention
from publish.normaliser.typography.edits import Edit

_KEPT = 24  # characters: a third of the measure; a longer piece would leave a gap at the right
_FIGURE = re.compile(r"\d(?:er|[.º°])? (?=\S)")
_DAY = re.compile(r"(?:.?[^\w.,])?\d{1,2}\Z", re.DOTALL)
_A_DAY = re.compile(r"\d{1,2}(?!\d)")
_OF = re.compile("de ")
_GROUP_BEFORE = re.compile(r"(?:.*[^\w.,])?\d{1,3}\Z", re.DOTALL)
_GROUP_BEHIND = re.compile(r"\d{3}(?!\w)")
_DEGREES = re.compile(r"(?<=[°′']) (?=\d)")
_HIGH = re.compile("[;!?:«»‹›]")
_SPACES = (" ", NO_BREAK, NARROW)
_BEFORE_HIGH = frozenset("»›”’)].…%\"'\u2033\u2032")
_INITIAL = 2  # characters, the dot among them
_BRACKETS = "([“„«‘\"'\n\u202f"


def space_edits(text: str, style: Convention) -> Iterator[Edit]:
    """The spaces of a text that must not end a line."""
    yield from _behind_words(text, style)
    for match in _FIGURE.finditer(text):
        yield from _behind_figure(text, match, style)
    if "°" in text:
        for match in _DEGREES.finditer(text):
            yield match.start(), match.end(), NO_BREAK


def _behind_figure(text: str, match: re.Match[str], style: Convention) -> Iterator[Edit]:
    """The space between a figure and its unit, a day and its month, two groups of digits."""
    at = match.end()
    space = at - 1
    plain = text[space - 1].isdigit()
    if plain and style.units.match(text, at):
        yield space, at, NARROW if style.high and text[at] in "%‰" else NO_BREAK
    elif plain and style.thousands and _is_a_group(text, space):
        yield space, at, style.thousands
    elif _DAY.match(text, max(0, match.start() - 2), match.start() + 1):
        between = _OF.match(text, at)
        if style.months.match(text, between.end() if between else at):
            yield space, at, NO_BREAK
            if between:
                yield between.end() - 1, between.end(), NO_BREAK


def _is_a_group(text: str, space: int) -> bool:
    """Whether a space parts thousands: one to three digits before it, three behind it."""
    before = _GROUP_BEFORE.match(text, max(0, space - 4), space)
    return before is not None and _GROUP_BEHIND.match(text, space + 1) is not None


def _behind_words(text: str, style: Convention) -> Iterator[Edit]:
    known = style.words
    bare = text
    for bracket in _BRACKETS:
        if bracket in bare:
            bare = bare.replace(bracket, " ")
    words = bare.split(" ")
    if known.keys().isdisjoint(words):
        return
    at = done = 0
    for index, word in enumerate(words[:-1]):
        if word not in known:
            continue
        at += sum(map(len, words[done : index + 1])) + index + 1 - done
        done = index + 1
        if text[at - 1] == " " and _is_bound(known[word], word, _word_at(text, at)):
            yield at - 1, at, NO_BREAK


def _word_at(text: str, at: int) -> str:
    end = text.find(" ", at)
    return text[at : end if end >= 0 else len(text)].lstrip("\"'“„«‘([")


def _is_bound(kind: str, word: str, following: str) -> bool:
    first = following[:1]
    if kind == "clinging":
        return bool(first)
    if len(word) + len(following) >= _KEPT:
        return False
    if kind == "months":
        return _A_DAY.match(following) is not None
    if kind == "before":
        return first.isdigit() or (len(word) == _INITIAL and first.isupper())
    return first.isupper() if kind == "titles" else first.isalnum()


def high_edits(text: str, style: Convention) -> Iterator[Edit]:
    """The no-break spaces before ; ! ? : and inside guillemets, where the language wants them."""
    if not (style.high or style.inside):
        return
    for match in _HIGH.finditer(text):
        at, mark = match.start(), match[0]
        if mark in "«‹":
            if style.inside:
                after = text[at + 1 : at + 2]
                over = after in _SPACES
                if after and (over or not after.isspace()):
                    yield at + 1, at + 1 + over, style.inside
            continue
        if mark in "»›":
            space = style.inside
        elif mark == ":":
            space = NO_BREAK if _ends_a_word(text, at) and style.high else ""
        else:
            space = style.high
        if space:
            yield from _space_before(text, at, space, tight=mark in "»›")


def _space_before(text: str, at: int, space: str, *, tight: bool) -> Iterator[Edit]:
    before = text[at - 1 : at]
    if before in _SPACES:
        if text[at - 2 : at - 1].strip():
            yield at - 1, at, space
    elif (
        before
        and not before.isspace()
        and (tight or before.isalnum() or before in _BEFORE_HIGH or before == "\ufffc")
    ):
        yield at, at, space


def _ends_a_word(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not after or after.isspace() or after in '"«“'
