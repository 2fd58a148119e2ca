"""Which of several sources fills a field, and what is noted."""

from __future__ import annotations

import pytest

from publish.model.article import Article, Decisions, Declared, Hints
from publish.model.walk import text_of_inlines
from publish.normaliser import normalise
from tests.build import draft, figure, h

PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)
MORE = "Landlords expect rents to rise again before the winter, a survey of four hundred says so."


def said(*pairs: tuple[str, str]) -> tuple[Declared, ...]:
    return tuple(Declared(value, where) for value, where in pairs)


def cleaned(hints: Hints, *blocks: str, decisions: Decisions | None = None) -> Article:
    page = draft(h("Rents rise again"), *(blocks or (PROSE, MORE)), hints=hints)
    return normalise(page, decisions or Decisions())


def test_what_is_declared_first_wins_and_the_other_is_noted() -> None:
    hints = Hints(outlet=said(("The Paper", "json-ld"), ("paper.example", "og:site_name")))

    article = cleaned(hints)

    assert article.outlet == "The Paper"
    assert [note.message for note in article.notes if note.code == "metadata.disagree"] == [
        "outlet: og:site_name says 'paper.example', json-ld 'The Paper'"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Courier", "courier.example"), ("Harbour Courier", "The Harbour Courier Ltd")],
)
def test_an_outlet_of_nearly_the_same_name_is_no_doubt(one: str, other: str) -> None:
    near = cleaned(Hints(outlet=said((one, "json-ld"), (other, "og:site_name"))))
    far = cleaned(Hints(outlet=said((one, "json-ld"), ("Oak & Ash", "og:site_name"))))

    assert [len(each.notes) for each in (near, far)] == [0, 1]


def test_authors_come_from_one_place_not_from_all() -> None:
    hints = Hints(
        authors=said(("Ann Ode", "json-ld"), ("Bo Li", "json-ld"), ("A. Ode", "meta author"))
    )

    assert cleaned(hints).byline == ("Ann Ode", "Bo Li")


def test_a_declared_author_wins_over_the_note_at_the_end() -> None:
    hints = Hints(authors=said(("Ann Ode", "json-ld")))

    article = cleaned(hints, PROSE, MORE, "Bo Li is a reporter at The Paper.")

    assert article.byline == ("Ann Ode",)
    assert article.author_note


def test_a_summary_that_only_repeats_the_opening_is_not_printed_above_it() -> None:
    hints = Hints(standfirst=said((PROSE[:60] + "…", "og:description")))

    assert cleaned(hints).standfirst == ()


def test_a_summary_that_says_more_is_the_standfirst() -> None:
    hints = Hints(standfirst=said(("Nine months and no end.", "og:description")))

    assert text_of_inlines(cleaned(hints).standfirst) == "Nine months and no end."


def test_the_language_is_declared_or_recognised() -> None:
    german = "Die Mieten in der Stadt steigen seit neun Monaten, und ein Ende ist nicht in Sicht."

    assert cleaned(Hints(language=said(("en_GB", "html")))).language == "en-GB"
    assert cleaned(Hints(), german, german).language == "de"
    assert cleaned(Hints(language=said(("english please", "meta")))).language == "en"
    assert cleaned(Hints(), decisions=Decisions(language="fr")).language == "fr"


def test_an_article_without_any_title_says_so() -> None:
    article = normalise(draft(PROSE, MORE, name="2024/rents_rise-again.txt"))

    assert text_of_inlines(article.title) == "rents rise again"
    assert [note.code for note in article.notes] == ["metadata.no-title"]


def test_the_same_moment_in_two_zones_is_no_disagreement() -> None:
    hints = Hints(
        published=said(
            ("2024-01-21T23:30:00-05:00", "json-ld"),
            ("2024-01-22T04:30:00+00:00", "meta"),
            ("2024-01-21", "time"),
        )
    )

    assert [note.code for note in cleaned(hints).notes] == []


def test_two_days_are_a_disagreement() -> None:
    hints = Hints(published=said(("2024-01-21", "json-ld"), ("2024-02-01", "pubdate")))

    article = cleaned(hints)

    assert article.published == "2024-01-21"
    assert [note.code for note in article.notes] == ["metadata.disagree"]


def test_a_page_without_its_pictures_is_one_doubt_and_each_is_on_record() -> None:
    page = draft(h("Rents"), PROSE, figure("a.png", caption="A"), figure("b.png"), MORE)

    article = normalise(page)

    assert [note.message for note in article.notes] == ["picture not found: a.png and 1 more"]
    assert len([gone for gone in article.removals if gone.rule == "body.missing-picture"]) == 2


def test_the_byline_under_the_headline_wins_over_an_accounts_name() -> None:
    hints = Hints(authors=said(("annode7", "json-ld author")))

    assert cleaned(hints, "By Ann Ode", PROSE, MORE).byline == ("Ann Ode",)


def test_a_declared_person_wins_over_another_in_the_text_and_the_other_is_noted() -> None:
    hints = Hints(authors=said(("Bo Li", "json-ld author")))

    article = cleaned(hints, "By Ann Ode", PROSE, MORE)

    assert article.byline == ("Bo Li",)
    assert [note.message for note in article.notes if note.code == "metadata.disagree"] == [
        "authors: json-ld author says Bo Li, the text Ann Ode"
    ]


def test_an_organisation_is_the_byline_only_where_no_person_is() -> None:
    team = said(("The Paper Team", "json-ld author"), ("Ann Ode", "author"))

    assert cleaned(Hints(authors=team)).byline == ("Ann Ode",)
    assert cleaned(Hints(authors=team[:1])).byline == ("The Paper Team",)


def test_the_visible_day_wins_over_a_moment_in_greenwich_near_midnight() -> None:
    late = Hints(published=said(("2024-01-21T23:30:00+00:00", "json-ld")))
    noon = Hints(published=said(("2024-01-21T11:30:00+00:00", "json-ld")))

    assert cleaned(late, "22 January 2024", PROSE, MORE).published == "2024-01-22"
    assert cleaned(noon, "22 January 2024", PROSE, MORE).published == "2024-01-21T11:30:00+00:00"


def test_of_one_moment_in_two_zones_the_local_one_is_told() -> None:
    hints = Hints(
        published=said(
            ("2024-01-22T03:05:00+00:00", "article:published_time"),
            ("2024-01-21T19:05:00-08:00", "time"),
        )
    )

    article = cleaned(hints)

    assert article.published == "2024-01-21T19:05:00-08:00"
    assert not article.notes


def test_a_date_of_the_text_wins_over_the_first_time_element_of_the_page() -> None:
    hints = Hints(published=said(("2020-05-05", "time")))

    assert cleaned(hints, "21 January 2024", PROSE, MORE).published == "2024-01-21"


def test_a_title_with_its_kicker_is_told_in_full() -> None:
    hints = Hints(title=said(("Cities: Rents rise again", "og:title")))

    assert text_of_inlines(cleaned(hints).title) == "Cities: Rents rise again"


def test_a_language_that_is_not_the_texts_is_noted() -> None:
    german = "Die Mieten in der Stadt steigen seit neun Monaten, und ein Ende ist nicht in Sicht."
    hints = Hints(language=said(("en", "html lang")))

    article = cleaned(hints, *(german,) * 6)

    assert article.language == "de"
    assert "language: html lang says 'en', the text is 'de'" in [n.message for n in article.notes]
