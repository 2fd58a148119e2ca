"""Menus of letters: the row above a glossary that leads to each letter's entries."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import normalize

from publish.model.forms import is_worded
from publish.model.walk import text_of_inlines
from publish.normaliser.page.page import Page

_MOST = 60  # letters and signs in a row: those of the longest alphabets, and "#", "0-9"
_FEWEST_LINKED = 3
_FEWEST = 5  # of a text, which says nothing of links. # guess
_LONGEST = 2  # characters: "Ch", "Ll", "Dž" are letters too
_LINKED = 0.5  # share of the letters that are links
_PARTED = re.compile(r"[\s|/·•,‧∙–—\[\]()-]+")
_OTHERS = frozenset({"#", "*", "0", "9", "1", "0–9", "&"})


def is_row_of_letters(page: Page, index: int) -> bool:
    """Whether a block is letters in the order of their alphabet, and leads to what they begin.

    On a page they are links; in a text lines below begin with them, in the same order.
    """
    if not 0 < len(page.texts[index]) <= _MOST * 4 or not is_worded(page.blocks[index]):
        return False
    signs = [each for each in _PARTED.split(page.texts[index]) if each]
    letters = [each for each in signs if each not in _OTHERS]
    if not _FEWEST_LINKED <= len(letters) <= len(signs) <= _MOST:
        return False
    if not all(len(each) <= _LONGEST and each.isalpha() for each in letters):
        return False
    plain = [_first(each) for each in letters]
    if any(one > two for one, two in pairwise(plain)) or len(set(plain)) < _FEWEST_LINKED:
        return False
    linked = sum(len(text_of_inlines(link.inlines)) for link in page.links[index])
    if linked >= _LINKED * sum(map(len, letters)):
        return True
    return len(letters) >= _FEWEST and _begin_lines(page, index, plain)


def _first(letter: str) -> str:
    """A letter without its marks: "Č" stands with "C", "Ñ" with "N"."""
    return normalize("NFD", letter.casefold())[0]


def _begin_lines(page: Page, index: int, letters: list[str]) -> bool:
    """Whether lines below begin with the letters, one after the other."""
    wanted = list(dict.fromkeys(letters))
    found = 0
    for text in page.texts[index + 1 :]:
        found += found < len(wanted) and text[:1] != "" and _first(text[0]) == wanted[found]
    return found == len(wanted)
