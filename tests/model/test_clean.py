"""Characters that no format can hold never enter the model."""

from __future__ import annotations

import sys
import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model import clean
from publish.model.clean import clean_name, clean_text


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


def test_no_character_that_is_passed_over_would_change_alone_or_after_another() -> None:
    plain = [char for char in map(chr, range(sys.maxunicode)) if clean._PLAIN.fullmatch(char)]
    joining = _second_letters()

    assert len(plain) > 30_000
    assert [char for char in plain if unicodedata.normalize("NFC", char) != char] == []
    assert [char for char in plain if unicodedata.combining(char) or char in joining] == []
    assert clean._DROPPED.search("".join(plain)) is None
    assert clean._ENDS.search("".join(plain)) is None


def _second_letters() -> set[str]:
    """What melts into the letter before it when text is composed (NFC)."""
    korean = {
        chr(code)
        for first, end in ((0x1161, 0x1176), (0x11A8, 0x11C3))
        for code in range(first, end)
    }
    taken_apart = (
        unicodedata.decomposition(char).split() for char in map(chr, range(sys.maxunicode))
    )
    return korean | {
        chr(int(parts[1], 16)) for parts in taken_apart if len(parts) == 2 and parts[0][0] != "<"
    }


@pytest.mark.parametrize("text", ["cafe\u0301", "e\u0301", "\u1100\u1161", "a\r\nb\x00c", "\u2126"])
def test_text_with_one_odd_sign_is_cleaned_as_a_whole(text: str) -> None:
    before = "Rents rose. " * 20

    assert clean_text(before + text)[0] == before + clean_text(text)[0]


def test_a_name_says_what_no_format_can_hold() -> None:
    assert clean_name("caf\udce9.txt") == r"caf\xe9.txt"
    assert clean_name("a\nb\x1b\u202e\ud800\ufffe.txt") == r"a\x0ab\x1b\u202e\ud800\ufffe.txt"
    assert clean_name("Bild 10.30\u202fam\u3000日本.txt") == "Bild 10.30\u202fam\u3000日本.txt"


@given(st.text())
def test_a_clean_name_goes_through_the_door_as_it_is(name: str) -> None:
    made = clean_name(name)

    assert clean_name(made) == made
    ElementTree.fromstring(f"<a>{escape(made)}</a>".encode())
