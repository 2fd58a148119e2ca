"""publish.toml and [tool.publish]."""

from __future__ import annotations

from dataclasses import Field, fields, replace

import pytest

from publish.errors import SettingsError
from publish.model.limits import Limits
from publish.model.recipe import Recipe
from publish.settings import (
    EditionSettings,
    Options,
    SectionSettings,
    Settings,
    settings_from,
)

PROJECT = """\
from = "seeds"
into = "results"
to = ["pdf", "docx"]
layout = "briefing"
css = "more.css"
attach-source = true
[rules]
off = ["tail.author-note"]
[layouts.briefing]
justify = true
number = "2026-017"
[layouts.digest]
justify = false
[limits]
pages = 50
"""
EXPECTED = Settings(
    ("seeds",),
    "more.css",
    Options(
        recipe=Recipe(
            layout="briefing",
            limits=Limits(pages=50),
            rules_off=("tail.author-note",),
            attach_source=True,
        ),
        into="results",
        to=("pdf", "docx"),
        layouts={
            "briefing": {"justify": "true", "number": "2026-017"},
            "digest": {"justify": "false"},
        },
    ),
)


def test_a_project_file_sets_what_it_says_and_the_rest_has_defaults() -> None:
    assert settings_from(PROJECT.encode(), "publish.toml") == EXPECTED


def test_the_same_keys_work_in_pyproject_toml() -> None:
    document = '[tool.publish]\nfrom = "seeds"\n[tool.publish.limits]\npages = 50\n'

    found = settings_from(document.encode(), "pyproject.toml")

    assert found == Settings(("seeds",), options=Options(Recipe(limits=Limits(pages=50))))


EDITION = """\
[[edition]]
title = "The week"
subtitle = "No. 7"
from = ["articles/*.txt"]
order = "-date"
sections = [{ title = "City", articles = ["city/*"] }]
cover = true
layout = "briefing"
to = "epub"
into = "weekly"
name = "2026/week-7"
language = "en-GB"
options = { justify = true }
[[edition]]
title = "All"
"""


def test_a_project_may_have_several_editions() -> None:
    week, everything = settings_from(EDITION.encode(), "publish.toml").options.editions

    assert week == EditionSettings(
        title="The week",
        subtitle="No. 7",
        sources=("articles/*.txt",),
        order=("-date",),
        sections=(SectionSettings("City", ("city/*",)),),
        cover=True,
        language="en-GB",
        layout="briefing",
        to=("epub",),
        into="weekly",
        name="2026/week-7",
        set={"justify": "true"},
    )
    assert everything == EditionSettings("All")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[[edition]]", "needs a title", 'title = "The week"'),
        ('[[edition]]\ntitel = "x"', "no setting edition.titel", "did you mean 'title'?"),
        ('[[edition]]\ntitle = "x"\norder = "dates"', "no order 'dates'", "did you mean 'date'?"),
        ('[[edition]]\ntitle = "x"\nname = "../x"', "no name for results", "such as week-7"),
        ('[[edition]]\ntitle = "x"\nsections = [{ titl = "y" }]', "titl", "did you mean 'title'?"),
        ('[edition]\ntitle = "x"', "edition must be a list of tables", ""),
        ('inot = "x"', "no setting inot", "did you mean 'into'?"),
        ("[rules]\noof = []", "no setting rules.oof", "did you mean 'off'?"),
        ("[limits]\npage = 5", "no limit 'page'", "did you mean 'pages'?"),
        ("[limits]\npages = 0", "must be 1 or more", ""),
        ("jobs = -1", "jobs must be a whole number", ""),
        ("to = 3", "to must be a list of texts", ""),
        ('strict = "yes"', "strict must be true or false", ""),
        ("from = ", "not valid TOML", ""),
    ],
)
def test_a_mistake_names_the_key_and_the_right_one(text: str, message: str, hint: str) -> None:
    with pytest.raises(SettingsError, match=message.replace(".", r"\.")) as caught:
        settings_from(text.encode(), "publish.toml")

    assert caught.value.where == "publish.toml"
    assert caught.value.hint.startswith(hint)


def test_what_is_changed_by_name_is_the_recipes_or_the_runs_and_the_rest_stays() -> None:
    made = EXPECTED.options.changed({"into": "here", "comments": False})

    assert made.into == "here"
    assert made.recipe == replace(EXPECTED.options.recipe, comments=False)
    assert replace(made, into="results", recipe=EXPECTED.options.recipe) == EXPECTED.options
    with pytest.raises(TypeError, match="layuot"):
        made.changed({"layuot": "digest"})


ONLY_ONCE = {"moment", "bundle", "order", "retry_failed", "force"}
ONLY_ONCE |= {"replace", "verify", "dry_run", "prune", "shard", "join"}
OF_OTHER_SHAPES = {"rules_off", "own_rules", "editions"}
SAID = {bool: ("true", True), str: ('"x"', "x"), int: ("7", 7), tuple: ('["x"]', ("x",))}


@pytest.mark.parametrize(
    "option",
    [
        option
        for option in (*fields(Recipe), *fields(Options))
        if type(option.default) in SAID and option.name not in OF_OTHER_SHAPES
    ],
    ids=lambda option: option.name,
)
def test_a_field_with_a_plain_value_is_a_key_of_the_file_but_for_what_is_said_once(
    option: Field[object],
) -> None:
    key = option.name.replace("_", "-")
    text, value = SAID[type(option.default)]
    if option.default is True:
        text, value = "false", False

    if option.name in ONLY_ONCE:
        with pytest.raises(SettingsError, match=f"no setting {key}"):
            settings_from(f"{key} = {text}".encode(), "publish.toml")
    else:
        found = settings_from(f"{key} = {text}".encode(), "publish.toml").options
        assert found == Options().changed({option.name: value}) != Options()
