"""Captions that lost their pictures, credits of pictures, and what a page says twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Figure, Heading, Listing, Paragraph, Quote
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.page.phrases import bare, phrases, said
from publish.normaliser.rules.marks import LONG_PROSE, marks_of

LONGEST_CAPTION = 30  # words
_LONGEST_CREDIT = 8  # words: "Photo: Ann Ode / The Agency"
_LONGEST_CREDIT = 12  # words of a line that is only a credit
_TWICE = 20  # words from which a paragraph is not the same by chance; refrains are shorter
_QUOTED = 6, 40  # words of a pull quote
_MARKED = 9  # words of one that marks alone show; a sub-heading in quotes is shorter
_LINKED = 0.5  # share of a block's characters in links from which the block is a link
_MOST_QUOTES = 40  # a page with more has none; each is looked for in the whole text


@rule(
    "body.missing-picture",
    "A picture that is not there is not printed, nor is its caption.",
    example="",
)
def missing_picture(page: Page, left: Left) -> Iterator[Finding]:
    """Point at figures whose picture no reader found; the editor gets their words."""
    missing = [
        (index, block.asset or "the picture")
        for index in left.indices
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
        if not 3 <= page.words[index] <= LONGEST_CAPTION or not (
            cue := _ends_in_credit(page, index) or _cue(page, index)
        ):
            continue
        around = [*indices[max(0, at - 1) : at], *indices[at + 1 : at + 2]]
        if _ends_in_credit(page, index) or all(
            page.is_sentence(each) or _cue(page, each) for each in around
        ):
            why = f"among paragraphs, no sentence, names a source (“{cue}”), no picture by it"
            yield Finding(index, index, why)


@rule(
    "body.repeated",
    "What a page says twice: teasers, and quotes out of the text set apart from it.",
    example=f"Rents rise again\n\n{LONG_PROSE}\n\n"
    "“The city sees no end to it, it said on Monday”\n\n"
    "Landlords expect rents to rise again before the winter, a survey of four hundred of them "
    f"says, and next year.\n\n{LONG_PROSE}",
)
def repeated(page: Page, left: Left) -> Iterator[Finding]:
    """Point at paragraphs that stand on the page already, and at quotes out of its text.

    Verse is left alone, and so are lists: refrains are meant to be said again.
    """
    core_first, core_last = marks_of(page).core_first, marks_of(page).core_last
    seen: dict[str, int] = {}
    for index, text in enumerate(page.texts):
        if page.words[index] < _TWICE or not isinstance(page.blocks[index], Paragraph | Quote):
            continue
        if "\n" in page.raws[index] or index not in left:
            continue
        first = seen.setdefault(text, index)
        outside = [each for each in (index, first) if not core_first <= each <= core_last]
        if first != index and len(outside) == 1 and _is_teaser(page, outside[0]):
            why = f"repeats the paragraph “{_opening(text)} …”, outside the article's own run"
            yield Finding(outside[0], outside[0], why)
    yield from _pull_quotes(page, left)


def _is_teaser(page: Page, index: int) -> bool:
    """Whether a copy outside the article's run stands as teasers do.

    It is a link, or no other paragraph stands by it and it comes first or has furniture around.
    """
    if page.link_share[index] > _LINKED:
        return True
    around = [other for other in (index - 1, index + 1) if 0 <= other < len(page)]
    if any(map(page.is_prose, around)):
        return False
    marks = marks_of(page)
    return index < marks.core_first or any(other in marks.bars for other in around)


def _pull_quotes(page: Page, left: Left) -> Iterator[Finding]:
    """Quotes whose words all stand, in this order, in a longer paragraph of the core."""
    least, most = _QUOTED
    found = [
        index
        for index in range(len(page))
        if least <= page.words[index] <= most and _is_quote(page, index) and index in left
    ]
    if not found or len(found) > _MOST_QUOTES:
        return
    prose = {index: _plain(page.texts[index]) for index in page.core}
    for index in found:
        words = _plain(page.texts[index])
        for other, text in prose.items():
            if other != index and len(text) > len(words) + 20 and words in text:
                yield Finding(index, index, f"repeats words of “{_opening(page.texts[other])} …”")
                break


def _is_quote(page: Page, index: int) -> bool:
    """Whether a block is set as a quote: by its element, or by marks around all of it."""
    text = page.texts[index]
    if isinstance(page.blocks[index], Quote):
        return True
    if isinstance(page.blocks[index], Heading | Listing):
        return False
    if not isinstance(page.blocks[index], Paragraph) or page.words[index] < _MARKED:
        return False
    inner = text.rstrip(".!?。")
    return text[0] in _OPENS and inner[-1:] in _CLOSES and not _MARKS.search(inner[1:-1])


_OPENS, _CLOSES = '“"„«»‘”「『', '”"“»«’」』'
_MARKS = re.compile('[“”"„«»「」『』]')


def _plain(text: str) -> str:
    """Words as they are compared, with a space around each."""
    letters = "".join(char if char.isalnum() else " " for char in text.casefold())
    return f" {' '.join(letters.split())} "


def _opening(text: str) -> str:
    return " ".join(text.split()[:5])[:60]


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
    if not stop or len(credit.split()) > _LONGEST_CREDIT or credit.endswith("."):
        return ""
    if credit.startswith("©"):
        return "©"
    told = (each.phrase for each in said(bare(credit)) if each.kind == "credit" and not each.first)
    return next(told, "")


def _cue(page: Page, index: int) -> str:
    """The words that make a line a caption: a credit, or a source at its end."""
    text = page.texts[index]
    ends = text.endswith((".", "!", "?", ":", "。"))
    for each in marks_of(page).lines.get(index, ()):
        near_the_end = each.key == "contains" and each.last >= page.words[index] - 3
        if each.kind == "credit" and (near_the_end or not ends):
            return each.phrase
    if ends:
        return ""
    # "…, from the Islamic Resistance": a comma, a word of origin, then names to the end.
    head, comma, tail = text.rpartition(", ")
    words = tail.split()
    if not head or not comma or not 2 <= len(words) <= 8:
        return ""
    if bare(tail).startswith("photo by"):
        return "photo by"
    names = [word for word in words[1:] if word.casefold() not in ("the", "of", "for", "and")]
    if words[0].casefold() in phrases("credit", "sources") and names:
        return tail if all(word[0].isupper() for word in names) else ""
    return ""
