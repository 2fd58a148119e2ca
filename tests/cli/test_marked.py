"""An article as `publish inspect` shows it."""

from __future__ import annotations

from dataclasses import replace

from publish.cli import marked
from publish.model.tree import (
    Deleted,
    Emphasis,
    Footnote,
    Inserted,
    Listing,
    Picture,
    Superscript,
)
from tests.build import article, inlines, listing, p, quote


def test_struck_and_inserted_words_are_told_by_their_signs() -> None:
    fee = inlines("Now ", Deleted(inlines("100")), " ", Emphasis((Inserted(inlines("80")),)), ".")
    made = replace(article(quote(p(*fee)), listing("one")), title=fee)

    shown = marked.text(made, width=80, colour=False)

    assert shown.splitlines()[0] == "Now ~~100~~ ++80++."
    assert "   1  Now ~~100~~ ++80++." in shown
    assert "Now ~~100~~ ++80++." in marked.page(made)


def test_numbers_of_items_pictures_notes_and_raised_figures_are_told() -> None:
    made = article(
        Listing((((p("one")),), (p("two"),)), ordered=True, numbering="lower-roman", start=4),
        p("10", Superscript(inlines("6")), " boats of ", Picture("a.png", "Aland"), "."),
        p("So it is", Footnote((p("Or was."),)), "."),
    )

    shown = marked.text(made, width=80, colour=False)

    assert "   1  iv. one\n      v. two" in shown
    assert "   2  10⁶ boats of [Aland]." in shown
    assert "   3  So it is [Or was.]." in shown
