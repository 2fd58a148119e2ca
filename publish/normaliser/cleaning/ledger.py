"""The only code that takes words away, and the record it keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from publish.model.article import (
    NO_DECISIONS,
    NO_LIFTS,
    Decisions,
    Finding,
    Lifts,
    Note,
    Removal,
    Span,
)
from publish.model.cuts import cut
from publish.model.passages import key_of
from publish.model.titles import beside_notes
from publish.model.tree import Block, Blocks, Origin
from publish.model.walk import digest_of, is_empty, text_of
from publish.normaliser.cleaning.law import WORDED
from publish.normaliser.cleaning.moves import Moves
from publish.normaliser.cleaning.rule import LARGEST_SHARE, Rule
from publish.normaliser.page.extent import Extent, extent_of
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.words import size

Place = tuple[int, Span | None]
"""A block of a page, by its index, or a part of it."""


class Ledger:
    """What has been taken of a page's blocks, and why; nobody else keeps it.

    `restored` are digests and keys of passages that the editor wants back: whatever points at just
    these words is refused. `held` are blocks, and `kept` parts of blocks, that nothing takes.
    `says` is what each removal's words say of names, dates and tags.
    """

    def __init__(
        self,
        page: Page,
        restored: frozenset[str],
        held: Iterable[int] = (),
        kept: Iterable[tuple[int, Span]] = (),
        decisions: Decisions = NO_DECISIONS,
    ) -> None:
        self.page = page
        self.removals: list[Removal] = []
        self.says: list[Lifts] = []
        self.lifts: list[Lifts] = []
        self.notes: list[Note] = []
        self.matched: set[str] = set()
        self._restored = restored
        self._moves = Moves(decisions)
        self._spans: list[list[Span]] = [[] for _ in page.blocks]
        self._kept: dict[int, list[Span]] = {}
        self._gone: set[int] = set()
        self._held: set[int] = set(held)
        self._left: Left | None = None
        for index, raw in enumerate(page.raws) if restored else ():
            if digest_of(raw) in restored:
                self._hold(index)
        for index, span in kept:
            self._keep(index, span)

    @property
    def left(self) -> Left:
        """The blocks that still have words in the body, and may be taken."""
        if self._left is None:
            settled = frozenset(self._held - self._gone).union(self._kept)
            self._left = Left(tuple(filter(self._is_open, range(len(self.page)))), settled)
        return self._left

    def remains(self) -> list[tuple[int, Block, str]]:
        """The blocks that are left, without the parts that were taken, by index and with text."""
        found: list[tuple[int, Block, str]] = []
        for index, (block, raw) in enumerate(zip(self.page.blocks, self.page.raws, strict=True)):
            if index in self._gone:
                continue
            if not self._spans[index]:
                found.append((index, block, raw))
            elif not is_empty(shorter := self._cut_at(index)):
                found.append((index, shorter, text_of(shorter)))
        return found

    def strip(self, places: Iterable[Place]) -> None:
        """Take what the editor ruled out: whole blocks, or parts of them."""
        for index, span in places:
            self._take(_STRIPPED, Finding(index, index, "the editor's decision", span))

    def apply(self, each: Rule) -> None:
        """Run one rule; overrule the findings by which it would take too much of the article."""
        findings = [finding for finding in each.find(self.page, self.left) if self._stands(finding)]
        overruled = self._overruled(each, findings) if findings else frozenset()
        for finding in findings:
            if finding not in overruled and self._stands(finding):
                self._take(each, finding)

    def _overruled(self, each: Rule, findings: Sequence[Finding]) -> frozenset[Finding]:
        """The findings that take words of the article, when they take too many; with a note.

        All of them, and those that take a paragraph elsewhere: who is wrong about most of an
        article is not to be believed about the rest of it, or what seems the article is another
        thing. The short lines that the rule finds around it go.
        """
        extent = extent_of(self.page)
        hits = {finding: self._hit(extent, finding) for finding in findings}
        hit, most = sum(hits.values()), LARGEST_SHARE * extent.words
        if not extent.words or hit <= most:
            return frozenset()
        found = [each for each, words in hits.items() if words or self._takes_prose(each)]
        message = (
            f"{each.id} would have taken {hit} of the article's {extent.words} words; "
            f"{len(found)} of its {len(findings)} findings overruled"
        )
        first, last = min(each.first for each in found), max(each.last for each in found)
        origin = _joined_origin(self.page.blocks[first : last + 1])
        self.notes.append(Note("rule.overruled", message, origin))
        return frozenset(found)

    def _takes_prose(self, finding: Finding) -> bool:
        blocks = range(finding.first, finding.last + 1)
        return not (finding.keeps or finding.moved_to) and any(map(self.page.is_prose, blocks))

    def _hit(self, extent: Extent, finding: Finding) -> int:
        """How many of the article's words a finding takes; what it moves to a field is not lost."""
        if finding.keeps or finding.moved_to:
            return 0
        if finding.span is None:
            blocks = range(finding.first, finding.last + 1)
            return extent.words_in(index for index in blocks if self._is_open(index))
        text = self.page.raws[finding.first][slice(*finding.span)]
        return min(extent.words_in((finding.first,)), size(text, len(text.split())))

    def _stands(self, finding: Finding) -> bool:
        """Whether a finding may be carried out: in range, open, and not restored."""
        assert 0 <= finding.first <= finding.last < len(self.page), finding
        assert finding.span is None or finding.first == finding.last, finding
        if finding.keeps:
            return True
        if self._restored and self._is_restored(finding):
            return False
        if finding.span is not None and finding.first in self._kept:
            return bool(_within(finding.span, self._rest(finding.first)))
        return any(self._is_open(i) for i in range(finding.first, finding.last + 1))

    def _is_restored(self, finding: Finding) -> bool:
        """Whether the editor wants back just the words of a finding; they stay from now on."""
        text = self._text(finding)
        names = {digest_of(text), key_of(text)} & self._restored
        if not names:
            return False
        self.matched |= names
        if finding.span is not None:
            self._keep(finding.first, finding.span)
        else:
            for index in range(finding.first, finding.last + 1):
                self._hold(index)
        return True

    def _text(self, finding: Finding) -> str:
        if finding.span is not None:
            return self.page.raws[finding.first][slice(*finding.span)]
        return "\n".join(
            "\n".join(self.page.raws[index][slice(*piece)] for piece in self._rest(index))
            for index in range(finding.first, finding.last + 1)
        )

    def _take(self, each: Rule, pointed: Finding) -> None:
        finding = self._moved(pointed)
        if finding is None:
            for index in range(pointed.first, pointed.last + 1):
                self._hold(index)
            return
        if finding.lifts is not NO_LIFTS and finding.lifts.names():
            self.lifts.append(finding.lifts)
        if finding.note:
            origin = _joined_origin(self.page.blocks[finding.first : finding.last + 1])
            self.notes.append(Note(each.id, finding.note, origin))
        if finding.keeps or self._loses_notes(finding):
            return
        if finding.span is not None:
            for span in _within(finding.span, self._rest(finding.first)):
                self._record_part(each, finding, finding.first, span)
            return
        for first, last in self._open_runs(finding):
            self._record_run(each, finding, first, last)

    def _loses_notes(self, finding: Finding) -> bool:
        """Whether words go to a field that has no room for the notes in them: then they stay."""
        if not finding.moved_to or (finding.lifts.title or finding.lifts.standfirst):
            return False
        if finding.lifts.author_note:
            return False
        blocks = self.page.blocks[finding.first : finding.last + 1]
        return any(beside_notes(block) is not block for block in blocks)

    def _moved(self, finding: Finding) -> Finding | None:
        """The finding with what it moves as it is left; None when its words must stay."""
        if finding.keeps or finding.moved_to not in WORDED:
            return finding
        taken = [i for i in range(finding.first, finding.last + 1) if self._is_open(i)]
        pieces = [(i, piece) for i in taken for piece in self._rest(i)]
        if finding.span is not None:
            pieces = [(i, span) for i, piece in pieces for span in _within(finding.span, [piece])]
        said = "\n".join(self.page.raws[i][slice(*piece)] for i, piece in pieces)
        left = tuple(cut(self.page.blocks[i], self._closed(i)) for i in taken)
        return self._moves.settled(finding, said, left)

    def _cut_at(self, index: int) -> Block:
        block, spans = self.page.blocks[index], self._spans[index]
        return cut(block, spans) if spans else block

    def _closed(self, index: int) -> list[Span]:
        """The parts of a block that were taken, or that nothing takes."""
        return sorted((*self._spans[index], *self._kept.get(index, ())))

    def _open_runs(self, finding: Finding) -> Iterator[tuple[int, int]]:
        """The runs of whole, open blocks that a finding covers; a block cut before stands alone."""
        run: tuple[int, int] | None = None
        for index in range(finding.first, finding.last + 1):
            is_open, whole = self._is_open(index), self._is_whole(index)
            if run and not (whole and is_open):
                yield run
                run = None
            if is_open:
                if whole:
                    run = (run[0] if run else index, index)
                else:
                    yield index, index
        if run:
            yield run

    def _record_run(self, each: Rule, finding: Finding, first: int, last: int) -> None:
        if first == last and not self._is_whole(first):
            for span in self._rest(first):
                self._record_part(each, finding, first, span)
            if first not in self._kept:
                self._drop(first)
            return
        text = "\n".join(self.page.raws[index] for index in range(first, last + 1))
        for index in range(first, last + 1):
            self._drop(index)
        origin = _joined_origin(self.page.blocks[first : last + 1])
        self._record(finding, Removal(each.id, origin, None, text, finding.why, finding.moved_to))

    def _record_part(self, each: Rule, finding: Finding, index: int, span: Span) -> None:
        text = self.page.raws[index][slice(*span)]
        self._cut(index, span)
        if text.strip():
            origin = self.page.blocks[index].origin
            gone = Removal(each.id, origin, span, text, finding.why, finding.moved_to)
            self._record(finding, gone)

    def _record(self, finding: Finding, gone: Removal) -> None:
        self.removals.append(gone)
        self.says.append(finding.lifts)

    def _is_open(self, index: int) -> bool:
        """Whether words of the block are still in the body, and may be taken."""
        if index in self._held or index in self._gone:
            return False
        return bool(self.page.raws[index] if self._is_whole(index) else self._rest(index))

    def _is_whole(self, index: int) -> bool:
        return not (index in self._gone or self._spans[index] or index in self._kept)

    def _rest(self, index: int) -> list[Span]:
        """The pieces of a block that nothing has taken yet and that may be, in order."""
        if index in self._gone:
            return []
        length = len(self.page.raws[index])
        pieces: list[Span] = []
        at = 0
        for first, end in (*self._closed(index), (length, length)):
            if first > at:
                pieces.append((at, first))
            at = max(at, end)
        return pieces

    def _hold(self, index: int) -> None:
        """Keep a block in the body whatever later rules find."""
        self._held.add(index)
        self._left = None

    def _keep(self, index: int, span: Span) -> None:
        """Keep a part of a block whatever later rules find."""
        self._kept.setdefault(index, []).append(span)
        self._left = None

    def _cut(self, index: int, span: Span) -> None:
        self._spans[index].append(span)
        self._left = None

    def _drop(self, index: int) -> None:
        """Take all that is left of a block."""
        self._gone.add(index)
        self._left = None


_STRIPPED = Rule("editor.strip", "What the editor ruled out in decisions.toml.", lambda *_: ())


def _within(span: Span, pieces: list[Span]) -> list[Span]:
    """The parts of a span that still stand."""
    return [
        (max(span[0], first), min(span[1], end))
        for first, end in pieces
        if max(span[0], first) < min(span[1], end)
    ]


def _joined_origin(blocks: Blocks) -> Origin:
    origins = [block.origin for block in blocks]
    first = origins[0]
    if len(origins) == 1:
        return first
    return Origin(
        min(origin.first for origin in origins),
        max(origin.last for origin in origins),
        first.unit,
        first.trail,
    )
