"""Formulas: MathML for screens, and for print one line of text, its variables in italics.

WeasyPrint draws no MathML. In print the `math` element holds the line, and `alttext` says it to
those who hear it (writers/pdf/structure.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from markupsafe import Markup, escape

from publish.compose.fragments import attributes
from publish.compose.lettering import PRINT_GAP, broken, joined
from publish.model.clean import clean_text
from publish.model.tree import Formula, FormulaBlock, MathAttribute, MathName, MathNode

_MATHML = "http://www.w3.org/1998/Math/MathML"
_LOWERED = (
    "[₀-₉₊₋₌₍₎]*[ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ][₀-₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]*"  # no font here has the letters
)
_LETTER = r"[^\W\d_ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓⁿⁱ]"
_VARIABLE = re.compile(  # a letter that is no word's, or a lowered sign
    rf"(?P<lowered>{_LOWERED})|(?<!{_LETTER})[A-Za-zα-ω](?!{_LETTER})"
)
_FLAG = re.compile("true|false")
_COUNT = re.compile("[1-9][0-9]{0,2}")
_VALUES: Mapping[MathAttribute, re.Pattern[str]] = {
    "accent": _FLAG,
    "accentunder": _FLAG,
    "columnspan": _COUNT,
    "displaystyle": _FLAG,
    "fence": _FLAG,
    "form": re.compile("prefix|infix|postfix"),
    "linethickness": re.compile("0|thin|medium|thick|[0-9]{1,3}(?:\\.[0-9]{1,3})?(?:px|pt|em|ex)"),
    "mathvariant": re.compile(
        "normal|bold|italic|bold-italic|double-struck|script|fraktur|monospace"
    ),
    "rowspan": _COUNT,
    "separator": _FLAG,
    "stretchy": _FLAG,
}
_LETTERS: frozenset[MathAttribute] = frozenset(("mathvariant",))
_ALLOWED: Mapping[MathName, frozenset[MathAttribute]] = {
    "mi": _LETTERS,
    "mn": _LETTERS,
    "mo": _LETTERS | {"accent", "fence", "form", "separator", "stretchy"},
    "ms": _LETTERS,
    "mtext": _LETTERS,
    "mfrac": frozenset(("linethickness",)),
    "munder": frozenset(("accentunder",)),
    "mover": frozenset(("accent",)),
    "munderover": frozenset(("accent", "accentunder")),
    "mtable": frozenset(("displaystyle",)),
    "mtd": frozenset(("columnspan", "rowspan")),
}
"""What the schema of MathML 3, by which EPUBs are checked, lets an element have."""
_IN_FONTS = str.maketrans({"∛": "³√", "∜": "⁴√", "\u20d7": "→"})  # what no font here has
_WHOLE = 24  # characters: a formula no longer stays on its line


def formula_markup(formula: Formula | FormulaBlock, *, on_paper: bool) -> Markup:
    """A formula as MathML where the source has it, on one line in print."""
    return _printed(formula) if on_paper else _drawn(formula)


def _drawn(formula: Formula | FormulaBlock) -> Markup:
    text = clean_text(formula.text)[0]
    if formula.mathml is None:
        return Markup('<span class="formula">{}</span>').format(text)
    display = isinstance(formula, FormulaBlock) and "block"
    given = attributes(("display", display), ("alttext", text))
    inner = _element(formula.mathml)
    return Markup('<math xmlns="{}"{}>{}</math>').format(_MATHML, given, inner)


def _element(node: MathNode) -> Markup:
    inner = clean_text(node.text)[0]
    children = Markup("").join(map(_element, node.children))
    allowed = _ALLOWED.get(node.name, frozenset())
    given = {
        name: value
        for name, value in node.attributes
        if name in allowed and _VALUES[name].fullmatch(value)
    }
    return Markup("<{0}{1}>{2}{3}</{0}>").format(
        node.name, attributes(*given.items()), inner, children
    )


def _printed(formula: Formula | FormulaBlock) -> Markup:
    text = clean_text(formula.text)[0]
    text = text.translate(_IN_FONTS)
    shown = joined(text.replace(" ", "\u00a0") if len(text) <= _WHOLE else text)
    made, at = Markup(""), 0
    for found in _VARIABLE.finditer(shown):
        made += broken(shown[at : found.start()], PRINT_GAP)
        if found["lowered"]:
            plain = unicodedata.normalize("NFKC", found["lowered"])
            made += Markup('<mtext class="lowered">{}</mtext>').format(plain)
        else:
            made += Markup("<mi>{}</mi>").format(found.group())
        at = found.end()
    made += broken(shown[at:], PRINT_GAP)
    return Markup('<math alttext="{}">{}</math>').format(escape(text), made) if text else made
