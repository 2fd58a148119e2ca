"""Language tags."""

from __future__ import annotations

import pytest

from publish.model.languages import language_tag


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "en-US",
        "zh-Hant-TW",
        "de-CH-1996",
        "sr-Latn",
        "es-419",
        "haw",
        "en-x-twain",
        "de-u-co",
    ],
)
def test_a_well_formed_tag_stays_as_it_is(tag: str) -> None:
    assert language_tag(tag) == tag


def test_the_tag_of_a_locale_gets_its_hyphen() -> None:
    assert language_tag("en_US ") == "en-US"


@pytest.mark.parametrize("tag", ["", "x", "english language", "en-", "e-US", "C.UTF-8", '"><b'])
def test_what_is_no_tag_is_nothing(tag: str) -> None:
    assert language_tag(tag) == ""


@pytest.mark.parametrize(("code", "tag"), [("eng", "en"), ("ger-AT", "de-AT"), ("DEU", "de")])
def test_the_long_code_of_a_language_becomes_its_tag(code: str, tag: str) -> None:
    assert language_tag(code) == tag


@pytest.mark.parametrize("country", ["jp", "cn", "cz-CZ", "xx"])
def test_a_country_is_no_language(country: str) -> None:
    assert language_tag(country) == ""
