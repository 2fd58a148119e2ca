"""The words whose use was learned: of elements' names, of links' paths, of short lines.

Its numbers are a part of what was learned: to change one is to train again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from publish.model.tree import Link
from publish.normaliser.page.elements import element_of


@lru_cache(maxsize=20_000)
def step_words(step: str) -> tuple[str, ...]:
    """The words of an element whose use was learned: its tag and the words of its names."""
    element = element_of(step)
    return tuple(sorted({element.tag, *(word for word in element.words if len(word) in _NAME)}))


def link_words(links: Sequence[Link]) -> list[str]:
    """Where a block's first links lead: the first words of their paths, of no host."""
    return [word for link in links[:_LINKS] for word in _url_words(link.url)]


def line_words(bare: str, words: int) -> list[str]:
    """The words of a short line, and the whole line; of a longer one only how it begins."""
    if words > _LINE:
        return [f"> {word}" for word in _LETTERS.findall(bare[:_BEGINNING])[:_FIRST]]
    whole = [f"= {bare}"] if 0 < words <= _WHOLE else []
    return _LETTERS.findall(bare)[:_MOST] + whole


@lru_cache(maxsize=20_000)
def _url_words(url: str) -> tuple[str, ...]:
    scheme, _, rest = url.partition(":")
    if scheme == "mailto":
        return ("mailto",)
    path = rest.lstrip("/").partition("/")[2].partition("?")[0]
    folders = path.lower().split("/")[:2]
    slug = len(path) >= _SLUG and path.count("-") >= _JOINTS
    names = [
        name
        for folder in folders[: 1 if slug else 2]
        for name in _NAMES.findall(folder)[:_MOST_OF_FOLDER]
    ]
    return tuple(f"/{name}" for name in names)


_NAME = range(
    3, 16
)  # letters of an element's word; shorter ones mean anything, longer ones one site
_LINKS = 3  # of a block, from its first
_LINE = 10  # words of a line that is short
_MOST = 8  # words of it
_WHOLE = 6  # words of a line that is learned as a whole, too
_BEGINNING = 60  # characters of a longer line in which its first words are looked for
_FIRST = 2  # words of a longer line
_SLUG = 60  # characters of a path that spells a headline
_JOINTS = 4  # hyphens of such a path
_MOST_OF_FOLDER = 3  # words of a path's folder
_LETTERS = re.compile(r"[^\W\d_]+")
_NAMES = re.compile(r"[a-z]{3,}")
