"""A title where nothing can be struck or raised."""

from __future__ import annotations

import pytest

from publish.model.links import anchors_in
from publish.model.titles import said_of
from publish.model.tree import (
    Anchor,
    Deleted,
    Emphasis,
    Footnote,
    Inlines,
    Inserted,
    Link,
    Subscript,
    Superscript,
)
from tests.build import inlines, p, quote


def test_words_that_are_struck_do_not_hold() -> None:
    title = inlines("A fee of ", Emphasis(inlines(Deleted(inlines("100")), " 80")), " crowns")

    assert said_of(title) == "A fee of  80 crowns"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (inlines("10", Superscript(inlines("6")), " boats"), "10⁶ boats"),
        (inlines("10", Superscript(inlines("−9")), " m"), "10⁻⁹ m"),
        (inlines(Emphasis(inlines("H", Subscript(inlines("2")), "O"))), "H₂O"),
        (inlines("1", Superscript(inlines("er")), " mai"), "1er mai"),
        (inlines(Deleted(inlines("10", Superscript(inlines("3"))))), "10³"),
    ],
)
def test_raised_figures_stay_raised(title: Inlines, said: str) -> None:
    assert said_of(title) == said


def test_words_put_in_hold() -> None:
    assert said_of(inlines(Inserted(inlines("80")))) == "80"


def test_a_title_struck_out_whole_keeps_its_words() -> None:
    assert said_of(inlines(Deleted(inlines("Called off")), " ")) == "Called off "


def test_anchors_are_found_wherever_they_stand() -> None:
    title = inlines(Anchor("top"), "Title")
    note = Footnote((p(Anchor("note")),))
    body = (quote(p(Link("https://example.org", (Anchor("inner"),)), note)), p(Anchor("end")))

    assert list(anchors_in(title, body)) == ["top", "inner", "note", "end"]
