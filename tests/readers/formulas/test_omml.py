"""Word's mathematics on one line and as a tree; our own formulas come back as they went out."""

from typing import Any

import pytest
from hypothesis import given
from lxml import etree

from publish.model.tree import MathNode
from publish.model.walk import folded
from publish.readers.formulas.omml import of_omml
from publish.readers.formulas.tex import of_tex
from publish.writers.docx.omml import mathematics
from tests.strategies import MATHS

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _r(text: str, look: str = "") -> str:
    return f"<m:r><m:rPr>{look}</m:rPr><m:t>{text}</m:t></m:r>"


def _m(name: str, look: str = "", *cells: str, **parts: str) -> str:
    """A structure with properties such as "type=noBar", its parts of runs or of structures."""
    said = "".join(
        f'<m:{key} m:val="{value}"/>'
        for key, _, value in (each.partition("=") for each in look.split())
    )
    held = [("e", cell) for cell in cells] + list(parts.items())
    inner = "".join(
        f"<m:{part}>{words if words[:1] == '<' else _r(words)}</m:{part}>" for part, words in held
    )
    control = "<m:ctrlPr><w:rPr><w:i/></w:rPr></m:ctrlPr>"
    return f"<m:{name}><m:{name}Pr>{said}{control}</m:{name}Pr>{inner}</m:{name}>"


_UPRIGHT = '<m:sty m:val="p"/>'
_ROWS = "<m:mr><m:e><m:r><m:t>x</m:t></m:r></m:e><m:e><m:r><m:t>y</m:t></m:r></m:e></m:mr>"

# As Word 365 writes them: a run of many signs, properties that say the default, w:rPr between.
LINES = [
    (_r("E=m") + _m("sSup", "", "c", sup="2"), "E = mc²"),
    (_m("f", num="a+b", den="2"), "(a + b)/2"),
    (_m("f", "type=lin", num="a", den="b"), "a/b"),
    (_m("f", "type=skw", num="1", den="2"), "1/2"),
    (_m("d", "", _m("f", "type=noBar", num="n", den="k")), "(n; k)"),
    (_m("rad", "degHide=1", "x", deg=" "), "√x"),
    (_m("rad", "", "x", deg="3"), "∛x"),
    (_m("nary", "chr=∑ limLoc=undOvr", "x", sub="i=1", sup="n"), "∑ᵢ₌₁ⁿ x"),
    (_m("nary", "", "x", sub="0", sup="1"), "∫₀¹ x"),
    (_m("nary", "chr=∏ supHide=1", "x", sub="k", sup=" "), "∏ₖ x"),
    (_m("d", "", "x"), "(x)"),
    (_m("d", "begChr=[ endChr=", "x"), "[x"),
    (_m("d", "", "x", "y"), "(x|y)"),
    (_m("d", "sepChr=,", "x", "y"), "(x, y)"),
    (f"<m:m>{_ROWS}{_ROWS}</m:m>", "x, y; x, y"),
    (_m("eqArr", "", "x&amp;=1", "y&amp;=2"), "x = 1; y = 2"),
    (_m("acc", "", "x"), "x̂"),
    (_m("acc", "chr=\u20d7", "x"), "x⃗"),
    (_m("bar", "pos=top", "x"), "x̄"),
    (_m("bar", "", "x"), "x̲"),
    (_m("limLow", "", _m("groupChr", "", "x+y"), lim="n"), "(x + y)ₙ"),
    (_m("func", fName=_r("sin", _UPRIGHT), e="x"), "sin x"),
    (_m("func", fName=_m("limLow", "", _r("lim", _UPRIGHT), lim="x→0"), e="x"), "lim_(x → 0) x"),
    (_m("sSubSup", "", "x", sub="1", sup="2"), "x₁²"),
    (_m("sPre", sub="6", sup="14", e=_r("C", _UPRIGHT)), "₆¹⁴C"),
    (_m("phant", "show=0", "x") + _r("y"), "y"),
    (_m("phant", "", "x"), "x"),
    (_m("borderBox", "", "x"), "x"),
    (_m("box", "", "x"), "x"),
    (_r("R", '<m:scr m:val="double-struck"/>') + _r("∋x"), "ℝ ∋ x"),
    (_r("v", '<m:sty m:val="b"/>'), "v"),
    (_r("if ", "<m:nor/>") + _r("x&gt;0"), "if x > 0"),
    (_r("x-1"), "x − 1"),
    (_r("3.14"), "3.14"),
    (f"<w:ins w:id='1'>{_r('x')}</w:ins><w:del w:id='2'>{_r('y')}</w:del>", "x"),
]


@pytest.mark.parametrize(("inner", "line"), LINES)
def test_a_formula_of_words_reads_on_one_line(inner: str, line: str) -> None:
    text, node = of_omml(_formula(inner))

    assert text == line
    assert node is not None


def test_a_formula_without_signs_is_none() -> None:
    assert of_omml(_formula("<m:r><m:rPr/></m:r>")) == ("", None)


def test_a_formula_deeper_than_any_gives_its_words() -> None:
    deep = _r("x")
    for _ in range(100):
        deep = f"<m:box><m:e>{deep}</m:e></m:box>"

    assert of_omml(_formula(deep + _r("y"))) == ("x y", None)


TEX = [
    r"v = \frac{s}{t}", r"\sqrt{gh}", r"\sqrt[3]{x+1}", r"\sum_{i=1}^{n} x_i^2", r"\prod_k k",
    r"\int_0^1 f(x)\,dx", r"\sin\theta + \cos^2 x", r"\begin{pmatrix}a & b\\ c & d\end{pmatrix}",
    r"\binom{n}{k}", r"\hat{x} + \bar{y} + \vec{v} + \overline{AB}", r"10^{6}", r"1{,}000",
    r"\begin{cases}x & x>0\\ -x & x<0\end{cases}", r"\mathbb{R}^n \to \mathcal{L}", "a_{ij}",
    r"\text{if } x > 0", r"\lim_{x\to 0} \frac{\sin x}{x}", r"|x| \leq 3", r"{}^{14}_{6}C",
    r"\mathrm{d}x", r"\underbrace{a+b}_{n}", r"x' + y''", r"f(x)^2", r"\left[\frac12\right)",
    r"5\,\mathrm{km}",
]  # fmt: skip


@pytest.mark.parametrize("tex", TEX)
def test_a_formula_of_ours_comes_back_from_word(tex: str) -> None:
    text, node = of_tex(tex)
    assert node is not None

    assert of_omml(etree.fromstring(mathematics(node, block=False)))[0] == text


@given(MATHS)
def test_no_sign_of_a_formula_is_lost_in_word(node: MathNode) -> None:
    _, read = of_omml(etree.fromstring(mathematics(node, block=False)))

    assert _signs(read) == _signs(node)


@given(MATHS)
def test_what_came_back_from_word_once_comes_back_the_same(node: MathNode) -> None:
    _, once = of_omml(etree.fromstring(mathematics(node, block=False)))
    if once is None:
        return

    assert of_omml(etree.fromstring(mathematics(once, block=False)))[1] == once


def _signs(node: MathNode | None) -> str:
    """The characters without the spaces, which mathematics sets itself."""
    return folded(_said(node)).replace(" ", "") if node else ""


def _said(node: MathNode) -> str:
    return node.text + "".join(map(_said, node.children))


def _formula(inner: str) -> Any:
    return etree.fromstring(f'<m:oMath xmlns:m="{_M}" xmlns:w="{_W}">{inner}</m:oMath>')
