"""Templates in their sandbox; every mistake names file and line."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from markupsafe import Markup

from publish.compose.fragments import Fragment
from publish.compose.templates import filled
from publish.errors import BrokenLayout

PAGE = "edition.html.j2"


def page(values: Mapping[str, object], **templates: str) -> str:
    """A page from layouts a (own), b, c … with one template each, called edition or piece."""
    named = {name.replace("__", "/") + ".html.j2": text for name, text in templates.items()}
    return filled(named, PAGE, values)


def test_values_are_escaped_and_fragments_are_not() -> None:
    values = {"a": "<b>", "f": Fragment(Markup("<i>x</i>"), "x")}

    assert page(values, a__edition="{{ a }} {{ f | html }} {{ f }}") == "&lt;b&gt; <i>x</i> x"


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
        page({"a": "x"}, mine__edition=template)

    assert caught.value.where == "mine/edition.html.j2:2"


def test_what_an_article_says_is_never_a_template() -> None:
    assert page({"a": "{{ 7*7 }}"}, a__edition="{{ a }}") == "{{ 7*7 }}"


def test_a_layout_fills_the_blocks_of_the_one_it_extends() -> None:
    made = page(
        {},
        house__edition='{% extends "parent/edition.html.j2" %}'
        "{% block b %}<{{ super() }}>{% endblock %}",
        base__edition="1{% block b %}2{% endblock %}3",
    )

    assert made == "1<2>3"


@pytest.mark.parametrize("name", ["edition.html.j2", "base/edition.html.j2"])
def test_the_template_above_goes_by_its_own_name_too(name: str) -> None:
    extended = f'{{% extends "{name}" %}}'

    assert page({}, house__edition=extended, base__edition="base") == "base"


def test_a_piece_of_the_layout_stands_for_the_one_it_inherits() -> None:
    pieces = {
        "house__piece": 'my {% include "parent/piece.html.j2" %}',
        "base__edition": '{% include "piece.html.j2" %}',
        "base__piece": "piece",
    }

    assert page({}, **pieces) == "my piece"


def test_a_mistake_in_an_inherited_template_names_that_one() -> None:
    with pytest.raises(BrokenLayout) as caught:
        page(
            {"title": "x"},
            house__edition='{% extends "parent/edition.html.j2" %}',
            base__edition="\n\n{{ titel }}",
        )

    assert caught.value.where == "base/edition.html.j2:3"
    assert caught.value.hint == "did you mean 'title'?"


@pytest.mark.parametrize("template", ["{% if %}", "{{ 1", "{% block x %}"])
def test_a_mistake_of_syntax_in_a_piece_names_the_piece(template: str) -> None:
    with pytest.raises(BrokenLayout) as caught:
        page({}, a__edition='{% include "piece.html.j2" %}', a__piece=f"\n{template}")

    assert caught.value.where == "a/piece.html.j2:2"


def test_a_template_there_is_not_gets_the_nearest() -> None:
    with pytest.raises(BrokenLayout) as caught:
        page({}, a__edition='\n{% include "peice.html.j2" %}', a__piece="")

    assert caught.value.where == "a/edition.html.j2:2"
    assert caught.value.hint == "did you mean 'piece.html.j2'?"


def test_an_option_there_is_not_gets_the_nearest() -> None:
    with pytest.raises(BrokenLayout) as caught:
        page({"options": {"justify": True}}, a__edition="{{ options.justfy }}")

    assert caught.value.hint == "did you mean 'justify'?"


def test_a_template_that_includes_itself_is_refused() -> None:
    with pytest.raises(BrokenLayout):
        page({}, a__edition='{% include "a/edition.html.j2" %}')
