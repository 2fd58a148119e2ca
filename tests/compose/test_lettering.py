"""What a printed line may not break, and what is no ordinary word."""

from __future__ import annotations

import re

import pytest

from publish.compose.lettering import (
    LONG_TOKEN,
    PRINT_GAP,
    broken,
    joined,
    names_in,
    set_words,
    together,
)


def shown(text: str, language: str = "en", before: str = "", names: tuple[str, ...] = ()) -> str:
    return str(set_words(text, language, frozenset(names), before))


def names(
    text: str, language: str = "en", before: str = "", known: tuple[str, ...] = ()
) -> list[str]:
    return re.findall(r'class="name">([^<]+)', shown(text, language, before, known))


def test_a_search_finds_what_stays_together_on_a_line() -> None:
    printed = joined("Nov.\u00a06 at Ain\u00a0al\u2011Assad, 5\u202f%")

    assert printed == "Nov. \u20606 at Ain \u2060al-\u2060Assad, 5\u202f%"
    assert printed.replace("\u2060", "") == "Nov. 6 at Ain al-Assad, 5\u202f%"


def test_a_name_inside_a_sentence_is_not_hyphenated() -> None:
    text = "Authorities said the Authorities met. Afterwards the “Mujahideen of Hezbollah” left."

    assert names(text) == ["Authorities", "Mujahideen", "Hezbollah"]


@pytest.mark.parametrize("before", ["", "They left. ", "They left.” ", "« Non ! » "])
def test_a_word_that_begins_a_sentence_is_no_name(before: str) -> None:
    assert names("Afterwards they left", before=before) == []


def test_a_sentence_goes_on_through_emphasis_and_links() -> None:
    assert names("Hezbollah left", before="It was said that ") == ["Hezbollah"]


def test_a_name_that_is_known_is_one_at_the_beginning_of_a_sentence_too() -> None:
    assert names("Ferencsik wrote it", known=("Ferencsik",)) == ["Ferencsik"]


def test_a_name_of_two_words_is_one() -> None:
    text = "asked Anna Meier\u2011Lüdenscheidt again"

    assert names(text) == ["Meier-\u2060Lüdenscheidt"]


def test_german_nouns_may_be_hyphenated_and_known_names_not() -> None:
    text = "Die Regierung hat mit Wagenknecht die Wohnungsbauförderung beschlossen"

    assert names(text, "de") == []
    assert names(text, "de-AT", known=("Wagenknecht",)) == ["Wagenknecht"]


def test_names_are_known_from_the_byline_the_title_and_the_note() -> None:
    lines = ("Committee asks Truzman again", "He writes for the Magazine.")

    assert names_in(("Joe Truzman", "Maximilian Ott"), lines, "en") == {
        *("Truzman", "Maximilian", "Magazine"),
    }


def test_of_german_titles_only_capitals_in_a_row_are_names() -> None:
    lines = ("Wie die Regierung mit Annegret Wagenknecht streitet",)

    assert names_in((), lines, "de") == {"Annegret", "Wagenknecht"}


def test_runs_of_four_capitals_become_small_capitals() -> None:
    assert shown("CENTCOM and NATO, UN") == (
        '<span class="caps">CENTCOM</span> and <span class="caps">NATO</span>, UN'
    )


def test_nothing_but_joiners_is_added_to_the_words() -> None:
    text = "On Nov.\u00a06, “the U.S. & its <allies>” in Ain al\u2011Assad (CENTCOM) said: Aqsa-1."

    bare = re.sub("<[^>]+>|\u2060", "", shown(text))

    wanted = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert bare == wanted.replace("\u00a0", " ").replace("\u2011", "-")


def test_a_token_that_no_line_holds_can_be_broken() -> None:
    token = "x" * (LONG_TOKEN + 1)

    assert broken("x" * LONG_TOKEN, PRINT_GAP) == "x" * LONG_TOKEN
    assert str(broken(f"a {token} b", PRINT_GAP)).replace(str(PRINT_GAP), "") == f"a {token} b"
    assert max(map(len, re.split("[\u200b ]", broken(token, PRINT_GAP)))) == 20


def test_a_date_is_one_piece() -> None:
    assert together("21 January 2024") == "21 \u2060January \u20602024"


@pytest.mark.parametrize(
    "sentence", ["清晨，老城的居民回到港口。", "港の人々は、船を数えた。", "ชาวเมืองนับเรือ"]
)
def test_lines_of_writing_without_spaces_break_by_its_own_rules(sentence: str) -> None:
    text = sentence * LONG_TOKEN

    assert broken(text, PRINT_GAP) == text


def test_foreign_words_in_a_line_from_right_to_left_stay_in_one_piece() -> None:
    text = "كتب عن ذلك The Harbour Courier of NATO في عدده الأخير"

    assert shown(text, "ar") == text
