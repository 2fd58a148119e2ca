"""What must not break at the end of a printed line."""

from __future__ import annotations

import re

import pytest

from publish.compose.words import LONG_TOKEN, PRINT_GAP, broken, set_words, together

JOINER = "\u2060"


def shown(text: str, language: str = "en", *, opens: bool = True, closes: bool = False) -> str:
    """The markup with joiners as ~."""
    return str(set_words(text, language, opens=opens, closes=closes)).replace(JOINER, "~")


def names(text: str, language: str = "en") -> list[str]:
    return re.findall(r'class="name">([^<]+)', shown(text, language))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("on Nov. 21, 2023 it", "Nov. ~21"),
        ("since October 7.", "October ~7"),
        ("base at Ain al-Assad airbase", "Ain ~al-~Assad"),
        ("the Aqsa-1 model", "Aqsa-~1"),
        ("the U.S. forces left", "U.S. ~forces"),
        ("asked Dr. Who", "Dr. ~Who"),
    ],
)
def test_a_piece_stays_together(text: str, kept: str) -> None:
    assert kept in shown(text)


def test_months_are_those_of_the_language() -> None:
    assert "31. ~Dezember" in shown("am 31. Dezember", "de-AT")
    assert "1er ~mars" in shown("le 1er mars", "fr")


@pytest.mark.parametrize("text", ["Iran-backed militias", "medium-range missile", "a well-known"])
def test_an_ordinary_hyphen_may_end_a_line(text: str) -> None:
    assert "~" not in shown(text)


def test_a_name_inside_a_sentence_is_not_hyphenated() -> None:
    text = "Authorities said the Authorities met. Afterwards the “Mujahideen of Hezbollah” left."

    assert names(text) == ["Authorities", "Mujahideen", "Hezbollah"]


def test_german_nouns_may_be_hyphenated() -> None:
    assert names("Die Regierung hat die Wohnungsbauförderung beschlossen", "de") == []


def test_runs_of_four_capitals_become_small_capitals() -> None:
    assert shown("CENTCOM and NATO, UN") == (
        '<span class="caps">CENTCOM</span> and <span class="caps">NATO</span>, UN'
    )


def test_a_short_last_word_is_bound_to_the_one_before() -> None:
    assert shown("a crucial regional ally.", closes=True) == "a crucial regional ~ally."
    assert shown("a crucial regional ally.") == "a crucial regional ally."
    assert shown("according to the militias.", closes=True) == "according to the militias."


def test_nothing_but_joiners_is_added_to_the_words() -> None:
    text = "On Nov. 6, “the U.S. & its <allies>” in Ain al-Assad (CENTCOM) said: Aqsa-1."

    bare = re.sub("<[^>]+>|\u2060", "", str(set_words(text, "en", opens=True, closes=True)))

    assert bare == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_token_that_no_line_holds_can_be_broken() -> None:
    token = "x" * (LONG_TOKEN + 1)

    assert broken("x" * LONG_TOKEN, PRINT_GAP) == "x" * LONG_TOKEN
    assert str(broken(f"a {token} b", PRINT_GAP)).replace(str(PRINT_GAP), "") == f"a {token} b"
    assert max(map(len, re.split("[\u200b ]", broken(token, PRINT_GAP)))) == 20


def test_a_date_is_one_piece() -> None:
    assert together("21 January 2024") == "21 \u2060January \u20602024"
