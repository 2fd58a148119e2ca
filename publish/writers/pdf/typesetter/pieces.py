"""The words of a text box as planning sees them: widths, what hangs, and breaks inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple  # WeasyPrint has no types

from weasyprint.text.ffi import FROM_UNITS

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter import hanging, totalfit
from publish.writers.pdf.typesetter.breaks import CLOSING, Hyphens, breaks, hyphens_in
from publish.writers.pdf.typesetter.store import (
    NO_BREAK_SPACE,
    Face,
    Word,
    WordStore,
    face_of,
    store_for,
)

_PENALTIES = {
    "plain": totalfit.HYPHEN,
    "compound": totalfit.COMPOUND,
    "capitals": totalfit.HYPHEN * 5,
}


class Inner(NamedTuple):
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


class Token(NamedTuple):
    """A word as planning sees it; `left` and `right` hang out where a line starts or ends.

    `opens` and `closes`: a line may end at a space between a word that closes and one that opens,
    and nobody needs to be asked. `before`, `after`: what the word changes in the width of a space
    at that side, Pango units.
    """

    width: float
    bytes: int
    letters: int
    left: float
    right: float
    dash: bool
    opens: bool
    closes: bool
    before: int
    after: int
    inner: tuple[Inner, ...]


Piece = tuple[str, float, bool, Token | None]
"""A word, the width of the space before it, whether that binds, and what is known of the word."""


def pieces_of(box: Any, hyphens: Hyphens, *, added: bool) -> list[Piece]:
    """The words of a box; without `added` breaks that would add a hyphen are not looked for."""
    words = store_for(box)
    if words is not None:
        pieces = _stored(box, words, hyphens, added=added)
        if pieces is not None:
            return pieces
        box.publish_words = box.text, None  # a word that is not plain: shape this text as a whole
    return _measured(box, hyphens, added=added)


def _stored(box: Any, words: WordStore, hyphens: Hyphens, *, added: bool) -> list[Piece] | None:
    """The words of a box from the store, or None if one of them is unknown."""
    text = box.text
    tokens = words.split(text)
    binds = (
        [character == NO_BREAK_SPACE for character in text if character in " \u00a0"]
        if NO_BREAK_SPACE in text
        else None
    )
    profiles = words.profiles.setdefault((hyphens, added), {})
    pieces: list[Piece] = []
    after, space = 0, words.space_width
    for number, token in enumerate(tokens):
        bound = binds is not None and number > 0 and binds[number - 1]
        known = profiles.get(token)
        if known is None:
            if not token:
                pieces.append(("", (space + after) * FROM_UNITS, bound, None))
                after = 0
                continue
            if token not in words:
                words.learn(tokens)
            word = words[token]
            if word is None:
                return None
            known = profiles[token] = _known(token, word, hyphens, face_of(box.style), added=added)
        pieces.append((token, (space + after + known.before) * FROM_UNITS, bound, known))
        after = known.after
    return pieces


def _known(token: str, word: Word, hyphens: Hyphens, face: Face, *, added: bool) -> Token:
    """What planning knows of a word of the store."""
    width, before, after = word.width * FROM_UNITS, word.before, word.after
    is_common = not added and token.isalnum() and token.isascii() and token[0] not in hanging.LEFT
    if is_common and face.width(hyphens.character):  # nothing hangs, nothing is divided
        size = len(token)
        return Token(width, size, size, 0.0, 0.0, False, True, True, before, after, ())
    at, x = [], 0  # inside a ligature a character begins where that does
    for glyph_width, text in zip(word.widths, word.texts, strict=True):
        at.extend([x * FROM_UNITS] * len(text))
        x += glyph_width
    known = _profile(token, (*at, width), hyphens, face, added=added)
    return known._replace(before=before, after=after)


def _measured(box: Any, hyphens: Hyphens, *, added: bool) -> list[Piece]:
    """The words of a box that is shaped as a whole."""
    text, face = box.text, face_of(box.style)
    at = face.shape(text).at
    pieces: list[Piece] = []
    start, gap, bound = 0, 0.0, False
    for end in range(len(text) + 1):
        if end < len(text) and text[end] not in " \u00a0":
            continue
        token = text[start:end]
        known = None
        if token:
            own = [x - at[start] for x in at[start : end + 1]]
            known = _profile(token, own, hyphens, face, added=added)
        pieces.append((token, gap, bound, known))
        if end < len(text):
            gap, bound, start = at[end + 1] - at[end], text[end] == NO_BREAK_SPACE, end + 1
    return pieces


_LONG = 200  # characters: no word, and a line can end nearly anywhere in it
_NO_SPACES = "\u0e00"  # from here on stand the scripts that part no words: Thai, Chinese
_APART = 10  # characters: brackets may break at each, and the work grows with the square of that


def _is_of_words(token: str) -> bool:
    """Whether no script is in it that parts no words; signs and places to break are of none."""
    return all(char < _NO_SPACES or "\u2000" <= char <= "\u2bff" for char in token)


def _profile(
    token: str, at: Sequence[float], hyphens: Hyphens, face: Face, *, added: bool
) -> Token:
    """What planning knows of a word whose characters begin `at`, the last being its end."""
    places = breaks(token, hyphens.language)
    # A hyphen of no width counts as none.
    added = added or not face.width(hyphens.character)
    # A break of the text may be one where a hyphen stands too, as at a soft hyphen.
    soft = hyphens_in(token, hyphens) if places or added else {}
    wanted = {*places, *soft} if added else set(places) - set(soft)
    sign = face.width(hyphens.character) if soft else 0.0
    inner = []
    before = size = letters = 0  # counted on from break to break: some words have thousands
    apart = _APART if len(token) > _LONG and _is_of_words(token) else 1
    for place in sorted(wanted):
        if before + apart <= place < len(token):
            piece = token[before:place]
            before, size = place, size + len(piece.encode())
            letters += sum(map(str.isalnum, piece))
            inner.append(_inner(token, at, place, soft.get(place), sign, (size, letters)))
    return Token(
        width=at[-1],
        bytes=len(token.encode()),
        letters=sum(map(str.isalnum, token)),
        left=hanging.LEFT.get(token[0], 0) * (at[1] - at[0]),
        right=hanging.RIGHT.get(token[-1], 0) * (at[-1] - at[-2]),
        dash=token[-1] in "-\u2010",
        opens=token[0].isalnum(),
        closes=token[-1].isalnum() or token[-1] in CLOSING,
        before=0,
        after=0,
        inner=tuple(inner),
    )


def _inner(
    token: str,
    at: Sequence[float],
    place: int,
    soft: str | None,
    sign: float,
    counted: tuple[int, int],
) -> Inner:
    """What a break inside a word does; `counted` are the bytes and letters before it."""
    last = token[place - 1]
    hyphen = sign if soft else 0.0
    if soft:
        right = hanging.HYPHEN * hyphen
    else:
        right = hanging.RIGHT.get(last, 0) * (at[place] - at[place - 1])
    return Inner(
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
