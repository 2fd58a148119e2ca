"""How much of a text stands in another: runs of five words that both have.

Words are compared as people hear them, without case, accents' composition and punctuation; of
scripts without spaces each letter is one. Source: Broder, On the resemblance and containment of
documents (1997).
"""

from __future__ import annotations

import re
import unicodedata

LENGTH = 5
"""Words of a run: shorter ones are phrases that articles share, longer ones break by any edit."""

_WORD = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af"
    "\U00020000-\U0003ffff]|[^\\W_]+"
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

Shingles = frozenset[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    plain = unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold()
    return _WORD.findall(plain)


def shingles_of(text: str) -> Shingles:
    """Each run of five words once; of a shorter text the one run of all that it has."""
    words = words_of(text)
    if not words:
        return frozenset()
    runs = range(max(1, len(words) - LENGTH + 1))
    return frozenset(tuple(words[at : at + LENGTH]) for at in runs)


def share(part: Shingles, whole: Shingles) -> float:
    """How much of the one stands in the other, from 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
