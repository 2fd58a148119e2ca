"""What publish check says of the print engine."""

from __future__ import annotations

import pytest

from publish.cli import check
from publish.layouts import load_layout, use_fonts
from publish.writers.pdf import engine_parts, guard
from publish.writers.pdf.guard import Upstream

ALIGN = "weasyprint.layout.inline:text_align"


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(load_layout("briefing"))


def told() -> str:
    return dict(check._checks())["print parts"]()


def test_all_parts_that_run_are_named() -> None:
    assert told() == ", ".join(part.name for part in engine_parts.PARTS)


def test_a_part_left_out_is_named_with_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guard.recorded(), ALIGN, Upstream())
    engine_parts.verdicts.cache_clear()

    said = told()
    engine_parts.verdicts.cache_clear()

    runs, _, left_out = said.partition("; left out: ")
    assert left_out == f"lines ({ALIGN} differs), soft_hyphens (needs lines)"
    assert not {"lines", "soft_hyphens"} & set(runs.split(", "))
