"""Which line of a text, where nothing is marked or declared, is the headline of what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.dates import dates_in
from publish.model.forms import is_line
from publish.model.tree import LineBreak, Paragraph
from publish.normaliser.fields.bylines import read_byline
from publish.normaliser.fields.labels import behind_by
from publish.normaliser.fields.names import is_person, people_in
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import cues, phrases
from publish.normaliser.page.sentences import QUESTION_MARKS, ends_as_no_title, ends_sentence
from publish.normaliser.page.words import UNSPACED

# “63 of 5,351”: so many development pages get another headline when the number and its clause go.
LONGEST_LINE = 25
"""Words of a text's line that can be its headline; 197 of 5,351."""

NEAR = 8
"""Blocks above the text in which no element needs to be named for a headline; 3 of 5,351."""

FAR = 30
"""Blocks above the text in which a headline stands; 3 of 5,351."""

SHARED = 0.34
"""95 % of labelled titles share as large a part of their longer words with the text."""

HARMLESS = frozenset({"date", "price", "media", "byline", "tags", "live", "keep", "origin"})
"""Kinds of wording that headlines have too."""

_LONG_WORD = 4  # letters from which a word tells what a text is about; 446 of 5,351
_OPENING = 8  # paragraphs whose words are those of the text; 216 of 5,351

# Worth of a line of a text: the share of its longer words that stand in the text, and these.
_ENOUGH = 0.6  # below which no line is a headline; 236 of 5,351
_LENGTH = 0.5  # for a line of eight words and more, less for a shorter; 644 of 5,351
_FULL_LENGTH = 8  # words; a longer line is worth no more; 175 of 5,351
_FIRST = 0.4  # for the first line; 0.3 to 0.7 find as many titles in 750 texts; 233 of 5,351
_WORDED = -0.5  # for words of furniture; 73 of 5,351, and 13 if they ruled it out
_LONG = 8  # words from which a line is more than the wording of a box; 11 of 5,351
_LISTED = -0.3  # for many commas, or a bracket before a colon; 10 of 5,351; or two sentences
_LONGEST_OF_TWO = 12  # words of a headline of two sentences: a longer one stands below it. # guess
_MOST_COMMAS = 2
_AWAY = -0.02  # for each block between the line and the text; 396 of 5,351
_SIGNED = 0.2  # for a byline or a date below; 148 of 5,351
_BELOW = 3  # lines below that are looked at,
_BELOW_CHARACTERS = 200  # and so much of them for a date; 8 of 5,351
_WORDS = re.compile(r"\w+")
_STOP_INSIDE = re.compile(r"[^\W\d_]{4}[.!?][”’»\"]? +[^\W\d_a-z]")
_GOES_ON = (",", ";", "|")
_OPENINGS = ("(", "[", "·", "•", "-", "*")
_NO_TITLE_HAS = (" | ", " > ", "»", "@")
"""Marks of menus, paths and addresses, which headlines of texts have not."""


def opening_line(page: Page, left: Left, first: int) -> tuple[int | None, str]:
    """The line of a text that is most like a headline of what follows, and what shows it.

    It stands above the first paragraph, is no sentence, and shares its words with the text; a
    byline or a date below it, and its repetition, speak for it, and being the first line does.
    Where no line is like one, it is the line right above a byline or above a poem.
    """
    if not any(map(page.is_sentence, range(first, min(len(page), first + NEAR)))):
        return None, ""  # nothing follows of which it could be the headline: a note, names
    words = words_of_text(page, first)
    first = next((i for i in range(first) if _is_of_text(page, i, words)), first)
    best: tuple[float, int] | None = None
    for index in range(max(0, first - FAR), first):
        if index not in left:
            continue
        found = _worth(page, index, first, words)
        if found > _ENOUGH and (best is None or found > best[0]):
            best = (found, index)
    if best is not None:
        return best[1], "a short line above the text, no sentence, that shares its words"
    return _set_above(page, left, first)


def _set_above(page: Page, left: Left, first: int) -> tuple[int | None, str]:
    """The line right above the one byline, or that of a text which begins with verse."""
    signed = [i for i in range(max(0, first - FAR), first) if behind_by(page.texts[i])]
    if len(signed) == 1 and people_in(behind_by(page.texts[signed[0]])):
        above = signed[0] - 1
        if above in left and _may_be(page, above) and cues(page.bares[above]) <= HARMLESS:
            return above, "a short line right above the byline"
    if first == 1 and 0 in left and _is_verse(page, 1) and _may_be(page, 0):
        return 0, "a short line right above a poem"
    if first == 1 and 0 in left and _is_only_line(page):
        return 0, "the one short line, right above the text"
    return None, ""


def _is_only_line(page: Page) -> bool:
    """Whether a text's first line names it: one that is no name, and no other could be a heading.

    A word or two above more of their like are the first sub-heading.
    """
    if (
        not _may_be(page, 0)
        or is_person(page.texts[0])
        or not page.bares[0].replace(" ", "").isalpha()
    ):
        return False
    if not cues(page.bares[0]) <= HARMLESS or page.bares[0] in phrases("keep", "label"):
        return False
    if page.texts[0].endswith(QUESTION_MARKS) or sum(map(page.is_sentence, range(len(page)))) < 3:
        return False
    if any(line in phrases("keep", "label") for line in page.bares[1:]):
        return True
    return not any(_may_be_heading(page, index) for index in range(1, len(page)))


def _may_be_heading(page: Page, index: int) -> bool:
    text = page.texts[index]
    return not text[:1].islower() and _may_be(page, index) and not ends_sentence(text)


def _is_of_text(page: Page, index: int, words: set[str]) -> bool:
    """Whether a block above the heaviest run of prose is of the same text: a sentence, verse.

    A short line without a stop that ends in a quotation or in brackets may be its headline.
    """
    text = page.texts[index]
    if _is_verse(page, index) or _runs_on(page, index):
        return True
    if page.words[index] > LONGEST_LINE:
        return page.is_sentence(index)
    ended = ends_sentence(text) or ends_sentence(text.rpartition("(")[0].rstrip())
    return page.is_sentence(index) and ended and shared_with(text.casefold(), words) >= SHARED


def _is_verse(page: Page, index: int) -> bool:
    """Whether a text's block is lines that its author broke; no others stay in one block."""
    block = page.blocks[index] if index < len(page) else None
    if not isinstance(block, Paragraph) or block.origin.trail:
        return False
    return any(isinstance(inline, LineBreak) for inline in block.inlines)


def _runs_on(page: Page, index: int) -> bool:
    """Whether a longer block's sentence goes on in the next, as that of a stanza does."""
    goes_on = page.texts[index].endswith(_GOES_ON) and page.words[index] > _FULL_LENGTH
    return goes_on and index + 1 < len(page) and page.texts[index + 1][:1].islower()


def _may_be(page: Page, index: int) -> bool:
    """Whether a line has the form of a headline."""
    text = page.texts[index]
    sentence = ends_as_no_title(text) and not text.endswith("...")
    if sentence or text.endswith(_GOES_ON) or not 0 < page.words[index] <= LONGEST_LINE:
        return False
    if text.startswith(_OPENINGS) or behind_by(text) or any(mark in text for mark in _NO_TITLE_HAS):
        return False
    reading = read_byline(page.said[index], None)
    dated = reading.published or reading.updated
    return is_line(page.blocks[index]) and not (dated and not reading.left)


def _worth(page: Page, index: int, first: int, words: set[str]) -> float:
    """How much a line of a text is like its headline, 0.0 to about 2.0."""
    text, count = page.texts[index], page.words[index]
    if count < 2 or not _may_be(page, index):
        return 0.0
    shared = shared_with(page.bares[index], words)
    found = shared + _LENGTH * min(count, _FULL_LENGTH) / _FULL_LENGTH
    if index == 0 or (index == 1 and page.words[0] <= 2):  # behind a kicker
        found += _FIRST
    if not cues(page.bares[index]) <= HARMLESS and count < _LONG:
        found += _WORDED
    if text.count(",") > _MOST_COMMAS or "): " in text or _has_two_sentences(text, count):
        found += _LISTED
    found += _AWAY * (first - index)
    if count > 2 and _is_signed(page, index):
        found += _SIGNED
    return found if shared or index == 0 else 0.0


def _has_two_sentences(text: str, count: int) -> bool:
    """Whether a longer line goes on behind a full stop, as a standfirst does."""
    return count > _LONGEST_OF_TWO and _STOP_INSIDE.search(text) is not None


def _is_signed(page: Page, index: int) -> bool:
    """Whether a byline or a date stands below a line."""
    below = page.texts[index + 1 : index + 1 + _BELOW]
    return bool(dates_in(" ".join(below)[:_BELOW_CHARACTERS])) or any(map(behind_by, below))


def words_of_text(page: Page, first: int) -> set[str]:
    """The words of the first paragraphs of the text; of unspaced scripts pairs of signs."""
    core = sorted(page.core)[:_OPENING] or range(first, min(len(page), first + _OPENING))
    return set(_tokens(" ".join(page.texts[index] for index in core).casefold()))


def shared_with(line: str, words: set[str]) -> float:
    """The share of a line's longer words that stand in the text."""
    long = [word for word in _tokens(line) if len(word) >= _LONG_WORD or UNSPACED.match(word)]
    return sum(word in words for word in long) / len(long) if long else 0.0


def _tokens(text: str) -> Iterator[str]:
    """The words of a line; of scripts without spaces the pairs of characters."""
    for word in _WORDS.findall(text):
        if UNSPACED.match(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word
