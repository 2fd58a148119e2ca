"""Formulas as programs leave them in pages: each is said once, none is lost without a note."""

import pytest

from publish.model.tree import Formula, FormulaBlock, Paragraph
from publish.model.walk import text_of
from tests.readers.html.pages import blocks, page

_MATH = "<math><mfrac><mn>1</mn><mn>10</mn></mfrac></math>"
_ESCAPED = _MATH.replace("<", "&lt;").replace(">", "&gt;")
_TEX = r"\frac{1}{10}"
_BOXES = '<nobr aria-hidden="true"><span>1</span><span>10</span></nobr>'

INLINE = [
    _MATH,
    f'<script type="math/tex">{_TEX}</script>',
    f'<script type="math/mml">{_MATH}</script>',
    f'<math alttext="{_TEX}"></math>',
    f'<span class="MathJax_Preview">[1/10]</span><script type="math/tex">{_TEX}</script>',
    (
        f'<span class="MathJax_Preview"></span><span class="MathJax" data-mathml="{_ESCAPED}">'
        f'{_BOXES}</span><script type="math/tex">{_TEX}</script>'
    ),
    f'<span class="MathJax" data-mathml="{_ESCAPED}">{_BOXES}</span>',
    f'<span class="MathJax">{_BOXES}</span><script type="math/tex">{_TEX}</script>',
    f'<span class="MathJax_SVG"><svg></svg></span> <script type="math/tex">{_TEX}</script>',
    f'<mjx-container><svg><g data-latex="{_TEX}"></g></svg></mjx-container>',
    '<mjx-container aria-label="1/10"><mjx-math></mjx-math></mjx-container>',
    (
        f'<span class="katex"><span class="katex-mathml">{_MATH}</span><span class="katex-html">'
        "10 1</span></span>"
    ),
    (
        f'<span class="mwe-math-element"><span style="display:none">{_MATH}</span>'
        f'<img class="mwe-math-fallback-image-inline" src="x.svg" alt="{_TEX}"></span>'
    ),
    f'<img class="mwe-math-fallback-image-inline" src="x.svg" alt="{_TEX}">',
    rf'<img src="https://latex.example/gif.latex?{_TEX}">',
    rf'<img src="https://pictures.example/equation?tex={_TEX}" alt="[公式]">',
    f'<img class="equation_image" alt="LaTeX: {_TEX}" src="/equation_images/1">',
    rf'<span class="math inline">\({_TEX}\)</span>',
    '<span class="frac"><span>1</span><span>10</span></span>',
    '<span class="fraction"><sup>1</sup><sub>10</sub></span>',
]


@pytest.mark.parametrize("markup", INLINE)
def test_a_formula_in_a_sentence_is_said_once(markup: str) -> None:
    (block,) = blocks(f"<p>Only {markup} of them.</p>")

    assert text_of(block) == "Only 1/10 of them."
    assert isinstance(block, Paragraph)
    assert isinstance(block.inlines[1], Formula)


@pytest.mark.parametrize(
    "markup",
    [
        _MATH.replace("<math", '<math display="block"'),
        f'<span class="katex-display"><span class="katex">{_MATH}</span></span>',
        (
            f'<mjx-container display="true"><mjx-assistive-mml>{_MATH}</mjx-assistive-mml>'
            "</mjx-container>"
        ),
        (
            f'<div class="MathJax_Display"><span class="MathJax">{_BOXES}{_MATH}</span></div>'
            f'<script type="math/tex; mode=display">{_TEX}</script>'
        ),
        rf'<div class="math">\[{_TEX}\]</div>',
    ],
)
def test_a_formula_on_its_own_line_is_a_block(markup: str) -> None:
    before, formula, after = blocks(f"<div>Before:{markup}after.</div>")

    assert isinstance(formula, FormulaBlock)
    assert list(map(text_of, (before, formula, after))) == ["Before:", "1/10", "after."]


def test_a_formula_block_in_a_heading_or_caption_stays_among_its_words() -> None:
    math = _MATH.replace("<math", '<math display="block"')

    heading, figure = blocks(
        f'<h2>Of {math}</h2><figure><img src="a.jpg"><figcaption>Of {math}</figcaption></figure>'
    )

    assert [text_of(heading), text_of(figure).strip()] == ["Of 1/10", "Of 1/10"]


@pytest.mark.parametrize(
    "markup",
    [
        '<span class="MathJax_Preview">as it is</span>',
        '<span class="math">as it is</span>',
        '<span class="fraction">as it is</span>',
        '<span class="katex">as it is</span>',
        '<code><span class="math inline">as it is</span></code>',
    ],
)
def test_what_is_no_formula_keeps_its_words(markup: str) -> None:
    (block,) = blocks(f"<p>Words {markup}.</p>")

    assert text_of(block) == "Words as it is."


def test_a_picture_that_is_only_called_like_a_formula_stays_a_picture() -> None:
    assert blocks('<p>A</p><img class="latex" alt="A boat" src="boat.jpg">')[1:] != ()


def test_a_number_and_a_fraction_of_raised_figures_are_two() -> None:
    (block,) = blocks("<p>2<sup>1</sup>⁄<sub>2</sub> miles, x<sup>2</sup>/<sub>3</sub></p>")

    assert text_of(block) == "2 1⁄2 miles, x2/3"


_PROGRAM = '<script src="https://cdn.example/mathjax/tex.js"></script>'
_WITH_DOLLARS = f"{_PROGRAM}<script>MathJax = {{tex: {{inlineMath: [['$', '$']]}}}}</script>"


def test_tex_among_words_is_a_formula_with_the_program_that_sets_it_and_without() -> None:
    body = r"<p>Only \(\frac{1}{10}\) and \[v = \frac{s}{t}\] then $$x^2$$</p>"

    assert [text_of(block) for block in blocks(body, _PROGRAM)] == [
        "Only 1/10 and", "v = s/t", "then", "x²",
    ]  # fmt: skip
    assert len(blocks(body)) == 4
    assert text_of(blocks(r"<p>The fractions of \(all\) and [b]</p>")[0]) == (
        r"The fractions of \(all\) and [b]"
    )


def test_prices_between_formulas_stay_prices() -> None:
    (block,) = blocks("<p>我们$v=s/t$的 pay $100 and the others $80 each.</p>", _WITH_DOLLARS)

    assert text_of(block) == "我们v = s/t的 pay $100 and the others $80 each."


def test_tex_among_words_that_is_not_understood_or_a_program_stays() -> None:
    odd, program = blocks(r"<p>Odd \(\unheard\).</p><pre>\(y\)</pre>", _PROGRAM)

    assert [text_of(odd), text_of(program).strip()] == [r"Odd \(\unheard\).", r"\(y\)"]


def test_a_drawing_without_words_leaves_a_note() -> None:
    notes = page("<p>Lost: <mjx-container><mjx-math></mjx-math></mjx-container>.</p>").notes

    assert [note.code for note in notes] == ["formula.lost"]


def test_tex_that_is_not_understood_stays_with_a_note() -> None:
    odd = page(r'<p>Odd: <script type="math/tex">\unheard{x}</script>.</p>')

    assert text_of(odd.blocks[0]) == r"Odd: \unheard{x}."
    assert [note.code for note in odd.notes] == ["formula.tex"]
