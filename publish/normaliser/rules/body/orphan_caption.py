"""Captions that lost their pictures, and credits."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases, said
from publish.normaliser.page.sentences import is_ended_or_open
from publish.normaliser.rules.marks import marks_of

_LONGEST_CAPTION = 30  # words; 51 of 5,351
_SHORTEST_CAPTION = 3  # words; 41 of 5,351
_LONGEST_CREDIT = 12  # words of a line that is only a credit: "Photo: Ann Ode / AFP"; 10 of 5,351
_LONGEST_LAST_CREDIT = 12  # words of one behind a caption; 4 of 5,351 (at 8 4 others)
_LAST_WORDS = 3  # of a captioning sentence, where its credit stands; 4 of 1,338


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
    """Point at lines that are no sentence and say where their picture is from.

    A credit alone ("Photo: Ann Ode / AFP") is one anywhere; other captions stand between two
    paragraphs.
    """
    marks = marks_of(page)
    for index, each in marks.of(left, "credit", "begins"):
        if _is_credit(page, index):
            why = f"the credit of a picture (“{each.phrase}”), and no picture by it"
            yield Finding(index, index, why)
    indices = left.indices
    for at, index in enumerate(indices):
        if not isinstance(page.blocks[index], Paragraph):
            continue
        if not _SHORTEST_CAPTION <= page.words[index] <= _LONGEST_CAPTION or not (
            cue := _ends_in_credit(page, index) or _cue(page, index)
        ):
            continue
        around = [*indices[max(0, at - 1) : at], *indices[at + 1 : at + 2]]
        if _ends_in_credit(page, index) or all(
            page.is_sentence(each) or _cue(page, each) for each in around
        ):
            why = f"among paragraphs, no sentence, names a source (“{cue}”), no picture by it"
            yield Finding(index, index, why)


def _is_credit(page: Page, index: int) -> bool:
    """Whether a line is nothing but where a picture is from."""
    text = page.texts[index]
    if page.words[index] > _LONGEST_CREDIT or not isinstance(page.blocks[index], Paragraph):
        return False
    if page.is_sentence(index) and not text.endswith(")"):
        return False
    return ":" in text or "：" in text or "=" in text or "©" in text or "/" in text or _names(text)


def _names(text: str) -> bool:
    """Whether the last two words are written as names are."""
    words = text.strip(" ().").split()
    return len(words) > 2 and all(word[:1].isupper() for word in words[-2:])


def _ends_in_credit(page: Page, index: int) -> str:
    """The credit at the end of a caption: "The bench. Image: Emil Roth"."""
    _, stop, credit = page.texts[index].rpartition(". ")
    if not stop or len(credit.split()) > _LONGEST_LAST_CREDIT or credit.endswith("."):
        return ""
    if credit.startswith("©"):
        return "©"
    told = (each.phrase for each in said(bare(credit)) if each.kind == "credit" and not each.first)
    return next(told, "")


def _cue(page: Page, index: int) -> str:
    """The words that make a line a caption: a credit, or a source at its end."""
    text = page.texts[index]
    ends = is_ended_or_open(text)
    for each in marks_of(page).lines.get(index, ()):
        near_the_end = each.key == "contains" and each.last >= page.words[index] - _LAST_WORDS
        if each.kind == "credit" and (near_the_end or not ends):
            return each.phrase
    if ends:
        return ""
    # "…, from the Islamic Resistance": a comma, a word of origin, then names to the end.
    head, _, tail = text.rpartition(", ")
    words = tail.split()
    if not head or not words:
        return ""
    names = [word for word in words[1:] if word.casefold() not in ("the", "of", "for", "and")]
    if words[0].casefold() in phrases("credit", "sources") and names:
        return tail if all(word[0].isupper() for word in names) else ""
    return ""
