"""An article as `publish inspect` shows it."""

from __future__ import annotations

from dataclasses import replace

from publish.cli import marked
from publish.model.tree import Deleted, Emphasis, Inserted
from tests.build import article, inlines, listing, p, quote


def test_struck_and_inserted_words_are_told_by_their_signs() -> None:
    fee = inlines("Now ", Deleted(inlines("100")), " ", Emphasis((Inserted(inlines("80")),)), ".")
    made = replace(article(quote(p(*fee)), listing("one")), title=fee)

    shown = marked.text(made, width=80, colour=False)

    assert shown.splitlines()[0] == "Now ~~100~~ ++80++."
    assert "   1  Now ~~100~~ ++80++." in shown
    assert "Now ~~100~~ ++80++." in marked.page(made)
