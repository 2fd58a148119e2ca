"""Lists in Markdown that count in letters or Roman numbers, as Pandoc knows them."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from publish.model.forms import label_of
from publish.model.tree import Numbering

__all__ = ["lists_plugin"]

_MARK = re.compile(r"([(]?)([a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})([.)])[ \t]+(?=\S)")
_OTHER = re.compile(r"[-*+>#`~|<]|\d{1,9}[.)][ \t]")  # what may begin another block
_FIRST: dict[str, Numbering] = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_FEWEST, _FEWEST_CAPITALS = 2, 3  # items; "A." and "I." begin names and parts of books, too


def lists_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser such lists; they begin where a paragraph would."""
    parser.block.ruler.before("list", "lettered", _lettered)


def _lettered(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Lines that begin with a letter each, one after the other; further lines go with theirs."""
    found = None if silent else _MARK.match(_line(state, first))
    if found is None or found[2] not in _FIRST or state.sCount[first] - state.blkIndent >= 4:
        return False
    numbering = _FIRST[found[2]]
    items: list[int] = [first]
    at = first + 1
    while at < last and not state.isEmpty(at) and state.sCount[at] >= state.blkIndent:
        mark = _MARK.match(_line(state, at))
        if mark is not None and (mark[1], mark[3]) == (found[1], found[3]):
            if mark[2] != label_of(len(items) + 1, numbering):
                return False
            items.append(at)
        elif _OTHER.match(_line(state, at)):
            return False
        at += 1
    if len(items) < (_FEWEST_CAPITALS if found[2].isupper() else _FEWEST):
        return False
    state.push("ordered_list_open", "ol", 1).map = [first, at]
    state.tokens[-1].meta = {"numbering": numbering}
    for begin, end in zip(items, (*items[1:], at), strict=True):
        state.push("list_item_open", "li", 1).map = [begin, end]
        state.push("paragraph_open", "p", 1).map = [begin, end]
        token = state.push("inline", "", 0)
        said = state.getLines(begin, end, state.blkIndent, keepLastLF=False).strip()
        token.content, token.map, token.children = _MARK.sub("", said, count=1), [begin, end], []
        state.push("paragraph_close", "p", -1)
        state.push("list_item_close", "li", -1)
    state.push("ordered_list_close", "ol", -1).markup = found[3]
    state.line = at
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
