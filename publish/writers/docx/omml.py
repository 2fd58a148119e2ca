"""Formulas as Word's own mathematics (OMML), drawn from the tree's MathML.

Each element of the tree has its counterpart; one whose children are not those that MathML wants is
set as a row of them: nothing that it says is lost. Source: ECMA-376 part 1, 22.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from publish.model.tree import MathNode
from publish.writers.docx.characters import clean, escaped

_SPACE = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_UPRIGHT = '<m:rPr><m:sty m:val="p"/></m:rPr>'
_TEXT = "<m:rPr><m:nor/></m:rPr>"
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂")
_BRACKETS, _CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_FARTHEST = 200  # nodes in which a closing bracket is looked for: a formula has some dozens
_THIN = "\u2009"
_BARS = {"¯": "top", "‾": "top", "_": "bot"}


def mathematics(node: MathNode, *, block: bool) -> str:
    """A formula in a paragraph, or as a paragraph's whole."""
    inner = f"<m:oMath {_SPACE}>{_element(node)}</m:oMath>"
    if not block:
        return inner
    left = '<m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr>'
    return f"<m:oMathPara {_SPACE}>{left}{inner}</m:oMathPara>"


def _element(node: MathNode) -> str:
    match node.name, node.children:
        case "mi" | "mn" | "mo" | "ms" | "mtext", _:
            return _leaf(node) + _row(node.children)
        case "mspace", _:
            return _run(" ", _TEXT)
        case "mfrac", (above, below):
            return _fraction(node, above, below)
        case "msqrt", children:
            return _root(_row(children), "")
        case "mroot", (inner, degree):
            return _root(_element(inner), _element(degree))
        case "msub", (base, low):
            return _scripts(_element(base), low, None)
        case "msup", (base, high):
            return _scripts(_element(base), None, high)
        case "msubsup", (base, low, high):
            return _scripts(_element(base), low, high)
        case "munder", (base, low):
            return _limits(base, low, None)
        case "mover", (base, high):
            return _limits(base, None, high)
        case "munderover", (base, low, high):
            return _limits(base, low, high)
        case "mtable", rows:
            return _matrix(rows)
        case "mmultiscripts", (base, *scripts):
            return _multiscripts(base, scripts)
        case (("mrow" | "mtr" | "mtd" | "mmultiscripts" | "mprescripts"), children):
            return _text(node) + _row(children)
        case (("mfrac" | "mroot" | "msub" | "msup" | "msubsup"), children):
            return _text(node) + _row(children)
        case (("munder" | "mover" | "munderover"), children):
            return _text(node) + _row(children)
        case _:
            assert_never(node.name)


def _row(children: Sequence[MathNode]) -> str:
    """Children one after the other; a sum takes what follows it, brackets what they hold."""
    made = ""
    at = 0
    while at < len(children):
        child = children[at]
        if large := _large(child):
            return made + _sum(*large, _row(children[at + 1 :]))
        if end := _closing(children, at):
            made += _fenced(child, children[at + 1 : end], *children[end : end + 1])
            at = end
        else:
            made += _element(child)
            if _is_word(child) and at + 1 < len(children) and children[at + 1].name != "mo":
                made += _run(_THIN, _UPRIGHT)  # cos θ
        at += 1
    return made


def _closing(children: Sequence[MathNode], at: int) -> int:
    """The index of what closes the bracket at `at`; 0 where nothing does.

    A table that none closes is held up to its end.
    """
    if children[at].name != "mo" or children[at].text not in _BRACKETS:
        return 0
    depth = 0
    for index in range(at, min(at + _FARTHEST, len(children))):
        sign = _sign(children[index])
        depth += (sign in _BRACKETS) - (sign in _CLOSING)
        if not depth:
            return index
    tabled = at + 2 == len(children) and children[-1].name == "mtable"
    return len(children) if tabled else 0


def _sign(node: MathNode) -> str:
    """The operator that a node is, or a closing bracket that it raises something behind."""
    if node.name in ("msub", "msup", "msubsup") and node.children:
        inner = node.children[0]
        return inner.text if inner.name == "mo" and inner.text in _CLOSING else ""
    return node.text if node.name == "mo" else ""


def _fenced(first: MathNode, inner: Sequence[MathNode], last: MathNode | None = None) -> str:
    """Brackets as high as what stands in them, and what stands raised behind them."""
    end = _sign(last) if last else ""
    signs = f'<m:begChr m:val="{escaped(first.text)}"/><m:endChr m:val="{escaped(end)}"/>'
    made = f"<m:d><m:dPr>{signs}</m:dPr><m:e>{_row(inner)}</m:e></m:d>"
    match (last.name, last.children) if last else ("", ()):
        case "msub", (_, low):
            return _scripts(made, low, None)
        case "msup", (_, high):
            return _scripts(made, None, high)
        case "msubsup", (_, low, high):
            return _scripts(made, low, high)
    return made


def _is_word(node: MathNode) -> bool:
    """Whether a node is the name of a function, whose letters stand upright."""
    return node.name == "mi" and len(node.text.strip()) > 1


def _leaf(node: MathNode) -> str:
    if node.name in ("mtext", "ms"):
        return _run(node.text, _TEXT)
    upright = ("mathvariant", "normal") in node.attributes or (
        _is_word(node) and ("mathvariant", "italic") not in node.attributes
    )
    return _run(node.text, _UPRIGHT if upright else "")


def _text(node: MathNode) -> str:
    return _run(node.text, _TEXT)


def _run(text: str, look: str) -> str:
    """A run of these signs: as Word sets letters, upright, or as a text among them."""
    shown = escaped(clean(text))
    return f'<m:r>{look}<m:t xml:space="preserve">{shown}</m:t></m:r>' if shown else ""


def _fraction(node: MathNode, above: MathNode, below: MathNode) -> str:
    bare = ("linethickness", "0") in node.attributes  # a binomial's
    kind = '<m:fPr><m:type m:val="noBar"/></m:fPr>' if bare else ""
    return f"<m:f>{kind}<m:num>{_element(above)}</m:num><m:den>{_element(below)}</m:den></m:f>"


def _root(inner: str, degree: str) -> str:
    hidden = "" if degree else '<m:radPr><m:degHide m:val="1"/></m:radPr>'
    return f"<m:rad>{hidden}<m:deg>{degree}</m:deg><m:e>{inner}</m:e></m:rad>"


def _scripts(base: str, low: MathNode | None, high: MathNode | None) -> str:
    name = "m:sSubSup" if low and high else "m:sSub" if low else "m:sSup"
    below = f"<m:sub>{_element(low)}</m:sub>" if low else ""
    above = f"<m:sup>{_element(high)}</m:sup>" if high else ""
    return f"<{name}><m:e>{base}</m:e>{below}{above}</{name}>"


def _multiscripts(base: MathNode, scripts: Sequence[MathNode]) -> str:
    """Pairs below and above behind the base, and behind mprescripts those before it."""
    names = [each.name for each in scripts]
    at = names.index("mprescripts") if "mprescripts" in names else len(scripts)
    behind, before = scripts[:at], scripts[at + 1 :]
    made = _element(base)
    for name, pairs in (("m:sSubSup", behind), ("m:sPre", before)):
        for low, high in zip(pairs[::2], pairs[1::2], strict=False):
            parts = f"<m:sub>{_element(low)}</m:sub><m:sup>{_element(high)}</m:sup>"
            inner = f"<m:e>{made}</m:e>"
            both = parts + inner if name == "m:sPre" else inner + parts
            made = f"<{name}>{both}</{name}>"
    left = [pairs[-1] for pairs in (behind, before) if len(pairs) % 2]
    return made + _row(left)


def _limits(base: MathNode, low: MathNode | None, high: MathNode | None) -> str:
    """What stands below or above: an accent, a bar, or a limit."""
    made = _element(base)
    if high is not None:
        made = _above(made, high)
    if low is not None:
        made = f"<m:limLow><m:e>{made}</m:e><m:lim>{_element(low)}</m:lim></m:limLow>"
    return made


def _above(inner: str, high: MathNode) -> str:
    sign = clean(high.text).strip()
    if high.name == "mo" and sign in _BARS:
        return f'<m:bar><m:barPr><m:pos m:val="{_BARS[sign]}"/></m:barPr><m:e>{inner}</m:e></m:bar>'
    if high.name == "mo" and len(sign) == 1:
        mark = f'<m:accPr><m:chr m:val="{escaped(_COMBINING.get(sign, sign))}"/></m:accPr>'
        return f"<m:acc>{mark}<m:e>{inner}</m:e></m:acc>"
    return f"<m:limUpp><m:e>{inner}</m:e><m:lim>{_element(high)}</m:lim></m:limUpp>"


_COMBINING = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "→": "\u20d7",
    "˙": "\u0307",
}
"""An accent as Word has it: the character that combines."""


def _large(node: MathNode) -> tuple[str, MathNode | None, MathNode | None] | None:
    """The sign of a sum or integral with what stands below and above it, where it is one."""
    low: MathNode | None = None
    high: MathNode | None = None
    base = node
    match node.name, node.children:
        case (("munderover" | "msubsup"), (first, second, third)):
            base, low, high = first, second, third
        case (("munder" | "msub"), (first, second)):
            base, low = first, second
        case (("mover" | "msup"), (first, second)):
            base, high = first, second
        case _:
            pass
    sign = clean(base.text).strip()
    return (sign, low, high) if base.name == "mo" and sign in _LARGE else None


def _sum(sign: str, low: MathNode | None, high: MathNode | None, rest: str) -> str:
    place = "subSup" if sign in "∫∬∭∮" else "undOvr"
    hidden = "".join(
        f'<m:{name}Hide m:val="1"/>' for name, node in (("sub", low), ("sup", high)) if not node
    )
    look = f'<m:naryPr><m:chr m:val="{sign}"/><m:limLoc m:val="{place}"/>{hidden}</m:naryPr>'
    below, above = (_element(node) if node else "" for node in (low, high))
    return f"<m:nary>{look}<m:sub>{below}</m:sub><m:sup>{above}</m:sup><m:e>{rest}</m:e></m:nary>"


def _matrix(rows: Sequence[MathNode]) -> str:
    """A table; rows are as wide as the widest."""
    cells = [row.children if row.name == "mtr" else (row,) for row in rows]
    width = max(map(len, cells), default=0)
    if not width:
        return ""
    made = ""
    for row in cells:
        inner = "".join(f"<m:e>{_element(cell)}</m:e>" for cell in row)
        made += f"<m:mr>{inner}{'<m:e/>' * (width - len(row))}</m:mr>"
    count = f'<m:mcPr><m:count m:val="{width}"/><m:mcJc m:val="center"/></m:mcPr>'
    return f"<m:m><m:mPr><m:mcs><m:mc>{count}</m:mc></m:mcs></m:mPr>{made}</m:m>"
