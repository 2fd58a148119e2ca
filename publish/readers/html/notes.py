"""Footnotes of a page: marks that lead to a note further down, and notes beside their words.

A list of notes becomes notes whole or stays a list whole, its marks with it: were one left out, all
that follow would stand under another's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publish.readers.html.controls import controls_of
from publish.readers.html.note_lists import empty_around
from publish.readers.html.note_marks import (
    BRACKETS,
    HOLDERS,
    Jump,
    above,
    holder_of,
    jumps_of,
    labelled,
    place_of,
    whole_mark,
)
from publish.readers.html.side_notes import SideNote, side_notes_of

_LONGEST = 4_000  # characters; beyond, the "note" is a part of the article. # guess
_LONGEST_SURE = 60_000  # the same of one whose raised mark it leads back to: twenty pages. # guess
_MOST_MARKS = 500  # of one note, which stands at each of them. # guess
_SINGLE = re.compile(
    r"(?:foot|end)note(?!s|-?list)|\bftn|\bedn|\bfn(?!s)|sdendnote|sdfootnote", re.I
)
_BETWEEN_BACKS = re.compile(rf"[\s{re.escape(BRACKETS)}.,:;|^↑°↩]*")
_BEGINS = re.compile(r"[\s\[(^（［【〔]*(\d{1,4}|[*†‡§¶]{1,4})(?!\w)")


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A note at its mark; `sign` is what its words may begin with, which is the mark once more."""

    holder: LexborNode
    sign: str = ""


@dataclass(slots=True)
class Notes:
    """Notes by their marks, and what goes with them, each by the identity of its element.

    `gone` says of an element that is left out where it stands by which code it is on record: of
    notes, which stand at their marks, and of what has no words, by none.
    """

    by_mark: dict[int, Placed] = field(default_factory=dict)
    gone: dict[int, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_mark or self.gone)


@dataclass(slots=True, eq=False)
class _Found:
    """A note while a page is looked over."""

    holder: LexborNode
    marks: list[Jump] = field(default_factory=list)
    backs: list[Jump] = field(default_factory=list)


def find_notes(root: LexborNode, base: str, own: str, markup: str) -> Notes:
    """The notes of a page whose address is `own`, and what else goes where it stands.

    Its links stand against `base`.
    """
    notes = Notes()
    notes.gone |= {node.mem_id: code for node, code in controls_of(root, markup)}
    jumps = jumps_of(root, base, own)
    found, lost = _found(jumps)
    for group in _groups(found):
        understood = _is_understood(group, found, lost)
        for note in group:
            _leave_out_backs(note, notes, keep_signs=not understood)
        if understood:
            _place(group, notes)
    for jump in jumps:
        if jump.is_arrow_back:
            notes.gone.setdefault(jump.link.mem_id, "footnote.sign")
    for side in side_notes_of(root):
        _place_beside(side, notes)
    return notes


def _found(jumps: list[Jump]) -> tuple[dict[int, _Found], list[Jump]]:
    """The notes by the identity of their holders, in order; and the marks that lead to none."""
    ways_back = _ways_back(jumps)
    found: dict[int, _Found] = {}
    lost: list[Jump] = []
    for at, jump in enumerate(jumps):
        inside = _around(jump.link, found)
        if inside is not None and _leads_back(jump, inside):
            inside.backs.append(jump)
        elif jump.looks_like_a_mark and not jump.is_declared_back:
            holder = _holder(jump)
            if holder is None:
                if jump.is_declared or jump.is_named:
                    lost.append(jump)
            elif _is_mark(jump, holder, ways_back.get(_way(jump), -1) > at):
                found.setdefault(holder.mem_id, _Found(holder)).marks.append(jump)
    return _whole(found), lost


def _way(jump: Jump) -> tuple[int, int]:
    """From which block to which block a mark leads."""
    place = place_of(jump.link)
    target = holder_of(jump.target) if jump.target is not None else None
    return (place.mem_id if place else 0, target.mem_id if target else 0)


def _ways_back(jumps: list[Jump]) -> dict[tuple[int, int], int]:
    """By blocks from and to, seen from the mark, the last link that leads back."""
    ways: dict[tuple[int, int], int] = {}
    for at, jump in enumerate(jumps):
        place = place_of(jump.target) if jump.target is not None else None
        if place is not None:
            for node in above(jump.link):
                if node.tag in HOLDERS:
                    ways[place.mem_id, node.mem_id] = at
    return ways


def _around(node: LexborNode, found: dict[int, _Found]) -> _Found | None:
    """The note in which a node stands, or to whose sign it belongs."""
    for each in above(node):
        holder = labelled(each) if each.tag == "dt" else each
        if holder is not None and holder.mem_id in found:
            return found[holder.mem_id]
    return None


def _leads_back(jump: Jump, note: _Found) -> bool:
    if jump.is_declared_back or jump.says_back:
        return True
    place = place_of(jump.target) if jump.target is not None else None
    places = (place_of(mark.link) for mark in note.marks)
    return place is not None and any(each and each.mem_id == place.mem_id for each in places)


def _holder(jump: Jump) -> LexborNode | None:
    """The block that holds the note of a mark, which does not itself stand in it."""
    holder = holder_of(jump.target) if jump.target is not None else None
    if holder is None or any(each.mem_id == holder.mem_id for each in above(jump.link)):
        return None
    return holder


def _is_mark(jump: Jump, holder: LexborNode, answered: bool) -> bool:
    if answered or jump.is_declared:
        return True
    if jump.is_named_back and not jump.is_named:
        return False
    return jump.is_named or (jump.is_raised and _counts_alike(jump, holder))


def _counts_alike(jump: Jump, holder: LexborNode) -> bool:
    """Whether a note bears the sign of its mark, by its words or by its place in a list."""
    number = _number_in_list(holder)
    return _begins_with(holder, jump.sign) or (number is not None and str(number) == jump.sign)


def _begins_with(holder: LexborNode, sign: str) -> bool:
    words = holder.text_lexbor().lstrip(f" \t\n\xa0{BRACKETS}^↑")
    return bool(sign) and words.startswith(sign) and not words[len(sign) : len(sign) + 1].isalnum()


def _number_in_list(holder: LexborNode) -> int | None:
    """The number of an item of a numbered list."""
    parent = holder.parent
    if holder.tag != "li" or parent is None or parent.tag != "ol":
        return None
    start = (parent.attributes.get("start") or "1").strip()
    items = [each.mem_id for each in parent.iter() if each.tag == "li"]
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    return first + items.index(holder.mem_id)


def _whole(found: dict[int, _Found]) -> dict[int, _Found]:
    """The notes with the whole of what holds each, where its mark leads to its first paragraph."""
    alone: dict[int, int] = {}
    for note in found.values():
        if note.holder.parent is not None:
            alone[note.holder.parent.mem_id] = alone.get(note.holder.parent.mem_id, 0) + 1
    made: dict[int, _Found] = {}
    for note in found.values():
        parent = note.holder.parent
        if parent is not None and alone[parent.mem_id] == 1 and _is_single(parent, note.holder):
            note.holder = parent
        made[note.holder.mem_id] = note
    return made


def _is_single(node: LexborNode, first: LexborNode) -> bool:
    """Whether an element is made for one note; Google Docs gives each a bare one."""
    if node.tag in ("li", "dd"):
        return True
    attributes = node.attributes
    if node.tag == "div" and not attributes and first.tag == "p":
        return first.prev is None and all(each.tag == "p" for each in node.iter())
    said = " ".join(attributes.get(key) or "" for key in ("id", "class", "style"))
    return node.tag in HOLDERS and _SINGLE.search(said) is not None


def _groups(found: dict[int, _Found]) -> list[list[_Found]]:
    """The notes of one list each."""
    groups: dict[int, list[_Found]] = {}
    for note in found.values():
        parent = note.holder.parent
        groups.setdefault(parent.mem_id if parent is not None else 0, []).append(note)
    return list(groups.values())


def _is_understood(group: list[_Found], found: dict[int, _Found], lost: list[Jump]) -> bool:
    """Whether all of a list are notes with marks, and all marks of its kind have notes."""
    marks = [mark for note in group for mark in note.marks]
    kinds = {_kind(mark.name) for mark in marks}
    if any(_kind(mark.name) in kinds for mark in lost):
        return False
    if not all(mark.may_hold_a_note for mark in marks):
        return False
    held = {note.holder.mem_id for note in group}
    for note in found.values():
        for mark in note.marks:
            inside = _around(mark.link, found)
            if inside is not None and inside.holder.mem_id in held:
                return False  # a note at a mark in a note is what the tree cannot set
    return all(map(_may_be_placed, group)) and not any(_unmarked(group))


def _kind(name: str) -> str:
    """What the names of all places of one list of notes begin with."""
    found = re.match(r"\W*_?[^\W\d_]*", name)
    return found[0].lower() if found else ""


def _may_be_placed(note: _Found) -> bool:
    number = _number_in_list(note.holder)
    signs = {mark.sign.partition(":")[0] for mark in note.marks}
    misled = number is not None and any(s.isdecimal() and int(s) != number for s in signs)
    # Two places in one block are two notes, which nothing parts.
    misled = misled or (len(signs) > 1 and len({mark.name for mark in note.marks}) > 1)
    sure = bool(note.backs) and all(_is_raised(mark.link) for mark in note.marks)
    longest = _LONGEST_SURE if sure else _LONGEST
    fits = len(note.holder.text_lexbor()) <= longest and len(note.marks) <= _MOST_MARKS
    return fits and not misled


def _is_raised(link: LexborNode) -> bool:
    """Whether a mark stands above its line, as those of contents do not."""
    return any(node is not None and node.tag == "sup" for node in (link.parent, link.child))


def _unmarked(group: list[_Found]) -> Iterator[LexborNode]:
    """Neighbours of notes that look like notes and to which nothing leads."""
    held = {note.holder.mem_id for note in group}
    first = group[0].holder
    if first.parent is None:
        return
    signed = all(_begins_with(note.holder, note.marks[0].sign) for note in group)
    shapes = {_shape(mark.name) for note in group for mark in note.marks}
    begun = False
    for node in first.parent.iter():
        begun = begun or node.mem_id in held
        if node.tag != first.tag or node.mem_id in held:
            continue
        words = node.text_lexbor()
        if (
            (node.tag in ("li", "dd", "tr") and words.strip())
            or (signed and begun and _BEGINS.match(words))
            or any(_shape(name) in shapes for name in _names_in(node) if words.strip())
        ):
            yield node


def _names_in(node: LexborNode) -> Iterator[str]:
    for each in (node, *node.css("[id], a[name]")):
        attributes = each.attributes
        yield from filter(None, (attributes.get("id"), attributes.get("name")))


def _shape(name: str) -> str:
    return re.sub(r"\d+", "#", name)


def _place(group: list[_Found], notes: Notes) -> None:
    """The notes of a list stand at their marks; what only held or headed them goes."""
    for note in group:
        signed = _number_in_list(note.holder) is None
        for mark in note.marks:
            placed = Placed(note.holder, mark.sign if signed else "")
            notes.by_mark[whole_mark(mark.link).mem_id] = placed
        notes.gone[note.holder.mem_id] = ""
        notes.gone |= {each.mem_id: "footnote.sign" for each in _labels_of(note.holder)}
    notes.gone |= empty_around([note.holder for note in group], notes.gone)


def _labels_of(holder: LexborNode) -> Iterator[LexborNode]:
    """The term that is the sign of a note."""
    before = holder.prev if holder.tag == "dd" else None
    while before is not None and before.tag in ("-text", "dt"):
        if before.tag == "dt":
            yield before
        before = before.prev


def _place_beside(side: SideNote, notes: Notes) -> None:
    """A note in a sentence stands where its sign is, or where it stands itself."""
    alone = side.mark.mem_id == side.note.mem_id
    sign = "" if alone else side.mark.text_lexbor().strip(" \n\t[]()")
    notes.by_mark[side.mark.mem_id] = Placed(side.note, sign)
    notes.gone |= {each.mem_id: "footnote.sign" for each in side.signs}
    if not alone:
        notes.gone[side.note.mem_id] = ""


def _leave_out_backs(note: _Found, notes: Notes, *, keep_signs: bool) -> None:
    """Ways back to a mark go, with the signs between them.

    In a list that stays, one that says its number or sign stays as well.
    """
    signs = {mark.sign for mark in note.marks}
    backs = [back for back in note.backs if not (keep_signs and back.sign and back.sign in signs)]
    links = {back.link.mem_id for back in backs}
    for back in backs:
        whole = back.link
        for node in above(back.link):
            if node.tag == "dl":
                break
            said = "mw-cite-backlink" in (node.attributes.get("class") or "")
            if node.mem_id == note.holder.mem_id or not (said or _is_all_backs(node, links)):
                break
            whole = node
        notes.gone[whole.mem_id] = "footnote.sign"
        notes.gone |= {each.mem_id: "footnote.sign" for each in _signs_beside(whole)}


def _is_all_backs(node: LexborNode, links: set[int]) -> bool:
    """Whether an element says nothing but ways back."""
    words = node.text_lexbor()
    for link in node.css("a"):
        if link.mem_id in links:
            words = words.replace(link.text_lexbor(), "", 1)
    return _BETWEEN_BACKS.fullmatch(words) is not None


def _signs_beside(node: LexborNode) -> Iterable[LexborNode]:
    """Texts right beside a way back that are no words."""
    for each in (node.prev, node.next):
        if each is not None and each.tag == "-text":
            words = (each.text_content or "").strip()
            if words and _BETWEEN_BACKS.fullmatch(words) and words not in (".", ",", ";", ":", ")"):
                yield each
