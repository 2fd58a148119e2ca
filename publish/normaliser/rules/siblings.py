"""What stands together goes together: items of a list, cells of a table, a heading and its section.

The model judges each block for itself, and of twenty alike it is wrong about one. So most of them
say what becomes of the others: one item never goes alone, nor stays alone, without a reason of its
own. A heading stays while something under it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from publish.model.forms import is_line
from publish.model.passages import unmarked
from publish.model.tree import Heading
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.lists import Item
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues, has_digit, said
from publish.normaliser.page.sections import is_heading, own_section

__all__ = ["Settled", "settled"]

_FEWEST = 3  # of two neither is the odd one
_SURELY_NOT = 0.1
"""A figure that is a reason of its own to go."""
_SURELY = 0.8
"""A figure that is a reason of its own to stay."""
_LINKED = 0.8  # of its characters, where its siblings are no links
_CELLS = ("td", "th")
_LONGEST_CELL = 12  # words; a longer one is a column of a page that is laid out as a table
_FURNITURE = frozenset(
    (
        *("share", "follow", "tools", "menu", "account", "breadcrumb", "related", "advert"),
        *("comments", "newsletter", "consent", "paywall", "app", "support", "shop", "pager"),
        *("reading", "script", "tags", "legal", "contact", "post"),
    )
)
"""Kinds of wording that are a reason of their own for a short line to go."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What goes by its own figure, what goes with others and why, and what stays with others."""

    going: tuple[int, ...]
    along: Mapping[int, str]
    back: tuple[int, ...]


def settled(page: Page, left: Left, going: Iterable[int], keep: Sequence[float]) -> Settled:
    """The judgement of single blocks, `going`, with their siblings' in sight.

    `keep` is how surely each block is a part of the article.
    """
    judging = _Judging(page, left, keep, set(going))
    for group, whose in _groups(page):
        judging.settle(group, whose)
    begins = min(page.core, default=len(page))  # above it stands what is not the text
    headings = [i for i in left if i > begins and is_heading(page, i)]
    judging.settle_sections(headings)
    for index in reversed(headings):
        judging.settle_heading(index)
    return Settled(tuple(sorted(judging.going)), judging.along, tuple(sorted(judging.back)))


@dataclass(frozen=True, slots=True)
class _Judging:
    """A page while it is settled what goes."""

    page: Page
    left: Left
    keep: Sequence[float]
    going: set[int]
    along: dict[int, str] = field(default_factory=dict)
    back: set[int] = field(default_factory=set)

    def stays(self, index: int) -> bool:
        """Whether a block is in the body, as it is judged so far."""
        return self.left.holds(index) and index not in self.going and index not in self.along

    def settle(self, group: Sequence[int], whose: str) -> None:
        """Let most of the blocks that stand together say what becomes of the others."""
        gone = [index for index in group if not self.stays(index)]
        if 2 * len(gone) > len(group):
            why = f"{len(gone)} of the {len(group)} {whose} go"
            rest = (index for index in group if index in self.left and self.stays(index))
            self.along.update({index: why for index in rest if self.keep[index] < _SURELY})
        elif 2 * len(gone) < len(group):
            linked = sum(self.page.link_share[index] >= _LINKED for index in group)
            self.call_back(gone, alike=2 * linked > len(group))

    def settle_sections(self, headings: Sequence[int]) -> None:
        """Call back what stands under one of several headings alike, when most of theirs stays."""
        alike: defaultdict[tuple[int, tuple[str, ...]], list[tuple[int, range]]]
        alike = defaultdict(list)
        for index in headings:
            block = self.page.blocks[index]
            assert isinstance(block, Heading)
            under = own_section(self.page, index)
            if any(self.page.words[each] for each in under):
                alike[block.level, block.origin.trail[:-1]].append((index, under))
        for sections in alike.values():
            empty = [each for each in sections if not any(map(self.stays, each[1]))]
            if len(sections) >= _FEWEST and 2 * len(empty) < len(sections):
                for index, under in empty:
                    if self.stays(index):
                        self.call_back(under, alike=True)

    def settle_heading(self, index: int) -> None:
        """Call back a heading when something under it stays."""
        if not self.stays(index) and any(map(self.stays, own_section(self.page, index))):
            self.call_back((index,), alike=False)

    def call_back(self, indices: Iterable[int], *, alike: bool) -> None:
        """Let blocks stay that have no reason of their own to go; `alike` when links are none."""
        for index in indices:
            taken = index in self.going or index in self.along
            if taken and not _is_odd(self.page, index, self.keep, alike=alike):
                self.going.discard(index)
                self.along.pop(index, None)
                self.back.add(index)


def _groups(page: Page) -> Iterator[tuple[list[int], str]]:
    """The blocks that stand together, three and more, and what they are."""
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(page.items):
        if item is not None and page.words[index]:
            lists[id(_family(item).listing)].append(index)
    yield from ((group, "items of this list") for group in lists.values() if len(group) >= _FEWEST)
    for find, what in ((_mark, "items of this list"), (_table, "cells of this table")):
        for kind, run in groupby(range(len(page)), partial(find, page)):
            group = list(run)
            if kind and len(group) >= _FEWEST:
                yield group, what


def _family(item: Item) -> Item:
    """The item in the list that it is judged with: one or two answers belong to the list around."""
    while item.above is not None and len(item.listing.items) < _FEWEST:
        item = item.above
    return item


def _mark(page: Page, index: int) -> str:
    """The bullet that a line begins with, "1" for any number; "" for none."""
    raw = page.raws[index]
    if raw[:1].isalpha() or "\n" in raw or not is_line(page.blocks[index]) or unmarked(raw) == raw:
        return ""
    return "1" if has_digit(raw[:3]) else raw[0]


def _table(page: Page, index: int) -> tuple[str, ...]:
    """The elements around a row of which a short block is all of a cell; none of other blocks."""
    trail = page.blocks[index].origin.trail
    if not trail or page.words[index] > _LONGEST_CELL or element_of(trail[-1]).tag not in _CELLS:
        return ()
    return trail[:-2]


def _is_odd(page: Page, index: int, keep: Sequence[float], *, alike: bool) -> bool:
    """Whether a block has a reason of its own to go where its siblings stay."""
    if keep[index] < _SURELY_NOT or (not alike and page.link_share[index] >= _LINKED):
        return True
    line = page.bares[index]
    could_be = all(each.key == "weak" for each in said(line)) and said(line)  # "No", "Sports"
    return not could_be and not _FURNITURE.isdisjoint(cues(line))
