"""What a block is to those who ask no more of it: a line, words that may be a phrase.

To ask for one type, such as a table, `isinstance` does; where several stand together for what they
have in common, the question has its name here, and a new type of block its answer.
"""

from __future__ import annotations

from itertools import chain
from typing import TypeGuard, assert_never

from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Checkbox,
    CodeBlock,
    DefinitionList,
    Emphasis,
    Entry,
    Figure,
    Foreign,
    FormulaBlock,
    Heading,
    Inlines,
    LineBreak,
    Listing,
    Numbering,
    Paragraph,
    Quote,
    SectionBreak,
    Strong,
    Table,
)
from publish.model.walk import text_of_inlines

_LONGEST_VERSE = 80  # characters: longer lines are prose with a break in it


def is_line(block: Block) -> TypeGuard[Paragraph | Heading]:
    """Whether a block is one run of inlines, as a headline, a byline or a credit is."""
    match block:
        case Paragraph() | Heading():
            return True
        case Quote() | Listing() | Figure() | CodeBlock() | Table() | SectionBreak():
            return False
        case DefinitionList() | FormulaBlock():
            return False
        case _:
            assert_never(block)


def is_worded(block: Block) -> bool:
    """Whether a block's words are the writer's own run of speech, which may be read as a phrase.

    A program, a table and a caption say what they say beside a thing of their own.
    """
    match block:
        case Paragraph() | Heading() | Listing() | DefinitionList() | Quote():
            return True
        case Figure() | CodeBlock() | FormulaBlock() | Table() | SectionBreak():
            return False
        case _:
            assert_never(block)


def is_boxed(item: Blocks) -> bool:
    """Whether an item begins with a box to tick, which then is its sign."""
    match item:
        case (Paragraph((Checkbox(), *_)), *_):
            return True
        case _:
            return False


def is_place(block: Block) -> bool:
    """Whether a block is nothing but a place that links lead to, before what has no words."""
    if not isinstance(block, Paragraph) or not block.inlines:
        return False
    return all(isinstance(each, Anchor) for each in block.inlines)


def is_verse(inlines: Inlines) -> bool:
    """Whether words stand in lines of their own, none as long as those of prose."""
    if not _has_break(inlines):
        return False
    return max(map(len, text_of_inlines(inlines).split("\n"))) <= _LONGEST_VERSE


def _has_break(inlines: Inlines) -> bool:
    return any(
        isinstance(each, LineBreak)
        or (isinstance(each, Emphasis | Strong | Foreign) and _has_break(each.inlines))
        for each in inlines
    )


def blocks_of(entry: Entry) -> Blocks:
    """What an entry says as blocks, its terms as paragraphs: for a place that has no entries."""
    return (*map(Paragraph, entry.terms), *chain.from_iterable(entry.definitions))


def values_of(listing: Listing) -> tuple[int | None, ...]:
    """The number that each item is given, None for one that counts on; as many as items."""
    unsaid = (None,) * max(len(listing.items) - len(listing.values), 0)
    return (*listing.values, *unsaid)[: len(listing.items)]


def numbers_of(listing: Listing) -> tuple[int, ...]:
    """The number of each item of an ordered list, counted on from the ones that are given."""
    step = -1 if listing.reversed else 1
    number = listing.start - step
    numbers: list[int] = []
    for given in values_of(listing):
        number = number + step if given is None else given
        numbers.append(number)
    return tuple(numbers)


def label_of(number: int, numbering: Numbering) -> str:
    """A number as a list shows it, without the full stop: 4, d, D, iv, IV.

    What letters and Roman numbers cannot say is told in figures, as browsers do.
    """
    match numbering:
        case "decimal":
            return str(number)
        case "lower-alpha":
            return _lettered(number)
        case "upper-alpha":
            return _lettered(number).upper()
        case "lower-roman":
            return _roman(number)
        case "upper-roman":
            return _roman(number).upper()
        case _:
            assert_never(numbering)


def _lettered(number: int) -> str:
    """Letters as a list counts with them: a to z, then aa."""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_LARGEST_ROMAN = 3999


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    made = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        made += sign * times
    return made
