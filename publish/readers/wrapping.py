"""Lines of a text that were one before they were wrapped at a width, paragraph by paragraph.

A line was wrapped when the next one's first word had no room on it. A paragraph of three lines
shows that by itself; one of two, or with a list in it, is measured by its document's width.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

__all__ = ["BULLET", "NOTHING", "Stretch", "Unwrapped", "mail_depth", "unwrapped"]

NOTHING = " \t\u00a0\u3000\u200b\u2060\u00ad"
BULLET = re.compile(r"\s*(?:[-–—*+•◦▪‣·]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t\u00a0]")
_NARROWEST, _WIDEST = 30, 110  # characters; mail wraps at 72 to 78, books at 55 to 90
_WIDEST_VERSE = 60  # characters
_LONGER_THAN_VERSE = 12  # lines; the poems that prose quotes are shorter. # guess
_FEWEST_PAIRS = 3  # lines of a stanza, less one
_SLACK = 0.1  # of the width, for lines broken by hand
_NARROW = 0.6  # of the document's width; an address, a quotation set in
_SHORTEST = 25  # characters of a line that goes on in small letters
# Scripts that put no spaces between words, so that a line may break anywhere.
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_MAIL = re.compile(r"[ \t]*(?:>[ \t]?)+(?=[^\s>])")
_HALF = re.compile(r"((?<![^\W\d_])[^\W\d_]++|(?<!\d)\d++)[-\u2010\u00ad]$")
_LONGEST_WORD = 200  # characters before a line end that are looked at, of a page on one line too
_MANY = re.compile(r"\w-\w+-$|-t-$|\b[a-z]-$")  # state-of-the-art, a-t-il
_REST = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?", "…", ":", "。", "！", "？", "؟", "۔", "।")
# "Wasser- und Hafenwacht": the hyphen stands for what both words share.
_JOINING = """
    und oder bzw bis sowie noch and or to en of och eller og i a lub oraz ou y o e ja tai
"""
_SHARED = frozenset(_JOINING.split())
_ENDING_SO = frozenset(("thousand", "brigand", "errand"))
# First halves and second ones of words that are always written with their hyphen.
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRSTS = frozenset(("self", "well", "half", "cross", "vice", *_TENS.split()))
_LAST = """
    based called term year led related insured owned century même mêmes être dessus dessous delà il
    ils elles
"""
_SECONDS = frozenset(_LAST.split())
_REST_OF = "ish less hood ness ing ings ed es er ers ington ever roy versa"
_ENDINGS = frozenset(_REST_OF.split())
_PREFIXES = frozenset(("un", "de", "re", "dis", "mis", "in", "over", "under"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `first` to `last` of the source as one; `runs_on` when the next one surely goes on."""

    first: int
    last: int
    text: str
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """Groups of lines with those joined that were one, and the words made whole for it.

    `set_apart` are the groups whose lines are the author's own in a text that was wrapped, such as
    an address between two paragraphs.
    """

    groups: list[list[Stretch]]
    set_apart: frozenset[int]
    halved: tuple[str, ...]


def unwrapped(groups: list[list[Stretch]], document: str) -> Unwrapped:
    """The groups of a text with their wrapped lines joined; as they were where none was."""
    shared = _shared_width(groups)
    own = [_own_width(group) for group in groups]
    if not shared and _are_most(groups, own):
        shared = max(own)
    made: list[list[Stretch]] = []
    halved: list[str] = []
    most = sum(map(len, groups)) // 2
    for group, width in zip(groups, own, strict=True):
        if not (shared or width) and not any(line.runs_on for line in group):
            made.append(group)
            continue
        at = width if width and not shared * (1 - _SLACK) < width < shared else shared
        # With no blank line between paragraphs their last lines are told by their length alone.
        joined, words = _joined(group, at, document, dense=len(group) > most)
        made.append(joined)
        halved += words
    wrapped = [index for index, group in enumerate(made) if len(group) < len(groups[index])]
    inside = range(wrapped[0] + 1, wrapped[-1]) if wrapped else ()
    apart = (i for i in inside if i not in wrapped and _is_set_apart(groups[i], shared))
    return Unwrapped(made, frozenset(apart), tuple(halved))


def _pairs(group: Sequence[Stretch]) -> list[tuple[str, str]]:
    """The lines of a group that follow each other and may be one: no item of a list begins."""
    return [
        (one.text, two.text)
        for one, two in itertools.pairwise(group)
        if not one.runs_on and not BULLET.match(two.text)
    ]


def _shared_width(groups: Sequence[Sequence[Stretch]]) -> int:
    """The width at which the document's lines were wrapped; 0 when they were not.

    That must hold for most lines, and most must go on in small letters, which a list of headlines
    does not. Groups that are set narrower say nothing of the others, nor do stanzas.
    """
    groups = [group for group in groups if not _is_stanza(group)]
    lengths = sorted(len(one) for group in groups for one, _ in _pairs(group))
    if len(lengths) < 2:
        return 0
    width = lengths[(len(lengths) * 19) // 20]
    broad = [group for group in groups if max(len(line.text) for line in group) > width * _NARROW]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [pair for group in broad for pair in _pairs(group)]
    if width > _WIDEST_VERSE or len(pairs) >= _LONGER_THAN_VERSE:
        pairs = _going_on(pairs, width)
    if len(pairs) < 2:
        return 0
    full = sum(_was_full(one, two, width) for one, two in pairs)
    return width if full * 4 >= len(pairs) * 3 and _goes_on_small(pairs) else 0


def _are_most(groups: Sequence[Sequence[Stretch]], own: Sequence[int]) -> bool:
    """Whether most groups of several lines show a width."""
    shown = sum(width > 0 for width in own)
    return shown > 0 and shown * 2 >= sum(len(group) > 1 for group in groups)


def _own_width(group: Sequence[Stretch]) -> int:
    """The width that a group shows by itself, being full in each of its lines but the last."""
    pairs = _pairs(group)
    width = max((len(one) for one, _ in pairs), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    is_verse = width <= _WIDEST_VERSE and _pauses(pairs)
    if width > _WIDEST_VERSE:
        pairs = _going_on(pairs, width)
    if len(pairs) < 2 or not _goes_on_small(pairs):
        return 0
    return width if not is_verse and all(_was_full(*pair, width) for pair in pairs) else 0


def _going_on(pairs: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """Those of the pairs that are not the end of a paragraph and the begin of the next."""
    return [
        (one, two)
        for one, two in pairs
        if not one.endswith(_ENDS) or _was_full(one, two, width) or two.lstrip()[:1].islower()
    ]


def _is_stanza(group: Sequence[Stretch]) -> bool:
    """Whether four short lines or more mostly end where a voice does."""
    pairs = _pairs(group) if len(group) > _FEWEST_PAIRS else []
    short = all(len(one) <= _WIDEST_VERSE for one, _ in pairs)
    return len(pairs) >= _FEWEST_PAIRS and short and _pauses(pairs)


def _pauses(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether half the lines end in a sign of a pause."""
    return sum(one.endswith((*_ENDS, ",", ";", "—")) for one, _ in pairs) * 2 >= len(pairs)


def _goes_on_small(pairs: Sequence[tuple[str, str]]) -> bool:
    starts = [_unmarked(two)[:1] for _, two in pairs]
    letters = [start for start in starts if start.isalpha()]
    small = sum(start == start.lower() for start in letters)
    return small * 2 >= len(letters) and len(letters) * 2 >= len(starts)


def _was_full(line: str, following: str, width: int, slack: float = _SLACK) -> bool:
    """Whether the next line's first word, or its first sign, had no room on the line."""
    stripped = _unmarked(following)
    word = 1 if _UNSPACED.match(stripped) else 1 + len(stripped.split(maxsplit=1)[0])
    return len(line) + word > width - int(width * slack)


def _is_set_apart(group: Sequence[Stretch], width: int) -> bool:
    """Whether an author broke a group's short lines: none ends a sentence or is an item."""
    texts = [line.text.strip() for line in group]
    return (
        len(texts) > 1
        and max(map(len, texts)) <= width * _NARROW
        and not any(BULLET.match(text) or text.startswith(">") for text in texts)
        and not any(text.endswith(_ENDS) for text in texts[:-1])
    )


def _joined(
    group: Sequence[Stretch], width: int, document: str, *, dense: bool
) -> tuple[list[Stretch], Iterator[str]]:
    """The group's lines with those joined that were one, and the words that were halved."""
    joined = [group[0]]
    halved: list[str] = []
    for before, line in itertools.pairwise(group):
        if before.runs_on or _goes_on(before, line, width, 0 if dense else len(group)):
            whole, word = _one(joined[-1].text, _unmarked(line.text), document)
            joined[-1] = Stretch(joined[-1].first, line.last, whole, line.runs_on)
            halved.append(word)
        else:
            joined.append(line)
    return joined, filter(None, halved)


def _goes_on(before: Stretch, line: Stretch, width: int, lines: int) -> bool:
    """Whether a line goes on with the one before it, of so many; 0 where none is blank."""
    indented = line.text[:1] in " \t" and before.text[:1] not in " \t"
    indented = indented and not BULLET.match(before.text)  # there it hangs
    if indented or BULLET.match(line.text) or not width:
        return False
    starts = not lines and line.text.lstrip()[:1].isupper()
    if _was_full(before.text, line.text, width, 0 if starts else _SLACK):
        return True
    # Two lines of a quotation set in: too few to show their own width.
    left = before.text.strip()
    set_in = lines == 2 and len(left) >= _SHORTEST and line.text.strip()[0].islower()
    return set_in and left[-1].isalnum()


def mail_depth(line: str) -> int:
    """How many marks of quoted mail a line begins with."""
    found = _MAIL.match(line)
    return found[0].count(">") if found else 0


def _unmarked(line: str) -> str:
    """A line without its indent and without the marks of quoted mail, which its paragraph has."""
    found = _MAIL.match(line)
    return line[found.end() :] if found else line.lstrip()


def _one(left: str, right: str, document: str) -> tuple[str, str]:
    """Two lines as one, and the word that lost its hyphen because a line end had halved it."""
    half, rest = _HALF.search(left, max(0, len(left) - _LONGEST_WORD)), _REST.match(right)
    if half and right[0] == "-" and right[1:2].isalpha():
        return left + right[1:], ""  # written twice, as in Czech, Polish and Portuguese
    if half and rest:
        if _is_shared(half[1], rest[0], right[rest.end() :]):
            return f"{left} {right}", ""
        if half[1].isdigit() or not rest[0][0].islower():
            return left + right, ""
        before = left[max(0, half.start() - _LONGEST_WORD) : half.start()]
        behind = right[rest.end() :]
        if left[-1] != "\u00ad" and (
            _MANY.search(before) or _is_compound(half[1], rest[0], behind, document)
        ):
            return left + right, ""
        return left[:-1] + right, half[1] + rest[0]
    unspaced = _UNSPACED.match(left[-1:]) and _UNSPACED.match(right)
    return (left + right if unspaced else f"{left} {right}"), ""


def _is_shared(half: str, rest: str, behind: str) -> bool:
    """Whether a hyphen stands for the end of a word that the word after "and" has too."""
    return (
        rest.lower() in _SHARED
        and not half.isdigit()
        and not behind.startswith("-")
        and f"{half}{rest}".lower() not in _ENDING_SO
    )


def _is_compound(half: str, rest: str, behind: str, document: str) -> bool:
    """Whether a word keeps the hyphen at which its line ended.

    It does where the document writes it so elsewhere, where the other half has one too
    (state-of-the-art), and where its first or second half never goes without.
    """
    if behind.startswith("-") or f"{half}-{rest}" in document:
        return True
    if re.search(rf"\b{half}{rest}\b", document, re.IGNORECASE):
        return False
    first, second = half.lower(), rest.lower()
    if first in _FIRSTS:
        return second not in _ENDINGS
    return second in _SECONDS and first not in _PREFIXES and len(first) > 2


def run_on(line: Stretch) -> Stretch:
    """The line, with the word that the next one surely goes on with it."""
    return replace(line, runs_on=True)
