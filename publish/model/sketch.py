"""Whether two articles are the same one, told by a sketch of each that fits into a line.

A sketch holds the smallest digests of an article's runs of five words. Of two articles' runs
together the smallest are a fair sample, in which the share that both have can be counted: bottom-k,
by Broder, On the resemblance and containment of documents (1997), and Identifying and filtering
near-duplicate documents (2000). Only the words of the body count: another paper has another
headline, byline and dateline, and pictures of its own.

A figure that is another makes another article, however long they agree: a correction, a weather
report, a table of results. So a sketch holds the article's numbers, too.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import re
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from publish.model.article import Article
from publish.model.shingles import runs_of, words_of
from publish.model.tree import Figure
from publish.model.walk import text_of, text_of_blocks

SAME_ARTICLE = 0.8
"""The share of the shorter one's words from which two articles, or pages of a site, are one."""

_LEAST_LENGTH = 2 / 3
"""Of the longer one, that the shorter has: a paragraph cut at the end, and no summary."""

FEWEST_WORDS = 30
"""Words below which only equal articles are the same: frames say little else."""

_SAMPLE = 32  # digests: an estimate of what two share is off by less than 0.08 two times in three
_KEYS = 6  # of them, by which articles are found: two that share 2/3 of all runs miss 1 in 700
# In bytes; a sketch is spelt in base 85, where each digest of its sample has five letters.
_RUNS, _COUNT, _HASH = 3, 2, 4
_FILTER = 23  # of a Bloom filter, two bits a number: of 20 beside 20 one in 50 is overlooked
_NUMBERS = _COUNT + _HASH + _FILTER
_SHORT = 17  # a short article's digest

_NUMBER = re.compile(r"\d+(?:[.,:/'’\u00a0\u202f]\d+)*")
_GROUPED = re.compile(r"[.,'’\u00a0\u202f](?=\d{3}(?:\D|$))")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is left of an article to compare it by.

    `runs` is how many different runs it has, about its words. `numbers` is how many it has, a
    digest of them all and a Bloom filter. A short article has its digest alone.
    """

    runs: int
    numbers: bytes
    sample: tuple[bytes, ...] = ()

    def __str__(self) -> str:
        """In at most 200 letters that need no escape in JSON."""
        head = min(self.runs, 0xFFFFFF).to_bytes(_RUNS, "big")
        return base64.b85encode(b"".join((head, self.numbers, *self.sample))).decode("ascii")

    @classmethod
    def read(cls, text: str) -> Sketch | None:
        """The sketch that a text spells; None for any other text."""
        try:
            data = base64.b85decode(text)
        except ValueError:
            return None
        if len(data) < _RUNS + _SHORT or len(data) % _HASH:
            return None
        at = _RUNS + (_SHORT if len(data) == _RUNS + _SHORT else _NUMBERS)
        sample = tuple(data[place : place + _HASH] for place in range(at, len(data), _HASH))
        return cls(int.from_bytes(data[:_RUNS], "big"), data[_RUNS:at], sample)

    def is_same(self, other: Sketch) -> bool:
        """Whether both are of one article, whichever of them asks."""
        if not (self.sample and other.sample):
            return self == other
        shorter, longer = sorted((self.runs, other.runs))
        if shorter < _LEAST_LENGTH * longer:
            return False
        least = heapq.nsmallest(_SAMPLE, {*self.sample, *other.sample})
        both = {*self.sample} & {*other.sample}
        resemblance = sum(each in both for each in least) / len(least)
        shared = (self.runs + other.runs) * resemblance / (1 + resemblance)
        return shared >= SAME_ARTICLE * shorter and _may_agree(self.numbers, other.numbers)


def sketch_of(article: Article) -> Sketch | None:
    """The sketch of a clean article; None for a page that is none (a wall, a list, an error)."""
    if any(note.code.startswith("page.") and note.code not in _ARTICLES for note in article.notes):
        return None
    prose = [block for block in article.body if not isinstance(block, Figure)]
    text = text_of_blocks(tuple(prose or article.body))
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        whole = (text_of(article.title), text_of(article.standfirst), text)
        said = "\n".join(" ".join(words_of(part)) for part in whole)
        return Sketch(len(words), _digest(said.encode("utf-8", "surrogatepass"), _SHORT))
    # crc32: there is nobody to be deceived, and a digest proper takes as long as all the rest.
    hashes = {crc32(" ".join(run).encode("utf-8", "surrogatepass")) for run in runs_of(words)}
    sample = (each.to_bytes(_HASH, "big") for each in heapq.nsmallest(_SAMPLE, hashes))
    return Sketch(len(hashes), _numbers_in(text), tuple(sample))


def spelt(sketch: Sketch | None) -> str:
    """A sketch as text; "" for none."""
    return str(sketch) if sketch else ""


_ARTICLES = frozenset({"page.truncated", "page.properties"})


def _digest(data: bytes, size: int) -> bytes:
    return hashlib.blake2b(data, digest_size=size).digest()


def _numbers_in(text: str) -> bytes:
    """The numbers of a text as a sketch holds them."""
    found = sorted(_GROUPED.sub("", number).encode() for number in _NUMBER.findall(text))
    bits = 0
    for number in set(found):
        one, two = divmod(int.from_bytes(_digest(number, 8), "big"), 2**32)
        bits |= 1 << one % (8 * _FILTER) | 1 << two % (8 * _FILTER)
    count = min(len(found), 0xFFFF).to_bytes(_COUNT, "big")
    return count + _digest(b"\0".join(found), _HASH) + bits.to_bytes(_FILTER, "big")


def _may_agree(one: bytes, other: bytes) -> bool:
    """Whether one text may have all numbers that the other has; of as many, the same ones."""
    if one[:_COUNT] == other[:_COUNT]:
        return one == other
    bits, others = (int.from_bytes(each[-_FILTER:], "big") for each in (one, other))
    return bits & others in (bits, others)


class Originals:
    """Articles in their order, each that is the same as none before it; found again by a sketch.

    `spelt` gives that of an article, "" for none, by name: only names and a few digests of each
    are held. Of articles that share a run the first alone is known by it, so that what each page of
    a site says costs nothing; equal articles are found always.
    """

    def __init__(self, spelt: Callable[[str], str]) -> None:
        self._spelt = spelt
        self._names: list[str] = []
        self._by_key: dict[str | int, int] = {}

    def of(self, name: str) -> str:
        """The first article that this one is the same as, "" if it is an original itself.

        It is one for those after it from now on.
        """
        text = self._spelt(name)
        if not text:
            return ""
        keys = _keys_of(text)
        known = {self._by_key[key] for key in keys if key in self._by_key}
        mine = Sketch.read(text) if known else None
        for held in sorted(known):
            other = Sketch.read(self._spelt(self._names[held]))
            if mine and other and mine.is_same(other):
                return self._names[held]
        for key in keys:
            self._by_key.setdefault(key, len(self._names))
        self._names.append(name)
        return ""


_HEAD = (_RUNS + _NUMBERS) // 4 * 5  # letters before the sample
_LETTERS = _HASH // 4 * 5


def _keys_of(text: str) -> tuple[str | int, ...]:
    """Of which an article's namesake has one, too, nearly always; of its equal the first.

    They are cut out of the text: a run asks for those of all its articles.
    """
    end = min(len(text), _HEAD + _KEYS * _LETTERS)
    return (hash(text), *(text[at : at + _LETTERS] for at in range(_HEAD, end, _LETTERS)))
