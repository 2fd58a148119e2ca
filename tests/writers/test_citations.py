"""The line that says where an article was published, as every format has it."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.compose.stops import stop_behind
from publish.layouts import load_layout
from publish.writers import xhtml
from tests.build import article
from tests.writers.docx_samples import lines, word
from tests.writers.samples import edition

XHTML = "{http://www.w3.org/1999/xhtml}"
TURN = "\N{LEFT-TO-RIGHT MARK}"  # about a date, in Word
CITED = [
    ("Rents rise", "The Daily", "2024-03-01", "en", "Rents rise. The Daily, 1 March 2024."),
    ("Аренда растёт", "Газета", "2024-03-01", "ru", "Аренда растёт. Газета, 1 марта 2024 г."),
    ("Оренда", "Час", "2024-03", "uk", "Оренда. Час, березень 2024 р."),
    ("Rents rise", "Acme Inc.", "", "en", "Rents rise. Acme Inc."),
    ("Rents rise", "Acme Inc.", "2024", "en", "Rents rise. Acme Inc., 2024."),
    ("Rents rise", "Yahoo!", "", "en", "Rents rise. Yahoo!"),
    ("房租上涨。", "晨报", "2024-03-01", "zh", "房租上涨。 晨报, 2024年3月1日."),
    ("لماذا؟", "النهار", "2024", "ar", "لماذا؟ النهار, 2024."),
    ("„Warum?“", "Kurier", "2024", "de", "„Warum?“ Kurier, 2024."),
]


@pytest.mark.parametrize(("title", "outlet", "date", "language", "line"), CITED)
def test_a_source_line_ends_in_one_stop(
    title: str, outlet: str, date: str, language: str, line: str
) -> None:
    made = article("A.", title=title, outlet=outlet, published=date, language=language)

    page = xhtml.write(edition(made), load_layout("briefing")).files["article.xhtml"]
    cited = next(
        each
        for each in etree.fromstring(page).iter(f"{XHTML}p")
        if each[:1] and each[0].tag == f"{XHTML}cite"
    )
    assert "".join(cited.itertext()) == line
    written = [text.replace(TURN, "") for style, text in lines(word(made)) if style == "SourceLine"]
    assert written == [line]


@pytest.mark.parametrize(
    "ended",
    [
        "Why?",
        "No!",
        "And so…",
        'He said "no."',
        "(so it was.)",
        "Go! 🚀",
        "क्यों।",
        "Ինչու։",
        "なぜ？」",
        "",
    ],
)
def test_what_ends_in_a_mark_gets_no_stop(ended: str) -> None:
    assert stop_behind(ended) == ""


@pytest.mark.parametrize("ended", ["Rents", 'The "Daily"', "2024年3月1日", "Part (2)", "a, b;"])
def test_what_ends_in_a_word_gets_one(ended: str) -> None:
    assert stop_behind(ended) == "."
