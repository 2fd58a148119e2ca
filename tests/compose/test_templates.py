"""Templates in their sandbox; every mistake names file and line."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from publish.compose.html import Fragment
from publish.compose.templates import filled
from publish.errors import BrokenLayout


def test_values_are_escaped_and_fragments_are_not() -> None:
    values = {"a": "<b>", "f": Fragment(Markup("<i>x</i>"), "x")}

    assert filled("{{ a }} {{ f | html }} {{ f }}", values, where="t") == "&lt;b&gt; <i>x</i> x"


@pytest.mark.parametrize(
    "template",
    [
        "\n{{ unknown }}",
        "\n{{ a.__class__.__mro__ }}",
        "\n{{ a | html }}",
        "\n{% if %}",
        "\n{{ a | nothing }}",
        "\n{{ 1 / 0 }}",
        "\n{% include 'x' %}",
    ],
)
def test_a_mistake_names_its_line(template: str) -> None:
    with pytest.raises(BrokenLayout) as caught:
        filled(template, {"a": "x"}, where="mine/edition.html.j2")

    assert caught.value.where == "mine/edition.html.j2:2"


def test_what_an_article_says_is_never_a_template() -> None:
    assert filled("{{ a }}", {"a": "{{ 7*7 }}"}, where="t") == "{{ 7*7 }}"
