"""Dates in words."""

import pytest

from publish.compose.dates import printed_date


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2024-01-21", "en", "21 January 2024"),
        ("2024-01-21T23:59:59Z", "en-US", "21 January 2024"),
        ("2024-01", "en", "January 2024"),
        ("2024", "en", "2024"),
        ("2024-01-21", "de-CH", "21. Januar 2024"),
        ("2024-03-01", "fr", "1er mars 2024"),
        ("2024-03-02", "fr", "2 mars 2024"),
        ("2024-03-02", "es", "2 de marzo de 2024"),
        ("2024-03", "pt", "março de 2024"),
        ("2024-03-02", "it", "2 marzo 2024"),
        ("2024-03-02", "nl", "2 maart 2024"),
        ("2024-03-02", "ja", "2024-03-02"),
        ("2024-13-02", "en", "2024-13-02"),
        ("spring 2024", "en", "spring 2024"),
        ("", "en", ""),
    ],
)
def test_a_date_is_printed_as_the_language_has_it(date: str, language: str, words: str) -> None:
    assert printed_date(date, language) == words
