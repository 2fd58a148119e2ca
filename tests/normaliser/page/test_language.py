"""The language of a draft: declared, unless the text is plainly another."""

from __future__ import annotations

import pytest

from publish.model.article import Declared, Hints
from publish.normaliser.page.language import recognised, tidy_tag
from publish.normaliser.page.page import Page
from tests.build import draft

SAID = {
    "en": "The city said on Monday that rents had risen and that they would rise again in winter",
    "de": "Die Stadt sagte am Montag, dass die Mieten gestiegen sind und im Winter wieder steigen",
    "fr": "La ville a dit que les loyers ont augmenté et qu'ils vont encore augmenter dans l'hiver",
    "es": "La ciudad dijo el lunes que los alquileres han subido y que van a subir en el invierno",
    "it": "La città ha detto che gli affitti sono saliti e che non è finita, dice il sindaco",
    "pt": "A cidade disse que os aluguéis subiram e que não vão cair no inverno, diz o prefeito",
    "nl": "De stad zei dat de huren zijn gestegen en dat het in de winter nog meer zal worden",
    "pl": "Miasto mówi, że czynsze wzrosły i że w zimie będą jeszcze wyższe, bo nie ma mieszkań",
    "cs": "Město říká, že se nájmy zvýšily a že to v zimě bude ještě více, protože není kde bydlet",
    "sv": "Staden säger att hyrorna har ökat och att det inte är slut än, för det finns inga hus",
    "tr": "Belediye kiralar bu ay da arttı ve daha da artacak dedi, çünkü şehirde ev yok",
    "ru": "Город сказал, что аренда выросла и что она будет расти, потому что не хватает домов",
    "uk": "Місто каже, що оренда зросла і що вона буде рости, бо не вистачає будинків у місті",
    "ar": "قالت المدينة إن الإيجارات ارتفعت وإنها سترتفع من جديد في الشتاء",
    "ja": "市は月曜日に、家賃がまた上がったと発表した。",
    "zh": "市政府星期一说，房租又上涨了，而且还会继续上涨。",
    "ko": "시는 월요일에 집세가 다시 올랐다고 발표했다.",
}


@pytest.mark.parametrize(("language", "text"), SAID.items(), ids=list(SAID))
def test_a_sentence_is_recognised_without_a_library(language: str, text: str) -> None:
    assert recognised(text) == language


def test_a_language_that_is_not_known_stays_unrecognised() -> None:
    assert (
        recognised("Kaupunki kertoi maanantaina, että vuokrat nousivat taas yhdeksättä kuuta") == ""
    )
    assert recognised("123 456") == ""


NEIGHBOURS = {
    "bg": "Градът каза в понеделник, че наемите са се повишили и че ще се вдигнат пак",
    "sk": "Mesto v pondelok povedalo, že nájmy sa zvýšili a že v zime ich bude ešte viac",
    "nb": "Byen sa på mandag at husleiene har økt og at de skal øke igjen til vinteren",
    "da": "Byen sagde mandag, at huslejen er steget og at den vil stige igen til vinter",
    "af": "Die stad het Maandag gesê dat die huur gestyg het en dat dit weer sal styg",
}


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_the_neighbour_of_a_language_is_not_taken_for_it(language: str) -> None:
    assert recognised(NEIGHBOURS[language]) == ""


def test_a_brand_with_a_kana_makes_no_chinese_text_japanese() -> None:
    assert (
        recognised("优の良品在上海开设了新的分店，很多市民前来参观，门口排起了长长的队伍。") == "zh"
    )


def test_a_template_that_says_english_of_a_german_text_is_not_believed() -> None:
    hints = Hints(language=(Declared("en-US", "html lang"),))

    assert Page.of(draft(*(SAID["de"] + ".",) * 5, hints=hints)).language == "de"
    assert Page.of(draft(*(SAID["en"] + ".",) * 5, hints=hints)).language == "en-US"
    assert Page.of(draft(*(SAID["de"] + ".",) * 5, hints=hints), decided="fr").language == "fr"


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_a_menu_in_english_outweighs_no_text_of_fewer_signs(language: str) -> None:
    menu = ("Home", "News and sport", "Sign in", "Read our magazine: it is the best of the north")
    hints = Hints(language=(Declared(language, "html lang"),))
    blocks = (*menu * 2, *(SAID[language] * 3,) * 4, *menu * 3)

    assert Page.of(draft(*blocks)).language == language
    assert Page.of(draft(*blocks, hints=hints)).language == language


def test_a_headline_in_another_language_is_not_enough_to_doubt_what_is_declared() -> None:
    hints = Hints(language=(Declared("en", "html lang"),))

    assert Page.of(draft(SAID["de"], hints=hints)).language == "en"


def test_a_tag_is_written_in_its_usual_case() -> None:
    assert [tidy_tag(each) for each in ("EN_us", "zh-hant-tw", "english please")] == [
        "en-US",
        "zh-Hant-TW",
        "",
    ]
