"""Straight quotes and apostrophes: what each of them is, told from what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.normaliser.typography.conventions import Convention, Pair
from publish.normaliser.typography.edits import Edit

APOSTROPHE = "’"
_PRIME, _DOUBLE_PRIME = "′", "″"

_MARK = re.compile("[\"'«»“”„]")
_OPENING = frozenset("([{<—–‒−-/¿¡«‹„‚“‘=|+")
_CLOSING = frozenset(".,;:!?…)]}>»›”’—–-/%")
_LAST_CLOSER = re.compile(r"(?<=[\w.,!?…])'(?!\w)")
_YEARS = re.compile(r"\d\ds?(?!\w)")
_AND = re.compile(r"'[nN]'(?!\w)")
_FEET = re.compile(r"\d['′]\s?\d+(?:[.,]\d+)?$")
_LAST_LETTER = re.compile(r"\w(?!\w)")
_ACCENT = re.compile(r"(?<=[^\W\d_])[´`](?=[^\W\d_])")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_TURNED = re.compile(r"‘(?=\d0s(?!\w)|n’(?!\w))")
_NEVER_WHOLE = frozenset(["tis", "twas", "twere", "twill", "twould", "til", "em", "n"])
_SPAN = 12  # characters: five feet eleven and three quarters


def quote_edits(text: str, style: Convention) -> Iterator[Edit]:
    """What becomes of each straight quote; marks that are typographic already stay.

    A mark that nothing explains, such as one alone between spaces at an end, stays as it is.
    """
    if "‘" in text and style.language == "en":
        for match in _TURNED.finditer(text):  # “‘90s”, as machines set it
            yield match.start(), match.end(), APOSTROPHE
    if "´" in text or "`" in text:
        for match in _ACCENT.finditer(text):
            yield match.start(), match.end(), APOSTROPHE
    if '"' in text or "'" in text:
        yield from _Quotes(text, style).edits()


class _Quotes:
    """One pass over the marks of a text, with the quotations that are open."""

    def __init__(self, text: str, style: Convention) -> None:
        self.text = text
        self.style = style
        self.depth = 0
        self.singles = 0
        self.opened_at = self.closed_at = -1
        self.left = text.count('"')
        self.last_closer = max((m.start() for m in _LAST_CLOSER.finditer(text)), default=-1)

    def edits(self) -> Iterator[Edit]:
        done = -1
        for match in _MARK.finditer(self.text):
            at, mark = match.start(), match[0]
            if at < done:
                continue
            if mark == '"':
                edit = self._double(at)
                self.left -= 1
            elif mark == "'":
                edit = self._single(at)
            else:
                self._follow(mark)
                continue
            if edit:
                done = edit[1]
                yield edit

    def _follow(self, mark: str) -> None:
        """Keep count of quotations that are set in typographic marks."""
        pairs = (self.style.double, self.style.nested)
        if any(mark in opening and mark not in closing for opening, closing in pairs):
            self.depth += 1
        elif any(mark in closing and mark not in opening for opening, closing in pairs):
            self.depth = max(0, self.depth - 1)

    def _double(self, at: int) -> Edit | None:
        text = self.text
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isdigit() and (
            not self.depth or _FEET.search(text, max(0, at - _SPAN), at)
        ):  # 12″, 5′10″
            return at, at + 1, _DOUBLE_PRIME
        if self.style.language == "he" and before.isalpha() and _LAST_LETTER.match(text, at + 1):
            return at, at + 1, "״"  # in an abbreviation it stands before the last letter
        spaced_before = not before or before.isspace()
        spaced_after = not after or after.isspace()
        if spaced_before and spaced_after:
            if not before and not after:
                return None
            opens = not self.depth and bool(after)
        else:
            opens = self._opens(at, before, after, self.depth)
        return self._open(at, after) if opens else self._close(at, before)

    def _opens(self, at: int, before: str, after: str, pending: int) -> bool:
        """Whether a mark with something beside it opens a quotation."""
        if not before or before.isspace():
            return True
        if not after or after.isspace():
            return False
        if at - 1 == self.opened_at:
            return True
        if at - 1 == self.closed_at:
            return False
        if before in _OPENING:
            return not (before in _CLOSING and pending) or after.isalnum()
        return not pending and after not in _CLOSING

    def _open(self, at: int, after: str) -> Edit:
        # A quotation inside another must leave enough marks to close both.
        inside = self.depth > 0 and self.left > self.depth + 1
        opening, _ = self.style.nested if inside else self.style.double
        self.depth += 1
        self.opened_at = at
        over_space = len(opening) > 1 and after.isspace() and after != "\n"
        return at, at + 1 + over_space, opening

    def _close(self, at: int, before: str) -> Edit:
        self.closed_at = at
        _, closing = self.style.nested if self.depth > 1 else self.style.double
        self.depth = max(0, self.depth - 1)
        over_space = len(closing) > 1 and before.isspace() and before != "\n"
        return at - over_space, at + 1, closing

    def _single(self, at: int) -> Edit | None:
        text = self.text
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if before.isdigit():
            return self._behind_a_figure(at, after)
        if before.isalpha() and after.isalnum():
            return at, at + 1, "׳" if self.style.language == "he" else APOSTROPHE
        spaced_before = not before or before.isspace()
        if spaced_before and (not after or after.isspace()):
            return None
        if after.isalnum() and not before.isalpha() and (edit := self._elision(at)):
            return edit
        if before.isalpha() and not self.singles:
            return at, at + 1, APOSTROPHE
        if self._opens(at, before, after, self.singles):
            # At the start of a text it may open what another paragraph closes.
            if at > self.last_closer and before:
                return at, at + 1, APOSTROPHE
            self.singles += 1
            self.opened_at = at
            return at, at + 1, self._bare(self.style.single, 0)
        self.closed_at = at
        if not self.singles:
            return at, at + 1, APOSTROPHE
        self.singles -= 1
        return at, at + 1, self._bare(self.style.single, 1)

    @staticmethod
    def _bare(pair: Pair, side: int) -> str:
        return pair[side].strip()

    def _behind_a_figure(self, at: int, after: str) -> Edit:
        text = self.text
        if after.isalpha() or (after.isdigit() and _THOUSANDS.match(text, at + 1)):
            return at, at + 1, APOSTROPHE  # 1990’s, 10’000
        if self.singles and not after.isdigit():
            self.singles -= 1
            self.closed_at = at
            return at, at + 1, self._bare(self.style.single, 1)
        return at, at + 1, _PRIME

    def _elision(self, at: int) -> Edit | None:
        """’90s, ’n’, ’tis: an apostrophe where letters were left out at a word's start."""
        text = self.text
        if _AND.match(text, at):
            return at, at + 3, APOSTROPHE + text[at + 1] + APOSTROPHE
        if _YEARS.match(text, at + 1):
            return at, at + 1, APOSTROPHE
        match = self.style.elided.match(text, at + 1)
        if match is None or (text[at + 1].isupper() and self._may_be_quoted(at, match[0])):
            return None
        return at, at + 1, APOSTROPHE

    def _may_be_quoted(self, at: int, word: str) -> bool:
        """Whether a capitalised word may begin a quotation: ‘Cause and effect’."""
        return at < self.last_closer and word.casefold() not in _NEVER_WHOLE
