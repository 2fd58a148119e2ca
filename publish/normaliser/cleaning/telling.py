"""What is told of a page: the doubts about the article's own blocks, and none about furniture.

Readers note what a draft cannot hold wherever it stands on a page, in its menus too. After cleaning
it is known what was furniture: the record has its words, and a note on them says nothing more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from publish.model.article import Note
from publish.model.notes import CODES
from publish.model.tree import Origin
from publish.normaliser.cleaning.engine import Cleaning
from publish.normaliser.page.elements import element_of
from publish.normaliser.page.page import Page

_OWN = ("title", "standfirst")  # words that left the body and are printed as they stood
_BROKEN, _DRAWN = "image.unreadable", "drawing.left-out"
_PICTURE, _CAPTION = "body.missing-picture", "body.orphan-caption"
_APART = frozenset(
    {"navigation", "footer", "side", "related", "share", "comment", "advert", "subscribe", "byline"}
)
"""What elements are used for whose pictures are none of the article's."""


def told(page: Page, cleaning: Cleaning) -> tuple[Note, ...]:
    """The notes of the draft and of cleaning that an editor should hear of.

    Of a place that cleaning took, a note is left out when the block's words say it (`worded`), and
    weighs as information otherwise: it may hold words that stand nowhere else. So does a picture
    that was missed among furniture. Information that is said of several places is one note.
    """
    if not (page.draft.notes or cleaning.notes):
        return ()
    ground = _Ground(page, cleaning)
    broken = [note for note in page.draft.notes if note.code == _BROKEN]
    found = (note for note in cleaning.notes if not _is_told(note, broken))
    notes = [*_of_draft(page.draft.notes, ground), *_of_pictures(found, ground)]
    return tuple(_joined(notes))


class _Ground:
    """Which of a page's blocks are the article's, after cleaning."""

    def __init__(self, page: Page, cleaning: Cleaning) -> None:
        self.places = sorted((block.origin for block in page.blocks), key=lambda each: each.first)
        self._firsts = [each.first for each in self.places]
        own = {block.origin.first for block in cleaning.body}
        mute: set[int] = set()
        removals = cleaning.removals
        for origin in {gone.origin for gone in removals if gone.moved_to in _OWN}:
            own.update(self._between(origin))
        for origin in {gone.origin for gone in removals if gone.rule in (_PICTURE, _CAPTION)}:
            mute.update(self._between(origin))  # those moved to the article are its own besides
        self._own, self._mute = own, mute - own

    def _between(self, origin: Origin) -> list[int]:
        return self._firsts[
            bisect_right(self._firsts, origin.first - 1) : bisect_right(self._firsts, origin.last)
        ]

    def _at(self, place: Origin) -> int:
        """The index of the last block that begins where a place does, or before; −1 for none."""
        return bisect_right(self._firsts, place.first) - 1

    def holds(self, place: Origin) -> bool:
        """Whether a place is the article's; what is in no block is, but for the end of a page."""
        at = self._at(place)
        if at < 0 or place.unit != self.places[at].unit:
            return True
        inside = place.first <= self.places[at].last
        at_end = place.unit == "block" and at == len(self.places) - 1
        return self._firsts[at] in self._own or not (inside or at_end)

    def holds_picture(self, place: Origin) -> bool:
        """Whether a picture that went belongs to the article rather than to its surroundings.

        It is told by the elements that it shares with the nearest blocks on both sides, and by
        what they and the others around it are named for. A format without elements has no
        surroundings.
        """
        if not place.trail:
            return True
        at = self._at(place)
        sides = (range(at - 1, -1, -1), range(at + 1, len(self.places)))
        own = [self._nearest(place, side, own=True) for side in sides]
        gone = max(self._nearest(place, side, own=False) for side in sides)
        shared = max(own)
        if shared < 1 or any(_is_apart(step) for step in place.trail[shared:]):
            return False
        between = min(own) >= 0
        if shared == 1:  # the page itself, which holds everything
            return between or (own[0] == 1 and gone < 1)
        return shared > gone or (
            shared == gone and (between or _is_articles(place.trail[gone - 1]))
        )

    def _nearest(self, place: Origin, side: range, *, own: bool) -> int:
        """How many elements a picture shares with the nearest block; −1 when there is none."""
        for index in side:
            first = self._firsts[index]
            if first not in self._mute and (first in self._own) is own:
                return _shared(place.trail, self.places[index].trail)
        return -1


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    same = 0
    for step, another in zip(one, other, strict=False):
        if step != another:
            break
        same += 1
    return same


def _is_articles(step: str) -> bool:
    element = element_of(step)
    return element.tag == "article" or "content" in element.uses


def _is_apart(step: str) -> bool:
    element = element_of(step)
    return (
        element.is_furniture
        or element.is_elsewhere
        or element.is_logo
        or not _APART.isdisjoint(element.uses)
    )


def _of_draft(notes: tuple[Note, ...], ground: _Ground) -> Iterator[Note]:
    for note in notes:
        if note.code == _BROKEN and note.origin.first:
            if ground.holds(note.origin) or ground.holds_picture(note.origin):
                yield note
        elif ground.holds(note.origin):
            yield note
        elif not _is_on_record(note):
            yield replace(note, weight="info")


def _is_on_record(note: Note) -> bool:
    """Whether a block that went has the words of a note; of a logo that is drawn nobody asks."""
    if note.code == _DRAWN:
        elements = map(element_of, note.origin.trail)
        return any(each.tag == "a" or each.is_logo for each in elements)
    return note.code in CODES and CODES[note.code].worded


def _is_told(note: Note, broken: list[Note]) -> bool:
    """Whether a picture is missed that is there and cannot be decoded, which is told."""
    places = [each.origin for each in broken]
    return note.code == _PICTURE and note.origin in places


def _of_pictures(found: Iterable[Note], ground: _Ground) -> Iterator[Note]:
    """One doubt a page: each of a page that was saved without its pictures says nothing new."""
    notes = list(found)
    missed = [note for note in notes if note.code == _PICTURE and ground.holds_picture(note.origin)]
    for note in notes:
        if note.code != _PICTURE:
            yield note
        elif missed and note is missed[0]:
            more = f" and {len(missed) - 1:,} more" if len(missed) > 1 else ""
            yield replace(note, message=f"{note.message}{more}")


def _joined(notes: list[Note]) -> Iterator[Note]:
    """The notes, what is only told of several places in the same words once."""
    counts = Counter((note.code, note.message) for note in notes if note.weight == "info")
    for note in notes:
        count = counts.pop((note.code, note.message), 0) if note.weight == "info" else 1
        if count > 1:
            yield replace(note, message=f"{note.message} (in {count:,} places)")
        elif count:
            yield note
