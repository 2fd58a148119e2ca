"""Footnotes of a page: marks that lead to a note further down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_TARGET = re.compile(
    r"(?:_?ftn|_?edn|sdfootnote|sdendnote|cite[-_]note|fn|fnote|footnote|endnote|note|en)"
    r"[-_:.]?[\w.:-]*\d[\w.:-]*|_?(?:fn|ftn)[-_:]?[\w-]+",
    re.IGNORECASE,
)
_BACK = re.compile(r"ref|back|anc|cite[-_]?ref|retour|body", re.IGNORECASE)
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4}|note \d+)\s*[\])]?", re.I)
_BACK_WORDS = re.compile(
    r"[\s\[\](){}.:^]*(?:\d{1,4}|[a-z*†‡§¶↩↑⤴⏎↵︎^]|back|return|jump up)?"
    r"[\s\[\](){}.:^↩︎]*",
    re.I,
)
_HOLDERS = frozenset({"li", "p", "aside", "dd", "div", "section"})
_LONGEST = 4_000  # characters of markup; beyond, the "note" is a part of the article. # guess


@dataclass(slots=True)
class Notes:
    """Notes by their mark, each by the identity of its element."""

    by_mark: dict[int, LexborNode] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)

    def note_for(self, mark: LexborNode) -> LexborNode | None:
        """The element that holds the note of a mark."""
        return self.by_mark.get(mark.mem_id) if self.by_mark else None

    def has_moved(self, node: LexborNode) -> bool:
        """Whether the element is a note that stands at its mark now."""
        return bool(self.moved) and node.mem_id in self.moved

    def leads_back(self, link: LexborNode) -> bool:
        """Whether a link in a note only leads back to its mark."""
        href = link.attributes.get("href") or ""
        if not href.startswith("#"):
            return False
        words = link.text_lexbor() if link.first_child is not None else ""
        return _BACK_WORDS.fullmatch(words.strip()) is not None


def find_notes(root: LexborNode) -> Notes:
    """The page's notes. A mark is a short link to an id that is called like a note.

    Each note moves to its first mark; further marks keep their words.
    """
    notes = Notes()
    links = [
        (name, link)
        for link in root.css('a[href^="#"]')
        if (name := (link.attributes.get("href") or "")[1:]) and _is_mark(link, name)
    ]
    if not links:
        return notes
    targets: dict[str, LexborNode] = {}
    for node in root.css("[id], a[name]"):
        for key in ("id", "name"):
            if said := node.attributes.get(key):
                targets.setdefault(said, node)
    for name, link in links:
        target = targets.get(name)
        holder = _holder(target, link) if target is not None else None
        if holder is not None and holder.mem_id not in notes.moved:
            notes.by_mark[_whole_mark(link).mem_id] = holder
            notes.moved.add(holder.mem_id)
    return notes


def _is_mark(link: LexborNode, name: str) -> bool:
    attributes = link.attributes
    declared = f"{attributes.get('role') or ''} {attributes.get('epub:type') or ''}"
    if "noteref" in declared:
        return True
    if "backlink" in declared or _BACK.search(name) or not _TARGET.fullmatch(name):
        return False
    return _MARK.fullmatch(" ".join(link.text_lexbor().split())) is not None


def _whole_mark(link: LexborNode) -> LexborNode:
    """The raised brackets around a mark belong to it: `<sup>[<a>1</a>]</sup>`."""
    parent = link.parent
    if parent is not None and parent.tag == "sup":
        words = " ".join(parent.text_lexbor().split())
        if len(words) < 10 and _MARK.fullmatch(words):
            return parent
    return link


def _holder(target: LexborNode, link: LexborNode) -> LexborNode | None:
    """The block that holds the note: the target or the nearest block around it."""
    node: LexborNode | None = target
    while node is not None and node.tag not in _HOLDERS:
        if node.tag in ("td", "th", "body", "article", "main", "blockquote"):
            return None
        node = node.parent
    if node is None or len(node.html or "") > _LONGEST:
        return None
    above: LexborNode | None = link
    while above is not None:
        if above.mem_id == node.mem_id:
            return None
        above = above.parent
    return node
