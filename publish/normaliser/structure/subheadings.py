"""Sub-headings of a text that has no marks: short lines between two paragraphs of prose.

Sure before complete: a line that may be a caption, a name, a date, a question of an interview or
words that somebody says stays the paragraph that it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from publish.model.dates import dates_in
from publish.model.tree import Block, Heading, LineBreak, Listing, Paragraph, Quote, SectionBreak
from publish.normaliser.fields.names import is_person
from publish.normaliser.page.phrases import bare, cues
from publish.normaliser.page.sentences import (
    COLONS,
    PROSE_WORDS,
    QUESTION_MARKS,
    SENTENCE_WORDS,
    ends_sentence,
)
from publish.normaliser.page.words import address_words, size

_LEVEL = 2
_LOWEST = 6
_LONG_PROSE = 40  # words from which a block is prose however it ends; 14 of 1,338
_SHORT_PROSE = 8  # words of a whole sentence that may stand below a sub-heading; 76 of 1,338
_LONGEST_QUESTION = 36  # words of a question in an interview; 6 of 1,338
_NUMBERS_SHARE = 1 / 3  # of a heading's words; more is a table's line; 3 of 1,338
_LONGEST = 12  # words; 35 of 1,338
_LONGEST_LINE = 90  # characters; 3 of 1,338
_OFTEN = 2  # times a heading may stand in a text: in its table of contents and at its place
_LEAST_PROSE = 2  # paragraphs of prose below which a text is a list, a poem or a notice
_NOTHING = " \t\u00a0\u200b\u200d\ufeff"
_OPENINGS = frozenset("¿¡")
_ENDS_OF_HEADINGS = frozenset("?？؟%+°\"'”’»“)）」』")
# Marks of captions, tables, addresses and programs; a stop before more words; a longer aside.
_NO_HEADING_HAS = re.compile(
    r"[|©®@→←•…_<>{}=\\]|/.*/|www\.|[^\W\d_]{3}[.!?]\s|\([^() ]* [^() ]* [^()]*\)"
    r"|\b(?:photos?|images?|pictures?|sources?|credits?|fotos?|bild|quelle)(?::| by\b| von\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.):]?\s+(?=[^\W\d_])")
_LABEL = re.compile(r"([^:：]{1,24})[:：]")
_ASIAN_DAY = re.compile(r"\d\s?[月월]\s?\d{1,2}\s?[日일]")
_HIRAGANA = re.compile("[\u3041-\u309f]")  # a name beside prose is written without
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_DAY = 5  # words: "le lundi 3 mai 2024"; 1 of 1,338
_WORD = re.compile(r"[^\W\d_]{3,}")
_VETOES = frozenset(
    (
        *("share", "tags", "related", "newsletter", "consent", "paywall", "app", "advert"),
        *("comments", "media", "credit", "byline", "contact", "price", "pager", "account"),
        *("address", "legal", "source", "reading", "shop", "tools", "live", "rating", "menu"),
    )
)
"""Kinds of wording (`phrases.cues`) that no sub-heading has; a year it may have."""


def subheadings(blocks: Sequence[Block], texts: Sequence[str]) -> dict[int, Heading]:
    """The lines of a body that are sub-headings, by their index; no word of them changes."""
    text = _Text(blocks, texts)
    found = {index for index in range(1, len(blocks) - 1) if text.is_subheading(index)}
    if not found or sum(map(text.is_prose, range(len(blocks)))) < _LEAST_PROSE:
        return {}
    found -= text.of_an_interview(found) | text.among_names(found)
    return {index: _heading(blocks[index], texts[index]) for index in found}


def is_day(text: str) -> bool:
    """Whether a text is a day and a month, with or without its year: "3. Mai", "12 June"."""
    if _ASIAN_DAY.search(text):
        return True
    plain = text.rstrip(".:,")
    return len(plain.split()) <= _LONGEST_DAY and any(
        True for year in ("", " 2000", ", 2000") for _ in dates_in(plain + year)
    )


class _Text:
    """The blocks of a body as lines, and what is asked of the whole text."""

    def __init__(self, blocks: Sequence[Block], texts: Sequence[str]) -> None:
        self.blocks = blocks
        self.lines = [text.strip(_NOTHING) for text in texts]

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each short line stands in the text."""
        return Counter(line for line in self.lines if len(line) <= _LONGEST_LINE)

    @cached_property
    def _labels(self) -> Counter[str]:
        """What stands before the first colon of blocks: speakers, "Pros", "Price"."""
        return Counter(label[1] for line in self.lines if (label := _LABEL.match(line)))

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that the text writes in small letters."""
        words = {word for line in self.lines for word in line.split()}
        return frozenset(word for word in words if word.islower())

    def words(self, index: int) -> int:
        """The words of a block."""
        line = self.lines[index]
        return size(line, line.count(" ") + 1)

    def is_prose(self, index: int) -> bool:
        """Whether a block is a paragraph of prose."""
        return self._is_closed(index) and self.words(index) >= PROSE_WORDS

    def is_subheading(self, index: int) -> bool:
        """Whether a block is a short line that names what comes below."""
        return (
            self._is_short(index)
            and self._follows(index - 1)
            and self._opens(index + 1)
            and self._is_named_well(self.lines[index], self.lines[index + 1])
        )

    def of_an_interview(self, found: set[int]) -> set[int]:
        """The found questions, when the text asks others too: they address somebody who answers."""
        asked = {index for index in found if self.lines[index].endswith(QUESTION_MARKS)}
        if not asked:
            return asked
        others = any(
            line.endswith(QUESTION_MARKS)
            and index not in found
            and self.words(index) <= _LONGEST_QUESTION
            for index, line in enumerate(self.lines)
        )
        return asked if others else set()

    def among_names(self, found: set[int]) -> set[int]:
        """The found lines that name a list, when others of the text do and are no sub-headings.

        Below “The results:” the first of several lists has its name behind a colon.
        """
        lists = {at for at in range(len(self.blocks) - 1) if self._names_list(at)}
        return set() if lists <= found else lists & found

    def _names_list(self, index: int) -> bool:
        if not isinstance(self.blocks[index + 1], Listing) or not self._is_short(index):
            return False
        return self._is_named_well(self.lines[index], self.lines[index + 1])

    def _is_closed(self, index: int) -> bool:
        """Whether a block ends as a sentence or as something said ends."""
        return ends_sentence(self.lines[index])

    def _is_short(self, index: int) -> bool:
        block, line = self.blocks[index], self.lines[index]
        return (
            0 < len(line) <= _LONGEST_LINE
            and isinstance(block, Paragraph)
            and (line[-1].isalnum() or line[-1] in _ENDS_OF_HEADINGS)
            and (line.endswith(QUESTION_MARKS) or not self._is_closed(index))
            and (line[0].isalnum() or line[0] in _OPENINGS)
            and not line[0].islower()
            and self.words(index) <= _LONGEST
            and not any(isinstance(inline, LineBreak) for inline in block.inlines)
        )

    def _follows(self, index: int) -> bool:
        """Whether something is complete above the line."""
        if isinstance(self.blocks[index], Listing | Quote | SectionBreak):
            return True
        return self._is_closed(index) and self.words(index) >= SENTENCE_WORDS

    def _opens(self, index: int) -> bool:
        """Whether something begins below the line: a paragraph, a list."""
        if isinstance(self.blocks[index], Listing):
            return True
        line = self.lines[index]
        if line[:1].islower():
            return False
        whole = self._is_closed(index) or line.endswith(COLONS)
        return self.words(index) >= _LONG_PROSE or (self.words(index) >= _SHORT_PROSE and whole)

    def _is_named_well(self, line: str, below: str) -> bool:
        """Whether the wording is a heading's, and not a caption's, a name, a score or a label."""
        if _NO_HEADING_HAS.search(line) or self._counts[line] > _OFTEN:
            return False
        label = _LABEL.match(line)
        if label and (
            self._labels[label[1]] > 1 or line.endswith(QUESTION_MARKS) or _LABEL.match(below)
        ):
            return False
        words = line.split()
        numbers = sum(any(map(str.isdigit, word)) for word in words[1:])
        if (
            numbers > 1
            or numbers / len(words) > _NUMBERS_SHARE
            or (not _WORD.search(line) and line.isascii())
        ):
            return False
        if any(map(str.isdigit, line)) and is_day(line):
            return False
        plain = bare(line)
        if not _VETOES.isdisjoint(cues(plain)):
            return False
        if line.endswith(QUESTION_MARKS) and not address_words().isdisjoint(plain.split()):
            return False
        return not self._is_name(line.partition(",")[0])

    def _is_name(self, words: str) -> bool:
        """Whether words look like a person's name, and none of them is a word of the text.

        Scripts without capitals do not tell names from words, but for Chinese and Japanese signs.
        """
        if not is_person(words) or _HIRAGANA.search(words):
            return False
        if words.lower() == words.upper() and not _CJK.search(words):
            return False
        return self._small.isdisjoint(word for word in bare(words).split() if len(word) > 2)


def _heading(block: Block, text: str) -> Heading:
    assert isinstance(block, Paragraph), block
    number = _NUMBER.match(text)
    depth = number[1].count(".") if number else 0
    return Heading(min(_LEVEL + depth, _LOWEST), block.inlines, block.origin)
