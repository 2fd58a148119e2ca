"""Texts made to hurt a pattern: what it repeats, over and over, from its own parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from re import _constants as op
from re import _parser as parser

__all__ = ["hostile"]

REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
SAMPLES = [*map(chr, range(32, 127)), *"\t\n\u00a0 éßж中あ한…·|•–—“”«»，\u0301\u200b"]
GENERAL = (
    *("1", "a", "A", " ", "\n", "\t", ".", ",", "-", "_", "*", "[", "(", '"', "'", "<", "\u00a0"),
    *(
        "1,",
        "1 ",
        "a ",
        "A ",
        "- ",
        "[](",
        "a.",
        "ж中",
        "\n ",
        "a\n",
        "<a ",
        "</",
        "&#",
        "://",
        "a@",
    ),
)


def hostile(pattern: re.Pattern) -> Iterable[tuple[str, str]]:
    """What leads to a repetition of a pattern, and what it repeats, in several spellings."""
    text = pattern.pattern
    said = text.decode("latin-1") if isinstance(text, bytes) else text
    parts = list(
        parser.parse(said, pattern.flags & ~re.DEBUG | (re.ASCII if isinstance(text, bytes) else 0))
    )
    alphabet = list(dict.fromkeys(letters(parts)))[:8]
    alone = [("", letter) for letter in alphabet]
    pairs = [("", one + two) for one, two in itertools.pairwise(alphabet)]
    general = [("", each) for each in GENERAL]
    return dict.fromkeys([*repeated(parts), *alone, *pairs, *general])


def repeated(parts: list, head: str = "") -> Iterator[tuple[str, str]]:
    last = -1  # the repetition before this one: between the two a text can be parted in many ways
    for at, (kind, value) in enumerate(parts):
        before = head + spelt(parts[:at])
        if kind in REPEATS and value[1] > 2:
            yield from ((before, body) for n in range(3) if (body := spelt(value[2], n)))
            if last >= 0:
                yield from (
                    (head + spelt(parts[:last]), body)
                    for n in range(2)
                    if (body := spelt(parts[last : at + 1], n, least=1))
                )
                both = shared(parts[last][1][2], value[2])
                yield from ((head + spelt(parts[:last]), letter) for letter in both[:3])
            last = at
        for inner in within(kind, value):
            yield from repeated(inner, before)


def shared(one: list, other: list) -> list[str]:
    """Characters that both of two repetitions may take, where each repeats a single one."""
    if not all(len(each) == 1 and each[0][0] in SINGLE for each in (one, other)):
        return []
    return [char for char in SAMPLES if takes(*one[0], char) and takes(*other[0], char)]


def letters(parts: list) -> Iterator[str]:
    for kind, value in parts:
        if kind in SINGLE:
            yield from {spelt([(kind, value)], n) for n in (0, -1)}
        for inner in within(kind, value):
            yield from letters(inner)


def within(kind: object, value: tuple) -> Iterator[list]:
    """The parts inside a part."""
    if kind in REPEATS:
        yield list(value[2])
    elif kind is op.SUBPATTERN:
        yield list(value[3])
    elif kind is op.ATOMIC_GROUP:
        yield list(value)
    elif kind is op.BRANCH:
        yield from map(list, value[1])
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield list(value[1])


def spelt(parts: Iterable, n: int = 0, least: int = 0) -> str:
    """A short text that parts match; another for another number where there is a choice.

    What is repeated stands there as often as it must, and `least` times.
    """
    text = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            text += chr(value)
        elif kind in SINGLE:
            text += one_of(kind, value, n)
        elif kind in REPEATS:
            text += spelt(value[2], n) * max(value[0], least)
        elif kind is op.SUBPATTERN:
            text += spelt(value[3], n)
        elif kind is op.ATOMIC_GROUP:
            text += spelt(value, n)
        elif kind is op.BRANCH:
            text += spelt(value[1][n % len(value[1])], n)
    return text


SINGLE = (op.LITERAL, op.IN, op.ANY, op.NOT_LITERAL)


def one_of(kind: object, value: object, n: int) -> str:
    fitting = [char for char in SAMPLES if takes(kind, value, char)]
    return fitting[n % len(fitting)] if fitting else chr(first_of(value))


def takes(kind: object, value: object, char: str) -> bool:
    """Whether one place of a pattern takes a character."""
    if kind is op.ANY:
        return char != "\n"
    if kind is op.NOT_LITERAL:
        return ord(char) != value
    if kind is op.LITERAL:
        return ord(char) == value
    negated = value[0][0] is op.NEGATE
    return any(fits(each, ord(char)) for each in value) != negated


def fits(each: tuple, code: int) -> bool:
    kind, value = each
    if kind is op.LITERAL:
        return code == value
    if kind is op.RANGE:
        return value[0] <= code <= value[1]
    if kind is op.CATEGORY:
        letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rpartition("_")[2]]
        return bool(re.match(rf"\{letter}", chr(code))) != ("NOT" in str(value))
    return False


def first_of(value: list) -> int:
    kind, what = value[-1]
    return what[0] if kind is op.RANGE else what
