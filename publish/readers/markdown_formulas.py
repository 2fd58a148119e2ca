r"""Formulas in Markdown: between dollar signs, and as MathJax writes them, \(…\) and \[…\].

Where a site's program sees the words only behind Markdown's own, its author writes \\(…\\).

The rules of mdit-py-plugins find them; prices with words between their signs are told first.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

from publish.readers.formulas.tex import is_formula

__all__ = ["DISPLAYED", "INLINE", "formulas_plugin"]

INLINE = frozenset(("math_inline", "math_inline_double", "math_bracket"))
"""Tokens of formulas among words."""
DISPLAYED = frozenset(("math_inline_double", "math_bracket"))
"""Those that stand on a line of their own when they are all of a paragraph."""

_DOLLAR = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
_DOLLARS = math_block_dollar(allow_labels=True, allow_blank_lines=False)
_BETWEEN = re.compile(r"(\$\$?)((?:[^$\\]|\\.)+)\1", re.DOTALL)
_LABELLED = re.compile(r"\$\$((?:[^$\\]|\\.)+)\$\$[ \t]*\{#[^{}\n]*\}[ \t]*(?=\n|\Z)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\begin\{((?:equation|align|gather|multline|eqnarray)\*?)\}")
_CLOSING = {r"\(": r"\)", r"\[": r"\]", r"\\(": r"\\)", r"\\[": r"\\]"}
_TEX = re.compile(r"\\[a-zA-Z]|[\^_=]")
_LONGEST = 20_000  # characters; behind a sign that nothing closes no more is looked at


def formulas_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser formulas."""
    parser.inline.ruler.before("escape", "math_inline", _dollar)
    parser.inline.ruler.before("escape", "math_bracket", _bracket)
    parser.block.ruler.before("fence", "math_block", _dollars, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "environment", _environment, {"alt": ["paragraph"]})


def _dollar(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = _BETWEEN.match(state.src, state.pos, min(state.posMax, state.pos + _LONGEST))
    return found is not None and is_formula(found[2]) and _DOLLAR(state, silent)


def _dollars(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("$$", start):
        return False
    if (labelled := _LABELLED.match(state.src, start, start + _LONGEST)) is not None:
        return silent or _pushed(state, first, labelled.end())
    found = _BETWEEN.match(state.src, start, start + _LONGEST)
    formula = found is not None and is_formula(found[2])
    return formula and (silent or _DOLLARS(state, first, last, silent))


def _environment(state: StateBlock, first: int, _last: int, silent: bool) -> bool:
    r"""`\begin{equation}` to its end: formulas of TeX that need no dollar signs."""
    start = state.bMarks[first] + state.tShift[first]
    found = _ENVIRONMENT.match(state.src, start)
    if found is None or state.sCount[first] - state.blkIndent >= 4:
        return False
    sign = f"\\end{{{found[1]}}}"
    end = state.src.find(sign, start, start + _LONGEST) + len(sign)
    if end < len(sign) or state.src[end : state.src.find("\n", end)].strip():
        return False
    return silent or _pushed(state, first, end)


def _pushed(state: StateBlock, first: int, end: int) -> bool:
    """Takes the lines up to a character for a formula, less the marks of the quote around it."""
    line = first
    while line < state.lineMax and state.bMarks[line] < end:
        line += 1
    said = state.getLines(first, line, state.blkIndent, keepLastLF=False).strip()
    labelled = _LABELLED.fullmatch(said)
    token = state.push("math_block", "math", 0)
    token.content, token.map = labelled[1] if labelled else said, [first, line]
    state.line = line
    return True


def _bracket(state: StateInline, silent: bool) -> bool:
    r"""`\(v = s/t\)`; `\[1\]` is a number in brackets."""
    opening = state.src[state.pos : state.pos + 2]
    if opening == r"\\":
        opening = state.src[state.pos : state.pos + 3]
    close = _CLOSING.get(opening)
    if close is None:
        return False
    begin = state.pos + len(opening)
    end = state.src.find(close, begin, min(state.posMax, state.pos + _LONGEST))
    tex = state.src[begin : max(end, 0)]
    if end < 0 or not _TEX.search(tex) or not is_formula(tex):
        return False
    if not silent:
        token = state.push("math_bracket" if close[-1] == "]" else "math_inline", "math", 0)
        token.content = tex
    state.pos = end + len(close)
    return True
