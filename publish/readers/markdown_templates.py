"""Templates of Jekyll, Hugo, Quarto and MDX in Markdown: what a program would put there.

A program and a picture are kept, so are the words between two templates; all else goes, on record.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from publish.readers.markdown_syntax import (
    ENDING,
    PICTURE,
    end_of,
    is_code,
    left_out,
    line_at,
)

__all__ = ["TEMPLATE", "templates_plugin"]

TEMPLATE = re.compile(r"\{\{(?:<[^\n{}]*>|%[^\n{}]*%)\}\}")
"""A template of Hugo in a line; Jekyll's own may be what a text is about."""

_LINK_TO_ONE = re.compile(
    rf"\]\(\s*(?:{TEMPLATE.pattern}|\{{\{{[^\n{{}}]*\}}\}}|\{{%[^\n{{}}]*%\}})[^\s()]*\)"
)
_ALONE = re.compile(
    r"\{%-?\s*+(\w*+)((?:(?!%\}).)*?)-?%\}$|\{\{([<%])\s*+(/?\w*+)((?:(?!\}\}).)*?)/?[%>]\}\}$"
)
_STYLING = re.compile(
    r"\{:[^{}]*\}$|\{(?:[#.][\w-]+\s*)+\}$|\[\[?_?TOC_?\]\]?$|\\(?:new|clear|page)(?:page|break)$",
    re.I,
)
_OF_PROGRAMS = re.compile(
    r"import\s(?:.+\sfrom\s+)?[\"'][^\"']+[\"'];?$|export\s(?:const|let|default|function)\s"
    r"|\*\[[^\]]+\]:\s"  # what an abbreviation stands for is shown by a pointer alone
)
_OPTION = re.compile(r"(?<!\w)(\w++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|(\S+))")


def templates_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser templates on lines of their own and among words."""
    parser.block.ruler.before("fence", "template", _template, ENDING)
    parser.inline.ruler.before("link", "template", _among_words)


def _among_words(state: StateInline, silent: bool) -> bool:
    """A template among words; of a link to one the words stay."""
    sign = state.src[state.pos]
    if sign not in "{]":
        return False
    found = (TEMPLATE if sign == "{" else _LINK_TO_ONE).match(state.src, state.pos, state.posMax)
    if found is None or (sign == "]" and "[" not in state.pending):
        return False
    if not silent:
        left_out(state.env, "templates").append((found[0], 0))
        if sign == "]":
            before, _, words = state.pending.rpartition("[")
            state.pending = before + words
    state.pos = found.end()
    return True


def _template(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A line that is all template: a program and a picture are kept, all else is left out."""
    line = line_at(state, first)
    found = _ALONE.match(line)
    if not line.startswith(("{", "[", "\\", "import ", "export ", "*[")) or is_code(state, first):
        return False
    told = found is None and _OF_PROGRAMS.match(line) is not None
    if not (found or told or _STYLING.match(line)):
        return False
    if silent:
        return True
    state.line = first + 1
    if found is None:
        if told or _without_contents(state, line):
            left_out(state.env, "templates").append((line, first + 1))
        if line.startswith("{::comment") and (end := end_of(state, first + 1, last, "{:/")) > 0:
            state.line = end + 1
        return True
    name, rest = (found[1] or found[4], found[2] or found[5] or "")
    end = -1
    if name in ("highlight", "comment"):
        stop = f"/{name}" if found[3] else f"end{name}"
        end = end_of(state, first + 1, last, stop) if stop not in state.env else -1
        if end < 0:
            state.env[stop] = None  # none below either: not to be looked for again
    options = {each[1]: each[2] or each[3] or each[4] for each in _OPTION.finditer(rest)}
    sources = (options.get(key, "") for key in ("src", "image_path", "url", "file"))
    source = next(filter(PICTURE.search, sources), "")
    if end > 0:
        state.line = end + 1
        if name == "highlight":
            token = state.push("fence", "code", 0)
            token.info = next(iter(rest.split()), "")
            token.content = state.getLines(first + 1, end, state.blkIndent, keepLastLF=True)
            token.map = [first, end + 1]
    elif source:
        token = state.push("html_block", "", 0)
        token.content = _figure(source, options)
        token.map = [first, first + 1]
    elif name.lstrip("/") not in ("raw", "endraw", "comment"):
        left_out(state.env, "templates").append((line, first + 1))
    return True


def _figure(source: str, options: dict[str, str]) -> str:
    alt, caption = options.get("alt", ""), options.get("caption") or options.get("title") or ""
    picture = f'<img src="{escapeHtml(source)}" alt="{escapeHtml(alt)}">'
    return f"<figure>{picture}<figcaption>{escapeHtml(caption)}</figcaption></figure>"


_CONTENTS = [
    *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
    *("paragraph_close", "list_item_close", "bullet_list_close"),
]


def _without_contents(state: StateBlock, line: str) -> bool:
    """Takes off the list that only says where a table of contents goes; whether it was there."""
    if not line.startswith(("{:toc", "{: toc")):
        return False
    kinds = [token.type for token in state.tokens[-len(_CONTENTS) :]]
    if kinds == _CONTENTS:
        del state.tokens[-len(_CONTENTS) :]
    return kinds == _CONTENTS
