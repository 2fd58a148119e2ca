"""Lines that read like the caption of a picture, by what they say of where it is from."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.model.article import Draft
from publish.model.cuts import cut
from publish.model.tree import Block, Blocks, Figure, Paragraph
from publish.model.walk import text_of
from publish.normaliser.page.phrases import bare, phrases, said
from publish.normaliser.page.sentences import is_ended_or_open
from publish.normaliser.page.words import size

__all__ = [
    "LONGEST_CAPTION",
    "credit_alone",
    "credit_behind",
    "source_in",
    "with_captions_below",
    "with_credits_apart",
]

LONGEST_CAPTION = 30  # words; 51 of 5,351
_LONGEST_CREDIT = 12  # words of a line that is only a credit: "Photo: Ann Ode / AFP"; 10 of 5,351
_LONGEST_LAST_CREDIT = 12  # words of one behind a caption; 4 of 5,351 (at 8 4 others)
_LAST_WORDS = 3  # of a captioning sentence, where its credit stands; 4 of 1,338
_LONGEST_UNNAMED = 12  # words before an agency's name that may be a caption and no news. # guess
_NEAR = 3  # elements between a picture, or a line below it, and what holds both. # guess
_SIGNS = re.compile(
    r"[:/©=|：／＝ⓒ]|\bvia\b|\bby\b|photo|foto|image|bild|фото|写真|图|圖|사진|صورة|file|handout|archiv"
)
"""What makes an agency's name a credit at the end of a sentence, which may speak of the agency."""

_SET_OFF = re.compile(r"[,;–—|/(\[（【。.:：-]\s*$")
_BARE = re.compile(r"^[(\[（【][^\W\d_]+(?:[ -][^\W\d_]+)?[)\]）】]$")
_STARTS = re.compile(r"\s+|(?<=[。！？）」])")
_STOPS = (*'.!?…。！？|·–—/)）”»」"',)
_NUMBERED = re.compile(
    r"(?:fig(?:ur[ae]?|uur|\.)?|abb(?:ildung|\.)|afb(?:eelding|\.)|bild|рис(?:унок|\.)|мал(?:юнок|\.)"
    r"|obr(?:ázek|\.)|rys(?:unek|\.)|şekil|resim|图|圖|図|그림|شكل)\s*\d{1,3}(?=[^\w%]|$)",
    re.IGNORECASE,
)


def credit_alone(text: str, words: int) -> bool:
    """Whether a line that begins as a credit does is nothing else."""
    if words > _LONGEST_CREDIT:
        return False
    return any(sign in text for sign in (":", "：", "=", "©", "/")) or _names(text)


def _names(text: str) -> bool:
    """Whether the last two words are written as names are."""
    words = text.strip(" ().").split()
    return len(words) > 2 and all(word[:1].isupper() for word in words[-2:])


def credit_behind(text: str) -> str:
    """The credit behind a caption: "The bench. Image: Emil Roth"; "" for none.

    An agency's name in brackets ends a report as well, and behind a long sentence it does so alone.
    """
    head, stop, credit = text.rpartition(". ")
    if not stop or len(credit.split()) > _LONGEST_LAST_CREDIT or credit.endswith("."):
        return ""
    if credit.startswith("©"):
        return "©"
    told = (each.phrase for each in said(bare(credit)) if each.kind == "credit" and not each.first)
    phrase = next(told, "")
    if not phrase or _SIGNS.search(credit.casefold().strip("()[]")):
        return phrase
    report = _BARE.match(credit) or size(head, len(head.split())) > _LONGEST_UNNAMED
    return "" if report else phrase


def source_in(text: str, words: int) -> str:
    """The words that make a line a caption: a credit, or a source at its end."""
    ends = is_ended_or_open(text)
    if _BARE.match(text.rpartition(". ")[2]) and ". " in text:
        return ""  # a report, by an agency
    for each in said(bare(text)):
        if each.kind != "credit":
            continue
        at_the_end = each.key == "contains" and each.last >= words - _LAST_WORDS
        if not ends or (at_the_end and _is_set_off(text, each.phrase)):
            return each.phrase
    return "" if ends else _giver(text)


def _is_set_off(text: str, phrase: str) -> bool:
    """Whether a sentence ends with a credit and not with a word about a picture or an agency."""
    at = text.casefold().rfind(phrase)
    return at > 0 and (phrase[0] in "(/©" or _SET_OFF.search(text[:at]) is not None)


def _giver(text: str) -> str:
    """What stands behind a comma, as "from the Islamic Resistance": a word and names."""
    head, _, tail = text.rpartition(", ")
    words = tail.split()
    if not head or not words:
        return ""
    names = [word for word in words[1:] if word.casefold() not in ("the", "of", "for", "and")]
    if words[0].casefold() in phrases("credit", "sources") and names:
        return tail if all(word[0].isupper() for word in names) else ""
    return ""


def with_captions_below(draft: Draft) -> Draft:
    """The draft with lines right below a picture that read like its caption made so.

    Of pictures that are there; what stands below one that is not is an orphan.
    """
    made: list[Block] = []
    for block in draft.blocks:
        figure = made[-1] if made else None
        if not (
            isinstance(figure, Figure)
            and isinstance(block, Paragraph)
            and figure.asset in draft.assets
            and not figure.credit
            and _stands_below(figure, block)
        ):
            made.append(block)
            continue
        text = " ".join(text_of(block).split())
        if _is_credit(text):
            made[-1] = replace(figure, credit=block.inlines)
        elif not figure.caption and _is_caption(text):
            made[-1] = replace(figure, caption=block.inlines)
        else:
            made.append(block)
    return draft if len(made) == len(draft.blocks) else replace(draft, blocks=tuple(made))


def _stands_below(figure: Figure, block: Paragraph) -> bool:
    """Whether no element lies between a picture and a line but one or two around each."""
    mine, its = figure.origin.trail, block.origin.trail
    shared = next(
        (at for at, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b),
        min(len(mine), len(its)),
    )
    return max(len(mine), len(its)) - shared <= _NEAR


def _is_credit(text: str) -> bool:
    words = size(text, len(text.split()))
    begins = any(each.kind == "credit" and each.key == "begins" for each in said(bare(text)))
    return begins and not is_ended_or_open(text) and credit_alone(text, words)


def _is_caption(text: str) -> bool:
    words = size(text, len(text.split()))
    if words > LONGEST_CAPTION:
        return False
    return bool(credit_behind(text) or source_in(text, words) or _NUMBERED.match(text))


def with_credits_apart(blocks: Blocks) -> Blocks:
    """The blocks with each credit that ends a picture's caption made the picture's credit."""
    return tuple(_credited(each) if isinstance(each, Figure) else each for each in blocks)


def _credited(figure: Figure) -> Figure:
    if figure.credit or not figure.caption:
        return figure
    line = Paragraph(figure.caption)
    text = text_of(line)
    at = _start_of_credit(text)
    if not at:
        return figure
    caption, credit = cut(line, [(at, len(text))]), cut(line, [(0, at)])
    assert isinstance(caption, Paragraph)
    assert isinstance(credit, Paragraph)
    return replace(figure, caption=caption.inlines, credit=credit.inlines)


def _start_of_credit(text: str) -> int:
    """Where the credit at the end of a caption begins; 0 for none.

    Behind a stop any credit may stand; within a line it has a capital and a colon.
    """
    starts = [found.end() for found in _STARTS.finditer(text)][-_LONGEST_LAST_CREDIT:]
    for at in starts:
        tail = text[at:]
        words = size(tail, len(tail.split()))
        if not tail or not credit_alone(tail, words) or not text[:at].strip():
            continue
        told = (e for e in said(bare(tail)) if e.kind == "credit" and e.key == "begins")
        named = next((each.phrase for each in told if not each.first), "")
        behind = tail.casefold().lstrip("([（【").removeprefix(named).lstrip()
        labelled = named.endswith((":", "：")) or behind.startswith((":", "：", "=", "/", "©"))
        stopped = text[:at].rstrip().endswith(_STOPS) or tail.startswith(("(", "[", "（", "【"))
        if named and (stopped or (labelled and not tail[0].islower())):
            return at
    return 0
