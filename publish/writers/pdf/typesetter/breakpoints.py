"""A paragraph's text as places where lines may end: the programme's input, from shaped words.

Most paragraphs never need all their places, so a list is made in one of three details and again in
a finer one when that is wanted: where a line is enough the ends will do, and where lines are good
without hyphens nobody asks where words may get one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple  # WeasyPrint has no types

from publish.writers.pdf.typesetter import totalfit
from publish.writers.pdf.typesetter.breaks import breaks, breaks_between, hyphens_of
from publish.writers.pdf.typesetter.clinging import clings_to_next
from publish.writers.pdf.typesetter.leaves import Leaf, Path
from publish.writers.pdf.typesetter.pieces import Inner, Piece, pieces_of
from publish.writers.pdf.typesetter.store import NO_BREAK_SPACE, face_of
from publish.writers.pdf.typesetter.totalfit import Breakpoint

_SHORT = 8  # letters: a last line of one shorter word looks like a mistake


class Detail(IntEnum):
    """Which places of a paragraph a list has."""

    ENDS = 0
    """The first and the last: enough for one line."""
    WORDS = 1
    """All but those where a hyphen would be added."""
    ALL = 2


class Manner(NamedTuple):
    """What is asked of the places of a paragraph.

    `hyphens`: also where words may get one; `hang`: how far characters hang out of the measure;
    `clings`: which words should not end a line, for titles.
    """

    hyphens: bool
    hang: bool
    clings: bool


class Spot(NamedTuple):
    """Where a place is in the boxes: bytes of the leaf's text."""

    path: Path
    leaf: Any
    end: int  # of the line before
    start: int  # of the line after


@dataclass(slots=True)
class HorizontalList:
    """The places of a paragraph, where each is, and the width of a space in CSS pixels."""

    space: float
    language: str
    detail: Detail
    places: list[Breakpoint] = field(default_factory=list)
    spots: list[tuple[Path, Any, int, int]] = field(default_factory=list)  # as in `Spot`

    def spot(self, number: int) -> Spot:
        """Where a place is."""
        return Spot(*self.spots[number])


_NO_PLACE: tuple[Path, Any, int] = (), None, 0


def horizontal_list(
    linebox: Any, leaves: Sequence[Leaf], manner: Manner, detail: Detail
) -> HorizontalList:
    """The places of a paragraph: the first is its start, the last its end."""
    space = face_of(linebox.style).width(NO_BREAK_SPACE)
    text = HorizontalList(space, linebox.style["lang"] or "", detail)
    builder = _Builder(text, manner)
    for leaf in leaves:
        hyphens = hyphens_of(leaf.box.style, wanted=manner.hyphens)
        builder.leaf(leaf, pieces_of(leaf.box, hyphens, added=detail is Detail.ALL))
    builder.finish()
    return text


class _Builder:
    """Walks through the words of a paragraph and notes each place met."""

    def __init__(self, text: HorizontalList, manner: Manner) -> None:
        self.text, self.manner = text, manner
        self.x = 0.0
        self.spaces = self.letters = 0
        self.before = ""  # the text since the last gap
        self.closes = False  # whether its end does, see `Token`
        self.right, self.dash = 0.0, False  # of the last word: what hangs
        self.end: tuple[Path, Any, int] = _NO_PLACE  # where the last word ends
        self.gap: tuple[float, int] | None = None  # x and spaces before the spaces just passed
        self.gap_end: tuple[Path, Any, int] = _NO_PLACE  # where they end
        self.bound = False
        self.lead = 0.0  # margins before the first word: part of its line
        self.counts: list[int] = []  # letters up to each place
        self.last_gap = 1  # the last place that is a gap, or the first after the start
        self.hang = float(manner.hang)
        self.is_many = text.detail is not Detail.ENDS

    def leaf(self, leaf: Leaf, pieces: Sequence[Piece]) -> None:
        """Go through one text box."""
        path, box, lead, trail = leaf
        whole, byte = box.style["white_space"] == "nowrap", 0
        self.x += lead
        if not self.counts:
            self.lead += lead
        for number, (token, gap, binds, known) in enumerate(pieces):
            if number:
                if self.gap is None:
                    self.gap, self.bound = (self.x, self.spaces), binds or whole
                elif binds or whole:
                    self.bound = True
                self.x += gap
                self.spaces += 1
                byte += 2 if binds else 1
                self.gap_end = path, box, byte
            if known is None:
                continue
            width, size, letters, left, right, dash, opens, closes, _, _, inner = known
            if not self.counts:
                self._start(path, box, byte, left)
                self.before = token
            elif self.gap is None:
                inner = self._junction(token, left, inner, lead)
            else:
                if self.is_many and not self.bound:
                    self._gap(token, left, clear=self.closes and opens)
                self.before = token
            self.gap = None
            if inner and self.is_many and not whole:
                self._inside(path, box, byte, inner)
            self.x += width
            self.letters += letters
            self.right, self.dash, self.closes = right * self.hang, dash, closes
            byte += size
            self.end = path, box, byte
        self.x += trail
        if not self.counts:
            self.lead += trail

    def _start(self, path: Path, box: Any, byte: int, left: float) -> None:
        """The start of the first line."""
        x, left = self.x - self.lead, 0.0 if self.lead else left * self.hang
        self._add(Breakpoint(x, x, self.spaces, self.spaces, 0, 0, left), (path, box, 0, byte))

    def _gap(self, token: str, left: float, *, clear: bool) -> None:
        """A word after spaces: mostly a place; `clear` if nobody needs to be asked."""
        assert self.gap is not None
        if not clear and not breaks_between(self.before, token, self.text.language):
            return
        x, spaces = self.gap
        left *= self.hang
        place = Breakpoint(x, self.x, spaces, self.spaces, 0, 0, left, self.right, self.dash)
        if self.manner.clings:
            place.clings = float(clings_to_next(self.before, self.text.language))
        path, box, start = self.gap_end
        # The spaces may begin in an earlier box.
        end = start - (self.spaces - spaces)
        self._add(place, (path, box, end if end > 0 else 0, start))
        self.last_gap = len(self.counts) - 1

    def _junction(
        self, token: str, left: float, inner: tuple[Inner, ...], start: float
    ) -> tuple[Inner, ...]:
        """A word right after another, in the next box: breaks may differ from those of each."""
        joined = breaks(self.before + token, self.text.language)
        offset = len(self.before)
        if offset in joined and self.is_many:
            x, left = self.x - start, left * self.hang
            place = Breakpoint(
                x, self.x, self.spaces, self.spaces, totalfit.DASH, 0, left, self.right, self.dash
            )
            path, box, end = self.end
            self._add(place, (path, box, end, end))
        self.before += token
        return tuple([item for item in inner if item.hyphen or item.characters + offset in joined])

    def _inside(self, path: Path, box: Any, byte: int, inner: tuple[Inner, ...]) -> None:
        """The places inside a word."""
        letters, spaces, hang = self.letters, self.spaces, self.hang
        for item in inner:
            x, left, right = self.x + item.x, item.left * hang, item.right * hang
            place = Breakpoint(
                x, x, spaces, spaces, item.penalty, item.hyphen, left, right, item.dash
            )
            at = byte + item.bytes
            self.letters = letters + item.letters
            self._add(place, (path, box, at, at))
        self.letters = letters

    def _add(self, place: Breakpoint, spot: tuple[Path, Any, int, int]) -> None:
        self.text.places.append(place)
        self.text.spots.append(spot)
        self.counts.append(self.letters)

    def finish(self) -> None:
        """Add the end, and mark the places that leave one short word for the last line."""
        x, spaces = self.gap or (self.x, self.spaces)
        path, box, end = self.end
        place = Breakpoint(x, x, spaces, spaces, 0, 0, 0, self.right)
        self._add(place, (path, box, end, end))
        places = self.text.places
        for number in range(len(places) - 1, self.last_gap - 1, -1):
            places[number].runt = self.letters - self.counts[number] < _SHORT
