"""Structure out of plain text: lists, quotes, breaks of section and sub-headings, by their form.

Runs on what cleaning left of a draft that had no structure to begin with. No word is lost: what
goes are marks that the tree says otherwise (a list's bullets and rising numbers, the `>` of mail,
the stars of a break).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from publish.model.article import Draft
from publish.model.cuts import cut
from publish.model.forms import label_of
from publish.model.tree import (
    Block,
    Blocks,
    LineBreak,
    Listing,
    Numbering,
    Origin,
    Paragraph,
    Quote,
    SectionBreak,
    Text,
)
from publish.normaliser.page.sentences import CLOSERS, COLONS, QUESTION_MARKS, STOPS, ends_sentence
from publish.normaliser.structure.bullets import bulleted
from publish.normaliser.structure.subheadings import is_day, subheadings

_PLAIN = frozenset((Text, LineBreak))
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
"""An author who can write marks and wrote none wants none."""

_SPACE = r"[ \t\u00a0\u2002\u2003\u3000]"
_DASHES = frozenset("-–")
# A dash needs its space; a mark that nothing else begins with does not.
_BULLET = re.compile(rf"(?:[-–*+]{_SPACE}+|[•‣◦▪▸●○■□➢✓✔・⁃∙·]{_SPACE}*)(?=\S)")
_NUMBER = re.compile(rf"([(（]?)(\d{{1,3}})([.)）．、])(?:{_SPACE}+|(?<=[．、）]))(?=\S)")
_LETTER = re.compile(
    rf"([(（]?)([a-zA-Z]|[ivx]{{2,5}}|[IVX]{{2,5}})([.)）])(?:{_SPACE}+|(?<=）))(?=\S)"
)
_FIRST_LETTERS: dict[str, Numbering] = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_CIRCLED = re.compile(rf"([①-⑳])[.．、]?{_SPACE}*(?=\S)")
_MAIL = re.compile(r"(?:>[ \t]?)+(?=[^\s>])")
_BREAK = re.compile(r"[*⁂❦☙◆✦]|(?:[*⁂#~•·=_–—+◆-][ \t\u00a0\u3000]*){3,100}")
_ATTRIBUTION = re.compile(r"[—–―-][ \t\u00a0]*(?=[^\W\d_])")
_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』", "‟": "”"}

# Without a figure: none of 1,338 development pages, every fourth of all, changes without it.
_LEAST_FROM_THE_MIDDLE = 3  # items of a list that does not begin at 1; 3 of 1,338
_LEAST_OF_CAPITALS = 3  # items behind "A." or "I.", which begin names and parts of books too
_DEEPEST = 3  # lists in lists. # guess
_LONGEST_ATTRIBUTION = 10  # words
_LONGEST_NAME = 100  # characters of one, for scripts without spaces
_LONGEST_QUOTATION = 5  # paragraphs
_SHORTEST_MAIL = 6  # words of a quoted sentence with its mark; "> More news" is an arrow


class _TextBlock(NamedTuple):
    """A block and its text."""

    block: Block
    text: str


class _ItemMark(NamedTuple):
    """What a paragraph begins with when it may be an item: the mark's kind, number and length.

    A letter counts as the one before it does: i follows h, or stands first.
    """

    kind: str
    number: int
    length: int
    numbering: Numbering = "decimal"


class _Item(NamedTuple):
    """The line of an item, and where the lines of the list in it end."""

    at: int
    end: int


def structured(draft: Draft, body: Blocks, texts: Sequence[str]) -> Blocks:
    """The body of a text with its lists, quotes, breaks and sub-headings; of all else unchanged."""
    if not is_plain(draft):
        return bulleted(body, texts) if any(block.origin.trail for block in draft.blocks) else body
    if not all(isinstance(block, Paragraph) for block in body):
        return body
    lines = list(map(_TextBlock, body, texts))
    if any(_is_marked(line.text) or _LETTER.match(line.text) for line in lines):
        lines = list(_with_breaks(list(_with_quotes(list(_with_lists(lines))))))
    heads = subheadings([line.block for line in lines], [line.text for line in lines])
    return tuple(heads.get(index, line.block) for index, line in enumerate(lines))


def is_plain(draft: Draft) -> bool:
    """Whether a draft says nothing but lines: no marks of an author, no tags of a page."""
    return not draft.name.lower().endswith(_MARKDOWN) and all(
        isinstance(block, Paragraph)
        and block.origin.unit == "line"
        and not block.origin.trail
        and _PLAIN.issuperset(map(type, block.inlines))
        for block in draft.blocks
    )


def _is_marked(text: str) -> bool:
    """Whether a text begins with something else than a letter, as most do."""
    return not text[:1].isalpha()


def _with_lists(lines: Sequence[_TextBlock], fewest: int = 2) -> Iterator[_TextBlock]:
    """Runs of items with one kind of mark as lists, with those of another kind between."""
    marks = _marks_of(lines)
    at = 0
    while at < len(lines):
        run = _run(lines, marks, at)
        own = [lines[item.at] for item in run]
        first, end = marks[at], run[-1].end
        above = lines[at - 1].text if at else ""
        if first and len(own) >= fewest and _is_list(own, first, above):
            yield _listing(lines, marks, run)
        else:
            end = next((item.at + 1 for item in run if item.end > item.at + 1), end)
            yield from lines[at:end]
        at = end


def _run(
    lines: Sequence[_TextBlock],
    marks: Sequence[_ItemMark | None],
    at: int,
    around: tuple[str, ...] = (),
) -> list[_Item]:
    """The items of the list that may begin at a line, each with the lines of a list in it.

    Such a list stands on the very next lines, and the list around it goes on behind it, or has had
    one of that kind before. `around` are the kinds of the lists around.
    """
    run = [_Item(at, at + 1)]
    last = marks[at]
    within: set[str] = set()
    while last is not None and (end := run[-1].end) < len(lines):
        mark = marks[end]
        if mark is not None and _goes_on(last, mark):
            run.append(_Item(end, end + 1))
            last = mark
            continue
        kinds = (*around, last.kind)
        if mark is None or mark.number > 1 or mark.kind in kinds or len(kinds) == _DEEPEST:
            break
        if run[-1].end > run[-1].at + 1 or not _touch(lines[end - 1], lines[end]):
            break
        inner = _run(lines, marks, end, kinds)[-1].end
        goes_on = inner < len(lines) and _goes_on(last, marks[inner])
        if not goes_on and mark.kind not in within:
            break
        within.add(mark.kind)
        run[-1] = _Item(run[-1].at, inner)
    return run


def _touch(above: _TextBlock, below: _TextBlock) -> bool:
    """Whether no blank line stands between two lines."""
    return below.block.origin.first == above.block.origin.last + 1


def _marks_of(lines: Sequence[_TextBlock]) -> list[_ItemMark | None]:
    marks: list[_ItemMark | None] = []
    for line in lines:
        marks.append(_mark_of(line) or _letter_of(line, marks[-1] if marks else None))
    return marks


def _letter_of(line: _TextBlock, before: _ItemMark | None) -> _ItemMark | None:
    """A mark in letters or Roman numbers: the first of its kind, or the one after the last."""
    found = _LETTER.match(line.text)
    if found is None or len(_inlines(line)) != 1:
        return None
    numbering = _FIRST_LETTERS.get(found[2])
    kind, number = found[1] + found[3], 1
    if before is not None and found[2] == label_of(before.number + 1, before.numbering):
        numbering, number = before.numbering, before.number + 1
    return _ItemMark(f"{numbering} {kind}", number, found.end(), numbering) if numbering else None


def _mark_of(line: _TextBlock) -> _ItemMark | None:
    text = line.text
    if not _is_marked(text) or len(_inlines(line)) != 1 or not any(map(str.isalpha, text)):
        return None  # verse has its own lines, and a mark alone is no item
    if found := _BULLET.match(text):
        return _ItemMark(text[0], 0, found.end())
    if found := _NUMBER.match(text):
        if is_day(f"{int(found[2])}. {text[found.end() :].split()[0]}"):
            return None  # "3. Mai"
        return _ItemMark(found[1] + found[3], int(found[2]), found.end())
    if found := _CIRCLED.match(text):
        return _ItemMark("①", ord(found[1]) - ord("①") + 1, found.end())
    return None


def _goes_on(one: _ItemMark | None, two: _ItemMark | None) -> bool:
    """Whether an item follows an item: the same mark, or the next number."""
    if one is None or two is None or one.kind != two.kind:
        return False
    return not one.number or two.number == one.number + 1


def _is_list(run: Sequence[_TextBlock], first: _ItemMark, above: str) -> bool:
    """Whether a run of marked lines is a list; `above` is the line before it.

    Lines behind dashes are what people say in novels of many languages. They are a list when a
    colon announces them, or when none of them is a sentence.
    """
    if first.number > 1 and len(run) < _LEAST_FROM_THE_MIDDLE:
        return False  # "2. Bundesliga", "3. Liga"
    if first.numbering.startswith("upper") and len(run) < _LEAST_OF_CAPITALS:
        return False  # "A. Smith", "B. Jones"
    if first.kind not in _DASHES:
        return True
    ends = [line.text.rstrip(CLOSERS) for line in run]
    if any(end.endswith(("!", "！", *QUESTION_MARKS)) for end in ends):
        return False
    return above.endswith(COLONS) or not any(end.endswith(STOPS) for end in ends)


def _listing(
    lines: Sequence[_TextBlock], marks: Sequence[_ItemMark | None], run: Sequence[_Item]
) -> _TextBlock:
    items: list[Blocks] = []
    for item in run:
        mark = marks[item.at]
        assert mark is not None
        within = lines[item.at + 1 : item.end]
        inner = _with_lists(within, fewest=1) if within else ()
        items.append((cut(lines[item.at].block, [(0, mark.length)]), *(x.block for x in inner)))
    first = marks[run[0].at]
    assert first is not None
    origin = _joined(lines[run[0].at : run[-1].end])
    made = Listing(tuple(items), first.number > 0, first.number or 1, origin, first.numbering)
    return _TextBlock(made, "")


def _with_quotes(lines: Sequence[_TextBlock]) -> Iterator[_TextBlock]:
    """Lines quoted as in mail, and quotations with their attribution below, as quotes."""
    at = 0
    while at < len(lines):
        end = at + 1
        if not _is_marked(lines[at].text):
            yield lines[at]
        elif (end := _end_of_mail(lines, at)) > at:
            yield from _mail(lines[at:end])
        elif (end := _end_of_quotation(lines, at)) > at:
            said = tuple(line.block for line in lines[at:end])
            yield _TextBlock(Quote(said, _joined(lines[at:end])), "")
        else:
            end = at + 1
            yield lines[at]
        at = end


def _end_of_mail(lines: Sequence[_TextBlock], at: int) -> int:
    """Where the run of lines behind `>` ends that begins at a line; `at` when none does."""
    while at < len(lines) and _is_mail(lines[at].text):
        at += 1
    return at


def _mail(run: Sequence[_TextBlock]) -> Iterator[_TextBlock]:
    """A run of lines behind `>` as a quote when one, or all together, is a sentence."""
    said = [line.text for line in run]
    said.append(" ".join(text.lstrip("> \t") for text in said))
    if any(len(text.split()) >= _SHORTEST_MAIL and ends_sentence(text) for text in said):
        yield _TextBlock(Quote(tuple(map(_unquoted, run)), _joined(run)), "")
    else:
        yield from run


def _is_mail(text: str) -> bool:
    return text.startswith(">") and not text.startswith(">>>") and bool(_MAIL.match(text))


def _unquoted(line: _TextBlock) -> Block:
    """A block without the marks of mail at the beginning of each of its lines."""
    spans = []
    start = 0
    for text in line.text.split("\n"):
        if found := _MAIL.match(text):
            spans.append((start, start + found.end()))
        start += len(text) + 1
    return cut(line.block, spans)


def _end_of_quotation(lines: Sequence[_TextBlock], at: int) -> int:
    """Where a quotation with its attribution ends that begins at a line; `at` when none does."""
    closing = _CLOSING.get(lines[at].text[:1], "")
    if not closing:
        return at
    for end in range(at, min(at + _LONGEST_QUOTATION, len(lines) - 1)):
        text = lines[end].text
        if _CLOSING.get(text[:1]) != closing:
            return at
        if text.endswith(tuple(closing)):
            is_one = not any(mark in text[1:-1] for mark in (text[0], *closing))
            return end + 2 if is_one and _is_attribution(lines[end + 1]) else at
    return at


def _is_attribution(line: _TextBlock) -> bool:
    """Whether a line is "— Name" or "— Name, where it was said"."""
    found = _ATTRIBUTION.match(line.text)
    if not found or len(_inlines(line)) != 1:
        return False
    name = line.text[found.end() :]
    return (
        not name[0].islower()
        and len(name) <= _LONGEST_NAME
        and len(name.split()) <= _LONGEST_ATTRIBUTION
        and not name.rstrip(CLOSERS).endswith((*STOPS, ":", ","))
    )


def _with_breaks(lines: Sequence[_TextBlock]) -> Iterator[_TextBlock]:
    """Lines of nothing but stars or rules between two blocks as breaks of section."""
    for index, line in enumerate(lines):
        inside = 0 < index < len(lines) - 1 and _is_marked(line.text)
        if inside and len(_inlines(line)) == 1 and _BREAK.fullmatch(line.text):
            yield _TextBlock(SectionBreak(line.block.origin), "")
        else:
            yield line


def _inlines(line: _TextBlock) -> tuple[object, ...]:
    return line.block.inlines if isinstance(line.block, Paragraph) else ()


def _joined(run: Sequence[_TextBlock]) -> Origin:
    return replace(run[0].block.origin, last=run[-1].block.origin.last)
