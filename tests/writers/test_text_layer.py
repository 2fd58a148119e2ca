"""What is copied out of a PDF, searched in it and read aloud from it: the article's words."""

from __future__ import annotations

import io
import re
import unicodedata

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition
from publish.model.tree import Strong
from publish.pipeline import render
from tests.build import article, inlines, p
from tests.udhr import LANGUAGES, text
from tests.validators import verapdf

LAYOUT = load_layout("briefing")
# PDFium moves the marks of Arabic and Hebrew to lines of their own, whatever the file says.
LEFT_TO_RIGHT = [each for each in LANGUAGES if text(each).dir == "ltr"]
_CLUSTERS = (
    *("Ọ̀", "ọ̀", "ė́", "Ė́", "n̄", "ḿ̩", "O", "o", "e", "n", "m", "fi", "ffl", "—", "…", "й̆"),
    *("कि", "क्ष", "स्त्र", "र्क", "क", "श", "น้ำ", "ที่", "น", "ế", "Ự"),
)


def said(source: Article) -> str:
    """The text of a PDF as a viewer gives it, line by line."""
    document = pypdfium2.PdfDocument(render(Edition.of(source), LAYOUT, "pdf").data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def signs(words: str) -> str:
    """Letters, marks and signs without spaces and hyphens: PDFium tells none at a line's end."""
    return re.sub("[\\s\ufffe\x02\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFC", words))


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_each_letter_of_a_declaration_is_copied_out_as_it_stands(language: str) -> None:
    declaration = text(language)
    paragraphs = declaration.paragraphs[:7]
    source = article(*map(p, paragraphs), title=declaration.title, language=language)

    found = signs(said(source))

    assert [each for each in paragraphs if signs(each) not in found] == []


def test_a_cluster_does_not_take_the_text_of_its_letters_elsewhere() -> None:
    source = article(p("Ọ̀pọ̀lọpọ̀ ìgbà ni Olú sọ OK. OOO"), language="yo")

    assert "Ọ̀pọ̀lọpọ̀ ìgbà ni Olú sọ OK. OOO" in said(source)


@given(st.lists(st.sampled_from(_CLUSTERS), min_size=1, max_size=12).map("".join))
def test_clusters_in_any_order_are_copied_out_whole(words: str) -> None:
    source = article(p("First ", Strong(inlines(words)), " last."))

    assert f"First{signs(words)}last." in signs(said(source))


def test_a_file_that_says_its_words_is_for_archives_and_for_all_readers() -> None:
    source = article(*map(p, text("hi").paragraphs[:3]), language="hi")
    data = render(Edition.of(source), LAYOUT, "pdf").data

    contents = b"".join(page.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(data)).pages)
    assert b"/ActualText" in contents
    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []


def test_plain_words_need_no_second_text() -> None:
    data = render(Edition.of(article(p("The office fits; an affable flow."))), LAYOUT, "pdf").data

    contents = b"".join(page.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(data)).pages)
    assert b"/ActualText" not in contents
