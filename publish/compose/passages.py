"""Passages: a line or a block that runs against the words around it, and the language of it.

What the article says counts (`Foreign`); where nobody said anything, its words do, each by its
first letter. So an Arabic paragraph of an English article begins at the right, and an English list
of a Hebrew article at the left, in print, in e-books and in Word.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from markupsafe import Markup

from publish.compose.fragments import Medium, attributes, language_attributes
from publish.compose.languages import direction_of, has_rtl
from publish.model.languages import language_tag
from publish.model.tree import (
    Block,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Inline,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Table,
    Text,
)
from publish.model.walk import contents_of

Words = tuple[Block, ...] | tuple[Inline, ...]

INSIDE = 3
"""The words that a left-to-right item or cell has at least to turn in its list or table: a name
such as “iPhone 15” stands in a Hebrew list as its neighbours do."""

_BY_THEMSELVES = (Quote, Listing, DefinitionList, Table)

_SCRIPTS = {
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "NKO": "Nkoo",
    "ADLAM": "Adlm",
    "HANIFI": "Rohg",
    "SAMARITAN": "Samr",
    "MANDAIC": "Mand",
}
"""By the first word of a letter's name, its script in ISO 15924."""


@dataclass(slots=True)
class Speech:
    """The language of the passage that is being set: at first that of the article."""

    own: str
    medium: Medium
    language: str = field(init=False)

    def __post_init__(self) -> None:
        self.language = self.own

    @property
    def leftward(self) -> bool:
        """Whether words run from right to left here."""
        return direction_of(self.language) == "rtl"

    @property
    def left_to_right(self) -> Markup:
        """What a program's element says where the words around it run from right to left."""
        return attributes(("dir", self.leftward and "ltr"))

    def turns(self, words: Words, least: int = 1) -> bool:
        """Whether words run the other way than those around them."""
        return passage_language(words, self.language, self.own, least) != self.language

    @contextmanager
    def passage(self, words: Words, least: int = 1) -> Iterator[Markup]:
        """While words are set that may run the other way: what their element says of it."""
        with self.speaking(passage_language(words, self.language, self.own, least)) as given:
            yield given

    @contextmanager
    def speaking(self, language: str) -> Iterator[Markup]:
        """While words in a language are set ("": as those around): what their element says."""
        around, self.language = self.language, language or self.language
        language = self.language
        other = language != around
        yield language_attributes(language, around, self.medium) if other else Markup("")
        self.language = around


def passage_language(words: Words, around: str, own: str, least: int = 1) -> str:
    """The language to set words in that stand among others in the language `around`.

    It is `around` unless the words run the other way: then the language that is told of most of
    them, else the article's `own` if that runs so, else "und" with the script. Left-to-right words
    are a passage from `least` on.
    """
    leftward = direction_of(around) == "rtl"
    if not leftward and all(map(_is_plain, words)):  # nearly always
        return around
    pieces = tuple(_pieces(_own(words), ""))
    if not leftward and not any(told or has_rtl(text) for text, told in pieces):
        return around
    languages = {told for text, told in pieces if text.strip()}
    if len(languages) == 1 and (only := languages.pop()):
        return only if direction_of(only) != direction_of(around) else around
    counts: dict[str, Counter[str]] = {"ltr": Counter(), "rtl": Counter()}
    script = ""
    for text, told in pieces:
        for word in text.split():
            side, letter = _side_of(word)
            if side:
                counts[side][told if told and direction_of(told) == side else ""] += 1
                script = script or (_script_of(letter) if side == "rtl" else "")
    there, here = ("ltr", "rtl") if leftward else ("rtl", "ltr")
    count = counts[there].total()
    if count <= counts[here].total() or (leftward and count < least):
        return around
    told = max(counts[there], key=lambda each: (counts[there][each], each))
    if told or direction_of(own) == there:
        return told or own
    return "und" if leftward else f"und-{script}"


def _is_plain(node: Block | Inline) -> bool:
    """Whether a node holds plain Latin letters alone, told without a closer look."""
    if isinstance(node, Paragraph):
        return all(map(_is_plain, node.inlines))
    return isinstance(node, Text) and node.text.isascii()


def _own(words: Words) -> Words:
    """Words without the lists, tables and quotes among them, which turn by themselves.

    An English item stays one, however long the Arabic list below it. Where nothing else says
    anything, they count.
    """
    kept = tuple(each for each in words if not isinstance(each, _BY_THEMSELVES))
    own = cast(Words, kept)  # of one kind as before
    if len(own) == len(words):
        return words
    said = any(_side_of(word)[0] for text, _ in _pieces(own, "") for word in text.split())
    return own if said else words


def _pieces(words: Words, told: str) -> Iterator[tuple[str, str]]:
    """The words piece by piece, each with the language that is told of it, or "".

    Programs and formulas run from left to right anywhere, and a note is set by itself.
    """
    for node in words:
        match node:
            case Text():
                yield node.text, told
            case Foreign():
                yield from _pieces(node.inlines, language_tag(node.language) or told)
            case Picture():
                yield node.alt, told
            case Listing():
                for item in node.items:
                    yield from _pieces(_own(item), told)
            case Code() | CodeBlock() | Formula() | FormulaBlock() | Checkbox() | Footnote():
                pass
            case _:
                inlines, blocks = contents_of(node)
                yield from _pieces(inlines, told)
                yield from _pieces(blocks, told)


def _side_of(word: str) -> tuple[str, str]:
    """The direction of a word and the letter that says it; "" of figures and signs."""
    for char in word:
        match unicodedata.bidirectional(char):
            case "L":
                return "ltr", char
            case "R" | "AL":
                return "rtl", char
    return "", ""


def _script_of(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return _SCRIPTS.get(first, "Hebr")
