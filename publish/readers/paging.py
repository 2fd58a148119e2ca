"""What a text copied from a PDF has of its pages: their numbers and running heads.

They stand in the middle of sentences, where no author puts a line of his own. What goes is named in
a note, with its line.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from publish.model.article import Note
from publish.model.tree import Origin
from publish.readers.wrapping import Stretch, run_on

__all__ = ["without_pages"]

_PAGE = "page|seite|página|pagina|strana|stran|strona|sida|side|oldal|sayfa|страница|стр|pg|p|s"
_NUMBER = re.compile(
    rf"[-–—\[(|·\s]*+(?:(?:{_PAGE})\.?\s*+)?(\d{{1,4}}+)(?:\s*+(?:/|of|von|de|di|z|из|av|van)\s*+\d{{1,4}})?"
    rf"[-–—\])|·\s]*+|(\d{{1,4}})(?:\s*+[|·])?\s*+(?:{_PAGE})",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:(\d{1,4})[\s|·–—-]+)?(\S.{0,60}?)(?:[\s|·–—-]+(\d{1,4}))?")
_ENDS = tuple('.!?…:;。！？؟۔।"”’»)')
_FEWEST_WORDS = 8  # of the paragraph that is torn in two; that many lines tell as much as all
_FEWEST_LETTERS = 16  # where words are not divided
_LONGEST = 70  # characters of a line of a page
_OF_A_BOOK = 36  # characters of the lines around a head; those of verse are shorter. # guess
_LONGEST_NOTE = 1_000  # characters


class _Mark(NamedTuple):
    """A line that may belong to a page: where it stands, its words without number, its number."""

    group: int
    line: int
    words: str
    number: int


class _Groups:
    """Groups of lines, and of each the nearest ones that are more than a line of a page."""

    def __init__(self, groups: Sequence[Sequence[Stretch]], marks: Sequence[_Mark]) -> None:
        self.all = groups
        counted = Counter(line.text.strip() for group in groups for line in group)
        self._repeated = {text for text, count in counted.items() if count > 1}
        self._ends: dict[int, tuple[Sequence[int], Sequence[int]]] = {}
        alone = {mark.group for mark in marks if len(groups[mark.group]) == 1}
        self._above = [*_last_kept(range(len(groups)), alone)]
        self._below = [*_last_kept(range(len(groups) - 1, -1, -1), alone)][::-1]

    def before(self, mark: _Mark) -> Sequence[Stretch]:
        """The nearest lines before one in its group, or those of the nearest group above."""
        above = self._above[mark.group]
        return self._last(mark.group, mark.line) or (
            self._last(above, len(self.all[above])) if above >= 0 else ()
        )

    def behind(self, mark: _Mark) -> Sequence[Stretch]:
        """The nearest lines behind one in its group, or those of the nearest group below."""
        below = self._below[mark.group]
        return self._first(mark.group, mark.line + 1) or (
            self._first(below, 0) if below >= 0 else ()
        )

    def beside(self, mark: _Mark) -> Iterator[_Mark]:
        """Lines right above and below one that stand in the text more than once."""
        lines = self.all[mark.group]
        for group, at in ((mark.group, mark.line - 1), (mark.group, mark.line + 1)):
            if at < 0 and group:
                group, at = group - 1, len(self.all[group - 1]) - 1
            elif at == len(lines) and group + 1 < len(self.all):
                group, at = group + 1, 0
            if 0 <= at < len(self.all[group]) and self._is_head(self.all[group][at]):
                yield _Mark(group, at, self.all[group][at].text.strip().casefold(), -1)

    def _last(self, group: int, end: int) -> Sequence[Stretch]:
        """The lines of a group before `end`, without those at their end that may be heads."""
        last = self._apart(group)[0][end]
        return self.all[group][max(0, last - _FEWEST_WORDS) : last]

    def _first(self, group: int, start: int) -> Sequence[Stretch]:
        first = self._apart(group)[1][start]
        return self.all[group][first : first + _FEWEST_WORDS]

    def _apart(self, group: int) -> tuple[Sequence[int], Sequence[int]]:
        """Where the lines before and behind each place end and begin, heads of pages left out.

        Once a group: a text of nothing but heads and numbers asks at each of its lines.
        """
        if group not in self._ends:
            lines = self.all[group]
            heads = [self._is_head(line) for line in lines]
            ends, starts = [0], [len(lines)]
            for at, is_head in enumerate(heads):
                ends.append(ends[-1] if is_head else at + 1)
            for at in range(len(lines) - 1, -1, -1):
                starts.append(starts[-1] if heads[at] else at)
            self._ends[group] = (ends, starts[::-1])
        return self._ends[group]

    def _is_head(self, line: Stretch) -> bool:
        text = line.text.strip()
        return text in self._repeated and len(text) <= _LONGEST and not text.endswith(_ENDS)


def _last_kept(order: range, alone: Set[int]) -> Iterator[int]:
    """For each group the one passed last that is not of `alone`; -1 where there was none."""
    last = -1
    for index in order:
        yield last
        if index not in alone:
            last = index


def without_pages(groups: list[list[Stretch]]) -> tuple[list[list[Stretch]], tuple[Note, ...]]:
    """The groups without page numbers and running heads, the sentences around them whole."""
    if all(len(group) == 1 for group in groups):
        return groups, ()
    marks = [mark for index, group in enumerate(groups) for mark in _marks(index, group)]
    if all(mark.number < 0 for mark in marks):
        return groups, ()
    around = _Groups(groups, marks)
    series: dict[str, list[_Mark]] = defaultdict(list)
    for mark in marks:
        series[mark.words].append(mark)
    gone = {
        (mark.group, mark.line)
        for same in series.values()
        if _count_up(same, around)
        and (any(_tears(around, mark) for mark in same) or _have_a_head(same, around))
        for mark in same
    }
    if not gone:
        return groups, ()
    gone |= _beside(marks, gone, around)
    kept = _without(groups, gone)
    lines = [groups[group][line] for group, line in sorted(gone)]
    said = "; ".join(f"“{line.text.strip()}” (line {line.first})" for line in lines)
    short = said if len(said) <= _LONGEST_NOTE else f"{said[:_LONGEST_NOTE]}…"
    origin = Origin(lines[0].first, lines[-1].last)
    return kept, (Note("text.pages", f"page numbers and running heads left out: {short}", origin),)


def _marks(index: int, group: Sequence[Stretch]) -> Iterator[_Mark]:
    for at, line in enumerate(group):
        text = line.text.strip()
        if len(text) > _LONGEST:
            continue
        if found := _NUMBER.fullmatch(text):
            yield _Mark(index, at, "", int(found[1] or found[2]))
            continue
        may_be = len(group) == 1 or text[:1].isdigit() or text[-1:].isdigit()
        if may_be and not text.endswith(_ENDS) and (found := _HEAD.fullmatch(text)):
            number = found[1] or found[3]
            yield _Mark(index, at, found[2].casefold(), int(number) if number else -1)


def _count_up(same: Sequence[_Mark], groups: _Groups) -> bool:
    """Whether lines of the same words are those of pages: by their numbers, which rise.

    One number alone will do where the sentence that it tears goes on in a small letter; with words
    beside it, where it is much shorter than the lines around.
    """
    numbers = [mark.number for mark in same]
    if -1 in numbers or not all(one < two for one, two in itertools.pairwise(numbers)):
        return False
    if len(same) > 1:
        return True
    before, behind = groups.before(same[0]), groups.behind(same[0])
    if not before or not behind or not behind[0].text.lstrip()[:1].islower():
        return False
    line = groups.all[same[0].group][same[0].line].text.strip()
    around = min(len(before[-1].text), len(behind[0].text))
    return not same[0].words or (_OF_A_BOOK <= around >= 2 * len(line) and not line[0].islower())


def _beside(
    marks: Sequence[_Mark], gone: set[tuple[int, int]], around: _Groups
) -> set[tuple[int, int]]:
    """Running heads without a number, which stand right above or below one, more than once."""
    counted: dict[str, list[_Mark]] = defaultdict(list)
    for mark in marks:
        for head in around.beside(mark) if (mark.group, mark.line) in gone else ():
            counted[head.words].append(head)
    for one, two in itertools.pairwise(marks):
        near = two.group - one.group == 1
        for head, number in ((one, two), (two, one)):
            if near and head.number < 0 and (number.group, number.line) in gone:
                counted[head.words].append(head)
    return {(mark.group, mark.line) for same in counted.values() if len(same) > 1 for mark in same}


def _have_a_head(same: Sequence[_Mark], groups: _Groups) -> bool:
    """Whether bare numbers between lines of prose stand beside one and the same line of words."""
    if same[0].words:
        return False
    heads: list[set[str]] = []
    for mark in same:
        before, behind = groups.before(mark), groups.behind(mark)
        if before and behind and max(len(before[-1].text), len(behind[0].text)) >= _OF_A_BOOK:
            heads.append({head.words for head in groups.beside(mark)})
    shared = set[str]().union(*heads)
    return len(heads) > 1 and all(heads) and len(shared) == 1 and len(min(shared)) < _OF_A_BOOK


def _tears(groups: _Groups, mark: _Mark) -> bool:
    """Whether a line stands in the middle of a sentence of a text that was wrapped."""
    before, behind = groups.before(mark), groups.behind(mark)
    if max(len(before), len(behind)) < 2 and len(groups.all[mark.group]) == 1:
        return False
    return _is_long(before) and _is_long(behind) and _is_open(before[-1].text, behind[0].text)


def _is_long(lines: Sequence[Stretch]) -> bool:
    text = " ".join(line.text for line in lines)
    unspaced = sum(sign >= "\u2e80" for sign in text) >= _FEWEST_LETTERS
    return unspaced or len(text.split()) >= _FEWEST_WORDS


def _is_open(before: str, behind: str) -> bool:
    """Whether a sentence goes from the one line to the other."""
    start = behind.lstrip()[:1]
    return not before.rstrip().endswith(_ENDS) and start.isalpha() and start == start.lower()


def _without(
    groups: Sequence[Sequence[Stretch]], gone: set[tuple[int, int]]
) -> list[list[Stretch]]:
    """The groups without some lines; what these tore in two is one group again."""
    made: list[list[Stretch]] = []
    torn = False
    for index, group in enumerate(groups):
        opens = True
        for at, line in enumerate(group):
            if (index, at) in gone:
                torn = True
                continue
            if torn and made and _is_open(made[-1][-1].text, line.text):
                made[-1][-1] = run_on(made[-1][-1])
                made[-1].append(line)
            elif opens:
                made.append([line])
            else:
                made[-1].append(line)
            opens = torn = False
    return made
