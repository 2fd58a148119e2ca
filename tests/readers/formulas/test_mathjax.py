"""Formulas that MathJax 3 has drawn."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.readers.formulas.mathjax import mathml_of


def sign(name: str, code: str) -> str:
    return f'<mjx-{name} class="mjx-i"><mjx-c class="mjx-c{code} TEX-I"></mjx-c></mjx-{name}>'


X, THREE, ARROW = sign("mi", "1D465"), sign("mn", "33"), sign("mo", "2192")
SURD = f"<mjx-surd>{sign('mo', '221A')}</mjx-surd>"


def mathml(drawn: str) -> str:
    node = LexborHTMLParser(f"<mjx-container>{drawn}</mjx-container>").css_first("mjx-container")
    assert node is not None
    return mathml_of(node)


@pytest.mark.parametrize(
    ("drawn", "wanted"),
    [
        (
            (
                f"<mjx-mroot><mjx-root>{THREE}</mjx-root><mjx-sqrt>{SURD}<mjx-box>{X}</mjx-box>"
                "</mjx-sqrt></mjx-mroot>"
            ),
            "<mroot><mi>x</mi><mn>3</mn></mroot>",
        ),
        (
            f"<mjx-mover><mjx-over>{ARROW}</mjx-over><mjx-base>{X}</mjx-base></mjx-mover>",
            "<mover><mi>x</mi><mo>→</mo></mover>",
        ),
        (
            (
                f"<mjx-msubsup>{X}<mjx-script>{THREE}<mjx-spacer></mjx-spacer>{X}</mjx-script>"
                "</mjx-msubsup>"
            ),
            "<msubsup><mi>x</mi><mi>x</mi><mn>3</mn></msubsup>",
        ),
        (
            '<mjx-mo><mjx-stretchy-v class="mjx-c7B"><mjx-beg></mjx-beg></mjx-stretchy-v></mjx-mo>',
            "<mo>{</mo>",
        ),
    ],
)
def test_what_was_drawn_is_mathml_in_its_order(drawn: str, wanted: str) -> None:
    assert mathml(drawn) == f"<math>{wanted}</math>"


def test_boxes_without_signs_are_nothing() -> None:
    assert mathml("<mjx-mspace></mjx-mspace>") == ""


def test_boxes_in_boxes_have_an_end() -> None:
    assert mathml("<mjx-mrow>" * 400 + X).count("<mrow>") < 100
