"""Formulas as MathML, of the names and attributes that the tree allows and no others."""

from __future__ import annotations

from markupsafe import Markup

from publish.compose.fragments import attributes
from publish.model.clean import clean_text
from publish.model.tree import MathNode

MATHML = "http://www.w3.org/1998/Math/MathML"


def math_markup(node: MathNode, text: str, *, block: bool) -> Markup:
    """The `math` element around a formula; `text` says it to those who cannot draw it."""
    given = attributes(("display", block and "block"), ("alttext", clean_text(text)[0]))
    return Markup('<math xmlns="{}"{}>{}</math>').format(MATHML, given, _element(node))


def _element(node: MathNode) -> Markup:
    inner = clean_text(node.text)[0]
    children = Markup("").join(map(_element, node.children))
    return Markup("<{0}{1}>{2}{3}</{0}>").format(
        node.name, attributes(*node.attributes), inner, children
    )
