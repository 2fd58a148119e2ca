"""Tables of Markdown whole: signs between cells that stand in words, and what is said over a table.

A row with more cells than its head loses none of them. Pandoc's captions stand in a line of their
own: `: Words` or `Table: Words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.token import Token

from publish.model.cuts import cut
from publish.model.tree import Anchor, Block, Inlines, Paragraph
from publish.model.walk import text_of

__all__ = ["caption_of", "tables_plugin"]

_MOST = 500  # cells that are put together again. # guess
_CAPTION = re.compile(r"(?:Table)?:\s+(?=\S)")
_OWN = re.compile(r"(?<![ \t])[ \t]*+\{[#.][^{}]*+\}$")


def tables_plugin(parser: MarkdownIt) -> None:
    """Makes the parser keep all cells."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def caption_of(block: Block) -> Inlines:
    """The words of a paragraph that is the caption of the table beside it; of any other none."""
    if not isinstance(block, Paragraph):
        return ()
    words = text_of(block)
    sign = _CAPTION.match(words)
    if sign is None:
        return ()
    own = _OWN.search(words)
    left = cut(block, [sign.span(), *([own.span()] if own else [])])
    assert isinstance(left, Paragraph)
    return tuple(each for each in left.inlines if not isinstance(each, Anchor))


def _table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A table as the parser knows it, with the cells of each row that its head has no room for."""
    start = len(state.tokens)
    if not table(state, first, last, silent):
        return False
    columns = 0
    for row in _rows(state.tokens[start:]):
        columns = columns or len(row)  # the first is the head
        number = (row[0].map or [first])[0]
        line = state.src[state.bMarks[number] : state.eMarks[number]].strip()
        outer = line.startswith("|") + line.endswith("|")
        if line.count("|") >= columns + outer and len(cells := _cells(line)) > columns:
            for token, words in zip(row, _fitted(cells, columns), strict=True):
                token.content = words.strip()
    return True


def _rows(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in tokens:
        if token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row
            row = []


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line)
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def _fitted(cells: Sequence[str], columns: int) -> list[str]:
    """The cells of a row; what a sign in a program or a link has parted is one, so is the rest."""
    whole: list[str] = []
    for cell in cells:
        if whole and len(cells) < _MOST and _is_open(whole[-1]):
            whole[-1] += f"|{cell}"
        else:
            whole.append(cell)
    rest = " | ".join(each.strip() for each in whole[columns - 1 :] if each.strip())
    fitted = [*whole[: columns - 1], rest]
    return fitted + [""] * (columns - len(fitted))


def _is_open(cell: str) -> bool:
    return cell.count("`") % 2 == 1 or cell.rfind("[[") > cell.rfind("]]")
