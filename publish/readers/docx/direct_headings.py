"""Headings of those who know no styles: bold or larger lines that stand alone, again and again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 100  # characters. # guess: headlines inside an article have up to 70
_MOST_SHARE = 0.34  # of the paragraphs with words: where more are bold, bold says nothing
_LARGER = 3  # half points above the text's: 11 and 12 pt may stand in one text
_DEEPEST = 6
_ENDS = re.compile(r"[.,;:…。，；：،؛]['\"”’»)\]]*$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it looks: its words, whether all of them are bold, their size in half points.

    `size` is 0 where it is mixed. `plain` is one of running text: no heading, list or cell, and
    without a picture. `level` is that of a heading by its style, else 0.
    """

    text: str
    bold: bool = False
    size: int = 0
    plain: bool = True
    level: int = 0


def direct_headings(lines: Sequence[Line]) -> dict[int, int]:
    """The lines that are headings by their look alone, with their levels, by index.

    A whole line without a full stop, bold or larger than the text, that text follows, and as others
    in the document are: one alone is no habit.
    """
    said = [index for index, line in enumerate(lines) if line.text.strip()]
    if not said:
        return {}
    size = _usual(lines, said)
    bold = sum(len(lines[at].text) for at in said if lines[at].bold)
    if bold > sum(len(lines[at].text) for at in said) / 2:
        return {}
    habits: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for place, at in enumerate(said):
        behind = said[place + 1] if place + 1 < len(said) else None
        if behind is not None and _stands_out(lines[at], size):
            habits[max(lines[at].size - size, 0), lines[at].bold].append(at)
    found = {habit: kept for habit, each in habits.items() if (kept := _alone(each, said, lines))}
    found = {habit: each for habit, each in found.items() if len(each) > 1}
    if sum(map(len, found.values())) > _MOST_SHARE * len(said):
        return {}
    above = max((line.level for line in lines), default=0)
    ranks = sorted(found, reverse=True)
    return {
        at: min(above + rank, _DEEPEST)
        for rank, habit in enumerate(ranks, 1)
        for at in found[habit]
    }


def _usual(lines: Sequence[Line], said: Sequence[int]) -> int:
    """The size of most of the text."""
    sizes: Counter[int] = Counter()
    for at in said:
        if lines[at].size:
            sizes[lines[at].size] += len(lines[at].text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0)


def _stands_out(line: Line, size: int) -> bool:
    text = line.text.strip()
    if not line.plain or "\n" in text or len(text) > _LONGEST:
        return False
    if _ENDS.search(text) or not _LETTER.search(text):
        return False
    return line.bold or bool(size and line.size >= size + _LARGER)


def _alone(found: Sequence[int], said: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """Those that other text follows, not one more of the same."""
    place = {at: index for index, at in enumerate(said)}
    same = frozenset(found)
    return [
        at for at in found if said[place[at] + 1] not in same and _is_text(lines, said, place, at)
    ]


def _is_text(lines: Sequence[Line], said: Sequence[int], place: dict[int, int], at: int) -> bool:
    """Whether what follows is more than a line of the same length."""
    behind = lines[said[place[at] + 1]]
    return not behind.bold or bool(behind.level) or not behind.plain
