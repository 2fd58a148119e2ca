"""The list of notes: closed, true to the code, and told in the documentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from publish.model.article import Note
from publish.model.notes import CODES, WEIGHTS
from publish.normaliser import RULES
from publish.normaliser.cleaning.kinds import _TOLD as KINDS
from tests.conftest import ROOT

_CATALOGUE = ROOT / "publish" / "model" / "notes.py"
_PAGE = ROOT / "docs" / "notes.md"
_TAKERS = {"Note": 0, "_leave_out": 0, "add": 0, "mark": 0}
"""Calls that take a code, and where: `Note(code, …)`, `left_out.add(code, …)`."""
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*")
_ROOMS = "|".join(sorted({code.partition(".")[0] for code in CODES}))
_MADE_ELSEWHERE = ("note.code", "key[0]", "code", "notes.gone[name]", "gone[node.mem_id]")
"""Codes that a call passes on: they are said where the value is made."""


@cache
def _modules() -> list[tuple[Path, ast.Module]]:
    paths = sorted((ROOT / "publish").rglob("*.py"))
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths if path != _CATALOGUE]


def _made() -> set[str]:
    """The codes that calls make; AssertionError for a call whose code cannot be told."""
    made: set[str] = set()
    for path, module in _modules():
        constants = {
            target.id: node.value.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called not in _TAKERS:
                continue
            first = node.args[_TAKERS[called]]
            match first:
                case ast.Constant(value=str(code)):
                    made |= {code} if _CODE.fullmatch(code) else set()
                case ast.Name(id=name) if name in constants:
                    made.add(str(constants[name]))
                case ast.JoinedStr() if called == "Note":
                    assert ast.unparse(first) == "f'page.{kind}'", (path, ast.unparse(first))
                    made |= {f"page.{kind}" for kind in KINDS}
                case ast.Attribute() if called == "Note":
                    assert ast.unparse(first) == "each.id", (path, ast.unparse(first))
                case _ if called in ("Note", "_leave_out"):
                    assert ast.unparse(first) in _MADE_ELSEWHERE, (path, ast.unparse(first))
    return made | _noting_rules() | _said_as_text()


def _noting_rules() -> set[str]:
    """The rules whose findings carry a note: their ids are its code."""
    noting: set[str] = set()
    for path, module in _modules():
        for node in ast.walk(module):
            is_finding = isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
            if is_finding and any(each.arg == "note" for each in node.keywords):
                noting.add(path.stem)
    return {rule.id for rule in RULES if rule.id.split(".")[1].replace("-", "_") in noting}


def _said_as_text() -> set[str]:
    """Strings that look like a code of ours, wherever they stand: those that tables hold."""
    return {
        node.value
        for path, module in _modules()
        if path.name in ("notes.py", "left_out.py", "note_lists.py", "properties.py")
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _CODE.fullmatch(node.value)
        and re.match(_ROOMS, node.value)
        and node.value != "table.properties"  # a selector
    }


def test_every_code_that_is_made_is_in_the_list_and_every_other_is_gone() -> None:
    assert sorted(_made()) == sorted(CODES)


def test_a_note_weighs_what_its_code_does() -> None:
    assert {code: Note(code, "").weight for code in CODES} == {
        code: meaning.weight for code, meaning in CODES.items()
    }


def test_a_code_that_is_not_ours_is_a_doubt() -> None:
    assert Note("own.promo", "is it one?").weight == "doubt"


def test_what_is_wrong_or_doubtful_says_what_to_do() -> None:
    silent = [code for code, each in CODES.items() if each.weight != "info" and not each.do]

    assert silent == []


def test_the_documentation_lists_every_code(golden: Callable[[str | bytes, Path], None]) -> None:
    written = _PAGE.read_text("utf-8").partition("## wrong\n")[0]
    parts = [f"## {weight}\n\n{_table(weight)}" for weight in WEIGHTS]

    golden(written + "\n".join(parts), _PAGE)


def _table(weight: str) -> str:
    wanted = [(code, each) for code, each in CODES.items() if each.weight == weight]
    rows = [f"| `{code}` | {each.means} | {each.do} |" for code, each in wanted]
    if weight == "info":
        rows = [f"| `{code}` | {each.means} |" for code, each in wanted]
        return "\n".join(["| code | what is told |", "| --- | --- |", *rows]) + "\n"
    return "\n".join(["| code | what it means | what to do |", "| --- | --- | --- |", *rows]) + "\n"
