"""Notes that stand in the very sentence they belong to, and that a page's styles set beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

_CLASSES = (
    ".sidenote, .marginnote, .margin-note, .side-note, .sidenote-content"
    ", .modern-footnotes-footnote__note, .ltx_note_outer"
)
_INNER_SIGNS = ".ltx_note_mark, .ltx_tag_note"  # LaTeXML writes the sign three times
_IN_SENTENCES = frozenset(("span", "small", "label", "i", "em"))
_PROSE = frozenset(("p", "li", "dd", "dt", "td", "th", "figcaption", "h2", "h3", "h4", "h5", "h6"))
_SIGN = re.compile(r"[\s\[(]*+(?:\d{1,3}|\w|[*†‡§¶⊕⊗⊞+]{0,3})[\s\])]*+")


class SideNote(NamedTuple):
    """A note, the element at which it stands, and the signs by which a page shows or hides it."""

    mark: LexborNode
    note: LexborNode
    signs: tuple[LexborNode, ...]


def side_notes_of(root: LexborNode) -> Iterator[SideNote]:
    """Notes in sentences, in the forms that Tufte's style sheet has spread."""
    for note in root.css(_CLASSES):
        if note.tag not in _IN_SENTENCES or not _is_in_prose(note):
            continue
        if "ltx_" not in (note.attributes.get("class") or "") and _is_in_side_note(note):
            continue
        mark, signs = note, note.css(_INNER_SIGNS)
        before = note.prev
        while before is not None:
            if before.tag in ("label", "input"):
                signs.append(before)
            elif before.tag == "sup" and _SIGN.fullmatch(before.text_lexbor()):
                mark = before
            elif before.tag != "-text" or (before.text_content or "").strip() or not signs:
                break
            before = before.prev
        yield SideNote(mark, note, tuple(signs))


def _is_in_prose(node: LexborNode) -> bool:
    around = node.parent
    while around is not None:
        if around.tag in _PROSE:
            return True
        if around.tag not in _IN_SENTENCES and around.tag not in (
            "a",
            "b",
            "strong",
            "sup",
            "cite",
        ):
            return False
        around = around.parent
    return False


def _is_in_side_note(node: LexborNode) -> bool:
    around = node.parent
    while around is not None:
        if "note" in (around.attributes.get("class") or "") and around.tag in _IN_SENTENCES:
            return True
        around = around.parent
    return False
