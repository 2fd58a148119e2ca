"""Numbers of lists, boxes, formulas, lines of a program: as the page has them."""

from __future__ import annotations

import re

import pytest

from publish.compose.html import Medium, Serialiser
from publish.compose.lists_html import room_of
from publish.model.forms import label_of, numbers_of
from publish.model.tree import (
    Anchor,
    Block,
    Checkbox,
    CodeBlock,
    Formula,
    LineBreak,
    Link,
    Listing,
    Numbering,
    Picture,
    Superscript,
)
from tests.build import inlines, p
from tests.every_place import math


def html(*blocks: Block, medium: Medium = "print") -> str:
    return str(Serialiser(medium, "en").blocks(blocks).html)


def items(*words: str) -> tuple[tuple[Block, ...], ...]:
    return tuple((p(word),) for word in words)


def test_numbers_count_on_from_those_that_are_given() -> None:
    listing = Listing(items(*"abcde"), ordered=True, start=3, values=(None, 7, None, 2))

    assert numbers_of(listing) == (3, 7, 8, 2, 3)


def test_a_reversed_list_counts_down() -> None:
    assert numbers_of(Listing(items(*"abc"), ordered=True, start=3, reversed=True)) == (3, 2, 1)


@pytest.mark.parametrize(
    ("number", "numbering", "label"),
    [
        (4, "decimal", "4"),
        (1, "lower-alpha", "a"),
        (28, "upper-alpha", "AB"),
        (1994, "lower-roman", "mcmxciv"),
        (9, "upper-roman", "IX"),
        (0, "lower-alpha", "0"),
        (-3, "upper-roman", "-3"),
        (4000, "lower-roman", "4000"),
    ],
)
def test_a_number_is_told_in_letters_where_letters_can(
    number: int, numbering: Numbering, label: str
) -> None:
    assert label_of(number, numbering) == label


def test_print_counts_by_styles_alone() -> None:
    listing = Listing(items("a", "b"), ordered=True, numbering="lower-roman", values=(None, 5))

    assert html(listing) == (
        '<ol style="list-style-type: lower-roman">\n<li>a</li>\n'
        '<li style="counter-increment: list-item 4">b</li>\n</ol>'
    )


def test_screens_count_by_attributes() -> None:
    listing = Listing(items("a", "b"), ordered=True, numbering="upper-alpha", values=(None, 0))

    assert html(listing, medium="reflow") == (
        '<ol type="A">\n<li>a</li>\n<li value="0">b</li>\n</ol>'
    )


def test_a_bulleted_list_has_no_numbers_whatever_it_is_given() -> None:
    listing = Listing(items("a", "b"), start=4, numbering="upper-alpha", values=(9, 10))

    assert html(listing) == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


def test_variables_of_a_formula_are_italic_in_print_and_words_are_not() -> None:
    line = html(p(Formula("v = 2s/time")))

    assert "<mi>v</mi>" in line
    assert "2<mi>s</mi>/time" in line


def bare(shown: str) -> str:
    """Without what binds words together or lets them part."""
    return re.sub("[\u2060\u200b]", "", shown).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("e^(−x²)", "<mi>e</mi><msup>−<mi>x</mi>²</msup>"),
        ("∑ᵢ₌₁ⁿ Aᵢ", "∑<msub><mi>i</mi>=1</msub>ⁿ <mi>A</mi><msub><mi>i</mi></msub>"),
        ("x_max^(a^b)", "<mi>x</mi><msub>max</msub><msup><mi>a</mi><msup><mi>b</mi></msup></msup>"),
        ("v₀ = 10⁻⁶", "<mi>v</mi>₀ = 10⁻⁶"),
        ("∛(x)", "³√(<mi>x</mi>)"),
        ("(a + b)^", "(<mi>a</mi> + <mi>b</mi>)^"),
    ],
)
def test_what_a_line_writes_as_raised_and_lowered_is_in_print(text: str, set_as: str) -> None:
    shown = bare(html(p(Formula(text))))

    assert shown.removesuffix("</math></p>").endswith(f'dir="ltr">{set_as}')


def test_letters_side_by_side_are_variables_where_the_formula_says_so() -> None:
    depth = math("mrow", math("msqrt", math("mi", "g"), math("mi", "h")), math("mi", "sin"))
    unit = math("mrow", math("mi", "t"), math("mtext", " km"))

    assert "√(<mi>gh</mi>) sin" in bare(html(p(Formula("√(gh) sin", depth))))
    assert "<mi>t</mi> km" in bare(html(p(Formula("t km", unit))))


def test_a_box_stands_in_the_place_of_an_item_s_sign() -> None:
    shown = html(Listing(((p(Checkbox(True), " done"),), (p("plain"),))))

    assert '<li class="todo"><data' in shown
    assert "<li>plain</li>" in shown


@pytest.mark.parametrize(
    ("start", "numbering", "room"),
    [
        (1, "decimal", ""),
        (99, "decimal", "long"),
        (7, "lower-roman", "long"),
        (17, "upper-roman", "longest"),
        (999, "decimal", "longest"),
    ],
)
def test_wide_numbers_have_room_before_their_items(
    start: int, numbering: Numbering, room: str
) -> None:
    listing = Listing(items("a", "b"), ordered=True, start=start, numbering=numbering)

    assert room_of(listing) == room
    assert (f'class="{room}"' in html(listing)) is bool(room)


def test_programs_and_raised_figures_are_not_turned_round_in_arabic() -> None:
    arabic = Serialiser("print", "ar")

    shown = str(arabic.blocks((CodeBlock("f(x)"), p("10", Superscript(inlines("6"))))).html)

    assert '<pre dir="ltr">' in shown
    assert "<p>10⁶</p>" in shown


def test_a_long_line_that_is_set_in_hangs_further_in() -> None:
    shown = html(CodeBlock("if a:\n    " + "b" * 40))

    assert '<span class="line">if a:</span>' in shown
    assert '<span class="line" style="padding-left: 4.4em; text-indent: -4.4em;' in shown


def test_a_place_alone_is_no_paragraph() -> None:
    assert html(p(Anchor("x"))) == '<div class="place"><span id="at-x"></span></div>'


def test_lines_of_verse_are_told_from_prose_with_a_break() -> None:
    stanza = p("The tide", LineBreak(), "comes in")
    prose = p("words " * 40, LineBreak(), "words " * 40)

    assert html(stanza).startswith('<p class="lines">')
    assert html(prose).startswith("<p>")


def test_a_formula_without_mathml_is_its_line_on_screens() -> None:
    shown = html(p(Formula("a < b")), medium="reflow")

    assert shown == '<p><span class="formula">a &lt; b</span></p>'


def test_a_picture_that_is_not_there_reads_as_its_words() -> None:
    assert html(p("in ", Picture("gone.png", "Aland"), " now"), medium="reflow") == (
        "<p>in Aland now</p>"
    )


def test_a_box_is_said_in_words_on_screens() -> None:
    assert html(p(Checkbox()), medium="reflow") == (
        '<p><span role="img" aria-label="not done">☐</span></p>'
    )


def test_a_link_to_no_place_is_its_words() -> None:
    assert html(p(Link("#gone", inlines("there")))) == "<p>there</p>"


def test_of_two_anchors_of_one_name_the_first_is_the_place() -> None:
    assert html(p(Anchor("a"), "x", Anchor("a"))) == '<p><span id="at-a"></span>x</p>'


def test_an_anchor_s_name_may_hold_anything() -> None:
    shown = html(p(Anchor('"><b> ü'), "x"))

    assert shown.startswith('<p><span id="at-')
    assert "<b>" not in shown


def test_each_line_of_a_program_is_a_box_of_its_own_in_print() -> None:
    code = CodeBlock("\na = 1\n\nb < 2\n")

    assert html(code) == (
        '<pre><code><span class="line">a = 1</span><span class="line"></span>'
        '<span class="line">b &lt; 2</span></code></pre>'
    )
    assert html(code, medium="reflow") == "<pre><code>a = 1\n\nb &lt; 2</code></pre>"
