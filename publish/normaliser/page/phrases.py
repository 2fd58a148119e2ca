"""Wording of leftovers, from phrases.toml, and what a short line's wording says.

The key of a table says how its phrases are compared: `whole`, `weak`, `label`, `section` and
`button` with a whole line (a label also with what stands before a colon), `begins`, `fields` and
`inline` with a line's first words, `contains` and `mentions` with words anywhere in it. All other
keys are word lists that a rule reads itself.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from publish.normaliser.page.words import UNSPACED

_EDGES = (
    " \t\n\u00a0\u200b:,.;…!|·•-–—›»>←→↑▶►▸☞✉*_#/\\\"'“”‘’„()[]{}<«‹：。、，！？?¿¡【】「」（）［］"
)
_FOLDED = str.maketrans(
    {"ı": "i", "\u0307": "", "ё": "е", "’": "'", "：": ":", "\u200b": "", "\u00ad": ""}
)
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[:©@#]")
_SIGNS = re.compile(r"[/()\[\]=＝／（［【]")

_DIGIT = re.compile(r"\d")
_YEAR_OR_TIME = re.compile(r"(?:1[89]|20)\d\d(?!\d)|\d[:h]\d\d|月\d")
_PRICE = re.compile(r"[$€£¥₽₩]\s?\d|\d\s?(?:[$€£¥₽₩]|zł\b|kč\b|kr\b|tl\b|usd\b|eur\b|грн)")
_ADDRESS = re.compile(r"\S@[^\s@]+\.\w|\bwww\.|https?://")
_BESIDE = frozenset(
    {"|", "/", "-", "·", "•", "&", "+", "»", "«", ">", "<", "›", "–", ",", ":", "x"}
)

_LONGEST_LINE = 60  # words; a longer text is prose and is not compared with phrases
_COUNTED = 12  # words of a phrase with its number: the longest has 11; to look at all costs a sixth
_LONGEST_COUNT = 6  # characters: "(1.2k)"
_MOST_PARTS = 24  # words of a line of furniture
_LONGEST_PART = 8  # words

_WHOLE = ("whole", "weak", "label", "section", "button")
_BEGINS = ("begins", "fields", "inline")
_INSIDE = ("contains", "mentions")


class Said(NamedTuple):
    """A phrase that a line says: its kind and key, and which words of the line it is."""

    kind: str
    key: str
    phrase: str
    first: int
    last: int


def phrases(kind: str, key: str) -> frozenset[str]:
    """The phrases of one kind, such as ("related", "label"), in all languages, as `bare` folds."""
    return _sets()[kind, key]


def bare(text: str) -> str:
    """A line as phrases are compared: lower case, one space, no marks at the ends.

    Turkish dotted and dotless i are one letter, and so are the Russian е and ё: capitals and
    careless hands do not tell them apart.
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = folded.translate(_FOLDED)
    return " ".join(folded.split()).strip(_EDGES)


def has_digit(text: str) -> bool:
    """Whether a text holds a digit; of most texts told in a third of a pattern's time."""
    if text.isascii():
        return len(text.encode().translate(None, b"0123456789")) < len(text)
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=8192)
def said(line: str) -> tuple[Said, ...]:
    """The phrases that a bare line says, of all kinds; none of a long line."""
    words = _words(line)
    if not words or len(words) > _LONGEST_LINE:
        return ()
    index = _index()
    found = [Said(kind, key, line, 0, len(words)) for kind, key in index.whole.get(line, ())]
    if not found and len(words) <= _COUNTED and has_digit(line):
        plain = bare(" ".join(word for word in line.split() if not _DIGIT.search(word)))
        found = [Said(*each, plain, 0, len(words)) for each in index.whole.get(plain, ())]
    if ":" in words[1:]:
        at = words.index(":", 1)
        head = line.partition(":")[0].strip(_EDGES)
        labels = [each for each in index.whole.get(head, ()) if each[1] == "label"]
        found += [Said(kind, key, head, 0, at) for kind, key in labels]
    for entry in index.begins.get(words[0], ()):
        if words[: len(entry.words)] == entry.words:
            found.append(Said(entry.kind, entry.key, entry.phrase, 0, len(entry.words)))
    anchors = index.anchors
    if not anchors.keys().isdisjoint(words):  # nearly all lines have none
        for place, word in enumerate(words):
            if word in anchors:
                found += _around(anchors[word], words, place)
    if not line.isascii() and UNSPACED.search(line):
        found += _without_spaces(index, line, len(words))
    if _has_sign(line):
        found += [
            Said(entry.kind, entry.key, entry.phrase, 0, len(words))
            for entry in index.signs
            if entry.phrase in line
        ]
    return tuple(found)


@lru_cache(maxsize=8192)
def cues(line: str) -> frozenset[str]:
    """The kinds of wording in a bare line: "share", "tags", "related", "date", "price" and so on.

    An empty set for a long line and for one that says nothing of note.
    """
    kinds = {each.kind for each in said(line)}
    if has_digit(line):
        if _YEAR_OR_TIME.search(line):
            kinds.add("date")
        if _PRICE.search(line):
            kinds.add("price")
    if ("@" in line or "www" in line or "://" in line) and _ADDRESS.search(line):
        kinds.add("address")
    if not kinds:
        kinds.update(kind for kind, _, _ in parts_of(line))
    return frozenset(kinds)


@lru_cache(maxsize=8192)
def parts_of(line: str) -> tuple[tuple[str, str, str], ...]:
    """A bare line as (kind, key, phrase) of furniture, when it consists of nothing else.

    So "Print | Email | Back to top" is three phrases, and "Print money" is none. Numbers and marks
    between the phrases are passed over.
    """
    index = _index().parts
    first = line.partition(" ")[0]
    if first.strip(_EDGES) not in index.starts and first not in _BESIDE and not _is_count(first):
        return ()
    words = [word for word in line.split() if word not in _BESIDE]
    while words and _is_count(words[0]):
        del words[0]
    if not words or len(words) > _MOST_PARTS or words[0].strip(_EDGES) not in index.starts:
        return ()
    found: list[tuple[str, str, str]] = []
    at = 0
    while at < len(words):
        if _is_count(words[at]):
            at += 1
            continue
        for end in range(min(len(words), at + _LONGEST_PART), at, -1):
            phrase = " ".join(words[at:end]).strip(_EDGES)
            if each := index.phrases.get(phrase):
                found.append((*each, phrase))
                break
        else:
            return ()
        at = end
    return tuple(found)


def _is_count(word: str) -> bool:
    """Whether a word is the number beside a button: 12, (3), 1.2k; "4." begins a list's item."""
    return (
        len(word) <= _LONGEST_COUNT
        and _DIGIT.search(word) is not None
        and not word.endswith((".", "%"))
    )


class _Phrase(NamedTuple):
    kind: str
    key: str
    phrase: str
    words: list[str]


class _Parts(NamedTuple):
    """The phrases that lines of furniture are made of, and the words they begin with."""

    phrases: Mapping[str, tuple[str, str]]
    starts: frozenset[str]


class _Index(NamedTuple):
    """The phrases by how they are found: in one look-up each."""

    whole: Mapping[str, tuple[tuple[str, str], ...]]
    begins: Mapping[str, tuple[_Phrase, ...]]
    anchors: Mapping[str, tuple[tuple[int, _Phrase], ...]]
    unspaced: Mapping[str, tuple[_Phrase, ...]]
    signs: tuple[_Phrase, ...]
    parts: _Parts


def _words(line: str) -> list[str]:
    """The words of a folded line, marks left out but for a colon and a few signs."""
    if not line.isascii():
        return _TOKEN.findall(line)
    if ":" in line:
        line = line.replace(":", " : ")
    # As bytes: the quick way for most lines; an apostrophe stays, as in don't.
    return line.encode().translate(_ASCII).decode().split()


_ASCII = bytes(
    code if chr(code).isalnum() or chr(code) in "':@#" else ord(" ") for code in range(256)
)


def _has_sign(line: str) -> bool:
    """Whether a line holds one of `_SIGNS`."""
    if line.isascii():
        return (
            "/" in line or "(" in line or ")" in line or "[" in line or "]" in line or "=" in line
        )
    return _SIGNS.search(line) is not None


def _around(
    anchored: tuple[tuple[int, _Phrase], ...], words: list[str], place: int
) -> Iterator[Said]:
    """The phrases that stand in a line around their longest word, which is their rarest."""
    for offset, entry in anchored:
        at = place - offset
        end = at + len(entry.words)
        if at >= 0 and words[at:end] == entry.words:
            yield Said(entry.kind, entry.key, entry.phrase, at, end)


def _without_spaces(index: _Index, line: str, count: int) -> Iterator[Said]:
    """The same in a script without spaces: found by their first two signs."""
    for at in range(len(line) - 1):
        for entry in index.unspaced.get(line[at : at + 2], ()):
            if (at == 0 or entry.key in _INSIDE) and line.startswith(entry.phrase, at):
                yield Said(entry.kind, entry.key, entry.phrase, 0, count)


_FURNITURE = (
    *(("share", "strong"), ("tools", "whole"), ("comments", "whole"), ("account", "whole")),
    *(("pager", "whole"), ("rating", "whole"), ("media", "whole"), ("consent", "whole")),
    *(("live", "whole"), ("menu", "whole"), ("share", "names"), ("share", "beside")),
    *(("tools", "weak"), ("comments", "weak"), ("account", "weak"), ("pager", "weak")),
    *(("media", "weak"), ("live", "weak"), ("menu", "weak")),
)
"""What lines of furniture are made of; a phrase of two kinds counts for the first."""


@cache
def _index() -> _Index:
    whole: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    begins: defaultdict[str, list[_Phrase]] = defaultdict(list)
    anchors: defaultdict[str, list[tuple[int, _Phrase]]] = defaultdict(list)
    unspaced: defaultdict[str, list[_Phrase]] = defaultdict(list)
    signs: list[_Phrase] = []
    for (kind, key), listed in _all().items():
        if key in _WHOLE:
            for phrase in listed:
                whole[phrase].append((kind, key))
        elif key in _INSIDE or key in _BEGINS:
            for phrase in listed:
                entry = _Phrase(kind, key, phrase, _words(phrase))
                if not phrase.isascii() and UNSPACED.search(phrase) and len(phrase) > 1:
                    unspaced[phrase[:2]].append(entry)
                elif key in _INSIDE and _SIGNS.search(phrase):
                    signs.append(entry)
                elif key in _BEGINS and entry.words:
                    begins[entry.words[0]].append(entry)
                elif entry.words:
                    anchor = max(entry.words, key=len)
                    anchors[anchor].append((entry.words.index(anchor), entry))
    return _Index(
        {phrase: tuple(kinds) for phrase, kinds in whole.items()},
        {word: tuple(entries) for word, entries in begins.items()},
        {word: tuple(entries) for word, entries in anchors.items()},
        {pair: tuple(entries) for pair, entries in unspaced.items()},
        tuple(signs),
        _parts(),
    )


def _parts() -> _Parts:
    found: dict[str, tuple[str, str]] = {}
    for kind, key in reversed(_FURNITURE):
        found.update(dict.fromkeys(phrases(kind, key), (kind, key)))
    return _Parts(found, frozenset(phrase.partition(" ")[0] for phrase in found))


@cache
def _sets() -> Mapping[tuple[str, str], frozenset[str]]:
    return {table: frozenset(listed) for table, listed in _all().items()}


@cache
def _all() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The phrases of each kind and key, in the order of the file."""
    text = files("publish.normaliser.page").joinpath("phrases.toml").read_text("utf-8")
    return {
        (kind, key): tuple(dict.fromkeys(p for each in _listed(words) for p in _folded(each, key)))
        for kind, table in tomllib.loads(text).items()
        for key, words in table.items()
    }


def _listed(words: str | Iterable[str] | Mapping[str, str | Iterable[str]]) -> Iterable[str]:
    """The phrases of one key: a text, a list, or a table of either by language."""
    if isinstance(words, str):
        return (words,)
    if isinstance(words, Mapping):
        return [text for each in words.values() for text in _listed(each)]
    return words


def _folded(text: str, key: str) -> Iterator[str]:
    """The phrases of a text, divided by lines and bars, as `bare` folds them."""
    for phrase in text.casefold().translate(_FOLDED).replace("\n", "|").split("|"):
        phrase = " ".join(phrase.split())
        if key in _WHOLE or key in ("strong", "names", "home"):
            phrase = phrase.strip(_EDGES)
        if phrase:
            yield phrase
