"""Captions that lost their pictures, and credits."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.captions import part_named
from publish.model.tree import CodeBlock, Figure, FormulaBlock, Heading, Listing, Paragraph, Table
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.captions import LONGEST_CAPTION, credit_alone, credit_behind, source_in
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.marks import marks_of

_SHORTEST_CAPTION = 3  # words; 41 of 5,351
_LONGEST_NAMED = 100  # words of a caption that is known by its element
_NAMED = 3  # elements around a caption, one of which is named for it
_NEAR = 4  # elements between a caption and what holds its table or program, too
_LINES = 4  # of a caption, its label and its credit
_LARGEST = 0.3  # share of the page's words that stand in captions; more is an article


@rule(
    "body.orphan-caption",
    "A caption whose picture is missing is kept for the editor, not printed.",
    example="Rents rise again\n\n"
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday "
    "night.\n\n"
    "The new flats on the river, photo by Ann Ode\n\n"
    "Landlords expect rents to rise again before the winter, a survey of four hundred of them "
    "says, and next year.",
)
def orphan_caption(page: Page, left: Left) -> Iterator[Finding]:
    """Point at lines in elements named for captions, and at those that say whose a picture is.

    A credit alone ("Photo: Ann Ode / AFP") is one anywhere; other captions that no element names
    are no sentences and stand between two paragraphs.
    """
    marks = marks_of(page)
    yield from _named(page, left)
    for index, each in marks.of(left, "credit", "begins"):
        if _is_credit(page, index) and not _is_shown(page, index):
            why = f"the credit of a picture (“{each.phrase}”), and no picture by it"
            yield Finding(index, index, why)
    indices = left.indices
    for at, index in enumerate(indices):
        if not isinstance(page.blocks[index], Paragraph):
            continue
        if not _SHORTEST_CAPTION <= page.words[index] <= LONGEST_CAPTION or not (
            cue := credit_behind(page.texts[index]) or _source(page, index)
        ):
            continue
        around = [*indices[max(0, at - 1) : at], *indices[at + 1 : at + 2]]
        if credit_behind(page.texts[index]) or all(
            page.is_sentence(each) or _source(page, each) for each in around
        ):
            why = f"among paragraphs, no sentence, names a source (“{cue}”), no picture by it"
            yield Finding(index, index, why)


def _named(page: Page, left: Left) -> Iterator[Finding]:
    """Captions that an element is named for; a page that has most of its words in such has none."""
    found = {index: step for index in left if (step := _naming(page, index))}
    if sum(page.words[index] for index in found) > _LARGEST * sum(page.words):
        return
    for index, step in found.items():
        if not _is_shown(page, index):
            yield Finding(index, index, f"in {step}, the caption of a picture that is not by it")


def _naming(page: Page, index: int) -> str:
    """The element around a line that is named for a caption or a credit; "" for none."""
    block = page.blocks[index]
    if not isinstance(block, Paragraph | Heading) or page.words[index] > _LONGEST_NAMED:
        return ""
    trail = block.origin.trail
    return next((step for step in reversed(trail[-_NAMED:]) if part_named(step)), "")


def _is_shown(page: Page, index: int) -> bool:
    """Whether what a caption is about stands by it: a picture, a table, a program, a video."""
    mine = page.blocks[index].origin.trail
    for other in _beside(page, index):
        block, its = page.blocks[other], page.blocks[other].origin.trail
        near = sum(a == b for a, b in zip(mine, its, strict=False)) >= len(mine) - _NEAR
        if near and isinstance(block, Figure) and block.asset in page.draft.assets:
            return True
        if near and isinstance(block, Table | CodeBlock | FormulaBlock | Listing):
            return True
        in_figure = any(step.startswith("figure") for step in its[: len(mine)])
        if in_figure and its[: len(mine) - 1] == mine[:-1] and not _naming(page, other):
            return True
    return False


def _beside(page: Page, index: int) -> Iterator[int]:
    """The nearest block on each side that is no part of the same caption."""
    for step in (-1, 1):
        for other in range(index + step, index + step * _LINES, step):
            if not 0 <= other < len(page):
                break
            if not _naming(page, other):
                yield other
                break


def _is_credit(page: Page, index: int) -> bool:
    """Whether a line is nothing but where a picture is from."""
    text = page.texts[index]
    if not isinstance(page.blocks[index], Paragraph):
        return False
    if page.is_sentence(index) and not text.endswith(")"):
        return False
    return credit_alone(text, page.words[index])


def _source(page: Page, index: int) -> str:
    if index not in marks_of(page).lines and "," not in page.texts[index]:
        return ""
    return source_in(page.texts[index], page.words[index])
