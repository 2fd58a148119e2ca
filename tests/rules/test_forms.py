"""Which short lines show by their form that they belong to a text, and which do not."""

from __future__ import annotations

import pytest

from publish.normaliser.page.extent import extent_of
from publish.normaliser.page.page import Page
from publish.normaliser.rules.forms import forms_of
from tests.build import draft

PROSE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, "
    "and landlords expect no change before the winter."
)
FORMS = {
    "turns of a conversation": ("Ann: Why?", "Bo: No money.", "Ann: And now?", "Bo: We wait."),
    "questions and answers": ("May I come?", "Yes.", "May I stay?", "No."),
    "items behind a colon": ("Still to be done:", "- lamps", "- a bridge"),
    "speech": ("– On y va ?", "– Oui."),
    "notes": ("[1] Town archive.", "[2] Minutes, 1972."),
    "works": ("Reed, A. (2019). Floods.", "Oak, T. (2021). Rails."),
    "results": ("Oakham 2–1 Ashby", "Reedham 0–0 Millton"),
    "facts": ("Weir: a low dam.", "Weight: 300 g"),
    "amounts": ("200 g flour", "2 eggs"),
    "entries with their times": ("[10:02] Ann: is it open?", "[10:03] Bo: yes"),
    "closing words": ("Best wishes,", "Ann"),
    "a post from elsewhere": ("It is fine.", "— Ann Reed (@annreed) May 5, 2024"),
}
LEFTOVERS = (
    ("Follow us on:", "- Facebook", "- Twitter"),
    ("Category: News", "Tags: rents"),
    ("Rents fall in Ashby", "Wages rise in Oakham"),
    ("Got a tip?", "Write to the desk"),
    ("Views: 1,204",),
)


@pytest.mark.parametrize(("name", "lines"), FORMS.items(), ids=FORMS)
def test_lines_in_a_row_show_what_they_are(name: str, lines: tuple[str, ...]) -> None:
    found = forms_of(Page.of(draft(PROSE, *lines)))

    assert (name, 1, len(lines)) in {(each.name, each.first, each.last) for each in found}


@pytest.mark.parametrize("lines", LEFTOVERS, ids=[lines[0] for lines in LEFTOVERS])
def test_a_leftover_has_no_form(lines: tuple[str, ...]) -> None:
    assert forms_of(Page.of(draft(PROSE, *lines))) == ()


def test_the_article_reaches_to_the_line_that_names_a_leftover() -> None:
    extent = extent_of(Page.of(draft(PROSE, PROSE, "Yes.", "No.", "Related stories", "Rents fall")))

    assert (list(extent.among), sorted(extent.tail)) == ([0, 1], [2, 3])


def test_a_page_of_short_sentences_has_an_extent_and_a_menu_has_none() -> None:
    turns = [f"Ann: We asked them {number} times." for number in range(9)]

    assert extent_of(Page.of(draft(*turns))).words == sum(len(turn.split()) for turn in turns)
    assert extent_of(Page.of(draft(*["Home", "News", "Sport"] * 20))).words == 0
