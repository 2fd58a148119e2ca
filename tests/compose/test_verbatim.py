"""Words that are copied letter by letter, and where a line may end in one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from publish.compose.lettering import screen_words, set_words
from publish.compose.verbatim import is_verbatim, parted, pieces, verbatim


@pytest.mark.parametrize(
    "word",
    [
        "https://www.example.org/a/long-path/of-words.html?x=1&y=2#end",
        "www.example.org",
        "example.org/news/2024",
        "harbour-office.example.org",
        "maximilian.mustermann@statistisches-landesamt.example.de",
        "@HarbourCourier",
        "#ClimateEmergency",
        "doi:10.1016/j.cell.2020.01.001",
        "10.1038/s41586-020-2649-2",
        "/usr/local/share/harbour.csv",
        "~/harbour/statistics.csv",
        r"C:\Users\Public\report.xlsx",
        "src/main/java/App.java",
        "annual_report_final",
        "getElementById",
        "publish.compose.verbatim",
        "publish.compose.html.set_words()",
        "https://en.wikipedia.org/wiki/Harbour_(place)",
    ],
)
def test_an_address_a_path_and_a_name_in_a_program_are_one_word(word: str) -> None:
    assert is_verbatim(word)
    assert verbatim(f"(“ {word}”, he said).") == [(3, 3 + len(word))]
    assert "".join(pieces(word)) == word


@pytest.mark.parametrize(
    "text",
    [
        "The U.S.-led talks, e.g. those and/or others, etc.",
        "He said so.Then he left at 12.5km/h",
        "Produktionsleiter/Geschäftsführerin",
        "iPhone and McDonalds, 1,234.50 or 3/4",
        "a well-known long-standing hyphenation",
        "</script>",
    ],
)
def test_prose_is_none(text: str) -> None:
    assert verbatim(text) == []


@pytest.mark.parametrize(
    "text", ["_" * 60 + "-b", "_" * 60 + "(signature)", "a_" * 5000 + "!b", "a" * 20_000 + "_.!b"]
)
def test_a_line_to_fill_in_is_read_at_once(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert verbatim(text) in ([], [(0, len(text))])  # it took 2 ** 60 steps


def test_an_address_in_a_line_without_spaces_ends_where_its_letters_end() -> None:
    text = "请访问https://example.com/path。"

    assert [text[start:end] for start, end in verbatim(text)] == ["https://example.com/path"]


def test_a_line_ends_after_a_slash_and_before_other_signs_never_after_a_hyphen() -> None:
    made = str(parted("https://example.org/news/a-long-slug-of-words?x=1&year=2020.5", Markup("|")))

    assert made.replace("\u2060", "") == (
        "https://|example|.org/|news/|a-long|-slug|-of|-words|?x=1|&amp;year=2020.5"
    )
    assert not re.search("-(?!\u2060)", made)


def test_only_what_is_marked_is_not_hyphenated() -> None:
    text = "see https://example.org/international-organisation for internationalisation"
    marked = re.compile('<span class="verbatim">(.*?)</span>')

    for made in (set_words(text, "en"), screen_words(text)):
        (inside,) = marked.findall(made)
        assert re.sub("[\u200b\u2060]", "", inside) == (
            "https://example.org/international-organisation"
        )


@given(st.text(st.sampled_from("ab1-._/@#:?&=%~()\\, 港"), max_size=60))
def test_no_letter_is_lost_or_made_in_any_text(text: str) -> None:
    spans = verbatim(text)

    assert spans == sorted(spans)
    assert all("".join(pieces(text[a:b])) == text[a:b] for a, b in spans)
    bare = re.sub("<[^>]+>|[\u2060\u200b]", "", set_words(text, "en"))
    assert Markup(bare).unescape() == text
