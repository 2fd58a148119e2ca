"""The numbers by which a person names the blocks of a source, whatever has become of them.

A block is numbered as the draft has it, from 1, each piece of an opened list for itself
(`page.lists`). What is removed or brought back changes no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publish.errors import EmptyArticle
from publish.model.article import Article, Draft, Passage, Removal, Span
from publish.model.passages import in_words, key_of, occurrences, unmarked
from publish.model.tree import NOWHERE, Block, Blocks, Figure
from publish.model.walk import digest_of, text_of
from publish.normaliser.fields.parted import prepared
from publish.normaliser.page.lists import opened

EDITED = "decision.edit"
"""The rule in the record of words that an editor's line struck: their block stays, and its number.
"""


@dataclass(frozen=True, slots=True)
class Gone:
    """What a removal took of one block: all of it, or its part `part`, from 1 within the block."""

    number: int
    part: int
    text: str
    removal: Removal

    @property
    def label(self) -> str:
        """How a person names it: 4, or 4.2 for a part."""
        return f"{self.number}.{self.part}" if self.part else str(self.number)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The blocks of a source by number, and what of them an article has.

    `printed` are the numbers of the blocks that each block of the body is made of, `edited` what
    lines of the editor's struck; words that stood in no block have the number 0 there.
    """

    blocks: Blocks
    printed: tuple[tuple[int, ...], ...]
    gone: tuple[Gone, ...]
    edited: tuple[Gone, ...] = ()

    @classmethod
    def of(cls, draft: Draft, article: Article, restore: Iterable[Passage] = ()) -> Numbers:
        """The numbers of an article and of what was taken from it.

        Parts of a block that the editor has back (`restore`) keep their numbers too.
        """
        blocks = _blocks_of(draft)
        removals = [each for each in article.removals if each.rule != EDITED]
        gone = tuple(_gone(removals, blocks, tuple(restore)))
        taken = {each.number for each in gone if not each.part}
        left = [number for number in range(1, len(blocks) + 1) if number not in taken]
        printed = tuple(_printed(article.body, blocks, left))
        return cls(blocks, printed, gone, tuple(_edited(article, blocks)))

    @classmethod
    def emptied(cls, draft: Draft, error: EmptyArticle) -> Numbers:
        """The numbers of what was taken where nothing is left."""
        removed = zip(error.numbers, error.removed, strict=True)
        gone = (
            Gone(n, 0, text, Removal(rule, NOWHERE, None, text, "")) for n, (rule, text) in removed
        )
        return cls(_blocks_of(draft), (), tuple(gone))

    @classmethod
    def alone(cls, article: Article) -> Numbers:
        """Numbers of an article whose draft is not at hand: of its paragraphs and its removals."""
        removals = [each for each in article.removals if each.rule != EDITED]
        gone = tuple(Gone(n, 0, each.text, each) for n, each in enumerate(removals, 1))
        printed = tuple((n,) for n, _ in enumerate(article.body, 1))
        return cls((), printed, gone, tuple(_edited(article, ())))

    @property
    def told(self) -> str:
        """Which blocks are gone, for a person."""
        labels = dict.fromkeys(each.label for each in self.gone)
        return f"removed are {', '.join(labels)}" if labels else "nothing is removed"

    def block(self, number: int) -> Block | None:
        """The block of this number, as the source has it."""
        return self.blocks[number - 1] if 0 < number <= len(self.blocks) else None

    def passages_to_strip(self, number: int) -> tuple[Passage, ...]:
        """The source's words of a block that is to go, but for what fields have taken of it."""
        block = self.blocks[number - 1]
        raw = text_of(block)
        if not raw.strip():
            return (_whole(block.asset),) if isinstance(block, Figure) else ()
        lifted = [each.removal.span for each in self.gone if each.number == number and each.part]
        if not any(each.removal.moved_to for each in self.gone if each.number == number):
            return (_whole(raw),)
        left = _between(raw, [span for span in lifted if span])
        return tuple(Passage(digest_of(said), said) for said in left if any(map(str.isalnum, said)))

    def words_to_restore(self, number: int, part: int = 0) -> tuple[str, ...]:
        """The source's words of a block that was taken, or of its parts, or of one of them."""
        found = [each for each in self.gone if each.number == number and part in (0, each.part)]
        block = self.block(number)
        if isinstance(block, Figure) and found and not text_of(block).strip():
            return (block.asset,)
        return tuple(each.text for each in found)


def _blocks_of(draft: Draft) -> Blocks:
    """The blocks that rules judge, as `normalise` shows them; of a carried article its own."""
    held = prepared(draft).blocks if draft.article is None else draft.article.body
    blocks, _ = opened(held)
    return blocks


def _whole(text: str) -> Passage:
    return Passage(digest_of(text), text, whole=True)


def numbered(removals: Iterable[Removal], blocks: Blocks) -> tuple[Gone, ...]:
    """What each removal took, block by block."""
    return tuple(_gone(removals, blocks, ()))


def _edited(article: Article, blocks: Blocks) -> Iterator[Gone]:
    """What lines of the editor's struck, each with the number of the block that has these words.

    Where none of its place has them all, it is the first there.
    """
    by_place: dict[tuple[int, str], list[int]] = {}
    for number, block in enumerate(blocks, 1):
        by_place.setdefault((block.origin.first, block.origin.unit), []).append(number)
    for each in article.removals:
        if each.rule != EDITED:
            continue
        place = each.origin
        rows = range(place.first, place.last + 1) if place.first > 0 else ()
        here = [number for row in rows for number in by_place.get((row, place.unit), ())]
        key = key_of(each.text)
        same = (n for n in here if key_of(unmarked(text_of(blocks[n - 1]))) == key)
        yield Gone(next(same, here[0] if here else 0), 0, each.text, each)


def _gone(
    removals: Iterable[Removal], blocks: Blocks, restore: tuple[Passage, ...]
) -> Iterator[Gone]:
    raws = tuple(map(text_of, blocks))
    by_place: dict[tuple[int, str], list[int]] = {}
    for index, block in enumerate(blocks):
        by_place.setdefault((block.origin.first, block.origin.unit), []).append(index)
    found = []
    for removal in removals:
        begins = by_place.get((removal.origin.first, removal.origin.unit), ())
        found.append((removal, _run(removal, begins, raws)))
    cuts: dict[int, set[Span]] = {}
    for removal, run in found:
        if removal.span and run:
            cuts.setdefault(run[0], set()).add(removal.span)
    for index, spans in cuts.items():
        for passage in restore:
            spans.update(occurrences(raws[index], passage.text))
            spans.update(in_words(raws[index], passage.text) if passage.text.strip() else ())
    for removal, run in found:
        if removal.span and run:
            part = sorted(cuts[run[0]]).index(removal.span) + 1
            yield Gone(run[0] + 1, part, removal.text, removal)
        for index in () if removal.span else run:
            yield Gone(index + 1, 0, raws[index], removal)
        if not run:  # of another draft; it has no number
            yield Gone(0, 0, removal.text, removal)


def _run(removal: Removal, begins: Sequence[int], raws: tuple[str, ...]) -> range:
    """The blocks that a removal speaks of; lines of a head that was parted share their origin."""
    for first in begins:
        if removal.span:
            if raws[first][slice(*removal.span)] == removal.text:
                return range(first, first + 1)
            continue
        said = raws[first]
        last = first
        while len(said) < len(removal.text) and last + 1 < len(raws):
            last += 1
            said = f"{said}\n{raws[last]}"
        if said == removal.text:
            return range(first, last + 1)
    return range(0)


def _printed(body: Blocks, blocks: Blocks, left: list[int]) -> Iterator[tuple[int, ...]]:
    """For each block of a body those of the source: one, or several lines that make a list."""
    at = 0
    for block in body:
        first = at
        while first < len(left) and not _covers(block, blocks[left[first] - 1]):
            first += 1
        if first == len(left):
            yield ()
            continue
        at = first + 1
        if blocks[left[first] - 1].origin != block.origin:
            while at < len(left) and _covers(block, blocks[left[at] - 1]):
                at += 1
        yield tuple(left[first:at])


def _covers(block: Block, drafted: Block) -> bool:
    one, other = block.origin, drafted.origin
    return one.unit == other.unit and one.first <= other.first and other.last <= one.last


def _between(raw: str, spans: list[Span]) -> Iterator[str]:
    at = 0
    for first, end in (*sorted(spans), (len(raw), len(raw))):
        yield raw[at:first]
        at = max(at, end)
