"""KaTeX's boxes → MathML, for pages that keep nothing else of a formula.

Its boxes stand in the order in which they are drawn: a denominator before its numerator. Where a
row stands is told by its `top`, against the strut that it hangs from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from unicodedata import normalize

from selectolax.lexbor import LexborNode

from publish.model.clean import clean_text
from publish.model.tree import MathAttribute, MathNode
from publish.readers.formulas.linear import linear
from publish.readers.formulas.rows import EMPTY, leaf, row
from publish.readers.formulas.tex_signs import lettered

__all__ = ["of_boxes"]

_DEEPEST = 120  # boxes in boxes, which are walked by recursion. # guess
_UNSEEN = "strut pstrut vlist-s nulldelimiter frac-line hide-tail"
_SILENT = frozenset(_UNSEEN.split())
_SIGNS = frozenset(("mrel", "mbin", "mopen", "mclose", "mpunct", "delimsizing", "accent-body"))
_LENGTH = re.compile(r"(top|height):\s*+(-?(?:\d++(?:\.\d++)?|\.\d++))em")


def of_boxes(boxes: LexborNode) -> tuple[str, MathNode | None]:
    """The formula on one line, and as a tree; an empty line when the boxes say nothing."""
    node = row(_nodes(boxes, 0))
    text = linear(node)
    return (text, node) if text else ("", None)


_CROSSING = leaf("mo", "\u0338")


def _classes(box: LexborNode) -> set[str]:
    """The names of a box's kinds; newer versions put the program's before some."""
    names = (box.attributes.get("class") or "").split()
    return {name.removeprefix("katex-") for name in names}


class _Row(NamedTuple):
    """A row of boxes above each other, and how far below the line it stands."""

    below: float
    box: LexborNode


def _nodes(box: LexborNode, depth: int) -> list[MathNode]:
    """What stands in a box, from left to right; what is too deep is words."""
    made: list[MathNode] = []
    for child in _inside(box):
        if child.tag == "-text":
            said = (child.text_content or "").replace(_STROKE, "\u0338")
            text = clean_text(said)[0].strip(" \n\t\u200b")
            if text:
                made.append(_leaf(text, _classes(box)))
            continue
        classes = _classes(child)
        if child.tag == "svg" or not _SILENT.isdisjoint(classes):
            continue
        if depth > _DEEPEST:
            made.append(leaf("mtext", clean_text(" ".join(child.text_lexbor().split()))[0]))
            continue
        if "msupsub" in classes:
            made[-1:] = [_scripted(made[-1] if made else EMPTY, child, depth + 1)]
        elif "mspace" in classes and made[-1:] != [_CROSSING]:
            made.append(MathNode("mspace"))
        elif "mspace" not in classes:
            made += _structure(child, classes, depth + 1)
    return _joined(made)


def _joined(nodes: list[MathNode]) -> list[MathNode]:
    """Figures, which have a box each, as numbers, and a stroke with the sign it goes through."""
    made: list[MathNode] = []
    for node in nodes:
        before = made[-1] if made else EMPTY
        scripts = node.children[1:] if node.name in ("msub", "msup", "msubsup") else ()
        base = node.children[0] if scripts else node
        comma = [each.name for each in made[-2:]] == ["mn", "mo"] and before.text in (",", ".")
        if before.name == base.name == "mn":
            whole = leaf("mn", before.text + base.text)
            made[-1] = replace(node, children=(whole, *scripts)) if scripts else whole
        elif node.name == "mn" and comma:
            made[-2:] = [leaf("mn", made[-2].text + before.text + node.text)]
        elif before == _CROSSING and node.name == "mo":
            made[-1] = leaf("mo", normalize("NFC", node.text + before.text))
        else:
            made.append(node)
    return made


def _structure(box: LexborNode, classes: set[str], depth: int) -> list[MathNode]:
    if "mtable" in classes:
        return [_table(box, depth)]
    mark = "‾" if "overline" in classes else ""
    if "accent" in classes and box.css_first(".overlay, .katex-overlay") is not None:
        mark = "→"  # the only one that is drawn
    if mark:
        return [MathNode("mover", (row(_nodes(box, depth)), leaf("mo", mark)))]
    kind = next((each for each in _STACKED if each in classes), "")
    found = _rows(box) if kind else []
    if not found:
        return [row(_nodes(box, depth))]
    rows = [(each, row(_nodes(each.box, depth))) for each in found]
    rows = [each for each in rows if linear(each[1])]
    # A second reading of the boxes would double with each level.
    return [_stacked(kind, box, rows, depth) or row([node for _, node in rows])]


def _stacked(
    kind: str, box: LexborNode, rows: list[tuple[_Row, MathNode]], depth: int
) -> MathNode | None:
    """Boxes above each other; None when they are not as many as the kind has."""
    said = tuple(node for _, node in rows)
    match kind, len(rows):
        case "mfrac", 2:
            lined = box.css_first(".frac-line") is not None
            return MathNode("mfrac", said, attributes=() if lined else _NO_LINE)
        case "sqrt", 1:
            index = box.css_first(".root, .katex-root")
            if index is None:
                return MathNode("msqrt", said)
            stack = (row(_nodes(each.box, depth)) for each in _rows(index))
            return MathNode("mroot", (*said, next(stack, EMPTY)))
        case "accent", 2:
            first_is_mark = rows[0][0].box.css_first(".accent-body") is not None
            return MathNode("mover", said[::-1] if first_is_mark else said)
        case "op-limits", 3:
            return MathNode("munderover", (said[1], said[2], said[0]))
        case "munder", 2:
            return MathNode("munder", said)
        case "mover", 2:
            return MathNode("mover", said[::-1])
        case "op-limits", 2:
            above = rows[1][0].box.css_first(".mop") is not None
            return MathNode("mover", said[::-1]) if above else MathNode("munder", said)
        case _:
            return None


def _table(box: LexborNode, depth: int) -> MathNode:
    found = box.css('[class^="col-"]')
    columns = [[row(_nodes(each.box, depth)) for each in _rows(column)] for column in found]
    lines = list(zip(*columns, strict=False))
    if found and "col-align-r" in _classes(found[0]):
        lines = [(row(line),) for line in lines]  # cut only where it is to be aligned
    cells = (tuple(MathNode("mtd", (cell,)) for cell in line) for line in lines)
    return MathNode("mtable", tuple(MathNode("mtr", line) for line in cells))


_NO_LINE: tuple[tuple[MathAttribute, str], ...] = (("linethickness", "0"),)
_STACKED = ("mfrac", "sqrt", "accent", "munder", "mover", "op-limits")
_STROKE = "\ue020"  # of a sign that is crossed out
_ALPHABETS = {
    "mathbb": "double", "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur",
    "mathbf": "bold", "boldsymbol": "bold",
}  # fmt: skip


def _scripted(base: MathNode, box: LexborNode, depth: int) -> MathNode:
    rows = [(each.below, row(_nodes(each.box, depth))) for each in _rows(box)]
    above = [node for below, node in rows if below < 0]
    lowered = [node for below, node in rows if below >= 0]
    if above and lowered:
        return MathNode("msubsup", (base, lowered[0], above[0]))
    if above:
        return MathNode("msup", (base, above[0]))
    return MathNode("msub", (base, lowered[0])) if lowered else base


def _rows(box: LexborNode) -> list[_Row]:
    """The rows of the outermost stack in a box, from the top."""
    outer = (each for each in _inside(box) if "vlist-t" in (each.attributes.get("class") or ""))
    stack = next((each.css_first(".vlist") for each in outer), None)
    if stack is None:
        return []
    found = []
    for each in _inside(stack):
        strut = each.css_first(".pstrut") if each.tag == "span" else None
        if strut is not None:
            height = _length(strut, "height")
            found.append(_Row(_length(each, "top") + height, each))
    return sorted(found, key=lambda each: each.below)


def _length(box: LexborNode, name: str) -> float:
    style = box.attributes.get("style") or ""
    return next((float(said) for key, said in _LENGTH.findall(style) if key == name), 0.0)


def _leaf(text: str, classes: set[str]) -> MathNode:
    if text.replace(".", "").replace(",", "").isdecimal():
        return leaf("mn", text)
    if not _SIGNS.isdisjoint(classes) or not any(map(str.isalnum, text)):
        return leaf("mo", text)
    if "text" in classes or " " in text:
        return leaf("mtext", text)
    alphabet = next((name for each, name in _ALPHABETS.items() if each in classes), "")
    return leaf("mi", lettered(text, alphabet))


def _inside(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next
