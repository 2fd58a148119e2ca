"""The recipe: all that changes the bytes of an output, in every key, and whole in every job."""

from __future__ import annotations

from dataclasses import Field, fields, replace

import pytest

from publish.model.article import Decisions
from publish.model.codec import decode, encode
from publish.model.limits import Limits
from publish.model.own_rules import OwnRule
from publish.model.recipe import DEFAULT_RECIPE, Recipe

OTHER: dict[type, object] = {
    str: "other",
    bytes: b"p { color: black }",
    tuple: ("tail.legal", "head.date"),
    dict: {"page.size": "letter"},
    Limits: Limits(pages=7),
    Decisions: Decisions(title="Another"),
}
OWN = (OwnRule("box", "soup", "aside", "a.example", "below", "ours"), OwnRule("line", "tea"))
ALL = pytest.mark.parametrize("option", fields(Recipe), ids=lambda option: option.name)


def another(option: Field[object]) -> Recipe:
    """The recipe with another value in this field, whatever it is."""
    now = getattr(DEFAULT_RECIPE, option.name)
    value = not now if isinstance(now, bool) else OTHER[type(now)]
    value = {"own_rules": OWN, "changes": "show"}.get(option.name, value)
    return replace(DEFAULT_RECIPE, **{option.name: value})  # type: ignore[arg-type]


@ALL
def test_every_field_is_in_the_key(option: Field[object]) -> None:
    changed = another(option)

    assert encode(changed.of_bytes) != encode(DEFAULT_RECIPE.of_bytes)


@ALL
def test_every_field_travels_to_a_worker(option: Field[object]) -> None:
    changed = another(option)

    assert decode(encode(changed), Recipe) == changed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Recipe(), Recipe(limits=Limits(cpu_seconds=1, wall_seconds=2, memory_mib=3))),
        (Recipe(rules_off=("a", "b")), Recipe(rules_off=("b", "a", "b"))),
    ],
)
def test_what_changes_no_byte_changes_no_key(one: Recipe, other: Recipe) -> None:
    assert one != other
    assert encode(one.of_bytes) == encode(other.of_bytes)
