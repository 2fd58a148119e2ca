"""Nodes of MathML as readers put them together."""

from __future__ import annotations

from collections.abc import Sequence

from publish.model.tree import MathName, MathNode

__all__ = ["EMPTY", "fenced", "leaf", "one", "row"]

EMPTY = MathNode("mrow")
"""What says nothing and only holds a place."""


def leaf(name: MathName, text: str) -> MathNode:
    """Characters of a kind."""
    return MathNode(name, text=text)


def one(nodes: Sequence[MathNode]) -> MathNode:
    """The nodes as one: a single one as it is."""
    return nodes[0] if len(nodes) == 1 else MathNode("mrow", tuple(nodes))


def row(nodes: Sequence[MathNode]) -> MathNode:
    """The nodes as one, those that say nothing left out, figures with a sign in them whole."""
    return one(_numbers([node for node in nodes if _says(node)]))


def fenced(left: str, node: MathNode, right: str) -> MathNode:
    """A node between brackets, either of which may be empty."""
    around = (leaf("mo", left), *(node.children if node.name == "mrow" else (node,)))
    return one([each for each in (*around, leaf("mo", right)) if each != leaf("mo", "")])


def _says(node: MathNode) -> bool:
    return bool(node.children or node.text) or node.name in ("mspace", "mprescripts")


def _numbers(nodes: list[MathNode]) -> list[MathNode]:
    """The nodes, `1`, a comma that separates nothing, and `000` as one number."""
    made: list[MathNode] = []
    for node in nodes:
        before = [each.name for each in made[-2:]]
        if [*before, node.name] == ["mn", "mo", "mn"] and made[-1] in NO_SEPARATOR.values():
            made[-2:] = [leaf("mn", made[-2].text + made[-1].text + node.text)]
            continue
        made.append(node)
    return made


NO_SEPARATOR = {
    sign: MathNode("mo", text=sign, attributes=(("separator", "false"),)) for sign in ",.٫٬،"
}
"""Signs inside a number, as TeX's `{,}` says them."""
