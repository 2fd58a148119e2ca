"""The safety limits: one table, and nothing that goes by another name."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

import publish
from publish.errors import SettingsError
from publish.model.codec import decode, encode
from publish.model.limits import DEFAULT_LIMITS, LIMIT_NAMES, Limits

DOCS = Path(__file__).parents[2] / "docs"


def test_a_limit_is_moved_by_the_name_that_people_use() -> None:
    moved = DEFAULT_LIMITS.moved({"file-bytes": 9, "pages": 10}, "--limit")

    assert moved == Limits(file_bytes=9, pages=10)
    assert moved.moved({"pages": 2_000}, "--limit") == Limits(file_bytes=9)


@pytest.mark.parametrize(
    ("name", "number", "message", "hint"),
    [
        ("page", 3, "no limit 'page'", "did you mean 'pages'?"),
        ("file_bytes", 3, "no limit 'file_bytes'", "did you mean 'file-bytes'?"),
        ("pages", 0, "limit pages must be 1 or more", ""),
    ],
)
def test_a_limit_that_cannot_be_names_the_nearest(
    name: str, number: int, message: str, hint: str
) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        DEFAULT_LIMITS.moved({name: number}, "--limit")

    assert (caught.value.where, caught.value.hint) == ("--limit", hint)


def test_an_edition_may_take_longer_and_is_read_by_the_same_measure() -> None:
    of_twenty = Limits(pages=7).for_articles(20)

    assert of_twenty == Limits(pages=7, cpu_seconds=50, wall_seconds=200, memory_mib=1_184)
    assert of_twenty.of_bytes == Limits(pages=7)
    assert of_twenty.of_time_and_memory == (50, 200, 1_184)


def test_a_worker_is_told_what_was_moved_and_no_more() -> None:
    assert encode(Limits(table_cells=7)) == {"table_cells": 7}
    assert decode({"table_cells": 7}, Limits) == Limits(table_cells=7)


def test_the_documentation_has_each_limit_with_its_number_and_reason() -> None:
    told = (DOCS / "reliability.md").read_text("utf-8").splitlines()

    for each in fields(Limits):
        says = each.metadata
        more = f" {says['more']} |" if says["more"] else " |"
        name = each.name.replace("_", "-")
        assert f"| {name} | {each.default:,} | {says['what']} | {says['why']} |{more}" in told


def test_whoever_refuses_for_a_limit_calls_it_by_its_name() -> None:
    """`OverLimit("table-cells", …)` ends in the hint `--limit table-cells=N`, which must work."""
    refused = {
        call.args[0].value
        for path in Path(publish.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "OverLimit"
        and isinstance(call.args[0], ast.Constant)
    }

    assert {"file-bytes", "pages"} < refused <= LIMIT_NAMES.keys()
