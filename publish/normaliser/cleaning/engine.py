"""The only code that takes words away, and the record it keeps.

Rules see a `Page` and point (`Finding`); the engine takes, writes a `Removal` for every word it
took, and proves at the end that nothing is missing (`law.balance`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from publish.model.article import (
    NO_LIFTS,
    Decisions,
    Draft,
    Finding,
    Lifts,
    Note,
    Removal,
    SiteProfile,
    Span,
)
from publish.model.cuts import cut, occurrences
from publish.model.tree import Blocks, Link, Origin, Paragraph
from publish.model.walk import digest_of, is_empty, links_in, text_of, text_of_inlines
from publish.normaliser.cleaning.law import balance
from publish.normaliser.page.phrases import bare
from publish.normaliser.page.words import size

__all__ = ["ENDS_OF_SENTENCES", "Cleaning", "Page", "Rule", "clean", "rule"]

LARGEST_SHARE = 0.4
"""A rule that would take more of the core's words is overruled (docs/architecture.md 7)."""

PROSE_WORDS = 20
"""Words from which a block that ends like a sentence counts as prose."""

ENDS_OF_SENTENCES = tuple(".!?…。！？؟۔।\"'”’»)")
LONGEST_LABEL = 60
"""Words up to which a block is compared with phrases."""

_GAP_IN_CORE = 3  # blocks without prose that do not end the core: a heading, a picture, a caption


class Page:
    """What a rule sees: the draft's blocks, their text, and what earlier rules have taken."""

    def __init__(self, draft: Draft, profile: SiteProfile, language: str) -> None:
        self.draft = draft
        self.profile = profile
        self.language = language
        self.blocks = draft.blocks
        self._raw = tuple(map(text_of, draft.blocks))
        split = [raw.split() for raw in self._raw]
        self.texts = tuple(map(" ".join, split))
        self.words = tuple(map(size, self.texts, map(len, split)))
        self.core = _core_of(self)
        self._spans: list[list[Span]] = [[] for _ in draft.blocks]
        self._gone: set[int] = set()
        self._held: set[int] = set()
        self._open: list[int] | None = None

    def __len__(self) -> int:
        return len(self.blocks)

    @cached_property
    def bares(self) -> tuple[str, ...]:
        """The texts as phrases are compared (`phrases.bare`); "" for blocks too long to be one."""
        return tuple(
            bare(text) if words <= LONGEST_LABEL else ""
            for text, words in zip(self.texts, self.words, strict=True)
        )

    @cached_property
    def links(self) -> tuple[list[Link], ...]:
        """The links of each block."""
        return tuple(map(links_in, self.blocks))

    @cached_property
    def link_share(self) -> tuple[float, ...]:
        """The share of each block's characters that stand in links, 0.0 to 1.0."""
        return tuple(
            sum(len(text_of_inlines(link.inlines)) for link in links) / max(1, len(raw))
            if links
            else 0.0
            for links, raw in zip(self.links, self._raw, strict=True)
        )

    @cached_property
    def authored(self) -> bool:
        """Whether the blocks are an author's own (Markdown, Word), not what a page or text had."""
        return any(
            not isinstance(block, Paragraph) or block.origin.unit == "paragraph"
            for block in self.blocks
        ) or any(self.links)

    def is_open(self, index: int) -> bool:
        """Whether words of the block are still in the body, and may be taken."""
        if index in self._held or index in self._gone:
            return False
        return bool(self._raw[index]) if not self._spans[index] else bool(self.rest(index))

    def open_indices(self) -> list[int]:
        """The blocks that are still in the body, in order."""
        if self._open is None:
            self._open = [index for index in range(len(self)) if self.is_open(index)]
        return self._open.copy()

    def raw(self, index: int) -> str:
        """The plain text of a block as spans count it."""
        return self._raw[index]

    def rest(self, index: int) -> list[Span]:
        """The pieces of a block that nothing has taken yet, in order."""
        if index in self._gone:
            return []
        length = len(self._raw[index])
        if not self._spans[index]:
            return [(0, length)]
        pieces: list[Span] = []
        at = 0
        for first, end in (*sorted(self._spans[index]), (length, length)):
            if first > at:
                pieces.append((at, first))
            at = max(at, end)
        return pieces

    def is_whole(self, index: int) -> bool:
        """Whether nothing has been taken of a block."""
        return index not in self._gone and not self._spans[index]

    def is_prose(self, index: int) -> bool:
        """Whether a block reads like a paragraph of an article."""
        return self.words[index] >= PROSE_WORDS and self.texts[index].endswith(ENDS_OF_SENTENCES)

    def is_sentence(self, index: int) -> bool:
        """Whether a block of some words ends like a sentence."""
        return self.words[index] >= 6 and self.texts[index].endswith(ENDS_OF_SENTENCES)

    def hold(self, index: int) -> None:
        """Keep a block in the body whatever later rules find."""
        self._held.add(index)
        self._open = None

    def take(self, index: int, span: Span) -> None:
        """Take characters out of a block; the engine's alone."""
        self._spans[index].append(span)
        self._open = None

    def take_whole(self, index: int) -> None:
        """Take all that is left of a block; the engine's alone."""
        self._gone.add(index)
        self._open = None

    def body(self) -> Blocks:
        """The blocks that are left, without the parts that were taken."""
        left = []
        for index, block in enumerate(self.blocks):
            if index in self._gone:
                continue
            shorter = cut(block, self._spans[index]) if self._spans[index] else block
            if shorter is block or not is_empty(shorter):
                left.append(shorter)
        return tuple(left)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason to take words away; `find` points and cannot delete.

    `example` is a small text in which the rule finds something: `publish rules ID` runs it.
    `more` is what a user may want to know besides.
    """

    id: str
    summary: str
    find: Callable[[Page], Iterable[Finding]] = field(repr=False)
    example: str = ""
    more: str = field(default="", repr=False)


def rule(
    id: str, summary: str, *, example: str = ""
) -> Callable[[Callable[[Page], Iterable[Finding]]], Rule]:
    """The decorated function as a Rule."""
    return lambda find: Rule(id, summary, find, example)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What the rules left, what they lifted, and what they took; notes are doubts."""

    body: Blocks
    lifts: tuple[Lifts, ...]
    removals: tuple[Removal, ...]
    notes: tuple[Note, ...]


def clean(
    draft: Draft,
    decisions: Decisions,
    profile: SiteProfile,
    rules: tuple[Rule, ...],
    language: str,
) -> Cleaning:
    """The draft's blocks after all rules, with the record of every word that went.

    Raises AssertionError when the record and the body do not add up to the draft: a bug of ours.
    """
    page = Page(draft, profile, language)
    ledger = _Ledger(page, frozenset(passage.digest for passage in decisions.restore))
    ledger.strip(decisions)
    for each in rules:
        ledger.apply(each)
    ledger.note_unmatched(decisions)
    body = page.body()
    balance(page, body, ledger.removals)
    removals = sorted(ledger.removals, key=lambda gone: (gone.origin.first, gone.span or (0, 0)))
    return Cleaning(body, tuple(ledger.lifts), tuple(removals), tuple(ledger.notes))


class _Ledger:
    """Applies findings to a page and writes down what they took."""

    def __init__(self, page: Page, restored: frozenset[str]) -> None:
        self.page = page
        self.removals: list[Removal] = []
        self.lifts: list[Lifts] = []
        self.notes: list[Note] = []
        self._restored = restored
        self._matched: set[str] = set()
        for index in range(len(page)):
            if restored and digest_of(page.raw(index)) in restored:
                self._matched.add(digest_of(page.raw(index)))
                page.hold(index)

    def strip(self, decisions: Decisions) -> None:
        """Take what the editor ruled out: whole blocks by digest, parts by their words."""
        wanted = {passage.digest: passage.text for passage in decisions.strip}
        for index in range(len(self.page) if wanted else 0):
            if (digest := digest_of(self.page.raw(index))) in wanted:
                self._matched.add(digest)
                self._take(_STRIPPED, Finding(index, index, "the editor's decision"))
                continue
            for digest, text in wanted.items():
                for span in occurrences(self.page.raw(index), text):
                    self._matched.add(digest)
                    finding = Finding(index, index, "the editor's decision", span)
                    self._take(_STRIPPED, finding)

    def apply(self, each: Rule) -> None:
        """Run one rule; overrule it when it would take too much of the core."""
        findings = [finding for finding in each.find(self.page) if self._stands(finding)]
        if not findings:
            return
        core = sum(self.page.words[index] for index in self.page.core)
        hit = sum(
            self.page.words[index]
            for finding in findings
            if finding.span is None and not finding.keeps and finding.moved_to == ""
            for index in range(finding.first, finding.last + 1)
            if index in self.page.core
        )
        if core and hit > LARGEST_SHARE * core:
            message = f"{each.id} would have taken {hit} of the article's {core} words; overruled"
            self.notes.append(Note("rule.overruled", message))
            return
        for finding in findings:
            if self._stands(finding):
                self._take(each, finding)

    def note_unmatched(self, decisions: Decisions) -> None:
        """Say which of the editor's passages occur no longer."""
        for passage in (*decisions.restore, *decisions.strip):
            if passage.digest not in self._matched:
                shown = passage.text or passage.digest[:12]
                self.notes.append(Note("decision.unmatched", f"no such passage any more: {shown}"))

    def _stands(self, finding: Finding) -> bool:
        """Whether a finding may be carried out: in range, open, and not restored."""
        assert 0 <= finding.first <= finding.last < len(self.page), finding
        assert finding.span is None or finding.first == finding.last, finding
        if finding.keeps:
            return True
        if self._restored and (digest := digest_of(self._text(finding))) in self._restored:
            self._matched.add(digest)
            for index in range(finding.first, finding.last + 1):
                self.page.hold(index)
            return False
        return any(self.page.is_open(i) for i in range(finding.first, finding.last + 1))

    def _text(self, finding: Finding) -> str:
        if finding.span is not None:
            return self.page.raw(finding.first)[slice(*finding.span)]
        return "\n".join(
            "\n".join(self.page.raw(index)[slice(*piece)] for piece in self.page.rest(index))
            for index in range(finding.first, finding.last + 1)
        )

    def _take(self, each: Rule, finding: Finding) -> None:
        if finding.lifts is not NO_LIFTS and finding.lifts.names():
            self.lifts.append(finding.lifts)
        if finding.note:
            origin = _joined_origin(self.page.blocks[finding.first : finding.last + 1])
            self.notes.append(Note(each.id, finding.note, origin))
        if finding.keeps:
            return
        if finding.span is not None:
            for span in _within(finding.span, self.page.rest(finding.first)):
                self._record_part(each, finding, finding.first, span)
            return
        for first, last in self._open_runs(finding):
            self._record_run(each, finding, first, last)

    def _open_runs(self, finding: Finding) -> Iterator[tuple[int, int]]:
        """The runs of whole, open blocks that a finding covers; a block cut before stands alone."""
        run: tuple[int, int] | None = None
        for index in range(finding.first, finding.last + 1):
            is_open, whole = self.page.is_open(index), self.page.is_whole(index)
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
        if first == last and not self.page.is_whole(first):
            for span in self.page.rest(first):
                self._record_part(each, finding, first, span)
            self.page.take_whole(first)
            return
        text = "\n".join(self.page.raw(index) for index in range(first, last + 1))
        for index in range(first, last + 1):
            self.page.take_whole(index)
        origin = _joined_origin(self.page.blocks[first : last + 1])
        self.removals.append(Removal(each.id, origin, None, text, finding.why, finding.moved_to))

    def _record_part(self, each: Rule, finding: Finding, index: int, span: Span) -> None:
        text = self.page.raw(index)[slice(*span)]
        self.page.take(index, span)
        if text.strip():
            origin = self.page.blocks[index].origin
            self.removals.append(
                Removal(each.id, origin, span, text, finding.why, finding.moved_to)
            )


_STRIPPED = Rule("editor.strip", "What the editor ruled out in decisions.toml.", lambda _: ())


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


def _core_of(page: Page) -> frozenset[int]:
    """The heaviest run of prose, small gaps allowed: where the article surely is."""
    best: list[int] = []
    best_words = 0
    run: list[int] = []
    run_words = 0
    for index in range(len(page.blocks)):
        if not page.is_prose(index):
            continue
        if run and index - run[-1] > _GAP_IN_CORE + 1:
            run, run_words = [], 0
        run.append(index)
        run_words += page.words[index]
        if run_words > best_words:
            best, best_words = run, run_words
    return frozenset(best)
