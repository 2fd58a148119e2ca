"""Captions that lost their pictures."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Figure, Paragraph
from publish.normaliser.engine import Page, rule
from publish.normaliser.phrases import phrases

LONGEST_CAPTION = 30  # words


@rule(
    "body.missing-picture",
    "A picture that is not there is not printed, nor is its caption.",
    example="",
)
def missing_picture(page: Page) -> Iterator[Finding]:
    """Point at figures whose picture no reader found; the editor gets their words."""
    missing = [
        (index, block.asset or "the picture")
        for index in page.open_indices()
        if isinstance(block := page.blocks[index], Figure) and block.asset not in page.draft.assets
    ]
    for number, (index, name) in enumerate(missing):
        why = f"{name} is not there, and a caption needs its picture"
        # One doubt a page: of a page saved without its pictures each single one says nothing new.
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        note = f"picture not found: {name}{more}" if number == 0 else ""
        yield Finding(index, index, why, note=note)


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
def orphan_caption(page: Page) -> Iterator[Finding]:
    """Point at a short line between two paragraphs that is no sentence and says its source."""
    indices = page.open_indices()
    for before, index, behind in zip(indices, indices[1:], indices[2:], strict=False):
        if not isinstance(page.blocks[index], Paragraph):
            continue
        if not 3 <= page.words[index] <= LONGEST_CAPTION or not page.is_prose(before):
            continue
        cue = _cue(page.texts[index])
        if cue and (page.is_prose(behind) or _cue(page.texts[behind])):
            why = f"between two paragraphs, no sentence, names a source (“{cue}”), no picture by it"
            yield Finding(index, index, why)


def _cue(text: str) -> str:
    """The words that make a line a caption: a credit, or a source at its end."""
    folded = text.casefold()
    for phrase in phrases("credit", "begins"):
        if phrase in folded:
            return phrase
    if text.endswith((".", "!", "?", ":")):
        return ""
    # "…, from the Islamic Resistance": a comma, a word of origin, then names to the end.
    head, comma, tail = text.rpartition(", ")
    words = tail.split()
    if not head or not comma or not 2 <= len(words) <= 8:
        return ""
    names = [word for word in words[1:] if word.casefold() not in ("the", "of", "for", "and")]
    if words[0].casefold() in phrases("credit", "sources") and names:
        return tail if all(word[0].isupper() for word in names) else ""
    return ""
