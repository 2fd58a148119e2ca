"""Every pattern of ours on texts made to hurt it: none explodes.

A pattern that can part a text in many ways tries them all before it gives up. From each pattern's
own parts we build texts that it nearly matches: what it repeats, over and over, and then an end
that nothing matches; besides, what articles are full of. `search` and `fullmatch` must be done with
48 characters in 5 ms of the processor's time and with 4,000 in 100 ms. With `--full`, 50,000 must
be done in 2 s: what grows with the square of its text needs many seconds there, what grows with
the text some milliseconds.

It is the processor's time and not the clock's, the best of three; Python's engine asks for signals
as it goes, so that a pattern which never ends fails here and does not hang.
"""

from __future__ import annotations

import ast
import gc
import inspect
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import CodeType, ModuleType

import pytest

import publish
from publish.archives import feed
from publish.normaliser.cleaning import passages
from publish.readers.html import note_signs
from publish.writers.pdf import glyphs
from tests.hostile import hostile

SIZES = {48: 0.005, 4_000: 0.1}  # characters, and seconds of the processor
MANY = {50_000: 2.0}  # some hundred times what is needed
LEAVES = {str, bytes, int, float, bool, type(None), CodeType}
ENDS, MORE_ENDS = "\x00", "\x00\n! "

_NUMBERS = r"(?:\[?\d{1,3}\]?[\s|·,…-]*){3,}(?:next|»|>)?"
"""The pattern of the first version that lost an article to 37 digits and commas (7045c38)."""

CALLS = {
    f"re.{name}"
    for name in (
        "compile",
        "search",
        "match",
        "fullmatch",
        "split",
        "sub",
        "subn",
        "findall",
        "finditer",
    )
}
ANCHORED = {"match", "fullmatch", "pattern", "flags"}
UNSEEN = (
    (
        "api",
        "batch",
        "cli",
        "settings",
        "toml",
        "files",
        "native",
        "profiles",
    ),  # names and settings
    ("layouts", "compose.sheets", "compose.mirror", "compose.layout_pictures", "compose.templates"),
    ("writers.docx.house", "writers.docx.fixed", "writers.docx.paper"),  # a template of Word's
    ("model.own_rules", "rules_file"),  # an editor's rules
)
"""Modules whose patterns see no article: what the run, its layout and its rules say."""

MADE: dict[str, tuple[str, ...]] = {
    "archives.feed._marks_of": (feed._marks_of("item").pattern,),
    # made of words of an article, of a sign or of tables of ours: as they are made of others
    "normaliser.cleaning.passages._shape_of": (f"a{passages._NOTE_MARK}b{passages._NOTE_MARK}c",),
    "normaliser.rules.tail.signature._is_sign_off": (r"\bann ode\b",),
    "normaliser.typography.conventions._any_of": (r"(?:Dr\.|Dr|No\.)(?![\w-])",),
    "readers.front_matter._unquoted": (r"\W'|'(?!\w)",),
    "readers.html.note_signs.without_sign": (f"{note_signs._BEFORE}1{note_signs._BEHIND}",),
    "readers.markdown_tokens._tokens": (r"(?m)^( {0,3})\[\^(a|b)\]:",),
    "readers.wrapping._is_compound": (r"(?i)\bhalfword\b",),
    "writers.epub.slant._place_of": (
        r"""\bclass\s*=\s*["'](?:[^"']*\s)?note[\s"']""",
        r"<em[\s/>]",
    ),
    "writers.pdf.glyphs._pattern": (f"[abc]+|{glyphs.SEQUENCE}|[abc]",),
    "writers.pdf.typesetter.breaks.hyphens_in": ("\u00ad",),
    "writers.pdf.typesetter.store._script": (),  # held by the module
    # these see sheets, settings and templates, as UNSEEN says
    "compose.sheets._joined": (),
    "layouts.description.place_of": (),
    "toml.says": (),
    "writers.docx.document._named": (),
    "writers.docx.house.page.number_in": (),
    "writers.docx.house.parts._margins": (),
    "writers.xhtml.faces._named": (),
}
"""What stands in no module because a function makes it, by the function."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(publish.__path__, "publish."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def held(module: ModuleType, seen: set[int]) -> Iterator[re.Pattern]:
    """All patterns that a module holds, however deep: in tables, classes, closures, bound methods.

    Other modules are not entered; `seen` are the objects that were met, and those not to be met.
    """
    waiting: list[object] = [vars(module)]
    while waiting:
        value = waiting.pop()
        if id(value) in seen or isinstance(value, ModuleType):
            continue
        if isinstance(value, type) and not value.__module__.startswith("publish"):
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            yield value
        else:
            waiting += [each for each in gc.get_referents(value) if type(each) not in LEAVES]


@dataclass(frozen=True, slots=True)
class Known:
    """A pattern, and the methods by which our code uses it; none where that is not said."""

    pattern: re.Pattern
    used: frozenset[str] = frozenset()

    @property
    def ways(self) -> Iterator[Callable[..., object]]:
        """`search` unless nobody searches with it, then what is used instead; and `fullmatch`."""
        if not self.used or self.used - ANCHORED:
            yield self.pattern.search
        elif "match" in self.used:
            yield self.pattern.match
        yield self.pattern.fullmatch


@cache
def patterns() -> dict[str, Known]:
    """Each pattern with a name: its module's and its own, or as many characters of it as tell."""
    ours = list(modules())
    unseen = tuple(itertools.chain(*UNSEEN))
    foreign = {id(vars(each)) for each in list(sys.modules.values()) if each not in ours}
    names: dict[int, str] = {}
    used: dict[int, set[str]] = defaultdict(set)
    for module in ours:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                uses = uses_in(module)
                used[id(value)] |= uses.get(name, set())
                if name in uses.assigned:
                    names[id(value)] = f"{short(module)}.{name}"
            elif isinstance(owner := getattr(value, "__self__", None), re.Pattern):
                used[id(owner)].add(value.__name__)
                names.setdefault(id(owner), f"{short(module)}.{name}")
    made: dict[str, Known] = {}
    told: set[tuple[str | bytes, int]] = set()
    for module in ours:
        there = [Known(each, frozenset(used[id(each)])) for each in held(module, foreign)]
        for known in (*there, *inside(module)):
            key = (known.pattern.pattern, known.pattern.flags)
            name = names.get(id(known.pattern), f"{short(module)}.{key[0]!r:.40}")
            if key not in told and not name.startswith(unseen):
                told.add(key)
                made[name + "+" * (name in made)] = known
    return made


class Uses(dict[str, set[str]]):
    """How a module uses what a name holds: by these methods; "passed" where it hands it on."""

    assigned: set[str]


@cache  # asked of few modules: to read all of them takes seconds
def uses_in(module: ModuleType) -> Uses:
    uses = Uses()
    nodes = parsed(module)
    methods = {id(node.value): node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names = [node for node in nodes if isinstance(node, ast.Name)]
    uses.assigned = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    for node in names:
        if isinstance(node.ctx, ast.Load):
            uses.setdefault(node.id, set()).add(methods.get(id(node), "passed"))
    return uses


@cache
def parsed(module: ModuleType) -> list[ast.AST]:
    """All nodes of a module's source."""
    return list(ast.walk(ast.parse(inspect.getsource(module))))


def inside(module: ModuleType) -> Iterator[Known]:
    """The patterns in a module's functions: those that are said there, and what `MADE` says."""
    for function, call in calls_in(module):
        used = {name_of(call).removeprefix("re.")} - {"compile"}
        if isinstance(said := call.args[0], ast.Constant):
            told = " ".join(map(ast.unparse, [*call.args, *(word.value for word in call.keywords)]))
            flags = sum(flag for flag in re.RegexFlag if f"re.{flag.name}" in told)
            yield Known(re.compile(said.value, flags), frozenset(used))
        else:
            for each in MADE.get(f"{short(module)}.{function}", ()):
                yield Known(re.compile(each), frozenset(used))


def calls_in(module: ModuleType) -> Iterator[tuple[str, ast.Call]]:
    """The calls of `re` in a module's functions, each with the name of its function."""
    if not re.search(r"\bre\b", inspect.getsource(module)):
        return
    for function in parsed(module):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and name_of(call) in CALLS:
                    yield function.name, call


def name_of(call: ast.Call) -> str:
    """What is called, such as `re.compile`."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return f"{module}.{name}"
    return ""


def short(module: ModuleType) -> str:
    return module.__name__.removeprefix("publish.")


class TooMany(Exception):
    pass


def seconds_of(way: Callable[[str], object], text: str, limit: float) -> float:
    """The processor's time that a way takes over a text; more than the limit when it is stopped."""

    def stop(*_: object) -> None:
        raise TooMany

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, max(limit, 0.02))
    start = time.process_time()
    try:
        way(text)
        return time.process_time() - start
    except TooMany:
        return 2 * limit
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def explosions(known: Known, sizes: Mapping[int, float], ends: str) -> Iterator[str]:
    """The texts that take a pattern too long, each as a line that says so; `sizes` have seconds."""
    for way in known.ways:
        for head, body in hostile(known.pattern):
            for size, end in itertools.product(sizes, ends):
                text = told(known.pattern, head, body, size, end)
                if least(way, text, sizes[size]) > sizes[size]:
                    yield f"{way.__name__} of {head!r} + {size} of {body!r} + {end!r}"
                    break


def told(pattern: re.Pattern, head: str, body: str, size: int, end: str) -> str | bytes:
    text = head + body * (size // len(body)) + end
    return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def least(way: Callable[..., object], text: str | bytes, limit: float) -> float:
    """The best of three, where the first is not good enough."""
    took = seconds_of(way, text, limit)
    for _ in range(2):
        if took > limit:
            took = min(took, seconds_of(way, text, limit))
    return took


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_is_done_with_any_text_in_time(name: str) -> None:
    assert next(explosions(patterns()[name], SIZES, ENDS), None) is None


@pytest.mark.full
@pytest.mark.parametrize("name", patterns())
def test_a_pattern_takes_steps_as_its_text_has_characters(name: str) -> None:
    assert next(explosions(patterns()[name], SIZES | MANY, MORE_ENDS), None) is None


@pytest.mark.parametrize("text", [_NUMBERS, r"(?:a+)+b", r"\s*\w*\s*;"])
def test_what_explodes_is_found(text: str) -> None:
    known = Known(re.compile(text, re.IGNORECASE))

    assert next(explosions(known, SIZES, ENDS), None) is not None


@pytest.mark.full
def test_what_grows_with_the_square_is_found_in_long_texts() -> None:
    known = Known(re.compile(r"\([^()]* [^()]*\)"))

    assert next(explosions(known, MANY, ENDS), None) is not None


def test_no_pattern_is_made_where_these_tests_do_not_see_it() -> None:
    made = {
        f"{short(module)}.{function}"
        for module in modules()
        for function, call in calls_in(module)
        if not isinstance(call.args[0], ast.Constant)
    }

    assert made == set(MADE)
