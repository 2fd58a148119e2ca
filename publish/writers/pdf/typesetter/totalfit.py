"""Where the lines of a paragraph end: all of them chosen at once, and no layout engine known.

A paragraph is a list of places where a line may end: the first is its start, the last its end. All
x are running widths of the text set on one endless line, in any unit, the same for all. What a line
must stretch to fill its measure is `r`: 0 as it is, 1 where spaces and glyphs have got what they
should at most get, -1 where they have given all they have. Each line has a badness, of r and of how
it ends; the cheapest lines are those whose squares of badness add up to least.

Source: Knuth and Plass, Breaking Paragraphs into Lines, 1981; glyphs that stretch from pdfTeX. The
constants were tuned on the texts of docs/typesetting.md, by benchmarks/typesetting.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeAlias

HYPHEN = 15
"""Penalty of a hyphen that is added."""
COMPOUND = 40
"""The same in a word that has a hyphen of its own."""
DASH = 10
"""Penalty of a break after a dash that stands in the text."""

_LOOSE, _TAIL = 300, 350  # badness beyond r = 1: where it begins, and of its root
_LINE = 10  # badness of any line: fewer lines win ties
_IN_A_ROW = 0, 800, 8_000  # a hyphen after so many lines with one
_PAIR = 2  # hyphens in a row: more are not counted
_LAST_BUT_ONE = 60  # a hyphen before the last line
_RUNT, _RUNT_SHARE = 4_000, 0.12  # a last line of one short word, or of so little of the measure
_LONE = 60  # a last line of one longer word
_BANNED = 1e6  # a hyphen where there must be none: only where nothing else is left
_TIGHTEST = -1.000001  # r; a little more than -1, for sums of fractions
_TOO_LOOSE = 12  # r: no serious fault is worth more than this
_NOTHING = 1e-9  # instead of nothing to divide by
_NO_SPACES = 0.3  # spaces that a line of one word is taken to have: its letters give a little


@dataclass(slots=True, eq=False)
class Breakpoint:
    """One place where a line may end and the next one start.

    `end` is x of the line's end, `start` that of the next line's start, both with the number of
    spaces up to there. `hyphen` is the width of the one that is added, `dash` says that the line
    ends with a hyphen, added or not. `left` and `right` hang out of the measure if a line starts
    or ends here. `runt`: one short word follows, the last. `clings`: a title should not break here.
    """

    end: float
    start: float
    spaces_end: int
    spaces_start: int
    penalty: float = 0
    hyphen: float = 0
    left: float = 0
    right: float = 0
    dash: bool = False
    runt: bool = False
    clings: float = 0


class _Manner(NamedTuple):
    """How lines may stretch, and how they should follow one another.

    A line's class is `r * steps + offset` without its fraction. `moves` has, of each state and
    class, the state after the line and the penalty; the last state is that before the first line.
    """

    stretch: float  # of a space, at r = 1
    shrink: float  # of a space, at r = -1
    expand: float  # of the glyphs, at r = 1 and beyond, and at r = -1
    white: float  # of the measure, at r = 1: left free
    hyphens: float  # what hyphens cost, against justified text
    steps: float
    offset: float
    moves: tuple[tuple[tuple[int, float], ...], ...]
    passes: tuple[tuple[bool, float], ...]  # hyphens?, loosest r: the first that succeeds


def _by_tightness(penalty: float) -> tuple[tuple[tuple[int, float], ...], ...]:
    """Four classes from tight to gaping, each a state; neighbours should differ by one at most."""
    rows = [tuple((to, penalty * (abs(to - of) > 1)) for to in range(4)) for of in range(4)]
    return (*rows, tuple((to, 0.0) for to in range(4)))


def _by_steps(count: int, penalty: float) -> tuple[tuple[tuple[int, float], ...], ...]:
    """A state is a class and whether the line was shorter, like or longer than that before.

    Three lines that grow, or shrink, make a staircase.
    """
    rows = []
    for state in range(3 * count):
        of, way = divmod(state, 3)
        ways = [(to, (to > of) - (to < of) + 1) for to in range(count)]
        rows.append(tuple((3 * to + w, penalty * (w == way and w != 1)) for to, w in ways))
    return (*rows, tuple((3 * to + 1, 0.0) for to in range(count)))


_JUSTIFIED = _Manner(
    stretch=0.5,
    shrink=0.25,  # no space under .75 of the font's
    expand=0.02,  # not seen; without it lines are half as good
    white=0,
    hyphens=1,
    steps=1,
    offset=1.5,
    moves=_by_tightness(40),
    passes=((False, 0.8), (True, 1.6), (True, 4), (True, 12), (True, 40), (True, inf)),
)
_RIGID = _JUSTIFIED._replace(expand=0)
_RAGGED = _Manner(
    stretch=0,
    shrink=0,
    expand=0,
    white=0.15,
    hyphens=8,
    steps=4,
    offset=0,
    moves=_by_steps(6, 80),
    passes=((False, 1), (True, 1.4), (True, 3), (True, inf)),
)


def justify(
    places: Sequence[Breakpoint],
    widths: float | list[float],
    space: float,
    indent: float = 0,
    banned: Collection[int] = (),
    *,
    expand: bool = True,
    hyphens: bool = True,
) -> list[int] | None:
    """The indexes of the places where lines should end, all filled but the last.

    `widths`: the measure, or a list of them, one a line, the last for all that follow. `space`:
    the width of a space. `banned`: numbers, from 1, of lines that should not end with a hyphen.
    None where a word is wider than the measure. Without `hyphens` the first pass is all: None too
    where the others, with the places for hyphens that may be left out here, might find better.
    """
    manner = _JUSTIFIED if expand else _RIGID
    return _best(places, widths, space, indent, banned, manner, hyphens=hyphens)


def ragged(
    places: Sequence[Breakpoint],
    widths: float | list[float],
    space: float,
    indent: float = 0,
    banned: Collection[int] = (),
    *,
    hyphens: bool = True,
) -> list[int] | None:
    """The same for lines that are left as they are: a quiet edge, few hyphens, no staircases."""
    return _best(places, widths, space, indent, banned, _RAGGED, hyphens=hyphens)


def is_one_line(
    places: Sequence[Breakpoint], widths: float | list[float], indent: float = 0
) -> bool:
    """Whether one line has room for all: any lines more would cost more."""
    width = widths[0] if isinstance(widths, list) else widths
    first, last = places[0], places[-1]
    return last.end - last.right - (first.start + first.left - indent) <= width


def fitting(
    room: float, natural: float, spaces: int, space: float, *, expand: bool = True
) -> tuple[float, float]:
    """A factor for the glyphs and a width for each space that together make a line fill `room`.

    The spaces grow with the glyphs, and then by the width: natural * factor + spaces * width is
    room. A line without spaces has only its glyphs to give.
    """
    manner = _JUSTIFIED if expand else _RIGID
    delta = room - natural
    limit = natural * manner.expand
    share = spaces * space * (manner.stretch if delta > 0 else manner.shrink) + limit
    if share <= 0:
        return 1, delta / spaces if spaces else 0
    glyphs = limit * max(-1, min(1, delta / share))
    return 1 + glyphs / natural, (delta - glyphs) / spaces if spaces else 0


# The programme. A node is a way to get to a place: its cost, x and spaces where the next line
# starts, the state there, hyphens in a row, lines so far, the node before, the place's index.

_Node: TypeAlias = "tuple[float, float, int, int, int, int, _Node | None, int]"


class _Measure(NamedTuple):
    """What is the same for all lines of one pass."""

    width: float
    widths: Sequence[float]  # of each line where they differ, else empty
    lines: int  # from this line on its number no longer matters
    stretch: float  # of a space at r = 1, in the unit of x
    shrink: float
    manner: _Manner
    loosest: float
    banned: Collection[int]


def _best(
    places: Sequence[Breakpoint],
    widths: float | list[float],
    space: float,
    indent: float,
    banned: Collection[int],
    manner: _Manner,
    *,
    hyphens: bool,
) -> list[int] | None:
    """Pass after pass until one succeeds; lines with a serious fault wait for cheaper ones."""
    several = widths if isinstance(widths, list) else []
    width = widths if isinstance(widths, (int, float)) else widths[0]
    lines = max(len(several) - 1, 0, *banned)
    spaces = space * manner.stretch, space * manner.shrink
    best: _Node | None = None
    for added, loosest in manner.passes:
        if best and loosest > _TOO_LOOSE:
            break
        measure = _Measure(width, several, lines, *spaces, manner, loosest, banned)
        found = _cheapest(places, indent, measure, hyphens=added)
        if found and (not best or found[0] < best[0]):
            best = found
        if best and not _has_fault(best, places):
            break
        if not hyphens:
            return None
    result = []
    while best and best[6]:
        result.append(best[7])
        best = best[6]
    return result[::-1] or None


def _has_fault(node: _Node, places: Sequence[Breakpoint]) -> bool:
    """Whether lines have two hyphens in a row or leave one short word: looser ones may not."""
    before: _Node | None = node[6]
    if before and before[7] and places[before[7]].runt:
        return True
    while before and before[4] < _PAIR:
        before = before[6]
    return before is not None


def _cheapest(
    places: Sequence[Breakpoint], indent: float, measure: _Measure, *, hyphens: bool
) -> _Node | None:
    """The cheapest way to the last place, or None."""
    first, last = places[0], len(places) - 1
    x, state = first.start + first.left - indent, len(measure.manner.moves) - 1
    active: list[_Node] = [(0, x, first.spaces_start, state, 0, 0, None, 0)]
    for index in range(1, last):
        place = places[index]
        if hyphens or not place.hyphen:
            active += _ways(place, index, active, measure)
            if not active:
                return None
    return _finished(places, active, measure)


def _ways(place: Breakpoint, index: int, active: list[_Node], measure: _Measure) -> Iterable[_Node]:
    """The cheapest ways to end a line at `place`, one of each state; forgets starts too far back.

    Nodes stand in the order of their x, so where a line is too loose those of later starts are too.
    """
    width, widths, lines, stretch, shrink, manner, loosest, banned = measure
    _, _, expand, white, hyphens, steps, offset, moves, _ = manner
    end, end_spaces, dash = place.end + place.hyphen - place.right, place.spaces_end, place.dash
    ending, top = _LINE + place.penalty * hyphens, len(moves[0]) - 1
    found: dict[tuple[int, int, int], _Node] = {}
    dropped = 0
    for node in active:
        cost, start, spaces, state, row, line, _, _ = node
        if widths:
            width = widths[line] if line < len(widths) else widths[-1]
        natural, gaps = end - start, end_spaces - spaces or _NO_SPACES
        delta, glyphs = width - natural, natural * expand
        if delta < 0:
            r = delta / (gaps * shrink + glyphs or _NOTHING)
            if r < _TIGHTEST:
                dropped += node is active[dropped]
                continue
            bad = ending - 100 * r * r * r
        else:
            most = gaps * stretch + white * width
            r = delta / (most + glyphs)
            if r > 1:
                r = (delta - glyphs) / most
            if r > loosest:
                if widths:
                    continue
                break
            # Cubic as in TeX up to 1. Looser is seen at once, but one gap must not outweigh all.
            bad = ending + (100 * r * r * r if r < 1 else _LOOSE + _TAIL * (r - 1) ** 0.5)
        if dash:
            if line + 1 in banned:
                if loosest < inf:
                    continue
                bad += _BANNED
            bad += _IN_A_ROW[row]
            row = row + 1 if row < _PAIR else _PAIR
        else:
            row = 0
        step = int(r * steps + offset)
        state, penalty = moves[state][step if step < top else top]
        cost += (bad + penalty) ** 2
        line = line + 1 if line < lines else lines
        key = line, state, row
        if key not in found or cost < found[key][0]:
            x = place.start + place.left
            found[key] = (cost, x, place.spaces_start, state, row, line, node, index)
    del active[:dropped]
    return found.values()


def _finished(places: Sequence[Breakpoint], active: list[_Node], measure: _Measure) -> _Node | None:
    """The cheapest way to the end, or None: the last line is not stretched."""
    width, widths, _, _, shrink, manner, _, _ = measure
    last = places[-1]
    best: _Node | None = None
    for node in active:
        cost, start, spaces, state, row, line, _, index = node
        if widths:
            width = widths[line] if line < len(widths) else widths[-1]
        natural, gaps = last.end - last.right - start, last.spaces_end - spaces
        r = min(0, width - natural) / (
            (gaps or _NO_SPACES) * shrink + natural * manner.expand or _NOTHING
        )
        if r < _TIGHTEST:
            continue
        bad = _LINE - 100 * r * r * r
        if index:
            bad += _LAST_BUT_ONE if row else 0
            if places[index].runt or natural < width * _RUNT_SHARE:
                bad += _RUNT
            elif not gaps:
                bad += _LONE
        cost += bad * bad
        if best is None or cost < best[0]:
            best = cost, last.end, last.spaces_end, state, 0, line, node, len(places) - 1
    return best


# Titles

_CLINGING = 0.1  # of the measure squared, for each unit of `Breakpoint.clings`
_SOLITARY = 1.0  # the same for a last line of one short word
_WHITE_BELOW = 0.9  # of two ways to be uneven, the longer line should stand above


def balance(places: Sequence[Breakpoint], width: float) -> list[int] | None:
    """The fewest lines, as even as they can be, without hyphens; None where a word is too wide.

    Weighs evenness against small words at line ends (`Breakpoint.clings`) and against a last line
    of one short word; hanging punctuation is left out of account.
    """
    final = len(places) - 1
    best: list[dict[int, tuple[float, int]]] = [{} for _ in places]  # {lines: (cost, place before)}
    best[0][0] = 0, 0
    for j in range(1, final + 1):
        end = places[j]
        if end.hyphen:
            continue
        ending = 0 if j == final else (end.clings * _CLINGING + (end.dash and _CLINGING)) * width**2
        for i in range(j - 1, -1, -1):
            slack = width - (end.end - places[i].start)
            if slack < 0:
                break
            price = ending + slack * slack * (_WHITE_BELOW if j == final else 1)
            if j == final and i and places[i].runt:
                price += _SOLITARY * width**2
            for lines, (cost, _) in best[i].items():
                if lines + 1 not in best[j] or cost + price < best[j][lines + 1][0]:
                    best[j][lines + 1] = cost + price, i
    if not best[final]:
        return None
    lines, result = min(best[final]), [final]
    while lines > 1:
        result.append(best[result[-1]][lines][1])
        lines -= 1
    return result[::-1]
