"""An engine that is not the one we know is left alone; the one we know comes back untouched."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydyf
import pytest
import weasyprint.css.units
import weasyprint.layout.inline
from weasyprint.text import line_break

from publish.layouts import load_layout, use_fonts
from publish.writers.pdf.typesetter import guard
from publish.writers.pdf.typesetter.guard import Hold, Upstream, installed, unknown
from publish.writers.pdf.typesetter.holds import HOLDS
from tests.conftest import ROOT

RECORD = ROOT / "publish" / "writers" / "pdf" / "typesetter" / "guard.toml"
STRUT = "weasyprint.text.line_break:strut"


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(load_layout("briefing"))


def test_the_engine_installed_here_is_the_one_we_know(
    golden: Callable[[str | bytes, Path], None],
) -> None:
    golden(guard.written(HOLDS), RECORD)

    assert unknown(HOLDS) == ()


def test_another_source_upstream_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def strut(style: Any) -> Any:
        return (1, 1)

    monkeypatch.setattr(line_break, "strut", strut)

    assert unknown(HOLDS) == (STRUT,)


def test_another_parameter_upstream_is_unknown() -> None:
    now = guard.upstream(STRUT)
    assert now is not None

    known = {STRUT: Upstream(("style", "more"), now.digest)}

    assert unknown([Hold(STRUT)], known) == (STRUT,)


def test_a_name_that_is_gone_upstream_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pydyf.PDF, "page_references")

    assert unknown(HOLDS) == ("pydyf:PDF.page_references",)


def test_a_name_that_upstream_now_uses_itself_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint.css.Style, "_template", "theirs", raising=False)

    assert unknown(HOLDS) == ("weasyprint.css:Style._template",)


def test_a_module_that_is_gone_is_unknown() -> None:
    assert unknown([Hold("weasyprint.gone:strut")]) == ("weasyprint.gone:strut",)


def test_an_engine_without_its_source_files_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_source(_: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr(inspect, "getsource", no_source)

    assert unknown([Hold(STRUT)]) == (STRUT,)


def test_a_function_is_replaced_wherever_it_was_imported_and_put_back() -> None:
    homes = (line_break, weasyprint.css.units, weasyprint.layout.inline)
    before = [home.strut for home in homes]

    with installed([Hold(STRUT, lambda upstream: lambda style: upstream(style))]):
        during = {home.strut for home in homes}

    assert len(during) == 1
    assert not during & set(before)
    assert [home.strut for home in homes] == before


def test_all_is_put_back_when_a_document_fails() -> None:
    before = {hold.name: guard._standing(*guard._owner(hold.name)) for hold in HOLDS}

    with pytest.raises(ZeroDivisionError), installed(HOLDS):
        raise ZeroDivisionError

    assert {hold.name: guard._standing(*guard._owner(hold.name)) for hold in HOLDS} == before


def test_two_holds_on_one_name_wrap_each_other_in_their_order() -> None:
    def adding(word: str) -> Callable[[Any], Any]:
        return lambda upstream: lambda item: upstream(item) + word.encode()

    holds = [Hold("pydyf:_to_bytes", adding("1")), Hold("pydyf:_to_bytes", adding("2"))]

    with installed(holds):
        assert pydyf._to_bytes("x") == b"x12"
    assert pydyf._to_bytes("x") == b"x"
