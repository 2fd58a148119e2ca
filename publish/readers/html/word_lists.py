"""Lists in HTML that Word wrote: paragraphs whose styles name their list and level.

Their bullets and numbers stand as text before the words. What is no bullet and no plain number,
such as "2.3." or "Article 1", stays text, and its paragraph no item: a list could not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from publish.model.cuts import cut
from publish.model.forms import label_of
from publish.model.tree import Block, Blocks, Listing, Numbering, Origin, Paragraph
from publish.model.walk import text_of
from publish.readers.html.elements import Attributes

_PLACE = re.compile(r"mso-list:\s*(l\d+)\s+level(\d)(?:\s+(lfo\d+))?", re.IGNORECASE)
_CLASS = re.compile(r"\bMsoList(?:Paragraph|Bullet|Number)", re.IGNORECASE)
_HANGING = re.compile(r"text-indent:\s*-[\d.]", re.IGNORECASE)
_MARGIN = re.compile(r"margin-left:\s*([\d.]+)(pt|in|cm|mm)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_STEP = 36.0  # points by which Word indents a level further
_DEEPEST = 9  # levels that Word has
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"([(\[]?)(\d{1,4}|[a-z]|[ivxlc]{1,8}|[A-Z]|[IVXLC]{1,8})([.)\]:]+)")
_AT_START = re.compile(r"\s*([(\[]?\w{1,8}[.)\]:]|\S)[\s\u00a0]{2,}")
_KINDS: tuple[Numbering, ...] = (
    "decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha",
)  # fmt: skip
_LARGEST = 400  # number that a marker in letters may mean


class ListPlace(NamedTuple):
    """The list a paragraph belongs to, and its level in it, from 1."""

    name: str
    level: int


class Item(NamedTuple):
    """A paragraph of a list; its marker is None when it goes on with the item before."""

    place: ListPlace
    marker: str | None


def speaks_of_lists(markup: str) -> bool:
    """Whether a page has the styles or classes of Word's lists anywhere."""
    return "mso-list" in markup or "msolist" in markup


def place_of(attributes: Attributes) -> ListPlace | None:
    """Where a paragraph stands among the lists of its page, if it stands in one."""
    style = attributes.get("style") or ""
    if (found := _PLACE.search(style)) is not None:
        return ListPlace(f"{found[1]}{found[3] or ''}", int(found[2]))
    if not _CLASS.search(attributes.get("class") or ""):
        return None
    margin = _MARGIN.search(style)
    points = (
        float(margin[1]) * _POINTS[margin[2].lower()] if margin and _HANGING.search(style) else 0
    )
    return ListPlace("", min(max(round(points / _STEP), 1), _DEEPEST))


def marker_in(attributes: Attributes, words: str) -> str:
    """The marker of an item that an element holds; empty when it holds none that a list can say.

    One without words is a bullet as well: a picture.
    """
    if not _IGNORED.search(attributes.get("style") or ""):
        return ""
    marker = words.strip() or "•"
    return marker if _can_be_said(marker) else ""


def _can_be_said(marker: str) -> bool:
    return len(marker.strip()) == 1 or _NUMBER.fullmatch(marker.strip()) is not None


def without_marker(paragraph: Paragraph) -> tuple[Block, str | None]:
    """A paragraph less the marker before the wide space at its beginning, and that marker."""
    found = _AT_START.match(text_of(paragraph))
    if found is None or not _can_be_said(found[1]):
        return paragraph, None
    return cut(paragraph, [found.span()]), found[1]


def with_lists(blocks: Sequence[Block], items: Mapping[int, Item]) -> list[Block]:
    """The blocks with runs of items as lists; `items` are by the number of their paragraph."""
    made: list[Block] = []
    run: list[tuple[Item, Block]] = []
    for block in blocks:
        item = items.get(block.origin.first) if isinstance(block, Paragraph) else None
        if item is not None and (run or item.marker is not None):
            run.append((item, block))
            continue
        made += _lists(run)
        run = []
        made.append(block)
    return [*made, *_lists(run)]


def _lists(run: Sequence[tuple[Item, Block]]) -> Iterator[Block]:
    """A run of items as lists, deeper ones in the item before them."""
    at = 0
    while at < len(run):
        end = _end(run, at)
        yield _listing(run[at:end])
        at = end


def _end(run: Sequence[tuple[Item, Block]], at: int) -> int:
    """Where the list ends that begins at an item: at another one, or one further out."""
    first = run[at][0]
    last = first.marker
    for end in range(at + 1, len(run)):
        (place, marker), _ = run[end]
        if place.level > first.place.level or marker is None:
            continue
        same = place == first.place and _is_number(marker) == _is_number(first.marker)
        if not same or (_is_first(marker) and not _is_first(last)):
            return end
        last = marker
    return len(run)


def _is_number(marker: str | None) -> bool:
    return _NUMBER.fullmatch((marker or "").strip()) is not None


def _is_first(marker: str | None) -> bool:
    """Whether numbers begin here."""
    return (marker or "").strip(" ()[].:").lower() in ("1", "a")


def _listing(run: Sequence[tuple[Item, Block]]) -> Listing:
    level = run[0][0].place.level
    items: list[Blocks] = []
    markers: list[str] = []
    deeper: list[tuple[Item, Block]] = []
    for item, block in run:
        if item.place.level > level and item.marker is not None:
            deeper.append((item, block))
            continue
        if deeper and item.marker is None:
            deeper.append((item, block))
            continue
        if deeper:
            items[-1] = (*items[-1], *_lists(deeper))
            deeper = []
        if item.marker is None:
            items[-1] = (*items[-1], block)
        else:
            items.append((block,))
            markers.append(item.marker)
    if deeper:
        items[-1] = (*items[-1], *_lists(deeper))
    origin = run[0][1].origin
    whole = Origin(origin.first, run[-1][1].origin.last, origin.unit, origin.trail)
    if not _is_number(markers[0]):
        return Listing(tuple(items), origin=whole)
    numbering, numbers = _counted(markers)
    counted = all(number == numbers[0] + index for index, number in enumerate(numbers))
    return Listing(
        tuple(items), True, numbers[0], whole, numbering, values=() if counted else numbers
    )


def _counted(markers: Sequence[str]) -> tuple[Numbering, tuple[int, ...]]:
    """How markers count, and what: in the way in which they rise by one the most often."""
    bare = [marker.strip(" ()[].:\u00a0\t\r\n") for marker in markers]
    read = [(kind, numbers) for kind in _KINDS if (numbers := _numbers(bare, kind))]
    if not read:
        return "decimal", tuple(range(1, len(markers) + 1))

    def steps(each: tuple[Numbering, tuple[int, ...]]) -> tuple[int, bool]:
        rising = sum(b == a + 1 for a, b in zip(each[1], each[1][1:], strict=False))
        return rising, each[1][0] == 1

    return max(read, key=steps)


@cache
def _labels(kind: Numbering) -> Mapping[str, int]:
    return {label_of(number, kind): number for number in range(1, _LARGEST)}


def _numbers(bare: Sequence[str], kind: Numbering) -> tuple[int, ...]:
    """The numbers that labels of a kind mean; empty when one of them is of another."""
    if kind == "decimal":
        return tuple(map(int, bare)) if all(map(str.isdecimal, bare)) else ()
    labels = _labels(kind)
    return tuple(labels[each] for each in bare) if all(each in labels for each in bare) else ()
