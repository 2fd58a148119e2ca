"""The learned model: its file, its arithmetic, and what it says about a page."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import numpy as np
import pytest

from publish import readers
from publish.model.article import Source
from publish.model.walk import text_of
from publish.normaliser import RULES, normalise
from publish.normaliser.learning.forest import Forest
from publish.normaliser.learning.learned import (
    LOOKED_AT,
    Learned,
    Model,
    WordScores,
    form_of,
    judge,
    learned,
    looked,
    model_from,
)
from publish.normaliser.page.page import Page, Seen
from publish.normaliser.rules.model.line import line as judging

LARGEST_FILE = 500_000  # bytes
PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


def page_of(text: str, name: str = "rents.txt") -> Page:
    return Page.of(readers.read(Source(name, text.encode())), decided="en")


def short_lines_go(outcome: float) -> Callable[[Page], Seen]:
    """Looks by a model of one tree: `outcome` for less than ten words, sure of all other blocks."""
    column, border = LOOKED_AT.index("words"), np.log1p(9.5)
    nodes = np.array([[0, outcome, 5, *[outcome, 5] * 2]], np.float32)
    forest = Forest(
        np.array([[column, column]], np.int16), np.array([[border, 99]], np.float32), nodes, 0.0
    )
    nothing = WordScores({}, {}, {})
    model: Model = {"text": Learned(forest, forest, None, nothing)}
    return partial(looked, model=model)


def test_the_shipped_model_is_a_small_text_file_of_this_programs_signals() -> None:
    file = files("publish.normaliser.learning").joinpath("learned.json")

    document = json.loads(file.read_text("utf-8"))

    assert len(file.read_bytes()) <= LARGEST_FILE
    assert {form: table["columns"] for form, table in document["forms"].items()} == {
        "html": list(LOOKED_AT),
        "text": list(LOOKED_AT),
    }


def test_a_model_of_other_signals_is_refused() -> None:
    document = json.loads(
        files("publish.normaliser.learning").joinpath("learned.json").read_text("utf-8")
    )
    document["forms"]["text"]["columns"] = ["words"]

    with pytest.raises(AssertionError, match="train it again"):
        model_from(document)


def test_what_the_signals_add_makes_up_the_outcome() -> None:
    page = page_of(f"Rents rise again\n\n{PROSE}\n\nShare this\n\n{PROSE}\n\nPrivacy policy")
    judged = judge(page, learned())
    assert judged is not None

    gains = judged.gains(range(len(page)))

    forest = judged.forest
    start = float(forest.nodes[:, 0].sum()) + forest.bias
    logits = np.log(judged.keep / (1 - judged.keep))
    assert gains.sum(axis=1) + start == pytest.approx(logits, abs=1e-3)


def test_a_forest_of_one_question_answers_as_drawn() -> None:
    forest = Forest(
        np.array([[3]], np.int16),
        np.array([[0.5]], np.float32),
        np.array([[0.0, -2.0, 2.0]], np.float32),
        0.25,
    )
    rows = np.zeros((2, 5), np.float32)
    rows[1, 3] = 1.0

    assert forest.outcomes(forest.answers(rows)).tolist() == [-1.75, 2.25]


def test_the_file_keeps_borders_whole_and_outcomes_to_a_byte() -> None:
    trees = {
        "depth": 1,
        "bias": 0.0,
        "scale": 0.5,
        "asked": b64encode(np.array([7], "<i2").tobytes()).decode(),
        "borders": b64encode(np.array([0.125], "<f4").tobytes()).decode(),
        "nodes": b64encode(np.array([0, -4, 4], np.int8).tobytes()).decode(),
    }
    words = {"trail": {"-1.5": "nav\tmenu"}, "link": {}, "line": {}}
    table = {"columns": list(LOOKED_AT), "first": trees, "second": trees, "words": words}

    found = model_from({"forms": {"text": table}})["text"]

    assert found.region is None
    assert (found.first.columns.tolist(), found.first.borders.tolist()) == ([[7]], [[0.125]])
    assert found.second.nodes.tolist() == [[0.0, -2.0, 2.0]]
    assert found.words.trail.get("menu") == -1.5
    assert found.words.trail.get("main") is None


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.txt", f"{PROSE}\n\nShort.", "text"),
        ("a.md", f"# Rents\n\n{PROSE}\n\n- one\n- two", ""),
        ("a.html", f"<body><div><p>{PROSE}</p></div><p>Short.</p></body>", "html"),
        ("a.html", f"<body><p>{PROSE}</p><p>Short.</p></body>", ""),
    ],
    ids=["a text", "what an author marked up", "a page", "a page of one element"],
)
def test_which_forest_judges(name: str, text: str, form: str) -> None:
    assert form_of(page_of(text, name)) == form


def test_a_doubtful_line_stays_and_the_editor_is_told_why() -> None:
    line = "Seven words that may be anything here"
    draft = readers.read(Source("a.txt", f"{PROSE}\n\n{line}\n\n{PROSE}".encode()))

    article = normalise(draft, rules=(judging,), look=short_lines_go(-0.1))

    assert [text_of(block) for block in article.body] == [PROSE, line, PROSE]
    assert [(note.code, note.message) for note in article.notes if note.code == "model.line"] == [
        ("model.line", "doubtful: 7 words (52% sure)")
    ]


def test_a_weak_suspicion_takes_nothing_where_no_line_is_surely_a_leftover() -> None:
    draft = readers.read(Source("a.txt", f"{PROSE}\n\nyour sister\n\nHannah".encode()))

    article = normalise(draft, rules=(judging,), look=short_lines_go(-1))

    assert article.removals == ()


def test_a_sure_leftover_goes_with_its_signals_in_words() -> None:
    draft = readers.read(Source("a.txt", f"{PROSE}\n\n{PROSE}\n\nBuy it".encode()))

    article = normalise(draft, rules=(judging,), look=short_lines_go(-4))

    (gone,) = article.removals
    assert (gone.rule, gone.text, gone.why) == ("model.line", "Buy it", "2 words (98% sure)")


def test_behind_the_model_only_headings_of_nothing_are_looked_for() -> None:
    assert [rule.id for rule in RULES[-2:]] == ["model.line", "body.empty-section"]


def test_the_same_page_is_judged_the_same() -> None:
    page = f"<div><p>{PROSE}</p></div><p>Home</p><p>Login</p>"

    first, second = (judge(page_of(page, "a.html"), learned()) for _ in range(2))

    assert first is not None
    assert second is not None
    assert first.keep.tobytes() == second.keep.tobytes()
