"""Dates as lines of text say them, in the languages we read."""

from __future__ import annotations

import pytest

from publish.model.dates import dates_in, day_of


def days(text: str, day_first: bool | None = None) -> list[str]:
    return [each.day for each in dates_in(text, day_first)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jan. 5, 2024", "2024-01-05"),
        ("the 3rd of May 2020", "2020-05-03"),
        ("Freitag, 5. Juni 2015", "2015-06-05"),
        ("1er mars 2024", "2024-03-01"),
        ("1 de marzo de 2024", "2024-03-01"),
        ("3 de maio de 2021", "2021-05-03"),
        ("12 gennaio 2024", "2024-01-12"),
        ("2 maart 2024", "2024-03-02"),
        ("21 stycznia 2024", "2024-01-21"),
        ("13. ledna 2025", "2025-01-13"),
        ("5 maj 2024", "2024-05-05"),
        ("5 Şubat 2024", "2024-02-05"),
        ("12 января 2024 г.", "2024-01-12"),
        ("5 січня 2024", "2024-01-05"),
        ("١٢ يناير ٢٠٢٤", "2024-01-12"),
        ("2024年1月5日", "2024-01-05"),
        ("2024년 1월 5일", "2024-01-05"),
        ("2024-01-05T10:00:00Z", "2024-01-05"),
        ("2024/1/5", "2024-01-05"),
        ("05.04.2025", "2025-04-05"),
        ("13. 1. 2025", "2025-01-13"),
        ("24.12.21", "2021-12-24"),
        ("Datum:26. Januar 2022", "2022-01-26"),
        ("2023 Jan 7", "2023-01-07"),
        ("2023, January 7", "2023-01-07"),
        ("2023-Jan-07", "2023-01-07"),
        ("Jan. 7th, 2023", "2023-01-07"),
        ("Jan-07-2023", "2023-01-07"),
        ("7/Jan/2023", "2023-01-07"),
        ("2023. 1. 7.", "2023-01-07"),
        ("7 يناير، 2023", "2023-01-07"),
        ("Saturday, 7 of January of 2023", "2023-01-07"),
    ],
)
def test_a_date_is_read_in_each_language(text: str, day: str) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "2 hours ago",
        "yesterday",
        "31 February 2024",
        "192.168.1.2024",
        "room 2024",
        "May",
        "2024 may 12,000",
    ],
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert days(text) == []


def test_numbers_with_slashes_are_read_as_told_and_else_left_open() -> None:
    assert days("03/04/2024", day_first=True) == ["2024-04-03"]
    assert days("03/04/2024", day_first=False) == ["2024-03-04"]
    assert dates_in("03/04/2024")[0].day == ""
    assert dates_in("03/04/2024")[0].either == ("2024-04-03", "2024-03-04")


def test_a_number_above_twelve_is_the_day_whatever_the_custom() -> None:
    assert days("13/04/2024", day_first=False) == ["2024-04-13"]
    assert days("04/13/2024") == ["2024-04-13"]
    assert days("04/04/2024") == ["2024-04-04"]


def test_all_dates_of_a_line_come_in_their_order_with_their_place() -> None:
    text = "Published 2 May 2024, updated 2024-05-03"

    found = dates_in(text)

    assert [text[each.first : each.end] for each in found] == ["2 May 2024", "2024-05-03"]


def test_years_far_away_are_none() -> None:
    assert day_of(1066, 10, 14) == ""
    assert day_of(2024, 2, 29) == "2024-02-29"
