"""Real texts of 23 languages, set line by line: valid, whole, and nothing in them declined."""

from __future__ import annotations

from functools import cache

import pytest

from publish.layouts import load_layout, use_fonts
from publish.model.edition import Edition, Rendition
from publish.writers.pdf import write
from tests import udhr
from tests.build import article, p
from tests.validators import verapdf

PLAIN = load_layout("plain")
ENGINES_OWN = {"zh-Hans", "zh-Hant", "ja", "ko", "th"}  # lines that the engine breaks


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(PLAIN)


@cache
def printed(language: str) -> Rendition:
    declaration = udhr.text(language)
    blocks = [p(paragraph) for paragraph in declaration.paragraphs[:30]]
    return write(
        Edition.of(article(*blocks, title=declaration.title, language=declaration.lang)), PLAIN
    )


@pytest.mark.parametrize("language", udhr.LANGUAGES)
def test_a_text_in_each_language_is_pdf_ua_and_pdf_a(language: str) -> None:
    rendition = printed(language)

    assert verapdf.check(rendition.data, "ua1") == []
    assert verapdf.check(rendition.data, "3a") == []
    assert rendition.notes == ()


@pytest.mark.parametrize("language", [tag for tag in udhr.LANGUAGES if tag not in ENGINES_OWN])
def test_paragraphs_of_languages_with_spaces_are_planned(language: str) -> None:
    optimal, greedy = printed(language).lines or (0, 0)

    assert optimal > 0
    assert greedy <= optimal // 10
