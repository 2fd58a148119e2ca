"""Why the learned model takes a block, in words."""

from __future__ import annotations

from publish import readers
from publish.model.article import Source
from publish.normaliser import normalise
from publish.normaliser.learning.reasons import _MIDDLE, _SAYINGS
from publish.normaliser.learning.signals import NAMES
from publish.normaliser.learning.trails import TRAIL_NAMES

PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


def test_every_removal_by_the_model_gives_a_reason_and_how_sure_it_is() -> None:
    page = (
        "<title>Rents</title><body><div class='top'><a href='/login'>Log in here now</a></div>"
        f"<div class='text'><p>{PROSE}</p><p>{PROSE}</p><p class='share'>Share this now</p>"
        f"<p>{PROSE}</p><p class='zone'>Oak and Ash Holdings</p></div><p>Site by Elm</p></body>"
    )

    article = normalise(readers.read(Source("a.html", page.encode())))

    whys = [gone.why for gone in article.removals if gone.rule.startswith("model.")]
    assert whys
    assert all("% sure)" in why or "reads like the article; " in why for why in whys)


def test_what_is_said_is_said_of_signals_that_there_are() -> None:
    assert [name for name in _SAYINGS if name not in (*NAMES, *TRAIL_NAMES)] == []
    assert [name for name in _MIDDLE if not isinstance(_SAYINGS[name], tuple)] == []
