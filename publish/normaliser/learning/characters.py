"""What the characters of a block say, as numbers: marks, figures, capitals, small words, ends.

Its numbers are a part of what was learned: to change one is to train again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from publish.normaliser.learning import Rows
from publish.normaliser.page.page import Page
from publish.normaliser.page.sentences import COLONS, ENDS, QUESTION_MARKS
from publish.normaliser.page.words import address_words, function_words

CHARACTER_NAMES = (
    "words",
    "word length",
    "function words",
    "ends a sentence",
    "ends with a colon",
    "ends cut off",
    "asks",
    "digits",
    "capital words",
    "shouted words",
    "marks",
    "commas",
    "you and our",
    "clock",
    "year",
    "money",
    "address",
    "glued",
    "small start",
    "in brackets",
)

LOOKED_AT = 1_200
"""Characters of a block that its shares are counted over."""

_ENDS = frozenset(ENDS)
_SHORT = 3  # words of what is no sentence, whatever its end
_FEW = 60  # words up to which a block may be there for the year, price or address in it
_LONGEST_WORD = 20  # letters; what is longer is an address, or glued

_UPPER, _LOWER, _FIGURE, _GAP, _MARK, _COMMA, _MONEY = (1 << bit for bit in range(7))
_TABLED = 0x2400  # characters below have a row in the table; those above have no case


@cache
def _classes() -> NDArray[np.uint8]:
    """What each character is, as bits; the last row is for all that are not in the table."""
    table = np.zeros(_TABLED + 1, np.uint8)
    for code in range(_TABLED):
        char = chr(code)
        table[code] = (
            _UPPER * char.isupper()
            + _LOWER * char.islower()
            + _FIGURE * char.isdigit()
            + _GAP * char.isspace()
            + _MARK * (char in "|·•»›>/→#@©")
            + _COMMA * (char == ",")
            + _MONEY * (char in "$€£¥₽₺")
        )
    return table


class _Signs:
    """The characters of a page's texts laid end to end, each text with a line break behind it.

    Two spaces follow the last, so that every character has three behind it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        joined = "\n".join(texts) + "\n  "
        self.code = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        self._kind = _classes()[np.minimum(self.code, _TABLED)]
        self.figure = self.are(_FIGURE)
        self.lengths = np.array([len(text) for text in texts])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths + 1)[:-1]]).astype(np.intp)

    def are(self, kind: int) -> NDArray[np.bool_]:
        """Which characters are of a kind."""
        are: NDArray[np.bool_] = (self._kind & kind) > 0
        return are

    def count(self, mask: NDArray[np.bool_]) -> Rows:
        """How many characters of each block are meant; a mask may be short of the last few."""
        whole = np.zeros(len(self.code), np.int32)
        whole[: len(mask)] = mask
        sums: Rows = np.add.reduceat(whole[:-2], self.starts).astype(np.float32)
        return sums

    def years(self) -> NDArray[np.bool_]:
        """Where 19 or 20 and two more figures stand, with no figure before them."""
        code, figure = self.code, self.figure
        nineteen = (code[:-3] == ord("1")) & (code[1:-2] == ord("9"))
        twenty = (code[:-3] == ord("2")) & (code[1:-2] == ord("0"))
        first = ~np.concatenate([[False], figure[:-4]])
        years: NDArray[np.bool_] = (nineteen | twenty) & first & figure[2:-1] & figure[3:]
        return years

    def clocks(self) -> NDArray[np.bool_]:
        """Where a time of day stands: a figure, a mark, two figures."""
        mark, figure = self.code[1:-2], self.figure
        parted = (mark == ord(":")) | (mark == ord(".")) | (mark == ord("h"))
        clocks: NDArray[np.bool_] = figure[:-3] & parted & figure[2:-1] & figure[3:]
        return clocks

    def addresses(self) -> NDArray[np.bool_]:
        """Where `://` or an @ stands."""
        code = self.code
        slashes = (code[:-2] == ord(":")) & (code[1:-1] == ord("/")) & (code[2:] == ord("/"))
        addresses: NDArray[np.bool_] = slashes | (code[:-2] == ord("@"))
        return addresses


def character_signals(page: Page, words: Rows) -> Rows:
    """What the characters of each block say, counted for the whole page at once."""
    texts = [text[:LOOKED_AT] for text in page.texts]
    number, grammatical, yours = _small_words(page, texts, words)
    signs = _Signs(texts)
    upper, lower = signs.are(_UPPER), signs.are(_LOWER)
    first = np.concatenate([[True], signs.are(_GAP)[:-1]])
    short = words <= _FEW
    length = np.maximum(1, signs.lengths).astype(np.float32)
    bracketed = [text[:1] in "([" and text[-1:] in ")]" for text in page.texts]
    return np.column_stack(
        [
            np.log1p(words),
            np.minimum(_LONGEST_WORD, length / number),
            grammatical,
            *_ends(page, words),
            signs.count(signs.figure) / length,
            signs.count(upper & first) / number,
            signs.count(upper[:-1] & first[:-1] & upper[1:]) / number,
            short * signs.count(signs.are(_MARK)) / number,
            signs.count(signs.are(_COMMA)) / number,
            yours / number,
            short * (signs.count(signs.clocks()) > 0),
            short * (signs.count(signs.years()) > 0),
            short * (signs.count(signs.are(_MONEY)) > 0),
            short * (signs.count(signs.addresses()) > 0),
            short * (signs.count(lower[:-1] & upper[1:]) > 0),
            lower[signs.starts] & (signs.lengths > 0),
            bracketed * (signs.lengths > 0),
        ]
    ).astype(np.float32)


def _small_words(page: Page, texts: Sequence[str], words: Rows) -> tuple[Rows, Rows, Rows]:
    """The tokens of each text, the share of function words in them, and how many say you or us."""
    grammar, you = function_words(page.language), address_words()
    folded = [text.casefold().split() for text in texts]
    number = np.array([max(1, len(tokens)) for tokens in folded], np.float32)
    grammatical = np.array([sum(map(grammar.__contains__, each)) for each in folded], np.float32)
    grammatical /= number
    for index in np.nonzero(words > 2 * number)[0].tolist():
        # A script without spaces: characters, two to a word.
        text = texts[index]
        grammatical[index] = 2 * sum(map(grammar.__contains__, text)) / max(1, len(text))
    yours = np.array([sum(map(you.__contains__, each)) for each in folded], np.float32)
    return number, grammatical, yours


def _ends(page: Page, words: Rows) -> list[NDArray[np.bool_] | list[bool]]:
    """How each text ends: as a sentence, with a colon, cut off, with a question."""
    ends = [text[-1:] for text in page.texts]
    return [
        [end != "" and end in _ENDS for end in ends] * (words > _SHORT),
        [end != "" and end in COLONS for end in ends],
        [text.endswith(("…", "...", "[...]")) for text in page.texts],
        [end != "" and end in QUESTION_MARKS for end in ends],
    ]
