"""A paragraph's text as places where lines may end: the programme's input, from shaped words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple  # WeasyPrint has no types

from weasyprint.text.ffi import FROM_UNITS

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter import hanging, totalfit
from publish.writers.pdf.typesetter.breaks import (
    Hyphens,
    breaks,
    breaks_between,
    hyphens_in,
    hyphens_of,
)
from publish.writers.pdf.typesetter.clinging import clings_to_next
from publish.writers.pdf.typesetter.leaves import Leaf, Path
from publish.writers.pdf.typesetter.store import NO_BREAK_SPACE, Face, WordStore, face_of, store_for
from publish.writers.pdf.typesetter.totalfit import Breakpoint

_SHORT = 8  # letters: a last line of one shorter word looks like a mistake
_PENALTIES = {
    "plain": totalfit.HYPHEN,
    "compound": totalfit.COMPOUND,
    "capitals": totalfit.HYPHEN * 5,
}


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
    hang: bool
    clings: bool
    places: list[Breakpoint] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)  # up to each place
    is_gap: list[bool] = field(default_factory=list)

    def add(self, place: Breakpoint, spot: Spot, letters: int, *, gap: bool) -> None:
        """One more place, with the letters before it; `gap` where spaces vanish."""
        if not self.hang:
            place.left = place.right = 0
        self.places.append(place)
        self.spots.append(spot)
        self.letters.append(letters)
        self.is_gap.append(gap)


class _Inner(NamedTuple):
    """A break inside a word: characters, bytes and width before it."""

    characters: int
    bytes: int
    x: float
    hyphen: float
    penalty: float
    right: float
    dash: bool
    left: float
    letters: int


class _Token(NamedTuple):
    """A word as planning sees it; `left` and `right` hang out where a line starts or ends."""

    width: float
    bytes: int
    letters: int
    left: float
    right: float
    dash: bool
    inner: tuple[_Inner, ...]


_Piece = tuple[str, float, bool, _Token | None]
"""A word, the width of the space before it, whether that binds, and what is known of the word."""


def horizontal_list(
    linebox: Any, leaves: Sequence[Leaf], *, hyphens: bool, hang: bool, clings: bool
) -> HorizontalList:
    """The places of a paragraph: the first is its start, the last its end.

    Without `hyphens` only where Unicode allows a break; `clings` marks small words, for titles.
    """
    space = face_of(linebox.style).width(NO_BREAK_SPACE)
    builder = _Builder(HorizontalList(space, linebox.style["lang"] or "", hang, clings))
    for leaf in leaves:
        builder.leaf(leaf, hyphens_of(leaf.box.style, wanted=hyphens))
    return builder.finish()


class _Builder:
    """Walks through the words of a paragraph and notes each place met."""

    def __init__(self, text: HorizontalList) -> None:
        self.text = text
        self.x = 0.0
        self.spaces = self.letters = 0
        self.before = ""  # the text since the last gap
        self.last: tuple[float, bool] = 0.0, False  # right, dash of the last word
        self.end: tuple[Path, Any, int] = (), None, 0  # where the last word ends
        self.gap: tuple[float, int] | None = None  # x and spaces before the spaces just passed
        self.gap_end: tuple[Path, Any, int, int] = (), None, 0, 0
        self.bound = False
        self.lead = 0.0  # margins before the first word: part of its line

    def leaf(self, leaf: Leaf, hyphens: Hyphens) -> None:
        """Go through one text box."""
        box, byte, whole = leaf.box, 0, leaf.box.style["white_space"] == "nowrap"
        self.x += leaf.before
        if not self.text.places:
            self.lead += leaf.before
        for number, (token, gap, binds, known) in enumerate(_pieces(box, hyphens)):
            if number:
                if self.gap is None:
                    self.gap, self.bound = (self.x, self.spaces), False
                self.x += gap
                self.spaces += 1
                size = 2 if binds else 1
                self.gap_end = leaf.path, box, byte, byte + size
                self.bound = self.bound or binds or whole
                byte += size
            if known is not None:
                start = leaf.before if not number else 0
                self._word(leaf, byte, token, known, start=start, whole=whole and number > 0)
                byte += known.bytes
        self.x += leaf.after
        if not self.text.places:
            self.lead += leaf.after

    def _word(
        self, leaf: Leaf, byte: int, token: str, known: _Token, *, start: float, whole: bool
    ) -> None:
        inner = known.inner if leaf.box.style["white_space"] != "nowrap" else ()
        if not self.text.places:
            x = self.x - self.lead
            place = Breakpoint(x, x, self.spaces, self.spaces)
            place.left = 0 if self.lead else known.left
            self.text.add(place, Spot(leaf.path, leaf.box, 0, byte), 0, gap=False)
            self.before = token
        elif self.gap is not None:
            self._gap(token, known.left)
        elif not whole:
            inner = self._junction(token, known.left, inner, start)
        self.gap = None
        for item in inner:
            x = self.x + item.x
            place = Breakpoint(x, x, self.spaces, self.spaces)
            place.hyphen, place.penalty, place.dash = item.hyphen, item.penalty, item.dash
            place.right, place.left = item.right, item.left
            at = byte + item.bytes
            spot = Spot(leaf.path, leaf.box, at, at)
            self.text.add(place, spot, self.letters + item.letters, gap=False)
        self.x += known.width
        self.letters += known.letters
        self.last = known.right, known.dash
        self.end = leaf.path, leaf.box, byte + known.bytes

    def _gap(self, token: str, left: float) -> None:
        """A word after spaces: mostly a place."""
        assert self.gap is not None
        x, spaces = self.gap
        if not self.bound and breaks_between(self.before, token, self.text.language):
            place = Breakpoint(x, self.x, spaces, self.spaces)
            (place.right, place.dash), place.left = self.last, left
            if self.text.clings:
                place.clings = float(clings_to_next(self.before, self.text.language))
            path, leaf, _, start = self.gap_end
            # The spaces may begin in an earlier box.
            end = max(start - (self.spaces - spaces), 0)
            self.text.add(place, Spot(path, leaf, end, start), self.letters, gap=True)
        self.before = token

    def _junction(
        self, token: str, left: float, inner: tuple[_Inner, ...], start: float
    ) -> tuple[_Inner, ...]:
        """A word right after another, in the next box: breaks may differ from those of each."""
        joined = breaks(self.before + token, self.text.language)
        offset = len(self.before)
        if offset in joined:
            x = self.x - start
            place = Breakpoint(x, self.x, self.spaces, self.spaces)
            (place.right, place.dash), place.left = self.last, left
            place.penalty = totalfit.DASH
            path, leaf, end = self.end
            self.text.add(place, Spot(path, leaf, end, end), self.letters, gap=False)
        self.before += token
        return tuple([item for item in inner if item.hyphen or item.characters + offset in joined])

    def finish(self) -> HorizontalList:
        """Add the end, and mark the places that leave one short word for the last line."""
        x, spaces = self.gap or (self.x, self.spaces)
        place = Breakpoint(x, x, spaces, spaces)
        place.right = self.last[0]
        path, leaf, end = self.end
        text = self.text
        text.add(place, Spot(path, leaf, end, end), self.letters, gap=False)
        for number in range(len(text.places) - 1, 0, -1):
            text.places[number].runt = self.letters - text.letters[number] < _SHORT
            if text.is_gap[number]:
                break
        return text


# What is known of the words of a box


def _pieces(box: Any, hyphens: Hyphens) -> Iterator[_Piece]:
    words = store_for(box)
    if words is not None:
        pieces = _stored(box, words, hyphens)
        if pieces is not None:
            return iter(pieces)
        box.publish_words = box.text, None  # a word that is not plain: shape this text as a whole
    return _measured(box, hyphens)


def _stored(box: Any, words: WordStore, hyphens: Hyphens) -> list[_Piece] | None:
    """The words of a box from the store, or None if one of them is unknown."""
    text = box.text
    tokens = words.tokens(text)
    binds = (
        [character == NO_BREAK_SPACE for character in text if character in " \u00a0"]
        if NO_BREAK_SPACE in text
        else None
    )
    known = words.profiles.setdefault(hyphens, {})
    pieces: list[_Piece] = []
    after = 0
    for number, token in enumerate(tokens):
        bound = number > 0 and binds is not None and binds[number - 1]
        if not token:
            pieces.append(("", (words.space_width + after) * FROM_UNITS, bound, None))
            after = 0
            continue
        word = words[token]
        if word is None:
            return None
        profile = known.get(token)
        if profile is None:
            at = _cumulated(word.widths, word.texts)
            profile = known[token] = _profile(token, at, hyphens, face_of(box.style))
        gap = words.space_width + after + word.before
        pieces.append((token, gap * FROM_UNITS, bound, profile))
        after = word.after
    return pieces


def _cumulated(widths: Sequence[int], texts: Sequence[str]) -> list[float]:
    """Where each character begins, and the end; inside a ligature that of its start."""
    at, x = [], 0
    for width, text in zip(widths, texts, strict=True):
        at.extend([x * FROM_UNITS] * len(text))
        x += width
    at.append(x * FROM_UNITS)
    return at


def _measured(box: Any, hyphens: Hyphens) -> Iterator[_Piece]:
    """The words of a box that is shaped as a whole."""
    text, face = box.text, face_of(box.style)
    at = face.shape(text).at
    start, gap, bound = 0, 0.0, False
    for end in range(len(text) + 1):
        if end < len(text) and text[end] not in " \u00a0":
            continue
        token = text[start:end]
        known = None
        if token:
            own = [x - at[start] for x in at[start : end + 1]]
            known = _profile(token, own, hyphens, face)
        yield token, gap, bound, known
        if end < len(text):
            gap, bound, start = at[end + 1] - at[end], text[end] == NO_BREAK_SPACE, end + 1


_LONG = 200  # characters: no word, and a line can end nearly anywhere in it
_NO_SPACES = "\u0e00"  # from here on stand the scripts that part no words: Thai, Chinese
_APART = 10  # characters: brackets may break at each, and the work grows with the square of that


def _profile(token: str, at: Sequence[float], hyphens: Hyphens, face: Face) -> _Token:
    soft = hyphens_in(token, hyphens)
    sign = face.width(hyphens.character) if soft else 0.0
    inner = []
    before = size = letters = 0  # counted on from break to break: some words have thousands
    apart = _APART if len(token) > _LONG and max(token) < _NO_SPACES else 1
    for place in sorted({*breaks(token, hyphens.language), *soft}):
        if before + apart <= place < len(token):
            piece = token[before:place]
            before, size = place, size + len(piece.encode())
            letters += sum(map(str.isalnum, piece))
            inner.append(_inner(token, at, place, soft.get(place), sign, (size, letters)))
    return _Token(
        width=at[-1],
        bytes=len(token.encode()),
        letters=sum(map(str.isalnum, token)),
        left=hanging.LEFT.get(token[0], 0) * (at[1] - at[0]),
        right=hanging.RIGHT.get(token[-1], 0) * (at[-1] - at[-2]),
        dash=token[-1] in "-\u2010",
        inner=tuple(inner),
    )


def _inner(
    token: str,
    at: Sequence[float],
    place: int,
    soft: str | None,
    sign: float,
    counted: tuple[int, int],
) -> _Inner:
    """What a break inside a word does; `counted` are the bytes and letters before it."""
    last = token[place - 1]
    hyphen = sign if soft else 0.0
    if soft:
        right = hanging.HYPHEN * hyphen
    else:
        right = hanging.RIGHT.get(last, 0) * (at[place] - at[place - 1])
    return _Inner(
        characters=place,
        bytes=counted[0],
        x=at[place],
        hyphen=hyphen,
        penalty=_PENALTIES[soft] if soft else totalfit.DASH,
        right=right,
        dash=soft is not None or last in "-\u2010",
        left=hanging.LEFT.get(token[place], 0) * (at[place + 1] - at[place]),
        letters=counted[1],
    )


HOLDS = compared("weasyprint.text.ffi", "FROM_UNITS")
