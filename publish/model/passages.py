"""Words as an editor copies them: from the page, the source, the PDF, the Word file.

The same words are spelt in other characters in each. What only spells is folded: quotes, dashes,
spaces, hyphens of a line's end, ligatures, ellipses, letters that are composed. Case is not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from publish.model.article import Span

__all__ = ["in_words", "key_of", "occurrences", "unmarked"]

_QUOTES = frozenset("\"'`´‘’‚‛“”„‟‹›«»′″‴‵‶ʼʹʺ＂＇〝〞〟")
_DASHES = frozenset("−")  # signs that are dashes and that Unicode counts elsewhere
_BULLETS = frozenset("•‣◦▪▸●○■□➢✓✔・⁃∙·")  # lists are printed with others, and copied without
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_COPIED = frozenset(
    "\ufffc\ufffe\uffff"
)  # what programs copy for a picture, a hyphen of a line's end
_MARK = re.compile(
    r"\A(?:(?:>[ \t]*)+|[-–—−*+•‣◦▪▸●○■□➢✓✔・⁃∙·]+(?:[ \t\u00a0\u3000]+|(?<![-–—−*+]))"
    r"|[(（]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{2,5})(?:[.)](?:[ \t\u00a0\u3000]+)|[）．、])"
    r"|[①-⑳][ \t\u3000]*)"
)
# Scripts without spaces: a passage may begin and end within a run of their letters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


def key_of(text: str) -> str:
    """What passages are compared by; "" for a text that has nothing but what is folded."""
    return _folded(unicodedata.normalize("NFC", text))[0]


def unmarked(text: str) -> str:
    """The text without the bullet or the number that each of its lines may begin with."""
    return "\n".join(_MARK.sub("", line.lstrip(), count=1) for line in text.split("\n"))


def occurrences(raw: str, text: str) -> list[Span]:
    """Where a passage stands in a block's text, white space folded, whole words only."""
    words = text.split()
    if not words or any(word not in raw for word in words):  # nearly always, and quick to tell
        return []
    starts = [i for i, c in enumerate(raw) if not c.isspace() and (i == 0 or raw[i - 1].isspace())]
    found: list[Span] = []
    tokens = raw.split()
    at = 0
    while at + len(words) <= len(tokens):
        if tokens[at : at + len(words)] == words:
            last = at + len(words) - 1
            found.append((starts[at], starts[last] + len(tokens[last])))
            at += len(words)
        else:
            at += 1
    return found


def in_words(raw: str, text: str) -> list[Span]:
    """Where a passage stands in a block's text by its key; it cuts no word in two.

    Quotes around the passage belong to it when it has them.
    """
    text = unicodedata.normalize("NFC", text).strip()
    wanted = _folded(text)[0]
    key, places = _folded(raw)
    found: list[Span] = []
    at = key.find(wanted) if wanted else -1
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        if _parts_words(raw, start) and _parts_words(raw, end):
            found.append(_with_quotes(raw, start, end, text))
            at += len(wanted) - 1
        at = key.find(wanted, at + 1)
    return found


def _with_quotes(raw: str, start: int, end: int, text: str) -> Span:
    if text[0] in _QUOTES and start and raw[start - 1] in _QUOTES:
        start -= 1
    if text[-1] in _QUOTES and raw[end : end + 1] in _QUOTES:
        end += 1
    return start, end


def _parts_words(raw: str, at: int) -> bool:
    """Whether no word goes on over this place."""
    before, behind = raw[at - 1 : at], raw[at : at + 1]
    if not (_is_of_word(before) and _is_of_word(behind)):
        return True
    return bool(_UNSPACED.match(before) or _UNSPACED.match(behind))


def _is_of_word(char: str) -> bool:
    return char.isalnum() or (char != "" and unicodedata.category(char)[0] == "M")


def _folded(text: str) -> tuple[str, list[int]]:
    """The key of a text, and for each of its characters the place in the text it comes from."""
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for sign in _spelt(char):
            if sign != "-" or signs[-1:] != ["-"]:
                signs.append(sign)
                places.append(place)
    kept = [at for at, sign in enumerate(signs) if sign != "-" or _is_of_number(signs, at)]
    if len(kept) == len(signs):
        return "".join(signs), places
    return "".join(signs[at] for at in kept), [places[at] for at in kept]


def _is_of_number(signs: list[str], at: int) -> bool:
    """Whether a dash stands at a digit, where it says something: 10-12, -5, COVID-19."""
    return any(sign.isdigit() for sign in (*signs[max(0, at - 1) : at], *signs[at + 1 : at + 2]))


@lru_cache(maxsize=8192)
def _spelt(char: str) -> str:
    """A character as keys have it: "" for what is dropped, "-" for every dash."""
    kind = unicodedata.category(char)
    if char in _QUOTES or char in _BULLETS or char in _SELECTORS or char in _COPIED:
        return ""
    if kind[0] == "Z" or kind in ("Cc", "Cf"):
        return ""
    if kind == "Pd" or char in _DASHES:
        return "-"
    plain = unicodedata.normalize("NFKD", char)
    return char if plain == char else "".join(map(_spelt, plain))
