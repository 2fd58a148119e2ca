"""What Markdown says *about* its words, in signs that nobody is to read: attributes and block ids.

`![The mole](a.jpg){width=50%}`, `[words]{.smallcaps}`; ` ^quote-1` at the end of a block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

__all__ = ["ATTRIBUTES", "attributes_plugin", "named_blocks"]

_ONE = r"(?:[#.][^\s{}#.]++|-|[\w-]++=(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s{}\"']++))"
ATTRIBUTES = rf"\{{:?[ \t]*+({_ONE}(?:[ \t]*+{_ONE})*+)[ \t]*+\}}"
"""Classes, a name and values in braces, as a pattern with one group."""

_HERE = re.compile(ATTRIBUTES)
_BEARERS = frozenset(
    ("image", "link_close", "code_inline", "strong_close", "em_close", "s_close", "math_inline")
)
_BLOCK_ID = re.compile(r"(?:^|\s)\^(?=[\w-]*[A-Za-z])([\w-]++)[ \t]*+$")


def attributes_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser attributes of what stands among words."""
    parser.inline.ruler.before("link", "attributes", _attributes)


def _attributes(state: StateInline, silent: bool) -> bool:
    """Braces right behind what they speak of; the brackets around mere words go with them."""
    if state.src[state.pos] != "{" or silent:
        return False
    found = _HERE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if state.pending:
        begins = state.pending.rfind("[") if state.pending.endswith("]") else -1
        if begins < 0:
            return False
        state.pending = state.pending[:begins] + state.pending[begins + 1 : -1]
    elif not state.tokens or state.tokens[-1].type not in _BEARERS:
        return False
    state.pos = found.end()
    return True


def named_blocks(tokens: Sequence[Token]) -> Mapping[int, str]:
    """The names that blocks give themselves, without their signs from then on.

    By the identity of the tokens with their words: a name on a line of its own is that of the block
    before.
    """
    names: dict[int, str] = {}
    before: Token | None = None
    for token in tokens:
        if token.type != "inline":
            continue
        last = token.children[-1] if token.children else None
        found = _BLOCK_ID.search(last.content) if last and last.type == "text" else None
        if last is not None and found is not None:
            last.content = last.content[: found.start()]
            named = token if _words(token) else before
            if named is not None:
                names.setdefault(id(named), f"^{found[1]}")
        before = token
    return names


def _words(token: Token) -> bool:
    return any(child.content.strip() or child.type == "image" for child in token.children or ())
