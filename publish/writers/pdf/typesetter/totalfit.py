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

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeAlias

__all__ = ["COMPOUND", "DASH", "HYPHEN", "Place", "balance", "fitting", "justify", "ragged"]

HYPHEN = 60
"""Penalty of a hyphen that is added."""
COMPOUND = 120
"""The same in a word that has a hyphen of its own."""
DASH = 15
"""Penalty of a break after a dash that stands in the text."""

_LINE = 10  # badness of any line: fewer lines win ties
_SECOND, _THIRD = 1_000, 10_000  # hyphens on two, on three lines in a row
_LAST_BUT_ONE = 60  # a hyphen before the last line
_RUNT, _RUNT_SHARE = 2_000, 0.12  # a last line of one short word, or of so little of the measure
_LONE = 60  # a last line of one longer word
_BANNED = 10_000  # a hyphen where there must be none, and nothing else is left
_SERIOUS = 1_000.0**2  # cost of two hyphens in a row: worth a look for something looser
_NO_SPACES = 0.3  # spaces that a line of one word is taken to have: its letters give a little


@dataclass(slots=True, eq=False)
class Place:
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
    hyphens=2,
    steps=4,
    offset=0,
    moves=_by_steps(6, 30),
    passes=((False, 1), (True, 1.4), (True, 3), (True, inf)),
)


def justify(
    places: Sequence[Place],
    widths: float | list[float],
    space: float,
    indent: float = 0,
    banned: Collection[int] = (),
    *,
    expand: bool = True,
) -> list[int] | None:
    """The indexes of the places where lines should end, all filled but the last.

    `widths`: the measure, or a list of them, one a line, the last for all that follow. `space`:
    the width of a space. `banned`: numbers, from 1, of lines that should not end with a hyphen.
    None where a word is wider than the measure.
    """
    return _best(places, widths, space, indent, banned, _JUSTIFIED if expand else _RIGID)


def ragged(
    places: Sequence[Place],
    widths: float | list[float],
    space: float,
    indent: float = 0,
    banned: Collection[int] = (),
) -> list[int] | None:
    """The same for lines that are left as they are: a quiet edge, few hyphens, no staircases."""
    return _best(places, widths, space, indent, banned, _RAGGED)


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

    widths: float | list[float]
    stretch: float  # width of a space at r = 1, beyond its own
    shrink: float
    manner: _Manner
    hyphens: bool
    loosest: float
    banned: Collection[int]
    lines: int  # from this line on the number no longer matters
    last: Place


def _best(
    places: Sequence[Place],
    widths: float | list[float],
    space: float,
    indent: float,
    banned: Collection[int],
    manner: _Manner,
) -> list[int] | None:
    """Pass after pass until one succeeds; what has a serious fault waits for a cheaper one."""
    lines = max(len(widths) - 1 if isinstance(widths, list) else 0, *banned, 0)
    stretch, shrink = space * manner.stretch, space * manner.shrink
    found: _Node | None = None
    for hyphens, loosest in manner.passes:
        if found and loosest == inf:
            break
        node = _cheapest(
            places,
            indent,
            _Measure(widths, stretch, shrink, manner, hyphens, loosest, banned, lines, places[-1]),
        )
        if node and (not found or node[0] < found[0]):
            found = node
        if found and found[0] < _SERIOUS:
            break
    result = []
    while found and found[6]:
        result.append(found[7])
        found = found[6]
    return result[::-1] or None


def _cheapest(places: Sequence[Place], indent: float, measure: _Measure) -> _Node | None:
    """The cheapest way to the last place, or None."""
    first = places[0]
    start = first.start + first.left - indent
    before_first = len(measure.manner.moves) - 1
    active: list[_Node] = [(0, start, first.spaces_start, before_first, 0, 0, None, 0)]
    hyphens = measure.hyphens
    found: list[_Node] = []
    for index in range(1, len(places)):
        place = places[index]
        if hyphens or not place.hyphen:
            found = _ways(place, index, places, active, measure)
            active += found
            if not active:
                return None
    return min(found, default=None)


def _ways(
    place: Place, index: int, places: Sequence[Place], active: list[_Node], measure: _Measure
) -> list[_Node]:
    """The cheapest ways to end a line at `place`, one of each state; forgets starts too far back.

    Nodes are in the order of their x, so where a line is too loose those of later starts are too.
    """
    widths, stretch, shrink, manner, _, loosest, banned, lines, last = measure
    _, _, expand, share, hyphens, steps, offset, moves, _ = manner
    varied, width = (True, 0.0) if isinstance(widths, list) else (False, widths)
    end, end_spaces = place.end + place.hyphen - place.right, place.spaces_end
    dash, is_last = place.dash, place is last
    top = len(moves[0]) - 1
    ending = _LINE + place.penalty * hyphens
    found: dict[tuple[int, int, int], _Node] = {}
    dropped = 0
    for node in active:
        cost, start, spaces_before, state, row, line, _, start_index = node
        if varied:
            assert isinstance(widths, list)
            width = widths[line if line < len(widths) else -1]
        natural = end - start
        spaces = end_spaces - spaces_before or _NO_SPACES
        delta, r = width - natural, 0.0
        glyphs, bad = natural * expand, ending
        if delta < 0:
            r = delta / (spaces * shrink + glyphs or 1e-9)
            if r < -1.000001:
                dropped += node is active[dropped]
                continue
            bad -= 100 * r * r * r
        elif not is_last:
            gaps = spaces * stretch + share * width
            r = delta / (gaps + glyphs)
            if r > 1:
                r = (delta - glyphs) / gaps
            if r > loosest:
                if varied:
                    continue
                break
            bad += 100 * r * r * r if r < 1 else 300 * r - 200
        if is_last:
            bad += _last_line(places[start_index], natural < width * _RUNT_SHARE, row, end_spaces)
        else:
            if dash:
                if line + 1 in banned:
                    if loosest < inf:
                        continue
                    bad += _BANNED
                if row:
                    bad += _SECOND if row == 1 else _THIRD
            step = int(r * steps + offset)
            state, penalty = moves[state][step if step < top else top]
            bad += penalty
        cost += bad * bad
        row = (2 if row else 1) if dash else 0
        line = line + 1 if line < lines else lines
        key = line, state, row
        if key not in found or cost < found[key][0]:
            found[key] = (
                cost,
                place.start + place.left,
                place.spaces_start,
                state,
                row,
                line,
                node,
                index,
            )
    del active[:dropped]
    return list(found.values())


def _last_line(start: Place, short: bool, row: int, spaces: int) -> float:
    """Penalty of the last line, by where it starts."""
    if not start.spaces_start:
        return 0
    penalty = _LAST_BUT_ONE if row else 0
    if start.runt or short:
        return penalty + _RUNT
    return penalty + (_LONE if spaces == start.spaces_start else 0)


# Titles

_CLINGING = 0.1  # of the measure squared, for each unit of `Place.clings`
_SOLITARY = 1.0  # the same for a last line of one short word
_WHITE_BELOW = 0.9  # of two ways to be uneven, the longer line should stand above


def balance(places: Sequence[Place], width: float) -> list[int] | None:
    """The fewest lines, as even as they can be, without hyphens; None where a word is too wide.

    Weighs evenness against small words at line ends (`Place.clings`) and against a last line of
    one short word; hanging punctuation is left out of account.
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
