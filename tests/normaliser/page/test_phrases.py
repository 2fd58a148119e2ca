"""What a short line's wording says: its kinds, in the languages of the phrases."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from publish.normaliser.page.phrases import bare, cues, parts_of, phrases, said

LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs"),
    *("sv", "tr", "ru", "uk", "ar", "ja", "zh", "ko"),
)

KINDS = {
    "share": [
        "Share Tweet Email",
        "Teilen",
        "Partager sur Facebook",
        "シェアする",
        "카카오톡 공유",
    ],
    "tools": [
        "Print this article",
        "Zum Seitenanfang",
        "Imprimir",
        "Версия для печати",
        "返回顶部",
    ],
    "tags": ["Tags: rents, wages", "Schlagwörter", "Mots-clés", "Теги", "標籤"],
    "related": [
        "Related articles",
        "Lesen Sie auch: Mieten",
        "Lee también",
        "関連記事",
        "اقرأ أيضا",
    ],
    "newsletter": ["Sign up for our newsletter", "Iscriviti alla newsletter", "订阅我们的邮件"],
    "consent": ["We use cookies", "Alle akzeptieren", "Tout refuser", "同意する"],
    "paywall": ["Subscribe to continue reading", "Um weiterzulesen", "для подписчиков"],
    "app": ["Download our app", "Pobierz aplikację", "앱 다운로드"],
    "advert": ["ADVERTISEMENT", "Werbung", "Publicité", "Reklama", "広告"],
    "comments": ["12 Comments", "Kommentare (3)", "Laisser un commentaire", "댓글 쓰기"],
    "pager": ["Next page", "Vorherige Seite", "Página siguiente", "次のページ"],
    "legal": ["© 2024 The Paper", "Alle Rechte vorbehalten", "Все права защищены"],
    "contact": ["Media contact: Ann Ode", "Pressekontakt", "お問い合わせ先"],
    "credit": ["Photo: Ann Ode", "Foto: Anna Ode/Archiv", "写真：山田花子", "사진=이보람"],
    "media": ["Listen to this article", "Artikel anhören", "Lire la vidéo", "뉴스듣기"],
    "author": ["About the author", "Über die Autorin", "作者简介"],
    "byline": ["By Ann Ode", "Von Anna Ode", "Par Anne Ode"],
    "date": ["January 21, 2024", "12:31 GMT", "2024年1月21日"],
    "price": ["$19.99", "19,99 €", "¥ 300", "20 zł"],
    "reading": ["5 min read", "Lesezeit: 5 Minuten", "読了時間：3分"],
    "address": ["ann@paper.example", "https://paper.example/rents"],
}


@pytest.mark.parametrize(("kind", "lines"), KINDS.items(), ids=KINDS)
def test_a_line_belongs_to_the_kind_that_its_wording_says(kind: str, lines: list[str]) -> None:
    assert [line for line in lines if kind not in cues(bare(line))] == []


@pytest.mark.parametrize(
    "line",
    [
        "Rents rose for the ninth month in a row",
        "Die Mieten sind wieder gestiegen",
        "家賃はまた上がった",
        "Ann Ode",
        "",
    ],
)
def test_a_line_of_an_article_says_nothing_of_note(line: str) -> None:
    assert cues(bare(line)) == frozenset()


def test_a_long_line_has_no_kind() -> None:
    assert cues(bare("We use cookies. " * 40)) == frozenset()


def test_capitals_and_careless_letters_are_the_same_words() -> None:
    assert "related" in cues(bare("İLGİLİ HABERLER"))
    assert bare("Ещё новости") == bare("Еще новости")
    assert bare("» Don’t miss:") == "don't miss"


def test_a_phrase_stands_where_its_words_do() -> None:
    (found,) = said(bare("Please sign up for our newsletter"))

    assert (found.kind, found.key, found.first, found.last) == ("newsletter", "contains", 1, 6)


def test_a_phrase_within_a_word_is_not_said() -> None:
    assert "advert" not in cues(bare("Adverts"[:-1] + "ise"))
    assert said(bare("Imprinting articles")) == ()


def test_a_line_of_buttons_is_divided_into_its_phrases() -> None:
    parts = parts_of(bare("Share on Facebook (12) | Print | Back to top"))

    assert [phrase for _, _, phrase in parts] == ["share on facebook", "print", "back to top"]


def test_a_line_with_one_word_more_is_no_line_of_buttons() -> None:
    assert parts_of(bare("Print | Money | Back to top")) == ()


def test_a_kind_that_no_table_has_is_refused() -> None:
    with pytest.raises(KeyError):
        phrases("shares", "strong")


def test_each_kind_of_furniture_has_wording_in_all_languages() -> None:
    text = files("publish.normaliser.page").joinpath("phrases.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    whole = ("share", "tools", "rating", "menu", "account", "advert", "comments", "pager", "media")
    labels = ("related", "tags", "keep", "author")
    inside = ("newsletter", "consent", "paywall", "app", "support", "shop", "script", "reading")
    asked = [(kind, "strong" if kind == "share" else "whole") for kind in whole]
    asked += [(kind, "label") for kind in labels]
    asked += [(kind, "contains") for kind in (*inside, "legal", "credit")]
    asked += [("origin", "begins"), ("contact", "begins"), ("post", "begins"), ("live", "whole")]

    missing = [
        (kind, key, language)
        for kind, key in asked
        for language in LANGUAGES
        if not tables[kind][key].get(language)
    ]

    assert missing == []
