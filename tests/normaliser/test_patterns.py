"""Every pattern of the normaliser on lines made to hurt it.

A pattern that can part a line in many ways tries them all before it gives up. From each pattern's
own parts we build lines that it nearly matches: what it repeats, repeated 50,000 times, and then a
character that nothing matches. A pattern whose steps grow with the line needs milliseconds of
them; one that grows with the square needs many seconds, and worse ones never end. Nothing lies
between, so the limit below is no measurement: it parts what is bounded from what is not, on any
machine. It counts the processor's time, not the clock's, and Python's engine asks for signals as
it goes, so that a pattern which never ends fails here and does not hang.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import pairwise
from re import _constants as op
from re import _parser as parser

import pytest

from publish import normaliser

LENGTH = 50_000  # characters
LIMIT = 2.0  # seconds of the processor a line: some hundred times what is needed
SCANS = {"search", "findall", "finditer", "split", "sub"}
REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
SAMPLES = [*map(chr, range(32, 127)), *"\t\n\u00a0 éßж中あ한…·|•–—“”«»，"]
UNMATCHED = "\x00"


def patterns() -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Each pattern with its name, and how its module uses it."""
    seen = set()
    for found in pkgutil.walk_packages(normaliser.__path__, "publish.normaliser."):
        module = import_module(found.name)
        text = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and f"\n{name} = " in text and value not in seen:
                seen.add(value)
                used = set(re.findall(rf"\b{name}\.(\w+)\b", text))
                yield f"{found.name.removeprefix('publish.normaliser.')}.{name}", value, used


def test_no_pattern_stands_where_these_tests_do_not_see_it() -> None:
    for found in pkgutil.walk_packages(normaliser.__path__, "publish.normaliser."):
        text = inspect.getsource(import_module(found.name))
        inside = re.findall(r"\n .*\bre\.(?:compile|search|\w*match|split|sub|find\w+)\(.*", text)
        assert all("+" not in line and "*" not in line for line in inside), found.name


@pytest.mark.parametrize(
    ("name", "pattern", "used"), [pytest.param(*each, id=each[0]) for each in patterns()]
)
def test_a_pattern_takes_no_more_steps_than_a_line_has_characters(
    name: str, pattern: re.Pattern[str], used: set[str]
) -> None:
    for head, body in hostile(pattern):
        line = head + body * (LENGTH // len(body)) + UNMATCHED
        for way in ways(pattern, used):
            assert is_done(way, line), f"{name} on {head!r} + {body!r} …"


@pytest.mark.parametrize("text", [r"(?:\d{1,3},*){3,}$", r"\s*[|]", r"\([^()]* [^()]*\)"])
def test_lines_are_found_for_a_pattern_that_parts_them_in_many_ways(text: str) -> None:
    pattern = re.compile(text)

    lines = [head + body * (LENGTH // len(body)) + UNMATCHED for head, body in hostile(pattern)]

    assert not all(is_done(pattern.search, line, LIMIT / 8) for line in lines)


def ways(pattern: re.Pattern[str], used: set[str]) -> Iterator[Callable[[str], object]]:
    if used & SCANS or not used & {"match", "fullmatch"}:
        yield pattern.search
        yield lambda line: pattern.sub("", line)
    if "match" in used:
        yield pattern.match
    if "fullmatch" in used:
        yield pattern.fullmatch


class TooMany(Exception):
    pass


def is_done(way: Callable[[str], object], line: str, limit: float = LIMIT) -> bool:
    def stop(*_: object) -> None:
        raise TooMany

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        way(line)
    except TooMany:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return True


def hostile(pattern: re.Pattern[str]) -> Iterable[tuple[str, str]]:
    """What leads to a repetition of a pattern, and what it repeats, in several spellings."""
    parts = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    alphabet = list(dict.fromkeys(letters(parts)))[:8]
    alone = [("", letter) for letter in alphabet]
    pairs = [("", one + two) for one, two in pairwise(alphabet)]
    return dict.fromkeys([*repeated(parts), *alone, *pairs])


def repeated(parts: list, head: str = "") -> Iterator[tuple[str, str]]:
    for at, (kind, value) in enumerate(parts):
        before = head + spelt(parts[:at])
        if kind in REPEATS and value[1] > 2:
            yield from ((before, body) for n in range(3) if (body := spelt(value[2], n)))
        for inner in within(kind, value):
            yield from repeated(inner, before)


def letters(parts: list) -> Iterator[str]:
    for kind, value in parts:
        if kind in (op.LITERAL, op.IN, op.ANY, op.NOT_LITERAL):
            yield from {spelt([(kind, value)], n) for n in (0, -1)}
        for inner in within(kind, value):
            yield from letters(inner)


def within(kind: object, value: tuple) -> Iterator[list]:
    """The parts inside a part."""
    if kind in REPEATS:
        yield list(value[2])
    elif kind is op.SUBPATTERN:
        yield list(value[3])
    elif kind is op.BRANCH:
        yield from map(list, value[1])
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield list(value[1])


def spelt(parts: Iterable, n: int = 0) -> str:
    """A short text that parts match; another for another number where there is a choice."""
    text = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            text += chr(value)
        elif kind in (op.IN, op.ANY, op.NOT_LITERAL):
            text += one_of(kind, value, n)
        elif kind in REPEATS:
            text += spelt(value[2], n) * value[0]
        elif kind is op.SUBPATTERN:
            text += spelt(value[3], n)
        elif kind is op.BRANCH:
            text += spelt(value[1][n % len(value[1])], n)
    return text


def one_of(kind: object, value: object, n: int) -> str:
    if kind is not op.IN:
        return "a" if value != ord("a") else "b"
    negated = value[0][0] is op.NEGATE
    fitting = [char for char in SAMPLES if any(fits(each, ord(char)) for each in value) != negated]
    return fitting[n % len(fitting)] if fitting else chr(first_of(value))


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
