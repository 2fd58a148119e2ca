"""TeX as people write it, on one line and as MathML; what is not understood stays."""

import pytest

from publish.model.tree import MathNode
from publish.readers.formulas.tex import is_formula, of_tex

LINES = [
    (r"v = \frac{s}{t}", "v = s/t"),
    (r"\frac1{10}", "1/10"),
    (r"\frac{a+b}{2}", "(a + b)/2"),
    (r"{a \over b}", "a/b"),
    (r"\frac{1}{2a}", "1/(2a)"),
    (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
    (r"2\frac12", "2 1/2"),
    (r"\frac{1}{2}gt^2", "(1/2)gt²"),
    (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
    (r"\sqrt{gh}", "√(gh)"),
    (r"\sqrt2", "√2"),
    (r"\sqrt[3]{x+1}", "∛(x + 1)"),
    (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)"),
    (r"10^6", "10⁶"),
    (r"10^{-6}", "10⁻⁶"),
    (r"x^{a+b}", "x^(a + b)"),
    (r"H_2O", "H₂O"),
    (r"x_{\text{max}}", "x_max"),
    (r"a_1^2", "a₁²"),
    (r"a_b c_d + x^k y", "a_b c_d + x^k y"),
    (r"f'(x)", "f′(x)"),
    (r"90^\circ", "90°"),
    (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"\lim_{x \to 0} x", "lim_(x → 0) x"),
    (r"\int_0^\infty e^{-x}\,dx", "∫₀^∞ e^(−x) dx"),
    (r"2\sin x\cos y", "2 sin x cos y"),
    (r"\frac{\sin x}{x}", "(sin x)/x"),
    (r"a, b \in \mathbb{Z}", "a, b ∈ ℤ"),
    (r"\mathbf{F} = m\mathbf{a}", "F = ma"),
    (r"\bar{x}", "x̄"),
    (r"0.\overline{3}", "0.3̅"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
    (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b; = c"),
    (r"\begin{cases} 1 & x>0 \\ 0 & \text{otherwise} \end{cases}", "{1, x > 0; 0, otherwise"),
    (r"1{,}000\,\text{km}", "1,000 km"),
    (r"a - -b", "a − −b"),
    ("x % a comment\n + 1", "x + 1"),
]


@pytest.mark.parametrize(("tex", "line"), LINES)
def test_tex_reads_on_one_line(tex: str, line: str) -> None:
    text, node = of_tex(tex)

    assert text == line
    assert node is not None


@pytest.mark.parametrize(
    "tex",
    [
        *(r"\unheard x", r"\frac{a}", "{{{", "}", r"\begin{matrix} a", r"\begin{tikz}\end{tikz}"),
        *(r"\sqrt{" * 200 + "}" * 200, "^", r"\left", "", "  "),
        "x" * 30_000,
    ],
)
def test_what_is_not_understood_stays_as_it_was_written(tex: str) -> None:
    assert of_tex(tex) == (" ".join(tex.split()), None)


def test_mathml_has_the_shape_its_elements_want() -> None:
    _, node = of_tex(r"\frac{1}{10} + x_1^2")

    half = MathNode("mfrac", (MathNode("mn", text="1"), MathNode("mn", text="10")))
    scripts = (MathNode("mi", text="x"), MathNode("mn", text="1"), MathNode("mn", text="2"))
    assert node == MathNode("mrow", (half, MathNode("mo", text="+"), MathNode("msubsup", scripts)))


@pytest.mark.parametrize(
    "tex", ["x", "5", "n+1", "ab", r"\alpha", "x_i", "speed = distance", r"\text{one two} = 3"]
)
def test_a_formula_is_one(tex: str) -> None:
    assert is_formula(tex)


@pytest.mark.parametrize(
    "tex",
    [
        "100 and is ",
        "7, 5",
        "1 000",
        "5, not €6 or 7",
        "PATH",
        "5 to 7",
        "20 a month = too much for some",
    ],
)
def test_prices_and_names_are_no_formulas(tex: str) -> None:
    assert not is_formula(tex)
