"""What the wording of a page's short blocks says, read once for all rules of furniture."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.model.article import Finding
from publish.model.forms import is_worded
from publish.model.tree import Heading
from publish.normaliser.page.page import Left, Page, once_a_page
from publish.normaliser.page.phrases import Said, bare, has_digit, parts_of, phrases, said
from publish.normaliser.page.sentences import ENDS, ends_as_no_title
from publish.normaliser.rules.own_lists import are_own

LINKED = 0.5
"""Share of a block's characters in links from which the block is a link."""

_LONGEST_BAR = 24  # words; a bar of twelve buttons with their counts; 1 of 1,338

WORD_JOIN = re.compile(r"(?<=[a-zé])(?=[A-Z])")
"""Where words are glued: Share|Tweet."""

_FEWEST_TOLD = 4  # words of a sentence that tells of somebody
_WORDS = re.compile(r"[^\W\d_]+")

_SHOWN = 4  # phrases of a bar told in a reason
_HEADING_WORDS = 3  # a heading of more says what it is; 4 of 1,338
_COUNTED = frozenset({"comments", "pager", "rating", "media", "live"})  # numbers beside buttons
_BOXES = frozenset({"newsletter", "consent", "paywall", "app", "support", "shop", "script"})


@dataclass(frozen=True, slots=True)
class Bar:
    """A block that consists of nothing but phrases of furniture.

    `weak` when none of them would do alone: "Sports", "Next", "Facebook".
    """

    kind: str
    phrases: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said, by kind and by block, and which blocks are bars of furniture or boxes.

    `numbers` are the blocks of a few words that hold a digit.
    """

    said: Mapping[str, Sequence[tuple[int, Said]]]
    lines: Mapping[int, tuple[Said, ...]]
    bars: Mapping[int, Bar]
    boxes: frozenset[int]
    numbers: tuple[int, ...]
    core_first: int
    core_last: int

    def of(self, left: Left, kind: str, *keys: str) -> Iterator[tuple[int, Said]]:
        """The open blocks that say phrases of a kind, each with the first of them."""
        last = -1
        for index, each in self.said.get(kind, ()):
            if index != last and each.key in keys and index in left:
                last = index
                yield index, each

    def is_inside(self, index: int) -> bool:
        """Whether a block stands between the first and the last paragraph of the core."""
        return self.core_first < index < self.core_last

    def has_company(self, index: int) -> bool:
        """Whether the block before or behind is furniture too, or a box that asks for something."""
        return any(
            other in self.boxes or (other in self.bars and not self.bars[other].weak)
            for other in (index - 1, index + 1)
        )


@once_a_page
def marks_of(page: Page) -> Marks:
    """The marks of a page; read when first asked for."""
    return _read(page)


def tells(page: Page, index: int) -> bool:
    """Whether a block is a sentence that tells of somebody or of what was, as no box does.

    “Follow the river, he said.” is an article's own, whatever words it begins with.
    """
    if not page.texts[index].endswith(ENDS) or page.words[index] < _FEWEST_TOLD:
        return False
    line = page.bares[index] or bare(page.texts[index])
    words = frozenset(_WORDS.findall(line))
    if words & phrases("prose", "told"):
        return True
    if not line.isascii() and any(each in line for each in phrases("prose", "unspaced")):
        return True
    return bool(words & phrases("prose", "past")) and not words & phrases("prose", "reader")


def goes_on(page: Page, index: int, said_so: Said) -> bool:
    """Whether a line that begins with a phrase is a sentence which says more than that.

    “Back to top form, the team won by nine.” It speaks to nobody, or tells of somebody.
    """
    if tells(page, index):
        return True
    if not page.is_sentence(index) or 2 * said_so.last >= page.words[index]:
        return False
    words = frozenset(_WORDS.findall(page.bares[index]))
    return ", " in page.texts[index] and not words & phrases("prose", "reader")


def may_be_heading(page: Page, index: int) -> bool:
    """Whether a line may be a sub-heading: a heading of some words, or one word between paragraphs.

    Prose stands right behind it.
    """
    if page.words[index] > _HEADING_WORDS or index + 1 >= len(page):
        return False
    if not page.is_sentence(index + 1):
        return False
    if isinstance(page.blocks[index], Heading):
        return True
    return page.words[index] == 1 and index > 0 and page.is_sentence(index - 1)


def point_at_bars(page: Page, left: Left, kinds: tuple[str, ...], why: str) -> Iterator[Finding]:
    """Point at the open bars of some kinds that would do alone."""
    for index, bar in marks_of(page).bars.items():
        if bar.kind not in kinds or bar.weak or index not in left:
            continue
        if may_be_heading(page, index):
            continue
        yield Finding(index, index, f"{why} ({shown(bar.phrases)})")


def shown(found: tuple[str, ...]) -> str:
    """The phrases of a bar for a reason; the first few of many."""
    return ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")


def _read(page: Page) -> Marks:
    found: defaultdict[str, list[tuple[int, Said]]] = defaultdict(list)
    lines: dict[int, tuple[Said, ...]] = {}
    bars: dict[int, Bar] = {}
    numbers: list[int] = []
    for index, line in enumerate(page.bares):
        if not line or not is_worded(page.blocks[index]):
            continue
        if spoken := said(line):
            lines[index] = spoken
            for each in spoken:
                found[each.kind].append((index, each))
        if page.words[index] > _LONGEST_BAR:
            continue
        if has_digit(line):
            numbers.append(index)
        if ends_as_no_title(page.texts[index]):
            continue
        bar = _bar(line, page.texts[index])
        if bar and (_is_pressed(bar) or not are_own(page, (index,))):
            bars[index] = bar
    boxes = frozenset(
        index for kind in _BOXES for index, each in found.get(kind, ()) if each.key == "contains"
    )
    core = page.core
    first, last = min(core, default=len(page)), max(core, default=-1)
    return Marks(found, lines, bars, boxes, tuple(numbers), first, last)


def _is_pressed(bar: Bar) -> bool:
    """Whether a bar says what a button does: “Tweet”, “Copy link”; names of networks do not."""
    return not phrases("share", "strong").isdisjoint(bar.phrases)


def _bar(line: str, text: str) -> Bar | None:
    parts = parts_of(line)
    if not parts and " " not in line and (halves := WORD_JOIN.split(text))[1:]:
        parts = parts_of(bare(" ".join(halves)))
        parts = parts if len(parts) > 1 else ()
    if not parts:
        return None
    said_so = tuple(phrase for _, _, phrase in parts)
    names = sum(key == "names" for _, key, _ in parts)
    if any(kind == "share" and key == "strong" for kind, key, _ in parts):
        return Bar("share", said_so, False)
    if names > 1 and "," not in text:
        return Bar("share", said_so, False)
    if all(key == "beside" for _, key, _ in parts):
        return None
    counted = has_digit(text)
    for kind, key, _ in parts:
        if key == "whole":
            return None if counted and kind not in _COUNTED else Bar(kind, said_so, False)
    return None if counted or "," in text else Bar(parts[0][0], said_so, True)
