"""Prose of all scripts is at hand for tests that print."""

import pytest

from tests import udhr


@pytest.mark.parametrize("language", udhr.LANGUAGES)
def test_a_declaration_has_a_title_and_thirty_articles(language: str) -> None:
    declaration = udhr.text(language)

    assert declaration.title
    assert len(declaration.paragraphs) >= 30
    assert len("".join(declaration.paragraphs)) > 2_000
    assert declaration.dir == ("rtl" if language in ("ar", "fa", "he") else "ltr")
