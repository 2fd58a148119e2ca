"""How a table finds room: which step of size and page it takes, and how wide its columns are.

The one place where that is decided; print and Word both ask it. It knows no font: widths are
estimates in ems, a little above those of our faces, so that the same words always get the same
page. What gives way first is what can be broken: addresses between their parts, long words,
lines of prose. Numbers never are. Then the type gets smaller, then the page turns; what no page
holds is set in parts, one below the other, each with the first column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import ceil, inf
from typing import Literal
from unicodedata import category, east_asian_width

from publish.compose.grids import Grid, PlacedCell, Row, regular
from publish.compose.verbatim import pieces, verbatim
from publish.model.article import Note
from publish.model.forms import is_line
from publish.model.titles import without_notes
from publish.model.tree import Blocks, Code, Inlines, Table
from publish.model.walk import contents_of, mapped, rebuilt, text_of_blocks

Place = Literal["text", "full", "turned"]
"""In the text (a column of it); over all that the page has for it; on a page on its side."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to set a table: `size` of the type and `gap` between columns in points.

    `name` is what the writer calls it: in print the class of the box around the table.
    """

    name: str
    place: Place
    size: float
    gap: float


@dataclass(frozen=True, slots=True)
class Room:
    """What a page has for tables, in points; 0 where it has none of that kind.

    `scale` is the layout's type against the usual one, `longest` the letters of a word up to which
    it stays whole; `gaps` says that addresses get places to break of their own. `note` is what a
    note has where that is not as the text.
    """

    text: float
    full: float = 0
    turned: float = 0
    scale: float = 1
    longest: int = 16
    gaps: bool = True
    note: float = 0

    def inside(self, depth: int, *, noted: bool = False) -> Room:
        """What is left of it inside so many quotes, lists and notes; in a note of what these have.

        Notes stand over all columns of a text.
        """
        text = self.note if noted and self.note else self.text
        return replace(self, text=max(text - depth * _NESTED, 1)) if depth else self

    def of(self, step: Step) -> float:
        """The width that a step has."""
        return {"text": self.text, "full": self.full, "turned": self.turned}[step.place]


@dataclass(frozen=True, slots=True)
class Fit:
    """A table's step; of each part its columns' numbers and their widths in points.

    The widths are empty where every cell gets what it asks for. `holds` says that no word, broken
    where it may be, is wider than its column.
    """

    step: Step
    parts: tuple[tuple[int, ...], ...]
    widths: tuple[tuple[float, ...], ...]
    holds: bool = True

    def notes(self, table: Table) -> Iterator[Note]:
        """What an editor should know of it."""
        if len(self.parts) > 1:
            count = len(frozenset().union(*self.parts))
            said = f"a table of {count} columns finds room on no page: it comes in {{}} parts"
            yield Note("table.parted", said.format(len(self.parts)), table.origin)
        if not self.holds:
            yield Note("table.broken", "a number in a table is wider than the page", table.origin)


@dataclass(slots=True)
class _Column:
    """What a column asks for, in ems: at least, and for its longest line."""

    least: float = 0.5
    asked: float = 0.5

    def comfort(self) -> float:
        """What it should not go below while there is another way."""
        return min(self.asked, max(self.least, _COMFORT))


_COMFORT = 7.0  # em: two or three words of prose a line
_LONGEST_ASK = 22.0  # em: what is left over goes to those who ask for more
_NOT_A_LINE = 8.0  # em: a list, a picture
_MOST_PARTED = 63  # columns of a part: Word's limit
_TALLEST_WHOLE = 12  # lines: a quarter of a page
_TALLEST_HEAD = 18  # lines: half a page on its side
_FILLED = 0.85  # of a line's width, on average, in a column
_LINES_OF_A_PICTURE = 6
_NESTED = 30  # points that a quote or a list takes of the measure
_INNER_GAP = 1.5  # em between the columns of a table in a cell
_INNER_SIZE = 9  # points
_SMALL = 0.3  # of the text: a table in a cell that asks for less finds it. # guess
_SHARES = 32
_FIRST_SHARE = 0.4  # of the page: a first column that takes more is not repeated


def fit(grid: Grid, room: Room, steps: Sequence[Step]) -> Fit:
    """The first step at which the table is comfortable, else the first that holds its words.

    What not even the last step holds comes in parts. `steps` go from the best to the last resort.
    """
    columns = _columns(grid, room)
    whole = tuple(range(grid.width))
    known = [step for step in steps if room.of(step)]
    for ask in (_Column.comfort, lambda column: column.least):
        for step in known:
            needs = [ask(column) * step.size * room.scale for column in columns]
            fits = sum(needs) + step.gap * (grid.width - 1) <= room.of(step)
            if fits and grid.width <= _MOST_PARTED:
                return Fit(step, (whole,), (_widths(columns, room, step, whole),))
    step = known[-1]
    parts = _parts(columns, room, step, repeated=not grid.figures & {0})
    widths = tuple(_widths(columns, room, step, part) for part in parts)
    spare = room.of(step)
    holds = all(columns[at].least * step.size * room.scale <= spare for at in whole)
    return Fit(step, parts, widths, holds=holds)


def part_of(grid: Grid, columns: tuple[int, ...], *, again: bool = False) -> Grid:
    """The grid with these columns alone: cells that span more are there with what is left.

    With `again`, cells that an earlier part has shown come without their notes.
    """
    if len(columns) == grid.width:
        return grid
    at = {column: index for index, column in enumerate(columns)}
    own = next(b for a, b in pairwise((-1, *columns)) if b > a + 1) if again else 0

    def row(places: Row) -> Row:
        kept: list[PlacedCell] = []
        for place in places:
            covered = range(place.column, place.column + place.cell.columns)
            cell = place.cell
            if place.column < own:
                cell = replace(cell, blocks=_without_notes(cell.blocks))
            runs = _runs([at[column] for column in covered if column in at])
            kept += [PlacedCell(replace(cell, columns=len(run)), run[0]) for run in runs]
        return tuple(sorted(kept, key=lambda place: place.column))

    figures = frozenset(at[column] for column in grid.figures if column in at)
    return Grid(tuple(map(row, grid.head)), tuple(map(row, grid.body)), len(columns), figures)


def _without_notes(blocks: Blocks) -> Blocks:
    return mapped(blocks, lambda each: rebuilt(each, inlines=without_notes, blocks=_without_notes))


def _runs(numbers: list[int]) -> list[list[int]]:
    """Numbers that follow one another, together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _parts(
    columns: Sequence[_Column], room: Room, step: Step, *, repeated: bool
) -> tuple[tuple[int, ...], ...]:
    """The columns by parts that the step holds, each with at least one of its own."""
    needs = [column.least * step.size * room.scale + step.gap for column in columns]
    spare = room.of(step) + step.gap
    first = (0,) if repeated and needs[0] <= spare * _FIRST_SHARE else ()
    left = spare - sum(needs[at] for at in first)
    parts = _cut(needs, len(first), left)
    for share in range(1, _SHARES):  # as even as they can be: no part of one column at the end
        even = left * share / _SHARES
        if max(needs[len(first) :], default=0) <= even:
            tried = _cut(needs, len(first), even)
            if len(tried) == len(parts):
                parts = tried
                break
    return tuple((*first, *part) for part in parts)


def _cut(needs: Sequence[float], first: int, left: float) -> list[list[int]]:
    """The columns from `first` on, in parts that need no more than what is left beside those."""
    parts: list[list[int]] = [[]]
    used = 0.0
    for at in range(first, len(needs)):
        own = parts[-1]
        if own and (used + needs[at] > left or len(own) + first >= _MOST_PARTED):
            parts.append([])
            used = 0.0
        parts[-1].append(at)
        used += needs[at]
    return parts


def _widths(
    columns: Sequence[_Column], room: Room, step: Step, part: tuple[int, ...]
) -> tuple[float, ...]:
    """The width of each column, gaps included, where they cannot all have what they ask for."""
    size = step.size * room.scale
    spare = room.of(step) - step.gap * (len(part) - 1)
    asked = [columns[at].asked * size for at in part]
    if sum(asked) <= spare:
        return ()
    least = [columns[at].least * size for at in part]
    capped = [
        max(low, min(ask, _LONGEST_ASK * size)) for low, ask in zip(least, asked, strict=True)
    ]
    short = [min(columns[at].comfort() * size, high) for at, high in zip(part, capped, strict=True)]
    for low, high in pairwise((least, short, capped, asked)):
        if spare <= sum(high):
            more = max(sum(high) - sum(low), 1)
            share = max(spare - sum(low), 0) / more
            made = [a + (b - a) * share for a, b in zip(low, high, strict=True)]
            break
    scale = min(1, spare / sum(made))
    gaps = [step.gap] * (len(part) - 1) + [0]
    return tuple(width * scale + gap for width, gap in zip(made, gaps, strict=True))


def natural_widths(grid: Grid, room: Room, step: Step) -> tuple[float, ...]:
    """What the columns ask for, in points, gaps included."""
    columns = _columns(grid, room)
    gaps = [step.gap] * (len(columns) - 1) + [0]
    size = step.size * room.scale
    return tuple(column.asked * size + gap for column, gap in zip(columns, gaps, strict=True))


def shares(grid: Grid, room: Room) -> tuple[float, ...]:
    """The columns of a table in another one's cell, in ems; empty for a small one, set as it comes.

    The cell asks for their sum, so that the inner table is no wider than its cell.
    """
    columns = _columns(grid, room)
    asked = sum(column.asked + _INNER_GAP for column in columns)
    small = asked * _INNER_SIZE * room.scale <= room.text * _SMALL
    return () if small else tuple(column.comfort() + _INNER_GAP for column in columns)


def is_tall(row: Row, widths: Sequence[float], size: float) -> bool:
    """Whether a row is so high that a page may end inside it. No widths: lines are as they come."""
    return any(_lines(place, widths, size) > _TALLEST_WHOLE for place in row)


def is_long_head(grid: Grid, widths: Sequence[float], size: float) -> bool:
    """Whether the head leaves a page no room for rows: then it stands once only."""
    tallest = [max((_lines(place, widths, size) for place in row), default=1) for row in grid.head]
    return sum(tallest) > _TALLEST_HEAD


def _lines(place: PlacedCell, widths: Sequence[float], size: float) -> float:
    covered = range(place.column, place.column + place.cell.columns)
    width = sum(widths[at] for at in covered) * _FILLED if widths else inf
    text = text_of_blocks(place.cell.blocks)
    lines = sum(max(ceil(ems(line) * size / width), 1) for line in text.split("\n"))
    others = sum(not is_line(block) for block in place.cell.blocks)
    return (lines + others * _LINES_OF_A_PICTURE) / place.cell.rows


# What words ask for


def _columns(grid: Grid, room: Room) -> list[_Column]:
    columns = [_Column() for _ in range(grid.width)]
    spanning = []
    bold = [True] * len(grid.head) + [False] * len(grid.body)
    for row, in_head in zip((*grid.head, *grid.body), bold, strict=True):
        for place in row:
            asks = _asks(place, room, bold=in_head or place.cell.header)
            if place.cell.columns == 1:
                column = columns[place.column]
                column.least = max(column.least, asks.least)
                column.asked = max(column.asked, asks.asked)
            else:
                spanning.append((place, asks))
    for place, asks in spanning:
        covered = columns[place.column : place.column + place.cell.columns]
        lacks = (asks.least - sum(column.least for column in covered)) / len(covered)
        for column in covered:
            column.least += max(lacks, 0)
            column.asked = max(column.asked, column.least)
    return columns


def _asks(place: PlacedCell, room: Room, *, bold: bool) -> _Column:
    text = text_of_blocks(place.cell.blocks)
    least = max((_least(word, room.longest, room.gaps) for word in _BLANK.split(text)), default=0.0)
    asked = max((ems(line) for line in text.splitlines()), default=0.0)
    if not all(map(is_line, place.cell.blocks)):
        least, asked = max(least + 2, _NOT_A_LINE), asked + 3
    for inner in (block for block in place.cell.blocks if isinstance(block, Table)):
        columns = _columns(regular(inner), room)
        least = max(least, sum(column.comfort() + _INNER_GAP for column in columns))
        asked = max(asked, sum(column.asked + _INNER_GAP for column in columns))
    if _has_code(place.cell.blocks):
        words = _BLANK.split(text)
        parts = [part for word in words for part in (pieces(word) if verbatim(word) else [word])]
        least = max(least, max(map(len, parts), default=0) * _MONO)
        asked = max(asked, max(map(len, text.splitlines()), default=0) * _MONO)
    if bold:
        least, asked = least * _BOLD, asked * _BOLD
    return _Column(max(least, 0.5), max(asked, least, 0.5))


def _has_code(nodes: Inlines | Blocks) -> bool:
    """Whether words of a program stand among others: their face is wider."""
    for node in nodes:
        inlines, blocks = contents_of(node)
        if isinstance(node, Code) or _has_code(inlines) or _has_code(blocks):
            return True
    return False


_BLANK = re.compile("[ \t\n\u200b\u3000]+")
_DIGIT = re.compile(r"\d")
_OWN_BREAKS = re.compile(r"(?<=[/?-])")
_INSIDE = re.compile(r"(?<=[^\W\d_][-/–—])(?=[^\W\d_])|(?<=[\u2e80-\ud7ff])|(?=[\u2e80-\ud7ff])")


@lru_cache(maxsize=8_000)
def _least(word: str, longest: int, gaps: bool) -> float:
    """The width of the longest piece of a word that no line may break."""
    if verbatim(word):
        parts = pieces(word) if gaps else [part[:longest] for part in _OWN_BREAKS.split(word)]
        return max(map(ems, parts))
    return max(
        ems(piece) if _DIGIT.search(piece) else ems(piece[:longest])
        for piece in _INSIDE.split(word)
    )


_WIDTHS = {
    **dict.fromkeys("ijl.,:;'’|! \u00a0\u202f\u2009", 0.27),
    **dict.fromkeys("tfrI()[]-/\u2011", 0.36),
    **dict.fromkeys("mw", 0.83),
    **dict.fromkeys("MW@%‰—…", 0.88),
    **dict.fromkeys("0123456789", 0.51),
}
_BOLD = 1.1
_USUAL, _CAPITAL, _TALLER, _SQUARE, _MONO = 0.56, 0.66, 0.68, 1.0, 0.53


@lru_cache(maxsize=8_000)
def ems(text: str) -> float:
    """About how wide a text is in type of a size of 1."""
    return sum(map(_width, text))


@lru_cache(maxsize=2_000)
def _width(char: str) -> float:
    known = _WIDTHS.get(char)
    if known is not None:
        return known
    if category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if east_asian_width(char) in {"W", "F"}:
        return _SQUARE
    if char.isupper():
        return _CAPITAL
    return _TALLER if "\u0900" <= char <= "\u109f" else _USUAL
