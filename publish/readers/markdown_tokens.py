"""Markdown's tokens: the parser with all it is taught, and what would make it drop words.

markdown-it-py drops what nests deeper than its `maxNesting` without a word, so depth is refused
before it parses.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from publish.errors import OverLimit
from publish.readers.markdown_attributes import attributes_plugin
from publish.readers.markdown_callouts import callouts_plugin
from publish.readers.markdown_formulas import formulas_plugin
from publish.readers.markdown_grids import grids_plugin
from publish.readers.markdown_lists import lists_plugin
from publish.readers.markdown_syntax import Env, syntax_plugin
from publish.readers.markdown_tables import tables_plugin
from publish.readers.markdown_templates import templates_plugin

__all__ = ["Parsed", "check_depth", "parsed"]

_CONTAINER = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))")

_DEFINITION = re.compile(r"^((?:> ?)* {0,3})\[([^\]\n]{1,200})\]:([^\n]*)$", re.MULTILINE)

_MARK = re.compile(r"\[(\^[^\]\s]{1,200})\]")
_FENCE = re.compile(r"^[ \t>]*(`{3,}+|~{3,}+)(.*)$", re.MULTILINE)
_DIGITS = [chr(sign) for sign in range(0xFDD1, 0xFDF0)]
"""Signs that no text holds, and none that is read keeps."""

_UNMARKED = re.compile(r"\\\[\^[^\]\s]+\]:")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Tokens, their parser, and what it gathered."""

    tokens: Sequence[Token]
    parser: MarkdownIt
    env: Env


def parsed(text: str, nesting: int, where: str) -> Parsed:
    """The tokens; OverLimit where a limit that was raised is more than Python's stack holds."""
    try:
        return _tokens(text, nesting)
    except RecursionError as error:
        raise OverLimit("nesting", nesting, nesting // 2, where=where) from error


def _tokens(text: str, nesting: int) -> Parsed:
    """The tokens; a note to which no mark leads would be dropped, so it is parsed as a text."""
    parser = MarkdownIt(
        "commonmark",
        {"maxNesting": 2 * nesting + 100},  # a list is two levels
    )
    parser.enable(["table", "strikethrough"])
    tables_plugin(parser)
    grids_plugin(parser)
    footnote_plugin(parser)
    # A note ends what runs on without its signs, a quote among it, as on GitHub.
    ended = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.at("footnote_def", footnote_def, {"alt": ended})
    parser.block.ruler.before("reference", "unmarked", _unmarked, {"alt": ["paragraph"]})
    formulas_plugin(parser)
    lists_plugin(parser)
    syntax_plugin(parser)
    templates_plugin(parser)
    attributes_plugin(parser)
    callouts_plugin(parser)
    parser.validateLink = _any_link  # type: ignore[method-assign] # addresses.py judges them
    if text.count("[") > 2 * text.count("]") + 200:
        # Each bracket that nothing closes is looked after to the end: 20,000 took 16 s.
        parser.disable(["link", "image", "footnote_inline", "footnote_ref"])
    text = _without_traps(_by_section(text))
    env: dict[str, dict[str, dict[str, int]]] = {}
    tokens = parser.parse(text, env)
    marks = env.get("footnotes", {}).get("refs", {})
    unused = "|".join(re.escape(mark[1:]) for mark, number in marks.items() if number < 0)
    if not unused:
        return Parsed(tokens, parser, dict(env))
    kept = re.sub(rf"^( {{0,3}})\[\^({unused})\]:", r"\1\\[^\2]:", text, flags=re.MULTILINE)
    again: Env = {}
    return Parsed(parser.parse(kept, again), parser, again)


def _by_section(text: str) -> str:
    """The text with a sign in the names of notes that are used again further down.

    A mark means the next note of its name, or else the last.
    """
    places: dict[str, list[int]] = {}
    if text.count("]:") < 2:
        return text
    programs = _fenced(text)
    for found in _DEFINITION.finditer(text):
        if found[2].startswith("^") and not _is_in(programs, found.start()):
            places.setdefault(found[2], []).append(found.start(2))
    again = {label: starts for label, starts in places.items() if len(starts) > 1}
    if not again:
        return text

    def numbered(found: re.Match[str]) -> str:
        starts = again.get(found[1])
        if starts is None or _is_in(programs, found.start()):
            return found[0]
        number = min(bisect_left(starts, found.start(1)), len(starts) - 1)
        return f"[{found[1]}{_written(number)}]"

    return _MARK.sub(numbered, text)


def _written(number: int) -> str:
    """A number in signs that nobody sees; nothing for 0."""
    said = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        said = _DIGITS[digit] + said
    return said


def _fenced(text: str) -> list[int]:
    """Where programs between fences begin and end, in turns."""
    places: list[int] = []
    fence = ""
    for found in _FENCE.finditer(text):
        if not fence:
            fence, start = found[1], found.start()
        elif found[1].startswith(fence) and not found[2].strip():
            places += (start, found.end())
            fence = ""
    return places


def _is_in(spans: Sequence[int], place: int) -> bool:
    return bisect_right(spans, place) % 2 == 1


def _without_traps(text: str) -> str:
    r"""The text with a backslash before what Markdown would take for a definition and drop.

    A second note of the same name, and `[Editor]: unclear`, whose target is a word, no address.
    """
    seen: set[str] = set()

    programs = _fenced(text) if "]:" in text else []

    def escaped(found: re.Match[str]) -> str:
        if _is_in(programs, found.start()):
            return found[0]
        label, target = found[2], found[3].strip()
        if label.startswith("^"):
            if label not in seen:
                seen.add(label)
                return found[0]
        elif not target or " " in target or re.search(r"[/.#:<]", target):
            return found[0]
        return f"{found[1]}\\{found[0][len(found[1]) :]}"

    return _DEFINITION.sub(escaped, text)


def _unmarked(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A note to which no mark leads is a paragraph, and goes not on with the note above."""
    if not _UNMARKED.match(state.src, state.bMarks[first] + state.tShift[first]):
        return False
    return silent or paragraph(state, first, last, silent)


def _any_link(url: str) -> bool:  # noqa: ARG001 # markdown-it's signature
    return True


def check_depth(text: str, allowed: int, where: str) -> None:
    """Raises OverLimit for a line that opens more containers than allowed, or stands in more."""
    divs = 0
    for line in text.split("\n"):
        at = depth = 0
        if (words := line.lstrip(" \t>")).startswith(":::"):
            divs = divs + 1 if words.strip(": \t") else max(divs - 1, 0)
        while found := _CONTAINER.match(line, at):
            at = found.end()
            depth += 1
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        blank = len(indent.expandtabs(4))
        depth = max(depth, divs, blank // 2 if _CONTAINER.match(line) else 0)
        if depth > allowed:
            raise OverLimit("nesting", depth, allowed, where=where)
