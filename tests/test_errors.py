"""Errors say what, where and what to do, and travel between processes."""

from __future__ import annotations

import ast
from multiprocessing.reduction import ForkingPickler

import pytest

from publish import errors
from publish.errors import EmptyArticle, Failure, OverLimit, PublishError, nearest
from tests.conftest import ROOT

KINDS = [
    kind
    for name in errors.__all__
    if isinstance(kind := getattr(errors, name), type) and issubclass(kind, PublishError)
]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not OverLimit])
def test_an_error_survives_the_way_from_a_worker(kind: type[PublishError]) -> None:
    error = kind("not a Word file", where="a.docx", hint="save it again")

    back = ForkingPickler.loads(ForkingPickler.dumps(error))

    assert type(back) is kind
    assert (back.message, back.where, back.hint, back.code, str(back)) == (
        "not a Word file",
        "a.docx",
        "save it again",
        kind.code,
        "a.docx: not a Word file",
    )


def test_what_emptied_an_article_survives_too() -> None:
    error = EmptyArticle("cleaning left no words", removed=(("chrome.share", "Share"),))

    back = ForkingPickler.loads(ForkingPickler.dumps(error))

    details = Failure.of(back).details
    assert details == "removed: chrome.share took 1\n  1  chrome.share: Share"


def test_a_limit_names_itself_both_numbers_and_the_way_round() -> None:
    error = ForkingPickler.loads(
        ForkingPickler.dumps(OverLimit("nesting", 3003, 250, where="a.html"))
    )

    assert str(error) == "a.html: nesting 3,003 is over the limit of 250"
    assert (error.code, error.hint) == ("limit.nesting", "--limit nesting=3754")


def test_every_code_is_said_once() -> None:
    codes = [kind.code for kind in KINDS]

    assert len(set(codes)) == len(codes) - 1  # OverLimit's code ends in the limit's name
    assert OverLimit.code == errors.SourceError.code


def test_the_tree_of_errors_in_the_docstring_is_the_tree_in_the_code() -> None:
    drawn = errors.__doc__ or ""

    assert [kind.__name__ for kind in KINDS if kind.__name__ not in drawn] == []


def test_a_word_that_is_far_from_all_gets_the_whole_list() -> None:
    assert nearest("zzz", ["pdf", "docx"]) == "known: docx, pdf"


def test_no_hint_sends_to_a_page_that_is_not_installed() -> None:
    """docs/ is no part of the wheel: what a user is told stands on its own."""
    said = [
        f"{path.name}: {node.value}"
        for path in sorted((ROOT / "publish").rglob("*.py"))
        for tree in [ast.parse(path.read_text("utf-8"))]
        for docs in [_docstrings(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if "docs/" in node.value and node not in docs
    ]

    assert said == []


def _docstrings(tree: ast.Module) -> set[ast.expr]:
    """Strings that stand alone, as docstrings of modules, functions and values do."""
    return {each.value for each in ast.walk(tree) if isinstance(each, ast.Expr)}
