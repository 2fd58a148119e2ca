"""A title where nothing can be struck."""

from __future__ import annotations

from publish.model.links import anchors_in
from publish.model.titles import said_of
from publish.model.tree import Anchor, Deleted, Emphasis, Footnote, Inserted, Link
from tests.build import inlines, p, quote


def test_words_that_are_struck_do_not_hold() -> None:
    title = inlines("A fee of ", Emphasis(inlines(Deleted(inlines("100")), " 80")), " crowns")

    assert said_of(title) == "A fee of  80 crowns"


def test_words_put_in_hold() -> None:
    assert said_of(inlines(Inserted(inlines("80")))) == "80"


def test_a_title_struck_out_whole_keeps_its_words() -> None:
    assert said_of(inlines(Deleted(inlines("Called off")), " ")) == "Called off "


def test_anchors_are_found_wherever_they_stand() -> None:
    title = inlines(Anchor("top"), "Title")
    note = Footnote((p(Anchor("note")),))
    body = (quote(p(Link("https://example.org", (Anchor("inner"),)), note)), p(Anchor("end")))

    assert list(anchors_in(title, body)) == ["top", "inner", "note", "end"]
