"""How much of a text stands in another: runs of five words that both have.

Words are compared as people hear them, without case, accents' composition and punctuation; of
scripts without spaces each letter is one. Source: Broder, On the resemblance and containment of
documents (1997).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

LENGTH = 5
"""Words of a run: shorter ones are phrases that articles share, longer ones break by any edit."""

_WORD = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af"
    "\U00020000-\U0003ffff]|[^\\W_]+"
)
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")  # ten times as quick as translate

Shingles = frozenset[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _WORD.findall(plain)


def shingles_of(text: str) -> Shingles:
    """Each run of five words once; of a shorter text the one run of all that it has."""
    words = words_of(text)
    if 0 < len(words) < LENGTH:
        return frozenset({tuple(words)})
    return frozenset(runs_of(words))


def runs_of(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The runs of five of these words, one from each that has four behind it."""
    return zip(*(words[at:] for at in range(LENGTH)), strict=False)


def share(part: Shingles, whole: Shingles) -> float:
    """How much of the one stands in the other, from 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
