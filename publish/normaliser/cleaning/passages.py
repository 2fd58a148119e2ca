"""Where the passages that an editor ruled about stand in a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from publish.model.article import Note, Passage, Span
from publish.model.passages import in_words, key_of, occurrences, unmarked
from publish.model.tree import Block, Blocks, Figure, Footnote, Inline, Inlines, Link, Text
from publish.model.walk import digest_of, folded, rebuilt, text_of
from publish.normaliser.cleaning.ledger import Place
from publish.normaliser.page.page import Page

_NEAR = 0.5  # share of pairs of letters from which one text may be meant for another. # guess
_HERE = "\ue000"  # no text of ours holds it: it is for private use
_NOTE_MARK = r"(?:\d{1,3}|\[\d{1,3}\]|[*†‡§]{1,3}|\([^()]{1,500}\))?"  # a number, or an address
_HERES, _UNCLEAR = re.compile(f"{_HERE}+"), re.compile(rf"{_HERE}(?=[\d*†‡§\[(])")
_SHOWN = 80  # characters of a passage in a note
_DIGITS = 12  # of a passage that is named by its digest alone


class Places:
    """A page's blocks by what an editor may call them; each is worked out when it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def _digests(self) -> tuple[str, ...]:
        return tuple(map(digest_of, self.page.raws))

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(map(key_of, self.page.raws))

    @cached_property
    def _unmarked(self) -> tuple[str, ...]:
        return tuple(key_of(unmarked(raw)) for raw in self.page.raws)

    @cached_property
    def _shown(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(_shape_of, self.page.blocks))

    @cached_property
    def _pairs(self) -> tuple[frozenset[str], ...]:
        return tuple(map(_pairs, self._keys))

    def whole(self, passage: Passage) -> frozenset[int]:
        """The blocks that are the passage: each that says it, else the runs that say it together.

        A picture without words goes by its name.
        """
        keys = _keys_of(passage)
        found = {at for at, digest in enumerate(self._digests) if digest == passage.digest}
        found |= {
            at
            for at in range(len(self.page))
            if self._keys[at] in keys or self._unmarked[at] in keys
        }
        if not found and passage.text:
            found.update(self._named(passage.text))
        return frozenset(found or self._runs(keys))

    def _found(self, text: str, find: Callable[[str, str], list[Span]]) -> Iterator[Place]:
        """What `find` finds in blocks whose keys hold that of a text: few, and quick to tell."""
        wanted = key_of(text)
        for index, key in enumerate(self._keys):
            if wanted in key:
                for span in find(self.page.raws[index], text):
                    yield index, span

    def stripped(self, passage: Passage) -> list[Place]:
        """All that is to go: blocks that are the passage, and its words where they stand in others.

        Blocks that are printed so come next, then its words however they are spelt.
        """
        whole = self.whole(passage)
        parts = () if passage.whole else self._found(passage.text, occurrences)
        inside = [each for each in parts if each[0] not in whole]
        if whole or inside:
            return sorted([*((index, None) for index in whole), *inside], key=lambda each: each[0])
        return self._loosely(passage)

    def kept(self, passage: Passage) -> list[Place]:
        """What stays of a passage that is no block and that no rule pointed at as it is."""
        return list(self._found(passage.text, occurrences)) or self._loosely(passage)

    def _loosely(self, passage: Passage) -> list[Place]:
        """Blocks as their lines show them, with the marks of notes too; then parts as spelt."""
        keys = _keys_of(passage)
        shown: list[Place] = [
            (index, None)
            for index, shape in enumerate(self._shown)
            if any(map(shape.fullmatch, keys))
        ]
        return shown or ([] if passage.whole else list(self._found(passage.text, in_words)))

    def _named(self, name: str) -> Iterator[int]:
        for index, block in enumerate(self.page.blocks):
            if isinstance(block, Figure) and block.asset == name and not self._keys[index]:
                yield index

    def _runs(self, keys: frozenset[str]) -> frozenset[int]:
        found: set[int] = set()
        for wanted in keys:
            for spelt in (self._keys, self._unmarked):
                for first, key in enumerate(spelt):
                    if key and wanted.startswith(key):
                        found.update(_run(spelt, first, wanted))
        return frozenset(found)

    def unmatched(self, word: str, passage: Passage) -> Note:
        """That a passage to `word` ("strip", "restore") is nowhere, and what comes near it."""
        shown = f"“{_short(passage.text)}”" if passage.text else passage.digest[:_DIGITS]
        message = f"no such passage to {word}: {shown}"
        nearest = self._nearest(passage.text)
        if nearest is None:
            return Note("decision.unmatched", message)
        near = _short(self.page.texts[nearest])
        origin = self.page.blocks[nearest].origin
        return Note("decision.unmatched", f"{message}; nearest is {nearest + 1}: “{near}”", origin)

    def _nearest(self, text: str) -> int | None:
        """The block that shares most pairs of letters with a text, or that holds most of them."""
        wanted = _pairs(key_of(text))
        best, nearest = _NEAR, None
        for index, there in enumerate(self._pairs if wanted else ()):
            shared = len(wanted & there)
            alike = 2 * shared / (len(wanted) + len(there))
            held = shared / min(len(wanted), len(there)) - _NEAR if there else 0
            if max(alike, held) > best:
                best, nearest = max(alike, held), index
        return nearest


def names_of(passages: tuple[Passage, ...]) -> frozenset[str]:
    """What words are known by that an editor wants back: digests and keys."""
    return frozenset({each.digest for each in passages}.union(*map(_keys_of, passages)))


def _keys_of(passage: Passage) -> frozenset[str]:
    return frozenset((key_of(passage.text), key_of(unmarked(passage.text)))) - {""}


def _run(spelt: tuple[str, ...], first: int, wanted: str) -> range:
    """The blocks from `first` on that say what is wanted together; none when they do not."""
    said = 0
    for last in range(first, len(spelt)):
        if not wanted.startswith(spelt[last], said):
            break
        said += len(spelt[last])
        if said == len(wanted):
            return range(first, last + 1)
    return range(0)


def _shape_of(block: Block) -> re.Pattern[str]:
    """What the key of a block looks like when it is copied from a page.

    No mark is looked for before what may be one itself: each place has one reading, so that no
    page can make the search take long.
    """
    key = key_of(unmarked(text_of(_printed(block))))
    key = _UNCLEAR.sub("", _HERES.sub(_HERE, key))
    return re.compile(_NOTE_MARK.join(map(re.escape, key.split(_HERE))))


def _printed(block: Block) -> Block:
    """A block without alternative texts, with a sign where the mark of a note may stand."""
    bare = replace(block, alt="") if isinstance(block, Figure) else block
    return rebuilt(bare, inlines=_marked, blocks=_printed_blocks)


def _printed_blocks(blocks: Blocks) -> Blocks:
    return tuple(map(_printed, blocks))


def _marked(inlines: Inlines) -> Inlines:
    made: list[Inline] = []
    for each in inlines:
        if isinstance(each, Footnote):
            made.append(Text(_HERE))
            continue
        made.append(rebuilt(each, inlines=_marked, blocks=_printed_blocks))
        if isinstance(each, Link):
            made.append(Text(_HERE))
    return tuple(made)


def _pairs(key: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(key))) or frozenset(key)


def _short(text: str) -> str:
    line = folded(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"
