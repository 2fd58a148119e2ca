"""Characters that no format can hold never enter the model."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.clean import clean_text


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_comes_in_an_xml_parser_reads_back_what_came_out(text: str) -> None:
    clean, _ = clean_text(text)
    escaped = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    element = ElementTree.fromstring(f"<p>{escaped}</p>")

    assert (element.text or "") == clean


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once, _ = clean_text(text)

    assert clean_text(once) == (once, 0)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one(end: str) -> None:
    assert clean_text(f"a{end}b") == ("a\nb", 0)


def test_a_name_that_an_override_turns_round_reads_as_it_is_spelt() -> None:
    assert clean_text("photo\u202egnp.exe") == ("photognp.exe", 1)


def test_marks_that_arabic_and_emoji_need_stay() -> None:
    text = "می\u200cخواهم \u200f(!)\u200f 👩\u200d🔬"

    assert clean_text(text) == (text, 0)


def test_no_break_spaces_and_curly_quotes_are_not_ours_to_judge_here() -> None:
    assert clean_text("a\u00a0“b” – c…") == ("a\u00a0“b” – c…", 0)


def test_a_tower_of_accents_is_cut_to_eight() -> None:
    clean, dropped = clean_text("x" + "\u0336" * 50)

    assert (clean.count("\u0336"), dropped) == (8, 42)
