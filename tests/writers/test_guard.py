"""A part whose names are not as we know them stands aside; the engine comes back untouched."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import FunctionType, ModuleType
from typing import Any

import pydyf
import pypdfium2
import pytest
import weasyprint.css.units
import weasyprint.layout.inline
from weasyprint.text import line_break

from publish.layouts import load_layout, use_fonts
from publish.model.article import Article
from publish.model.edition import Edition, Rendition
from publish.model.tree import Footnote, Heading, Paragraph, Text
from publish.writers import pdf
from publish.writers.pdf import engine_parts, guard
from publish.writers.pdf.engine_parts import PARTS
from publish.writers.pdf.guard import EnginePart, Hold, Upstream, installed, judged
from publish.writers.pdf.render import render
from tests.conftest import ROOT
from tests.writers.engine_names import methods_called, names_used

RECORD = ROOT / "publish" / "writers" / "pdf" / "guard.toml"
ALIGN = "weasyprint.layout.inline:text_align"
STRUT = "weasyprint.text.line_break:strut"
BRIEFING = load_layout("briefing")
HOLDS = [hold for part in PARTS for hold in part.holds]
NAMES = sorted({hold.name for hold in HOLDS})
DOCUMENTED = {
    # https://doc.courtbouillon.org/weasyprint/stable/api_reference.html
    "weasyprint:Attachment",
    "weasyprint:CSS",
    "weasyprint:HTML",
    "weasyprint.document:Document.write_pdf",
    "weasyprint.text.fonts:FontConfiguration",
    "weasyprint.urls:FatalURLFetchingError",
    "weasyprint.urls:URLFetcher",
    "weasyprint.urls:URLFetcherResponse",
    # https://doc.courtbouillon.org/pydyf/stable/api_reference.html
    "pydyf:Array",
    "pydyf:Dictionary",
    "pydyf:String",
}
"""What the engine promises to keep, so no part has to hold it."""


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(BRIEFING)


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    """The engine is looked at once a process: here it changes."""
    engine_parts.verdicts.cache_clear()
    yield
    engine_parts.verdicts.cache_clear()


def idle() -> dict[str, str]:
    """The parts that do not run, each with its reason."""
    return {each.part.name: each.why for each in judged(PARTS) if not each.runs}


def holding(name: str) -> set[str]:
    """The parts that hold a name, and those that need them."""
    found: set[str] = set()
    for part in PARTS:
        if name in {hold.name for hold in part.holds} or found & set(part.needs):
            found.add(part.name)
    return found


def another(value: Any) -> Any:
    """What does the same as a thing upstream, and is not the same."""
    match value:
        case FunctionType():
            return lambda *words, **named: value(*words, **named)
        case property():
            return property(lambda self: value.fget(self))
        case cached_property():
            return property(lambda self: value.func(self))
        case set():
            return {*value, "another"}
        case float() | int():
            return value + 1
        case None:  # nothing: what all of Python's dictionaries do, or what nobody asks for
            return lambda *words: dict.__setitem__(*words)
    return _Beside(value)


class _Beside:
    """Another type that hands everything on."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._value, name)


def the_harbour() -> Edition:
    text = "The harbour of Westerland lay open to the north wind, said who had to know the lights. "
    note = Footnote((Paragraph((Text("Since the year 1811."),)),))
    body = (Heading(2, (Text("Of the lights"),)), Paragraph((Text(text * 5), note)))
    return Edition.of(Article(name="harbour.txt", title=(Text("Harbour"),), body=body))


def made() -> Rendition:
    return render(the_harbour(), BRIEFING)


def words_of(rendition: Rendition) -> list[str]:
    with pypdfium2.PdfDocument(rendition.data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(pages).split()


def unknown(rendition: Rendition) -> list[str]:
    return [note.message for note in rendition.notes if note.code == "engine.unknown"]


def test_the_engine_installed_here_is_the_one_we_know(
    golden: Callable[[str | bytes, Path], None],
) -> None:
    golden(guard.written(HOLDS), RECORD)

    assert idle() == {}
    assert unknown(made()) == []


def modules() -> list[ModuleType]:
    found = walk_packages(pdf.__path__, f"{pdf.__name__}.")
    return [import_module(each.name) for each in found]


def holds_of(module: ModuleType) -> set[str]:
    """The names that the tuples of holds in a module have."""
    tuples = [value for value in vars(module).values() if isinstance(value, tuple)]
    return {hold.name for each in tuples for hold in each if isinstance(hold, Hold)}


def test_each_module_holds_what_it_names_of_the_engine() -> None:
    loose = {}
    for module in modules():
        held = holds_of(module) | DOCUMENTED
        named = {n for n in names_used(module) if n not in held and f"{n}.__init__" not in held}
        if named:
            loose[module.__name__] = named

    assert loose == {}


def test_each_module_holds_the_methods_that_it_calls() -> None:
    loose = {}
    for module in modules():
        if names_used(module) or holds_of(module):
            held = {name.rpartition(".")[2] for name in holds_of(module) | DOCUMENTED}
            if called := methods_called(module) - held:
                loose[module.__name__] = called

    assert loose == {}


def test_what_a_module_holds_is_in_a_part() -> None:
    held = {name for module in modules() for name in holds_of(module)}

    assert sorted(held) == NAMES


def test_names_are_held_where_they_are_defined() -> None:
    elsewhere = []
    for name in NAMES:
        value = guard._standing(*guard._owner(name))
        if isinstance(value, FunctionType) and value.__module__ != name.partition(":")[0]:
            elsewhere.append(name)

    assert elsewhere == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_changed_costs_its_parts_and_no_others(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = [Hold(name, another)]
    if inspect.isclass(guard._standing(*guard._owner(name))):
        # Too many hold a class by its name to replace it: it is the record that says otherwise.
        monkeypatch.setitem(guard.recorded(), name, Upstream(("Another", "object")))
        changed = []
    with installed(changed):
        assert set(idle()) == holding(name)
        rendition = made()

    assert rendition.data.startswith(b"%PDF")
    assert [note.code for note in rendition.notes if note.code != "glyph.missing"] == [
        "engine.unknown"
    ]
    (message,) = unknown(rendition)
    assert all(f" {part} (" in message for part in holding(name))


def test_another_alignment_upstream_costs_planned_lines_and_is_noted() -> None:
    with installed([Hold(ALIGN, another)]):
        rendition = made()

    (message,) = unknown(rendition)
    assert message == (
        "this WeasyPrint is not the one that publish was written for: "
        f"lines are broken one by one without lines ({ALIGN} differs); "
        "divided words are read aloud in two without soft_hyphens (needs lines)"
    )


def test_another_box_for_notes_upstream_puts_them_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "weasyprint.formatting_structure.boxes:FootnoteAreaBox"
    at_foot = words_of(made())
    monkeypatch.setitem(guard.recorded(), name, Upstream(("Another", "object")))
    engine_parts.verdicts.cache_clear()

    rendition = made()

    (message,) = unknown(rendition)
    assert message == (
        "this WeasyPrint is not the one that publish was written for: "
        f"notes stand at the end without footnotes ({name} differs)"
    )
    assert "Notes" not in at_foot
    assert "Notes" in words_of(rendition)


def test_the_engine_as_it_comes_is_not_asked_for_what_it_does_not_run() -> None:
    layout = load_layout("briefing", options={"engine": "untouched"})

    with installed([Hold(ALIGN, another)]):
        assert unknown(render(the_harbour(), layout)) == []


def test_another_parameter_upstream_differs() -> None:
    now = guard.upstream(STRUT)
    assert now is not None
    part = EnginePart("struts", "", (Hold(STRUT),))

    (verdict,) = judged([part], {STRUT: Upstream(("style", "more"), now.digest)})

    assert verdict.differ == (STRUT,)


def test_a_part_lacks_what_it_needs_at_any_distance() -> None:
    gone = EnginePart("gone", "", (Hold("weasyprint.gone:strut"),))
    near = EnginePart("near", "", (), needs=("gone",))
    far = EnginePart("far", "", (), needs=("near",))

    whys = [verdict.why for verdict in judged([gone, near, far])]

    assert whys == ["weasyprint.gone:strut differs", "needs gone", "needs near"]


def test_of_many_names_that_differ_the_first_is_told() -> None:
    part = EnginePart("gone", "", (Hold("pydyf:first"), Hold("pydyf:second"), Hold("pydyf:third")))

    (verdict,) = judged([part], {})

    assert verdict.why == "pydyf:first and 2 more differ"


def test_a_name_that_is_gone_upstream_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pydyf.PDF, "page_references")

    assert idle() == {"page_references": "pydyf:PDF.page_references differs"}


def test_an_engine_without_its_source_files_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_source(_: object) -> str:
        raise OSError("could not get source code")

    guard._digest_of_source.cache_clear()
    monkeypatch.setattr(inspect, "getsource", no_source)

    assert set(idle()) == {part.name for part in PARTS}


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
