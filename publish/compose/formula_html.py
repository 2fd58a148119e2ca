"""Formulas: MathML for screens, and for print one line of text as a printer sets it.

WeasyPrint draws no MathML. In print the `math` element holds the line: variables in italics, what
the line writes as `_max` and `^(n + 1)` lowered and raised. It runs left to right in every script,
and `alttext` says it to those who hear it (writers/pdf/structure.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from publish.compose.fragments import attributes
from publish.compose.lettering import PRINT_GAP, broken, joined
from publish.model.clean import clean_text
from publish.model.tree import Formula, FormulaBlock, MathAttribute, MathName, MathNode

_MATHML = "http://www.w3.org/1998/Math/MathML"
_NAME = re.compile("(?:[^\\W\\d_¹²³⁰-ₜ][\u0300-\u036f\u20d0-\u20ff]*)+")
_ITALICS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεζηθικλμνξοπρςστυφχψωϑϕϵΓΔΘΛΞΠΣΥΦΨΩ"
)
_LOWERED = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"  # letters that few fonts have
_WRITTEN = str.maketrans(f"{_LOWERED}₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "aehijklmnoprstuvx0123456789+−=()")
_ROOTS = str.maketrans({"∛": "³√", "∜": "⁴√", "\u20d7": "→"})  # as few have these
_ENDS = re.compile("^ +| +$")
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
_HELD = r"[^()]*(?:\((?:[^()]|\([^()]*\))*\)[^()]*)*"  # brackets three deep
_SCRIPT = re.compile(
    rf"(?P<sign>[\^_])(?:\((?P<held>{_HELD})\)|(?P<word>[A-Za-z0-9α-ω]+|[^\s()]))"
    rf"|(?P<low>(?<![₀-₎])[₀-₎]*+[{_LOWERED}][₀-₎{_LOWERED}]*)"
)
"""What a line lowers and raises where no characters for it are, or not in the fonts."""
_WHOLE = 24  # characters: a formula no longer stays on its line


@dataclass(frozen=True, slots=True)
class _Names:
    """The variables of a formula, a letter each, and its words: `sin`, `m/s`."""

    letters: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, node: MathNode | None) -> _Names:
        letters: set[str] = set()
        words: set[str] = set()
        for leaf in _leaves(node) if node else ():
            said = unicodedata.normalize("NFKC", leaf.text.strip())
            upright = leaf.name != "mi" or ("mathvariant", "normal") in leaf.attributes
            (words if upright or len(said) > 1 else letters).update(said.split())
        return cls(frozenset(letters), frozenset(words))

    def has(self, name: str) -> bool:
        """Whether letters side by side are variables; without a tree only one alone is."""
        letters = "".join(filter(str.isalpha, unicodedata.normalize("NFD", name)))
        if not _ITALICS.issuperset(letters):
            return False
        if not (self.letters or self.words):
            return len(letters) == 1
        return self.letters.issuperset(letters) and letters not in self.words


def _leaves(node: MathNode) -> Iterator[MathNode]:
    if node.name in ("mi", "mtext", "ms"):
        yield node
    for child in node.children:
        yield from _leaves(child)


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
    if node.name == "mtext":  # at its ends browsers print no spaces of the usual kind
        inner = _ENDS.sub("\u00a0", inner)
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
    if not text:
        return Markup("")
    shown = joined(text.replace(" ", "\u00a0") if len(text) <= _WHOLE else text)
    line = _set(shown.translate(_ROOTS), _Names.of(formula.mathml))
    return Markup('<math alttext="{}" dir="ltr">{}</math>').format(escape(text), line)


def _set(text: str, names: _Names) -> Markup:
    """A line with what it lowers and raises."""
    made, at = Markup(""), 0
    for found in _SCRIPT.finditer(text):
        made += _variables(text[at : found.start()], names)
        tag = "msup" if found["sign"] == "^" else "msub"  # HTML's own would end the formula
        inner = found["held"] or found["word"] or found["low"].translate(_WRITTEN)
        made += Markup("<{0}>{1}</{0}>").format(tag, _set(inner, names))
        at = found.end()
    return made + _variables(text[at:], names)


def _variables(text: str, names: _Names) -> Markup:
    made, at = Markup(""), 0
    for found in _NAME.finditer(text):
        if names.has(found.group()):
            made += broken(text[at : found.start()], PRINT_GAP)
            made += Markup("<mi>{}</mi>").format(found.group())
            at = found.end()
    return made + broken(text[at:], PRINT_GAP)
