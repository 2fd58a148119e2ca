"""Markdown's tokens: the parser with all it is taught, and what would make it drop words.

markdown-it-py drops what nests deeper than its `maxNesting` without a word, so depth is refused
before it parses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from publish.errors import OverLimit
from publish.readers.markdown_callouts import callouts_plugin
from publish.readers.markdown_formulas import formulas_plugin
from publish.readers.markdown_lists import lists_plugin
from publish.readers.markdown_syntax import Env, syntax_plugin

__all__ = ["Parsed", "parsed"]

_DEFINITION = re.compile(r"^((?:> ?)* {0,3})\[([^\]\n]{1,200})\]:([^\n]*)$", re.MULTILINE)


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
    footnote_plugin(parser)
    formulas_plugin(parser)
    lists_plugin(parser)
    syntax_plugin(parser)
    callouts_plugin(parser)
    parser.validateLink = _any_link  # type: ignore[method-assign] # addresses.py judges them
    if text.count("[") > 2 * text.count("]") + 200:
        # Each bracket that nothing closes is looked after to the end: 20,000 took 16 s.
        parser.disable(["link", "image", "footnote_inline", "footnote_ref"])
    text = _without_traps(text)
    env: dict[str, dict[str, dict[str, int]]] = {}
    tokens = parser.parse(text, env)
    marks = env.get("footnotes", {}).get("refs", {})
    unused = "|".join(re.escape(mark[1:]) for mark, number in marks.items() if number < 0)
    if not unused:
        return Parsed(tokens, parser, dict(env))
    kept = re.sub(rf"^( {{0,3}})\[\^({unused})\]:", r"\1\\[^\2]:", text, flags=re.MULTILINE)
    again: Env = {}
    return Parsed(parser.parse(kept, again), parser, again)


def _without_traps(text: str) -> str:
    r"""The text with a backslash before what Markdown would take for a definition and drop.

    A second note of the same name, and `[Editor]: unclear`, whose target is a word, no address.
    """
    seen: set[str] = set()

    def escaped(found: re.Match[str]) -> str:
        label, target = found[2], found[3].strip()
        if label.startswith("^"):
            if label not in seen:
                seen.add(label)
                return found[0]
        elif not target or " " in target or re.search(r"[/.#:<]", target):
            return found[0]
        return f"{found[1]}\\{found[0][len(found[1]) :]}"

    return _DEFINITION.sub(escaped, text)


def _any_link(url: str) -> bool:  # noqa: ARG001 # markdown-it's signature
    return True
