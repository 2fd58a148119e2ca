"""Tables that Pandoc draws: grids of signs, and columns under rows of dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

__all__ = ["grids_plugin"]

_BORDER = re.compile(r"\+(?:[-=:]{2,}\+)+$")
_DASHES = re.compile(r"-+(?: +-+)+$")
_BEGINS_LINE = re.compile(r"[-*+] |\d+[.)] |$")
_Row = list[str]


def grids_plugin(parser: MarkdownIt) -> None:
    """Teaches the parser both forms."""
    parser.block.ruler.before("fence", "grid", _grid, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "columns", _columns)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _grid(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Cells between lines of signs; a grid whose cells span others stays a drawing."""
    if state.is_code_block(first) or not _BORDER.match(border := _line(state, first)):
        return False
    level, open_until = state.env.get("grid", (state.level, 0))
    if level == state.level and first < open_until:
        return False
    end = first + 1
    while end < last and _line(state, end).startswith(("|", "+")):
        end += 1
    if end - first < 3 or not _BORDER.match(_line(state, end - 1)):
        state.env["grid"] = (state.level, end)  # none is closed above: not to be looked for again
        return False
    lines = [_line(state, at) for at in range(first, end)]
    if silent:
        return True
    state.line = end
    corners = [at for at, sign in enumerate(border) if sign == "+"]
    rows, head = _rows_of_grid(lines, len(corners) - 1)
    if all(len(row) == len(corners) - 1 for row in rows):
        _push_table(state, first, end, rows, head)
        return True
    token = state.push("fence", "code", 0)
    token.content, token.map = "\n".join(lines), [first, end]
    return True


def _rows_of_grid(lines: Sequence[str], columns: int) -> tuple[list[_Row], int]:
    """The rows, and how many of them are the head; one that is parted otherwise has no cells."""
    rows: list[_Row] = []
    head = 0
    lines_of: list[list[str]] = []
    for line in lines[1:]:
        if line.startswith("|"):
            lines_of.append([part.strip() for part in line.strip("|").split("|")])
            continue
        even = all(len(each) == columns for each in lines_of) and _BORDER.match(line)
        rows.append([_joined(cell) for cell in zip(*lines_of, strict=True)] if even else [])
        lines_of = []
        if "=" in line and not head:
            head = len(rows)
    return rows, head if head < len(rows) else 0


def _joined(lines: Sequence[str]) -> str:
    """The words of a cell; what begins an item, or stands below an empty line, has its own line."""
    said = ""
    for before, line in pairwise(("", *lines, "")):
        if line and said:
            said += "\\\n" if not before or _BEGINS_LINE.match(line) else "\n"
        said += line
    return said


def _columns(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Words under dashes, each column as wide as its dashes, down to an empty line."""
    if silent or first + 2 >= last or not _line(state, first + 1).startswith("--"):
        return False
    dashes = state.src[state.bMarks[first + 1] : state.eMarks[first + 1]].rstrip()
    if state.is_code_block(first + 1) or not _DASHES.match(dashes.strip()):
        return False
    starts = [found.start() for found in re.finditer("-+", dashes)]
    rows: list[_Row] = []
    for end in chain((first,), range(first + 2, last)):
        line = state.src[state.bMarks[end] : state.eMarks[end]].rstrip().expandtabs(4)
        if not line or _DASHES.match(line.strip()):
            break
        if not _fits(line, starts):
            return False
        rows.append(list(_cut(line, starts)))
    else:
        end = last
    if len(rows) < 2:
        return False
    end += bool(_line(state, end)) if end < last else 0  # dashes close it
    _push_table(state, first, end, rows, 1)
    state.line = end
    return True


def _fits(line: str, starts: Sequence[int]) -> bool:
    """Whether no word of a line stands in two columns."""
    return all(line[start - 1 : start] in ("", " ") for start in starts[1:])


def _cut(line: str, starts: Sequence[int]) -> Iterator[str]:
    for start, end in pairwise((0, *starts[1:], len(line))):
        yield line[start:end].strip()


def _push_table(state: StateBlock, first: int, last: int, rows: Sequence[_Row], head: int) -> None:
    """The tokens of a table."""
    state.push("table_open", "table", 1).map = [first, last]
    for number, row in enumerate(rows):
        state.push("tr_open", "tr", 1).map = [first, last]
        tag = "th" if number < head else "td"
        for words in row:
            state.push(f"{tag}_open", tag, 1)
            token = state.push("inline", "", 0)
            token.content, token.map, token.children = words, [first, last], []
            state.push(f"{tag}_close", tag, -1)
        state.push("tr_close", "tr", -1)
        if number + 1 == head:
            state.push("thead_close", "thead", -1)
    state.push("table_close", "table", -1)
