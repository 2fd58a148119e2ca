"""Callouts of Markdown: quotes with a title, as Obsidian and GitHub write them, and fenced divs.

`> [!tip] Title`, and `::: {.callout-tip}` or `::: tip Title` down to `:::`; `!!! tip "Title"` over
lines that are set in.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.container import container_plugin

__all__ = ["callouts_plugin"]

_CALLOUT = re.compile(r"\[!([\w-]+)(?:\|[^\]\n]*)?\][+-]?(?:[ \t]+|$)")
_DIV = re.compile(
    r"\{?[ \t]*\.?(?:callout-)?"
    r"(note|tip|hint|info|warning|caution|danger|important|details|question)\b[ \t]*+(.*?)\}?$",
    re.IGNORECASE,
)
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) +[a-z][\w-]*(?: [a-z][\w-]*)*(?: +\".*\")?$")
_AS_QUOTES = {
    "admonition_open": ("blockquote_open", "blockquote"),
    "admonition_title_open": ("paragraph_open", "p"),
    "admonition_title_close": ("paragraph_close", "p"),
    "admonition_close": ("blockquote_close", "blockquote"),
}
_SET_IN = 4  # spaces
_IN_BRACKETS = re.compile(r"\[(.*)\]")
_TITLE = re.compile(r"title\s*=\s*[\"']([^\"']*)[\"']")


def callouts_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser all forms."""
    ending = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "admonition", _admonition, ending)  # type: ignore[arg-type]
    container_plugin(parser, "div", validate=lambda *_: True)
    parser.core.ruler.after("inline", "callouts", _callouts)
    parser.core.ruler.before("inline", "divs", _divs)


def _admonition(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Lines that are set in below a line such as `!!! note`; without them it is a sentence."""
    at = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(("!!!", "???"), at) or first + 1 >= last:
        return False
    said = _ADMONITION.match(state.src[at : state.eMarks[first]].rstrip())
    set_in = state.sCount[first + 1] - state.blkIndent >= _SET_IN
    return said is not None and set_in and admonition(state, first, last, silent)


def _divs(state: StateCore) -> None:
    """A div that is a callout is a quote with its title; of any other what it holds is left."""
    made: list[Token] = []
    callouts: list[bool] = []
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type == "container_div_open":
            found = _DIV.match(token.info.strip())
            callouts.append(found is not None)
            if found:
                made.append(token.copy(type="blockquote_open", tag="blockquote"))
                made += _titled(token, found)
        elif token.type == "container_div_close":
            if callouts.pop():
                made.append(token.copy(type="blockquote_close", tag="blockquote"))
        elif token.type == "heading_open" and _waits_for_title(made):
            made[-2].content = f"**{next(tokens).content}**"
            next(tokens)
        elif token.type in _AS_QUOTES:
            kind, tag = _AS_QUOTES[token.type]
            made.append(token.copy(type=kind, tag=tag))
            if kind == "paragraph_open":
                title = next(tokens)
                made.append(title.copy(content=f"**{title.content}**"))
        else:
            made.append(token)
    state.tokens = made


def _waits_for_title(made: list[Token]) -> bool:
    """Whether the last is the paragraph of a title that only names the kind of callout."""
    return len(made) > 1 and bool(made[-2].meta.get("unsaid"))


def _titled(div: Token, found: re.Match[str]) -> list[Token]:
    """The paragraph of a title: that given, or the kind of callout."""
    given = _TITLE.search(found[2]) or _IN_BRACKETS.match(found[2])
    words = given[1] if given else "" if "{" in div.info or "=" in found[2] else found[2]
    first = div.map[0] if div.map else 0
    level = div.level + 1
    lines = [first, first + 1]
    title = Token("inline", "", 0, map=lines, level=level + 1, block=True, children=[])
    title.meta = {"unsaid": not words.strip()}
    title.content = f"**{words.strip() or found[1].capitalize()}**"
    opened = Token("paragraph_open", "p", 1, map=lines, level=level, block=True)
    return [opened, title, Token("paragraph_close", "p", -1, level=level, block=True)]


def _callouts(state: StateCore) -> None:
    """A quote that begins with `[!type] Title` has the title, or its type, as first line, bold."""
    made: list[Token] = []
    for at, token in enumerate(state.tokens):
        made.append(token)
        kinds = [each.type for each in state.tokens[max(at - 2, 0) : at + 1]]
        if kinds == ["blockquote_open", "paragraph_open", "inline"]:
            _part_callout(made, state.tokens[at + 1])
    state.tokens = made


def _part_callout(made: list[Token], closing: Token) -> None:
    inline = made[-1]
    children = inline.children or []
    found = _CALLOUT.match(children[0].content) if children else None
    if found is None or children[0].type != "text":
        return
    children[0].content = children[0].content[found.end() :]
    end = next((i for i, each in enumerate(children) if each.type == "softbreak"), len(children))
    title, rest = children[:end], children[end + 1 :]
    if not "".join(each.content for each in title).strip():
        words = found[1].replace("-", " ").replace("_", " ")
        title = [Token("text", "", 0, content=words[:1].upper() + words[1:].lower())]
    strong = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
    inline.children = [strong[0], *title, strong[1]]
    if rest:
        first = inline.map[0] if inline.map else 0
        last = inline.map[1] if inline.map else first + 1
        made[-2].map = inline.map = [first, first + 1]
        opening = made[-2].copy(map=[first + 1, last])
        body = inline.copy(children=rest, map=[first + 1, last])
        made += [closing, opening, body]
