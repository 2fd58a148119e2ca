"""What lines around a headline say: people, labels, two kinds of dates, counts."""

from __future__ import annotations

import pytest

from publish.normaliser.fields.bylines import dateline_of, read_byline
from publish.normaliser.fields.labels import behind_by


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("By Ann Ode | The Paper", ("Ann Ode",)),
        ("Published August 7, 2023 by Ann Ode", ("Ann Ode",)),
        ("May 3, 2017 By Ann Ode 4 Comments", ("Ann Ode",)),
        ("VON ANNE ODERMATT am 21. April 2020", ("Anne Odermatt",)),
        ("Par Anne Ode le 07 Mai 2020", ("Anne Ode",)),
        ("Ein Artikel von Anne Öde | 27.01.2022 - 12:45", ("Anne Öde",)),
        ("Written by Ann Ode Edited by Bo Li", ("Ann Ode",)),
        ("作者：张三 2024年1月5日", ("张三",)),
        ("Автор: Анна Одина", ("Анна Одина",)),
    ],
)
def test_people_stand_behind_a_label(text: str, people: tuple[str, ...]) -> None:
    line = read_byline(text, None)

    assert line.people == people
    assert line.labelled


def test_labels_tell_the_two_dates_apart() -> None:
    line = read_byline("Published on Oct 21, 2025 Updated on Mar 9, 2026", None)

    assert line.published is not None
    assert line.published.day == "2025-10-21"
    assert line.updated is not None
    assert line.updated.day == "2026-03-09"
    assert line.left == ()


def test_a_date_behind_updated_alone_is_not_that_of_publication() -> None:
    line = read_byline("Zuletzt aktualisiert: 30.12.2016", True)

    assert line.published is None
    assert line.updated is not None


def test_who_has_no_persons_name_is_an_alias_and_a_sentence_is_nobody() -> None:
    assert read_byline("by jdoe on December 4, 2006", None).alias == "jdoe"
    assert read_byline("By Wallow Press Team • 4 mins read", None).alias == "Wallow Press Team"
    assert read_byline("By the end of the year rents had risen a lot.", None).alias == ""
    assert read_byline("By Staff", None).alias == ""


def test_counts_weekdays_and_hours_are_no_rest() -> None:
    assert read_byline("Friday, 3 May 2024 at 11:00 AM · 6 min read · 12 comments", None).left == ()
    assert read_byline("24. April 2020 | Pressemitteilungen", None).left == ("Pressemitteilungen",)


def test_a_word_that_begins_like_a_label_is_none() -> None:
    assert behind_by("Byron wrote it") == ""
    assert behind_by("by: Ann Ode") == "Ann Ode"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LONDON, March 4 (Agency) — Rents rose", "London"),
        ("WASHINGTON, D.C. — The city said", "Washington, D.C."),
        ("Berlin (dpa) - Die Mieten", "Berlin"),
        ("Madrid, 3 may (EFE).- Los precios", "Madrid"),
        ("ЛОНДОН — Аренда", "Лондон"),
        ("Rents rose — again", ""),
        ("IBM - A company", ""),
        ("The Hague — a city", ""),
    ],
)
def test_a_dateline_is_a_place_before_a_dash(text: str, place: str) -> None:
    assert dateline_of(text) == place


PUBLISHED = """Published on 7 January 2023
Veröffentlicht am 7. Januar 2023 | Publié le 7 janvier 2023
Publicado el 7 de enero de 2023 | Publicado em 7 de janeiro de 2023 | Pubblicato il 7 gennaio 2023
Gepubliceerd op 7 januari 2023 | Opublikowano: 7 stycznia 2023 | Zveřejněno 7. ledna 2023
Publicerad 7 januari 2023 | Yayınlanma tarihi: 7 Ocak 2023 | Опубликовано: 7 января 2023 г.
Опубліковано 7 січня 2023 | نشر في ٧ يناير ٢٠٢٣ | 掲載日：2023年1月7日 | 发布时间：2023年1月7日
입력 2023년 1월 7일"""
UPDATED = """Updated 7 January 2023
Aktualisiert: 7. Januar 2023 | Mis à jour le 7 janvier 2023
Actualizado el 7 de enero de 2023
Atualizado em 7 de janeiro de 2023 | Aggiornato il 7 gennaio 2023
Bijgewerkt op 7 januari 2023 | Aktualizacja: 7 stycznia 2023 | Aktualizováno 7. ledna 2023
Uppdaterad 7 januari 2023 | Güncelleme: 7 Ocak 2023 | Обновлено: 7 января 2023
Оновлено: 7 січня 2023 | آخر تحديث: ٧ يناير ٢٠٢٣ | 最終更新日：2023年1月7日 | 更新时间：2023年1月7日
수정 2023년 1월 7일"""


def test_days_of_publication_and_of_change_are_told_apart_in_seventeen_languages() -> None:
    for lines, field in ((PUBLISHED, "published"), (UPDATED, "updated")):
        for line in lines.replace("\n", " | ").split(" | "):
            reading = read_byline(line, day_first=True)

            assert getattr(reading, field) is not None, line
            assert getattr(reading, field).day == "2023-01-07", line
            assert reading.left == (), line
