"""What a note says is not what the words at its mark are."""

from __future__ import annotations

from publish.model.article import Article, Declared, Hints
from publish.model.titles import said_of
from publish.model.tree import Footnote, Foreign, Heading, Inline, Text
from publish.model.walk import text_of
from publish.normaliser import normalise
from publish.normaliser.structure.foreign import with_foreign
from tests.build import draft, h, inlines, p
from tests.normaliser.page.test_language import SAID

PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)
MORE = "Landlords expect rents to rise again before the winter, a survey of four hundred says so."
LONG = " ".join(["This was first printed elsewhere, in the paper of another town."] * 9)
GERMAN = SAID["de"] + "."


def note(words: str) -> Footnote:
    return Footnote((p(words),))


def cleaned(*head: Inline | str, title: str = "Rents rise again") -> Article:
    hints = Hints(title=(Declared(title, "og:title"),))
    heading = Heading(1, inlines("Rents rise again", note(LONG)))
    return normalise(draft(heading, p(*head), PROSE, MORE, PROSE, hints=hints))


def test_a_headline_with_a_long_note_is_the_title_and_keeps_its_note() -> None:
    article = cleaned("By Ann Ode")

    assert said_of(article.title) == "Rents rise again"
    assert LONG in text_of(article.title)
    assert not any(isinstance(block, Heading) for block in article.body)


def test_a_title_that_is_declared_more_fully_costs_no_note() -> None:
    article = cleaned("By Ann Ode", title="Cities: Rents rise again")

    assert LONG in text_of(article.title)


def test_a_note_to_a_byline_is_printed_and_names_no_author() -> None:
    article = cleaned("By Ann Ode", note("She works with Bo Li."))

    assert article.byline == ("Ann Ode",)
    assert "She works with Bo Li." in text_of(article.body[0])
    assert [gone.rule for gone in article.removals] == ["head.title"]


def test_a_note_in_another_language_is_marked_and_its_paragraph_is_not() -> None:
    english = p(f"{SAID['en']}.", note(GERMAN))
    (said,) = with_foreign((english,), "en")

    assert said == p(f"{SAID['en']}.", Footnote((p(Foreign("de", inlines(GERMAN))),)))


def test_a_paragraph_in_another_language_is_marked_whatever_its_note_says() -> None:
    german = p(GERMAN, note(f"{SAID['en']}. {SAID['en']}. {SAID['en']}."))
    (said,) = with_foreign((german,), "en")

    foreign = said.inlines[0]  # type: ignore[union-attr]
    assert isinstance(foreign, Foreign)
    assert foreign.language == "de"
    assert foreign.inlines[0] == Text(GERMAN)


def test_share_words_glued_around_a_mark_do_no_harm() -> None:
    page = draft(h("Rents rise again"), p("Share", note("Noted."), "Tweet ", PROSE), MORE)

    assert "Noted." in text_of(normalise(page).body[0])
