"""Wording of leftovers, from phrases.toml, and what a short line's wording says.

The key of a table says how its phrases are compared: `whole` and `label` with a whole line (a label
also with what stands before a colon), `begins` with a line's first words, `contains` with words
anywhere in it. All other keys are word lists that a rule reads itself.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Said", "bare", "cues", "phrases", "said", "size"]

LONGEST_LINE = 60
"""Words from which a text is prose and is not compared with phrases."""

_EDGES = " \t\n\u00a0\u200b:,.;…!|·•-–—›»>←→↑▶►▸✉*_#/\\\"'“”‘’„()[]{}<«‹：。、，！？?"
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[:©@#]")
# Chinese, Japanese and Korean: no spaces between words, or endings glued to them.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TURKISH = str.maketrans({"ı": "i", "\u0307": "", "ё": "е", "’": "'", "\u200b": "", "\u00ad": ""})

_YEAR_OR_TIME = re.compile(r"(?:1[89]|20)\d\d(?!\d)|\d[:h]\d\d|月\d")
_PRICE = re.compile(r"[$€£¥₽₩]\s?\d|\d\s?(?:[$€£¥₽₩]|zł\b|kč\b|kr\b|tl\b|usd\b|eur\b|грн)")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"\S@\S+\.\w|\bwww\.|https?://")


class Said(NamedTuple):
    """A phrase that a line says: of which kind and key, and where its words stand in the line."""

    kind: str
    key: str
    phrase: str
    first: int
    last: int


def phrases(kind: str, key: str) -> frozenset[str]:
    """The phrases of one kind, such as ("related", "label"), in all languages, as `bare` folds."""
    return _all()[kind][key]


def bare(text: str) -> str:
    """A line as phrases are compared: lower case, one space, no marks at the ends.

    Turkish dotted and dotless i are one letter, and so are the Russian е and ё: capitals and
    careless hands do not tell them apart.
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = folded.translate(_TURKISH)
    return " ".join(folded.split()).strip(_EDGES)


def size(text: str) -> int:
    """The words of a text; two signs count as one where a script has no spaces."""
    words = len(text.split())
    if text.isascii():
        return words
    return max(words, len(_UNSPACED.findall(text)) // 2)


@lru_cache(maxsize=4096)
def said(line: str) -> tuple[Said, ...]:
    """The phrases that a bare line says, of all kinds; none of a long line."""
    words = _TOKEN.findall(line)
    if not words or len(words) > LONGEST_LINE:
        return ()
    index = _index()
    found = [Said(kind, key, line, 0, len(words)) for kind, key in index.whole.get(line, ())]
    if not found and _DIGIT.search(line):
        plain = " ".join(word for word in words if not word.isdigit())
        found = [Said(*each, plain, 0, len(words)) for each in index.whole.get(plain, ())]
    if ":" in words[1:8]:
        at = words.index(":", 1)
        head = line.partition(":")[0].strip(_EDGES)
        found += [
            Said(kind, key, head, 0, at)
            for kind, key in index.whole.get(head, ())
            if key == "label"
        ]
    if not index.first.keys().isdisjoint(words):
        found += _inside(index, words)
    if not line.isascii() and _UNSPACED.search(line):
        for entry in index.unspaced:
            if line.startswith(entry.phrase) if entry.key == "begins" else entry.phrase in line:
                found.append(Said(entry.kind, entry.key, entry.phrase, 0, len(words)))
    return tuple(found)


def _inside(index: _Index, words: list[str]) -> Iterator[Said]:
    """The phrases that begin a line or stand in it, as Said."""
    for at, word in enumerate(words):
        for entry in index.first.get(word, ()):
            end = at + len(entry.words)
            if (at == 0 or entry.key == "contains") and words[at:end] == entry.words:
                yield Said(entry.kind, entry.key, entry.phrase, at, end)


@lru_cache(maxsize=4096)
def cues(line: str) -> frozenset[str]:
    """The kinds of wording in a bare line: "share", "tags", "related", "date", "price" and so on.

    An empty set for a long line and for one that says nothing of note.
    """
    kinds = {each.kind for each in said(line)}
    if _DIGIT.search(line):
        if _YEAR_OR_TIME.search(line):
            kinds.add("date")
        if _PRICE.search(line):
            kinds.add("price")
    if ("@" in line or "www" in line or "://" in line) and _ADDRESS.search(line):
        kinds.add("address")
    if _is_bar(line):
        kinds.add("share")
    return frozenset(kinds)


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    key: str
    phrase: str
    words: list[str]


class _Index(NamedTuple):
    """The phrases by how they are found: in one look-up each."""

    whole: Mapping[str, tuple[tuple[str, str], ...]]
    first: Mapping[str, tuple[_Entry, ...]]
    unspaced: tuple[_Entry, ...]


@cache
def _index() -> _Index:
    whole: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    first: defaultdict[str, list[_Entry]] = defaultdict(list)
    unspaced: list[_Entry] = []
    for kind, table in _all().items():
        for key, listed in table.items():
            for phrase in sorted(listed):
                if key in ("whole", "label"):
                    whole[phrase].append((kind, key))
                elif key in ("begins", "contains"):
                    entry = _Entry(kind, key, phrase, _TOKEN.findall(phrase))
                    if _UNSPACED.search(phrase):
                        unspaced.append(entry)
                    else:
                        assert entry.words, phrase
                        first[entry.words[0]].append(entry)
    return _Index(
        {phrase: tuple(kinds) for phrase, kinds in whole.items()},
        {word: tuple(entries) for word, entries in first.items()},
        tuple(unspaced),
    )


def _is_bar(line: str) -> bool:
    """Whether a line holds nothing but words of share bars, one strong one among them."""
    strong, weak = phrases("share", "strong"), phrases("share", "weak")
    if line in strong:
        return True
    words = line.split()
    if not words or not (words[0] in strong or words[0] in weak):
        return False
    return all(word in strong or word in weak for word in words) and not strong.isdisjoint(words)


@cache
def _all() -> Mapping[str, Mapping[str, frozenset[str]]]:
    document = tomllib.loads(
        files("publish.normaliser").joinpath("phrases.toml").read_text("utf-8")
    )
    return {
        kind: {key: frozenset(map(_folded, _listed(words))) for key, words in table.items()}
        for kind, table in document.items()
    }


def _listed(words: Iterable[str] | Mapping[str, Iterable[str]]) -> Iterable[str]:
    """The phrases of one key: a list, or a table of lists by language."""
    if isinstance(words, Mapping):
        return [phrase for listed in words.values() for phrase in listed]
    return words


def _folded(phrase: str) -> str:
    return " ".join(phrase.casefold().translate(_TURKISH).split())
