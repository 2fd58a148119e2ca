"""The text boxes of a paragraph in reading order, or why they are left to WeasyPrint."""

from __future__ import annotations

import re
from typing import Any, NamedTuple  # WeasyPrint has no types

from weasyprint.formatting_structure import boxes

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter.setting import Declined
from publish.writers.pdf.typesetter.store import store_for

Path = tuple[int, ...]
"""Numbers of children, from the line box down."""

# Chinese, Japanese, Korean: lines may end nearly everywhere, and no space stretches.
_SQUARE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
_MOST_SQUARE = 0.3  # of the letters: foreign words in a paragraph do no harm


class Leaf(NamedTuple):
    """A text box; `before` and `after` are the margins, borders and paddings around it."""

    path: Path
    box: Any
    before: float
    after: float


def leaves_of(linebox: Any) -> list[Leaf]:
    """The text boxes with text in them. Raises Declined."""
    first, room = _marker(linebox)
    leaves: list[Leaf] = []
    _gather(linebox, (), first, leaves)
    if room and leaves:
        leaves[0] = leaves[0]._replace(before=leaves[0].before + room)
    text = "".join([leaf.box.text for leaf in leaves])
    if not text.strip(" "):
        raise Declined("no text")
    for leaf in leaves:
        if store_for(leaf.box) is None:  # words of the store are none of theirs
            if len(_SQUARE.findall(text)) > _MOST_SQUARE * len(text):
                raise Declined("Chinese, Japanese or Korean")
            break
    return leaves


def _marker(linebox: Any) -> tuple[int, float]:
    """How many boxes before the text stand for a mark of known width, such as a note's number."""
    if not linebox.children or not isinstance(linebox.children[0], boxes.InlineBlockBox):
        return 0, 0
    style = linebox.children[0].style
    width = style["width"]
    if getattr(width, "unit", None) != "px" or style["box_sizing"] != "content-box":
        raise Declined("an inline block of no fixed width")
    return 1, float(width.value) + _edge(style, "left") + _edge(style, "right")


def _gather(box: Any, path: Path, first: int, leaves: list[Leaf]) -> None:
    for index, child in enumerate(box.children[first:], first):
        if not child.is_in_normal_flow():
            if child.is_floated() and (path or index):
                raise Declined("a float inside the text")
        elif isinstance(child, boxes.TextBox):
            _check(child)
            if child.text:
                leaves.append(Leaf((*path, index), child, 0, 0))
        elif isinstance(child, boxes.InlineBox) and not child.is_leader:
            _inside(child, (*path, index), leaves)
        else:
            raise Declined(f"{type(child).__name__} in the text")


def _check(box: Any) -> None:
    style = box.style
    if "\n" in box.text or style["white_space"] not in ("normal", "nowrap"):
        raise Declined("forced line breaks")
    if not style["font_size"]:
        raise Declined("text of no size")


def _inside(box: Any, path: Path, leaves: list[Leaf]) -> None:
    begin, (before, after) = len(leaves), _edges(box.style)
    _gather(box, path, 0, leaves)
    if len(leaves) > begin and (before or after):
        leaves[begin] = leaves[begin]._replace(before=leaves[begin].before + before)
        leaves[-1] = leaves[-1]._replace(after=leaves[-1].after + after)


def _edges(style: Any) -> tuple[float, float]:
    """What stands before and after the text of an inline box, kept with its style."""
    try:
        edges: tuple[float, float] = style.publish_edges
    except AttributeError:
        left, right = _edge(style, "left"), _edge(style, "right")
        edges = (left, right) if style["direction"] == "ltr" else (right, left)
        style.publish_edges = edges
    return edges


def _edge(style: Any, side: str) -> float:
    total = 0.0
    for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width"):
        value = style[name]
        number = getattr(value, "value", value)
        if getattr(value, "unit", None) == "%" or not isinstance(number, int | float):
            number = 0 if number == "auto" else None
        if number is None:
            raise Declined("a margin that is a share of the measure")
        total += number
    return total


HOLDS = compared(
    "weasyprint.formatting_structure.boxes",
    "Box.is_floated",
    "Box.is_in_normal_flow",
    "InlineBlockBox",
    "InlineBox",
    "TextBox",
)
