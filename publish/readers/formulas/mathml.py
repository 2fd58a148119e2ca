"""MathML as it stands in pages → the closed tree of MathML, and one line of text.

What a browser does not show is left out: annotations, phantoms, second faces of an action. What has
a name that is not known here gives its words. Depth and number have limits: a formula beyond them
gives its words on a line and no tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast, get_args

from selectolax.lexbor import LexborNode

from publish.model.clean import clean_text
from publish.model.tree import MathAttribute, MathName, MathNode
from publish.readers.formulas.content import CONTENT, applied, number_of
from publish.readers.formulas.linear import linear
from publish.readers.formulas.rows import EMPTY, NO_SEPARATOR, fenced, leaf, one, row
from publish.readers.formulas.tex import of_tex
from publish.readers.formulas.tex_signs import lettered

__all__ = ["of_mathml"]

_DEEPEST = 60  # elements in elements; the tree of a page's formula is walked by recursion. # guess
_MOST = 10_000  # nodes of a tree. # guess
_LEAVES: dict[str, MathName] = {
    "mi": "mi", "mn": "mn", "mo": "mo", "ms": "ms", "mtext": "mtext",
    "ci": "mi", "csymbol": "mi",
}  # fmt: skip
_COUNTS: Mapping[str, int] = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
_NOT_SEEN = "annotation annotation-xml script style maligngroup malignmark mphantom -comment"
_SILENT = frozenset(_NOT_SEEN.split())
_EMPTY_PLACES = frozenset(("none", "mphantom"))
"""What is not seen but counts where children have places: the base of a lone script."""
_TEX = frozenset(("application/x-tex", "tex", "latex", "text/x-tex", "application/x-latex"))
_ALPHABETS = {
    **dict.fromkeys(("bold", "bold-italic", "bold-sans-serif"), "bold"),
    **dict.fromkeys(("script", "bold-script"), "script"),
    **dict.fromkeys(("fraktur", "bold-fraktur"), "fraktur"),
    "double-struck": "double",
}
_TRUTH = re.compile(r"true|false")
_SPAN = re.compile(r"\d{1,3}")
_VALUES: dict[MathAttribute, re.Pattern[str]] = {
    **dict.fromkeys(get_args(MathAttribute), _TRUTH),
    "columnspan": _SPAN,
    "rowspan": _SPAN,
    "form": re.compile(r"prefix|infix|postfix"),
    "linethickness": re.compile(r"(?:\d++(?:\.\d++)?|\.\d++)(?:px|em|ex|pt|%)?"),
    "mathvariant": re.compile(r"normal"),
}
_ALIGNED = re.compile(r"\s*right\s+left")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_NO_WIDTH = re.compile(r"\s*+(?:-|0*+\.?0*+(?:[a-z%]|$))")


def of_mathml(math: LexborNode) -> tuple[str, MathNode | None]:
    """The formula of a `math` element on one line, and as a tree; an empty line if it is empty."""
    for holder in (math, *math.css("annotation-xml")):  # the first, if all is said in it
        tree = _Tree()
        try:
            node = row(tree.children(holder, 0))
        except _TooDeepError:
            return _words(math), None
        if text := linear(node):
            return text, node if tree.count <= _MOST else None
    tex = _annotated(math) or math.attributes.get("alttext") or ""
    return of_tex(tex) if tex.strip() else ("", None)


class _TooDeepError(Exception):
    """More elements in elements than are walked."""


class _Tree:
    """One formula while its elements become nodes, and how many these are."""

    def __init__(self) -> None:
        self.count = 0

    def children(self, node: LexborNode, depth: int) -> list[MathNode]:
        """What stands in an element, each child that counts as one node."""
        if depth > _DEEPEST:
            raise _TooDeepError
        return [made for each in _inside(node) if (made := self._node(each, depth + 1)) is not None]

    def _node(self, node: LexborNode, depth: int) -> MathNode | None:
        self.count += 1
        tag = node.tag or ""
        if tag == "-text":
            words = _said(node.text_content or "")
            return leaf("mtext", words) if words else None
        if tag in _EMPTY_PLACES:
            return EMPTY
        if tag in _SILENT:
            return None
        if tag in _LEAVES:
            return _leaf(node, _LEAVES[tag])
        if tag == "cn":
            return number_of([_said(_text_of(each)) for each in _inside(node)])
        children = self.children(node, depth)
        if tag in _COUNTS:
            return _counted(cast(MathName, tag), node, children, _COUNTS[tag])
        if tag in _SHAPES:
            return _SHAPES[tag](node, children)
        if tag in CONTENT:
            return CONTENT[tag]
        if tag == "mrow" and len(children) == 1:
            return NO_SEPARATOR.get(children[0].text, children[0])
        return row(children) if children else _alternative(node, tag)


def _inside(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


# Leaves


def _said(text: str) -> str:
    """The words, white space folded as on a page; a space that does not break is a sign."""
    return _SPACES.sub(" ", clean_text(text)[0]).strip(" ")


def _text_of(node: LexborNode) -> str:
    """The words inside an element, without what a browser does not show. No recursion."""
    said: list[str] = []
    ahead = [node]
    while ahead:
        here = ahead.pop()
        if here.tag == "-text":
            said.append(here.text_content or "")
        elif here.tag not in _SILENT:
            ahead.extend(reversed(list(_inside(here))))
    return "".join(said)


def _leaf(node: LexborNode, name: MathName) -> MathNode:
    """Characters with their alphabet: `mathvariant` draws letters that Unicode has."""
    text = _said(_text_of(node))
    variant = (node.attributes.get("mathvariant") or "").strip()
    if name == "mi":
        if text in ("/", "∕"):  # KaTeX calls a slash a name
            return leaf("mo", "/")
        text = lettered(text, _ALPHABETS.get(variant, ""))
    if name == "mo" and text == "-":
        text = "−"
    return MathNode(name, text=text, attributes=_attributes(node))


def _attributes(node: LexborNode) -> tuple[tuple[MathAttribute, str], ...]:
    """Those that say how a formula is drawn, with values that are known."""
    given = node.attributes
    return tuple(
        (name, value)
        for name, allowed in _VALUES.items()
        if name in given and allowed.fullmatch(value := (given[name] or "").strip())
    )


def _alternative(node: LexborNode, tag: str) -> MathNode | None:
    """A picture of a sign says its words; another element without children says nothing."""
    words = _said(node.attributes.get("alt") or "") if tag in ("mglyph", "img") else ""
    return leaf("mtext", words) if words else EMPTY


# Structures


def _counted(
    name: MathName, node: LexborNode, children: Sequence[MathNode], count: int
) -> MathNode:
    """An element whose children have places; a broken one is a row of them."""
    if len(children) < count:
        return row(children)
    made = MathNode(name, tuple(children[:count]), attributes=_attributes(node))
    return row((made, *children[count:])) if len(children) > count else made


def _fenced(node: LexborNode, children: Sequence[MathNode]) -> MathNode:
    attributes = node.attributes
    left, right = (
        clean_text(attributes.get(side) or "" if side in attributes else default)[0].strip()
        for side, default in (("open", "("), ("close", ")"))
    )
    given = attributes.get("separators") if "separators" in attributes else ","
    signs = "".join((given or "").split())
    made: list[MathNode] = []
    for at, child in enumerate(children):
        if at and signs:
            made.append(leaf("mo", signs[min(at, len(signs)) - 1]))
        made.append(child)
    return fenced(left, one(made), right)


def _scripts(_: LexborNode, children: Sequence[MathNode]) -> MathNode:
    """A base with scripts in pairs on either side; a script too few is an empty one."""
    if not children:
        return EMPTY
    behind: list[MathNode] = []
    before: list[MathNode] = []
    side = behind
    for child in children[1:]:
        if child.name == "mprescripts":
            side = before
        else:
            side.append(child)
    for scripts in (behind, before):
        if len(scripts) % 2:
            scripts.append(EMPTY)
    left = (MathNode("mprescripts"), *before) if before else ()
    return MathNode("mmultiscripts", (children[0], *behind, *left))


def _table(node: LexborNode, children: Sequence[MathNode]) -> MathNode:
    rows = [each if each.name == "mtr" else _row_of((each,)) for each in children]
    if _ALIGNED.match(node.attributes.get("columnalign") or ""):
        # The cells of such a row are one line, cut where it is to be aligned.
        rows = [_row_of((row([part for cell in each.children for part in cell.children]),))
                for each in rows]  # fmt: skip
    return MathNode("mtable", tuple(rows)) if rows else EMPTY


def _row_of(cells: Sequence[MathNode]) -> MathNode:
    wrapped = (cell if cell.name == "mtd" else MathNode("mtd", (cell,)) for cell in cells)
    return MathNode("mtr", tuple(wrapped))


def _labelled(_: LexborNode, children: Sequence[MathNode]) -> MathNode:
    """A row whose first cell is the number of the formula, which stands at its end."""
    return _row_of((*children[1:], *children[:1]))


def _cell(node: LexborNode, children: Sequence[MathNode]) -> MathNode | None:
    """A cell; an empty one with a width only keeps others away from an edge."""
    if "width" in node.attributes and all(child == EMPTY for child in children):
        return None
    return MathNode("mtd", (row(children),), attributes=_attributes(node))


def _space(node: LexborNode, _: Sequence[MathNode]) -> MathNode | None:
    """A space; one of no width or a negative one parts nothing."""
    breaks = node.attributes.get("linebreak") == "newline"
    width = node.attributes.get("width") or "0"
    return MathNode("mspace") if breaks or not _NO_WIDTH.match(width) else None


def _action(node: LexborNode, children: Sequence[MathNode]) -> MathNode:
    """The face of an action that shows; a tip that would appear is none."""
    chosen = node.attributes.get("selection") or "1"
    at = int(chosen) - 1 if chosen.isdecimal() and len(chosen) < 4 else 0
    return children[at] if 0 <= at < len(children) else row(children[:1])


def _enclosed(node: LexborNode, children: Sequence[MathNode]) -> MathNode:
    radical = "radical" in (node.attributes.get("notation") or "")
    return MathNode("msqrt", (row(children),)) if radical else row(children)


def _root(_: LexborNode, children: Sequence[MathNode]) -> MathNode:
    return MathNode("msqrt", (row(children),))


_SHAPES: Mapping[str, Callable[[LexborNode, Sequence[MathNode]], MathNode | None]] = {
    "msqrt": _root,
    "mfenced": _fenced,
    "mmultiscripts": _scripts,
    "mprescripts": lambda *_: MathNode("mprescripts"),
    "mtable": _table,
    "mtr": lambda _, cells: _row_of(cells),
    "mlabeledtr": _labelled,
    "mtd": _cell,
    "mspace": _space,
    "maction": _action,
    "menclose": _enclosed,
    "apply": lambda _, parts: applied(parts),
}


# What else a formula may say


def _annotated(math: LexborNode) -> str:
    """The TeX beside a formula that has no presentation."""
    for note in math.css("annotation"):
        if (note.attributes.get("encoding") or "").strip().lower() in _TEX:
            return note.text_lexbor() if note.first_child is not None else ""
    return ""


def _words(math: LexborNode) -> str:
    """The leaves of a formula that is too deep, one by one."""
    said: list[str] = []
    ahead = [math]
    while ahead:
        here = ahead.pop()
        if here.tag == "-text":
            said.append(_said(here.text_content or ""))
        elif here.tag not in _SILENT:
            ahead.extend(reversed(list(_inside(here))))
    return " ".join(filter(None, said))
