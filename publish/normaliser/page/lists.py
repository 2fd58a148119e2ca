"""Lists of a page opened, so that each item is judged for itself, and closed again after cleaning.

Comments, teasers and whole articles stand in lists. A list is opened when half of its items, or
of its words, are in items with blocks of their own: several blocks, a headline, a table, a
paragraph as long as a comment. A list of short lines, and one of such lists, is one block: nothing
speaks against one of its lines alone. Only lists of HTML pages are opened: of what an author marked
up nothing is judged.

A piece of an opened list is a list of one item. An item that holds an opened list is cut into what
stands above it, its pieces, and what stands below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, groupby, takewhile

from publish.model.forms import is_line, numbers_of, values_of
from publish.model.tree import Block, Blocks, Figure, Heading, Listing, Origin
from publish.model.walk import is_empty, text_of
from publish.normaliser.page.words import size

__all__ = ["Item", "closed", "opened"]

_LONG = 40  # words of a paragraph that is no line of a list; comments have as many. # guess
_SHORT = 8  # words of a headline, or of several blocks; fewer are a line in parts. # guess


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Where a piece of a list stood: in which item of which list, and that list in which item."""

    listing: Listing
    index: int
    above: Item | None

    @property
    def way(self) -> tuple[Item, ...]:
        """The items down to this one, the outermost first."""
        return (*(self.above.way if self.above else ()), self)


def opened(blocks: Blocks) -> tuple[Blocks, tuple[Item | None, ...]]:
    """The blocks with each list that is worth it in pieces, and the item of each piece."""
    opening = _Opening()
    pairs: list[tuple[Block, Item | None]] = []
    for block in blocks:
        if isinstance(block, Listing) and opening.is_worth(block):
            pairs += opening.pieces(block, None)
        else:
            pairs.append((block, None))
    return tuple(block for block, _ in pairs), tuple(item for _, item in pairs)


class _Opening:
    """Which lists of a page are opened: each is looked at once, in however many it lies."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def is_worth(self, listing: Listing) -> bool:
        """Whether a list is opened: for its own items', or for those of a list in it."""
        known = self._known.get(id(listing))
        if known is None:
            inner = [each for item in listing.items for each in item if isinstance(each, Listing)]
            found = [self.is_worth(each) for each in inner]
            said = bool(listing.origin.trail) and all(listing.items)
            known = said and (any(found) or _is_of_blocks(listing))
            self._known[id(listing)] = known
        return known

    def _is_opened(self, block: Block) -> bool:
        return isinstance(block, Listing) and self.is_worth(block)

    def pieces(self, listing: Listing, above: Item | None) -> list[tuple[Block, Item]]:
        """The pieces of a list, each with its item; together they reach as far as the list."""
        found: list[tuple[Block, Item]] = []
        numbers = numbers_of(listing) if listing.ordered else (1,) * len(listing.items)
        for index, blocks in enumerate(listing.items):
            item = Item(listing, index, above)
            for is_list, run in groupby(blocks, self._is_opened):
                if not is_list:
                    found.append((_piece(listing, numbers[index], tuple(run)), item))
                    continue
                for each in run:
                    assert isinstance(each, Listing)
                    found += self.pieces(each, item)
        for at, end in ((0, "first"), (-1, "last")):
            block, item = found[at]
            reaching = replace(block.origin, **{end: getattr(listing.origin, end)})
            found[at] = replace(block, origin=reaching), item
        return found


def _is_of_blocks(listing: Listing) -> bool:
    """Whether half of the items, or of the words, are in items with blocks of their own."""
    held = list(map(_holds_blocks, listing.items))
    if 2 * sum(held) >= len(held) or not any(held):
        return any(held)
    lengths = [sum(len(text_of(block)) for block in item) for item in listing.items]
    return 2 * sum(compress(lengths, held)) >= sum(lengths)


def _holds_blocks(item: Blocks) -> bool:
    own = [block for block in item if not isinstance(block, Listing)]
    headed = any(isinstance(block, Heading) for block in own)
    if (headed and len(own) > 1) or not all(is_line(block) or _is_picture(block) for block in own):
        return True
    texts = [text for block in own if (text := text_of(block).strip())]
    words = sum(size(text, len(text.split())) for text in texts)
    return words >= (_SHORT if headed or len(own) > 1 else _LONG)


def _is_picture(block: Block) -> bool:
    return isinstance(block, Figure) and not (block.caption or block.credit)


def _piece(listing: Listing, number: int, own: Blocks) -> Listing:
    """A list of one item, which stands in the elements that hold all of the item's blocks."""
    around, origins = listing.origin, [block.origin for block in own]
    origin = around
    if all(each.unit == around.unit and around.first <= each.first for each in origins):
        first, last = min(each.first for each in origins), max(each.last for each in origins)
        trail = _around([each.trail for each in origins], len(around.trail) + 1)
        if trail[: len(around.trail)] != around.trail:
            trail = around.trail
        origin = Origin(first, min(last, around.last), around.unit, trail)
    return replace(listing, items=(own,), start=number, origin=origin, values=())


def _around(trails: Sequence[tuple[str, ...]], least: int) -> tuple[str, ...]:
    """The elements that hold all blocks of these trails, so many at least."""
    one, other = min(trails), max(trails)  # all others lie between
    if one == other and len(trails) > 1:
        return one[: max(least, len(one) - 1)]  # of several paragraphs none holds the others
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(step for step, _ in same)


def closed(
    blocks: Blocks, texts: Sequence[str], items: Sequence[Item | None]
) -> tuple[Blocks, tuple[str, ...]]:
    """What is left of a page's blocks with the pieces of each list as one list again.

    Its items keep the numbers that they had. `texts` are the plain texts of the blocks.
    """
    if not any(items):
        return blocks, tuple(texts)
    made: list[tuple[Block, str]] = []
    ways = [item.way if item else () for item in items]
    pieces = zip(blocks, texts, ways, strict=True)
    for is_piece, run in groupby(pieces, lambda each: bool(each[2])):
        if not is_piece:
            made += ((block, text) for block, text, _ in run)
            continue
        for _, own in groupby(run, lambda each: id(each[2][0].listing)):
            left = list(own)
            found = _closed([(block, way) for block, _, way in left], 0)
            made += ((block, "\n".join(text for _, text, _ in left)) for block in found)
    return tuple(block for block, _ in made), tuple(text for _, text in made)


def _closed(pieces: Sequence[tuple[Block, tuple[Item, ...]]], depth: int) -> Blocks:
    """Pieces of one item, or of one list, as the blocks that they were at a depth of their ways."""
    made: list[Block] = []
    for whose, run in groupby(pieces, lambda each: _list_at(each[1], depth)):
        own = list(run)
        if not whose:
            for block, _ in own:
                assert isinstance(block, Listing)
                made += chain.from_iterable(block.items)
            continue
        listing = own[0][1][depth].listing
        kept = [
            (index, left)
            for index, held in groupby(own, lambda each: each[1][depth].index)
            if (left := _closed(list(held), depth + 1))
        ]
        again = _with_items(listing, kept) if kept else None
        if again is not None and (again is listing or not is_empty(again)):
            made.append(again)
    return tuple(made)


def _list_at(way: tuple[Item, ...], depth: int) -> int:
    return id(way[depth].listing) if depth < len(way) else 0


def _with_items(listing: Listing, kept: Sequence[tuple[int, Blocks]]) -> Listing:
    """A list of the items that are left of it, by their indices, under the numbers they had."""
    items = tuple(blocks for _, blocks in kept)
    if items == listing.items:
        return listing
    if not listing.ordered:
        hoisted = (_hoisted(listing.items[index], left) for index, left in kept)
        return replace(listing, items=tuple(chain.from_iterable(hoisted)))
    given, numbers = values_of(listing), numbers_of(listing)
    values: list[int | None] = []
    before = kept[0][0] - 1
    for index, _ in kept:
        values.append(given[index] if index == before + 1 else numbers[index])
        before = index
    counted = any(value is not None for value in values)
    return replace(
        listing,
        items=items,
        start=listing.start if not kept[0][0] else numbers[kept[0][0]],
        values=tuple(values) if counted else (),
    )


def _hoisted(had: Blocks, left: Blocks) -> Iterator[Blocks]:
    """An item; where only bulleted lists in it are left of more, their items."""
    bare = [block for block in left if isinstance(block, Listing) and not block.ordered]
    if len(bare) == len(left) and not all(isinstance(block, Listing) for block in had):
        yield from chain.from_iterable(block.items for block in bare)
    else:
        yield left
