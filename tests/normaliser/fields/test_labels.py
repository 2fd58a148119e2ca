"""Labels of names in seventeen languages: who wrote, who helped, who is a guest."""

from __future__ import annotations

import pytest

from publish.normaliser.fields.bylines import read_byline
from publish.normaliser.fields.labels import behind_all, behind_by, behind_helped, guests_in

HELPED = [
    ("Edited by Bo Lindgren", "Bo Lindgren"),
    ("Medically reviewed by Dr. Bo Lindgren", "Dr. Bo Lindgren"),
    ("Redigiert von Bo Lindgren", "Bo Lindgren"),
    ("Traduit par Anne Morel", "Anne Morel"),
    ("Revisado por Ana Moral", "Ana Moral"),
    ("Tradução: Ana Moral", "Ana Moral"),
    ("Foto di Anna Moretti", "Anna Moretti"),
    ("Vertaald door Bo Lindeman", "Bo Lindeman"),
    ("Zdjęcia: Anna Morska", "Anna Morska"),
    ("Přeložila Anna Morská", "Anna Morská"),
    ("Granskad av Bo Lindgren", "Bo Lindgren"),
    ("Çeviren: Ayşe Deniz", "Ayşe Deniz"),
    ("Перевод: Анна Морская", "Анна Морская"),
    ("Світлини: Ганна Морська", "Ганна Морська"),
    ("ترجمة: ليلى حداد", "ليلى حداد"),
    ("写真：山田花子", "山田花子"),
    ("编辑：王小明", "王小明"),
    ("사진: 김민수", "김민수"),
]

GUESTS = [
    ("This is a guest post by Ann Moor, who keeps the harbour.", "Ann Moor"),
    ("Guest essay by J. K. Moorland", "J. K. Moorland"),
    ("Ein Gastbeitrag von Anna Moor, die den Hafen leitet.", "Anna Moor"),
    ("Cet article a été écrit par Anne Morel, capitaine du port.", "Anne Morel"),
    ("Este artículo fue escrito por Ana Moral, capitana.", "Ana Moral"),
    ("Este artigo foi escrito por Ana Moral, capitã.", "Ana Moral"),
    ("Questo articolo è stato scritto da Anna Moretti.", "Anna Moretti"),
    ("Dit is een gastblog van Anna Lindeman over de haven.", "Anna Lindeman"),
    ("Autorką tekstu jest Anna Morska.", "Anna Morska"),
    ("Autorkou textu je Anna Morská.", "Anna Morská"),
    ("Det här är ett gästinlägg av Anna Lindgren.", "Anna Lindgren"),
    ("Konuk yazar: Ayşe Deniz", "Ayşe Deniz"),
    ("Эту статью написала Анна Морская.", "Анна Морская"),
    ("Цю статтю написала Ганна Морська.", "Ганна Морська"),
    ("مقال بقلم ليلى حداد", "ليلى حداد"),
    ("寄稿：山田花子", "山田花子"),
    ("本文作者：王小明", "王小明"),
    ("기고: 김민수", "김민수"),
]


@pytest.mark.parametrize(("line", "name"), HELPED)
def test_who_helped_is_no_author(line: str, name: str) -> None:
    reading = read_byline(line, day_first=True)

    assert behind_helped(line) == name
    assert (reading.people, reading.alias, reading.helped) == ((), "", (name,))


@pytest.mark.parametrize(("sentence", "name"), GUESTS)
def test_a_sentence_names_its_guest(sentence: str, name: str) -> None:
    assert guests_in(sentence) == (name,)


def test_two_guests_are_both_named() -> None:
    assert guests_in("A guest post by Ann Moor and Bo Lindgren.") == ("Ann Moor", "Bo Lindgren")


def test_a_guest_in_a_story_wrote_nothing() -> None:
    assert guests_in("The guest post by the door was taken by a tall man in grey.") == ()
    assert guests_in("This article was written by hand on the back of a chart.") == ()


def test_writer_reviewer_and_checker_are_told_apart_in_one_line() -> None:
    line = "Written by Ann Moor, reviewed by Bo Lindgren, fact-checked by Cy Vance"

    reading = read_byline(line, day_first=True)

    assert reading.people == ("Ann Moor",)
    assert reading.helped == ("Bo Lindgren", "Cy Vance")


def test_a_label_ends_where_its_word_does() -> None:
    assert behind_by("글자 크기 변경하기") == ""
    assert behind_helped("Editor's choice of the week") == ""
    assert behind_by("Byron wrote it") == ""


def test_a_link_to_all_that_somebody_wrote_names_them() -> None:
    assert behind_all("Alle Beiträge von Anna Moor") == "Anna Moor"
    assert behind_all("Anna Moor") == "Anna Moor"
