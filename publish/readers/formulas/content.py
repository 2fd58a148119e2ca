"""MathML that says what a formula means, not how it looks, as one that is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.model.tree import MathNode
from publish.readers.formulas.rows import EMPTY, fenced, leaf, one, row

__all__ = ["CONTENT", "applied", "number_of"]

_LOOSE = {"plus": "+", "minus": "−"}
_RELATIONS = {
    "eq": "=", "neq": "≠", "lt": "<", "gt": ">", "leq": "≤", "geq": "≥", "approx": "≈",
    "equivalent": "≡", "implies": "⇒", "in": "∈", "notin": "∉", "subset": "⊂",
}  # fmt: skip
_INFIX = {**_LOOSE, **_RELATIONS, "times": "·"}
_PLACED = ("divide", "power", "root")
_FUNCTIONS = "sin cos tan cot sinh cosh tanh arcsin arccos arctan exp ln log min max det gcd abs"
_CONSTANTS = {"pi": "π", "infinity": "∞", "exponentiale": "e", "imaginaryi": "i", "emptyset": "∅"}

CONTENT: Mapping[str, MathNode] = {
    **{name: leaf("mo", f"\u2061{name}") for name in (*_INFIX, *_PLACED)},
    **{name: leaf("mi", name) for name in _FUNCTIONS.split()},
    **{name: leaf("mi", sign) for name, sign in _CONSTANTS.items()},
}
"""Empty elements by their name; an operator stands for itself until `applied` sets it."""

_OPERATORS = {CONTENT[name]: name for name in (*_INFIX, *_PLACED)}


def number_of(parts: Sequence[str]) -> MathNode:
    """A number of one part; of two, which `sep` parts, a fraction."""
    given = [leaf("mn", part) for part in parts if part]
    return MathNode("mfrac", (given[0], given[1])) if len(given) == 2 else row(given)


def applied(parts: Sequence[MathNode]) -> MathNode:
    """An operator or function with what it is applied to."""
    if len(parts) < 2:
        return row(parts)
    name, given = _OPERATORS.get(parts[0], ""), list(parts[1:])
    if name in _PLACED:
        return _placed(name, given)
    if name not in _INFIX:
        return one((parts[0], fenced("(", one(_between(given, ",")), ")")))
    sign = _INFIX[name]
    if name == "times":
        given = [_held(node) for node in given]
    elif name == "minus":
        given = [given[0] if len(given) > 1 else _held(given[0]), *map(_held, given[1:])]
    return one([leaf("mo", sign), *given] if len(given) == 1 else _between(given, sign))


def _placed(name: str, given: Sequence[MathNode]) -> MathNode:
    if name == "root":
        index, base = (given[0], given[-1]) if len(given) > 1 else (EMPTY, given[0])
        square = index in (EMPTY, leaf("mn", "2"))
        return MathNode("msqrt", (base,)) if square else MathNode("mroot", (base, index))
    if len(given) != 2:
        return row(given)
    if name == "power":
        return MathNode("msup", (_held(given[0]), given[1]))
    return MathNode("mfrac", (given[0], given[1]))


def _held(node: MathNode) -> MathNode:
    """What is more than one sign, in brackets."""
    return fenced("(", node, ")") if node.name == "mrow" and len(node.children) > 1 else node


def _between(nodes: Sequence[MathNode], sign: str) -> list[MathNode]:
    made = list(nodes[:1])
    for node in nodes[1:]:
        made += [leaf("mo", sign), node]
    return made
