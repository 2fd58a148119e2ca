"""Tracked changes: what of them is read, at runs, at paragraph marks, at rows and cells.

Source: ECMA-376 part 1, 17.13.5.
"""

from __future__ import annotations

from publish.model.article import Changes
from publish.readers.docx.names import Element, W
from publish.readers.inlines import Mark

_CAME = frozenset((f"{W}ins", f"{W}moveTo"))
_WENT = frozenset((f"{W}del", f"{W}moveFrom"))
TRACKED = _CAME | _WENT
"""Elements around runs that were changed, and in properties of what was changed as a whole."""

_OLD = {f"{W}rPr": f"{W}rPrChange/{W}rPr", f"{W}pPr": f"{W}pPrChange/{W}pPr"}


def is_gone(tag: str, changes: Changes) -> bool:
    """Whether what stands in such an element is not read."""
    return (tag in _WENT and changes == "accept") or (tag in _CAME and changes == "reject")


def mark_of(tag: str, changes: Changes) -> Mark | None:
    """What such an element makes of the words in it, where changes are shown."""
    if changes != "show":
        return None
    return Mark("ins") if tag in _CAME else Mark("del")


def is_joined(properties: Element | None, changes: Changes) -> bool:
    """Whether a paragraph goes on in the next: its mark was changed, and is not there any more."""
    if properties is None:
        return False
    mark = properties.find(f"{W}rPr")
    return mark is not None and any(is_gone(child.tag, changes) for child in mark)


def is_out(properties: Element | None, changes: Changes) -> bool:
    """Whether a row or a cell is not there, by its w:trPr or w:tcPr."""
    if properties is None:
        return False
    cell = {f"{W}cellIns": f"{W}ins", f"{W}cellDel": f"{W}del"}
    return any(is_gone(cell.get(child.tag, child.tag), changes) for child in properties)


def mark_of_row(properties: Element | None, changes: Changes) -> Mark | None:
    """What a changed row makes of the words in it, where changes are shown."""
    if properties is None or changes != "show":
        return None
    found = next((child.tag for child in properties if child.tag in TRACKED), "")
    return mark_of(found, changes) if found else None


def settled(properties: Element | None, changes: Changes) -> Element | None:
    """The properties of a run or paragraph: the old ones where changes are rejected."""
    if properties is None or changes != "reject":
        return properties
    old = properties.find(_OLD.get(properties.tag, "none"))
    return properties if old is None else old


def count_of(root: Element) -> int:
    """How many words, marks, rows and moves were changed in a part."""
    return sum(1 for _ in root.iter(*TRACKED, f"{W}cellIns", f"{W}cellDel"))
