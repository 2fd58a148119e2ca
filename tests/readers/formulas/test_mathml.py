"""MathML as pages write it, on one line and as a tree; what is broken or deep gives its words."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.model.tree import MathNode
from publish.readers.formulas.mathml import of_mathml

_ONE, _TEN = "<mn>1</mn>", "<mn>10</mn>"
_TENTH = f"<mfrac>{_ONE}{_TEN}</mfrac>"
_ALIGNED = (
    "<mtable columnalign='right left'><mtr><mtd><mi>a</mi></mtd><mtd><mo>=</mo><mi>b</mi></mtd>"
    "</mtr></mtable>"
)
_SUM = "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"

LINES = [
    (_TENTH, "1/10"),
    (f"<mstyle displaystyle='true'><mrow>{_TENTH}</mrow></mstyle>", "1/10"),
    (f"<mn>2</mn>{_TENTH}", "2 1/10"),
    (f"<mn>2</mn><mo>&#x2062;</mo>{_TENTH}", "2 · 1/10"),
    ("<mn>۲</mn><mfrac><mn>۱</mn><mn>۱۰</mn></mfrac>", "۲ ۱/۱۰"),
    ("<mi>س</mi><mo>=</mo><mfrac><mi>ف</mi><mi>ز</mi></mfrac>", "س = ف/ز"),
    (f"<mfrac>{_ONE}<mrow><mn>2</mn><mo>+</mo>{_TENTH}</mrow></mfrac>", "1/(2 + 1/10)"),
    (f"<mfrac>{_TENTH}<mn>3</mn></mfrac>", "(1/10)/3"),
    (f"<msup>{_TEN}<mrow><mo>-</mo><mn>6</mn></mrow></msup>", "10⁻⁶"),
    ("<mn>2</mn><msup><mn>3</mn><mn>2</mn></msup>", "2 3²"),
    ("<msup><msup><mn>2</mn><mn>3</mn></msup><mn>4</mn></msup>", "(2³)⁴"),
    ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "H₂O"),
    ("<mmultiscripts><mi>U</mi><mprescripts/><mn>92</mn><mn>235</mn></mmultiscripts>", "₉₂²³⁵U"),
    ("<mn>5</mn><mspace width='.2em'></mspace><mi>km</mi>", "5 km"),
    ("<mn>1</mn><mrow><mo>,</mo></mrow><mn>000</mn>", "1,000"),
    ("<mi>f</mi><mfenced><mn>3</mn><mn>14</mn></mfenced>", "f(3, 14)"),
    ("<mfenced open='[' close=')' separators=';'><mn>0</mn><mn>1</mn></mfenced>", "[0; 1)"),
    ("<mphantom><mn>7</mn></mphantom><mn>1</mn>", "1"),
    ("<msup><mphantom><mn>7</mn></mphantom><mn>2</mn></msup>", "²"),
    ("<maction selection='2'><mi>a</mi><mi>b</mi></maction>", "b"),
    ("<menclose notation='radical'><mi>g</mi><mi>h</mi></menclose>", "√(gh)"),
    ("<mlabeledtr><mtd><mtext>(1)</mtext></mtd><mtd><mi>a</mi></mtd></mlabeledtr>", "a (1)"),
    (_ALIGNED, "a = b"),
    (f"{_SUM}<msub><mi>x</mi><mi>i</mi></msub>", "∑ᵢ₌₁ⁿ xᵢ"),
    ("<cn type='rational'>1<sep/>10</cn>", "1/10"),
    ("<apply><divide/><cn>1</cn><apply><plus/><ci>a</ci><ci>b</ci></apply></apply>", "1/(a + b)"),
    (r"<semantics><annotation encoding='application/x-tex'>\frac1{10}</annotation>", "1/10"),
    (f"<semantics>{_TENTH}<annotation encoding='application/x-tex'>x</annotation>", "1/10"),
    ("<msqrt><mo>(</mo><mi>a</mi><msup><mo>)</mo><mn>2</mn></msup></msqrt>", "√((a)²)"),
    ("<msup><mi>x</mi><mi>H</mi></msup><mi>A</mi><mi>x</mi>", "x^H Ax"),
    ("<mover><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mo>¯</mo></mover>", "(a + b)¯"),
    ("<mtext>for&nbsp;</mtext><mo>|</mo><mi>q</mi><mo>|</mo>", "for |q|"),
    ("<mfrac><mtext>way of it</mtext><mtext>time</mtext></mfrac>", "(way of it)/time"),
    # Broken: too few, too many, an unknown name, words of HTML
    (f"<mfrac>{_ONE}</mfrac>{_TEN}", "1 10"),
    (f"<mfrac>{_ONE}{_TEN}<mn>5</mn></mfrac>", "(1/10)5"),
    (f"<mheard>{_ONE}{_TEN}</mheard>", "1 10"),
    ("<mtext>if <b>all</b> <script>x</script> pay</mtext>", "if all pay"),
    ("<mmultiscripts></mmultiscripts><mprescripts/><mtr></mtr><mi>c</mi>", "c"),
]


@pytest.mark.parametrize(("inside", "line"), LINES)
def test_mathml_reads_on_one_line(inside: str, line: str) -> None:
    text, node = _read(inside)

    assert text == line
    assert node is not None


def test_only_what_the_tree_knows_is_kept_of_attributes() -> None:
    _, node = _read("<mi mathvariant='normal' href='javascript:x' onclick='x()' id='a'>s</mi>")

    assert node == MathNode("mi", text="s", attributes=(("mathvariant", "normal"),))


def test_a_letter_of_another_alphabet_is_one_of_unicode() -> None:
    _, node = _read("<mi mathvariant='double-struck'>R</mi>")

    assert node == MathNode("mi", text="ℝ")


@pytest.mark.parametrize("tag", ["msqrt", "mover", "mmultiscripts"])
def test_a_formula_too_deep_is_its_words(tag: str) -> None:
    text, node = _read(f"<{tag}>" * 100 + "<mn>1</mn><mn>10</mn>" + f"</{tag}>" * 100)

    assert (text, node) == ("1 10", None)


def test_a_formula_too_long_is_its_line() -> None:
    text, node = _read("<mi>x</mi><mo>+</mo>" * 6000 + "<mi>y</mi>")

    assert text.endswith("x + x + y")
    assert node is None


@pytest.mark.parametrize("form", ["<msup><mi>a</mi>{}</msup>", "<mmultiscripts>{}</mmultiscripts>"])
def test_the_line_of_a_deep_formula_takes_no_long_time(form: str) -> None:
    inside = "<mi>y</mi>"
    for _ in range(55):
        inside = form.format(inside)

    assert _read(inside)[0]


def _read(inside: str) -> tuple[str, MathNode | None]:
    math = LexborHTMLParser(f"<p><math>{inside}</math>").css_first("math")
    assert math is not None
    return of_mathml(math)
