"""A file that came back without our styles: each line is the base's by its words alone.

What the program made of it says nothing: a list that came back as paragraphs is still a list. So
the base keeps its shape, and its lines take on the words that the file has for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publish.model.article import Article
from publish.model.revision import At, Edit, Insert, Revision
from publish.model.tree import Block, Code, Footnote, Inline, Inlines, Paragraph, Text
from publish.model.walk import contents_of, rebuilt, text_of_inlines
from publish.readers.docx.file import WordFile
from publish.revision.align import Pair, align
from publish.revision.apply import apply
from publish.revision.keeping import same_words
from publish.revision.lines import Line, lines_in, lines_of, said
from publish.revision.places import Places
from publish.revision.sequences import common
from publish.revision.tokens import pieces

_FIELDS = ("title", "standfirst", "summary")
_FURNITURE = frozenset({"outlet", "fact", "label", "source", "front"})


def restored(file: WordFile, expected: WordFile, bases: Sequence[Article]) -> tuple[Article, ...]:
    """The base articles with what the file says now in their lines.

    `expected` is what the bases' own file reads as: by it is known what in the file is furniture,
    and which article each line is of. A line that is new is of the article that goes on there.
    """
    mine: list[list[Inlines]] = [[] for _ in bases]
    places = places_of(expected)
    for number, inlines in _without_furniture(_words_of(file), _words_of(expected)):
        mine[places.get(number, 0)].append(inlines)
    return tuple(_Restoring(base, lines).article() for base, lines in zip(bases, mine, strict=True))


def places_of(file: WordFile) -> dict[int, int]:
    """The place of each article among the file's, from 0, by its number in the file's lines.

    A cover and the contents have a number too, and are none.
    """
    numbers = sorted({line.article for line in file.lines if line.role != "front"})
    return {number: place for place, number in enumerate(numbers)}


@dataclass(frozen=True, slots=True)
class _Said:
    """A line of a file: its words, the role that its style gives, and the number of its article."""

    inlines: Inlines
    role: str
    article: int

    @property
    def text(self) -> str:
        return said(self.inlines)


def _words_of(file: WordFile) -> list[_Said]:
    return [
        _Said(each.inlines, line.role, line.article)
        for line, block in zip(file.lines, file.blocks, strict=True)
        for each in lines_in((block,))
        if each.text.strip()
    ]


def _without_furniture(lines: list[_Said], expected: list[_Said]) -> list[tuple[int, Inlines]]:
    """The lines with the numbers of their articles, without those that our writer made.

    That is labels, the title block, the cover and the contents.
    """
    gone: set[int] = set()
    of: dict[int, int] = {}
    for pair in align([line.text for line in expected], [line.text for line in lines]):
        if pair.before and all(expected[i].role in _FURNITURE for i in pair.before):
            gone.update(pair.after)
        elif pair.before:
            of.update(dict.fromkeys(pair.after, expected[pair.before[0]].article))
    made: list[tuple[int, Inlines]] = []
    at = 0
    for index, line in enumerate(lines):
        at = of.get(index, at)
        if index not in gone:
            made.append((at, line.inlines))
    return made


@dataclass(slots=True)
class _Restoring:
    """The base's lines and the file's, and the changes that make the ones of the others."""

    base: Article
    now: Sequence[Inlines]
    places: Places = field(init=False)
    changes: list[Edit | Insert] = field(default_factory=list)
    values: dict[str, Inlines] = field(default_factory=dict)
    points: dict[int, Inlines] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places.of(self.base)

    def article(self) -> Article:
        """The article as the file has it."""
        lines = lines_of(self.base)
        worded = [line for line in lines if line.text.strip()]
        pairs = align([line.text for line in worded], [said(each) for each in self.now])
        last: Line | None = None
        for pair in pairs:
            last = self._paired(pair, worded, last)
        made = apply(Revision(dict(self.values), tuple(self.changes)), self.base)
        points = tuple(self.points.get(index, point) for index, point in enumerate(made.key_points))
        return replace(made, key_points=tuple(point for point in points if point))

    def _paired(self, pair: Pair, lines: list[Line], last: Line | None) -> Line | None:
        """Say what became of lines, and which one the next stands behind."""
        before = [lines[index] for index in pair.before]
        after = [self.now[index] for index in pair.after]
        if not before:
            self._insert(after, last)
            return last
        first, *others = before
        if not after:
            if first.kind != "alternative-text":  # programs drop those, and nobody sees them
                self._say(first, ())
            return last
        for line in others:
            self._say(line, ())
        words = after[0] if len(before) == 1 else _joined(after)
        if not same_words(" ".join(line.text for line in before), said(words)):
            self._say(first, reworded(first.inlines, said(words)))
        elif others:
            self._say(first, _joined([line.inlines for line in before]))
        if len(after) > 1 and len(before) == 1:
            self._insert(after[1:], first)
        return before[-1] if not others else first

    def _say(self, line: Line, words: Inlines) -> None:
        if line.field == "key_points":
            self.points[line.block] = words
        elif line.field in _FIELDS:
            self.values[line.field] = words
        else:
            now: tuple[Block, ...] = (Paragraph(words),) if words else ()
            self.changes.append(Edit(self.places.at_line(line.number), now))

    def _insert(self, lines: list[Inlines], last: Line | None) -> None:
        blocks = tuple(Paragraph(each) for each in lines)
        at: At | None = None
        if last and last.field in ("body", "author_note"):
            at = self.places.at_line(last.number)
        self.changes.append(Insert(blocks, after=at))


def _joined(lines: Sequence[Inlines]) -> Inlines:
    made: list[Inline] = []
    for line in lines:
        made += (Text(" "), *line) if made else line
    return tuple(made)


def reworded(base: Inlines, text: str) -> Inlines:
    """A line that says other words now, with the base's dress on those that stayed.

    A new word is dressed as the one before it, which it stands beside in the same run.
    """
    was = pieces(said(base))
    now = pieces(text)
    made: list[str] = [""] * len(was)
    lead = ""
    done = 0
    for one, other in (*common(was, now), (len(was), len(now))):
        new = "".join(now[done:other])
        at = one - 1
        if at < 0:
            lead = new
        else:
            made[at] += new
        if one < len(was):
            made[one] = now[other]
        done = other + 1
    return _with_pieces(base, was, made, lead)


def _with_pieces(base: Inlines, was: list[str], made: list[str], lead: str) -> Inlines:
    """The line with each piece of its text as it is now; notes stay where they stood."""
    feed = _Feed(was, made, lead)

    def leaves(inlines: Inlines) -> Inlines:
        kept: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Footnote):
                kept.append(inline)
            elif inner := contents_of(inline)[0]:
                if words := leaves(inner):
                    kept.append(_holding(inline, words))
            else:
                kept += _leaf(inline, feed.next(text_of_inlines((inline,))))
        return tuple(kept)

    return leaves(base)


def _holding(inline: Inline, words: Inlines) -> Inline:
    return rebuilt(inline, inlines=lambda _: words)


def _leaf(inline: Inline, words: str) -> Inlines:
    """A leaf that reads so now: itself where it still says what it said."""
    match inline:
        case Text():
            return (Text(words),) if words else ()
        case Code():
            return (Code(words),) if words else ()
        case _:
            own = text_of_inlines((inline,))
            if own in words:
                before, _, behind = words.partition(own)
                return (*_texts(before), inline, *_texts(behind))
            return _texts(words)


def _texts(words: str) -> Inlines:
    return (Text(words),) if words else ()


@dataclass(slots=True)
class _Feed:
    """Gives each leaf of a line in turn the words that it has now: of the pieces that begin in it.

    `lead` stands before the first.
    """

    was: Sequence[str]
    made: Sequence[str]
    lead: str
    _place: int = 0
    _start: int = 0
    _index: int = 0

    def next(self, words: str) -> str:
        """What the next leaf, which said these words, says now."""
        end = self._place + len(words)
        new, self.lead = self.lead, ""
        while self._index < len(self.was) and self._start < end:
            new += self.made[self._index]
            self._start += len(self.was[self._index])
            self._index += 1
        self._place = end
        return new
