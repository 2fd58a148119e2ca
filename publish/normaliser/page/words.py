"""Words as the normaliser counts and compares them: sizes, function words, content words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_CHARACTERS_A_WORD = 2
"""Characters of a script without spaces that weigh as much as a word elsewhere."""

_LONG_WORD = 5
"""Letters from which a word tells what a text is about."""

_ADDRESS = "you-and-us"
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of Chinese, Japanese or Korean: no spaces between words, or endings glued to them."""

_SIGNS = re.compile("[\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = (
    bytes(ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128)) + b" " * 128
)


def size(text: str, words: int) -> int:
    """How many words a text has; `words` is what splitting at white space gives.

    Chinese and Japanese put no spaces: two of their characters count as a word.
    """
    if text.isascii():
        return words
    unspaced = len(_SIGNS.findall(text))
    return max(words, unspaced // _CHARACTERS_A_WORD) if unspaced else words


def function_words(language: str) -> frozenset[str]:
    """The function words of a language (BCP 47), of all languages when it is not known."""
    tables = _tables()
    return tables.get(language.partition("-")[0].lower()) or tables[""]


def address_words() -> frozenset[str]:
    """The words for you and us of all languages: calls to act are full of them."""
    return _tables()[_ADDRESS]


def content_words(text: str) -> set[str]:
    """What a text is about: its longer words, and pairs of characters of unspaced scripts."""
    if text.isascii():
        letters = text.encode().translate(_LETTERS).decode()
        return {word for word in letters.split() if len(word) >= _LONG_WORD}
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if not word.isascii() and _SIGNS.match(word):
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= _LONG_WORD:
            found.add(word)
    return found


@cache
def _tables() -> Mapping[str, frozenset[str]]:
    """The function words by language, and "" with all of them."""
    document = tomllib.loads(
        files("publish.normaliser.page").joinpath("function_words.toml").read_text("utf-8")
    )
    tables = {language: frozenset(words.split()) for language, words in document.items()}
    everything = frozenset().union(*(words for key, words in tables.items() if key != _ADDRESS))
    return {**tables, "": everything}


def letters_of(text: str) -> str:
    """The letters and digits of a text in small letters; of a text without any, its signs."""
    small = text.casefold()
    return "".join(filter(str.isalnum, small)) or "".join(small.split())
