"""Plain text → blocks with the lines they stood on.

A blank line divides blocks. Where lines were wrapped at a width they are joined again; where they
were not, each line of a run is a block of its own, but verse keeps its lines in one block.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.errors import OverLimit
from publish.model.article import Draft, Source
from publish.model.limits import Limits
from publish.model.tree import Inline, LineBreak, Origin, Paragraph, Text
from publish.readers.decode import decoded
from publish.readers.repairs import mended_block
from publish.readers.sizes import check_blocks

_SPACES = re.compile(r"[ \t]+")
_NOTHING = " \t\u00a0\u3000\u200b\u2060\u00ad"
_BULLET = re.compile(r"\s*(?:[-–—*+•◦▪‣·]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t\u00a0]")
_NARROWEST, _WIDEST = 30, 110  # characters; mail wraps at 72 to 78, books at 55 to 90
_SLACK = 0.1  # of the width, for lines broken by hand
# Scripts that put no spaces between words, so that a line may break anywhere.
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_HALF = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_REST = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines `first` to `last` of the source as one."""

    first: int
    last: int
    text: str


def read(source: Source, limits: Limits, charset: str = "") -> Draft:
    """The draft of a text file; nothing in it is taken for a title or for metadata here."""
    found = decoded(source, charset)
    if len(found.text) > 2 * limits.characters:
        # Before any work: white space alone does not halve a text that people can read.
        raise OverLimit("characters", len(found.text), limits.characters, where=source.name)
    groups = list(_groups(found.text))
    width = _width(groups)
    blocks = tuple(
        mended_block(block)
        for group in groups
        for block in _blocks(_joined(group, width, found.text) if width else group)
    )
    check_blocks(blocks, limits, source.name)
    return Draft(source.name, blocks, notes=found.notes)


def _groups(text: str) -> Iterator[list[_Stretch]]:
    """Runs of lines between blank ones; an indented line keeps its indent."""
    group: list[_Stretch] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(_NOTHING):
            group.append(_Stretch(number, number, line.rstrip(_NOTHING)))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _width(groups: Sequence[list[_Stretch]]) -> int:
    """The width at which the document's lines were wrapped; 0 when they were not.

    A line was wrapped when the next one's first word had no room on it. That must hold for most
    lines, and most must go on in small letters, which a list of headlines does not.
    """
    pairs = [(one.text, two.text) for group in groups for one, two in itertools.pairwise(group)]
    if len(pairs) < 2:
        return 0
    lengths = sorted(len(one) for one, _ in pairs)
    width = lengths[(len(lengths) * 19) // 20]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_was_full(one, two, width) for one, two in pairs)
    starts = [two.lstrip()[:1] for _, two in pairs]
    cased = [start for start in starts if start.lower() != start.upper()]
    small = sum(start.islower() for start in cased)
    if full * 4 < len(pairs) * 3 or small * 2 < len(cased):
        return 0
    return width


def _was_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word, or its first sign, had no room on the line."""
    stripped = following.lstrip()
    word = 1 if _UNSPACED.match(stripped) else 1 + len(stripped.split(maxsplit=1)[0])
    return len(line) + word > width - int(width * _SLACK)


def _joined(group: Sequence[_Stretch], width: int, document: str) -> list[_Stretch]:
    """The group's lines with those joined that were one before they were wrapped."""
    joined = [group[0]]
    for before, line in itertools.pairwise(group):
        indented = line.text[:1] in " \t" and before.text[:1] not in " \t"
        indented = indented and not _BULLET.match(before.text)  # there it hangs
        if indented or _BULLET.match(line.text) or not _was_full(before.text, line.text, width):
            joined.append(line)
        else:
            whole = _one(joined[-1].text, line.text.lstrip(), document)
            joined[-1] = _Stretch(joined[-1].first, line.last, whole)
    return joined


def _one(left: str, right: str, document: str) -> str:
    """Two lines as one; a word that a hyphen halved is whole again.

    The hyphen stays where the document writes the word with it elsewhere, or where the other half
    has one too (state-of-the-art).
    """
    half, rest = _HALF.search(left), _REST.match(right)
    if half and rest and rest[0][0].islower():
        compound = right[rest.end() :].startswith("-") or f"{half[1]}-{rest[0]}" in document
        return left + right if compound and left.endswith("-") else left[:-1] + right
    unspaced = _UNSPACED.match(left[-1:]) and _UNSPACED.match(right)
    return left + right if unspaced else f"{left} {right}"


def _blocks(lines: Sequence[_Stretch]) -> Iterator[Paragraph]:
    """Each line as a paragraph, or verse as one."""
    if _is_verse(lines):
        inlines: list[Inline] = []
        for line in lines:
            inlines += [LineBreak(), Text(_tidy(line.text))]
        yield Paragraph(tuple(inlines[1:]), Origin(lines[0].first, lines[-1].last))
        return
    for line in lines:
        yield Paragraph((Text(_tidy(line.text)),), Origin(line.first, line.last))


def _is_verse(lines: Sequence[_Stretch]) -> bool:
    """Whether line breaks are the author's: short lines that run on into each other.

    Four lines of at most 60 characters and three words on average, a quarter of which end in a
    comma or go on in small letters. Lists, bylines and menus do neither. # guess
    """
    texts = [line.text.strip() for line in lines]
    if len(texts) < 4 or max(map(len, texts)) > 60 or any(map(_BULLET.match, texts)):
        return False
    words = sum(len(text.split()) for text in texts)
    running = sum(
        one.endswith((",", ";", "–", "—")) or two[0].islower()
        for one, two in itertools.pairwise(texts)
    )
    return words >= 3 * len(texts) and running * 4 >= len(texts)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text.strip(_NOTHING))
