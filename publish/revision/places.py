"""Where in an article the words of an `At` stand, and what a line or a block is called by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from publish.model.article import Article
from publish.model.passages import key_of
from publish.model.revision import At
from publish.model.walk import text_of, text_of_inlines
from publish.revision.lines import Line, has_note, lines_of


@dataclass(slots=True)
class Places:
    """The lines of an article and the blocks of its body, by their words."""

    article: Article
    lines: tuple[Line, ...] = ()
    first: list[int] = field(default_factory=list)
    """The number of each body block's first line; one more, behind them all."""
    _by_key: dict[str, list[int]] = field(default_factory=dict)
    _with_notes: dict[str, list[int]] = field(default_factory=dict)
    _wholes: dict[str, list[int]] = field(default_factory=dict)
    _nth: list[tuple[int, int]] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)
    _order: list[int] = field(default_factory=list)
    _holder: list[int] = field(default_factory=list)

    _known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article) -> Places:
        """The places of this article."""
        lines = lines_of(article)
        places = cls(article, lines, _firsts(lines, len(article.body)))
        places._keys = [places._key(line.text) for line in lines]
        places._by_key = _listed(places._keys)
        for line in lines:
            if has_note(line.inlines):
                key = places._key(text_of_inlines(line.inlines))
                places._with_notes.setdefault(key, []).append(line.number)
        places._wholes = _listed([places._key(text_of(block)) for block in article.body])
        places._nth = [(0, 0)] * len(article.body)
        for numbers in places._wholes.values():
            for at, number in enumerate(numbers, 1):
                places._nth[number] = (at, len(numbers))
        places._order = _orders(places._by_key, len(lines))
        places._holder = _holders(lines)
        return places

    def _key(self, text: str) -> str:
        """The key of a text; most are asked for several times."""
        key = self._known.get(text)
        if key is None:
            key = self._known[text] = key_of(text)
        return key

    def lines_at(self, at: At) -> list[int]:
        """The numbers of the lines that are meant; none where none or no single one is."""
        if at.whole:
            return []
        key = self._key(at.text)
        return _meant(self._by_key.get(key) or self._with_notes.get(key) or [], key, at.nth)

    def blocks_at(self, at: At) -> list[int]:
        """The indices of the body's blocks that have all these words and no others."""
        key = self._key(at.text)
        return _meant(self._wholes.get(key, []), key, at.nth)

    def at_line(self, number: int) -> At:
        """What this line is called by."""
        key = self._keys[number]
        only = len(self._by_key[key]) == 1 and key
        return At(self.lines[number].text, 0 if only else self._order[number])

    def at_block(self, index: int) -> At:
        """What this block of the body is called by."""
        at, of = self._nth[index]
        text = text_of(self.article.body[index])
        return At(text, 0 if of == 1 and self._key(text) else at, whole=True)

    def lines_of(self, index: int) -> tuple[int, int]:
        """The first line of a block of the body, and the end."""
        return self.first[index], self.first[index + 1]

    def body_lines(self) -> tuple[Line, ...]:
        """The lines of the body, notes among them."""
        return self.lines[self.first[0] : self.first[-1]]

    def holder_of(self, number: int) -> int:
        """The line that holds the note in which this one stands; else the line itself."""
        return self._holder[number]

    def end_of(self, number: int) -> int:
        """The number behind a line and those of its notes."""
        end = number + 1
        while end < len(self._holder) and self._holder[end] == number:
            end += 1
        return end

    def said(self, first: int, end: int) -> list[str]:
        """The words of lines, line by line."""
        return [line.text for line in self.lines[first:end]]


def _listed(keys: Iterable[str]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        found[key].append(number)
    return dict(found)


def _orders(by_key: dict[str, list[int]], count: int) -> list[int]:
    """The number of each line, from 1, among those of its key."""
    orders = [0] * count
    for numbers in by_key.values():
        for order, number in enumerate(numbers, 1):
            orders[number] = order
    return orders


def _holders(lines: tuple[Line, ...]) -> list[int]:
    """For each line the one that holds its note, the outermost; itself where it is in none."""
    holders: list[int] = []
    for line in lines:
        holders.append(holders[-1] if line.noted else line.number)
    return holders


def _meant(numbers: list[int], key: str, nth: int) -> list[int]:
    if nth == 0:
        return numbers if key else []  # no words at all may be anything
    return numbers[nth - 1 : nth]


def _firsts(lines: tuple[Line, ...], blocks: int) -> list[int]:
    """The number of the first line of each block; of one without lines that of the next one."""
    counts = [0] * blocks
    at = sum(line.field not in ("body", "author_note") for line in lines)
    for line in lines:
        if line.field == "body":
            counts[line.block] += 1
    firsts = [at]
    for count in counts:
        firsts.append(firsts[-1] + count)
    return firsts
