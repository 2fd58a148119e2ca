"""The public API, through `import publish` only."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import pytest

import publish
from publish.settings import Options

TEXT = b"""Rents rise again

By Ann Ode

Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday.

Tags: housing, rents
"""


def test_all_that_is_promised_is_there_and_nothing_else() -> None:
    assert [name for name in dir(publish) if not name.startswith("_")] == publish.__all__
    for name in publish.__all__:
        assert getattr(publish, name) is not None


def test_a_name_that_is_not_promised_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'engine_room'"):
        publish.engine_room  # noqa: B018


def test_every_step_of_the_line_can_be_called_by_itself(tmp_path: Path) -> None:
    (tmp_path / "rents.txt").write_bytes(TEXT)

    source = publish.load(tmp_path / "rents.txt")
    draft = publish.read(source)
    article = publish.normalise(draft)
    edition = publish.Edition.of(article, title="Rents")
    rendition = publish.render(edition, publish.load_layout("briefing"), "docx")
    publish.save(rendition, tmp_path / "out" / "rents.docx")

    assert source.name == "rents.txt"
    assert len(draft.blocks) == 4
    assert publish.text_of(article.title) == "Rents rise again"
    assert (article.byline, article.tags) == (("Ann Ode",), ("housing", "rents"))
    assert [gone.moved_to for gone in article.removals] == ["title", "byline", "tags"]
    assert edition.plain_title == "Rents"
    assert (tmp_path / "out" / "rents.docx").read_bytes() == rendition.data
    assert publish.from_json(publish.to_json(article)) == article


def test_a_decision_is_written_and_honoured(tmp_path: Path) -> None:
    path = tmp_path / "rents.txt"
    path.write_bytes(TEXT)

    publish.decide(path, restore=["Tags: housing, rents"], values={"outlet": "The Paper"})
    article = publish.normalise(publish.read(publish.load(path)), publish.load_decisions(path))

    assert article.tags == ()
    assert publish.text_of(article.body[-1]) == "Tags: housing, rents"
    assert article.outlet == "The Paper"


def test_a_folder_is_built_and_then_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rents.txt").write_bytes(TEXT)
    (tmp_path / "in" / "bad.txt").write_bytes(b"")

    first = publish.build(tmp_path / "in", into=tmp_path / "out", to=("json",), jobs=1)
    second = publish.build(tmp_path / "in", into=tmp_path / "out", to=("json",), jobs=1)

    assert (first.built, first.skipped, first.failed, first.exit_code) == (1, 0, 1, 1)
    assert (second.built, second.skipped, second.failed) == (0, 1, 1)
    back = publish.from_json((tmp_path / "out" / "rents.json").read_bytes())
    assert back.byline == ("Ann Ode",)


def test_no_value_prints_the_bytes_that_it_holds() -> None:
    article = publish.normalise(publish.read(publish.Source("rents.txt", TEXT)))
    asset = publish.Asset("dot.png", "image/png", b"\x89PNG" * 9_000, 1, 1)
    edition = publish.Edition.of(
        replace(article, assets={"dot.png": asset}), attachments={"a.txt": TEXT * 999}
    )
    layout = publish.load_layout("briefing")
    rendition = publish.render(edition, layout, "docx")
    source = publish.Source("rents.txt", TEXT * 999, {"dot.png": asset.data})

    for value in (source, asset, edition, layout, rendition):
        assert len(repr(value)) < 5_000, type(value)
    assert repr(rendition).startswith("Rendition(format='docx', media_type=")


def test_a_limit_is_moved_by_its_name_and_a_wrong_one_gets_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "rents.txt").write_bytes(TEXT)

    report = publish.build(tmp_path / "rents.txt", into=tmp_path / "out", limits={"blocks": 2})
    with pytest.raises(publish.SettingsError, match="no limit 'page'") as caught:
        publish.build(tmp_path / "rents.txt", into=tmp_path / "other", limits={"page": 2})

    assert [each.failure and each.failure.code for each in report.outcomes] == ["limit.blocks"]
    assert caught.value.hint == "did you mean 'pages'?"
    assert not (tmp_path / "other").exists()


def test_a_recipe_stands_for_the_keywords_that_make_one(tmp_path: Path) -> None:
    (tmp_path / "rents.txt").write_bytes(TEXT)
    (tmp_path / "more.css").write_bytes(b"p { color: black }")
    recipe = publish.Recipe(css=b"p { color: black }", comments=False)
    run = partial(publish.build, tmp_path / "rents.txt", into=tmp_path / "out", to=("json",))

    first = run(css=tmp_path / "more.css", comments=False)
    second = run(recipe=recipe)

    assert (first.built, second.skipped) == (1, 1)
    with pytest.raises(TypeError, match="a recipe, or the keywords"):
        publish.build(tmp_path / "rents.txt", recipe=recipe, comments=False)


def test_a_keyword_of_build_has_the_default_of_its_field() -> None:
    keywords = inspect.signature(publish.build).parameters
    fields_of = {each.name: each for each in (*fields(publish.Recipe), *fields(Options))}

    shared = keywords.keys() & fields_of.keys() - {
        "recipe",
        "set",
        "css",
        "reference",
        "limits",
        "fields",
    }

    assert {"layout", "to", "jobs", "decisions", "attach_source"} <= shared
    for name in shared:
        assert keywords[name].default == fields_of[name].default, name


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, publish; "
        "print(*sorted(m for m in ('weasyprint', 'docx', 'jinja2', 'lxml', 'typer') "
        "if m in sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(publish.__file__).parent / "py.typed").exists()
