"""Greedy lines by adding up the widths of known words: WeasyPrint's own, to the byte.

WeasyPrint shapes each line three to six times: draft, next word, each hyphenation, final text, text
with wider spaces, drawing. Pango widths are whole numbers, so their sums are what it would measure.
Restates weasyprint.text.line_break.split_first_line (NOTICE); whatever is near a limit or unusual
is left to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple  # WeasyPrint has no types

from weasyprint.layout import percent
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from publish.writers.pdf.guard import Hold, compared
from publish.writers.pdf.typesetter.breaks import breaks, long_word, parts, pattern_language
from publish.writers.pdf.typesetter.setting import Attempt
from publish.writers.pdf.typesetter.store import Word, WordStore, face_of
from publish.writers.pdf.typesetter.stored import StoredLayout

_ENDLESS = 2**21  # pixels: from here on the engine gives a line no width
_MOST_UNITS = 2**31
# Around these the engine breaks lines in its own way.
_BOUND = re.compile("[\u00a0\u202f\u2060]").search

_upstream_split = line_break.split_first_line

Measured = tuple[Any, int, int | None, float, float, float]
"""Layout, length and resume index in bytes, then width, height, baseline in CSS pixels."""


class _Engine(Exception):
    """Something that the engine's own way is for."""


class _Break(NamedTuple):
    """Where a line may end: characters before it, their width, and the last word's part there."""

    place: int
    width: int
    head: str


def _split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As much of `text` as fits on a line, from the store where all its words are plain."""
    if style["white_space"] == "normal" and max_width != inf:  # SVG's text has no measure
        with Attempt(text):
            try:
                return _measured(text, style, max_width, justification_spacing)
            except _Engine:
                pass
    return _upstream_split(
        text, style, context, max_width, justification_spacing, is_line_start, minimum
    )


def _measured(text: str, style: Any, max_width: float | None, spacing: float) -> Measured:
    face = face_of(style)
    words = face.words(text)
    if words is not None and not _BOUND(text):
        return _GreedyLine(words, text, style, max_width, spacing).split()
    if (alone := face.alone(text)) is None:
        raise _Engine
    words, run = alone
    width = run.width * FROM_UNITS
    if max_width is not None and width > max_width:
        raise _Engine
    layout = StoredLayout(text, spacing, max_width)
    return layout, len(text.encode()), None, width, words.height, words.baseline


@dataclass(slots=True)
class _GreedyLine:
    """One line in the making."""

    words: WordStore
    text: str
    style: Any
    max_width: float | None
    spacing: float

    def split(self) -> Measured:
        """Walk from word to word until one does not fit. Raises _Engine."""
        limit = self._limit()
        tokens, is_whole = self._tokens(limit)
        width = start = kern = 0
        best: _Break | None = None
        for number, token in enumerate(tokens):
            if number:
                before = tokens[number - 1]
                if self._may_break(before, token):
                    best = _Break(start + len(before) + 1, width, "")
                    if kern and (width <= limit) != (width + kern <= limit):
                        raise _Engine
                start += len(before) + 1
                width += self.words.space_width + kern
            if not token:
                kern = 0
                if width > limit:
                    raise _Engine
                continue
            word = self._word(token)
            width += word.before if number else 0
            kern = word.after
            if width + word.width > limit:
                if width + word.width + kern <= limit and start + len(token) < len(self.text):
                    raise _Engine
                return self._broken(token, start, width, best, limit, tokens[:number])
            if not token.isalnum() and (places := breaks(token, self.style["lang"] or "")):
                head = token[: places[-1]]
                best = _Break(start + places[-1], width + self._word(head).width, head)
            width += word.width
        if not is_whole:
            raise _Engine
        return self._made(self.text, len(self.text.encode()), None, width)

    def _limit(self) -> int:
        if self.max_width is None or self.max_width >= _ENDLESS:
            return _MOST_UNITS
        return int(max(0, self.max_width) * TO_UNITS)

    def _tokens(self, limit: int) -> tuple[list[str], bool]:
        """The words that a line can hold, and whether they are all of the text."""
        most = -1
        if limit != _MOST_UNITS:
            assert self.max_width is not None
            most = int(self.max_width / self.style["font_size"] * 3) + 3
        tokens = self.text.split(" ", most)
        is_whole = most < 0 or len(tokens) <= most
        if not is_whole:
            tokens.pop()  # what is left of the text
        return tokens, is_whole

    def _word(self, token: str) -> Word:
        words = self.words
        if token not in words:
            words.learn((token,))
        word = words[token]
        if word is None:
            raise _Engine
        return word

    def _may_break(self, before: str, token: str) -> bool:
        if not token:
            return False
        if token[0].isalnum() and (before[-1:].isalnum() or before[-1:] in (".", ",", ";", ":")):
            return True
        if not before:
            return False
        return len(before) + 1 in breaks(f"{before} {token}", self.style["lang"] or "")

    def _broken(
        self,
        token: str,
        start: int,
        width: int,
        best: _Break | None,
        limit: int,
        before: list[str],
    ) -> Measured:
        """End the line in or before `token`, which does not fit: the engine's steps 3 and 4."""
        for place in reversed(breaks(token, self.style["lang"] or "")):
            full = width + self._word(token[:place]).width
            if full <= limit:
                best = _Break(start + place, full, token[:place])
                break
        if best is None:
            raise _Engine
        hyphenated = self._hyphenated(token, start, best, limit, before)
        if hyphenated is not None:
            return hyphenated
        first = self.text[: best.place]
        shown = first.rstrip(" ")
        return self._made(shown, len(shown.encode()), len(first.encode()), best.width)

    def _hyphenated(
        self, token: str, start: int, best: _Break, limit: int, before: list[str]
    ) -> Measured | None:
        """The line with the longest part of the next word that fits, or None."""
        style = self.style
        language = style["lang"] and pattern_language(style["lang"])
        if style["hyphens"] != "auto" or not language:
            return None
        rest = self.text[best.place : start + len(token)]
        following = breaks(rest, style["lang"])
        if " " in rest or (following and following[0] == 1):
            raise _Engine
        assert self.max_width is not None
        room = self.max_width - best.width * FROM_UNITS
        zone = percent.percentage(style["hyphenate_limit_zone"], style, self.max_width)
        if 0 <= room <= zone:
            return None
        letters, left, right = style["hyphenate_limit_chars"]
        found = long_word(rest[: following[0] - 1] if following else rest, style["lang"], letters)
        if found is None:
            return None
        index, word = found
        for part in parts(word, language, left, right):
            made = self._with_hyphen(best, rest[:index] + part, token, limit, before)
            if made is not None:
                return made
        return None

    def _with_hyphen(
        self, best: _Break, part: str, token: str, limit: int, before: list[str]
    ) -> Measured | None:
        shown = best.head + part + self.style["hyphenate_character"]
        head = self._word(best.head) if best.head else None
        room = limit - best.width + (head.width if head else 0)
        if shown not in self.words and _is_too_wide(self.words, shown, token, room):
            return None
        word, first = self._word(shown), self.text[: best.place]
        if head is not None:
            full = best.width - head.width - head.before + word.before + word.width
        else:
            full = best.width + self.words.space_width + word.width + word.before
            last = before[first.count(" ") - 1] if first.count(" ") else ""
            if last:
                full += self._word(last).after
        if full > limit:
            return None
        resume = len((first + part).encode())
        text = first + part + self.style["hyphenate_character"]
        return self._made(text, resume, resume, full)

    def _made(self, text: str, length: int, resume: int | None, width: int) -> Measured:
        layout = StoredLayout(text, self.spacing, self.max_width)
        words = self.words
        return layout, length, resume, width * FROM_UNITS, words.height, words.baseline


def _is_too_wide(words: WordStore, shown: str, token: str, room: int) -> bool:
    """Whether the start of `token` is so much too wide for `room` that it needs no shaping."""
    word = words.get(token)
    if word is None or not token.startswith(shown[:-1]):
        return False
    width = length = 0
    for glyph_width, text in zip(word.widths, word.texts, strict=True):
        if length >= len(shown) - 1:
            break
        width, length = width + glyph_width, length + len(text)
    return width > room + words.letter_width


HOLDS = (
    Hold("weasyprint.text.line_break:split_first_line", lambda _: _split_first_line),
    *compared("weasyprint.text.line_break", "create_layout", "first_line_metrics"),
    *compared("weasyprint.text.ffi", "FROM_UNITS", "TO_UNITS"),
    *compared("weasyprint.layout.percent", "percentage"),
)
