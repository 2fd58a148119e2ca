"""Formulas that MathJax 3 has drawn → MathML, where the page has nothing else of them.

Its boxes are named after the elements of MathML, its signs after their code points: in CHTML as
`<mjx-mi><mjx-c class="mjx-c1D463">`, in SVG as `<g data-mml-node="mi"><use data-c="1D463">`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from selectolax.lexbor import LexborNode

__all__ = ["mathml_of"]

_LEAVES = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_ROWS = {"texatom": "mrow", "mstyle": "mrow", "mpadded": "mrow", "menclose": "mrow", "math": "mrow"}
_HOLDERS = [
    "mrow",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
]
_KNOWN = _LEAVES | _ROWS.keys() | frozenset(_HOLDERS)
_NOT_SAID = frozenset(("mjx-surd", "mjx-labels", "mjx-assistive-mml", "defs", "title", "-text"))
_CODE = re.compile(r"(?:^|\s)mjx-c([0-9A-F]{2,5})(?=$|[\s.])")
_HEIGHT = re.compile(r"translate\([-\d.]+[ ,]\s*([-\d.]+)")
_ITALIC = (
    (0x210E, 0x210E),
    (0x1D434, 0x1D467),
    (0x1D6E2, 0x1D71B),
)  # which MathML means by a single letter
_PIECES = dict(zip("⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎩⎫⎬⎭", "((()))[[[]]]{{{}}}", strict=True))
_DEEPEST = 60  # elements in elements, as in the tree of a formula


class _Part(NamedTuple):
    """What stands in a box: where it stands in it, its name, the element."""

    place: str
    name: str
    node: LexborNode


def mathml_of(drawn: LexborNode) -> str:
    """The `math` element that was drawn; empty when no signs are found."""
    said = "".join(_written(part, 0) for part in _parts(drawn, 0))
    return f"<math>{said}</math>" if said else ""


def _name(node: LexborNode) -> str:
    name = node.attributes.get("data-mml-node") or (node.tag or "").removeprefix("mjx-")
    return name.lower()


def _parts(node: LexborNode, depth: int, place: str = "") -> Iterator[_Part]:
    """The elements of MathML right in an element, whatever boxes lie between."""
    if depth > _DEEPEST:
        return
    for child in node.iter():
        tag, name = child.tag or "", _name(child)
        inner = place == "box" and name == "munder"  # both limits of a sum stand in two boxes
        if tag in _NOT_SAID:
            continue
        if name in _KNOWN and not inner:
            yield _Part(place, name, child)
        else:
            boxed = tag.removeprefix("mjx-") if tag.startswith("mjx-") else place
            yield from _parts(child, depth + 1, place if boxed == "row" else boxed)


def _written(part: _Part, depth: int) -> str:
    name = _ROWS.get(part.name, part.name)
    if name in _LEAVES:
        signs = _signs(part.node)
        return f"<{name}>{escape(signs)}</{name}>" if signs else ""
    if depth > _DEEPEST:
        return ""
    parts = _ordered(name, list(_parts(part.node, depth)))
    return f"<{name}>{''.join(_written(each, depth + 1) for each in parts)}</{name}>"


def _ordered(name: str, parts: list[_Part]) -> list[_Part]:
    """The parts in the order of MathML: the base, what stands below it, what stands above."""
    if name in ("msqrt", "mroot"):
        parts = [each for each in parts if each.name != "mo" or _signs(each.node) != "√"]
    if name == "mroot":
        return sorted(parts, key=lambda each: each.place == "root" or "scale" in _moved(each))
    if name in ("msubsup", "munderover") and len(parts) == 3:
        base = next((each for each in parts if each.place == "base"), parts[0])
        first, second = (each for each in parts if each is not base)
        heights = [_HEIGHT.search(_moved(each)) for each in (first, second)]
        lower = all(heights) and float(heights[0][1]) < float(heights[1][1])  # type: ignore[index]
        return [base, first, second] if lower else [base, second, first]
    if name == "mover":
        return sorted(parts, key=lambda each: each.place == "over")
    return parts


def _moved(part: _Part) -> str:
    """How a part of a drawing is moved; the drawing's heights grow upwards."""
    return part.node.attributes.get("transform") or ""


def _signs(leaf: LexborNode) -> str:
    """The characters of a leaf, by the names of their drawings."""
    signs: list[str] = []
    for node in leaf.traverse(include_text=True):
        if node.tag == "-text":
            signs.append((node.text_content or "").strip())
            continue
        attributes = node.attributes
        code = attributes.get("data-c") or ""
        if not code and (found := _CODE.search(attributes.get("class") or "")) is not None:
            code = found[1]
        if code and all(digit in "0123456789ABCDEF" for digit in code) and len(code) < 6:
            signs.append(_sign(int(code, 16)))
    said = "".join(signs)
    return _PIECES.get(said[:1], said)


def _sign(code: int) -> str:
    plain = any(first <= code <= last for first, last in _ITALIC)
    return unicodedata.normalize("NFKC", chr(code)) if plain else chr(code)
