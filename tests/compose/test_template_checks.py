"""A mistake in a template of one's own names file, line and the nearest right name, unprinted."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.compose.template_checks import check_templates
from publish.errors import BrokenLayout
from publish.layouts import list_layouts, load_layout
from publish.pipeline.trial import try_layout

BLOCK = '{{% extends "parent/edition.html.j2" %}}\n{{% block opening %}}\n{}\n{{% endblock %}}\n'


def house(project: Path, template: str) -> None:
    folder = project / "layouts" / "house"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('title = "House"\nextends = "briefing"\n', "utf-8")
    (folder / "edition.html.j2").write_text(template, "utf-8")


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("{{ article.titel }}", "title"),
        ("{{ artcle.title }}", "article"),
        ("{% if options.subjct %}x{% endif %}", "subject"),
        ("{{ article.options.subjct }}", "subject"),
        ("{{ labels.sorce }}", "source"),
        ("{{ edition.subtitel }}", "subtitle"),
        ("{{ article.title | htlm }}", "html"),
        ("{% if article.title is dfined %}x{% endif %}", "defined"),
        ('{% include "peices.html.j2" %}', "pieces.html.j2"),
        ("{% inclde 'x' %}", "include"),
        ("{% if medium == 'none' %}{{ article.titel }}{% endif %}", "title"),
    ],
)
def test_a_wrong_name_is_told_with_the_right_one(wrong: str, hint: str, tmp_path: Path) -> None:
    house(tmp_path, BLOCK.format(wrong))

    with pytest.raises(BrokenLayout) as caught:
        check_templates(load_layout("house", project=tmp_path))

    assert caught.value.where == "house/edition.html.j2:3"
    assert caught.value.hint == f"did you mean {hint!r}?"


def test_a_block_that_nothing_prints_is_told(tmp_path: Path) -> None:
    house(tmp_path, BLOCK.format("x").replace("opening", "opnening"))

    with pytest.raises(BrokenLayout) as caught:
        check_templates(load_layout("house", project=tmp_path))

    assert caught.value.where == "house/edition.html.j2:2"
    assert caught.value.hint == "did you mean 'opening'?"


@pytest.mark.parametrize(
    "wrong", ["{{ article.title", "{% endfor %}", "{{ pieces.titel(article) }}"]
)
def test_what_is_no_template_or_fails_when_it_is_filled_names_its_line(
    wrong: str, tmp_path: Path
) -> None:
    house(tmp_path, BLOCK.format(wrong))

    with pytest.raises(BrokenLayout) as caught:
        try_layout(load_layout("house", project=tmp_path))

    assert caught.value.where in {"house/edition.html.j2:3", "house/edition.html.j2:4"}


def test_a_page_that_is_no_xhtml_is_told_before_it_is_needed(tmp_path: Path) -> None:
    house(tmp_path, BLOCK.format("<p>open"))

    with pytest.raises(BrokenLayout, match="well-formed"):
        try_layout(load_layout("house", project=tmp_path))


@pytest.mark.parametrize("name", [each.name for each in list_layouts()])
def test_nothing_is_wrong_with_what_is_shipped(name: str) -> None:
    try_layout(load_layout(name))
