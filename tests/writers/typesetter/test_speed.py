"""The engine in less time writes the bytes of the untouched one."""

from __future__ import annotations

import gc
import random

import pytest

from publish import collector
from publish.layouts import load_layout, use_fonts
from publish.writers.pdf.engine_parts import SPEED
from publish.writers.pdf.guard import EnginePart, Hold
from publish.writers.pdf.typesetter.speed import one_subset
from tests.writers.typesetter.printing import printed
from tests.writers.typesetter.random_documents import Document, document

ALL = tuple(hold for part in SPEED for hold in part.holds)
SOME = range(8)
MANY = range(8, 240)


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(load_layout("briefing"))


def differing(numbers: range, holds: tuple[Hold, ...] = ALL) -> list[int]:
    """The documents whose bytes differ, printed in an order of no meaning by turns."""
    order = random.Random(0).sample(numbers, len(numbers))
    return [n for n in order if printed(document(n)) != printed(document(n), holds)]


def test_varied_documents_have_the_same_bytes_in_less_time() -> None:
    assert differing(SOME) == []


@pytest.mark.full
def test_hundreds_of_varied_documents_have_the_same_bytes_in_less_time() -> None:
    assert differing(MANY) == []


@pytest.mark.full
@pytest.mark.parametrize("part", SPEED, ids=lambda part: part.name)
def test_each_part_alone_writes_the_same_bytes(part: EnginePart) -> None:
    assert differing(SOME, part.holds) == []


def test_a_document_is_the_same_whatever_was_printed_before_it() -> None:
    alone = {n: printed(document(n), ALL) for n in (3, 4, 8)}

    again = {n: printed(document(n), ALL) for n in (8, 3, 13, 4)}

    assert {n: again[n] for n in alone} == alone


def test_a_style_written_in_a_document_stays_in_it() -> None:
    css = "p { font: 10pt/14pt 'Source Serif 4'; padding: 1em } p + p { text-indent: 5vw }"
    plain = Document("<!doctype html><html lang=en><title>t</title><p>One<p>Two", css)
    styled = Document(plain.html.replace("<p>", "<p style='font-size: 20pt'>"), css)
    wide = Document(plain.html, css + "@page { size: 300mm }")
    expected = [printed(each) for each in (plain, styled, wide)]

    for _ in range(2):
        for each, bytes_expected in zip((plain, styled, wide), expected, strict=True):
            assert printed(each, ALL) == bytes_expected


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("Noto Naskh Arabic", "هذا نَصٌّ عربي"),
        ("Noto Serif Devanagari", "क्षत्रिय हिन्दी"),
        ("Noto Serif Thai", "ภาษาไทยน้ำ"),
        ("Source Serif 4", "Ấpfel ﬁ œ"),
        ("Source Code Pro", "x = 1"),
    ],
)
def test_a_font_cut_at_once_has_the_same_bytes(family: str, text: str) -> None:
    page = f"<!doctype html><html lang=en><title>t</title><p>{text}"
    one = Document(page, f"p {{ font: 12pt '{family}' }}")

    assert printed(one, one_subset.HOLDS) == printed(one)


def test_a_sheet_s_mistakes_are_told_of_every_document(
    caplog: pytest.LogCaptureFixture,
) -> None:
    css = "p { --wide: blue; width: var(--wide); font: 10pt 'Source Serif 4' }"
    html = f"<!doctype html><html lang=en><title>t</title><style>{css}</style><p>One"
    page = Document(html, "")
    heard = []

    for _ in range(2):
        caplog.clear()
        printed(page, ALL)
        heard.append(caplog.messages)

    assert heard[0] == heard[1] != []


def test_the_collector_is_left_as_it_was_found() -> None:
    before = gc.get_threshold()

    with collector.patient():
        during = gc.get_threshold()

    assert during != before
    assert gc.get_threshold() == before
