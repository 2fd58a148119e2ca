"""Word's own mathematics (OMML) → the closed tree of MathML, and one line of text.

A run of Word's holds any number of signs: figures become numbers, letters names, one each unless
they stand upright, all else operators. Depth and number have limits: a formula beyond them gives
its words on a line and no tree. Source: ECMA-376 part 1, 22.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publish.model.clean import clean_text
from publish.model.tree import MathName, MathNode
from publish.readers.formulas.linear import linear
from publish.readers.formulas.rows import EMPTY, fenced, leaf, row
from publish.readers.formulas.tex_signs import IDENTIFIERS, lettered

__all__ = ["of_omml"]

Element = Any  # of lxml, which has no types

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 60  # elements of OMML in each other; as of MathML
_MOST = 10_000  # nodes of a tree; as of MathML
_NO = frozenset(("0", "off", "false"))
_SKIPPED = frozenset(("del", "moveFrom", "rPr", "proofErr", "bookmarkStart", "bookmarkEnd"))
_TOKENS = re.compile(
    r"(?P<number>\d+(?:[.,٫٬]\d+)*)|(?P<letter>[^\W\d_])[\u0300-\u036f\u20d0-\u20ff]*"
    r"|(?P<space>\s)|(?P<sign>.)",
    re.DOTALL,
)
_WORDS = re.compile(r"[^\W\d_]++(?:['’.-][^\W\d_]++)*+")
_THIN = "\u2009"
_NAMES = frozenset(IDENTIFIERS.values()) - frozenset("$%#&_…⋯⋮⋱")
_SPACING = {
    "\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "‾",
    "\u0306": "˘", "\u0307": "˙", "\u0308": "¨", "\u030c": "ˇ", "\u20d7": "→", "\u0332": "_",
}  # fmt: skip
"""Accents as Word has them, characters that combine, and as MathML has them."""


def of_omml(element: Element) -> tuple[str, MathNode | None]:
    """The formula of an m:oMath on one line, and as a tree; an empty line if it is empty."""
    tree = _Tree()
    try:
        node = row(tree.inside(element, 0))
    except _TooDeepError:
        return _words(element), None
    text = linear(node)
    return (text, node if tree.count <= _MOST else None) if text else ("", None)


class _TooDeepError(Exception):
    """More elements in elements than are walked."""


class _Tree:
    """One formula while its elements become nodes, and how many these are."""

    def __init__(self) -> None:
        self.count = 0

    def inside(self, parent: Element | None, depth: int) -> list[MathNode]:
        """What stands in an element, in order."""
        if depth > _DEEPEST:
            raise _TooDeepError
        made: list[MathNode] = []
        for child in parent if parent is not None else ():
            name = _name(child)
            if name in _SKIPPED or name.endswith("Pr"):
                continue
            if name == "r":
                nodes = _run(child, made[-1] if made else None)
                self.count += len(nodes)
                made += nodes
            elif name in _SHAPES:
                self.count += 1
                made += _SHAPES[name](self, child, depth + 1)
            else:  # insertions, content controls, boxes: what they hold
                made += self.inside(child, depth + 1)
        return made

    def part(self, element: Element, name: str, depth: int) -> MathNode:
        """What a part of a structure holds, as one node."""
        return row(self.inside(element.find(_M + name), depth))

    # Structures

    def fraction(self, element: Element, depth: int) -> list[MathNode]:
        above, below = (self.part(element, name, depth) for name in ("num", "den"))
        kind = _said(element, "fPr", "type")
        if kind == "lin":
            return [above, leaf("mo", "/"), below]
        bare = (("linethickness", "0"),) if kind == "noBar" else ()
        return [MathNode("mfrac", (above, below), attributes=bare)]  # type: ignore[arg-type]

    def root(self, element: Element, depth: int) -> list[MathNode]:
        inner, degree = (self.part(element, name, depth) for name in ("e", "deg"))
        hidden = _is_on(element, "radPr", "degHide")
        if hidden or degree == EMPTY:
            return [MathNode("msqrt", (inner,))]
        return [MathNode("mroot", (inner, degree))]

    def scripts(self, element: Element, depth: int) -> list[MathNode]:
        name = _SCRIPTS[_name(element)]
        wanted = ("e", "sub", "sup") if name == "msubsup" else ("e", _name(element)[1:].lower())
        parts = [self.part(element, each, depth) for each in wanted]
        if len(parts) == 3 and EMPTY in parts[1:]:  # a place that nobody filled
            name = "msup" if parts[1] == EMPTY else "msub"
            parts.remove(EMPTY)
        return [MathNode(name, tuple(parts))]

    def scripts_before(self, element: Element, depth: int) -> list[MathNode]:
        base, low, high = (self.part(element, name, depth) for name in ("e", "sub", "sup"))
        return [MathNode("mmultiscripts", (base, MathNode("mprescripts"), low, high))]

    def large(self, element: Element, depth: int) -> list[MathNode]:
        """A sum, an integral, with what it takes behind it."""
        said = _said(element, "naryPr", "chr")
        sign = leaf("mo", "∫" if said is None else said)
        low, high = (self.part(element, name, depth) for name in ("sub", "sup"))
        if _is_on(element, "naryPr", "subHide"):
            low = EMPTY
        if _is_on(element, "naryPr", "supHide"):
            high = EMPTY
        place = _said(element, "naryPr", "limLoc")
        beside = place == "subSup" or (place is None and sign.text in "∫∬∭∮∯∰")
        scripted = _with_limits(sign, low, high, beside=beside)
        return [scripted, *self.inside(element.find(f"{_M}e"), depth)]

    def brackets(self, element: Element, depth: int) -> list[MathNode]:
        left, right, between = (
            default if (said := _said(element, "dPr", name)) is None else said
            for name, default in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
        )
        inner: list[MathNode] = []
        for at, each in enumerate(element.iterchildren(f"{_M}e")):
            if at and between:
                inner.append(leaf("mo", between))
            inner += self.inside(each, depth)
        return [fenced(left, row(inner), right)]

    def matrix(self, element: Element, depth: int) -> list[MathNode]:
        rows = (
            MathNode("mtr", tuple(self._cells(each, depth)))
            for each in element.iterchildren(f"{_M}mr")
        )
        return [MathNode("mtable", tuple(rows))]

    def _cells(self, element: Element, depth: int) -> Iterator[MathNode]:
        for each in element.iterchildren(f"{_M}e"):
            yield MathNode("mtd", (row(self.inside(each, depth + 1)),))

    def equations(self, element: Element, depth: int) -> list[MathNode]:
        """Lines one above the other; the signs at which they are aligned are not seen."""
        rows = []
        for each in element.iterchildren(f"{_M}e"):
            seen = [node for node in self.inside(each, depth) if node != leaf("mo", "&")]
            rows.append(MathNode("mtr", (MathNode("mtd", (row(seen),)),)))
        return [MathNode("mtable", tuple(rows))]

    def accent(self, element: Element, depth: int) -> list[MathNode]:
        said = _said(element, "accPr", "chr")
        sign = "\u0302" if said is None else said
        mark = MathNode("mo", text=_SPACING.get(sign, sign))
        return [MathNode("mover", (self.part(element, "e", depth), mark))]

    def bar(self, element: Element, depth: int) -> list[MathNode]:
        base = self.part(element, "e", depth)
        if _said(element, "barPr", "pos") == "top":
            sign = "¯" if base.name in ("mi", "mn") and len(base.text) == 1 else "‾"
            return [MathNode("mover", (base, leaf("mo", sign)))]
        return [MathNode("munder", (base, leaf("mo", "_")))]

    def grouped(self, element: Element, depth: int) -> list[MathNode]:
        """A brace or an arrow above or below."""
        said = _said(element, "groupChrPr", "chr")
        sign = leaf("mo", "⏟" if said is None else said)
        name: MathName = "mover" if _said(element, "groupChrPr", "pos") == "top" else "munder"
        return [MathNode(name, (self.part(element, "e", depth), sign))]

    def limit(self, element: Element, depth: int) -> list[MathNode]:
        base, limit = (self.part(element, name, depth) for name in ("e", "lim"))
        name: MathName = "munder" if _name(element) == "limLow" else "mover"
        return [MathNode(name, (base, limit))]

    def function(self, element: Element, depth: int) -> list[MathNode]:
        return [self.part(element, "fName", depth), *self.inside(element.find(f"{_M}e"), depth)]

    def phantom(self, element: Element, depth: int) -> list[MathNode]:
        """What only takes room is not read, unless it is shown."""
        if _said(element, "phantPr", "show") in _NO:
            return []
        return self.inside(element.find(f"{_M}e"), depth)


_SCRIPTS: Mapping[str, MathName] = {"sSub": "msub", "sSup": "msup", "sSubSup": "msubsup"}
_SHAPES: Mapping[str, Callable[[_Tree, Element, int], list[MathNode]]] = {
    "f": _Tree.fraction,
    "rad": _Tree.root,
    "sSub": _Tree.scripts,
    "sSup": _Tree.scripts,
    "sSubSup": _Tree.scripts,
    "sPre": _Tree.scripts_before,
    "nary": _Tree.large,
    "d": _Tree.brackets,
    "m": _Tree.matrix,
    "eqArr": _Tree.equations,
    "acc": _Tree.accent,
    "bar": _Tree.bar,
    "groupChr": _Tree.grouped,
    "limLow": _Tree.limit,
    "limUpp": _Tree.limit,
    "func": _Tree.function,
    "phant": _Tree.phantom,
}


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "rPr"


def _said(element: Element, properties: str, name: str) -> str | None:
    """The value of a property of a structure; None where it says none."""
    found = element.find(f"{_M}{properties}/{_M}{name}")
    return None if found is None else found.get(f"{_M}val", "")


def _is_on(element: Element, properties: str, name: str) -> bool:
    value = _said(element, properties, name)
    return value is not None and value not in _NO


def _with_limits(sign: MathNode, low: MathNode, high: MathNode, *, beside: bool) -> MathNode:
    names: tuple[MathName, MathName, MathName] = (
        ("msub", "msup", "msubsup") if beside else ("munder", "mover", "munderover")
    )
    if low != EMPTY and high != EMPTY:
        return MathNode(names[2], (sign, low, high))
    if low != EMPTY:
        return MathNode(names[0], (sign, low))
    return MathNode(names[1], (sign, high)) if high != EMPTY else sign


# Runs


def _run(run: Element, before: MathNode | None) -> list[MathNode]:
    """The signs of a run, by its style: text, upright, bold, an alphabet of its own."""
    text = clean_text("".join(_texts(run)))[0]
    if not text:
        return []
    if _is_on(run, "rPr", "nor") or _is_on(run, "rPr", "lit"):
        return [MathNode("mspace")] if text.isspace() else [leaf("mtext", text)]
    style = _said(run, "rPr", "sty") or ""
    alphabet = _ALPHABETS.get(_said(run, "rPr", "scr") or "", "")
    if not alphabet and style in ("b", "bi"):
        alphabet = "bold"
    if alphabet:
        text = lettered(text, alphabet) if text.strip() else text
    if _is_phrase(text):
        return [leaf("mtext", text)]
    if style == "p" and not alphabet:
        return _upright(text, before)
    return list(_tokens(text))


_ALPHABETS = {"script": "script", "fraktur": "fraktur", "double-struck": "double"}


def _is_phrase(text: str) -> bool:
    """Whether a run holds words with spaces between them, not letters that are multiplied."""
    worded = [piece for piece in text.split() if _WORDS.search(piece)]
    return len(worded) > 1 and any(
        len(word) > 1 for each in worded for word in _WORDS.findall(each)
    )


def _texts(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag in (f"{_M}t", f"{_W}t"):
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}tab"):
            yield " "


def _upright(text: str, before: MathNode | None) -> list[MathNode]:
    """A run that stands upright: the name of a function, a unit, a text."""
    if text == _THIN and before is not None and before.name == "mi" and len(before.text) > 1:
        return []  # which sets a function's name off
    said = text.strip()
    if len(said) == 1 and said.isalpha():
        upright = MathNode("mi", text=said, attributes=(("mathvariant", "normal"),))
        return [upright] if said == text else [leaf("mtext", text)]
    if _WORDS.fullmatch(text):
        return [leaf("mi", text)]
    return list(_tokens(text, whole=True))


def _tokens(text: str, *, whole: bool = False) -> Iterator[MathNode]:
    """The signs of a text one by one; letters beside each other are one name if it is `whole`."""
    at = 0
    while at < len(text):
        if whole and (word := _WORDS.match(text, at)) and len(word[0]) > 1:
            yield leaf("mi", word[0])
            at = word.end()
            continue
        found = _TOKENS.match(text, at)
        assert found is not None, "the last branch takes any character"
        at = found.end()
        yield _token(found)


def _token(found: re.Match[str]) -> MathNode:
    sign = found[0]
    if found["number"]:
        return leaf("mn", sign)
    if found["letter"] or sign in _NAMES:
        return leaf("mi", sign)
    if found["space"]:
        return MathNode("mspace")
    return leaf("mo", "−" if sign == "-" else sign)


def _words(element: Element) -> str:
    """The characters of a formula that is too deep, run by run. No recursion."""
    runs = ("".join(_texts(run)) for run in element.iter(f"{_M}r"))
    return " ".join(filter(None, map(str.strip, runs)))
