"""Paragraphs in another language than their article: marked only when they plainly are."""

from __future__ import annotations

import pytest

from publish.model.article import Declared, Hints
from publish.model.tree import Foreign, Paragraph
from publish.normaliser import normalise
from publish.normaliser.structure.foreign import foreign_language, with_foreign
from tests import udhr
from tests.build import draft, h, inlines, listing, p, quote
from tests.normaliser.page.test_language import SAID

GERMAN = SAID["de"] + "."
GREEK = "Ο δήμος είπε τη Δευτέρα ότι τα ενοίκια ανέβηκαν ξανά και ότι θα ανέβουν πάλι τον χειμώνα."
HEBREW = "העירייה אמרה ביום שני ששכר הדירה עלה שוב, ושהוא יעלה עוד בחורף הקרוב, כי אין מספיק בתים."
PERSIAN = (
    "شهرداری روز دوشنبه گفت که اجاره‌ها بالا رفته است و در زمستان باز هم بالا خواهد رفت و کم نمی‌شود."
)


@pytest.mark.parametrize(
    "language", [each for each in SAID if each not in ("en", "pt", "ja", "zh", "ko")]
)
def test_a_sentence_in_an_english_article_is_recognised(language: str) -> None:
    assert foreign_language(f"{SAID[language]}. {SAID[language]}.", "en") == language


def test_of_two_close_neighbours_none_is_named_wrongly() -> None:
    assert foreign_language(SAID["pt"], "en") == ""


@pytest.mark.parametrize("language", ["ja", "zh", "ko"])
def test_so_is_a_text_without_spaces(language: str) -> None:
    assert foreign_language(SAID[language] * 3, "en-GB") == language


@pytest.mark.parametrize(("text", "language"), [(GREEK, "el"), (HEBREW, "he")])
def test_a_script_of_one_language_tells_enough(text: str, language: str) -> None:
    assert foreign_language(text, "en") == language


@pytest.mark.parametrize("main", ["de", "ru", "ja", "el", "hi"])
def test_english_is_recognised_in_articles_of_other_languages(main: str) -> None:
    assert foreign_language(SAID["en"], main) == "en"


@pytest.mark.parametrize("language", SAID)
def test_a_paragraph_of_the_article_s_own_language_is_none(language: str) -> None:
    assert foreign_language(SAID[language] * 3, language) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Der Fluss.",  # too short to be sure
        "Ana de la Cruz, Juan de los Ríos, Eva del Mar, Luis de la Vega y María de las Nieves",
        "Los Angeles, El Paso, Las Vegas, San Luis de la Paz, La Mesa, Del Mar, El Monte, La Habra",
        "x = 1; y = 2; z = x + y; print(z); w = z * 2; v = w ** 2; u = v % 7; print(u, v, w)",
        PERSIAN,  # a neighbour of Arabic that we do not know
        "Kaupunki kertoi maanantaina, että vuokrat nousivat taas ja että talvella ne nousevat",
    ],
)
def test_what_is_not_plain_is_left_alone(text: str) -> None:
    assert foreign_language(text, "en") == ""


def test_in_a_language_that_we_do_not_know_its_neighbours_are_not_named() -> None:
    assert foreign_language(SAID["sv"], "nb") == ""
    assert foreign_language(SAID["ar"], "fa") == ""


def test_paragraphs_of_quotes_and_lists_are_marked_and_headings_are_not() -> None:
    blocks = (h(GERMAN), quote(p(GERMAN)), listing(GERMAN))

    heading, said, items = with_foreign(blocks, "en")

    marked = Paragraph((Foreign("de", inlines(GERMAN)),))
    assert heading == h(GERMAN)
    assert said == quote(marked)
    assert items.items == ((marked,),)  # type: ignore[union-attr]


def test_a_paragraph_that_a_template_calls_english_is_what_it_is() -> None:
    declared = p(Foreign("en", inlines(GERMAN)))

    assert with_foreign((declared,), "de") == (p(GERMAN),)
    assert with_foreign((declared,), "fr") == (declared,)


def test_a_paragraph_whose_words_are_of_neither_language_stays_as_it_is_declared() -> None:
    latin = "Aspera virtus vincit; ardua culmina petunt, flumina silvasque transeunt boni milites."
    declared = p(Foreign("de", inlines(latin)))

    assert with_foreign((declared,), "ru") == (declared,)


def test_a_german_paragraph_of_an_english_article_has_german_quotes() -> None:
    hints = Hints(language=(Declared("en", "html lang"),))
    english = f'{SAID["en"]}: "It\'s so."'
    german = f'{SAID["de"]}: "So ist es."'

    body = normalise(draft(english, german, english, hints=hints)).body

    assert body[0] == p(f"{SAID['en']}: “It’s so.”")
    assert body[1] == p(Foreign("de", inlines(f"{SAID['de']}: „So ist es.“")))


@pytest.mark.parametrize("language", udhr.LANGUAGES)
def test_no_paragraph_of_a_true_text_is_named_wrongly(language: str) -> None:
    own = language.partition("-")[0]
    for paragraph in udhr.text(language).paragraphs:
        assert foreign_language(paragraph, language) == ""
        for main in ("en", "ru", "fi"):
            if main != own:
                assert foreign_language(paragraph, main) in ("", own)
