"""What people write into Markdown besides CommonMark, as rules of the parser.

Obsidian's links, pictures, highlights and comments; Pandoc's verse. What is left out is listed in
the parser's `env`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import cast
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from publish.model.article import Note
from publish.model.tree import NOWHERE, Origin

__all__ = [
    "ENDING",
    "PICTURE",
    "end_of",
    "is_code",
    "left_out",
    "line_at",
    "notes_of",
    "raised_plugin",
    "syntax_plugin",
]

_WIKI = re.compile(r"(!?)\[\[([^\[\]\n|]+)(?:\\?\|([^\[\]\n]*))?\]\](?![(\[])")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?)$", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|\|)[ \t]*\d+(?:x\d+)?$")
_CLOSING = re.compile(r"(?<!\s)==(?![=a-zA-Z0-9])")
_RAISED = re.compile(r"\^([\w+−–,.()*-]{1,20})\^|~([\w+−,()-]{1,20})~(?!~)", re.ASCII)
_LEVELS = ("sup_close", "sub_close")
_LONGEST = 500  # characters of a highlight or comment in a line. # guess
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BOX = re.compile(r"\[([ xX])\](?=\s|$)")
_CELLS = (["th_open"], ["td_open"])
_NO_BREAK = "\u00a0"
ENDING: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}

Env = MutableMapping[str, object]


def syntax_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser all of it."""
    parser.inline.ruler.before("link", "wiki", _wiki)
    parser.inline.ruler.before("link", "highlight", _highlight)
    parser.inline.ruler.before("link", "comment", _comment)
    raised_plugin(parser)
    parser.block.ruler.before("fence", "comment", _comment_lines, ENDING)
    parser.block.ruler.before("fence", "verse", _verse)
    parser.core.ruler.after("inline", "boxes", _boxes)
    deflist_plugin(parser)
    parser.block.ruler.before("deflist", "undefined", _undefined)


def raised_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser raised and lowered characters alone."""
    parser.inline.ruler.before("strikethrough", "raised", _raised)


def notes_of(env: Env) -> Iterator[Note]:
    """Notes on what was left out, with its words and lines."""
    for name, _ in left_out(env, "embedded"):
        said = f"embedded, not a picture: {name} (its name stands in its place)"
        yield Note("markdown.embedded", said)
    for words, line in left_out(env, "templates"):
        yield Note("markdown.template", f"line of a template left out: {words}", _on(line))


def _on(line: int) -> Origin:
    return Origin(line, line) if line else NOWHERE


def left_out(env: Env, kind: str) -> list[tuple[str, int]]:
    """What is left out of a kind so far, with its line, or 0 where that is not known."""
    return cast("list[tuple[str, int]]", env.setdefault(kind, []))


# Words


def _wiki(state: StateInline, silent: bool) -> bool:
    """`[[page|words]]` is its words, `![[picture.png]]` a picture, `![[page]]` the page's name."""
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if found is None or (found[2].isdecimal() and not found[1]):  # [[1]] is a mark
        return False
    if not silent:
        page, words = found[2].strip(), (found[3] or "").strip()
        if found[1] and PICTURE.search(page):
            _push_picture(state, page, words)
        else:
            if found[1]:
                left_out(state.env, "embedded").append((page, 0))
            heading = page[1:] if page.startswith("#") and not found[1] else ""
            if heading:
                state.push("link_open", "a", 1).attrs = {"href": f"#{quote(heading)}"}
            state.push("text", "", 0).content = words or _shown(page) or page.strip("#^")
            if heading:
                state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _shown(page: str) -> str:
    """A page and its heading as Obsidian shows them."""
    page, _, heading = page.partition("#")
    return " > ".join(filter(None, (page, "" if heading.startswith("^") else heading)))


def _push_picture(state: StateInline, name: str, words: str) -> None:
    words = _SIZE.sub("", words)
    token = state.push("image", "img", 0)
    token.attrs = {"src": quote(name, safe="/:"), "alt": ""}
    token.content = words
    token.children = [Token("text", "", 0, content=words)] if words else []


def _highlight(state: StateInline, silent: bool) -> bool:
    """`==words==` is strong; `a == b` and `a==b` are not."""
    start = state.pos
    if (
        silent
        or not _opens(state, "==")
        or not _CLOSING.search(state.src, start + 2, min(state.posMax, start + _LONGEST))
    ):
        return False
    maximum = state.posMax
    state.pos = start + 2
    last = min(maximum, start + _LONGEST)
    while state.pos < last:
        if _CLOSING.match(state.src, state.pos):
            break
        state.md.inline.skipToken(state)
    end, state.pos = state.pos, start
    if end >= last or end == start + 2:
        return False
    state.push("strong_open", "strong", 1).markup = "=="
    state.pos, state.posMax = start + 2, end
    state.md.inline.tokenize(state)
    state.push("strong_close", "strong", -1).markup = "=="
    state.pos, state.posMax = end + 2, maximum
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    """Pandoc's `10^6^` and `H~2~O`, right behind a word; "3~5" in a range of numbers is none."""
    found = _RAISED.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos]
    if found is None:
        return False
    goes_on = not state.pending and state.tokens and state.tokens[-1].type in _LEVELS
    if not (before.isalpha() or before == ")" or goes_on or (found[1] and before.isdigit())):
        return False
    if not silent:
        tag = "sup" if found[1] else "sub"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = found[1] or found[2]
        state.push(f"{tag}_close", tag, -1)
    state.pos = found.end()
    return True


def _opens(state: StateInline, sign: str) -> bool:
    """Whether words begin right behind a double sign that stands where words begin."""
    before = state.src[state.pos - 1 : state.pos]
    behind = state.src[state.pos + 2 : state.pos + 3]
    outside = not (before.isascii() and before.isalnum()) and before != sign[0]
    inside = behind and not behind.isspace() and behind != sign[0]
    return state.src.startswith(sign, state.pos) and outside and bool(inside)


def _comment(state: StateInline, silent: bool) -> bool:
    """`%%words%%` is for its author alone."""
    if not state.src.startswith("%%", state.pos) or state.src[state.pos - 1 : state.pos].isdigit():
        return False
    end = state.src.find("%%", state.pos + 2, min(state.posMax, state.pos + _LONGEST))
    if end < 0:
        return False
    if not silent and state.pending.endswith(" ") and state.src[end + 2 : end + 3] == " ":
        end += 1
    state.pos = end + 2
    return True


# Lines


def line_at(state: StateBlock, number: int) -> str:
    """A line without what sets it in."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def is_code(state: StateBlock, number: int) -> bool:
    """Whether a line is set in so far that it is a program."""
    return state.sCount[number] - state.blkIndent >= 4


def end_of(state: StateBlock, first: int, last: int, sign: str) -> int:
    """The number of the next line with a sign, -1 for none."""
    return next((at for at in range(first, last) if sign in line_at(state, at)), -1)


def _comment_lines(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    line = line_at(state, first)
    if not line.startswith("%%") or "%%" in line[2:] or is_code(state, first):
        return False
    end = end_of(state, first + 1, last, "%%")
    if end < 0:
        return False
    if not silent:
        state.line = end + 1
    return True


def _verse(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Lines behind a bar each, their indents kept; what has a row of dashes is a table."""
    if silent or is_code(state, first) or not line_at(state, first).startswith("|"):
        return False
    end = first
    while end < last and re.match(r"\|(?: |$)", line := line_at(state, end)):
        if (_DELIMITERS.fullmatch(line) and "-" in line) or line[1:].rstrip().endswith("|"):
            return False
        end += 1
    if end - first < 2:
        return False
    stanza: list[str] = []
    begin = first
    for at in range(first, end + 1):
        said = line_at(state, at)[2:] if at < end else ""
        if said.strip():
            indent = len(said) - len(said.lstrip())
            stanza.append(indent * _NO_BREAK + said.strip())
            continue
        if stanza:
            state.push("paragraph_open", "p", 1).map = [begin, at]
            token = state.push("inline", "", 0)
            token.content, token.map, token.children = "\\\n".join(stanza), [begin, at], []
            state.push("paragraph_close", "p", -1)
        stanza, begin = [], at + 1
    state.line = end
    return True


def _undefined(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A paragraph before a blank line or a tilde, below which a colon would define it."""
    if silent or first + 1 >= last:
        return False
    below = line_at(state, first + 1)
    return (not below or below.startswith("~")) and paragraph(state, first, last, silent)


# Tokens


def _boxes(state: StateCore) -> None:
    """`[x]` and `[ ]` are boxes where an item or a cell begins.

    Not the plugin of mdit-py-plugins: it knows no cells, and makes HTML of the boxes.
    """
    for at, token in enumerate(state.tokens):
        before = [each.type for each in state.tokens[max(at - 2, 0) : at]]
        begins = before == ["list_item_open", "paragraph_open"] or before[-1:] in _CELLS
        first = next(iter(token.children or ()), None)
        if token.type != "inline" or not begins or first is None or first.type != "text":
            continue
        if found := _BOX.match(first.content):
            first.content = first.content[found.end() :]
            box = Token("checkbox", "", 0, meta={"checked": found[1] != " "})
            token.children = [box, *(token.children or ())]
