"""Initials that a page makes of a picture or an element of its own, and their words made whole."""

from __future__ import annotations

import re
from posixpath import basename

from selectolax.lexbor import LexborNode

from publish.model.tree import Block, Figure, Inlines, Paragraph, Text
from publish.model.walk import text_of
from publish.readers.html.elements import kind_of

_LETTER = re.compile(r"[“„«‘\"'¿¡]?[^\W\d_]")
_CUES = re.compile(r"drop-?_?cap|first-?letter|lettrine|initial(?:e|-cap)?\b|versal", re.IGNORECASE)
_SENTENCE = 60  # characters of a paragraph that has lost its first letter. # guess
_SAID = re.compile(r"(?:.*\b)?([^\W\d_])")


def letter_of(node: LexborNode, alt: str, src: str) -> str:
    """The letter that a picture stands for before the rest of its word; empty for all others."""
    following = _right_behind(node)
    if not following[:1].isalpha():
        return ""
    if _LETTER.fullmatch(alt):
        return alt
    name = basename(src).partition(".")[0]
    cued = _CUES.search(f"{node.attributes.get('class') or ''} {alt} {src}")
    if following[0].islower() and len(name) == 1 and name.isalpha() and not alt:
        return name.upper()
    found = _SAID.fullmatch(alt) if cued and following[0].islower() else None
    return found[1] if found else ""


def _right_behind(node: LexborNode) -> str:
    """The characters that follow an element in its line, from the first."""
    each: LexborNode | None = node
    while each is not None and each.next is None:
        each = each.parent
        if each is None or kind_of(each.tag or "").parts:
            return ""
    after = each.next if each is not None else None
    if after is None:
        return ""
    if after.tag == "-text":
        return after.text_content or ""
    return "" if kind_of(after.tag or "").parts else after.text_lexbor()


def joined(before: Block | None, block: Block) -> Block | None:
    """A paragraph with the initial that is the block before it; None when that is none."""
    if before is None or not isinstance(block, Paragraph):
        return None
    initial: Inlines
    cued = True
    match before:
        case Figure() if _LETTER.fullmatch(before.alt) and not before.caption:
            initial = (Text(before.alt),)
        case Paragraph() if _is_letter(before):
            initial = before.inlines
            cued = _is_named(before)
        case _:
            return None
    words = text_of(block)
    if not cued and not _lacks_letter(words, text_of(before)):
        return None
    shout = words.split(maxsplit=1)[0] if words.strip() else ""
    if words[:1].islower() or (words[:1].isalpha() and len(shout) > 1 and shout.isupper()):
        return Paragraph((*initial, *block.inlines), block.origin)
    return None


def _is_letter(block: Paragraph) -> bool:
    """Whether a paragraph is a letter; asked of nearly all, so the long ones first."""
    if len(block.inlines) != 1:
        return False
    first = block.inlines[0]
    if isinstance(first, Text) and len(first.text) > 2:
        return False
    return _LETTER.fullmatch(text_of(block)) is not None


def _lacks_letter(words: str, letter: str) -> bool:
    """Whether a paragraph begins in the middle of a word, and not as a word in an index does."""
    own = letter.isupper() and words[:1].islower() and words[0] != letter[-1].lower()
    return own and len(words) >= _SENTENCE


def _is_named(block: Paragraph) -> bool:
    """Whether a letter stands alone in an element named for what it is."""
    return any(_CUES.search(cue) for cue in block.origin.trail[-2:])
